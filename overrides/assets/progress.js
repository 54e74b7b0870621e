/* How far a reader is: “Start” becomes “Continue”, and lessons in lists and in the menu say what is done. All of it
   is kept in this browser only, and can be switched off and erased: see your_work.js. */
(() => {
  "use strict";

  const { counting, all, need, make, kept, options } = window.course;
  const { say, several, collect, today, day, wrote, progress } = window.notebook;

  const SENTENCES = {
    continue: say("Continue: lesson {number}, {title}"),
    place: say("Continue: lesson {number}, {title}, {place}"),
    menu: say("Continue: {title}"),
    menuPlace: say("Continue: {title}, {place}"),
    left: say("You left off at {place}."),
    done: say("Finished on {day}."),
    finished: say("finished"),
    answered: counting("{count} of {all} questions answered.", "{count} of {all} questions answered."),
    checked: counting("{count} of {all} self-checks done.", "{count} of {all} self-checks done."),
  };
  const NOBODY = { id: "", title: "" };

  /** The address of the course's first page, which the logo leads to. */
  function home() {
    const logo = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.md-logo"));
    return logo ? new URL(logo.href) : new URL(location.href);
  }

  /** The lesson that was read last, if it was not finished. @param {Notebook} work */
  function last(work) {
    const places = Object.entries(work.places).filter(([id]) => !Object.hasOwn(work.done, id));
    return places.sort(([, one], [, other]) => (one.at < other.at ? 1 : -1))[0];
  }

  /** A place has words in the language of the page that kept it. @param {LeftPlace} place */
  function hash(place) {
    return place.anchor ? `#${place.anchor}` : "";
  }

  /* Lists of lessons */

  /** @param {HTMLElement} line */
  function lessonOf(line) {
    return line.dataset.progress ?? "";
  }

  /** The address of a lesson, from its heading in the list. @param {string} id */
  function wayTo(id) {
    const heading = document.getElementById(`lesson-${id}`) ?? document.getElementById(id);
    return heading?.querySelector("a")?.href ?? "";
  }

  /**
   * @param {HTMLElement} line
   * @param {Notebook} work
   */
  function showLesson(line, work) {
    const { progress: id = "", questions = "", checks = "" } = line.dataset;
    const way = wayTo(id);
    const done = Object.hasOwn(work.done, id) ? work.done[id] : "";
    const place = Object.hasOwn(work.places, id) ? work.places[id] : null;
    /** @type {Node[]} */
    const said = [];
    if (done) {
      const tick = make("span", { class: "tick", "aria-hidden": "true" }, "✓");
      said.push(make("span", { class: "done" }, tick, ` ${say(SENTENCES.done, { day: day(done) })}`));
    }
    if (place?.anchor && !done) {
      const [before, after] = SENTENCES.left.split("{place}");
      const link = make("a", { href: way + hash(place) }, place.called);
      said.push(make("span", {}, before, link, after));
    }
    [
      { ids: questions, given: work.answers, forms: SENTENCES.answered },
      { ids: checks, given: work.checks, forms: SENTENCES.checked },
    ].forEach(({ ids, given, forms }) => {
      const all_ = ids.split(" ").filter(Boolean);
      const number = all_.filter((one) => Object.hasOwn(given, one)).length;
      if (number) said.push(make("span", {}, several(number, forms, { all: all_.length })));
    });
    line.replaceChildren(...said.flatMap((one) => [one, " "]));
    line.hidden = said.length === 0 || !progress.on();
  }

  /* The way in, on the first page */

  const begin = document.querySelector("[data-begin]");
  const start = begin ? Array.from(begin.childNodes, (one) => one.cloneNode(true)) : [];

  /** @param {Notebook} work */
  function showWayIn(work) {
    if (!begin) return;
    begin.replaceChildren(...start.map((one) => one.cloneNode(true)));
    const link = /** @type {HTMLAnchorElement} */ (need("a", /** @type {Element} */ (begin)));
    /** @type {HTMLElement[]} */
    const lines = all("[data-progress]");
    const open = lines.filter((line) => !Object.hasOwn(work.done, lessonOf(line)));
    const known = Object.entries(work.places).filter(([id]) => lines.some((line) => lessonOf(line) === id));
    const [id, place] = last({ ...work, places: Object.fromEntries(known) }) ?? [];
    const begun = known.length > 0 || Object.keys(work.done).length > 0;
    const next = open.find((line) => lessonOf(line) === id) ?? open[0];
    if (!progress.on() || !begun || !next) return;
    const { number = "", named: title = "" } = next.dataset;
    const way = wayTo(lessonOf(next));
    link.href = way + (place ? hash(place) : "");
    link.textContent = place?.anchor
      ? say(SENTENCES.place, { number, title, place: place.called })
      : say(SENTENCES.continue, { number, title });
  }

  /* The menu */

  /** @param {Notebook} work */
  function showMenu(work) {
    all(".md-sidebar--primary .continue, .md-sidebar--primary .ticked").forEach((one) => {
      one.remove();
    });
    if (!progress.on()) return;
    const listed = new Set();
    all(".md-sidebar--primary a.md-nav__link").forEach((link) => {
      const address = new URL(/** @type {HTMLAnchorElement} */ (link).href, location.href).pathname;
      const lesson = /\/lessons\/([^/]+)\/(?:index\.html)?$/.exec(address)?.[1] ?? "";
      listed.add(lesson);
      if (!Object.hasOwn(work.done, lesson)) return;
      const tick = make("span", { "aria-hidden": "true" }, "✓");
      const words = make("span", { class: "label-hidden" }, SENTENCES.finished);
      link.append(make("span", { class: "ticked" }, " ", tick, words));
    });
    const list = document.querySelector(".md-sidebar--primary .md-nav--primary > .md-nav__list");
    const known = Object.entries(work.places).filter(([lesson]) => listed.has(lesson));
    const [id, place] = last({ ...work, places: Object.fromEntries(known) }) ?? [];
    if (!list || !id || !place?.title) return;
    const { title, called } = place;
    const file = location.protocol === "file:" ? "index.html" : "";
    const href = new URL(`lessons/${encodeURIComponent(id)}/${file}${hash(place)}`, home()).href;
    const words = place.anchor
      ? say(SENTENCES.menuPlace, { title, place: called })
      : say(SENTENCES.menu, { title });
    const link = make("a", { class: "md-nav__link", href }, make("span", { class: "md-ellipsis" }, words));
    list.prepend(make("li", { class: "md-nav__item continue" }, link));
  }

  /* The end of a lesson */

  all("[data-finished]").forEach((line) => {
    const key = `done-${line.dataset.finished}`;
    const box = /** @type {HTMLInputElement} */ (need("input", line));
    function show() {
      line.hidden = !progress.on();
      box.checked = Boolean(kept.read(key));
    }
    box.addEventListener("change", () => {
      if (box.checked) kept.write(key, today());
      else kept.erase(key);
      if (box.checked) wrote();
      refresh();
    });
    document.addEventListener("course:notebook", show);
    show();
  });

  function refresh() {
    const work = collect(NOBODY);
    all("[data-progress]").forEach((line) => {
      showLesson(line, work);
    });
    showWayIn(work);
    showMenu(work);
  }

  document.addEventListener("course:notebook", refresh);
  options.watch("progress", true, refresh);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) refresh();
  });
})();
