/* Opens the data files of many students, all in this browser, and shows their answers side by side by question, and
   what they marked over the passage. Nothing is sent. It is loaded in the edition for instructors alone. */
window.studentsWork = (() => {
  "use strict";

  const { counting, all, need, make } = window.course;
  const { say, several, read, renamed, noteOf, partsOf, sourceOf, quoteOf, tagOf } = window.notebook;

  const SENTENCES = {
    opened: counting("{count} file is open.", "{count} files are open."),
    refused: "{file}: {fault}",
    unread: "it cannot be read.",
    none: "Nobody answered.",
    marked: counting(
      "{count} mark in this paragraph, as a list",
      "{count} marks in this paragraph, as a list",
    ),
    lost: counting(
      "{count} mark is not in the passage of a lesson:",
      "{count} marks are not in the passage of a lesson:",
    ),
    words: "Words",
    student: "Student",
    tag: "Marked as",
    note: "Note",
    by: "marked by {number}",
  };
  const LARGEST = 20_000_000; // bytes of a file that is read at all
  const LEVELS = 4;

  /**
   * How many signs two texts share at their beginnings.
   * @param {string} one
   * @param {string} other
   */
  function shared(one, other) {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length += 1;
    return length;
  }

  /** @param {string} text */
  function reversed(text) {
    return [...text].reverse().join("");
  }

  /** Where a mark is in the words of its paragraph: the place whose neighbours fit best; null if it is nowhere.
   * @type {StudentsWork["located"]} */
  function located(words, { exact, prefix, suffix, start }) {
    const quote = exact.replace(/\s+/g, " ").trim();
    if (!quote) return null;
    /** @type {number[]} */
    const places = [];
    for (let at = words.indexOf(quote); at !== -1; at = words.indexOf(quote, at + 1)) places.push(at);
    /** @param {number} at */
    const fit = (at) => {
      const before = shared(reversed(words.slice(0, at).trim()), reversed(prefix.trim()));
      return before + shared(words.slice(at + quote.length).trim(), suffix.trim());
    };
    const [best] = places
      .map((at) => ({ at, fit: fit(at), away: Math.abs(at - start) }))
      .sort((one, other) => other.fit - one.fit || one.away - other.away);
    return best ? [best.at, best.at + quote.length] : null;
  }

  /** The words in stretches, each with who marked it. @type {StudentsWork["stretches"]} */
  function stretches(words, ranges) {
    const edges = [...new Set([0, words.length, ...ranges.flatMap(({ start, end }) => [start, end])])];
    edges.sort((one, other) => one - other);
    return edges.slice(0, -1).map((start, index) => {
      const over = ranges.filter((range) => range.start <= start && range.end >= edges[index + 1]);
      return { text: words.slice(start, edges[index + 1]), by: [...new Set(over.map(({ who }) => who))] };
    });
  }

  /**
   * @param {HTMLElement} desk
   */
  function serve(desk) {
    const course = { id: desk.dataset.course ?? "", title: desk.dataset.title ?? "" };
    const pairs = (desk.dataset.former ?? "").split(" ").map((one) => one.split(/[:=]/));
    const questions = pairs.filter(([kind]) => kind === "question").map(([, old, now]) => [old, now]);
    const former = { questions: Object.fromEntries(questions), lessons: {} };
    /** @type {{ who: string, work: Notebook }[]} */
    let students = [];

    /** @param {HTMLElement} asked */
    function showAnswers(asked) {
      const id = asked.dataset.asked ?? "";
      const given = students.filter(({ work }) => Object.hasOwn(work.answers, id));
      const cells = given.map(({ who, work }) => {
        return make(
          "li",
          { tabindex: "0" },
          make("b", { dir: "auto" }, who),
          make("p", { class: "text", dir: "auto" }, work.answers[id]),
        );
      });
      const list = cells.length
        ? make("ul", { class: "side-by-side" }, ...cells)
        : make("p", { class: "meta" }, SENTENCES.none);
      need("[data-given]", asked).replaceChildren(...(students.length ? [list] : []));
    }

    /** @param {{ who: string, mark: OwnMark }[]} marks */
    function table(marks) {
      const heads = [SENTENCES.words, SENTENCES.student, SENTENCES.tag, SENTENCES.note];
      const rows = marks.map(({ who, mark }) => {
        const cells = [quoteOf(mark).exact, who, tagOf(mark), noteOf(mark)];
        return make("tr", {}, ...cells.map((text) => make("td", { dir: "auto" }, text)));
      });
      const top = make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)));
      return make("table", { class: "counts" }, make("thead", {}, top), make("tbody", {}, ...rows));
    }

    const words = new Map(
      all("[data-marked]").map((one) => [one, (one.textContent ?? "").replace(/\s+/g, " ").trim()]),
    );
    const known = new Set(all("[data-marked]").map((one) => one.dataset.marked));

    /** @param {HTMLElement} paragraph */
    function showMarks(paragraph) {
      const own = words.get(paragraph) ?? "";
      const marks = students.flatMap(({ who, work }) => {
        return work.marks
          .flatMap(partsOf)
          .filter((mark) => sourceOf(mark) === paragraph.dataset.marked)
          .map((mark) => ({ who, mark, place: located(own, quoteOf(mark)) }));
      });
      const found = marks.flatMap(({ who, place }) =>
        place ? [{ who, start: place[0], end: place[1] }] : [],
      );
      const pieces = stretches(own, found).map(({ text, by }) => {
        if (!by.length) return text;
        const level = Math.ceil((LEVELS * by.length) / students.length);
        const count = make("sup", { "aria-hidden": "true" }, String(by.length));
        return make(
          "mark",
          { class: `heat heat-${level}`, title: say(SENTENCES.by, { number: by.length }) },
          text,
          count,
        );
      });
      paragraph.replaceChildren(...pieces);
      const list = need(`[data-marks-of="${paragraph.id}"]`);
      list.replaceChildren();
      if (marks.length) {
        const head = make("summary", {}, several(marks.length, SENTENCES.marked));
        list.append(make("details", {}, head, make("div", { class: "scrolls" }, table(marks))));
      }
    }

    function show() {
      all("[data-asked]").forEach(showAnswers);
      all("[data-marked]").forEach(showMarks);
      const lost = students.flatMap(({ who, work }) => {
        return work.marks
          .flatMap(partsOf)
          .filter((mark) => !known.has(sourceOf(mark)))
          .map((mark) => ({ who, mark }));
      });
      const place = need("[data-lost]", desk);
      place.replaceChildren();
      if (lost.length) place.append(make("p", {}, several(lost.length, SENTENCES.lost)), table(lost));
    }

    /** @param {File} file */
    async function one(file) {
      const text = file.size > LARGEST ? null : await file.text().catch(() => null);
      const { work, fault = SENTENCES.unread } = text === null ? {} : read(text, course);
      return { file: file.name, work, fault };
    }

    /** @param {File[]} files */
    async function open(files) {
      const results = await Promise.all(files.map(one));
      const taken = new Map();
      students = results.flatMap(({ file, work }) => {
        if (!work) return [];
        const name = work.name || file;
        const who = taken.has(name) ? `${name} (${file})` : name;
        taken.set(name, who);
        return [{ who, work: renamed(work, former) }];
      });
      const refused = results.filter(({ work }) => !work);
      need("[data-told]", desk).textContent = several(students.length, SENTENCES.opened);
      need("[data-refused]", desk).replaceChildren(
        ...refused.map(({ file, fault }) =>
          make("li", { dir: "auto" }, say(SENTENCES.refused, { file, fault })),
        ),
      );
      show();
    }

    const input = /** @type {HTMLInputElement} */ (need("input[type=file]", desk));
    input.addEventListener("change", () => open(Array.from(input.files ?? [])));
    need("[data-open]", desk).hidden = false;
  }

  all("[data-students]").forEach(serve);

  return { located, stretches };
})();
