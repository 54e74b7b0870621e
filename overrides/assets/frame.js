/* What the theme's own script did for our pages, which do without it: the header and the contents say where the reader
   is, a link in the menu closes the menu, what an address names is opened, and everything is for print. */
(() => {
  "use strict";

  const { all, make, named, keys } = window.course;
  const header = document.querySelector(".md-header");
  const title = document.querySelector(".md-header__title");
  const name = title?.querySelector("[data-md-component=header-topic]")?.textContent?.trim();
  const top = document.querySelector(".md-content h1");
  const contents = all("[data-md-component=toc] a[href^='#']").flatMap((link) => {
    const heading = document.getElementById(named(/** @type {HTMLAnchorElement} */ (link).hash));
    return heading ? [{ link, place: heading.closest(".late") ?? heading }] : [];
  });
  /* `place`: what begins where the heading does. In what is laid out late to ask for the heading would lay it out, each
     time one of all: it is asked for as a whole. */
  const NEAR = 30; // pixels below the header at which a heading is reached: where its link brings it

  let shown = "";
  function follow() {
    const line = header?.getBoundingClientRect().bottom ?? 0;
    const below = Boolean(name && top && top.getBoundingClientRect().bottom < line);
    const ended = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
    const seen = contents.filter(({ place }) => place.getClientRects().length);
    const reached = ended
      ? seen
      : seen.filter(({ place }) => place.getBoundingClientRect().top < line + NEAR);
    const now = `${below} ${reached.length}`;
    if (now === shown) return;
    shown = now;
    title?.classList.toggle("md-header__title--active", below);
    const passed = new Set(reached);
    contents.forEach((one) => {
      one.link.classList.toggle("md-nav__link--passed", passed.has(one));
      one.link.classList.toggle("md-nav__link--active", one === reached.at(-1));
    });
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
  const here = menu?.querySelector("a.md-nav__link--active");
  requestAnimationFrame(() => {
    if (!menu || !here || menu.scrollHeight <= menu.clientHeight) return;
    const [frame, link] = [menu.getBoundingClientRect(), here.getBoundingClientRect()];
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
