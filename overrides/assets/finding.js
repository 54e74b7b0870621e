/* What search finds, and in which order. Loaded with the index when search is first opened.
   MiniSearch matches words; here is what a word is, what stands first, and which words to show. */
window.finding = (function () {
  "use strict";

  const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
  /* Letters that keyboards for Arabic, Persian and Urdu write each in their own way. */
  const LETTERS = { "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ" };
  /* The plural (the S-stemmer of Harman 1991), then spelling with -ise, -our, -ence as that with -ize, -or, -ense.
     They need not give a word: both sides of a comparison are changed in the same way. */
  const ENDINGS = [
    [/([^ae])ies$/, "$1y"], [/([^aeo])es$/, "$1e"], [/([^us])s$/, "$1"],
    [/(...)is(e|ed|ing|er|ation)$/, "$1iz$2"], [/([a-z]{2})our/, "$1or"], [/(def|off|lic|pret)ence$/, "$1ense"],
    [/(..)tre$/, "$1ter"], [/mme$/, "m"], [/([aeiou])ll(ed|ing|er)$/, "$1l$2"],
  ];
  const WEIGHTS = { Paragraph: 3, Event: 3, Term: 2, Lesson: 2, Question: 1.2 };
  const BY_WORDS = ["Paragraph", "Question"], BY_NAME = ["Event", "Lesson"];
  /* What was asked for is the entry's name; it is in the name of a term; it is a phrase of the paper or of a question,
     or in the name of an event or a lesson; it is a phrase anywhere; or the words are there in any order. */
  const NAME = 4, TERM = 3, PLACE = 2, PHRASE = 1, WORDS = 0;
  const EXCERPT = 170; // letters
  const SMALL = /^[a-z]{1,2}$/; // a word that says nothing where it stands alone

  const folded = new Map();
  function fold(word) {
    let form = folded.get(word);
    if (form !== undefined) return form;
    form = word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[يىكهة]/g, (letter) => LETTERS[letter]);
    if (/^[a-z]{4,}$/.test(form)) form = ENDINGS.reduce((one, [ending, by]) => one.replace(ending, by), form);
    folded.set(word, form);
    return form;
  }

  /* The words of a text, each with its place. Each Han character is a word; a possessive s is none. */
  const cut = new Map();
  function words(text) {
    if (!cut.has(text)) {
      cut.set(text, Array.from(text.matchAll(WORD), (match) => ({ start: match.index, end: match.index + match[0].length, form: fold(match[0]) }))
        .filter((word) => !(word.form === "s" && /['’]/.test(text[word.start - 1]))));
    }
    return cut.get(text);
  }

  const key = (text) => words(text).map((word) => word.form).join(" ");

  /* "One; another (explained)" can be asked for as one, as another, or whole. */
  function variants(name) {
    return [name, ...name.split(/[;；؛/／]/), ...name.split(/[;；؛/／]/).map((part) => part.replace(/\(.*?\)|（.*?）/g, ""))];
  }

  /* Where the words of the query stand in this order, the last perhaps begun: first and last word, or nothing. */
  function run(within, asked) {
    const last = asked.length - 1;
    const first = within.findIndex((_, at) =>
      asked.every((form, step) => step === last ? within[at + step]?.form.startsWith(form) : within[at + step]?.form === form));
    return first < 0 || last < 0 ? null : [first, first + last];
  }

  /* A part of a text around what was found, as pieces that are marked or not. */
  function excerpt(text, asked, matched) {
    const all = words(text);
    const phrase = run(all, asked);
    const hits = phrase ? [[all[phrase[0]].start, all[phrase[1]].end]]
      : all.filter(({ form }) => matched.has(form) && (asked.length === 1 || !SMALL.test(form))).map(({ start, end }) => [start, end]);
    const from = hits.length && text.length > EXCERPT ? Math.max(0, Math.min(best(hits) - 50, text.length - EXCERPT)) : 0;
    const begin = from && (all.find((word) => word.start >= from)?.start ?? from);
    const end = Math.max(all.findLast?.((word) => word.end <= begin + EXCERPT)?.end ?? begin + EXCERPT, phrase ? hits[0][1] : 0);
    const stop = text.length - end < 10 ? text.length : end;
    const pieces = [];
    let at = begin;
    if (begin) pieces.push(["… ", false]);
    hits.filter(([first, last]) => first >= begin && last <= stop).forEach(([first, last]) => {
      pieces.push([text.slice(at, first), false], [text.slice(first, last), true]);
      at = last;
    });
    pieces.push([text.slice(at, stop), false]);
    if (stop < text.length) pieces.push([" …", false]);
    return pieces.filter(([piece]) => piece);
  }

  /* The hit from which on an excerpt holds most of them. */
  function best(hits) {
    const count = (from) => hits.filter(([first, last]) => first >= from && last <= from + EXCERPT - 50).length;
    return hits.reduce((chosen, [first]) => (count(first) > count(chosen) ? first : chosen), hits[0][0]);
  }

  /* The words of a text that were asked for in this order, as a browser finds and lights them (a text fragment). */
  function fragment(text, asked) {
    const all = words(text);
    const phrase = asked.length > 1 && run(all, asked);
    if (!phrase) return "";
    const quote = (start, end) => encodeURIComponent(text.slice(start, end)).replaceAll("-", "%2D");
    const [first, last] = phrase;
    const before = first ? `${quote(all[Math.max(0, first - 3)].start, all[first].start).replace(/(%20)+$/, "")}-,` : "";
    return `:~:text=${before}${quote(all[first].start, all[last].end)}`;
  }

  function index(entries) {
    const search = new MiniSearch({
      fields: ["names", "title", "text"],
      extractField: (entry, field) => (field === "names" ? entry.names.map(([name]) => name).join(" ; ") : entry[field]),
      tokenize: (text) => words(text).map((word) => word.form),
      processTerm: (form) => form,
    });
    entries.forEach((entry, id) => {
      entry.id = id;
      entry.keys = entry.names.flatMap(([name]) => variants(name)).map(key);
    });
    search.addAll(entries);

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

    /* All words as they are or begun; else misspelled; else at least half of them. */
    const WAYS = [
      { how: "all", options: { combineWith: "AND" } },
      { how: "similar", options: { combineWith: "AND", fuzzy: (form) => (form.length > 3 ? 0.25 : false) } },
      { how: "some", options: { combineWith: "OR" } },
    ];

    /* Entries in order, best first, with the words that each was found by, and in which of these ways. */
    return function find(query) {
      const asked = words(query).map((word) => word.form);
      if (!asked.length) return { how: "nothing", asked, found: [] };
      for (const { how, options } of WAYS) {
        const found = search.search(query, {
          ...options,
          boost: { names: 4, title: 1.2 },
          bm25: { k: 1.2, b: 0.3, d: 0.5 },
          prefix: (form, at, forms) => at === forms.length - 1 || form.length > 3,
          boostDocument: (id) => WEIGHTS[entries[id].sort] ?? 1,
        }).filter(({ queryTerms }) => queryTerms.length >= new Set(asked).size / 2).map(({ id, score, terms }) => ({
          entry: entries[id], score, matched: new Set(terms), rank: rank(entries[id], how === "similar" ? terms : asked),
        }));
        if (found.length) {
          found.sort((one, other) => other.rank - one.rank || other.score - one.score || one.entry.id - other.entry.id);
          return { how, asked, found };
        }
      }
      return { how: "nothing", asked, found: [] };
    };
  }

  return { index, excerpt, fragment };
})();
