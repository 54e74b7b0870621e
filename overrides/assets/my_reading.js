/* The page of all words that a reader marked, by lesson and paragraph, with what was written about them. The page has
   the places in order, and this browser has the marks. Without this script the page says what it would show. */
(() => {
  "use strict";

  const { say, all, make, need } = window.course;
  const SAY = {
    empty: say(
      "You have not marked anything yet. Select words of the paper, in a lesson or on the page of the paper, and choose what they are for you.",
    ),
    kept: say("Your marks are kept in this browser only; nothing is sent."),
    notKept: say("This browser keeps nothing: your marks last until you leave this page."),
    filter: say("Marks to show"),
    choice: say("{name} ({count})"),
    shown: say("{shown} of {all} marks shown."),
    all: say("All {all} marks shown."),
    one: say("One mark."),
    head: say("{name} · {place} · {date}"),
    paragraph: say("paragraph {number}"),
    change: say("Change, write or delete"),
    changeOf: say("{change}: “{words}”"),
    lost: say("No longer found"),
    lostWhy: say(
      "The paper’s text has changed so much that these words were not found in it again. Nothing of yours is lost.",
    ),
  };

  /** @type {HTMLElement | null} */
  const page = document.querySelector("[data-my-reading]");
  if (!page) return;

  const root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const { WORDS, list, wordOf, nameOf, anchorOf, editor, areKept, watch, filled } = window.ownMarks;
  const { find, targetsOf, commentOf } = window.anchoring;
  const marksByText = new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "medium" });

  /* Where paragraphs stand: the first lesson that reads them, or the page of the paper. */

  /** @type {{ link: HTMLAnchorElement, paragraphs: string[] }[]} */
  const places = all("[data-paragraphs]", page).map((one) => ({
    link: need("a", one),
    paragraphs: (one.dataset.paragraphs ?? "").split(" "),
  }));
  const former = new Map(
    (page.dataset.former ?? "")
      .split(" ")
      .map((pair) => pair.split(":"))
      .map(([a, b]) => [a, b]),
  );

  /** The id that a paragraph has now: that of the whole, for a caption or the words of a formula. @param {string} id */
  function present(id) {
    const own = id.replace(/-(caption|words)$/, "");
    const known = places[places.length - 1]?.paragraphs ?? [];
    if (known.includes(id)) return id;
    return former.get(own) ?? own;
  }

  /** @param {string} id */
  function called(id) {
    return /^p\d+$/.test(id) ? filled(SAY.paragraph, { number: id.slice(1) }) : id.replace(/-/g, " ");
  }

  /**
   * Where a mark begins: the number of its place, of its paragraph there, and of its first letter.
   * @param {Annotation} annotation
   */
  function whereIs(annotation) {
    const [{ source, selector }] = targetsOf(annotation);
    const id = present(source);
    const place = places.findIndex(({ paragraphs }) => paragraphs.includes(id));
    const at = selector.find((one) => one.type === "TextPositionSelector");
    const start = at?.type === "TextPositionSelector" ? at.start : 0;
    return { id, place, order: places[place]?.paragraphs.indexOf(id) ?? 0, start };
  }

  /* Which words are no longer found: the search data has the text of every paragraph. */

  /** By paragraph; empty until it was read, or if it cannot be. @type {Map<string, string>} */
  let texts = new Map();
  let asked = false;

  function readTexts() {
    if (asked || !list().length) return;
    asked = true;
    const script = make("script", { src: `${root}search/index.js` });
    script.addEventListener("load", () => {
      const found = window.searchEntries.filter(({ at }) => at.startsWith("paper/#"));
      texts = new Map(found.map(({ at, text = "" }) => [at.slice(at.indexOf("#") + 1), text]));
      show();
    });
    document.head.append(script);
  }

  /** @param {Annotation} annotation */
  function isLost(annotation) {
    if (whereIs(annotation).place < 0) return !standsSomewhere(annotation);
    return targetsOf(annotation).every(({ source, selector }) => {
      const text = texts.get(present(source));
      return text !== undefined && !find(text, selector) && !standsSomewhere(annotation);
    });
  }

  /** @param {Annotation} annotation */
  function standsSomewhere(annotation) {
    return targetsOf(annotation).some(({ selector }) =>
      [...texts.values()].some((text) => find(text, selector, true)),
    );
  }

  /* The page */

  const note = make("p", { class: "meta" });
  const filter = make("fieldset", { class: "own-filter" }, make("legend", {}, SAY.filter));
  const boxes = WORDS.map(({ word, sign }) => {
    const box = make("input", { type: "checkbox", value: word });
    box.checked = true;
    const name = make("span");
    const label = make("span", { class: "own-sign", "aria-hidden": "true" }, sign);
    filter.append(make("label", { class: `own-word own-${word}` }, box, label, " ", name));
    box.addEventListener("change", choose);
    return { box, word, name };
  });
  const status = make("p", { class: "meta", role: "status" });
  const lists = make("div");
  page.append(note, filter, status, lists);

  /** The items that are shown, by id. @type {Map<string, { item: HTMLElement, update: (now: Annotation) => void }>} */
  let items = new Map();

  /** @param {Annotation} annotation */
  function words(annotation) {
    return targetsOf(annotation)
      .flatMap(({ selector }) => selector.map((one) => (one.type === "TextQuoteSelector" ? one.exact : "")))
      .filter(Boolean)
      .join(" … ");
  }

  /**
   * @param {Annotation} annotation
   * @param {boolean} lost
   */
  function itemOf(annotation, lost) {
    const { id, place } = whereIs(annotation);
    const href = `${places[place]?.link.href}#${encodeURIComponent(anchorOf(annotation.id))}`;
    const inside = lost || place < 0 ? words(annotation) : make("a", { href }, words(annotation));
    const quoted = make("p", {}, make("q", { class: "paper-words" }, inside));
    const head = make("p", { class: "meta" });
    const sign = make("span", { class: "own-sign", "aria-hidden": "true" });
    const said = make("span");
    head.append(sign, " ", said);
    const written = make("p", { class: "own-written" });
    const item = make("article", { class: "own-item" }, quoted, head, written);
    const change = make(
      "button",
      { type: "button", class: "own-change", "aria-expanded": "false" },
      SAY.change,
    );
    /** @type {HTMLElement | null} */
    let fields = null;
    change.addEventListener("click", () => {
      fields ??= editor(annotation.id, () => {});
      if (fields.isConnected) fields.remove();
      else change.after(fields);
      change.setAttribute("aria-expanded", String(fields.isConnected));
    });
    item.append(change);
    /** @param {Annotation} now */
    function update(now) {
      const word = wordOf(now);
      item.className = `own-item own-${word}`;
      item.dataset.word = word;
      sign.textContent = WORDS.find((one) => one.word === word)?.sign ?? "";
      const date = new Date(now.created);
      const when = Number.isNaN(date.getTime()) ? "" : marksByText.format(date);
      said.textContent = filled(SAY.head, { name: nameOf(word), place: called(id), date: when });
      written.textContent = commentOf(now);
      written.hidden = !commentOf(now);
    }
    update(annotation);
    items.set(annotation.id, { item, update });
    return item;
  }

  /**
   * @param {(string | Node)[]} title
   * @param {Annotation[]} marks
   * @param {boolean} lost
   */
  function group(title, marks, lost = false) {
    if (!marks.length) return [];
    const reason = lost ? [make("p", { class: "meta" }, SAY.lostWhy)] : [];
    return [
      make(
        "section",
        { class: "own-group" },
        make("h2", {}, ...title),
        ...reason,
        ...marks.map((mark) => itemOf(mark, lost)),
      ),
    ];
  }

  function choose() {
    const wanted = new Set(boxes.filter(({ box }) => box.checked).map(({ word }) => word));
    items.forEach(({ item }) => {
      item.hidden = !wanted.has(item.dataset.word ?? "");
    });
    all(".own-group", lists).forEach((one) => {
      one.hidden = all(".own-item", one).every(({ hidden }) => hidden);
    });
    const count = items.size;
    const shown = [...items.values()].filter(({ item }) => !item.hidden).length;
    if (!count) status.textContent = SAY.empty;
    else if (shown < count) status.textContent = filled(SAY.shown, { shown, all: count });
    else status.textContent = count === 1 ? SAY.one : filled(SAY.all, { all: count });
  }

  function show() {
    const marks = list();
    const lost = new Set(texts.size ? marks.filter(isLost) : []);
    const key = marks.map(({ id }) => id).join(" ");
    const before = [...items.keys()].sort().join(" ");
    const same =
      before ===
        marks
          .map(({ id }) => id)
          .sort()
          .join(" ") && lists.dataset.lost === String(lost.size);
    note.textContent = areKept() ? SAY.kept : SAY.notKept;
    filter.hidden = !key;
    boxes.forEach(({ word, name }) => {
      const count = marks.filter((mark) => wordOf(mark) === word).length;
      name.textContent = filled(SAY.choice, { name: nameOf(word), count });
    });
    /* Who is changing a mark keeps the focus: only a list of other marks is written anew. */
    if (same) {
      marks.forEach((mark) => {
        items.get(mark.id)?.update(mark);
      });
    } else {
      items = new Map();
      lists.dataset.lost = String(lost.size);
      const placed = marks
        .filter((mark) => !lost.has(mark))
        .map((mark) => ({ mark, ...whereIs(mark) }))
        .sort((a, b) => a.place - b.place || a.order - b.order || a.start - b.start);
      lists.replaceChildren(
        ...places.flatMap(({ link }, index) => {
          const here = placed.filter(({ place }) => place === index).map(({ mark }) => mark);
          return group([make("a", { href: link.href }, link.textContent ?? "")], here);
        }),
        ...group(
          [SAY.lost],
          [...lost, ...placed.filter(({ place }) => place < 0).map(({ mark }) => mark)],
          true,
        ),
      );
    }
    choose();
    readTexts();
  }

  page.hidden = false;
  watch(show);
})();
