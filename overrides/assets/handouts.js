/* Shows the files for one size of paper, which the reader chooses once. Without this script all are shown. */
(() => {
  const KEY = "paper";
  const NAMES = { a4: "A4", letter: "US Letter" };
  const links = document.querySelectorAll(".files [data-size]");
  if (!links.length) return;

  const remembered = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const remember = (size) => { try { localStorage.setItem(KEY, size); } catch { /* a private window: for this page only */ } };
  const usual = /^(en-(US|CA|PH)|es-(MX|CO|CL|VE|GT|CR|PA|SV)|fr-CA)$/.test(navigator.language) ? "letter" : "a4";

  const show = (size) => links.forEach((link) => { link.closest("li").hidden = link.dataset.size !== size; });

  const choice = (size, chosen) => {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "radio", name: KEY, value: size, checked: size === chosen });
    input.addEventListener("change", () => { remember(size); show(size); });
    label.append(input, ` ${NAMES[size]}`);
    return label;
  };

  const chosen = NAMES[remembered()] ? remembered() : usual;
  const place = document.querySelector(".paper-choice") || links[0].closest(".files").parentNode.insertBefore(
    Object.assign(document.createElement("div"), { className: "paper-choice" }), links[0].closest(".files"));
  const fields = document.createElement("fieldset");
  fields.append(Object.assign(document.createElement("legend"), { textContent: "Paper:" }), ...Object.keys(NAMES).map((size) => choice(size, chosen)));
  place.append(fields);
  show(chosen);
})();
