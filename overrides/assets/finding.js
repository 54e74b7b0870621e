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
  /**
   * Words of questions and small words, by language: they are asked with others, and never required. What is
   * looked for first when they are asked stands after the kind of entry.
   * @type {Record<string, string>}
   */
  const SMALL_WORDS = {
    en: `a about after an and any are as at be been being between by can could describe did difference do does
      explain for from had happened has have he her his how i if in into is it its may me might my not of on or our
      said say says she should show stand stands such tell than that the their them then there these they this
      those to us was we were where which who whom whose why will with would you your`,
    de: `aber als am an auf aus bei bin das dem den der des die ein eine einem einen einer es für hat ich im in ist
      mit nach oder sind sich und von vom war waren warum was wer wie wir wo zu zum zur`,
    es: `a al como con cuál cuándo de del dónde e el ella en entre era es esta este fue ha la las lo los más o para
      por qué que quién se según ser sin sobre son su sus un una y`,
    fr: `a au aux avec c ce ces cette comment d dans de des du elle en entre est et il ils j je l la le les m n ne
      où ou par pas pour pourquoi qu que quel quelle qui quoi s sa se ses son sont sur un une y`,
    ur: "اور اس ان تھا تھی تھے سے کا کب کہاں کو کون کی کیا کیسے کیوں کے میں نے وہ پر ہے ہیں ہو یہ یا",
  };
  /** @type {Record<string, Record<string, string>>} */
  const PREFERRED = {
    en: { Event: "when", Term: "define defined definition mean meaning means what" },
    de: { Event: "wann", Term: "bedeutet bedeutung" },
    es: { Event: "cuándo", Term: "definición significa" },
    fr: { Event: "quand", Term: "définition signifie" },
    ur: { Term: "مطلب معنی" },
  };
  /** What stands between two things that are compared, in all languages. */
  const BETWEEN = "and or versus vs between und oder y o et ou اور یا";
  /** Questions in a script without spaces between words. */
  const ASKING =
    /^(?:什[么麼]是|什[么麼]叫|谁是|誰是)|(?:是什[么麼]|什[么麼]意思|是谁|是誰)?[吗嗎呢]?[?？。]*$/gu;
  /** @type {Record<string, number>} */
  const WEIGHTS = {
    Paragraph: 3,
    Event: 3,
    Term: 2,
    Place: 2,
    Lesson: 2,
    Section: 2,
    Question: 1.2,
    Source: 0.5,
  };
  const BY_WORDS = ["Paragraph", "Table", "Figure", "Footnote", "Question"];
  const BY_NAME = ["Event", "Lesson", "Section"];
  const NAME = 4; // the query is the entry's name
  const TERM = 3; // it is in the name of a term
  const PLACE = 2; // it is a phrase of the paper or of a question, or in the name of an event or a lesson
  const PHRASE = 1; // it is a phrase anywhere
  const TITLED = 0.7; // the words are in its title
  const NEAR = 0.5; // the words are near one another
  const WORDS = 0; // the words are there in any order
  const EXCERPT = 170; // letters
  const SMALL = /^[a-z]{1,2}$/; // a word that says nothing by itself
  const MOST_READINGS = 16;
  const WITH_SMALL_WORDS = 1.2; // how much more an entry is worth that has the small words too
  const AROUND = 2; // words on each side that are near, for each word that is asked
  const MOST_LIT = 3; // words that the browser lights on a page
  /** Letters that are written for one another. */
  const ALIKE = ["aeiouy", "bp", "ckq", "dt", "gj", "sz", "uvw"];
  const OFTEN_LEFT_OUT = "aeiouh";

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

  /** The words of a text, also those with a hyphen between them as one. @param {string} text */
  function partsOf(text) {
    return [...words(text), ...joined(text)].map(({ form }) => form);
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
   * @returns {[number, number] | null}
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
  function fragment(text, asked, matched) {
    const all = words(text);
    const phrase = run(all, asked);
    /** @param {string} part */
    function quoted(part) {
      return encodeURIComponent(part).replaceAll("-", "%2D");
    }
    /** The words in quotation, after those of their sentence that stand before them. @param {[number, number]} at */
    function directive([first, last]) {
      const lead = text.slice(all[Math.max(0, first - 3)].start, all[first].start);
      const before = lead.replace(/^.*[.!?:;…\n]\s/su, "").trim();
      const own = quoted(text.slice(all[first].start, all[last].end));
      return `text=${before && `${quoted(before)}-,`}${own}`;
    }
    if (phrase) return `:~:${directive(phrase)}`;
    const firsts = [...matched].filter((form) => !SMALL.test(form));
    const places = firsts.map((form) => all.findIndex((word) => word.form === form)).filter((at) => at >= 0);
    const lit = places.sort((a, b) => a - b).slice(0, MOST_LIT);
    return lit.length ? `:~:${lit.map((at) => directive([at, at])).join("&")}` : "";
  }

  /** Pairs of letters that are written for one another. */
  const SWAPPED = new Set(
    ALIKE.flatMap((letters) => [...letters].flatMap((a) => [...letters].map((b) => `${a}${b}`))),
  );

  /**
   * How unlike two words are: a letter that is often taken for another, left out, doubled or swapped costs less.
   * More than `limit` is not counted further.
   * @param {string} one
   * @param {string} other
   * @param {number} limit
   */
  function cost(one, other, limit) {
    /**
     * @param {string} letter
     * @param {string} beside
     */
    function left(letter, beside) {
      return letter === beside || OFTEN_LEFT_OUT.includes(letter) ? 0.5 : 1;
    }
    /**
     * Long words lose letters more easily than they get others.
     * @param {number} x
     */
    function lost(x) {
      return Math.min(left(other[x - 1], other[x - 2]), one.length < 8 ? 1 : 0.7);
    }
    /** @type {number[]} */
    let before = [];
    let last = [0];
    for (let x = 1; x <= other.length; x += 1) last.push(last[x - 1] + lost(x));
    for (let y = 1; y <= one.length; y += 1) {
      const [a, previous] = [one[y - 1], one[y - 2]];
      const gone = left(a, previous);
      const row = [last[0] + gone];
      for (let x = 1; x <= other.length; x += 1) {
        const b = other[x - 1];
        const changed = a === b ? 0 : SWAPPED.has(a + b) ? 0.5 : 1;
        let least = Math.min(last[x - 1] + changed, last[x] + gone, row[x - 1] + lost(x));
        if (x > 1 && y > 1 && a === other[x - 2] && previous === b)
          least = Math.min(least, before[x - 2] + 0.7);
        row.push(least);
      }
      if (Math.min(...row) > limit && Math.min(...last) > limit) return Number.POSITIVE_INFINITY;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  /**
   * How unlike a word may be to be offered for one of so many letters: short words have too many neighbours.
   * @param {number} length
   */
  function allowed(length) {
    return length < 4 ? 0 : length < 8 ? 0.7 : 1.2;
  }

  /**
   * @param {string} one
   * @param {string} other
   */
  function common(one, other) {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    return at;
  }

  /**
   * Whether two words have one stem, as economy and economic.
   * @param {string} one
   * @param {string} other
   */
  function related(one, other) {
    const shared = common(one, other);
    return shared >= Math.max(5, one.length * 0.75) && one.length - shared <= 3 && other.length - shared <= 3;
  }

  /**
   * The places at which some forms stand among others, in this order.
   * @param {string[]} within
   * @param {string[]} asked
   */
  function placesOf(within, asked) {
    return within.map((_, at) => at).filter((at) => asked.every((form, step) => within[at + step] === form));
  }

  /**
   * Whether a text has words near one another, in any order.
   * @param {string} text
   * @param {string[]} asked
   */
  function together(text, asked) {
    const all = words(text);
    const reach = AROUND * asked.length;
    return all.some(({ form }, at) => {
      if (form !== asked[0]) return false;
      const around = new Set(all.slice(Math.max(0, at - reach), at + reach + 1).map((word) => word.form));
      return asked.every((one) => around.has(one));
    });
  }

  /**
   * A list with other items in place of some.
   * @param {string[]} list
   * @param {number} at
   * @param {number} count
   * @param {string[]} others
   */
  function spliced(list, at, count, others) {
    return [...list.slice(0, at), ...others, ...list.slice(at + count)];
  }

  /** Signs of scripts without spaces that stand together, as one. @param {Word[]} all */
  function runsOfSigns(all) {
    /** @type {string[][]} */
    const runs = [];
    const sign = new RegExp(`^${SIGN}`, "u");
    all.forEach((word, at) => {
      if (!sign.test(word.form)) return;
      const before = all[at - 1];
      if (runs.length && before?.end === word.start && sign.test(before.form)) {
        runs[runs.length - 1].push(word.form);
      } else runs.push([word.form]);
    });
    return runs.filter((signs) => signs.length > 1);
  }

  /**
   * @param {Record<string, string> | string} some
   * @returns {Set<string>}
   */
  function listed(some) {
    return new Set(forms(typeof some === "string" ? some : Object.values(some).join(" ")));
  }

  /** @type {Finding["index"]} */
  function index(given, synonyms = [], language = "en") {
    const tongue = language.slice(0, 2);
    const preferred = PREFERRED[tongue] ?? {};
    const small = listed({
      own: SMALL_WORDS[tongue] ?? "",
      ur: SMALL_WORDS.ur,
      asked: Object.values(preferred).join(" "),
      urdu: PREFERRED.ur.Term,
      between: BETWEEN,
    });
    const sorts = Object.entries(preferred).map(
      ([sort, some]) => /** @type {const} */ ([sort, listed(some)]),
    );
    const between = listed(BETWEEN);
    for (const letter of "bcdefghjklmnopqrstuvwxyz") small.add(letter); // initials
    const groups = synonyms.map((group) => group.map((name) => bare(forms(name))));

    /** Without small words, unless there are no others. @param {string[]} all */
    function bare(all) {
      const others = all.filter((form) => !small.has(form));
      return others.length ? others : all;
    }

    /** @type {Indexed[]} */
    const entries = given.map((entry, id) => {
      const whole = { title: "", text: "", kind: "", called: "", names: [], used: [], ...entry };
      const keys = whole.names.flatMap(([name]) => variants(name)).map((name) => bare(forms(name)).join(" "));
      return { ...whole, id, keys };
    });
    /** @type {Set<string>} */
    const known = new Set();
    /** @type {IndexOptions} */
    const INDEXING = {
      fields: ["names", "title", "text", "kind"],
      extractField: (entry, field) => {
        if (field === "names") return entry.names.map(([name]) => name).join(" ; ");
        if (field === "kind") return entry.called || `${entry.kind} ${entry.sort}`;
        return entry[/** @type {"text"} */ (field)];
      },
      tokenize: (text) => {
        const found = partsOf(text);
        for (const form of found) known.add(form);
        return found;
      },
      searchOptions: { tokenize: (text) => [text] },
      processTerm: (form) => form,
    };
    const search = new MiniSearch(INDEXING);
    search.addAll(entries);
    const sorted = [...known].sort();

    /**
     * @param {Indexed} entry
     * @param {string[]} reading
     * @param {string[]} whole
     */
    function rank(entry, reading, whole) {
      const phrase = reading.join(" ");
      if (entry.keys.includes(phrase)) return entry.sort === "Section" ? PLACE : NAME;
      if (entry.sort === "Source") return WORDS;
      if (entry.sort === "Term" && entry.keys.some((name) => ordered(name) === ordered(phrase))) return TERM;
      const named = entry.keys.some((name) => ` ${name}`.includes(` ${phrase}`));
      if (named && entry.sort === "Term") return TERM;
      const said = [entry.title, entry.text].some((text) => says(text, reading) || says(text, whole));
      const placed = (said && BY_WORDS.includes(entry.sort)) || (named && BY_NAME.includes(entry.sort));
      if (placed && whole.length > 1) return PLACE;
      if (said) return PHRASE;
      const title = new Set(forms(entry.title));
      if (reading.length > 1 && BY_NAME.includes(entry.sort) && reading.every((form) => title.has(form)))
        return TITLED;
      return reading.length > 1 && [entry.title, entry.text].some((text) => together(text, reading))
        ? NEAR
        : WORDS;
    }

    /** The words of a name in alphabetical order. @param {string} name */
    function ordered(name) {
      return name.split(" ").sort().join(" ");
    }

    /**
     * @param {string} text
     * @param {string[]} asked
     */
    function says(text, asked) {
      return run(words(text), asked) !== null;
    }

    /** @type {SearchOptions} */
    const SCORING = {
      boost: { names: 4, title: 1.2 },
      bm25: { k: 1.2, b: 0.3, d: 0.5 },
      boostDocument: (id) => WEIGHTS[entries[id].sort] ?? 1,
    };

    /**
     * The entries that have all words of one of these readings, best first.
     * @param {Asked} asked
     * @param {string[][]} readings
     */
    function withAll(asked, readings) {
      /** @type {Map<number, Found>} */
      const best = new Map();
      const every = { combineWith: /** @type {const} */ ("AND"), queries: asked.whole };
      const whole = new Set(search.search(every).map(({ id }) => id));
      for (const reading of readings) {
        const last = reading.length - 1;
        const signs = asked.signs.filter((some) => placesOf(reading, some).length);
        const query = {
          combineWith: /** @type {const} */ ("AND"),
          queries: reading.map((form, at) => ({
            combineWith: /** @type {const} */ ("OR"),
            queries: [form],
            prefix: at === last ? asked.open && begins(form) : /^\D{4,}$/.test(form),
          })),
        };
        for (const { id, score, terms } of search.search(query, SCORING)) {
          const entry = entries[id];
          if (!signs.every((some) => has(entry, some))) continue;
          const found = {
            entry,
            score: whole.has(id) ? score * WITH_SMALL_WORDS : score,
            matched: new Set(terms),
            reading: [entry.title, entry.text].some((text) => says(text, asked.whole))
              ? asked.whole
              : reading,
            rank: rank(entry, reading, asked.whole),
          };
          const other = best.get(id);
          if (!other || better(asked, found, other) < 0) best.set(id, found);
        }
      }
      return [...best.values()].sort((a, b) => better(asked, a, b));
    }

    /** Whether a word that is being typed may be the beginning of another. @param {string} form */
    function begins(form) {
      return /\D/.test(form) || form.length > 2;
    }

    /**
     * @param {Indexed} entry
     * @param {string[]} signs
     */
    function has(entry, signs) {
      const names = entry.names.map(([name]) => name);
      return [...names, entry.title, entry.text].some((text) => says(text, signs));
    }

    /**
     * First among equals is what the question is about; a term says more than a place of its name, and sources come last.
     * @param {Asked} asked
     * @param {Found} a
     * @param {Found} b
     */
    function better(asked, a, b) {
      /** @param {Found} one */
      function place({ entry }) {
        if (entry.sort === asked.sort) return 0;
        return entry.sort === "Source" ? 3 : entry.sort === "Place" ? 2 : 1;
      }
      return b.rank - a.rank || place(a) - place(b) || b.score - a.score || a.entry.id - b.entry.id;
    }

    /**
     * What is asked for.
     * @param {string} query
     * @returns {Asked}
     */
    function understood(query) {
      const trimmed = query.trim();
      const plain = trimmed.replace(ASKING, "").trim() || trimmed;
      const all = words(plain);
      const shouting = all.length > 1 && plain === plain.toUpperCase();
      /** @param {Word} word */
      function shouted({ start, end }) {
        return !shouting && end - start > 1 && /^\p{Lu}+$/u.test(plain.slice(start, end));
      }
      const whole = all.map(({ form }) => form);
      const content = all.filter((word) => !small.has(word.form) || shouted(word));
      const final = all.at(-1);
      return {
        whole,
        words: content.map(({ start, end, form }) => ({ form, typed: plain.slice(start, end) })),
        signs: runsOfSigns(all),
        open: Boolean(final && !(shouted(final) && final.form.length < 4)), // “APA” is no beginning
        sort: sorts.find(([, some]) => whole.some((form) => some.has(form)))?.[0] ?? "",
      };
    }

    /**
     * The ways to read a query: as it is, with two words as one, with one as two, with a word that means the same.
     * @param {Asked} asked
     */
    function readings(asked) {
      const own = asked.words.map(({ form }) => form);
      /** @type {string[][]} */
      const others = [];
      asked.words.forEach(({ typed }, at) => {
        const next = asked.words[at + 1];
        const both = next && fold(typed + next.typed);
        if (both && known.has(both)) others.push(spliced(own, at, 2, [both]));
        for (const two of known.has(own[at]) ? [] : parted(typed)) others.push(spliced(own, at, 1, two));
      });
      const unnumbered = own.filter((form) => /\D/.test(form));
      if (unnumbered.length && unnumbered.length < own.length && isPage(unnumbered)) others.push(unnumbered);
      for (const reading of [own, ...others]) {
        for (const group of groups) {
          for (const name of group) {
            for (const at of placesOf(reading, name)) {
              for (const other of group) {
                if (other !== name) others.push(spliced(reading, at, name.length, other));
              }
            }
          }
        }
      }
      return [own, ...others].slice(0, MOST_READINGS);
    }

    /** Whether words are the name of a page: “question 3” may mean one that has no number. @param {string[]} name */
    function isPage(name) {
      return entries.some(({ sort, keys }) => sort === "Page" && keys.includes(name.join(" ")));
    }

    /**
     * The terms that are compared, if all are terms.
     * @param {Asked} asked
     * @returns {Found[]}
     */
    function compared(asked) {
      /** @type {string[][]} */
      const parts = [[]];
      for (const form of asked.whole) {
        if (between.has(form)) parts.push([]);
        else if (!small.has(form)) parts.at(-1)?.push(form);
      }
      const things = parts.filter((part) => part.length);
      if (things.length < 2) return [];
      const found = things.map((thing) => {
        const name = thing.join(" ");
        return entries.filter(({ sort, keys }) => sort === "Term" && keys.includes(name));
      });
      if (!found.every((some) => some.length)) return [];
      return found.flat().map((entry) => {
        return { entry, score: 0, matched: new Set(things.flat()), reading: things.flat(), rank: NAME };
      });
    }

    /**
     * A word as two that stand together somewhere.
     * @param {string} typed
     */
    function parted(typed) {
      const letters = [...typed];
      return letters
        .slice(3, -2)
        .map((_, at) => [letters.slice(0, at + 3), letters.slice(at + 3)].map((part) => fold(part.join(""))))
        .filter((two) => two.every((form) => known.has(form)))
        .filter((two) => {
          const both = search.search({ combineWith: "AND", queries: two });
          return both.some(({ id }) =>
            [...entries[id].keys, entries[id].text].some((text) => says(text, two)),
          );
        });
    }

    /**
     * The known words that are most like one.
     * @param {string} form
     */
    function near(form) {
      if (/\d/.test(form)) return [];
      const limit = allowed(form.length);
      const first = ALIKE.find((letters) => letters.includes(form[0])) ?? form[0];
      const like = [...first]
        .flatMap((letter) => beginning(letter))
        .filter((word) => Math.abs(word.length - form.length) < 3 && word !== form && !small.has(word))
        .map((word) => ({ word, at: cost(form, word, limit) }))
        .filter(({ at }) => at <= limit);
      const least = Math.min(...like.map(({ at }) => at));
      const best = like.filter(({ at }) => at === least).map(({ word }) => word);
      return best.length ? best.slice(0, 3) : kin(form);
    }

    /** @param {string} form */
    function kin(form) {
      const stem = beginning(form.slice(0, 5));
      return stem.filter((word) => word !== form && !small.has(word) && related(form, word));
    }

    /** Whether the course has a word, or one that begins with it. @param {string} form */
    function there(form) {
      if (known.has(form)) return true;
      return form.length > 3 && beginning(form).length > 0;
    }

    /** The known words that begin so. @param {string} form */
    function beginning(form) {
      let [from, to] = [0, sorted.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (sorted[middle] < form) from = middle + 1;
        else to = middle;
      }
      let end = from;
      while (sorted[end]?.startsWith(form)) end += 1;
      return sorted.slice(from, end);
    }

    /**
     * The query with words that the course has: for those that it has not the most similar; or, if it has all of
     * them and nowhere together, also words of the same stem.
     * @param {Asked} asked
     */
    function corrected(asked) {
      const own = asked.words.map(({ form }) => form);
      const all = own.every(there);
      const choices = own.map((form) => (all ? [form, ...kin(form)] : there(form) ? [form] : near(form)));
      /** @type {string[][]} */
      const none = [[]];
      return choices
        .reduce((made, some) => made.flatMap((before) => some.map((form) => [...before, form])), none)
        .slice(0, MOST_READINGS);
    }

    /**
     * The entries with at least half of the words, those with the most first.
     * @param {Asked} asked
     */
    function withSome(asked) {
      const like = asked.words.map(({ form }) => (known.has(form) || form.length < 6 ? form : near(form)[0]));
      const own = [...new Set(like)].filter((form) => known.has(form));
      const signs = new Set(asked.signs.flat());
      const found = withAll(
        { ...asked, signs: [] },
        own.filter((form) => !signs.has(form)).map((form) => [form]),
      );
      const query = own.filter((form) => !signs.has(form));
      const counts = new Map(
        found.map(({ entry }) => {
          const names = entry.names.map(([name]) => name);
          const text = new Set([entry.title, entry.text, ...names].flatMap(partsOf));
          return [entry.id, query.filter((form) => text.has(form)).length];
        }),
      );
      /** @param {Found} one */
      function count({ entry }) {
        return counts.get(entry.id) ?? 0;
      }
      /** @param {Found} one */
      function last({ entry }) {
        return Number(entry.sort === "Source");
      }
      /** @param {Found} one */
      function named({ rank }) {
        return Number(rank === NAME);
      }
      return found
        .filter((one) => count(one) >= Math.max(1, new Set(asked.whole).size && asked.words.length / 2))
        .map((one) => ({ ...one, matched: new Set(query), reading: query }))
        .sort(
          (a, b) =>
            count(b) - count(a) ||
            last(a) - last(b) ||
            named(b) - named(a) ||
            b.score - a.score ||
            a.entry.id - b.entry.id,
        );
    }

    /**
     * The query with two words for each that the course has only in two.
     * @param {Asked} asked
     * @returns {Asked}
     */
    function divided(asked) {
      const words = asked.words.flatMap((word) => {
        const two = there(word.form) ? undefined : parted(word.typed)[0];
        return two ? two.map((form) => ({ form, typed: word.typed })) : [word];
      });
      return { ...asked, words };
    }

    /** The words that the course has not, nor any like them. @param {Asked} asked */
    function unlike(asked) {
      return asked.words
        .filter(({ form }) => !there(form) && (form.length < 6 || !near(form).length))
        .map(({ typed }) => typed);
    }

    /**
     * @param {Found[]} first
     * @param {Found[]} then
     */
    function joinedTo(first, then) {
      const there = new Set(first.map(({ entry }) => entry.id));
      return [...first, ...then.filter(({ entry }) => !there.has(entry.id))];
    }

    /* The entries, best first, each with the words that it was found by; and in which way they were found. */
    return (query) => {
      const asked = understood(query);
      const absent = asked.words.filter(({ form }) => !there(form)).map(({ typed }) => typed);
      if (!asked.whole.length) return { how: "nothing", asked: [], absent, found: [] };
      if (!asked.words.length) {
        const found = withAll({ ...asked, open: false }, [asked.whole]).filter((one) => one.rank === NAME);
        return { how: found.length ? "all" : "common", asked: asked.whole, absent, found };
      }
      const ways = /** @type {const} */ ([
        ["all", () => joinedTo(compared(asked), withAll(asked, readings(asked)))],
        ["similar", () => withAll({ ...asked, open: false }, corrected(asked))],
        ["some", () => withSome({ ...divided(asked), open: false })],
      ]);
      for (const [how, way] of ways) {
        const found = way();
        const lacking = how === "some" ? unlike(divided(asked)) : absent;
        if (found.length) return { how, asked: asked.whole, absent: lacking, found };
      }
      return { how: "nothing", asked: asked.whole, absent, found: [] };
    };
  }

  return { index, excerpt, fragment };
})();
