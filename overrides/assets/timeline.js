/* Comforts of the timeline: links to copy, and strips whose marks can be clicked. */
(() => {
  "use strict";

  const { all, tell, copy } = window.course;

  /**
   * Links that are followed as ever, and copied too where the browser allows it.
   * @type {HTMLAnchorElement[]}
   */
  const copied = all(".copy-link");
  copied.forEach((link) => {
    link.addEventListener("click", () => {
      copy(link.href).then(
        () => tell("Link copied"),
        () => {
          /* followed all the same */
        },
      );
    });
  });

  /**
   * The links of strips, for keyboards and screen readers too; the marks lend them to the mouse.
   * @type {HTMLAnchorElement[]}
   */
  const links = all(".strip-frame + ol a");
  all(".strip-frame .point").forEach((mark) => {
    const link = links.find((one) => one.hash === `#${mark.dataset.event}`);
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
