/* Where the reader left off: kept by lessons, shown on the home page, in this browser alone. */
(function () {
  "use strict";

  const { all, make, kept } = window.course;
  const lesson = document.querySelector(".aims[data-lesson]");
  const shown = document.querySelector("[data-left-off]");

  function keep(paragraph) {
    const title = document.querySelector("h1").textContent.trim();
    kept.write("left-off", JSON.stringify({ lesson: lesson.dataset.lesson, title, paragraph }));
  }

  if (lesson) {
    keep("");
    const seen = new IntersectionObserver((entries) => {
      const met = entries.filter((entry) => entry.isIntersecting);
      if (met.length) keep(met[0].target.id);
    }, { rootMargin: "-20% 0px -60% 0px" });
    all(".paper").forEach((paragraph) => seen.observe(paragraph));
  }

  /* What is kept may be damaged; then it is no place. */
  function leftOff() {
    try {
      return JSON.parse(kept.read("left-off"));
    } catch {
      kept.erase("left-off");
      return null;
    }
  }

  if (shown) {
    const place = leftOff();
    const link = place && document.querySelector(`a[href*="lessons/${CSS.escape(place.lesson)}/"]`);
    if (!link) return;
    const words = place.paragraph ? `${place.title}, paragraph ${place.paragraph.slice(1)}` : place.title;
    shown.append("You left off at ", make("a", { href: place.paragraph ? `${link.href}#${place.paragraph}` : link.href }, words), ".");
    shown.hidden = false;
  }
})();
