/* Links to places of the page, for copying: the numbers of the paper's paragraphs, questions, events. */
(() => {
  "use strict";

  const { say, tell, copy } = window.course;
  const SAY = {
    done: say("The link is copied"),
    not: say("The link is in the address bar: copying is not allowed here"),
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest(".permalink, .copy-link");
    if (!link) return;
    const address = new URL(location.href); // with what was asked for, such as the round
    address.hash = link.hash;
    copy(address.href).then(
      () => tell(SAY.done),
      () => tell(SAY.not),
    );
  });
})();
