/* Comforts for readers: notes beside or below their words, and cards that explain terms.
   Without this script every mark is a plain link to its note or its term. */
(function () {
  "use strict";

  var WIDE = window.matchMedia("(min-width: 76.25em)");
  var GAP = 12;

  function all(selector, within) {
    return Array.from((within || document).querySelectorAll(selector));
  }

  /* Notes */

  function noteOf(mark) {
    return document.getElementById("note-" + mark.dataset.note);
  }

  function placeBeside(marks) {
    var frame = document.querySelector(".md-content__inner").getBoundingClientRect();
    var free = 0;
    marks.forEach(function (mark) {
      var note = noteOf(mark);
      var top = Math.max(mark.getBoundingClientRect().top - frame.top, free);
      note.style.top = top + "px";
      free = top + note.offsetHeight + GAP;
    });
    var passage = document.querySelector(".passage");
    passage.style.minHeight = free - (passage.getBoundingClientRect().top - frame.top) + "px";
  }

  function putBack(marks, list) {
    document.querySelector(".passage").style.minHeight = "";
    marks.forEach(function (mark) {
      var note = noteOf(mark);
      note.style.top = "";
      note.classList.remove("open");
      mark.setAttribute("aria-expanded", "false");
      list.appendChild(note);
    });
  }

  function arrange(marks, list) {
    putBack(marks, list);
    document.body.classList.toggle("notes-beside", WIDE.matches);
    if (WIDE.matches) placeBeside(marks);
  }

  function closeNote(mark, list) {
    var note = noteOf(mark);
    note.classList.remove("open");
    mark.setAttribute("aria-expanded", "false");
    if (!WIDE.matches) list.appendChild(note);
  }

  function openNote(mark) {
    var note = noteOf(mark);
    note.classList.add("open");
    mark.setAttribute("aria-expanded", "true");
    if (!WIDE.matches) mark.closest(".paper").after(note);
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  }

  function setUpNotes() {
    var marks = all(".paper .note-mark");
    var list = document.querySelector(".notes");
    if (!marks.length || !list) return;
    marks.forEach(function (mark) {
      var note = noteOf(mark);
      note.tabIndex = -1;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-controls", note.id);
      mark.addEventListener("click", function (event) {
        event.preventDefault();
        var open = note.classList.contains("open");
        marks.forEach(function (other) { closeNote(other, list); });
        if (!open) openNote(mark);
      });
      mark.addEventListener("keydown", function (event) {
        if (event.key !== " ") return;
        event.preventDefault();
        mark.click();
      });
      note.addEventListener("keydown", function (event) {
        if (event.key !== "Escape") return;
        closeNote(mark, list);
        mark.focus();
      });
    });
    arrange(marks, list);
    WIDE.addEventListener("change", function () { arrange(marks, list); });
    window.addEventListener("resize", function () { if (WIDE.matches) placeBeside(marks); });
    window.addEventListener("load", function () { if (WIDE.matches) placeBeside(marks); });
  }

  /* Terms */

  var glossaries = {};
  var shown = null;

  function glossaryAt(address) {
    glossaries[address] = glossaries[address] || fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (text) {
      return new DOMParser().parseFromString(text, "text/html");
    });
    return glossaries[address];
  }

  function closeCard() {
    if (!shown) return;
    shown.card.remove();
    shown.link.removeAttribute("aria-expanded");
    var link = shown.link;
    shown = null;
    link.focus();
  }

  function entryOf(page, id) {
    var heading = page.getElementById(id);
    return heading && heading.closest(".entry");
  }

  function cardOf(link, entry) {
    var card = document.createElement("div");
    card.className = "term-card md-typeset";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", entry.querySelector("h2").textContent);
    var close = document.createElement("button");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.textContent = "×";
    close.addEventListener("click", closeCard);
    var title = document.createElement("h2");
    title.textContent = entry.querySelector("h2").textContent;
    var definition = document.createElement("p");
    definition.textContent = entry.querySelector("h2 + p").textContent;
    card.append(close, title, definition);
    var translations = entry.querySelector(".translations");
    if (translations) card.append(document.importNode(translations, true));
    var more = document.createElement("a");
    more.href = link.href;
    more.textContent = "In the glossary";
    card.append(more);
    return card;
  }

  function showCard(link, entry) {
    var card = cardOf(link, entry);
    document.body.append(card);
    var place = link.getBoundingClientRect();
    var left = Math.min(place.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    var below = place.bottom + 6;
    var fits = below + card.offsetHeight < window.innerHeight;
    card.style.left = Math.max(left, 8) + window.scrollX + "px";
    card.style.top = (fits ? below : Math.max(place.top - card.offsetHeight - 6, 8)) + window.scrollY + "px";
    link.setAttribute("aria-expanded", "true");
    shown = { card: card, link: link };
    card.focus({ preventScroll: true });
  }

  function setUpTerms() {
    all("a.term").forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        closeCard();
        var parts = link.href.split("#");
        glossaryAt(parts[0]).then(function (page) {
          var entry = entryOf(page, parts[1]);
          if (entry) showCard(link, entry);
          else window.location.href = link.href;
        }, function () {
          window.location.href = link.href;
        });
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") closeCard();
    });
    document.addEventListener("click", function (event) {
      if (shown && !shown.card.contains(event.target) && !event.target.closest("a.term")) closeCard();
    });
  }

  /* What the theme leaves to the mouse: its search dialog has no name, and its menu button is a label */

  function mendTheme() {
    all(".md-search[role=dialog]").forEach(function (dialog) {
      dialog.setAttribute("aria-label", "Search");
    });
    var drawer = document.getElementById("__drawer");
    all(".md-header label[for=__drawer]").forEach(function (label) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = label.className + " menu-button";
      button.setAttribute("aria-label", "Menu");
      button.append.apply(button, Array.from(label.childNodes));
      button.addEventListener("click", function () { drawer.click(); });
      label.replaceWith(button);
    });
  }

  mendTheme();
  setUpNotes();
  setUpTerms();
})();
