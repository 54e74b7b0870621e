/* Where each lesson was left: kept in this browser only, unless the reader switched that off. */
(() => {
  "use strict";

  const { all, need, kept, idOf, placeOf } = window.course;
  const { progress } = window.notebook;
  /** @type {HTMLElement | null} */
  const lesson = document.querySelector(".aims[data-lesson]");

  /** The one place of the whole course that was kept before each lesson had its own. */
  function takeOver() {
    const former = kept.read("left-off");
    if (!former) return;
    kept.erase("left-off");
    try {
      const { lesson: id, title, paragraph, called } = JSON.parse(former);
      const place = { anchor: paragraph || "", called: called || "", at: new Date().toISOString(), title };
      if (id && !kept.read(`place-${id}`)) kept.write(`place-${id}`, JSON.stringify(place));
    } catch {
      /* it was damaged */
    }
  }

  takeOver();
  if (!lesson) return;
  const title = (need("h1").textContent ?? "").trim();

  /** @param {string} anchor */
  function keep(anchor, called = "") {
    if (!progress.on()) return;
    const place = { anchor, called, at: new Date().toISOString(), title };
    kept.write(`place-${lesson?.dataset.lesson}`, JSON.stringify(place));
  }

  /** @param {HTMLElement} part */
  function named(part) {
    return part.matches(".paper") ? placeOf(part) : `“${(part.textContent ?? "").trim()}”`;
  }

  /* A lesson that was opened again, and not read on, was left where it was left before. */
  /** @type {HTMLElement[]} */
  const parts = all(".paper, article h2[id], article h3[id]").filter(
    (part) => !part.closest(".notes, .words, .reading-options, dialog"),
  );
  const seen = new IntersectionObserver(
    (entries) => {
      const met = entries.filter((entry) => entry.isIntersecting);
      const first = /** @type {HTMLElement | undefined} */ (met[0]?.target);
      if (first && scrollY > 0) keep(idOf(first), named(first));
    },
    { rootMargin: "-20% 0px -60% 0px" },
  );
  parts.forEach((part) => {
    seen.observe(part);
  });
  if (!kept.read(`place-${lesson.dataset.lesson}`)) keep("");
})();
