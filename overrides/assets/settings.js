/* The dialog of settings. What it changes is shown at once on the page behind it. */
(() => {
  "use strict";

  const { all, need, kept, options } = window.course;
  const look = window.look;
  const SAID = {
    reset: "Everything is as standard again.",
    lost: "This browser keeps nothing, so this lasts until you leave the page.",
  };
  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector(".settings-button");
  /** @type {HTMLDialogElement | null} */
  const dialog = document.querySelector("dialog.settings");
  if (!button || !dialog) return;
  const status = need("[role=status]", dialog);
  /** @type {HTMLInputElement[]} */
  const radios = all("input[data-setting]", dialog);

  function tick() {
    radios.forEach((radio) => {
      radio.checked = radio.value === (look.chosen[radio.dataset.setting ?? ""] ?? "");
    });
  }

  function show() {
    look.show();
    tick();
  }

  function keep() {
    kept.erase("scheme");
    if (!kept.write("settings", JSON.stringify(look.chosen))) status.textContent = SAID.lost;
  }

  radios.forEach((radio) => {
    radio.addEventListener("change", () => {
      const { [radio.dataset.setting ?? ""]: _, ...others } = look.chosen;
      look.chosen = radio.value ? { ...others, [radio.dataset.setting ?? ""]: radio.value } : others;
      look.show();
      keep();
    });
  });

  need(".reset", dialog).addEventListener("click", () => {
    look.chosen = {};
    show();
    all("input[data-option]", dialog).forEach((box) => {
      options.reset(box.dataset.option ?? "");
    });
    status.textContent = SAID.reset;
    keep();
  });

  button.addEventListener("click", () => {
    dialog.showModal();
    need("h2", dialog).focus(); // not Close, which is of no use yet
  });
  need(".close", dialog).addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.stopPropagation(); // it closes the dialog, and not also what is behind it
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });

  /* Another page may have changed them: in another tab, or before Back led here again. */
  function again() {
    look.chosen = look.kept();
    show();
  }
  window.addEventListener("storage", (event) => {
    if (!event.key || event.key.endsWith(":settings")) again();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) again();
  });

  options.watch("cards-click", false, () => {});
  tick();
})();
