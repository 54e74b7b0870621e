/* Notes where they are read. In a wide window they stand beside their words: the open note whole, each of the
   others as long as there is room. In a narrow one a note opens in a sheet at the bottom of the window, with its
   words in view above. Which notes are shown is decided elsewhere (rounds): this script asks for `mark.hidden`,
   and arranges them again at `course:shown`. Without it the notes are a list, whole, beside or after the passage. */
(() => {
  "use strict";

  const { say, all, need, make, named, keys, tell, copy, closable } = window.course;
  const SAY = {
    more: say("more"),
    previous: say("Previous note"),
    next: say("Next note"),
    link: say("Copy link"),
    close: say("Close"),
    linked: say("The link to this note is copied"),
    unlinked: say("The link to this note is in the address bar: copying is not allowed here"),
  };
  const WIDE = window.matchMedia("(min-width: 60em)");
  const FAR = 165; // pixels that a note may stand from its words while another is open
  const NEAR = 90; // and while none is
  const ABOVE = 30; // pixels above their last line where long words may begin and still be what a note stands at
  const GAP = 4; // pixels between notes
  const EDGE = 8; // pixels between words and what covers the page
  const JUMP = 290; // pixels that the page moves at most for a note that was touched
  const LEAST = 120; // pixels that a sheet has at least
  const DRAG = 5; // pixels that a pointer may move in a click
  const marks = all(".paper .note-mark");
  if (!document.querySelector(".notes") || !marks.length) return;

  const list = need(".notes");
  const heading = need("h2", list);
  const passage = need(".passage");
  const reading = need(".reading");
  const notes = new Map(marks.map((mark) => [mark, document.getElementById(`note-${mark.dataset.note}`)]));
  const markOf = new Map(marks.map((mark) => [mark.dataset.note, mark]));
  const words = all(".paper .noted");
  /** The words of each note, by its id. @type {Map<string, HTMLElement[]>} */
  const wordsOn = new Map();
  for (const one of words) {
    for (const id of notesOn(one)) wordsOn.set(id, [...(wordsOn.get(id) ?? []), one]);
  }
  let printing = false;
  /** @type {HTMLElement | null} */
  let current = null; // the mark whose note is open
  /** @type {HTMLElement | null} */
  let last = null; // the mark whose note was opened last
  let tall = 0; // the height of the passage when notes were placed
  let left = ""; // the sizes after that: if they are the same, notes need not be placed again
  /** The height of each note when nothing of it is left out, as it was measured last, by its mark.
   * @type {Map<HTMLElement, number>} */
  const wholes = new Map();
  /** Takes the step that the sheet has in the history. @type {(() => void) | null} */
  let gone = null;

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
    return wordsOn.get(mark.dataset.note ?? "") ?? [];
  }

  /**
   * The marks of the notes on some words.
   * @param {HTMLElement} some
   */
  function marksOn(some) {
    return notesOn(some).flatMap((id) => markOf.get(id) ?? []);
  }

  function shownMarks() {
    return marks.filter((mark) => !mark.hidden);
  }

  /* The tools of the open note: one set, which moves into it. */
  const previous = make("button", { type: "button", "aria-label": SAY.previous, title: SAY.previous }, "‹");
  const next = make("button", { type: "button", "aria-label": SAY.next, title: SAY.next }, "›");
  const link = make("button", { type: "button" }, SAY.link);
  const shut = make("button", { type: "button", "aria-label": SAY.close, title: SAY.close }, "×");
  const tools = make("div", { class: "note-tools" }, previous, next, link, shut);
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  shut.addEventListener("click", () => close(true));
  link.addEventListener("click", () => {
    copy(location.href).then(
      () => tell(SAY.linked),
      () => tell(SAY.unlinked),
    );
  });

  /* Beside the words */

  /**
   * @typedef {object} Placed
   * @property {HTMLElement} note
   * @property {number} at where its words are, from the top of the list
   * @property {number} whole its height when nothing of it is left out
   * @property {number} height
   * @property {number} top
   */

  /**
   * Puts notes as near to their words as their heights and their order allow: the greatest distance is the
   * smallest there can be (isotonic regression in the maximum norm).
   * @param {Placed[]} some
   */
  function put(some) {
    let before = 0;
    const starts = some.map((one) => {
      const start = one.at - before;
      before += one.height + GAP;
      return start;
    });
    let most = 0;
    const forward = starts.map((start) => {
      most = Math.max(most, start);
      return most;
    });
    let least = Infinity;
    before = 0;
    const backward = starts.slice();
    for (let n = starts.length - 1; n >= 0; n -= 1) {
      least = Math.min(least, starts[n]);
      backward[n] = least;
    }
    some.forEach((one, n) => {
      one.top = Math.max((forward[n] + backward[n]) / 2, 0) + before;
      before += one.height + GAP;
    });
    return Math.max(0, ...some.map((one) => Math.abs(one.top - one.at)));
  }

  /**
   * Finds the greatest number of lines with which notes stay near their words, and gives them these lines;
   * 0 if there is none.
   * @param {Placed[]} some
   * @param {Placed | undefined} open
   * @param {number} line the height of a line
   * @param {number} most lines
   */
  function fit(some, open, line, most) {
    /** @param {number} lines */
    function tried(lines) {
      for (const one of some) one.height = one === open ? one.whole : Math.min(one.whole, lines * line);
      const far = put(some);
      const final = some[some.length - 1];
      return open ? far <= FAR : far <= NEAR && final.top + final.height <= Math.max(tall, final.at + line);
    }
    let [fits, beyond] = [1, most + 1];
    if (!tried(1)) return 0;
    while (beyond - fits > 1) {
      const middle = Math.floor((fits + beyond) / 2);
      if (tried(middle)) fits = middle;
      else beyond = middle;
    }
    tried(fits);
    return fits;
  }

  /**
   * Each note as near to its words, and as long, as the others allow. Notes that an open one would drive away from
   * their words make way for it: their marks, and the open note's tools, still lead to them.
   * @param {HTMLElement[]} [afresh] the marks of the notes that may have another height than before: all, unless a
   *   note was opened or closed. To measure a note it must be shown whole, which for all of a long lesson takes seconds.
   */
  function placeBeside(afresh) {
    const shown = shownMarks();
    const measured = afresh ?? shown;
    for (const mark of shown) noteOf(mark).classList.remove("behind");
    for (const mark of measured) bare(noteOf(mark));
    for (const mark of measured) wholes.set(mark, noteOf(mark).getBoundingClientRect().height);
    tall = passage.offsetHeight;
    const zero = heading.getBoundingClientRect().bottom;
    const line = parseFloat(getComputedStyle(noteOf(shown[0])).getPropertyValue("line-height"));
    let some = shown.map((mark) => ({
      note: noteOf(mark),
      at: stand(mark) - zero,
      whole: wholes.get(mark) ?? 0,
      height: 0,
      top: 0,
    }));
    const open = some.find(({ note }) => note.classList.contains("open"));
    const longest = Math.ceil(Math.max(...some.map((one) => one.whole)) / line);
    const closed = fit(some, undefined, line, longest); // what is not open keeps its length, if it can
    while (open && !fit(some, open, line, closed || 1)) {
      const others = some.filter((one) => one !== open);
      if (!others.length) break;
      const far = others.reduce((most, one) =>
        Math.abs(one.top - one.at) > Math.abs(most.top - most.at) ? one : most,
      );
      far.note.classList.add("behind");
      some = some.filter((one) => one !== far);
    }
    let end = 0;
    some.forEach((one, n) => {
      const room = (some[n + 1]?.top ?? Math.max(tall, one.top + one.height)) - GAP - one.top;
      const short = one !== open && one.whole > room + 1;
      one.height = short ? Math.max(Math.floor(room / line), 1) * line : one.whole;
      one.note.classList.toggle("short", short);
      one.note.style.marginTop = `${one.top - end}px`;
      one.note.style.height = short ? `${one.height}px` : "";
      end = one.top + one.height;
    });
    left = sizes();
  }

  /**
   * Takes from a note what placed it.
   * @param {HTMLElement} note
   */
  function bare(note) {
    note.classList.remove("short", "behind");
    note.removeAttribute("style");
  }

  /** What notes are placed by, and how they were left. */
  function sizes() {
    return [passage, list].map((one) => `${one.offsetWidth} ${one.offsetHeight}`).join();
  }

  /**
   * The height in the window at which a note stands.
   * @param {HTMLElement} mark
   */
  function stand(mark) {
    const own = mark.getBoundingClientRect().top;
    const first = wordsOf(mark)[0]?.getClientRects()[0];
    return first ? Math.max(first.top, own - ABOVE) : own;
  }

  function arrange() {
    const beside = WIDE.matches && !printing;
    const shown = shownMarks();
    reading.classList.toggle("beside", beside);
    reading.classList.toggle("sheets", !beside && !printing);
    if (current?.hidden) close(false);
    for (const mark of marks) settle(mark);
    heading.classList.toggle("label-hidden", !shown.length);
    sheet();
    if (beside && shown.length) placeBeside();
    for (const one of words) one.classList.toggle("touchable", Boolean(markAt(one)));
  }

  /**
   * Arranges notes after some were opened or closed: what the others have stays.
   * @param {HTMLElement[]} some their marks
   */
  function rearrange(...some) {
    for (const mark of some) settle(mark);
    sheet();
    if (WIDE.matches && !printing && shownMarks().length) placeBeside(some);
  }

  /**
   * Shows a note or not, before it is placed.
   * @param {HTMLElement} mark
   */
  function settle(mark) {
    const note = noteOf(mark);
    note.hidden = mark.hidden || (!WIDE.matches && !printing && mark !== current);
    bare(note);
    tellState(mark);
  }

  function sheet() {
    if (!WIDE.matches && current && !printing) raise(current);
    else if (gone && !printing) lower();
  }

  /* In a sheet */

  /** The part of the window that nothing covers. */
  function clear() {
    const covers = all(".md-header, [data-covers]").map((one) => one.getBoundingClientRect());
    const top = covers.reduce((low, box) => (box.top <= low + 1 ? Math.max(low, box.bottom) : low), 0);
    return { top: top + EDGE, bottom: window.innerHeight - EDGE };
  }

  /**
   * Where the words of a note are in the window, with its mark.
   * @param {HTMLElement} mark
   */
  function place(mark) {
    const boxes = [...wordsOf(mark), mark].flatMap((one) => Array.from(one.getClientRects()));
    const tops = boxes.map((box) => box.top);
    const bottoms = boxes.map((box) => box.bottom);
    return { top: Math.min(...tops), bottom: Math.max(...bottoms) };
  }

  /**
   * Moves the page as little as needed for a place to be between two heights; its end, if it is longer.
   * @param {{ top: number, bottom: number }} where
   * @param {{ top: number, bottom: number }} room
   */
  function bring(where, room) {
    const over = where.bottom - room.bottom;
    const under = room.top - where.top;
    if (over > 0) window.scrollBy({ top: over, behavior: "instant" });
    else if (under > 0) window.scrollBy({ top: Math.max(-under, over), behavior: "instant" });
  }

  /**
   * The sheet leaves so much of the window that the words come into view without a jump.
   * @param {HTMLElement} mark
   */
  function raise(mark) {
    const note = noteOf(mark);
    const { bottom } = place(mark);
    const visible = bottom > 0 && bottom < window.innerHeight + EDGE;
    const room = window.innerHeight - (visible ? bottom - JUMP + EDGE : 0);
    const most = Math.min(window.innerHeight * 0.45, Math.max(room, LEAST));
    note.style.maxHeight = `${Math.floor(most)}px`;
    note.setAttribute("role", "dialog");
    document.documentElement.classList.add("sheet-open");
    gone ??= closable(() => {
      gone = null;
      close(true);
      address("");
    });
  }

  function lower() {
    document.documentElement.classList.remove("sheet-open");
    gone?.();
    gone = null;
  }

  /* Opening and closing */

  /** @param {HTMLElement} mark */
  function tellState(mark) {
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-expanded", String(mark === current));
  }

  /**
   * @param {HTMLElement} mark
   * @param {boolean} on
   */
  function light(mark, on) {
    for (const one of [...wordsOf(mark), mark, noteOf(mark)]) one.classList.toggle("lit", on);
  }

  /**
   * Writes the address of a note, or of none, into the address bar; browsers may not allow it in a folder.
   * @param {string} id
   */
  function address(id) {
    const bare = location.pathname + location.search;
    if (!id && !named(location.hash).startsWith("note-")) return;
    try {
      history.replaceState(history.state, "", id ? `${bare}#${id}` : bare);
    } catch {
      /* the address stays as it is */
    }
  }

  /** @param {HTMLElement} mark */
  function putAway(mark) {
    const note = noteOf(mark);
    note.classList.remove("open");
    note.setAttribute("role", "note");
    light(mark, false);
  }

  /** @param {boolean} focus whether the focus goes back to the mark */
  function close(focus) {
    const mark = current;
    if (!mark) return;
    const inside = noteOf(mark).contains(document.activeElement);
    current = null;
    tools.remove();
    putAway(mark);
    lower();
    address("");
    rearrange(mark);
    if (focus && (inside || document.activeElement === document.body)) mark.focus({ preventScroll: true });
  }

  /**
   * @param {HTMLElement} mark
   * @param {boolean} [still] whether the page stays where it is, as when a reader comes back
   */
  function open(mark, still) {
    const note = noteOf(mark);
    const before = current && current !== mark ? [current] : [];
    before.forEach(putAway);
    if (!WIDE.matches && !gone) address(""); // the step back from the sheet is to the page without it
    current = mark;
    last = mark;
    note.classList.add("open");
    const shown = shownMarks();
    previous.disabled = mark === shown[0];
    next.disabled = mark === shown[shown.length - 1];
    note.prepend(tools);
    light(mark, true);
    rearrange(...before, mark);
    address(note.id);
    note.scrollTop = 0;
    note.focus({ preventScroll: true });
    if (!still) show(mark);
  }

  /**
   * Moves the page, if it must, so that the words of the open note are seen, and in a wide window the note.
   * @param {HTMLElement} mark
   */
  function show(mark) {
    const room = clear();
    const where = place(mark);
    const box = noteOf(mark).getBoundingClientRect();
    if (!WIDE.matches) {
      bring(where, { top: room.top, bottom: box.top - EDGE });
      return;
    }
    const both = { top: Math.min(where.top, box.top), bottom: Math.max(where.bottom, box.bottom) };
    const fits = both.bottom - both.top <= room.bottom - room.top;
    bring(fits ? both : where, room);
  }

  /** @param {1 | -1} by */
  function step(by) {
    const shown = shownMarks();
    const now = last ? shown.indexOf(last) : -1;
    const to = shown[now < 0 ? (by > 0 ? 0 : shown.length - 1) : now + by];
    if (to) open(to);
  }

  /**
   * The note that words open: the one with the fewest words; if that is open, the next on the same words.
   * @param {HTMLElement} some
   */
  function markAt(some) {
    const own = marksOn(some).filter((mark) => !mark.hidden);
    /** @param {HTMLElement} mark */
    function size(mark) {
      return wordsOf(mark).reduce((sum, one) => sum + (one.textContent ?? "").length, 0);
    }
    own.sort((one, other) => size(one) - size(other));
    const now = current ? own.indexOf(current) : -1;
    return own[(now + 1) % own.length];
  }

  for (const mark of marks) {
    const note = noteOf(mark);
    note.tabIndex = -1;
    note.dataset.more = SAY.more;
    mark.setAttribute("aria-controls", note.id);
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      if (mark === current) close(true);
      else open(mark);
    });
    mark.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      mark.click();
    });
    for (const one of [mark, note]) {
      one.addEventListener("pointerenter", () => light(mark, true));
      one.addEventListener("pointerleave", () => light(mark, mark === current));
    }
    mark.addEventListener("focus", () => light(mark, true));
    mark.addEventListener("blur", () => light(mark, mark === current));
    note.addEventListener("click", (event) => {
      const on = /** @type {Element} */ (event.target);
      if (mark !== current && !on.closest("a, button") && !dragged(event)) open(mark, true);
    });
    /* What the keyboard reaches is seen: a shortened note opens when something in it has the focus. */
    note.addEventListener("focusin", (event) => {
      const on = /** @type {Element} */ (event.target);
      if (mark === current || on === note || !on.matches(":focus-visible")) return;
      open(mark, true);
      /** @type {HTMLElement} */ (on).focus({ preventScroll: true });
    });
  }

  /* Words open their note: a click, not a drag that selects them, and not a link within them. */
  /** @type {{ x: number, y: number } | null} */
  let pressed = null;

  /** @param {MouseEvent} event */
  function dragged(event) {
    const selection = getSelection();
    const moved = pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > DRAG;
    return Boolean(moved || (selection && !selection.isCollapsed));
  }

  passage.addEventListener("click", (event) => {
    const on = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */
    const some = on.closest(".noted");
    if (!some || on.closest("a, button, mark.own") || dragged(event)) return;
    const mark = markAt(some);
    if (mark && mark !== current) open(mark);
  });
  document.addEventListener("pointerdown", (event) => {
    pressed = { x: event.clientX, y: event.clientY };
  });
  for (const one of words) {
    one.addEventListener("pointerenter", (event) => {
      const mark = event.pointerType === "mouse" ? markAt(one) : undefined;
      if (mark) light(mark, true);
    });
    one.addEventListener("pointerleave", () => {
      for (const mark of marksOn(one)) if (mark !== current) light(mark, false);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !current) return;
    event.preventDefault();
    close(true);
  });
  /* A sheet must not cover what has the focus. */
  document.addEventListener("focusin", (event) => {
    const on = /** @type {Element} */ (event.target);
    if (!current || WIDE.matches || noteOf(current).contains(on) || on === current) return;
    if (on.matches(":focus-visible") && !on.closest(".word, dialog")) close(false);
  });
  keys.set("j", () => step(1));
  keys.set("k", () => step(-1));

  document.addEventListener("course:shown", arrange);
  WIDE.addEventListener("change", arrange);
  window.addEventListener("hashchange", () => openNamed());
  let drawing = 0;
  const sized = new ResizeObserver(() => {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(() => {
      if (WIDE.matches && !printing && shownMarks().length && sizes() !== left) placeBeside();
    });
  });
  sized.observe(passage);
  sized.observe(list);
  window.addEventListener("beforeprint", () => {
    printing = true;
    arrange();
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    arrange();
  });

  /**
   * A link to a note opens it, even if it is hidden.
   * @param {boolean} [still]
   */
  function openNamed(still) {
    const note = document.getElementById(named(location.hash));
    const mark = marks.find((one) => noteOf(one) === note);
    if (!mark || !note || mark === current) return;
    const { note: id } = mark.dataset;
    if (mark.hidden) document.dispatchEvent(new CustomEvent("course:reveal", { detail: { note: id } }));
    open(mark, still);
  }

  /** Whether the browser brings the reader back to where they were. */
  function returned() {
    const [way] = performance.getEntriesByType("navigation");
    return /** @type {PerformanceNavigationTiming | undefined} */ (way)?.type !== "navigate";
  }

  arrange();
  /* After the scripts that decide which notes are shown. */
  setTimeout(() => {
    openNamed(returned());
  });
  window.addEventListener("load", () => {
    if (!WIDE.matches || sizes() !== left || list.querySelector("img")) arrange(); // letters or pictures came late
    if (current && !returned()) show(current);
  });
})();
