/* Filters of a page: a form that is hidden until this script can serve it.
 *
 *   <form data-filter="[data-event]" data-groups="section" data-counted="article" data-named="events" hidden>
 *
 * chooses among what `data-filter` selects. Checkboxes of one name are alternatives, and are compared with the
 * data attribute of that name: <input type="checkbox" name="theme" value="trade"> with data-theme="trade". A search
 * field is compared with the words. A group without anything to show is hidden as well. How many of the
 * `data-counted` are shown is said in the form's [role=status]; what is chosen is kept in the address.
 */
(function () {
  "use strict";

  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }

  /* Letters as a reader types them: without case, accents and vowel marks */
  function plain(text) { return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(); }

  function setUp(form) {
    var items = all(form.dataset.filter);
    var counted = items.filter(function (item) { return item.matches(form.dataset.counted); });
    var boxes = all("input[type=checkbox]", form);
    var names = boxes.map(function (box) { return box.name; }).filter(function (name, at, list) { return list.indexOf(name) === at; });
    var search = form.querySelector("input[type=search]");
    var reset = form.querySelector("[type=reset]");
    var texts = new Map();

    function words(item) {
      if (!texts.has(item)) texts.set(item, plain(item.textContent));
      return texts.get(item);
    }

    function chosen(name) {
      return boxes.filter(function (box) { return box.name === name && box.checked; }).map(function (box) { return box.value; });
    }

    function apply() {
      var wanted = names.map(function (name) { return [name, chosen(name)]; });
      var typed = search ? plain(search.value.trim()) : "";
      var any = typed !== "" || wanted.some(function (one) { return one[1].length > 0; });
      items.forEach(function (item) {
        var fits = wanted.every(function (one) { return !one[1].length || one[1].includes(item.dataset[one[0]]); });
        item.classList.toggle("filtered", !(fits && (!typed || words(item).includes(typed))));
      });
      all(form.dataset.groups || "none").forEach(function (group) {
        group.classList.toggle("filtered", !counted.some(function (item) { return group.contains(item) && !item.classList.contains("filtered"); }));
      });
      var shown = counted.filter(function (item) { return !item.classList.contains("filtered"); }).length;
      form.querySelector("[role=status]").textContent = (any ? shown + " of " : "All ") + counted.length + " " + form.dataset.named + " shown.";
      reset.disabled = !any;
    }

    function read() {
      var asked = new URLSearchParams(window.location.search);
      boxes.forEach(function (box) { box.checked = asked.getAll(box.name).includes(box.value); });
      if (search) search.value = asked.get(search.name) || "";
    }

    function keep() {
      var asked = new URLSearchParams();
      boxes.forEach(function (box) { if (box.checked) asked.append(box.name, box.value); });
      if (search && search.value.trim()) asked.set(search.name, search.value.trim());
      var query = asked.toString();
      try {
        window.history.replaceState(null, "", window.location.pathname + (query ? "?" + query : "") + window.location.hash);
      } catch (refused) { /* a page from a disk has no address to keep it in */ }
    }

    function changed() { apply(); keep(); }

    /* What an address leads to is shown, whatever is chosen */
    function reveal() {
      var target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      if (!target || !target.closest(".filtered")) return;
      form.reset();
      target.scrollIntoView();
    }

    form.addEventListener("input", changed);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () {
      boxes.forEach(function (box) { box.checked = false; });
      if (search) search.value = "";
      changed();
      if (document.activeElement === reset) (search || boxes[0]).focus();
    });
    window.addEventListener("hashchange", reveal);
    read();
    apply();
    form.hidden = false;
    reveal();
  }

  all("form[data-filter]").forEach(setUp);
})();
