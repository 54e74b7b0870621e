/* Comforts of the timeline: links to copy, and strips whose marks can be clicked. */
(function () {
  "use strict";

  const { all, tell } = window.course;

  /* A link that is followed as ever, and copied too where the browser allows it. */
  all(".copy-link").forEach((link) => {
    link.addEventListener("click", () => {
      if (!navigator.clipboard) return;
      navigator.clipboard.writeText(link.href).then(() => tell("Link copied"), () => { /* followed all the same */ });
    });
  });

  /* The list beside a strip holds its links, for keyboards and screen readers too; the marks lend them to the mouse. */
  all(".strip-frame .point").forEach((mark) => {
    const link = all(".strip-frame + ol a").find((one) => one.hash === `#${mark.dataset.event}`);
    if (!link) return;
    mark.classList.add("live");
    mark.addEventListener("click", () => link.click());
    [mark, link].forEach((one) => {
      one.addEventListener("mouseenter", () => [mark, link].forEach((both) => both.classList.add("pointed")));
      one.addEventListener("mouseleave", () => [mark, link].forEach((both) => both.classList.remove("pointed")));
    });
  });
})();
