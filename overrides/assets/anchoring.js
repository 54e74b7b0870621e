/* Where readers' own marks stand in the paper: how a place is described, in the words of the Web Annotation Data
   Model (https://www.w3.org/TR/annotation-model/), and how it is found again after the text was mended. Nothing
   here touches a page. Offsets count the letters of a paragraph's own words, from 0; an end is not included. */
window.anchoring = (() => {
  "use strict";

  const CONTEXT = 32; // letters that are kept before and after the words
  const ERRORS = 0.34; // the part of the letters that may differ in words that were mended
  const SHORTEST = 4; // letters; shorter words are found only as they were
  const LIKELY = 0.62; // how alike a place has to be, from 0 to 1, if its words differ
  const SURE = 0.75; // how alike the letters around words have to be, so that no other place is looked for
  const ENDS = 48; // letters at each end by which long words are found
  const WORK = 4_000_000; // comparisons of letters after which only the ends of long words are looked for

  const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
  const WITHOUT_SPACES =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const SENTENCE = /[^.!?…。！？]+[.!?…。！？]*["”’»)\]]*\s*/g;

  /**
   * The same text, letter for letter, without what does not matter: capitals, and forms of quotation marks, dashes
   * and spaces.
   * @param {string} text
   */
  function folded(text) {
    const even = text
      .replace(/[‘’‚‛′`´]/g, "'")
      .replace(/[“”„‟″«»]/g, '"')
      .replace(/[‐‑‒–—―−]/g, "-")
      .replace(/\s/g, " ");
    const small = even.toLowerCase();
    return small.length === even.length ? small : even;
  }

  /** @type {Anchoring["describe"]} */
  function describe(text, start, end) {
    return [
      {
        type: "TextQuoteSelector",
        exact: text.slice(start, end),
        prefix: text.slice(Math.max(0, start - CONTEXT), start),
        suffix: text.slice(end, end + CONTEXT),
      },
      { type: "TextPositionSelector", start, end },
    ];
  }

  /**
   * The places where words stand as they are.
   * @param {string} text
   * @param {string} words
   */
  function occurrences(text, words) {
    /** @type {Place[]} */
    const found = [];
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      found.push({ start: at, end: at + words.length, errors: 0 });
    }
    return found;
  }

  /**
   * The places whose letters differ from the words in no more than `most` letters, the best of those that overlap:
   * Sellers' algorithm. For each letter of the text it keeps the fewest errors of a place that ends there, and where
   * that place begins.
   * @param {string} text
   * @param {string} words
   * @param {number} most
   */
  function nearly(text, words, most) {
    const count = words.length;
    let errors = Uint32Array.from({ length: count + 1 }, (_, index) => index);
    let starts = new Uint32Array(count + 1);
    let next = new Uint32Array(count + 1);
    let nextStarts = new Uint32Array(count + 1);
    /** @type {Place[]} */
    const found = [];
    for (let end = 1; end <= text.length; end += 1) {
      next[0] = 0;
      nextStarts[0] = end;
      for (let at = 1; at <= count; at += 1) {
        const same = errors[at - 1] + (words[at - 1] === text[end - 1] ? 0 : 1);
        const added = errors[at] + 1;
        const missing = next[at - 1] + 1;
        const fewest = Math.min(same, added, missing);
        next[at] = fewest;
        if (fewest === same) nextStarts[at] = starts[at - 1];
        else nextStarts[at] = fewest === added ? starts[at] : nextStarts[at - 1];
      }
      [errors, next] = [next, errors];
      [starts, nextStarts] = [nextStarts, starts];
      if (errors[count] <= most) keepBest(found, { start: starts[count], end, errors: errors[count] });
    }
    return found;
  }

  /**
   * @param {Place[]} found
   * @param {Place} place
   */
  function keepBest(found, place) {
    const last = found[found.length - 1];
    if (!last || last.end <= place.start) found.push(place);
    else if (place.errors < last.errors) found[found.length - 1] = place;
  }

  /**
   * The fewest letters to change, add or take away that make one text of the other.
   * @param {string} one
   * @param {string} other
   */
  function distance(one, other) {
    let row = Array.from({ length: other.length + 1 }, (_, index) => index);
    Array.from(one).forEach((letter, index) => {
      const next = [index + 1];
      for (let at = 1; at <= other.length; at += 1) {
        next[at] = Math.min(row[at - 1] + (other[at - 1] === letter ? 0 : 1), row[at] + 1, next[at - 1] + 1);
      }
      row = next;
    });
    return row[other.length];
  }

  /**
   * How alike the letters around a place are to those that were kept, from 0 to 1. A file of a stranger may keep more
   * of them than we do: what is farther away does not count.
   * @param {string} text
   * @param {Place} place
   * @param {QuoteSelector} quote
   */
  function around(text, { start, end }, quote) {
    const prefix = quote.prefix.slice(-CONTEXT);
    const suffix = quote.suffix.slice(0, CONTEXT);
    const size = prefix.length + suffix.length;
    if (!size) return 1;
    const lead = text.slice(Math.max(0, start - prefix.length), start);
    const rest = text.slice(end, end + suffix.length);
    const errors = distance(folded(prefix), folded(lead)) + distance(folded(suffix), folded(rest));
    return Math.max(0, 1 - errors / size);
  }

  /**
   * The stretches from a place that is like the beginning of long words to one that is like their end.
   * @param {string} text
   * @param {string} words
   */
  function betweenEnds(text, words) {
    const most = Math.floor(ENDS * ERRORS);
    const heads = nearly(text, words.slice(0, ENDS), most);
    const tails = nearly(text, words.slice(-ENDS), most);
    return heads.flatMap((head) =>
      tails
        .filter((tail) => Math.abs(tail.end - head.start - words.length) <= words.length * ERRORS)
        .map((tail) => ({
          start: head.start,
          end: tail.end,
          errors: ((head.errors + tail.errors) * words.length) / (2 * ENDS),
        })),
    );
  }

  /**
   * @param {string} text
   * @param {string} words
   */
  function mended(text, words) {
    if (words.length < SHORTEST) return [];
    if (words.length > 2 * ENDS && words.length * text.length > WORK) return betweenEnds(text, words);
    return nearly(text, words, Math.floor(words.length * ERRORS));
  }

  /**
   * The selector of a kind among those of a target.
   * @template {OwnSelector["type"]} K
   * @param {OwnSelector[]} selectors
   * @param {K} type
   */
  function ofType(selectors, type) {
    return /** @type {Extract<OwnSelector, {type: K}> | undefined} */ (
      selectors.find((one) => one.type === type)
    );
  }

  /** @type {Anchoring["find"]} */
  function find(text, selectors, everywhere = false) {
    const quote = ofType(selectors, "TextQuoteSelector");
    if (!quote?.exact) return null;
    const at = ofType(selectors, "TextPositionSelector")?.start ?? 0;
    const words = quote.exact;
    /** @param {Place} place */
    function judged(place) {
      const context = around(
        text,
        place,
        quote ?? { type: "TextQuoteSelector", exact: "", prefix: "", suffix: "" },
      );
      const alike = 0.6 * (1 - place.errors / words.length) + 0.4 * context;
      return { place, context, alike, far: Math.abs(place.start - at) };
    }
    /** @param {Place[]} places */
    function best(places) {
      return places.map(judged).sort((a, b) => b.alike - a.alike || a.far - b.far)[0];
    }
    const exact = occurrences(text, words);
    const same = best(exact.length ? exact : occurrences(folded(text), folded(words)));
    if (same && same.context >= SURE) return { start: same.place.start, end: same.place.end };
    if (everywhere) return null;
    const near = best(mended(folded(text), folded(words)));
    if (near && near.alike >= LIKELY && (!same || near.alike > same.alike)) {
      return snapped(text, near.place.start, near.place.end);
    }
    return same ? { start: same.place.start, end: same.place.end } : null;
  }

  /** @type {Anchoring["snapped"]} */
  function snapped(text, start, end) {
    let [from, to] = [start, end];
    while (from < to && /\s/.test(text[from])) from += 1;
    while (to > from && /\s/.test(text[to - 1])) to -= 1;
    if (from === to) return null;
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const past = index + word.length;
      if (index >= to) break;
      if (past <= from || WITHOUT_SPACES.test(word)) continue;
      from = Math.min(from, index);
      to = Math.max(to, past);
    }
    return { start: from, end: to };
  }

  /** @type {Anchoring["sentences"]} */
  function sentences(text, language) {
    const parts = Intl.Segmenter
      ? Array.from(new Intl.Segmenter(language || "en", { granularity: "sentence" }).segment(text))
      : Array.from(text.matchAll(SENTENCE), (one) => ({ index: one.index, segment: one[0] }));
    return parts.flatMap(({ index, segment }) => {
      const lead = segment.length - segment.trimStart().length;
      const words = segment.trim();
      return words ? [{ start: index + lead, end: index + lead + words.length }] : [];
    });
  }

  /** @type {Anchoring["pieces"]} */
  function pieces(ranges) {
    const edges = [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
    return edges.slice(1).flatMap((end, index) => {
      const start = edges[index];
      const here = ranges
        .filter((range) => range.start <= start && range.end >= end)
        .sort((a, b) => a.start - b.start || b.end - a.end);
      return here.length ? [{ start, end, ids: here.map((range) => range.id) }] : [];
    });
  }

  /** @type {Anchoring["targetsOf"]} */
  function targetsOf(annotation) {
    return Array.isArray(annotation.target) ? annotation.target : [annotation.target];
  }

  /**
   * @param {Annotation} annotation
   * @param {string} purpose
   */
  function said(annotation, purpose) {
    return annotation.body.find((one) => one.purpose === purpose)?.value ?? "";
  }

  /** @param {any} target */
  function isTarget(target) {
    return (
      typeof target?.source === "string" &&
      Array.isArray(target.selector) &&
      target.selector.some(
        (/** @type {any} */ one) =>
          one?.type === "TextQuoteSelector" &&
          [one.exact, one.prefix, one.suffix].every((words) => typeof words === "string") &&
          one.exact !== "",
      ) &&
      target.selector.every((/** @type {any} */ one) => typeof one?.type === "string")
    );
  }

  /** @type {Anchoring["isAnnotation"]} */
  function isAnnotation(value) {
    const one = /** @type {any} */ (value);
    return (
      typeof one?.id === "string" &&
      one.id !== "" &&
      typeof one.modified === "string" &&
      Array.isArray(one.body) &&
      one.body.every(
        (/** @type {any} */ body) => typeof body?.purpose === "string" && typeof body.value === "string",
      ) &&
      [one.target].flat().length > 0 &&
      [one.target].flat().every(isTarget)
    );
  }

  /** @type {Anchoring["merged"]} */
  function merged(ours, theirs) {
    const all = new Map(ours.map((one) => [one.id, one]));
    theirs.forEach((one) => {
      const own = all.get(one.id);
      if (!own || isLater(one, own)) all.set(one.id, one);
    });
    return [...all.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /**
   * Of two versions of the same date one is chosen by its text, so that it does not matter which one comes first.
   * @param {Annotation} one
   * @param {Annotation} other
   */
  function isLater(one, other) {
    if (one.modified !== other.modified) return one.modified > other.modified;
    return JSON.stringify(one) > JSON.stringify(other);
  }

  /** @param {Annotation} one */
  function order(one) {
    return `${one.created} ${one.id}`;
  }

  return {
    describe,
    find,
    snapped,
    sentences,
    pieces,
    targetsOf,
    tagOf: (annotation) => said(annotation, "tagging"),
    commentOf: (annotation) => said(annotation, "commenting"),
    isAnnotation,
    merged,
  };
})();
