/* Notes stand beside their words if there is room, else below their paragraph when the reader opens them.
   Without this script they are a list beside or after the passage. */
(() => {
  "use strict";

  const { all, need, named, keys } = window.course;
  const WIDE = window.matchMedia("(min-width: 60em)");
  const marks = all(".paper .note-mark");
  if (!document.querySelector(".notes") || !marks.length) return;

  const list = need(".notes");
  const passage = need(".passage");
  const notes = new Map(marks.map((mark) => [mark, document.getElementById(`note-${mark.dataset.note}`)]));
  const words = all(".paper .noted");
  let printing = false;
  /** @type {HTMLElement | null} */
  let last = null; // the mark whose note was opened last

  /** @param {HTMLElement} mark */
  function noteOf(mark) {
    return /** @type {HTMLElement} */ (notes.get(mark));
  }

  /**
   * The ids of the notes on some words.
   * @param {HTMLElement} some
   */
  function notesOn(some) {
    return (some.dataset.notes ?? "").split(" ");
  }

  /** @param {HTMLElement} mark */
  function wordsOf(mark) {
    return words.filter((one) => notesOn(one).includes(mark.dataset.note ?? ""));
  }

  function shownMarks() {
    return marks.filter((mark) => !mark.hidden);
  }

  /* Puts each note as near to its words as the note above allows. Notes are shortened if they would be longer
     than the passage. */
  function placeBeside() {
    const shown = shownMarks();
    shown.forEach((mark) => {
      noteOf(mark).style.marginTop = "";
    });
    const room = passage.getBoundingClientRect().height;
    ["whole", "short", "shortest"].find((length) => {
      list.dataset.length = length;
      return list.getBoundingClientRect().height <= room;
    });
    shown.forEach((mark) => {
      const note = noteOf(mark);
      const wanted = mark.getBoundingClientRect().top - note.getBoundingClientRect().top;
      if (wanted > 0) note.style.marginTop = `${wanted}px`;
    });
  }

  function arrange() {
    const beside = WIDE.matches || printing;
    list.classList.toggle("below", !beside);
    marks.forEach((mark) => {
      const note = noteOf(mark);
      note.style.marginTop = "";
      note.hidden = mark.hidden || (!beside && !note.classList.contains("open"));
      if (beside) list.append(note);
      tellState(mark);
    });
    if (beside && !printing) placeBeside();
    if (beside) return;
    /* The notes at a table come after it, in the order of their words. */
    /** @type {Map<HTMLElement, HTMLElement[]>} */
    const below = new Map();
    marks.forEach((mark) => {
      const home = /** @type {HTMLElement} */ (mark.closest(".exhibit") ?? mark.closest(".paper"));
      below.set(home, [...(below.get(home) ?? []), noteOf(mark)]);
    });
    below.forEach((own, home) => {
      home.after(...own);
    });
  }

  /** @param {HTMLElement} mark */
  function tellState(mark) {
    const note = noteOf(mark);
    if (WIDE.matches) {
      mark.removeAttribute("role");
      mark.removeAttribute("aria-expanded");
    } else {
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-expanded", String(note.classList.contains("open")));
    }
  }

  /**
   * @param {HTMLElement} mark
   * @param {boolean} on
   */
  function light(mark, on) {
    wordsOf(mark).forEach((one) => {
      one.classList.toggle("lit", on);
    });
    noteOf(mark).classList.toggle("lit", on);
  }

  /** @param {HTMLElement} mark */
  function close(mark) {
    const note = noteOf(mark);
    note.classList.remove("open");
    if (!WIDE.matches) note.hidden = true;
    light(mark, false);
    tellState(mark);
  }

  /** @param {HTMLElement} mark */
  function open(mark) {
    marks.forEach((other) => {
      if (other !== mark) close(other);
    });
    const note = noteOf(mark);
    last = mark;
    note.classList.add("open");
    note.hidden = false;
    light(mark, true);
    tellState(mark);
    if (WIDE.matches) placeBeside();
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  }

  /** @param {1 | -1} by */
  function step(by) {
    const shown = shownMarks();
    const now = last ? shown.indexOf(last) : -1;
    const next = shown[now < 0 ? (by > 0 ? 0 : shown.length - 1) : now + by];
    if (!next) return;
    next.scrollIntoView({ block: "center" });
    open(next);
  }

  marks.forEach((mark) => {
    const note = noteOf(mark);
    note.tabIndex = -1;
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      if (!note.classList.contains("open")) open(mark);
      else {
        close(mark);
        if (WIDE.matches) placeBeside();
      }
    });
    need(".back", note).addEventListener("click", () => {
      if (!WIDE.matches) close(mark);
    });
    /* A shortened note is shown in full while something in it has the focus. */
    note.addEventListener("focusin", () => {
      if (WIDE.matches) placeBeside();
    });
    note.addEventListener("focusout", () => {
      note.scrollTop = 0;
      if (WIDE.matches) placeBeside();
    });
    mark.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      mark.click();
    });
    [mark, note].forEach((one) => {
      one.addEventListener("pointerenter", () => light(mark, true));
      one.addEventListener("pointerleave", () => light(mark, note.classList.contains("open")));
    });
    note.addEventListener("click", (event) => {
      const on = /** @type {Element} */ (event.target);
      if (!on.closest("a, button") && !note.classList.contains("open")) open(mark);
    });
    note.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      close(mark);
      if (WIDE.matches) placeBeside();
      mark.focus();
    });
  });
  keys.set("j", () => step(1));
  keys.set("k", () => step(-1));

  /* Which notes are shown: rounds.js. */
  document.addEventListener("course:shown", arrange);
  WIDE.addEventListener("change", arrange);
  window.addEventListener("load", () => {
    arrange();
    if (last && noteOf(last).classList.contains("open")) openNamed();
  });
  window.addEventListener("hashchange", openNamed);
  new ResizeObserver(() => {
    if (WIDE.matches && !printing) placeBeside();
  }).observe(passage);
  window.addEventListener("beforeprint", () => {
    printing = true;
    arrange();
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    arrange();
  });

  /* A link to a note opens it, even if it is hidden. */
  function openNamed() {
    const note = document.getElementById(named(location.hash));
    const mark = marks.find((one) => noteOf(one) === note);
    if (!mark) return;
    if (mark.hidden) {
      document.dispatchEvent(new CustomEvent("course:reveal", { detail: { note: mark.dataset.note } }));
    }
    open(mark);
    if (WIDE.matches) mark.scrollIntoView({ block: "center" });
    noteOf(mark).scrollIntoView({ block: WIDE.matches ? "nearest" : "center" });
  }

  arrange();
  openNamed();
})();
