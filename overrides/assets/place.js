/* Where the reader left off: lessons store it, and the home page shows it, in this browser only. */
(() => {
  "use strict";

  const { all, need, make, kept } = window.course;
  /** @type {HTMLElement | null} */
  const lesson = document.querySelector(".aims[data-lesson]");
  /** @type {HTMLElement | null} */
  const shown = document.querySelector("[data-left-off]");

  if (lesson) {
    const id = lesson.dataset.lesson;
    const title = (need("h1").textContent ?? "").trim();
    /** @param {string} paragraph */
    function keep(paragraph) {
      kept.write("left-off", JSON.stringify({ lesson: id, title, paragraph }));
    }
    keep("");
    const seen = new IntersectionObserver(
      (entries) => {
        const met = entries.filter((entry) => entry.isIntersecting);
        if (met.length) keep(met[0].target.id);
      },
      { rootMargin: "-20% 0px -60% 0px" },
    );
    all(".paper").forEach((paragraph) => {
      seen.observe(paragraph);
    });
  }

  /**
   * The stored place; null if there is none, or if it is damaged.
   * @returns {{ lesson: string, title: string, paragraph: string } | null}
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
    const words = place.paragraph ? `${place.title}, paragraph ${place.paragraph.slice(1)}` : place.title;
    const href = place.paragraph ? `${link.href}#${place.paragraph}` : link.href;
    shown.append("You left off at ", make("a", { href }, words), ".");
    shown.hidden = false;
  }
})();
