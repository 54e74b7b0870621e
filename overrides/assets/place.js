/* Where the reader left off: lessons store it, and the home page shows it, in this browser only. */
(() => {
  "use strict";

  const { all, need, make, kept, idOf, placeOf } = window.course;
  /** @type {HTMLElement | null} */
  const lesson = document.querySelector(".aims[data-lesson]");
  /** @type {HTMLElement | null} */
  const shown = document.querySelector("[data-left-off]");

  if (lesson) {
    const id = lesson.dataset.lesson;
    const title = (need("h1").textContent ?? "").trim();
    /** @param {string} paragraph */
    function keep(paragraph, called = "") {
      kept.write("left-off", JSON.stringify({ lesson: id, title, paragraph, called }));
    }
    keep("");
    const seen = new IntersectionObserver(
      (entries) => {
        const met = entries.filter((entry) => entry.isIntersecting);
        const first = /** @type {HTMLElement | undefined} */ (met[0]?.target);
        if (first) keep(idOf(first), placeOf(first));
      },
      { rootMargin: "-20% 0px -60% 0px" },
    );
    all(".paper").forEach((paragraph) => {
      seen.observe(paragraph);
    });
  }

  /**
   * The stored place; null if there is none, or if it is damaged.
   * @returns {{ lesson: string, title: string, paragraph: string, called?: string } | null}
   */
  function leftOff() {
    try {
      return JSON.parse(kept.read("left-off") ?? "null");
    } catch {
      kept.erase("left-off");
      return null;
    }
  }

  if (shown) {
    const place = leftOff();
    if (!place) return;
    /** @type {HTMLAnchorElement | null} */
    const link = document.querySelector(`a[href*="lessons/${CSS.escape(place.lesson)}/"]`);
    if (!link) return;
    const called = place.called || `paragraph ${place.paragraph.slice(1)}`;
    const words = place.paragraph ? `${place.title}, ${called}` : place.title;
    const href = place.paragraph ? `${link.href}#${place.paragraph}` : link.href;
    shown.append("You left off at ", make("a", { href }, words), ".");
    shown.hidden = false;
  }
})();
