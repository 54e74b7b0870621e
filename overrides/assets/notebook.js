/* A reader's own work as one file: answers, marks, self-checks and progress. What it holds, how two of them are
   merged, and what of it this browser keeps. Nothing is sent. A file may come from anybody: it is checked, it is
   bounded, and its texts are shown as texts only. */
window.notebook = (() => {
  "use strict";

  const { say, kept, options } = window.course;

  const SENTENCES = {
    damaged: say("This file is damaged, or this site did not make it. Nothing was changed."),
    newer: say(
      "This file was saved by a newer version of this site. Load the page again, then try once more.",
    ),
    other: say("This file belongs to another course, “{title}”. Nothing was changed."),
    large: say("This file is too large to be a reader’s work. Nothing was changed."),
    blocked: say(
      "This browser keeps nothing here: its storage is blocked or full. What you write lasts while the page is open; hand it in, or copy it, before you leave.",
    ),
    safari: say(
      "Safari forgets what you wrote if you do not come back for seven days. Save your work to a file each time.",
    ),
  };

  const FORMAT = "close-reading-work";
  const VERSION = 1;
  const LARGEST = 20_000_000; // characters of a file: all that browsers keep for a site, with room for its signs
  const MOST = 5000; // entries of one kind
  const DEEPEST = 8; // levels of one mark
  const ID = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,199}$/u;
  const BETWEEN = "\n\n———\n\n"; // between two texts that are both kept
  /** The keys under which each part is kept, before the id. @type {[keyof NotebookTexts, string][]} */
  const KEYS = [
    ["answers", "answer-"],
    ["checks", "check-"],
    ["rounds", "round-"],
    ["done", "done-"],
  ];

  /** A sentence in the form for a number. @type {NotebookApi["several"]} */
  function several(count, form, values) {
    return form(count, values);
  }

  /* The file */

  /** @type {NotebookApi["empty"]} */
  function empty(course) {
    return {
      course,
      saved: "",
      name: "",
      answers: {},
      checks: {},
      rounds: {},
      done: {},
      places: {},
      marks: [],
    };
  }

  /** The text of a file. @type {NotebookApi["written"]} */
  function written(work, saved) {
    return `${JSON.stringify({ format: FORMAT, version: VERSION, ...work, saved }, null, 1)}\n`;
  }

  /**
   * @param {unknown} value
   * @returns {value is Record<string, unknown>}
   */
  function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  /** @param {unknown} value */
  function text(value) {
    return typeof value === "string" ? value.replace(/\r\n?/g, "\n") : "";
  }

  /**
   * @template V
   * @param {unknown} value
   * @param {(one: unknown) => V | null} checked
   * @returns {Record<string, V>}
   */
  function record(value, checked) {
    if (!isRecord(value)) return {};
    const found = Object.entries(value)
      .slice(0, MOST)
      .map(([id, one]) => /** @type {[string, V | null]} */ ([id, ID.test(id) ? checked(one) : null]));
    return Object.fromEntries(/** @type {[string, V][]} */ (found.filter(([, one]) => one !== null)));
  }

  /** @param {unknown} value */
  function texts(value) {
    return record(value, (one) => text(one) || null);
  }

  /**
   * @param {unknown} value
   * @returns {LeftPlace | null}
   */
  function place(value) {
    if (!isRecord(value)) return null;
    const [anchor, called, at, title] = ["anchor", "called", "at", "title"].map((name) => text(value[name]));
    return { anchor: ID.test(anchor) ? anchor : "", called, at, title };
  }

  /**
   * A value with as much of it as a mark can have.
   * @param {unknown} value
   * @param {number} depth
   * @returns {unknown}
   */
  function bounded(value, depth) {
    if (typeof value === "string") return text(value);
    if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
    if (depth === 0) return null;
    if (Array.isArray(value)) return value.slice(0, 100).map((one) => bounded(one, depth - 1));
    if (!isRecord(value)) return null;
    const entries = Object.entries(value).slice(0, 100);
    return Object.fromEntries(
      entries.filter(([name]) => name !== "__proto__").map(([name, one]) => [name, bounded(one, depth - 1)]),
    );
  }

  /**
   * @param {unknown} one
   * @returns {one is OwnMark}
   */
  function isMark(one) {
    return isRecord(one) && typeof one.id === "string" && Boolean(one.target);
  }

  /**
   * @param {unknown} value
   * @returns {OwnMark[]}
   */
  function marks(value) {
    if (!Array.isArray(value)) return [];
    const sound = value.slice(0, MOST).filter(isMark);
    return /** @type {OwnMark[]} */ (sound.map((one) => bounded(one, DEEPEST)));
  }

  /** What a file holds, or in a sentence why it is not taken. @type {NotebookApi["read"]} */
  function read(file, course) {
    if (file.length > LARGEST) return { fault: SENTENCES.large };
    /** @type {unknown} */
    let data;
    try {
      data = JSON.parse(file);
    } catch {
      return { fault: SENTENCES.damaged };
    }
    if (!isRecord(data) || data.format !== FORMAT || !isRecord(data.course))
      return { fault: SENTENCES.damaged };
    if (typeof data.version !== "number" || data.version > VERSION) return { fault: SENTENCES.newer };
    const of = { id: text(data.course.id), title: text(data.course.title) };
    if (of.id !== course.id) return { fault: say(SENTENCES.other, { title: of.title }) };
    return {
      work: {
        course: of,
        saved: text(data.saved),
        name: text(data.name).slice(0, 200),
        answers: texts(data.answers),
        checks: texts(data.checks),
        rounds: texts(data.rounds),
        done: texts(data.done),
        places: record(data.places, place),
        marks: marks(data.marks),
      },
    };
  }

  /* Former ids */

  /**
   * A record under present ids. A former id yields to an entry that is there already, unless it is lost by that.
   * @template V
   * @param {Record<string, V>} given
   * @param {Record<string, string>} former
   * @param {(now: V, before: V) => V} both
   */
  function present(given, former, both) {
    /** @type {Record<string, V>} */
    const found = {};
    for (const [id, value] of Object.entries(given)) if (!Object.hasOwn(former, id)) found[id] = value;
    for (const [id, value] of Object.entries(given)) {
      if (!Object.hasOwn(former, id)) continue;
      const now = former[id];
      found[now] = Object.hasOwn(found, now) ? both(found[now], value) : value;
    }
    return found;
  }

  /** @type {NotebookApi["renamed"]} */
  function renamed(work, former) {
    /** @param {string} now */
    const first = (now) => now;
    return {
      ...work,
      answers: present(work.answers, former.questions, joined),
      rounds: present(work.rounds, former.lessons, first),
      done: present(work.done, former.lessons, first),
      places: present(work.places, former.lessons, later),
    };
  }

  /* Two of them */

  const LETTER = /[\p{L}\p{M}\p{N}]/u;
  const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

  /**
   * Whether a word goes on from one sign to the next.
   * @param {string} before
   * @param {string} after
   */
  function goesOn(before, after) {
    return [before, after].every((one) => LETTER.test(one) && !UNSPACED.test(one));
  }

  /**
   * Whether a text has all of another one, in whole words: “Nobody” does not have “No”.
   * @param {string} whole
   * @param {string} part
   */
  function holds(whole, part) {
    const words = part.trim();
    for (let at = whole.indexOf(words); at !== -1; at = whole.indexOf(words, at + 1)) {
      const end = at + words.length;
      if (!words || (!goesOn(whole.charAt(at - 1), words[0]) && !goesOn(whole[end - 1], whole.charAt(end))))
        return true;
    }
    return false;
  }

  /** A text with all of both. @type {NotebookApi["joined"]} */
  function joined(here, there) {
    if (holds(here, there)) return here;
    return holds(there, here) ? there : here + BETWEEN + there;
  }

  /** @param {string | undefined} date */
  function moment(date) {
    return Date.parse(date ?? "") || 0;
  }

  /**
   * @param {LeftPlace} here
   * @param {LeftPlace} there
   */
  function later(here, there) {
    return moment(there.at) > moment(here.at) ? there : here;
  }

  /** What a reader wrote at a mark. @type {NotebookApi["noteOf"]} */
  function noteOf(mark) {
    const bodies = Array.isArray(mark.body) ? mark.body : [];
    const notes = bodies.filter((one) => isRecord(one) && one.purpose === "commenting");
    return notes.map((one) => text(one.value)).join("\n");
  }

  /**
   * @param {OwnMark} mark
   * @param {string} note
   */
  function withNote(mark, note) {
    const others = (Array.isArray(mark.body) ? mark.body : []).filter((one) => one?.purpose !== "commenting");
    const body = { type: "TextualBody", purpose: "commenting", value: note };
    return { ...mark, body: note ? [body, ...others] : others };
  }

  /**
   * The later of two states of a mark; of equally late ones that which has more.
   * @param {OwnMark} here
   * @param {OwnMark} there
   */
  function newer(here, there) {
    const [ours, theirs] = [here, there].map((one) => moment(one.modified ?? one.created));
    if (ours !== theirs) return theirs > ours ? there : here;
    if (noteOf(here) !== noteOf(there)) return holds(noteOf(here), noteOf(there)) ? here : there;
    return JSON.stringify(here) >= JSON.stringify(there) ? here : there;
  }

  /**
   * Whether a text would be lost if the other state of a mark were kept.
   * @param {OwnMark} here
   * @param {OwnMark} there
   */
  function clash(here, there) {
    const left = newer(here, there);
    return ![here, there].every((one) => holds(noteOf(left), noteOf(one)));
  }

  /** @param {OwnMark[]} list */
  function byId(list) {
    return new Map(list.map((mark) => [mark.id, mark]));
  }

  /** What a file would bring, and what must be asked. @type {NotebookApi["compare"]} */
  function compare(here, there) {
    /** @param {keyof NotebookTexts | "places"} part */
    const fresh = (part) => Object.keys(there[part]).filter((id) => !Object.hasOwn(here[part], id));
    const ours = byId(here.marks);
    const known = there.marks.filter((mark) => ours.has(mark.id));
    const differ = Object.keys(there.answers).filter((id) => {
      return Object.hasOwn(here.answers, id) && !holds(here.answers[id], there.answers[id]);
    });
    /** @type {Clash[]} */
    const clashes = differ.map((id) => ({
      key: `answer-${id}`,
      here: here.answers[id],
      there: there.answers[id],
    }));
    known.forEach((mark) => {
      const own = /** @type {OwnMark} */ (ours.get(mark.id));
      if (clash(own, mark)) clashes.push({ key: `mark-${mark.id}`, here: noteOf(own), there: noteOf(mark) });
    });
    return {
      answers: fresh("answers"),
      checks: fresh("checks"),
      done: fresh("done"),
      places: fresh("places"),
      marks: there.marks.filter((mark) => !ours.has(mark.id)),
      clashes,
    };
  }

  /**
   * @param {string} here
   * @param {string} there
   * @param {Choice3} choice
   */
  function chosen(here, there, choice) {
    if (choice === "both") return joined(here, there);
    return choice === "there" ? there : here;
  }

  /**
   * Both together. Where an answer or a note at a mark differs, as the reader chose; else both texts.
   * @type {NotebookApi["merge"]}
   */
  function merge(here, there, choices = {}) {
    /** @param {string} key */
    const choice = (key) => (Object.hasOwn(choices, key) ? choices[key] : "both");
    /**
     * @template V
     * @param {Record<string, V>} ours
     * @param {Record<string, V>} theirs
     * @param {(ours: V, theirs: V, id: string) => V} both
     */
    function together(ours, theirs, both) {
      const added = Object.entries(theirs).map(([id, value]) => {
        return [id, Object.hasOwn(ours, id) ? both(ours[id], value, id) : value];
      });
      return Object.fromEntries([...Object.entries(ours), ...added]);
    }
    const ours = byId(here.marks);
    const theirs = byId(there.marks);
    const mine = here.marks.map((mark) => {
      const other = theirs.get(mark.id);
      if (!other) return mark;
      if (!clash(mark, other)) return newer(mark, other);
      const note = chosen(noteOf(mark), noteOf(other), choice(`mark-${mark.id}`));
      return withNote(newer(mark, other), note);
    });
    return {
      course: here.course,
      saved: here.saved,
      name: here.name || there.name,
      answers: together(here.answers, there.answers, (own, other, id) => {
        return holds(own, other) ? own : chosen(own, other, choice(`answer-${id}`));
      }),
      checks: together(here.checks, there.checks, (own) => own),
      rounds: together(here.rounds, there.rounds, (own) => own),
      done: together(here.done, there.done, (...days) => days.slice(0, 2).sort()[0]),
      places: together(here.places, there.places, later),
      marks: [...mine, ...[...theirs.values()].filter((mark) => !ours.has(mark.id))],
    };
  }

  /** A part of the work: that of some questions and paragraphs. @type {NotebookApi["only"]} */
  function only(work, questions, paragraphs) {
    const answers = Object.entries(work.answers).filter(([id]) => questions.includes(id));
    const marked = work.marks.filter((mark) =>
      partsOf(mark).some((one) => paragraphs.includes(sourceOf(one))),
    );
    return { ...empty(work.course), name: work.name, answers: Object.fromEntries(answers), marks: marked };
  }

  /* Marks */

  /** @param {OwnMark} mark */
  function target(mark) {
    const first = Array.isArray(mark.target) ? mark.target[0] : mark.target;
    return isRecord(first) ? first : {};
  }

  /** A mark over several paragraphs as several. @type {NotebookApi["partsOf"]} */
  function partsOf(mark) {
    if (!Array.isArray(mark.target)) return [mark];
    return mark.target.map((/** @type {unknown} */ one) => ({ ...mark, target: one }));
  }

  /** The id of the paragraph of a mark. @type {NotebookApi["sourceOf"]} */
  function sourceOf(mark) {
    return text(target(mark).source);
  }

  /** The words of a mark, with those around them. @type {NotebookApi["quoteOf"]} */
  function quoteOf(mark) {
    const { selector } = target(mark);
    const all = Array.isArray(selector) ? selector : [selector];
    const quote = all.find((one) => isRecord(one) && one.type === "TextQuoteSelector") ?? {};
    const position = all.find((one) => isRecord(one) && one.type === "TextPositionSelector") ?? {};
    return {
      exact: text(quote.exact),
      prefix: text(quote.prefix),
      suffix: text(quote.suffix),
      start: typeof position.start === "number" ? position.start : 0,
    };
  }

  /** The word for the colour of a mark. @type {NotebookApi["tagOf"]} */
  function tagOf(mark) {
    const bodies = Array.isArray(mark.body) ? mark.body : [];
    return text(bodies.find((one) => isRecord(one) && one.purpose === "tagging")?.value);
  }

  /* What this browser keeps */

  /** @param {string} value */
  function parsed(value) {
    try {
      return JSON.parse(value);
    } catch {
      return null;
    }
  }

  /** All that is kept of a course. @type {NotebookApi["collect"]} */
  function collect(course) {
    const work = empty(course);
    work.name = kept.read("name") ?? "";
    for (const key of kept.names()) {
      const value = kept.read(key) ?? "";
      KEYS.filter(([, start]) => key.startsWith(start)).forEach(([part, start]) => {
        if (value) work[part][key.slice(start.length)] = value;
      });
      const left = key.startsWith("place-") && place(parsed(value));
      if (left) work.places[key.slice("place-".length)] = left;
    }
    work.marks = keptMarks().filter(isMark);
    return work;
  }

  /** What is kept as marks: all of it, also what a newer version may know. @returns {unknown[]} */
  function keptMarks() {
    const found = parsed(kept.read("marks") ?? "[]");
    return Array.isArray(found) ? found : [];
  }

  /** Keeps work; returns whether all of it could be kept. @type {NotebookApi["store"]} */
  function store(work) {
    /** @type {[string, string][]} */
    const entries = KEYS.flatMap(([part, start]) => {
      return Object.entries(work[part]).map(
        ([id, value]) => /** @type {[string, string]} */ ([start + id, value]),
      );
    });
    Object.entries(work.places).forEach(([id, left]) => {
      entries.push([`place-${id}`, JSON.stringify(left)]);
    });
    const before = kept.read("marks") ?? "[]";
    if (work.marks.length) {
      const others = keptMarks().filter((one) => !isMark(one));
      if (!Array.isArray(parsed(before))) entries.push(["marks-damaged", before]);
      entries.push(["marks", JSON.stringify([...work.marks, ...others])]);
    }
    if (work.name) entries.push(["name", work.name]);
    const failed = entries.filter(([key, value]) => kept.read(key) !== value && !kept.write(key, value));
    wrote();
    announce();
    return failed.length === 0;
  }

  /** Tells the page that what is kept has changed. */
  function announce() {
    document.dispatchEvent(new CustomEvent("course:notebook"));
    document.dispatchEvent(new CustomEvent("course:marked"));
  }

  /** Erases what is kept under keys with one of these beginnings. @type {NotebookApi["erase"]} */
  function erase(beginnings) {
    const found = kept.names().filter((key) => beginnings.some((start) => key.startsWith(start)));
    found.forEach((key) => {
      kept.erase(key);
    });
    announce();
  }

  /** Asks the browser, once, not to forget what was written. @type {NotebookApi["wrote"]} */
  function wrote() {
    if (kept.read("asked-to-keep") || !navigator.storage?.persist) return;
    kept.write("asked-to-keep", "yes");
    navigator.storage.persist().catch(() => false);
  }

  /** A sentence of warning where this browser may forget. @type {NotebookApi["mayForget"]} */
  function mayForget() {
    const works = kept.write("can-keep", "yes");
    kept.erase("can-keep");
    if (!works) return SENTENCES.blocked;
    return navigator.vendor.startsWith("Apple") ? SENTENCES.safari : "";
  }

  /** Whether the reader's way through the course is remembered. */
  const progress = { on: () => options.on("progress", true) };

  /** Offers a text as a file. @type {NotebookApi["download"]} */
  function download(name, content, type) {
    const file = URL.createObjectURL(new Blob([content], { type }));
    const link = document.createElement("a");
    link.href = file;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  }

  /** The reader's own day, as `2026-11-27`: midnight in Greenwich may be yesterday or tomorrow. */
  function today() {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  }

  /** A day as readers write it: that of a moment where they are, or one that `today` gave. @type {NotebookApi["day"]} */
  function day(date) {
    const at = new Date(date);
    if (Number.isNaN(at.getTime())) return "";
    const timeZone = /^\d{4}-\d\d-\d\d$/.test(date) ? "UTC" : undefined;
    return at.toLocaleDateString(document.documentElement.lang || "en", { dateStyle: "long", timeZone });
  }

  return {
    say,
    several,
    empty,
    written,
    read,
    renamed,
    compare,
    merge,
    joined,
    only,
    noteOf,
    partsOf,
    sourceOf,
    quoteOf,
    tagOf,
    collect,
    store,
    erase,
    wrote,
    mayForget,
    progress,
    download,
    today,
    day,
  };
})();
