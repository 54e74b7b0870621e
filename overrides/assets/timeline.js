/* Additions to the timeline: strips with marks that can be clicked. */
(() => {
  "use strict";

  const { all } = window.course;

  /**
   * The links of strips, which keyboards and screen readers use too. A click on a mark follows its link.
   * @type {Map<string, HTMLAnchorElement>}
   */
  const links = new Map();
  /** @type {HTMLAnchorElement[]} */
  const listed = all(".strip-frame + ol a");
  for (const link of listed) if (!links.has(link.hash)) links.set(link.hash, link);
  all(".strip-frame .point").forEach((mark) => {
    const link = links.get(`#${mark.dataset.event}`);
    if (!link) return;
    mark.classList.add("live");
    mark.addEventListener("click", () => link.click());
    /** @param {boolean} on */
    function point(on) {
      mark.classList.toggle("pointed", on);
      link?.classList.toggle("pointed", on);
    }
    [mark, link].forEach((one) => {
      one.addEventListener("mouseenter", () => point(true));
      one.addEventListener("mouseleave", () => point(false));
    });
  });
})();
