/* A reader's own marks and notes on the paper's words: made at selected words, opened at their sign, kept in this
   browser only, as annotations of the Web Annotation Data Model (anchoring.js). They are drawn anew after every change.
   Other scripts hear of a change by the event `course:marked`. */
window.ownMarks = (() => {
  "use strict";

  const { say, all, make, kept, keys, tell, named, placeOf, closable } = window.course;
  const { describe, find, snapped, sentences, pieces, targetsOf, tagOf, commentOf, isAnnotation } =
    window.anchoring;
  const { NOT_WORDS, tools, chosen, follow, dismiss } = window.quoting;

  const SAY = {
    sign: say("Your mark: {name}"),
    signWithNote: say("Your mark with a note: {name}"),
    write: say("Write a note"),
    dialog: say("Your mark on “{words}”"),
    word: say("This is"),
    note: say("Your note"),
    kept: say("Kept in this browser only; nothing is sent."),
    notKept: say("This browser keeps nothing: your marks last until you leave this page."),
    delete: say("Delete the mark"),
    deleted: say("Your mark is deleted."),
    undo: say("Undo"),
    close: say("Close"),
    home: say("All your marks"),
    marked: say("Marked: {name}"),
    start: say("Mark words of {place}"),
    choose: say("Which words of {place}?"),
    whole: say("All of it"),
    none: say("There are no words of the paper here"),
    printed: say("{sign} {name}, “{words}”"),
    here: say("Words that you marked here: {count}. "),
    everywhere: say("Places in the paper that you marked: {count}. "),
  };
  /* A word and a sign for each colour: nothing is told by colour alone. */
  const WORDS = [
    { word: "important", name: say("Important"), sign: "★" },
    { word: "puzzling", name: say("Puzzling"), sign: "?" },
    { word: "wrong", name: say("Wrong?"), sign: "≠" },
    { word: "mine", name: say("My thought"), sign: "+" },
  ];
  const KEY = "marks";
  const NARROW = window.matchMedia("(max-width: 59.99em)");
  const HEADER = 64; // pixels that the header and its edge take
  const LINE = 32; // pixels
  const SHORT = 60; // letters of a mark's words in a name

  /** @type {OwnMarks["filled"]} */
  function filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /* What is kept */

  /** The marks, if this browser could not keep them. @type {unknown[] | null} */
  let unkept = null;

  /** All that is kept, with what is no mark that we know: it may be somebody's all the same. */
  function stored() {
    if (unkept) return unkept;
    const text = kept.read(KEY) ?? "[]";
    try {
      const found = JSON.parse(text);
      if (Array.isArray(found)) return found;
    } catch {
      /* damaged */
    }
    kept.write(`${KEY}-damaged`, text);
    return [];
  }

  /** @param {unknown[]} marks */
  function store(marks) {
    const done = kept.write(KEY, JSON.stringify(marks));
    if (!done && !unkept) tell(SAY.notKept);
    unkept = done ? null : marks;
  }

  function announce() {
    document.dispatchEvent(new CustomEvent("course:marked"));
  }

  /** @type {OwnMarks["list"]} */
  function list() {
    return stored().filter(isAnnotation);
  }

  /** @param {string} id */
  function one(id) {
    return list().find((mark) => mark.id === id);
  }

  /** @param {Annotation} annotation */
  function replace(annotation) {
    const before = stored();
    const at = before.findIndex((mark) => isAnnotation(mark) && mark.id === annotation.id);
    store(at < 0 ? [...before, annotation] : before.map((mark, index) => (index === at ? annotation : mark)));
  }

  /** @type {OwnMarks["put"]} */
  function put(annotation) {
    replace(annotation);
    announce();
  }

  /** @type {OwnMarks["remove"]} */
  function remove(id) {
    store(stored().filter((mark) => !isAnnotation(mark) || mark.id !== id));
    announce();
  }

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40; // version 4 of RFC 9562
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `urn:uuid:${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
  }

  /** @type {OwnMarks["wordOf"]} */
  function wordOf(annotation) {
    const tag = tagOf(annotation);
    return WORDS.some(({ word }) => word === tag) ? tag : "mine";
  }

  /** @param {string} word */
  function styleOf(word) {
    return WORDS.find((style) => style.word === word) ?? WORDS[WORDS.length - 1];
  }

  /** @param {string} id */
  function anchorOf(id) {
    return `own-${id.replace(/^urn:uuid:/, "")}`;
  }

  /** @param {Annotation} annotation */
  function quoted(annotation) {
    const words = targetsOf(annotation)
      .flatMap(({ selector }) => selector)
      .map((part) => (part.type === "TextQuoteSelector" ? part.exact : ""))
      .filter(Boolean)
      .join(" ");
    return words.length > SHORT ? `${words.slice(0, SHORT).replace(/\s+\S*$/, "")} …` : words;
  }

  /**
   * The annotation with another word, or something else written. What it says besides stays.
   * @param {Annotation} annotation
   * @param {string} word
   * @param {string} written
   * @returns {Annotation}
   */
  function changed(annotation, word, written) {
    const others = annotation.body.filter(({ purpose }) => !["tagging", "commenting"].includes(purpose));
    const comment = written.trim() ? [{ type: "TextualBody", purpose: "commenting", value: written }] : [];
    return {
      ...annotation,
      motivation: written.trim() ? "commenting" : "highlighting",
      modified: new Date().toISOString(),
      body: /** @type {Annotation["body"]} */ ([
        ...comment,
        { type: "TextualBody", purpose: "tagging", value: word },
        ...others,
      ]),
    };
  }

  /* Where the letters of a paragraph stand in the page */

  /** @typedef {{ text: string, nodes: (Node | null)[], offsets: number[] }} Letters */

  /**
   * The paper's own words of a paragraph, as `quoting.ownWords` gives them, with the node of each letter and its offset
   * there. A formula is one: all its letters stand in its element. A space between cells stands nowhere.
   * @param {HTMLElement} paragraph
   * @returns {Letters}
   */
  function lettersOf(paragraph) {
    /** @type {string[]} */
    const letters = [];
    /** @type {(Node | null)[]} */
    const nodes = [];
    /** @type {number[]} */
    const offsets = [];
    /**
     * @param {string} text
     * @param {Node | null} node
     * @param {boolean} whole
     */
    function add(text, node, whole = false) {
      for (let at = 0; at < text.length; at += 1) {
        const space = /\s/.test(text[at]);
        if (space && (!letters.length || letters[letters.length - 1] === " ")) continue;
        letters.push(space ? " " : text[at]);
        nodes.push(node);
        offsets.push(whole ? 0 : at);
      }
    }
    /** @param {Node} node */
    function read(node) {
      if (node instanceof Text) add(node.data, node);
      if (!(node instanceof Element) || node.matches(NOT_WORDS)) return;
      if (node.localName === "math") {
        add((node.querySelector("annotation") ?? node).textContent ?? "", node, true);
        return;
      }
      node.childNodes.forEach(read);
      if (node.matches("br, td, th")) add(" ", null);
    }
    paragraph.childNodes.forEach(read);
    while (letters[letters.length - 1] === " ") letters.pop();
    return { text: letters.join(""), nodes, offsets };
  }

  /**
   * The letters inside a range; null if there are none.
   * @param {Letters} letters
   * @param {Range} range
   * @returns {Stretch | null}
   */
  function inside({ nodes, offsets }, range) {
    /** @param {number} at */
    function has(at) {
      const node = nodes[at];
      if (!node || !range.intersectsNode(node)) return false;
      if (!(node instanceof Text)) return true;
      if (node === range.startContainer && offsets[at] < range.startOffset) return false;
      return node !== range.endContainer || offsets[at] < range.endOffset;
    }
    const places = nodes.map((_, at) => at).filter(has);
    return places.length ? { start: places[0], end: places[places.length - 1] + 1 } : null;
  }

  /**
   * @param {Letters} letters
   * @param {Stretch} stretch
   */
  function rangeOf({ nodes, offsets }, { start, end }) {
    const range = document.createRange();
    const [first, last] = [nodes[start], nodes[end - 1]];
    if (first instanceof Text) range.setStart(first, offsets[start]);
    else if (first) range.setStartBefore(first);
    if (last instanceof Text) range.setEnd(last, offsets[end - 1] + 1);
    else if (last) range.setEndAfter(last);
    return range;
  }

  /* Where marks stand on this page */

  const paragraphs = all(".passage .paper");

  /**
   * The paragraph that an id names now: its own, that of a table or a formula, or a former one.
   * @param {string} id
   * @returns {HTMLElement | undefined}
   */
  function paragraphOf(id) {
    const element = document.getElementById(id);
    if (!element || element.matches(".paper")) return element ?? undefined;
    if (!element.matches(".was")) return all(".paper", element).find(({ dataset }) => dataset.id === id);
    return paragraphs.find(
      (paragraph) => element.compareDocumentPosition(paragraph) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
  }

  /** @type {PlacedMark[]} */
  let placed = [];

  function place() {
    /** @type {Map<HTMLElement, Letters>} */
    const read = new Map();
    /** @param {HTMLElement} paragraph */
    function letters(paragraph) {
      const known = read.get(paragraph) ?? lettersOf(paragraph);
      read.set(paragraph, known);
      return known;
    }
    /** @param {OwnTarget} target */
    function placeOfTarget({ source, selector }) {
      const own = paragraphOf(source);
      const there = own && find(letters(own).text, selector);
      if (own && there) return { paragraph: own, ...there };
      for (const paragraph of paragraphs) {
        const found = paragraph !== own && find(letters(paragraph).text, selector, true);
        if (found) return { paragraph, ...found };
      }
      return null;
    }
    placed = list().flatMap((annotation) =>
      targetsOf(annotation).flatMap((target) => {
        const found = placeOfTarget(target);
        return found ? [{ id: annotation.id, annotation, ...found }] : [];
      }),
    );
    return read;
  }

  /* Drawing */

  function clear() {
    all(".own-open, .own-printed").forEach((added) => {
      added.remove();
    });
    const touched = new Set(all("mark.own").map((mark) => mark.closest(".paper")));
    all("mark.own").forEach((mark) => {
      mark.replaceWith(...mark.childNodes);
    });
    touched.forEach((paragraph) => {
      paragraph?.normalize();
    });
  }

  /**
   * Puts marks around a node, one in the other.
   * @param {ChildNode} node
   * @param {string[]} ids
   * @param {Map<string, Annotation>} annotations
   */
  function wrap(node, ids, annotations) {
    const marks = ids.map((id) => {
      const word = wordOf(/** @type {Annotation} */ (annotations.get(id)));
      return make("mark", { class: `own own-${word}`, "data-own": id });
    });
    node.replaceWith(marks[0]);
    marks.slice(1).forEach((mark, index) => {
      marks[index].append(mark);
    });
    marks[marks.length - 1].append(node);
  }

  /**
   * Puts marks around a piece of a paragraph: around each of its text nodes, from the last to the first, so that the
   * offsets in those before stay true.
   * @param {Letters} letters
   * @param {Stretch & { ids: string[] }} piece
   * @param {Map<string, Annotation>} annotations
   */
  function drawPiece({ nodes, offsets }, { start, end, ids }, annotations) {
    for (let at = end - 1; at >= start; at -= 1) {
      const node = nodes[at];
      const past = offsets[at] + 1;
      while (at > start && nodes[at - 1] === node) at -= 1;
      if (node instanceof Text && !node.parentElement?.matches("table, thead, tbody, tr")) {
        if (past < node.length) node.splitText(past);
        wrap(offsets[at] ? node.splitText(offsets[at]) : node, ids, annotations);
      } else if (node instanceof Element) wrap(node, ids, annotations);
    }
  }

  /** @param {Annotation} annotation */
  function drawSign(annotation) {
    const marks = all("mark.own").filter(({ dataset }) => dataset.own === annotation.id);
    const last = marks[marks.length - 1];
    if (!last) return;
    marks[0].id = anchorOf(annotation.id);
    const { name, sign, word } = styleOf(wordOf(annotation));
    const written = commentOf(annotation);
    const link = make(
      "a",
      {
        class: `own-open own-${word}`,
        href: `#${encodeURIComponent(marks[0].id)}`,
        role: "button",
        "data-editorial": "",
        "data-open": annotation.id,
        "aria-haspopup": "dialog",
        "aria-label": filled(written ? SAY.signWithNote : SAY.sign, { name }),
      },
      make("span", { class: written ? "with-note" : "", "aria-hidden": "true" }, sign),
    );
    let outermost = last;
    while (outermost.parentElement?.matches("mark.own")) outermost = outermost.parentElement;
    (outermost.closest("a") ?? outermost).after(link); // a link cannot stand in a link
    if (written)
      drawPrinted(annotation, /** @type {HTMLElement} */ (last.closest(".paper")), sign, name, written);
  }

  /**
   * What was written, below its paragraph, for print alone.
   * @param {Annotation} annotation
   * @param {HTMLElement} paragraph
   * @param {string} sign
   * @param {string} name
   * @param {string} written
   */
  function drawPrinted(annotation, paragraph, sign, name, written) {
    const home = paragraph.closest(".exhibit, .gloss") ?? paragraph;
    let last = home;
    while (last.nextElementSibling?.matches(".own-printed")) last = last.nextElementSibling;
    const head = filled(SAY.printed, { sign, name, words: quoted(annotation) });
    last.after(make("p", { class: "own-printed" }, make("b", {}, head), " ", written));
  }

  function draw() {
    clear();
    const read = place();
    const annotations = new Map(placed.map(({ id, annotation }) => [id, annotation]));
    new Set(placed.map(({ paragraph }) => paragraph)).forEach((paragraph) => {
      const letters = /** @type {Letters} */ (read.get(paragraph));
      const here = placed.filter((mark) => mark.paragraph === paragraph);
      pieces(here)
        .reverse()
        .forEach((piece) => {
          drawPiece(letters, piece, annotations);
        });
    });
    annotations.forEach(drawSign);
  }

  /* Changing a mark */

  /** @type {OwnMarks["editor"]} */
  function editor(id, done) {
    const annotation = /** @type {Annotation} */ (one(id));
    const group = make("fieldset", { class: "own-words" }, make("legend", {}, SAY.word));
    const choices = WORDS.map(({ word, name, sign }) => {
      const choice = make("input", { type: "radio", name: `word-${id}`, value: word });
      choice.checked = word === wordOf(annotation);
      const label = make("span", { class: "own-sign", "aria-hidden": "true" }, sign);
      group.append(make("label", { class: `own-word own-${word}` }, choice, label, " ", name));
      return choice;
    });
    const field = make("textarea", { rows: "3", id: `written-${anchorOf(id)}` });
    field.value = commentOf(annotation);
    const erase = make("button", { type: "button", class: "own-delete" }, SAY.delete);
    /** Store what the fields say, and return whether it is new. */
    function save() {
      const now = one(id);
      const word = choices.find((choice) => choice.checked)?.value ?? wordOf(annotation);
      if (!now || (word === wordOf(now) && field.value === commentOf(now))) return false;
      replace(changed(now, word, field.value));
      return true;
    }
    choices.forEach((choice) => {
      choice.addEventListener("change", () => {
        if (save()) announce();
      });
    });
    let told = true; // whether others heard of what was typed
    field.addEventListener("input", () => {
      if (save()) told = false;
    });
    field.addEventListener("change", () => {
      if (!told) announce();
      told = true;
    });
    erase.addEventListener("click", () => {
      const last = one(id);
      done();
      remove(id);
      if (last) offerUndo(last);
    });
    const label = make("label", { for: field.id }, SAY.note);
    const note = make("p", { class: "meta" }, areKept() ? SAY.kept : SAY.notKept);
    return make("div", { class: "own-editor" }, group, label, field, note, erase);
  }

  /** @type {OwnMarks["areKept"]} */
  function areKept() {
    return !unkept;
  }

  /** @type {HTMLElement | null} */
  let undoing = null;

  /** @param {Annotation} annotation */
  function offerUndo(annotation) {
    undoing?.remove();
    const undo = make("button", { type: "button" }, SAY.undo);
    const close = make("button", { type: "button" }, SAY.close);
    const bar = make("div", { class: "own-undo", role: "status" }, SAY.deleted, " ", undo, " ", close);
    undoing = bar;
    document.body.append(bar);
    undo.addEventListener("click", () => {
      bar.remove();
      put(annotation);
      signOf(annotation.id)?.focus();
    });
    close.addEventListener("click", () => bar.remove());
    undo.focus();
  }

  /* A box at a mark, or at a paragraph */

  /** @type {{ box: HTMLElement, close: () => void } | null} */
  let shown = null;

  /** @param {string} id */
  function signOf(id) {
    return all(".own-open").find(({ dataset }) => dataset.open === id);
  }

  function closeBox() {
    const { close } = shown ?? {};
    shown = null;
    close?.();
  }

  /**
   * @param {string} name
   * @param {Element[]} inside
   * @param {() => DOMRect | undefined} near  where the words are
   * @param {() => void} back  gives the focus back
   */
  function showBox(name, inside, near, back) {
    closeBox();
    const close = make("button", { type: "button", class: "own-close" }, SAY.close);
    const box = make("div", { class: "own-box md-typeset", role: "dialog", "aria-label": name });
    box.append(make("p", { class: "own-name" }, name), close, ...inside);
    document.body.append(box);
    const rect = near();
    if (rect && NARROW.matches) {
      const room = window.innerHeight - box.offsetHeight;
      if (rect.top < HEADER || rect.bottom > room) {
        window.scrollBy({ top: rect.top - Math.max(HEADER, room - rect.height - LINE) });
      }
    } else if (rect) {
      const room = document.documentElement.clientWidth - box.offsetWidth - 8;
      box.style.left = `${Math.max(8, Math.min(rect.left, room)) + scrollX}px`;
      box.style.top = `${rect.bottom + 8 + scrollY}px`;
    }
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault(); // an open note below the box stays
      leave();
    });
    function leave() {
      closeBox();
      back();
    }
    close.addEventListener("click", leave);
    /* The phone's Back closes what covers the words, and leaves the page only then. */
    const gone = NARROW.matches ? closable(leave) : null;
    /* What was typed last is told to others when the field loses the focus. */
    function end() {
      if (box.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
      box.remove();
      gone?.();
    }
    shown = { box, close: end };
    return box;
  }

  /**
   * @param {string} id
   * @param {boolean} [writing]
   */
  function open(id, writing = false) {
    const annotation = one(id);
    if (!annotation) return;
    const fields = editor(id, closeBox);
    const link = home();
    if (link) fields.append(" ", make("a", { href: link.href }, SAY.home));
    const box = showBox(
      filled(SAY.dialog, { words: quoted(annotation) }),
      [fields],
      () => {
        const marks = all("mark.own").filter(({ dataset }) => dataset.own === id);
        return marks[marks.length - 1]?.getBoundingClientRect();
      },
      () => signOf(id)?.focus({ preventScroll: true }),
    );
    const focus = writing ? box.querySelector("textarea") : box.querySelector("input:checked");
    /** @type {HTMLElement | null} */ (focus)?.focus({ preventScroll: true });
    if (writing) focus?.scrollIntoView({ block: "nearest" });
  }

  /* Making a mark */

  /** Return the id of the mark that was made, or changed if these very words have one. @param {string} word */
  function mark(word) {
    const targets = chosen().flatMap(({ paragraph, range }) => {
      const letters = lettersOf(paragraph);
      const found = inside(letters, range);
      const whole = found && snapped(letters.text, found.start, found.end);
      if (!whole) return [];
      return [{ source: paragraph.id, selector: describe(letters.text, whole.start, whole.end) }];
    });
    if (!targets.length) return "";
    dismiss();
    const there = list().find((other) => JSON.stringify(targetsOf(other)) === JSON.stringify(targets));
    const now = new Date().toISOString();
    /** @type {Annotation} */
    const fresh = {
      id: newId(),
      type: "Annotation",
      motivation: "highlighting",
      created: now,
      modified: now,
      body: [],
      target: targets.length > 1 ? targets : targets[0],
    };
    const made = there ? changed(there, word, commentOf(there)) : changed(fresh, word, "");
    put(made);
    return made.id;
  }

  let latest = WORDS[0].word; // the word that was chosen last

  /** @param {HTMLElement} box */
  function addTools(box) {
    WORDS.forEach(({ word, name, sign }) => {
      const label = make("span", { class: "own-sign", "aria-hidden": "true" }, sign);
      const button = make("button", { type: "button", class: `own-word own-${word}` }, label, " ", name);
      button.addEventListener("click", () => {
        const focused = box.contains(document.activeElement);
        latest = word;
        const id = mark(word);
        if (id && areKept()) tell(filled(SAY.marked, { name }));
        if (focused) signOf(id)?.focus({ preventScroll: true });
      });
      box.insertBefore(button, box.querySelector(".copy-quote"));
    });
    const write = make("button", { type: "button", class: "own-write" }, SAY.write);
    write.addEventListener("click", () => open(mark(latest), true));
    box.insertBefore(write, box.querySelector(".copy-quote"));
  }

  /* Without a pointer: a sentence, or a whole paragraph */

  /** @param {HTMLElement} paragraph */
  function choose(paragraph) {
    const letters = lettersOf(paragraph);
    const called = placeOf(paragraph);
    const language = /** @type {HTMLElement} */ (paragraph.closest("[lang]"))?.lang;
    const found = sentences(letters.text, language);
    const list = make("ol", { class: "own-sentences" });
    /** @param {Stretch} stretch */
    function take(stretch) {
      closeBox();
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(rangeOf(letters, stretch));
      follow();
      tools?.querySelector("button")?.focus();
    }
    const whole = make("button", { type: "button" }, SAY.whole);
    whole.addEventListener("click", () => take({ start: 0, end: letters.text.length }));
    found.forEach((stretch) => {
      const words = letters.text.slice(stretch.start, stretch.end);
      const button = make("button", { type: "button", class: "paper-words", lang: language ?? "" }, words);
      button.addEventListener("click", () => take(stretch));
      list.append(make("li", {}, button));
    });
    showBox(
      filled(SAY.choose, { place: called }),
      [whole, list],
      () => paragraph.querySelector(".own-start")?.getBoundingClientRect(),
      () => /** @type {HTMLElement | null} */ (paragraph.querySelector(".own-start"))?.focus(),
    );
    whole.focus({ preventScroll: true });
  }

  function byKey() {
    const [first] = all("button", tools ?? undefined);
    if (tools && !tools.hidden) {
      first?.focus();
      return;
    }
    const top = window.innerHeight / 5; // what is read stands below it
    const read = paragraphs.filter((one) => one.getBoundingClientRect().bottom > top);
    const paragraph = read.find((one) => one.contains(document.activeElement)) ?? read[0];
    if (paragraph) choose(paragraph);
    else tell(SAY.none);
  }

  function offerStarts() {
    paragraphs
      .filter((paragraph) => paragraph.matches("p.paper:not(.part), .gloss"))
      .forEach((paragraph) => {
        const name = filled(SAY.start, { place: placeOf(paragraph) });
        const button = make("button", {
          type: "button",
          class: "own-start",
          "data-editorial": "",
          "aria-label": name,
          title: name,
        });
        button.addEventListener("click", () => choose(paragraph));
        paragraph.append(button);
      });
  }

  /* Links to the page of all marks, for those who have marked something */

  /** @type {OwnMarks["home"]} */
  function home() {
    return document.querySelector('.md-nav a[href*="my-reading/"]');
  }

  const line = make("p", { class: "meta own-line" });
  const passage = document.querySelector(".reading");
  if (passage) passage.after(line);
  else document.querySelector("[data-your-work]")?.append(line); // beside it, the whole page would be styled anew

  function countHere() {
    const link = home();
    const count = paragraphs.length ? new Set(placed.map(({ id }) => id)).size : list().length;
    line.hidden = !count || !link;
    if (!link) return;
    const words = filled(paragraphs.length ? SAY.here : SAY.everywhere, { count });
    line.replaceChildren(words, make("a", { href: link.href }, SAY.home));
  }

  /* The whole */

  /** @type {OwnMarks["watch"]} */
  function watch(changedNow) {
    changedNow();
    document.addEventListener("course:marked", changedNow);
    window.addEventListener("storage", ({ key }) => {
      if (key === null || key.endsWith(`:${KEY}`)) changedNow(); // other tabs keep other things, too
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) changedNow();
    });
  }

  /** A click on marked words opens their mark, unless they are a link, or are just being selected. @param {Event} event */
  function clicked(event) {
    const on = /** @type {Element} */ (event.target);
    const sign = /** @type {HTMLElement | null} */ (on.closest(".own-open"));
    const words = /** @type {HTMLElement | null} */ (on.closest("mark.own"));
    const id = sign?.dataset.open ?? words?.dataset.own;
    if (!id || (!sign && (on.closest("a") || !getSelection()?.isCollapsed || isHidden(words)))) return;
    event.preventDefault();
    event.stopPropagation();
    open(id);
  }

  /** In the first round the text stands alone. @param {Element | null} words */
  function isHidden(words) {
    return Boolean(words?.closest('.reading[data-round="text"]'));
  }

  /* A link to a mark leads to its words, and shows marks if they are hidden. */
  function arrive() {
    const mark = document.getElementById(named(location.hash));
    if (!mark?.matches("mark.own")) return;
    if (isHidden(mark)) announce();
    const words = document.getElementById(named(location.hash));
    words?.scrollIntoView({ block: "center" });
    signOf(words?.dataset.own ?? "")?.focus({ preventScroll: true });
  }

  if (paragraphs.length && tools) {
    addTools(tools);
    offerStarts();
    watch(draw);
    all(".passage").forEach((passage) => {
      passage.addEventListener("click", clicked, true);
      passage.addEventListener("keydown", (event) => {
        const on = /** @type {HTMLElement} */ (event.target);
        if (event.key !== " " || !on.matches(".own-open")) return;
        event.preventDefault();
        on.click();
      });
    });
    document.addEventListener("pointerdown", (event) => {
      if (shown && !shown.box.contains(/** @type {Node} */ (event.target))) closeBox();
    });
    keys.set("m", byKey);
    arrive();
    window.addEventListener("hashchange", arrive);
    window.addEventListener("load", () => {
      setTimeout(arrive); // what browsers do for the address takes the focus away
    });
  }
  watch(countHere);

  return {
    WORDS,
    list,
    put,
    remove,
    inPage: () => placed,
    wordOf,
    nameOf: (word) => styleOf(word).name,
    anchorOf,
    editor,
    areKept,
    watch,
    home,
    stretchOf(paragraph, elements) {
      const range = document.createRange();
      range.setStartBefore(elements[0]);
      range.setEndAfter(elements[elements.length - 1]);
      return inside(lettersOf(paragraph), range);
    },
    textOf: (paragraph) => lettersOf(paragraph).text,
    filled,
  };
})();
