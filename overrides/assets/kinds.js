/* Which kinds of note are shown, as the reader chose in the reading options. */
(() => {
  "use strict";

  const { say, all, kept } = window.course;
  const marks = all(".paper .note-mark");
  /** The checkboxes that choose the kinds of note to show. @type {HTMLInputElement[]} */
  const boxes = all("input[data-kind]");
  const status = document.querySelector(".reading-options [role=status]");
  if (!marks.length) return;

  function unwanted() {
    return new Set((kept.read("kinds-off") || "").split(" ").filter(Boolean));
  }

  /** @param {HTMLElement} one */
  function kindOf(one) {
    return one.dataset.kind ?? "";
  }

  function choose() {
    const off = unwanted();
    for (const box of boxes) box.checked = !off.has(kindOf(box));
    for (const mark of marks) mark.hidden = off.has(kindOf(mark));
    const shown = new Set(marks.filter((mark) => !mark.hidden).map((mark) => mark.dataset.note));
    for (const one of all(".paper .noted")) {
      const noted = (one.dataset.notes ?? "").split(" ");
      one.classList.toggle("unmarked", !noted.some((note) => shown.has(note)));
    }
    if (status)
      status.textContent = say("{shown} of {all} notes shown", { shown: shown.size, all: marks.length });
    document.dispatchEvent(new CustomEvent("course:shown"));
  }

  /**
   * Stores the choice. Kinds of note that this page does not have stay as they were chosen on other pages.
   * @param {(box: HTMLInputElement) => boolean} chosen
   */
  function keep(chosen) {
    const off = unwanted();
    for (const box of boxes) {
      if (chosen(box)) off.delete(kindOf(box));
      else off.add(kindOf(box));
    }
    kept.write("kinds-off", Array.from(off).join(" "));
    choose();
  }

  for (const box of boxes) box.addEventListener("change", () => keep((one) => one.checked));
  for (const button of all("button[data-kinds]")) {
    button.addEventListener("click", () => keep(() => button.dataset.kinds === "all"));
  }
  document.addEventListener("course:reveal", (event) => {
    const { note } = /** @type {CustomEvent<{ note: string }>} */ (event).detail;
    const mark = marks.find((one) => one.dataset.note === note);
    if (mark) keep((box) => box.checked || kindOf(box) === kindOf(mark));
  });
  choose();
})();
