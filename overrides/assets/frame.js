/* What the theme's own script did for our pages, which do without it: the header and the contents say where the reader
   is, a link in the menu closes the menu, what an address names is opened, and everything is for print. */
(() => {
  "use strict";

  const { all, make, named, keys } = window.course;
  const header = document.querySelector(".md-header");
  const title = document.querySelector(".md-header__title");
  const name = title?.querySelector("[data-md-component=header-topic]")?.textContent?.trim();
  const top = document.querySelector(".md-content h1");
  /** Headings of the contents, which a page has twice: beside it, and in the menu of narrow windows.
   * @type {Map<HTMLElement, HTMLElement[]>} */
  const links = new Map();
  all("[data-md-component=toc] a[href^='#']").forEach((link) => {
    const heading = document.getElementById(named(/** @type {HTMLAnchorElement} */ (link).hash));
    if (heading) links.set(heading, [...(links.get(heading) ?? []), link]);
  });
  /* `place`: what begins where the heading does. In what is laid out late to ask for the heading would lay it out, each
     time one of all: it is asked for as a whole. */
  const contents = [...links].map(([heading, links]) => ({
    links,
    place: heading.closest(".late") ?? heading,
  }));
  const NEAR = 30; // pixels below the header at which a heading is reached: where its link brings it

  /** @param {number} at */
  function isSeen(at) {
    return contents[at].place.getClientRects().length > 0;
  }

  /**
   * The last heading that is seen and reached, -1 if there is none. The places stand in their order on the page, so a
   * few of them are asked, by halves: a glossary may have ten thousand.
   * @param {number} line the height in the window at which a heading is reached
   */
  function lastReached(line) {
    let [last, low, high] = [-1, 0, contents.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      let at = middle;
      while (at < high && !isSeen(at)) at += 1; // what a filter took away has no place
      if (at < high && contents[at].place.getBoundingClientRect().top < line) {
        last = at;
        low = at + 1;
      } else high = middle;
    }
    return last;
  }

  let here = -1; // the heading of `contents` where the reader is
  function follow() {
    const line = header?.getBoundingClientRect().bottom ?? 0;
    const below = Boolean(name && top && top.getBoundingClientRect().bottom < line);
    const ended = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
    const now = lastReached(ended ? Infinity : line + NEAR);
    title?.classList.toggle("md-header__title--active", below);
    if (now === here) return;
    contents[here]?.links.at(-1)?.classList.remove("md-nav__link--active");
    contents[now]?.links.at(-1)?.classList.add("md-nav__link--active");
    contents.slice(Math.min(here, now) + 1, Math.max(here, now) + 1).forEach(({ links }) => {
      for (const link of links) link.classList.toggle("md-nav__link--passed", now > here);
    });
    here = now;
  }
  let waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  soon();

  /* The place of the page is in view in the menu beside it. */
  const menu = document.querySelector(".md-sidebar--primary .md-sidebar__scrollwrap");
  const own = menu?.querySelector("a.md-nav__link--active");
  requestAnimationFrame(() => {
    if (!menu || !own || menu.scrollHeight <= menu.clientHeight) return;
    const [frame, link] = [menu.getBoundingClientRect(), own.getBoundingClientRect()];
    if (link.bottom > frame.bottom) menu.scrollTop += link.top - frame.top - frame.height / 2;
  });

  const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  function arrive() {
    if (drawer?.checked) drawer.click();
    const target = location.hash ? document.getElementById(named(location.hash)) : null;
    const folded = /** @type {HTMLDetailsElement | null} */ (target?.closest("details:not([open])") ?? null);
    if (!target || !folded) return;
    folded.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", arrive);
  arrive();

  /** What was folded before printing. @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = /** @type {HTMLDetailsElement[]} */ (all("details:not([open])"));
    folded.forEach((one) => {
      one.open = true;
    });
  });
  addEventListener("afterprint", () => {
    folded.forEach((one) => {
      one.open = false;
    });
  });

  /* A wide table of a page in Markdown scrolls by itself. */
  all(".md-typeset table:not([class])").forEach((table) => {
    const box = make("div", { class: "md-typeset__table" });
    const around = make("div", { class: "md-typeset__scrollwrap" }, box);
    table.replaceWith(around);
    box.append(table);
  });

  [
    { rel: "next", letters: ["n", "."] },
    { rel: "prev", letters: ["p", ","] },
  ].forEach(({ rel, letters }) => {
    const page = /** @type {HTMLLinkElement | null} */ (document.querySelector(`link[rel=${rel}]`));
    letters.forEach((letter) => {
      if (page) keys.set(letter, () => location.assign(page.href));
    });
  });
})();
