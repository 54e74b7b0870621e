/* Reading in rounds: what stands with the passage is the reader's choice, and at first it is the text alone.
   This script alone decides which notes are shown, and says so by the event `course:shown`; notes.js lays them out.
   Without it all notes are shown. */
(() => {
  "use strict";

  const { say, all, need, named, kept, tell } = window.course;
  const SAY = {
    key: say("The key notes are shown"),
    all: say("All notes are shown"),
    kind: say("Notes of this kind are shown again"),
    /** @param {number} shown @param {number} every */
    count: (shown, every) => say("{shown} of {every} notes shown", { shown, every }),
  };
  /** @type {HTMLElement | null} */
  const control = document.querySelector("[data-rounds]");
  /** @type {HTMLElement | null} */
  const reading = document.querySelector(".reading");
  if (!control || !reading) return;

  const lesson = need(".aims[data-lesson]").dataset.lesson ?? "";
  const KEPT = `round-${lesson}`;
  const marks = all(".paper .note-mark");
  const words = all(".paper .noted");
  /** @type {HTMLElement | null} */
  const list = document.querySelector(".notes");
  /** @type {HTMLElement | null} */
  const kinds = document.querySelector("[data-kinds-of-note]");
  /** @type {HTMLInputElement[]} */
  const choices = all("input[name=round]", control);
  /** @type {HTMLInputElement[]} */
  const boxes = all("input[data-kind]");
  const status = document.querySelector("[data-kinds-of-note] [role=status]");
  let round = "text";

  /** @param {string | null} name */
  function isRound(name) {
    return choices.some((choice) => choice.value === name);
  }

  function unwanted() {
    return new Set((kept.read("kinds-off") || "").split(" ").filter(Boolean));
  }

  /** @param {HTMLElement} one */
  function kindOf(one) {
    return one.dataset.kind ?? "";
  }

  /** @param {HTMLElement} mark */
  function isKey(mark) {
    return mark.dataset.key !== undefined;
  }

  /** @param {HTMLElement} mark */
  function noteOf(mark) {
    return document.getElementById(`note-${mark.dataset.note}`);
  }

  /** Shows what belongs to the round. */
  function show() {
    const off = unwanted();
    marks.forEach((mark) => {
      const wanted = round === "all" ? !off.has(kindOf(mark)) : round === "key" && isKey(mark);
      mark.hidden = !wanted;
      const note = noteOf(mark);
      if (note) note.hidden = !wanted;
    });
    const shown = marks.filter((mark) => !mark.hidden);
    const ids = new Set(shown.map((mark) => mark.dataset.note));
    words.forEach((one) => {
      const marked = (one.dataset.notes ?? "").split(" ").some((id) => ids.has(id));
      one.classList.toggle("unmarked", !marked);
    });
    if (list) list.hidden = !shown.length;
    if (reading) reading.dataset.round = round;
    if (kinds) kinds.hidden = round !== "all";
    if (status) status.textContent = SAY.count(shown.length, marks.length);
    boxes.forEach((box) => {
      box.checked = !off.has(kindOf(box));
    });
    choices.forEach((choice) => {
      choice.checked = choice.value === round;
    });
    document.dispatchEvent(new CustomEvent("course:shown"));
  }

  /**
   * Where some words of the passage are, just below the control: null if it does not cover the passage.
   * @returns {(() => number) | null}
   */
  function place() {
    const line = control ? control.getBoundingClientRect().bottom + 6 : 0;
    const paragraph = all(".passage .paper").find((one) => one.getBoundingClientRect().bottom > line + 12);
    if (!paragraph || paragraph.getBoundingClientRect().top > line) return null;
    const box = paragraph.getBoundingClientRect();
    const caret = document.caretPositionFromPoint?.(box.left + box.width / 2, line + 12);
    const node = caret?.offsetNode;
    if (
      !(node instanceof Text) ||
      !paragraph.contains(node) ||
      node.parentElement?.closest("[data-editorial]")
    )
      return () => paragraph.getBoundingClientRect().top;
    const range = document.createRange();
    range.setStart(node, Math.max(caret?.offset ?? 0, 1) - 1);
    range.setEnd(node, range.startOffset + 1);
    return () => range.getBoundingClientRect().top;
  }

  /**
   * Does something that moves the text, and leaves the words being read where they were.
   * @param {() => void} act
   */
  function staying(act) {
    const at = place();
    const before = at?.() ?? 0;
    act();
    if (at) scrollBy({ top: at() - before, behavior: "instant" });
  }

  /** @param {string} name */
  function go(name) {
    round = name;
    staying(show);
  }

  /**
   * A round that the reader chose is kept, and what the address asked for is over.
   * @param {string} name
   */
  function choose(name) {
    kept.write(KEPT, name);
    const here = new URL(location.href);
    if (here.searchParams.has("round")) {
      here.searchParams.delete("round");
      history.replaceState(history.state, "", here);
    }
    go(name);
  }

  choices.forEach((choice) => {
    choice.addEventListener("change", () => choose(choice.value));
  });

  /**
   * Stores the choice. Kinds of note that this page does not have stay as they were chosen on other pages.
   * @param {(box: HTMLInputElement) => boolean} chosen
   */
  function keepKinds(chosen) {
    const off = unwanted();
    boxes.forEach((box) => {
      if (chosen(box)) off.delete(kindOf(box));
      else off.add(kindOf(box));
    });
    kept.write("kinds-off", Array.from(off).join(" "));
  }

  boxes.forEach((box) => {
    box.addEventListener("change", () => {
      keepKinds((one) => one.checked);
      staying(show);
    });
  });
  all("button[data-kinds]").forEach((button) => {
    button.addEventListener("click", () => {
      keepKinds(() => button.dataset.kinds === "all");
      staying(show);
    });
  });
  kinds?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !kinds.hasAttribute("open")) return;
    kinds.removeAttribute("open");
    need("summary", kinds).focus();
  });

  /**
   * Shows a note in the smallest round that has it.
   * @param {string} id
   */
  function reveal(id) {
    const mark = marks.find((one) => one.dataset.note === id);
    if (!mark?.hidden) return;
    if (round === "all") {
      keepKinds((box) => box.checked || kindOf(box) === kindOf(mark));
      show();
      tell(SAY.kind);
      return;
    }
    const name = isKey(mark) ? "key" : "all";
    if (name === "all") keepKinds((box) => !unwanted().has(kindOf(box)) || kindOf(box) === kindOf(mark));
    go(name);
    tell(SAY[name]);
  }

  /** The note that an address names, or whose mark it names; empty if it names something else. */
  function noteNamed() {
    return named(location.hash).match(/^(?:note|mark)-(.+)$/)?.[1] ?? "";
  }

  document.addEventListener("course:reveal", (event) => {
    reveal(/** @type {CustomEvent<{ note: string }>} */ (event).detail.note);
  });
  document.addEventListener("course:marked", () => {
    if (round === "text") choose("marks");
  });
  window.addEventListener("hashchange", () => reveal(noteNamed()));

  const asked = new URLSearchParams(location.search).get("round");
  const before = kept.read(KEPT);
  round = [asked, before].find(isRound) ?? "text";
  control.hidden = false;
  show();
  reveal(noteNamed());
})();
