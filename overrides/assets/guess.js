/* “Guess, then see”: compares the words that a reader marked as wrong or puzzling with the notes of the editors. It is
   offered when the notes are shown, and opens only when the reader asks for it. */
window.guessing = (() => {
  "use strict";

  const { say, all, make } = window.course;

  /** The kinds of note that say that something is wrong. */
  const FAULTS = ["slip", "contradiction", "overclaim"];

  const SAY = {
    name: say("Guess, then see"),
    offer: say("You have marked words here: see which of them the editors have noted."),
    compare: say("Compare with the notes"),
    hide: say("Hide the comparison"),
    faults: say("“Wrong?”: you marked {hit} of {all} faults that the editors found."),
    faultsOne: say("“Wrong?”: the editors found one fault, and you marked it."),
    faultsMissed: say("“Wrong?”: the editors found one fault, and you did not mark it."),
    noFaults: say("“Wrong?”: the editors found no fault in this passage."),
    only: say("You marked {count} places that we did not."),
    onlyOne: say("You marked one place that we did not."),
    puzzling: say("“Puzzling”: {hit} of your {all} places have a note."),
    puzzlingOne: say("“Puzzling”: the place that you marked has a note."),
    puzzlingNone: say("“Puzzling”: the place that you marked has no note."),
    hitList: say("You found"),
    missedList: say("You passed over"),
    onlyList: say("Only you marked"),
    notedList: say("Puzzling, with a note"),
    notNotedList: say("Puzzling, without a note: bring it to class"),
  };

  /** @type {Guessing["compared"]} */
  function compared(marks, notes) {
    /** @param {Guess} one @param {Guess} other */
    function meet(one, other) {
      return one.paragraph === other.paragraph && one.start < other.end && other.start < one.end;
    }
    /** @param {Guess[]} some @param {(one: Guess) => boolean} fits */
    function ids(some, fits) {
      const fitting = new Set(some.filter(fits).map(({ id }) => id));
      return [...new Set(some.map(({ id }) => id))].map((id) => ({ id, fits: fitting.has(id) }));
    }
    const noted = ids(notes, (note) => marks.some((mark) => meet(mark, note)));
    const marked = ids(marks, (mark) => notes.some((note) => meet(mark, note)));
    return {
      hit: noted.filter(({ fits }) => fits).map(({ id }) => id),
      missed: noted.filter(({ fits }) => !fits).map(({ id }) => id),
      only: marked.filter(({ fits }) => !fits).map(({ id }) => id),
    };
  }

  /** @param {HTMLElement} reading */
  function start(reading) {
    const { inPage, wordOf, anchorOf, stretchOf, textOf, filled, watch } = window.ownMarks;
    const noteMarks = all(".paper .note-mark", reading);
    const offer = make("span", {}, SAY.offer);
    const button = make("button", { type: "button", "aria-expanded": "false" }, SAY.compare);
    const outcome = make("div", { class: "guess-outcome", role: "status" });
    const place = make(
      "section",
      { class: "guess", "aria-label": SAY.name },
      make("p", {}, offer, " ", button),
      outcome,
    );
    reading.before(place);
    let open = false;

    /** @param {string[]} kinds  of notes; all, if there is none @returns {Guess[]} */
    function notesOf(kinds) {
      return noteMarks
        .filter(({ dataset }) => !kinds.length || kinds.includes(dataset.kind ?? ""))
        .flatMap(({ dataset: { note = "" } }) => {
          const words = all(".noted", reading).filter((one) => one.dataset.notes?.split(" ").includes(note));
          const paragraph = /** @type {HTMLElement | null} */ (words[0]?.closest(".paper"));
          const stretch = paragraph && stretchOf(paragraph, words);
          return paragraph && stretch ? [{ id: note, paragraph: paragraph.id, ...stretch }] : [];
        });
    }

    /** @param {string} word @returns {Guess[]} */
    function marksOf(word) {
      return inPage()
        .filter(({ annotation }) => wordOf(annotation) === word)
        .map(({ id, paragraph, start, end }) => ({ id, paragraph: paragraph.id, start, end }));
    }

    /** @param {string} id */
    function wordsOfNote(id) {
      return document.querySelector(`#note-${CSS.escape(id)} .paper-words`)?.textContent ?? id;
    }

    /** @param {string} id */
    function wordsOfMark(id) {
      return inPage()
        .filter((mark) => mark.id === id)
        .map(({ paragraph, start, end }) => textOf(paragraph).slice(start, end))
        .join(" ");
    }

    /**
     * @param {string} title
     * @param {string[]} ids
     * @param {(id: string) => string} wordsOf
     * @param {(id: string) => string} addressOf
     */
    function listed(title, ids, wordsOf, addressOf) {
      if (!ids.length) return [];
      const items = ids.map((id) => {
        const link = make("a", { href: `#${encodeURIComponent(addressOf(id))}` }, wordsOf(id));
        return make("li", {}, make("q", { class: "paper-words" }, link));
      });
      return [make("p", { class: "guess-title" }, title), make("ul", {}, ...items)];
    }

    /** @param {number} hit @param {number} count */
    function faultsSaid(hit, count) {
      if (!count) return SAY.noFaults;
      if (count === 1) return hit ? SAY.faultsOne : SAY.faultsMissed;
      return filled(SAY.faults, { hit, all: count });
    }

    function compareFaults() {
      const marks = marksOf("wrong");
      if (!marks.length) return [];
      const { hit, missed, only } = compared(marks, notesOf(FAULTS));
      const said = [faultsSaid(hit.length, hit.length + missed.length)];
      if (only.length) said.push(only.length === 1 ? SAY.onlyOne : filled(SAY.only, { count: only.length }));
      /** @param {string} id */
      const note = (id) => `note-${id}`;
      return [
        make("p", {}, said.join(" ")),
        ...listed(SAY.hitList, hit, wordsOfNote, note),
        ...listed(SAY.missedList, missed, wordsOfNote, note),
        ...listed(SAY.onlyList, only, wordsOfMark, anchorOf),
      ];
    }

    function comparePuzzling() {
      const marks = marksOf("puzzling");
      if (!marks.length) return [];
      const { only } = compared(marks, notesOf([]));
      const count = new Set(marks.map(({ id }) => id)).size;
      const noted = [...new Set(marks.map(({ id }) => id))].filter((id) => !only.includes(id));
      const one = noted.length ? SAY.puzzlingOne : SAY.puzzlingNone;
      const said = count === 1 ? one : filled(SAY.puzzling, { hit: noted.length, all: count });
      return [
        make("p", {}, said),
        ...listed(SAY.notedList, noted, wordsOfMark, anchorOf),
        ...listed(SAY.notNotedList, only, wordsOfMark, anchorOf),
      ];
    }

    function show() {
      offer.hidden = open;
      button.textContent = open ? SAY.hide : SAY.compare;
      button.setAttribute("aria-expanded", String(open));
      outcome.replaceChildren(...(open && !place.hidden ? [...compareFaults(), ...comparePuzzling()] : []));
    }

    /* Not while the reader marks words: the text would move away below the hand. */
    function offerNow() {
      const guessed = inPage().some(({ annotation }) => ["wrong", "puzzling"].includes(wordOf(annotation)));
      place.hidden = !guessed || ["text", "marks"].includes(reading.dataset.round ?? "");
      show();
    }

    button.addEventListener("click", () => {
      open = !open;
      show();
    });
    offerNow();
    document.addEventListener("course:shown", offerNow);
    watch(show);
  }

  /** @type {HTMLElement | null} */
  const reading = document.querySelector(".reading");
  if (reading?.querySelector(".note-mark")) start(reading);

  return { compared };
})();
