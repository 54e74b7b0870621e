/* A card beside a term or a citation: what it means, and where else it is used. The cards are the entries
   of "Words to know" at the end of the page; without this script the words are links to the glossary. */
(() => {
  "use strict";

  const { all, need, make, named } = window.course;
  const SOON = 250; // milliseconds, so that cards do not flicker while the pointer crosses the text
  if (!("popover" in HTMLElement.prototype)) return;

  const cards = new Map(all(".word").map((card) => [card.id.replace("card-", ""), card]));
  /** @type {{ card: HTMLElement, link: HTMLElement } | null} */
  let shown = null;
  let waiting = 0;
  let returning = false; // the focus comes back from a card: do not open one

  /** @returns {HTMLAnchorElement} */
  function entryOf(/** @type {HTMLElement} */ card) {
    return need(".entry-link", card);
  }

  cards.forEach((card) => {
    const entry = entryOf(card);
    card.popover = "manual";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", entry.textContent ?? "");
    const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
    close.addEventListener("click", () => hide(true));
    card.prepend(close);
    const more = /** @type {HTMLElement} */ (entry.cloneNode(true));
    more.textContent = card.id.startsWith("card-cited-") ? "In the references" : "In the glossary";
    more.className = "more";
    card.append(more);
    card.addEventListener("pointerenter", () => clearTimeout(waiting));
    card.addEventListener("pointerleave", leave);
  });
  all(".words > h2").forEach((heading) => {
    heading.hidden = true;
  });

  /** @param {boolean} focus whether the focus goes back to the word */
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
    if (shown?.card.contains(document.activeElement)) return;
    waiting = setTimeout(() => hide(false), SOON);
  }

  /**
   * @param {HTMLElement} link
   * @param {HTMLElement} card
   * @param {boolean} focus
   */
  function show(link, card, focus) {
    clearTimeout(waiting);
    if (shown?.link !== link) {
      const from = shown?.card.contains(link) ? shown.link : link; // the card of a term in a card replaces that card
      hide(false);
      card.showPopover();
      shown = { card, link: from };
      place(from, card);
      from.setAttribute("aria-expanded", "true");
    }
    if (focus) card.focus({ preventScroll: true });
  }

  /**
   * @param {HTMLElement} link
   * @param {HTMLElement} card
   */
  function place(link, card) {
    const words = link.getClientRects()[0];
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    const below = words.bottom + 6;
    const fits = below + card.offsetHeight < window.innerHeight - 8;
    const above = Math.max(words.top - card.offsetHeight - 6, 8);
    card.style.left = `${Math.max(Math.min(words.left, room), 8) + scrollX}px`;
    card.style.top = `${(fits ? below : above) + scrollY}px`;
  }

  /** @type {HTMLAnchorElement[]} */
  const links = all("a[href*='#']:not(svg a)");
  links.forEach((link) => {
    const card = cards.get(named(link.hash));
    if (!card || card.contains(link) || link.pathname !== entryOf(card).pathname) return;
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
      waiting = setTimeout(() => show(link, card, false), SOON);
    });
    link.addEventListener("pointerleave", leave);
    link.addEventListener("focus", () => {
      if (!returning && link.matches(":focus-visible")) show(link, card, false);
    });
    link.addEventListener("blur", (event) => {
      const next = /** @type {Element | null} */ (event.relatedTarget);
      if (shown?.link === link && !shown.card.contains(next)) hide(false);
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    hide(shown.card.contains(document.activeElement));
  });
  document.addEventListener("pointerdown", (event) => {
    const on = /** @type {Node} */ (event.target);
    if (shown && !shown.card.contains(on) && !shown.link.contains(on)) {
      hide(shown.card.contains(document.activeElement));
    }
  });
  document.addEventListener("focusin", (event) => {
    const on = /** @type {Node} */ (event.target);
    if (shown && on !== shown.link && !shown.card.contains(on)) hide(false);
  });
})();
