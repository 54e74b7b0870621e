/* What search finds, and in which order. Loaded with the index when search is first opened.
   MiniSearch matches words; this script decides what a word is, which entry is first, and what to show. */
window.finding = (() => {
  "use strict";

  // Signs that are not seen: soft hyphen, tatweel, joiners, and others without width.
  const UNSEEN = "\\u00AD\\u0640\\u061C\\u200B-\\u200F\\u2060\\uFEFF";
  const SIGNS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]; // no spaces between words
  const SIGN = `[${SIGNS.map((script) => `\\p{Script=${script}}`).join("")}]`;
  const WORD = new RegExp(
    `(?:[a-zA-Z0-9${UNSEEN}]|(?!${SIGN})[\\p{L}\\p{M}\\p{N}])+|(?=[\\p{L}\\p{N}])${SIGN}[\\p{M}${UNSEEN}]*`,
    "gu",
  );
  const HIDDEN = new RegExp(`[${UNSEEN}]|\\p{M}`, "gu");
  /**
   * Letters for which keyboards for Arabic, Persian and Urdu have different characters.
   * @type {Record<string, string>}
   */
  const LETTERS = { ي: "ی", ى: "ی", ك: "ک", ه: "ہ", ة: "ہ" };
  /**
   * Plurals (the S-stemmer of Harman 1991), then one spelling where English has two: -ise, -our, -ence to -ize,
   * -or, -ense. The result need not be a word: both sides of a comparison are changed in the same way.
   * @type {[ending: RegExp, by: string][]}
   */
  const ENDINGS = [
    [/([^ae])ies$/, "$1y"],
    [/([^aeo])es$/, "$1e"],
    [/([^us])s$/, "$1"],
    [/(...)is(e|ed|ing|er|ation)$/, "$1iz$2"],
    [/([a-z]{2})our/, "$1or"],
    [/(def|off|lic|pret)ence$/, "$1ense"],
    [/(..)tre$/, "$1ter"],
    [/mme$/, "m"],
    [/([aeiou])ll(ed|ing|er)$/, "$1l$2"],
  ];
  /** @type {Record<string, number>} */
  const WEIGHTS = { Paragraph: 3, Event: 3, Term: 2, Lesson: 2, Question: 1.2 };
  const BY_WORDS = ["Paragraph", "Table", "Figure", "Footnote", "Question"];
  const BY_NAME = ["Event", "Lesson"];
  const NAME = 4; // the query is the entry's name
  const TERM = 3; // it is in the name of a term
  const PLACE = 2; // it is a phrase of the paper or of a question, or in the name of an event or a lesson
  const PHRASE = 1; // it is a phrase anywhere
  const WORDS = 0; // the words are there in any order
  const EXCERPT = 170; // letters
  const SMALL = /^[a-z]{1,2}$/; // a word that says nothing by itself

  const folded = new Map();
  /**
   * @param {string} word
   * @returns {string}
   */
  function fold(word) {
    let form = folded.get(word);
    if (form !== undefined) return form;
    form = word.toLowerCase().normalize("NFKD").replace(HIDDEN, "");
    form = form.replace(/[يىكهة]/g, (/** @type {string} */ letter) => LETTERS[letter]);
    if (/^[a-z]{4,}$/.test(form)) form = ENDINGS.reduce((one, [ending, by]) => one.replace(ending, by), form);
    folded.set(word, form);
    return form;
  }

  /** @typedef {{ start: number, end: number, form: string }} Word */
  /** @type {Map<string, Word[]>} */
  const cut = new Map();
  /**
   * The words of a text, each with its place. In scripts without spaces each sign is one; a possessive s is none.
   * @param {string} text
   */
  function words(text) {
    let found = cut.get(text);
    if (found) return found;
    found = Array.from(text.matchAll(WORD), ({ index, 0: word }) => {
      return { start: index, end: index + word.length, form: fold(word) };
    }).filter(({ form, start }) => form && !(form === "s" && /['’]/.test(text[start - 1])));
    cut.set(text, found);
    return found;
  }

  /** @param {string} text */
  function forms(text) {
    return words(text).map((word) => word.form);
  }

  /**
   * Two words with a hyphen between them, as one: the paper may have broken it at the end of a line.
   * @param {string} text
   */
  function joined(text) {
    if (!/[-‐‑]/.test(text)) return [];
    const all = words(text);
    return all.slice(1).flatMap(({ start, end }, at) => {
      const before = all[at];
      if (before.end + 1 !== start || !"-‐‑".includes(text[before.end])) return [];
      const form = fold(text.slice(before.start, before.end) + text.slice(start, end));
      return [{ start: before.start, end, form }];
    });
  }

  /**
   * A name such as "One; another (explained)" is found by "one", by "another", and as a whole.
   * @param {string} name
   */
  function variants(name) {
    const parts = name.split(/[;；؛/／]/);
    return [name, ...parts, ...parts.map((part) => part.replace(/\(.*?\)|（.*?）/g, ""))];
  }

  /**
   * Finds the words of the query in this order; the last may be incomplete. Returns the places of the first
   * and the last word, or null.
   * @param {Word[]} within
   * @param {string[]} asked
   */
  function run(within, asked) {
    const last = asked.length - 1;
    /**
     * @param {string | undefined} form
     * @param {number} step
     */
    function fits(form, step) {
      return step === last ? form?.startsWith(asked[step]) : form === asked[step];
    }
    const first = within.findIndex((_, at) => asked.every((_, step) => fits(within[at + step]?.form, step)));
    return first < 0 || last < 0 ? null : [first, first + last];
  }

  /** @type {Finding["excerpt"]} */
  function excerpt(text, asked, matched) {
    const all = words(text);
    const phrase = run(all, asked);
    const hits = phrase
      ? [{ start: all[phrase[0]].start, end: all[phrase[1]].end }]
      : [...all, ...joined(text)]
          .filter(({ form }) => matched.has(form) && (asked.length === 1 || !SMALL.test(form)))
          .sort((a, b) => a.start - b.start || b.end - a.end);
    const long = hits.length && text.length > EXCERPT;
    const from = long ? Math.max(0, Math.min(best(hits) - 50, text.length - EXCERPT)) : 0;
    const begin = from && (all.find((word) => word.start >= from)?.start ?? from);
    const full = all.findLast?.((word) => word.end <= begin + EXCERPT)?.end ?? begin + EXCERPT;
    const end = Math.max(full, phrase ? hits[0].end : 0);
    const stop = text.length - end < 10 ? text.length : end;
    /** @type {Piece[]} */
    const pieces = [];
    let at = begin;
    if (begin) pieces.push(["… ", false]);
    for (const hit of hits) {
      if (hit.start < at || hit.end > stop) continue;
      pieces.push([text.slice(at, hit.start), false], [text.slice(hit.start, hit.end), true]);
      at = hit.end;
    }
    pieces.push([text.slice(at, stop), false]);
    if (stop < text.length) pieces.push([" …", false]);
    return pieces.filter(([piece]) => piece);
  }

  /**
   * The start of the excerpt that contains the most hits.
   * @param {{ start: number, end: number }[]} hits
   */
  function best(hits) {
    /** @param {number} from */
    function count(from) {
      return hits.filter(({ start, end }) => start >= from && end <= from + EXCERPT - 50).length;
    }
    return hits.reduce((chosen, { start }) => (count(start) > count(chosen) ? start : chosen), hits[0].start);
  }

  /** @type {Finding["fragment"]} */
  function fragment(text, asked) {
    const all = words(text);
    const phrase = asked.length > 1 && run(all, asked);
    if (!phrase) return "";
    /**
     * @param {number} start
     * @param {number} end
     */
    function quote(start, end) {
      return encodeURIComponent(text.slice(start, end)).replaceAll("-", "%2D");
    }
    const [first, last] = phrase;
    const lead = first ? quote(all[Math.max(0, first - 3)].start, all[first].start) : "";
    const before = lead && `${lead.replace(/(%20)+$/, "")}-,`;
    return `:~:text=${before}${quote(all[first].start, all[last].end)}`;
  }

  /** @type {Finding["index"]} */
  function index(given) {
    /** @type {Indexed[]} */
    const entries = given.map((entry, id) => {
      const keys = entry.names.flatMap(([name]) => variants(name)).map((name) => forms(name).join(" "));
      return { ...entry, id, keys };
    });
    /** @type {IndexOptions} */
    const INDEXING = {
      fields: ["names", "title", "text"],
      extractField: (entry, field) =>
        field === "names"
          ? entry.names.map(([name]) => name).join(" ; ")
          : entry[/** @type {"text"} */ (field)],
      tokenize: (text) => [...forms(text), ...joined(text).map((word) => word.form)],
      searchOptions: { tokenize: forms },
      processTerm: (form) => form,
    };
    const search = new MiniSearch(INDEXING);
    search.addAll(entries);

    /**
     * @param {Indexed} entry
     * @param {string[]} asked
     */
    function rank(entry, asked) {
      const phrase = asked.join(" ");
      if (entry.keys.includes(phrase)) return NAME;
      const named = entry.keys.some((name) => ` ${name}`.includes(` ${phrase}`));
      if (named && entry.sort === "Term") return TERM;
      const said = [entry.title, entry.text].some((text) => run(words(text), asked));
      const placed = (said && BY_WORDS.includes(entry.sort)) || (named && BY_NAME.includes(entry.sort));
      if (placed && asked.length > 1) return PLACE;
      return said ? PHRASE : WORDS;
    }

    /**
     * All words, complete or their beginning; else all with misspellings; else at least half of them.
     * @type {{ how: string, options: SearchOptions }[]}
     */
    const WAYS = [
      { how: "all", options: { combineWith: "AND" } },
      { how: "similar", options: { combineWith: "AND", fuzzy: (form) => (form.length > 3 ? 0.25 : false) } },
      { how: "some", options: { combineWith: "OR" } },
    ];

    /** @type {SearchOptions} */
    const SCORING = {
      boost: { names: 4, title: 1.2 },
      bm25: { k: 1.2, b: 0.3, d: 0.5 },
      prefix: (form, at, forms) => at === forms.length - 1 || form.length > 3,
      boostDocument: (id) => WEIGHTS[entries[id].sort] ?? 1,
    };

    /* The entries, best first, each with the words that it was found by; and which of these ways was used. */
    return (query) => {
      const asked = forms(query);
      if (!asked.length) return { how: "nothing", asked, found: [] };
      for (const { how, options } of WAYS) {
        const hits = search.search(query, { ...options, ...SCORING });
        const found = hits
          .filter(({ queryTerms }) => queryTerms.length >= new Set(asked).size / 2)
          .map(({ id, score, terms }) => {
            const entry = entries[id];
            return {
              entry,
              score,
              matched: new Set(terms),
              rank: rank(entry, how === "similar" ? terms : asked),
            };
          });
        found.sort((a, b) => b.rank - a.rank || b.score - a.score || a.entry.id - b.entry.id);
        if (found.length) return { how, asked, found };
      }
      return { how: "nothing", asked, found: [] };
    };
  }

  return { index, excerpt, fragment };
})();
