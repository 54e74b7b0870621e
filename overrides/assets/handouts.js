/* Shows the files for one size of paper, which the reader chooses once. Without this script all are shown. */
(function () {
  "use strict";

  const { all, make, kept } = window.course;
  const NAMES = { a4: "A4", letter: "US Letter" };
  const links = all(".files [data-size]");
  if (!links.length) return;

  const usual = /^(en-(US|CA|PH)|es-(MX|CO|CL|VE|GT|CR|PA|SV)|fr-CA)$/.test(navigator.language) ? "letter" : "a4";

  function show(size) {
    links.forEach((link) => { link.closest("li").hidden = link.dataset.size !== size; });
  }

  function choice(size, chosen) {
    const input = make("input", { type: "radio", name: "paper", value: size });
    input.checked = size === chosen;
    input.addEventListener("change", () => {
      kept.write("paper", size);
      show(size);
    });
    return make("label", {}, input, ` ${NAMES[size]}`);
  }

  const chosen = NAMES[kept.read("paper")] ? kept.read("paper") : usual;
  const files = links[0].closest(".files");
  const place = document.querySelector(".paper-choice") || make("div", { class: "paper-choice" });
  if (!place.isConnected) files.before(place);
  place.append(make("fieldset", {}, make("legend", {}, "Paper:"), ...Object.keys(NAMES).map((size) => choice(size, chosen))));

  /* What stands below stays where it is when the files for other paper go. */
  all(".files").forEach((list) => { list.style.minHeight = `${list.offsetHeight}px`; });
  show(chosen);
})();
