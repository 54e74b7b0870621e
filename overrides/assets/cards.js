/* A card beside a term or a citation: what it means, where else it stands. The cards are the entries of
   "Words to know" at the page's end; without this script the words are links to the glossary. */
(function () {
  "use strict";

  const { all, make, named } = window.course;
  const SOON = 250; // milliseconds: no card flickers while the pointer crosses the text
  if (!("popover" in HTMLElement.prototype)) return;

  const cards = new Map(all(".word").map((card) => [card.id.replace("card-", ""), card]));
  let shown = null;
  let waiting = 0;
  let returning = false; // the focus comes back from a card, which is no wish for another

  cards.forEach((card) => {
    card.popover = "manual";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", card.querySelector(".entry-link").textContent);
    const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
    close.addEventListener("click", () => hide(true));
    card.prepend(close);
    const entry = card.querySelector(".entry-link");
    const more = entry.cloneNode(true);
    more.textContent = card.id.startsWith("card-cited-") ? "In the references" : "In the glossary";
    more.className = "more";
    card.append(more);
    card.addEventListener("pointerenter", () => clearTimeout(waiting));
    card.addEventListener("pointerleave", leave);
  });
  all(".words > h2").forEach((heading) => { heading.hidden = true; });

  function hide(focus) {
    clearTimeout(waiting);
    if (!shown) return;
    const { card, link } = shown;
    shown = null;
    card.hidePopover();
    link.setAttribute("aria-expanded", "false");
    if (!focus) return;
    returning = true;
    link.focus();
    returning = false;
  }

  function leave() {
    clearTimeout(waiting);
    if (shown && shown.card.contains(document.activeElement)) return;
    waiting = setTimeout(() => hide(false), SOON);
  }

  function show(link, card, focus) {
    clearTimeout(waiting);
    if (!shown || shown.link !== link) {
      const from = shown && shown.card.contains(link) ? shown.link : link; // a term in a card takes the card's place
      hide(false);
      card.showPopover();
      shown = { card, link: from };
      place(from, card);
      from.setAttribute("aria-expanded", "true");
    }
    if (focus) card.focus({ preventScroll: true });
  }

  function place(link, card) {
    const words = link.getClientRects()[0];
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    const below = words.bottom + 6;
    const fits = below + card.offsetHeight < window.innerHeight - 8;
    const above = Math.max(words.top - card.offsetHeight - 6, 8);
    card.style.left = `${Math.max(Math.min(words.left, room), 8) + scrollX}px`;
    card.style.top = `${(fits ? below : above) + scrollY}px`;
  }

  all("a[href*='#']:not(svg a)").forEach((link) => {
    const card = cards.get(named(link.hash));
    if (!card || card.contains(link) || link.pathname !== card.querySelector(".entry-link").pathname) return;
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(link, card, true);
    });
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      clearTimeout(waiting);
      waiting = setTimeout(() => show(link, card), SOON);
    });
    link.addEventListener("pointerleave", leave);
    link.addEventListener("focus", () => { if (!returning && link.matches(":focus-visible")) show(link, card); });
    link.addEventListener("blur", (event) => {
      if (shown && shown.link === link && !shown.card.contains(event.relatedTarget)) hide(false);
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    const inside = shown.card.contains(document.activeElement);
    hide(inside);
  });
  document.addEventListener("pointerdown", (event) => {
    if (shown && !shown.card.contains(event.target) && !shown.link.contains(event.target)) {
      hide(shown.card.contains(document.activeElement));
    }
  });
  document.addEventListener("focusin", (event) => {
    if (shown && event.target !== shown.link && !shown.card.contains(event.target)) hide(false);
  });
})();
