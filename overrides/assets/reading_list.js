/* A choice of lessons in an order, from an address such as lessons/?lessons=toll,crossing, or of a page of a reading
   list. The list of lessons shows only those, links to them say the choice again, and at the end of a lesson the way
   leads to the next of them. The menu stays. Without this script all lessons are shown, in the order of the course. */
window.readingList = (() => {
  "use strict";

  const { say, all, make } = window.course;
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const SAID = {
    all: say("Show all lessons"),
    /** @param {number} number @param {number} count */
    place: (number, count) => say("{number} of {count} in your reading list", { number, count }),
    overview: say("Your reading list"),
    next: say("Next lesson of your reading list"),
  };

  /** @type {ReadingListApi["chosen"]} */
  function chosen(search) {
    const ids = (new URLSearchParams(search).get("lessons") ?? "").split(",").filter((id) => ID.test(id));
    return [...new Set(ids)];
  }

  /** @type {ReadingListApi["around"]} */
  function around(ids, id) {
    const at = ids.indexOf(id);
    return { before: ids[at - 1] ?? "", after: at < 0 ? "" : (ids[at + 1] ?? "") };
  }

  /** @type {ReadingListApi["asked"]} */
  function asked(ids) {
    return `?lessons=${ids.join(",")}`;
  }

  /**
   * Lets links to lessons say the choice.
   * @param {ParentNode} within
   * @param {string[]} ids
   */
  function spread(within, ids) {
    /** @type {HTMLAnchorElement[]} */
    const links = all("h2 a[href], h3 a[href], a[data-in-list]", within);
    links.forEach((link) => {
      const address = new URL(link.href);
      address.search = asked(ids);
      link.href = address.href;
    });
  }

  /* The page of a reading list */
  all("[data-reading-list]").forEach((list) => {
    const ids = (list.dataset.readingList ?? "").split(" ").filter(Boolean);
    spread(list.closest("article") ?? document, ids);
  });

  const ids = chosen(location.search);
  if (ids.length === 0) return { chosen, around, asked };

  /* The list of all lessons */
  const shelf = document.querySelector("[data-lessons]");
  if (shelf) {
    const known = new Map(all("[data-listed]", shelf).map((one) => [one.dataset.listed ?? "", one]));
    const shown = ids.filter((id) => known.has(id));
    if (shown.length > 0) {
      known.forEach((one, id) => {
        one.hidden = !shown.includes(id);
        all(`a.md-nav__link[href$="#${id}"]`).forEach((link) => {
          const entry = link.closest("li");
          if (entry) entry.hidden = one.hidden;
        });
      });
      shown.forEach((id) => {
        shelf.append(known.get(id) ?? "");
      });
      spread(shelf, shown);
      shelf.before(make("p", {}, make("a", { href: location.pathname }, SAID.all)));
    }
  }

  /* A lesson */
  /** @type {HTMLElement | null} */
  const lesson = document.querySelector(".aims[data-lesson]");
  const own = lesson?.dataset.lesson ?? "";
  if (lesson && ids.includes(own)) {
    const file = location.protocol === "file:" ? "index.html" : "";
    const query = asked(ids);
    const overview = new URL(`../${file}${query}`, location.href).href;
    const { before, after } = around(ids, own);

    /** The title of a lesson, from the menu. @param {string} id */
    const titled = (id) => {
      const place = new URL(`../${id}/${file}`, location.href).pathname;
      /** @type {HTMLAnchorElement[]} */
      const links = all(".md-sidebar--primary a.md-nav__link");
      const words = links.find((link) => new URL(link.href).pathname === place)?.textContent ?? "";
      return words.trim() || SAID.next;
    };

    [
      { rel: "prev", id: before },
      { rel: "next", id: after },
    ].forEach(({ rel, id }) => {
      const href = id ? new URL(`../${id}/${file}${query}`, location.href).href : overview;
      const title = id ? titled(id) : SAID.overview;
      /** @type {HTMLLinkElement | null} */
      const told = document.querySelector(`link[rel=${rel}]`);
      if (told) told.href = href;
      /** @type {HTMLAnchorElement | null} */
      const link = document.querySelector(`a.md-footer__link--${rel}`);
      if (!link) return;
      link.href = href;
      const direction = link.querySelector(".md-footer__direction")?.textContent?.trim() ?? "";
      link.setAttribute("aria-label", `${direction}: ${title}`);
      link.querySelector(".md-ellipsis")?.replaceChildren(title);
    });
    const place = SAID.place(ids.indexOf(own) + 1, ids.length);
    lesson.before(make("p", { class: "meta" }, make("a", { href: overview }, place)));
  }

  return { chosen, around, asked };
})();
