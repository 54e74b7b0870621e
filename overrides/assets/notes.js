/* Notes beside their words where there is room, else below their paragraph when asked for.
   Without this script they are a list beside or after the passage. */
(function () {
  "use strict";

  const { all, named, kept, keys, tell } = window.course;
  const WIDE = window.matchMedia("(min-width: 60em)");
  const list = document.querySelector(".notes");
  const marks = all(".paper .note-mark");
  if (!list || !marks.length) return;

  const noteOf = new Map(marks.map((mark) => [mark, document.getElementById(`note-${mark.dataset.note}`)]));
  const markOf = new Map(marks.map((mark) => [noteOf.get(mark), mark]));
  const words = all(".paper .noted");
  let printing = false;
  let last = null; // the mark whose note was open last

  function wordsOf(mark) {
    return words.filter((one) => one.dataset.notes.split(" ").includes(mark.dataset.note));
  }

  function shownMarks() {
    return marks.filter((mark) => !mark.hidden);
  }

  /* Each note as near to its words as the note above it lets it. Notes that would outrun the passage are cut short. */
  function placeBeside() {
    const shown = shownMarks();
    shown.forEach((mark) => { noteOf.get(mark).style.marginTop = ""; });
    const room = document.querySelector(".passage").getBoundingClientRect().height;
    ["whole", "short", "shortest"].find((length) => {
      list.dataset.length = length;
      return list.getBoundingClientRect().height <= room;
    });
    shown.forEach((mark) => {
      const note = noteOf.get(mark);
      const wanted = mark.getBoundingClientRect().top - note.getBoundingClientRect().top;
      if (wanted > 0) note.style.marginTop = `${wanted}px`;
    });
  }

  function arrange() {
    const beside = WIDE.matches || printing;
    list.classList.toggle("below", !beside);
    marks.forEach((mark) => {
      const note = noteOf.get(mark);
      note.style.marginTop = "";
      note.hidden = mark.hidden || (!beside && !note.classList.contains("open"));
      if (beside) list.append(note);
      tellState(mark);
    });
    if (!beside) all(".paper").forEach((paragraph) => {
      paragraph.after(...all(".note-mark", paragraph).map((mark) => noteOf.get(mark)));
    });
    else if (!printing) placeBeside();
  }

  function tellState(mark) {
    const note = noteOf.get(mark);
    if (WIDE.matches) {
      mark.removeAttribute("role");
      mark.removeAttribute("aria-expanded");
    } else {
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-expanded", String(note.classList.contains("open")));
    }
  }

  function light(mark, on) {
    wordsOf(mark).forEach((one) => one.classList.toggle("lit", on));
    noteOf.get(mark).classList.toggle("lit", on);
  }

  function close(mark) {
    const note = noteOf.get(mark);
    note.classList.remove("open");
    if (!WIDE.matches) note.hidden = true;
    light(mark, false);
    tellState(mark);
  }

  function open(mark) {
    marks.forEach((other) => { if (other !== mark) close(other); });
    const note = noteOf.get(mark);
    last = mark;
    note.classList.add("open");
    note.hidden = false;
    light(mark, true);
    tellState(mark);
    if (WIDE.matches) placeBeside();
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const shown = shownMarks();
    const now = shown.indexOf(last);
    const next = shown[now < 0 ? (by > 0 ? 0 : shown.length - 1) : now + by];
    if (!next) return;
    next.scrollIntoView({ block: "center" });
    open(next);
  }

  marks.forEach((mark) => {
    const note = noteOf.get(mark);
    note.tabIndex = -1;
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      if (!note.classList.contains("open")) open(mark);
      else {
        close(mark);
        if (WIDE.matches) placeBeside();
      }
    });
    note.querySelector(".back").addEventListener("click", () => { if (!WIDE.matches) close(mark); });
    /* A note that is cut short shows all of itself while something in it has the focus. */
    note.addEventListener("focusin", () => { if (WIDE.matches) placeBeside(); });
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
      if (!event.target.closest("a, button") && !note.classList.contains("open")) open(mark);
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

  /* Kinds of note that the reader does not want now */
  const boxes = all("input[data-kind]");
  const status = document.querySelector(".reading-options [role=status]");

  function choose() {
    const off = new Set((kept.read("kinds-off") || "").split(" "));
    boxes.forEach((box) => { box.checked = !off.has(box.dataset.kind); });
    marks.forEach((mark) => { mark.hidden = off.has(mark.dataset.kind); });
    words.forEach((one) => {
      const noted = one.dataset.notes.split(" ");
      one.classList.toggle("unmarked", !marks.some((mark) => !mark.hidden && noted.includes(mark.dataset.note)));
    });
    if (status) status.textContent = `${shownMarks().length} of ${marks.length} notes shown`;
    arrange();
  }

  /* Kinds that this page lacks stay as they were chosen elsewhere. */
  function keep(chosen) {
    const off = new Set((kept.read("kinds-off") || "").split(" ").filter(Boolean));
    boxes.forEach((box) => { if (chosen(box)) off.delete(box.dataset.kind); else off.add(box.dataset.kind); });
    kept.write("kinds-off", Array.from(off).join(" "));
    choose();
  }

  boxes.forEach((box) => box.addEventListener("change", () => keep((one) => one.checked)));
  all("button[data-kinds]").forEach((button) => {
    button.addEventListener("click", () => keep(() => button.dataset.kinds === "all"));
  });

  choose();
  WIDE.addEventListener("change", arrange);
  window.addEventListener("load", () => {
    arrange();
    if (last && noteOf.get(last).classList.contains("open")) openNamed();
  });
  window.addEventListener("hashchange", openNamed);
  new ResizeObserver(() => { if (WIDE.matches && !printing) placeBeside(); }).observe(document.querySelector(".passage"));
  window.addEventListener("beforeprint", () => { printing = true; arrange(); });
  window.addEventListener("afterprint", () => { printing = false; arrange(); });

  /* A link to a note opens it, even one of a kind that is not shown. */
  function openNamed() {
    const mark = markOf.get(document.getElementById(named(location.hash)));
    if (!mark) return;
    if (mark.hidden) {
      keep((box) => box.checked || box.dataset.kind === mark.dataset.kind);
      tell("Notes of this kind are shown again");
    }
    open(mark);
    if (WIDE.matches) mark.scrollIntoView({ block: "center" });
    noteOf.get(mark).scrollIntoView({ block: WIDE.matches ? "nearest" : "center" });
  }

  openNamed();
})();
