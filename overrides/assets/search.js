/* The search window. It loads the search data when it is first opened. */
(() => {
  "use strict";

  const { say, counting, pieces, all, make, keys, closable } = window.course;
  const { root, load: loadFinder } = window.finder;
  const SHOWN = 20;
  const PAUSE = 120; // milliseconds after the last key
  const LIT_WHOLE = 4; // the rank of an entry whose name was asked for: it needs no light inside

  const WORDS = {
    search: say("Search"),
    course: say("Search the course"),
    hint: say("Words, a question, a term, a year, a name"),
    close: say("Close"),
    results: say("Results"),
    invitation: say(
      "Finds terms in English and in translation, the paper’s words, events by year, questions, notes and sources.",
    ),
    loading: say("Loading the index …"),
    failed: say("The index could not be loaded. Check the connection and try again."),
    absent: say("“{words}” is not in this course."),
    common: say("These words stand everywhere. Add one that says what you look for."),
    count: counting("{count} result", "{count} results"),
    part: counting("{shown} of {count} result", "{shown} of {count} results"),
    none: say("Nothing among these. Elsewhere: {count}."),
    similar: say("No entry has exactly these words. With similar words: {results}"),
    some: say("No entry has all of these words. With some of them: {results}"),
    without: say("“{words}” is not in this course. With the other words: {results}"),
    more: say("Show {count} more"),
    show: say("Show"),
    kinds: say("Kinds of note"),
    everything: say("All"),
    eachNote: say("All notes"),
    note: say("{sort}: {kind}"),
    used: say("Used in {places}"),
  };

  /**
   * What readers call each sort of entry. Other sorts are called as the course calls them.
   * @type {Record<string, string>}
   */
  const SORTS = {
    Term: say("Term"),
    Event: say("Event"),
    Place: say("Place"),
    Lesson: say("Lesson"),
    Section: say("Section"),
    Paragraph: say("Paragraph"),
    Table: say("Table"),
    Figure: say("Figure"),
    Formula: say("Formula"),
    Reference: say("Reference"),
    Footnote: say("Footnote"),
    Question: say("Question"),
    "Self-check": say("Self-check"),
    Activity: say("Activity"),
    Note: say("Note"),
    Source: say("Source"),
    Page: say("Page"),
  };

  /**
   * What readers call each kind of note.
   * @type {Record<string, string>}
   */
  const KINDS = {
    context: say("context"),
    claim: say("claim"),
    evidence: say("evidence"),
    slip: say("slip"),
    contradiction: say("contradiction"),
    overclaim: say("beyond its evidence"),
    language: say("language"),
    link: say("link"),
  };

  /**
   * What results can be limited to: its name in this script, what readers call it, and its sorts of entry. Other
   * sorts stand for themselves.
   * @type {[shelf: string, called: string, sorts: string[]][]}
   */
  const SHELVES = [
    ["paper", say("In the paper"), ["Paragraph", "Table", "Figure", "Formula", "Footnote", "Reference"]],
    ["terms", say("Terms"), ["Term"]],
    ["events", say("Events"), ["Event"]],
    ["places", say("Places"), ["Place"]],
    ["pages", say("Lessons and pages"), ["Lesson", "Section", "Activity", "Page"]],
    ["notes", say("Notes"), ["Note"]],
    ["questions", say("Questions"), ["Question", "Self-check"]],
    ["sources", say("Sources"), ["Source"]],
  ];
  const [PAPER, NOTES] = ["paper", "notes"]; // the one is always offered, the other has kinds
  const UNLIT = ["Table", "Formula", "Page", "Source", "Reference"]; // their text is not as the page has it

  const button = document.querySelector(".search-button");
  if (!button || !("showModal" in HTMLDialogElement.prototype)) return;

  const field = make("input", {
    type: "search",
    name: "query",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    dir: "auto",
    "aria-label": WORDS.course,
    placeholder: WORDS.hint,
  });
  const close = make("button", { type: "button" }, WORDS.close);
  const shelves = make("div", {
    class: "search-shelves",
    role: "group",
    "aria-label": WORDS.show,
    hidden: "",
  });
  const kinds = make("div", {
    class: "search-shelves",
    role: "group",
    "aria-label": WORDS.kinds,
    hidden: "",
  });
  const status = make("p", { class: "search-status", role: "status" }, WORDS.invitation);
  const list = make("ol", { class: "search-results", "aria-label": WORDS.results });
  const more = make("button", { type: "button", class: "search-more", hidden: "" });
  const form = make("form", { role: "search" }, field, close);
  const body = make("div", { class: "search-body" }, shelves, kinds, status, list, more);
  const dialog = make("dialog", { class: "search md-typeset", "aria-label": WORDS.search }, form, body);
  document.body.append(dialog);

  /** @type {Promise<Find> | null} */
  let finding = null;
  let waiting = 0;
  let latest = 0; // the number of the last search, or of the last change of the field
  /** @type {Outcome} */
  let outcome = { how: "nothing", asked: [], absent: [], found: [] };
  let shelf = ""; // the one that is chosen; empty for all
  let kind = ""; // the kind of note that is chosen

  /**
   * @param {string} sentence
   * @param {Record<string, string | number>} values
   */
  function said(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** An entry with what readers call its sort and kind, by which it is found too. @param {Entry} entry */
  function named(entry) {
    return { ...entry, called: `${calledKind(entry.kind ?? "")} ${calledSort(entry.sort)}` };
  }

  function load() {
    finding ??= loadFinder("search/index.js").then((index) => index(window.searchEntries.map(named)));
    finding.catch(() => {
      finding = null;
    });
    return finding;
  }

  function open() {
    if (!dialog.open)
      dialog.addEventListener(
        "close",
        closable(() => dialog.close()),
        { once: true },
      );
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    if (!finding) search();
  }

  async function search() {
    latest += 1;
    const own = latest;
    let find;
    const slow = setTimeout(() => {
      status.textContent = WORDS.loading;
    }, 400);
    try {
      find = await load();
    } catch {
      status.textContent = WORDS.failed;
      body.setAttribute("aria-busy", "false");
      return;
    } finally {
      clearTimeout(slow);
    }
    // A later search shows the results; twice would take the focus from a result that was reached meanwhile.
    if (own !== latest) return;
    body.setAttribute("aria-busy", "false");
    outcome = find(field.value);
    offer();
    show();
  }

  /** @param {Found} found */
  function shelfOf({ entry }) {
    return SHELVES.find(([, , sorts]) => sorts.includes(entry.sort))?.[0] ?? entry.sort;
  }

  /** What readers call a sort of entry. @param {string} sort */
  function calledSort(sort) {
    return SORTS[sort] ?? sort;
  }

  /** What readers call a kind of note. @param {string} kind */
  function calledKind(kind) {
    return KINDS[kind] ?? kind;
  }

  /**
   * How many there are of each name.
   * @param {string[]} names
   */
  function tally(names) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  }

  /** Offer to show only a part of what was found. */
  function offer() {
    const { found } = outcome;
    const counts = tally(found.map(shelfOf));
    const ordered = [...SHELVES.map(([name]) => name), ...counts.keys()];
    const names = [...new Set(ordered)].filter(
      (name) => counts.has(name) || name === PAPER || name === shelf,
    );
    const all = /** @type {const} */ (["", WORDS.everything, found.length]);
    /** @param {string} name @returns {Choice} */
    function choice(name) {
      const called = SHELVES.find(([one]) => one === name)?.[1] ?? calledSort(name);
      return [name, called, counts.get(name) ?? 0];
    }
    fill(shelves, shelf, found.length ? [[...all], ...names.map(choice)] : [], (value) => {
      shelf = value;
      kind = "";
    });
    const ofNotes = tally(found.flatMap(({ entry }) => entry.kind || []));
    const some = shelf === NOTES && ofNotes.size > 1;
    if (!some || !ofNotes.has(kind)) kind = "";
    /** @type {Choice[]} */
    const choices = some ? [["", WORDS.eachNote, counts.get(NOTES) ?? 0]] : [];
    if (some)
      choices.push(
        ...Array.from(ofNotes, ([one, count]) => /** @type {Choice} */ ([one, calledKind(one), count])),
      );
    fill(kinds, kind, choices, (value) => {
      kind = value;
    });
  }

  /** @typedef {[value: string, words: string, count: number]} Choice */

  /**
   * Fill a row with buttons, of which one is pressed.
   * @param {HTMLElement} row
   * @param {string} chosen
   * @param {Choice[]} choices
   * @param {(value: string) => void} choose
   */
  function fill(row, chosen, choices, choose) {
    const focused = row.contains(document.activeElement);
    const buttons = choices.map(([value, words, count]) => {
      const pressed = String(value === chosen);
      const number = make("small", {}, String(count));
      const one = make("button", { type: "button", "aria-pressed": pressed }, words, " ", number);
      one.addEventListener("click", () => {
        choose(value);
        offer();
        show();
      });
      return one;
    });
    row.replaceChildren(...buttons);
    row.hidden = !buttons.length;
    if (focused) buttons.find((one) => one.getAttribute("aria-pressed") === "true")?.focus();
  }

  /** Show what was found, as far as it was chosen. */
  function show() {
    const { found } = outcome;
    const chosen = found.filter(
      (one) => (!shelf || shelfOf(one) === shelf) && (!kind || one.entry.kind === kind),
    );
    list.replaceChildren(...chosen.slice(0, SHOWN).map(item));
    list.hidden = !chosen.length;
    body.scrollTop = 0;
    const rest = chosen.slice(SHOWN);
    more.hidden = !rest.length;
    more.textContent = said(WORDS.more, { count: rest.length });
    more.onclick = () => {
      const items = rest.map(item);
      list.append(...items);
      more.hidden = true;
      items[0].querySelector("a")?.focus();
    };
    status.textContent = told(chosen.length, found.length);
  }

  /**
   * @param {number} shown
   * @param {number} count
   */
  function told(shown, count) {
    const { how, asked, absent } = outcome;
    if (!asked.length) return WORDS.invitation;
    if (how === "common") return WORDS.common;
    if (!count) return said(WORDS.absent, { words: field.value.trim() });
    if (!shown) return said(WORDS.none, { count });
    const results = shown === count ? WORDS.count(count) : WORDS.part(count, { shown });
    if (how === "similar") return said(WORDS.similar, { results });
    if (how !== "some") return results;
    return said(absent.length ? WORDS.without : WORDS.some, { results, words: absent.join(" ") });
  }

  /**
   * An address of the site as a link: in a copy that is opened from a folder it has to name a file.
   * @param {string} at
   */
  function way(at) {
    return root + (location.protocol === "file:" ? at.replace(/(^|\/)(?=#|$)/, "$1index.html") : at);
  }

  /** @param {Piece[]} pieces */
  function marked(pieces) {
    return pieces.map(([text, hit]) => (hit ? make("mark", {}, text) : text));
  }

  /**
   * The address of what was found; browsers that can light its words there.
   * @param {Found} found
   */
  function address({ entry, matched, reading, rank }) {
    const at = way(entry.at);
    if (!("fragmentDirective" in document) || UNLIT.includes(entry.sort) || rank >= LIT_WHOLE) return at;
    const text = ["Question", "Self-check"].includes(entry.sort) ? entry.title : entry.text;
    const lit = window.finding.fragment(text, reading, matched);
    return lit ? `${at}${at.includes("#") ? "" : "#"}${lit}` : at;
  }

  /** @param {Found} found */
  function item(found) {
    const { entry, matched, reading } = found;
    /** @param {string} text */
    function shown(text) {
      return marked(window.finding.excerpt(text, reading, matched));
    }
    const called = calledSort(entry.sort);
    const name = entry.kind ? said(WORDS.note, { sort: called, kind: calledKind(entry.kind) }) : called;
    const sort = make("span", { class: "sort" }, name);
    const link = make("a", { href: address(found) }, sort, " ", make("span", {}, ...shown(entry.title)));
    const one = make("li", { class: `found-${entry.sort.toLowerCase()}` }, link);
    const others = entry.sort === "Term" ? entry.names.filter(([, language]) => language) : [];
    if (others.length) {
      const names = others.flatMap(([name, lang = ""], at) => [
        at ? " · " : "",
        make("bdi", { lang }, ...shown(name)),
      ]);
      one.append(make("p", { class: "names" }, ...names));
    }
    if (entry.text) one.append(make("p", {}, ...shown(entry.text)));
    if (entry.used.length) {
      const places = entry.used.flatMap((number, at) => {
        const { at: to, title = "" } = window.searchEntries[number];
        return [at ? " · " : "", make("a", { href: way(to) }, title)];
      });
      const used = pieces(WORDS.used, { places: make("span", {}, ...places) });
      one.append(make("p", { class: "used" }, ...used));
    }
    return one;
  }

  field.addEventListener("input", () => {
    latest += 1;
    body.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await search();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // which would only empty the field
      dialog.close();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const stops = [field, ...all("li > a", list), ...(more.hidden ? [] : [more])];
    const now = Math.max(0, stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)));
    stops[(now + step + stops.length) % stops.length].focus();
  });
  dialog.addEventListener("click", (event) => {
    const on = /** @type {Element} */ (event.target);
    if (on === dialog || on.closest("a")) dialog.close();
  });
  dialog.addEventListener("close", () => {
    shelf = ""; // a choice is for one search
    kind = "";
  });
  close.addEventListener("click", () => dialog.close());
  button.addEventListener("click", open);
  /* Who comes near the button is likely to search: on a slow line each moment counts. */
  for (const near of ["pointerenter", "focus", "touchstart"]) {
    button.addEventListener(near, load, { once: true, passive: true });
  }
  keys.set("/", open).set("s", open).set("f", open);
})();
