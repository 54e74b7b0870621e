/* A card beside a term or a citation: what it means, and where else it is used. The cards are the entries
   of "Words to know" at the end of the page; without this script the words are links to the glossary. */
(() => {
  "use strict";

  const { say, all, need, make, named, options, closable } = window.course;
  const SAY = {
    close: say("Close"),
    references: say("In the references"),
    glossary: say("In the glossary"),
  };
  const REST = 700; // milliseconds that the pointer rests on a word before its card opens by itself
  const SOON = 250; // milliseconds in which the pointer can reach a card
  const GAP = 6; // pixels between a word and its card
  const EDGE = 8; // pixels between a card and the edge of the window
  const LEAST = 160; // pixels of height with which a card can be read
  if (!("popover" in HTMLElement.prototype)) return;

  const cards = new Map(all(".word").map((card) => [card.id.replace("card-", ""), card]));
  /** @type {{ card: HTMLElement, link: HTMLElement } | null} */
  let shown = null;
  /** Takes the step that a card has in the history. @type {(() => void) | null} */
  let gone = null;
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
    const close = make("button", { type: "button", class: "close", "aria-label": SAY.close }, "×");
    close.addEventListener("click", () => hide(true));
    card.prepend(close);
    const more = /** @type {HTMLElement} */ (entry.cloneNode(true));
    more.textContent = card.id.startsWith("card-cited-") ? SAY.references : SAY.glossary;
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
    gone?.();
    gone = null;
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
   * Puts a card where it does not cover what is read next: above the line, else in the margin beside the passage,
   * else above and scrolling. Only if there is no room for either is it below.
   * @param {HTMLElement} link
   * @param {HTMLElement} card
   */
  function place(link, card) {
    card.removeAttribute("style");
    const words = link.getClientRects()[0];
    const top = need(".md-header").getBoundingClientRect().bottom + EDGE;
    const above = words.top - GAP - top;
    const below = window.innerHeight - EDGE - words.bottom - GAP;
    const right = document.documentElement.clientWidth - card.offsetWidth - EDGE;
    const text = (link.closest(".passage, .note, p") ?? link).getBoundingClientRect();
    const after = text.right + GAP <= right ? text.right + GAP : Infinity;
    const margin = text.left - GAP - card.offsetWidth >= EDGE ? text.left - GAP - card.offsetWidth : after;
    let [x, y] = [Math.max(Math.min(words.left, right), EDGE), words.bottom + GAP];
    if (card.offsetHeight <= above) y = words.top - GAP - card.offsetHeight;
    else if (margin < Infinity) {
      x = after < Infinity ? after : margin;
      y = Math.max(Math.min(words.top, window.innerHeight - EDGE - card.offsetHeight), top);
    } else if (above >= Math.min(LEAST, below)) {
      card.style.maxHeight = `${above}px`;
      y = words.top - GAP - card.offsetHeight;
    } else card.style.maxHeight = `${Math.max(below, LEAST)}px`;
    card.style.left = `${x + scrollX}px`;
    card.style.top = `${y + scrollY}px`;
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
      gone ??= closable(() => {
        gone = null;
        hide(true);
      });
    });
    for (const moved of /** @type {const} */ (["pointerenter", "pointermove"])) {
      link.addEventListener(moved, (event) => {
        if (event.pointerType !== "mouse" || event.buttons || options.on("cards-click", false)) return;
        clearTimeout(waiting);
        if (shown?.link !== link) waiting = setTimeout(() => show(link, card, false), REST);
      });
    }
    link.addEventListener("pointerleave", leave);
    link.addEventListener("focus", () => {
      if (!returning && link.matches(":focus-visible")) show(link, card, false);
    });
    link.addEventListener("blur", (event) => {
      const next = /** @type {Element | null} */ (event.relatedTarget);
      if (shown?.link === link && !shown.card.contains(next)) hide(false);
    });
  });

  /* Before those who close what lies under the card */
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !shown) return;
      event.preventDefault();
      hide(shown.card.contains(document.activeElement));
    },
    true,
  );
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
