/* Shows the files for one size of paper, which the reader chooses once. Without this script all are shown. */
(() => {
  "use strict";

  const { all, make, kept } = window.course;
  /** @type {Record<string, string>} */
  const NAMES = { a4: "A4", letter: "US Letter" };
  const LETTER = /^(en-(US|CA|PH)|es-(MX|CO|CL|VE|GT|CR|PA|SV)|fr-CA)$/;
  const links = all(".files [data-size]");
  if (!links.length) return;

  /** @param {string} size */
  function show(size) {
    links.forEach((link) => {
      const line = /** @type {HTMLElement} */ (link.closest("li"));
      line.hidden = link.dataset.size !== size;
    });
  }

  /**
   * @param {string} size
   * @param {string} chosen
   */
  function choice(size, chosen) {
    const input = make("input", { type: "radio", name: "paper", value: size });
    input.checked = size === chosen;
    input.addEventListener("change", () => {
      kept.write("paper", size);
      show(size);
    });
    return make("label", {}, input, ` ${NAMES[size]}`);
  }

  const before = kept.read("paper") ?? "";
  const chosen = NAMES[before] ? before : LETTER.test(navigator.language) ? "letter" : "a4";
  const files = /** @type {Element} */ (links[0].closest(".files"));
  const place = document.querySelector(".paper-choice") || make("div", { class: "paper-choice" });
  if (!place.isConnected) files.before(place);
  const choices = Object.keys(NAMES).map((size) => choice(size, chosen));
  place.append(make("fieldset", {}, make("legend", {}, "Paper:"), ...choices));

  /* The list keeps its height, so that nothing below moves when files for the other size are hidden. */
  all(".files").forEach((list) => {
    list.style.minHeight = `${list.offsetHeight}px`;
  });
  show(chosen);
})();
