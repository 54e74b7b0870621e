/* Only in `course serve`: work through the doubts of an import beside the pages of the original. Each decision is sent
   to the preview, which writes seeds/paper.md and answers with the paper as it is then. */
(() => {
  "use strict";

  /** @typedef {{line: number, text: string, page: number, at: number}} Doubt */
  /** @typedef {{line: number, kind: string, level: number, name: string, id: string, text: string,
      shown: [string, string][], raw: string, doubts: Doubt[], join: {index: number, hyphen: boolean} | null,
      label: string}} Block */
  /** @typedef {{mark: string, blocks: Block[], whole: Doubt[], problems?: string[], undo: string, pages: number,
      without: string}} Paper */
  /** @typedef {{block: number, doubt: Doubt | null}} Item  A block, from 0, or -1 for the paper as a whole. */
  /** @typedef {{what: string, level?: number, label?: string, hyphen?: boolean, at?: number, typed?: string}} Decision */
  /** @typedef {{page: number, boxes: number[][], lines: [number, string][]}} Place */

  const DATA = new URL("../.preview/proofread/", location.href);
  const LONG = 240; // letters of a block beside the one that is looked at
  const HYPHEN = /[-‐\u00ad]$/;
  const ZOOMS = [1, 1.4, 2, 2.8];
  const KEYS = "proofread-keys";

  /** @template {HTMLElement} [E=HTMLElement] @param {string} selector @returns {E} */
  const need = (selector) => /** @type {E} */ (document.querySelector(selector));
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) =>
    [...document.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} inside
   */
  function make(tag, attributes = {}, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  }

  /** @type {Paper} */
  let paper = { mark: "", blocks: [], whole: [], undo: "", pages: 0, without: "" };
  /** @type {Item} */
  let current = { block: 0, doubt: null };
  let shownPage = 0;
  let zoom = 0;
  let busy = false;
  /** @type {Place} */
  let place = { page: 0, boxes: [], lines: [] };

  const filter = /** @type {HTMLSelectElement} */ (need("#filter"));
  const wanted = /** @type {HTMLInputElement} */ (need("#words"));
  const panel = /** @type {HTMLFormElement} */ (need("#panel"));
  const keysUsed = /** @type {HTMLInputElement} */ (need("#keys"));

  /** All doubts in the order of the paper. @returns {Item[]} */
  function doubts() {
    const own = paper.blocks.flatMap((block, at) => block.doubts.map((doubt) => ({ block: at, doubt })));
    return [...own, ...paper.whole.map((doubt) => ({ block: withWords(doubt), doubt }))];
  }

  /** The words of the paper that a doubt quotes. @param {Doubt | null} doubt */
  const quotedIn = (doubt) => /“([^”]{4,}?)[-\s]*…?”/.exec(doubt?.text ?? "")?.[1] ?? "";

  /** The only block that has the words that a doubt about the whole paper quotes; -1 if there is none. @param {Doubt} doubt */
  function withWords(doubt) {
    const quoted = quotedIn(doubt);
    const found = quoted
      ? paper.blocks.flatMap((block, at) => (block.text.includes(quoted) ? [at] : []))
      : [];
    return found.length === 1 ? found[0] : -1;
  }

  /** What the list shows. @returns {Item[]} */
  function items() {
    const kind = filter.value;
    const sought = wanted.value.trim().toLowerCase();
    const found =
      kind === "doubts"
        ? doubts()
        : paper.blocks.flatMap((block, at) =>
            is(block, kind) ? [{ block: at, doubt: block.doubts[0] ?? null }] : [],
          );
    if (!sought) return found;
    return found.filter((item) =>
      `${item.doubt?.text ?? ""} ${paper.blocks[item.block]?.name ?? ""} ${wordsOf(item)}`
        .toLowerCase()
        .includes(sought),
    );
  }

  /** @param {Block} block @param {string} kind */
  function is(block, kind) {
    if (kind === "quotation") return ["quotation", "verse", "item"].includes(block.kind);
    return kind === "all" || block.kind === kind;
  }

  /** @param {Item} item */
  function wordsOf(item) {
    return paper.blocks[item.block]?.shown.map(([text]) => text).join("") ?? "";
  }

  /** @param {Item} one @param {Item} other */
  const same = (one, other) => one.block === other.block && one.doubt?.line === other.doubt?.line;

  /** @param {string} words @param {boolean} [alarm] */
  function say(words, alarm = false) {
    const said = need("#said");
    said.classList.toggle("alarm", alarm);
    said.textContent = words;
  }

  /** @param {number} count */
  const doubtsLeft = (count) =>
    count === 0 ? "No doubts left" : count === 1 ? "1 doubt left" : `${count} doubts left`;

  /* Show */

  function show() {
    const left = doubts().length;
    need("#left").textContent = doubtsLeft(left);
    /** @type {HTMLButtonElement} */ (need("#undo")).disabled = !paper.undo;
    need("#undo").title = paper.undo ? `Undo: ${paper.undo}` : "";
    showList();
    showBlock();
    showPlace();
  }

  function showList() {
    const found = items();
    need("#list").replaceChildren(
      ...found.map((item, at) => {
        const button = make("button", { type: "button", "data-at": String(at) });
        if (same(item, current)) button.setAttribute("aria-current", "true");
        const about = item.block < 0 ? "The whole paper" : paper.blocks[item.block].name;
        const page = item.doubt?.page ? `, page ${item.doubt.page}` : "";
        const words =
          filter.value === "doubts" && item.doubt ? sentence(withoutPlace(item.doubt.text)) : wordsOf(item);
        button.append(
          make(
            "small",
            {},
            `${about}${page}${item.doubt && filter.value !== "doubts" ? ", with a doubt" : ""}`,
          ),
        );
        button.append(make("span", { class: "words" }, words.slice(0, 140)));
        button.addEventListener("click", () => open(item, true));
        return make("li", {}, button);
      }),
    );
    const none = need("#none");
    none.hidden = found.length > 0;
    none.textContent =
      filter.value === "doubts" && !wanted.value ? "Every doubt is settled." : "Nothing of this kind.";
    need("#list [aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} text */
  const withoutPlace = (text) => text.replace(/^(?:page|line) \d+: /, "");

  /** The words of a block, with their marks; of a long one only its start or its end. @param {Block} block @param {"start" | "end" | ""} part */
  function words(block, part = "") {
    const made = make("div", { class: `words ${block.kind}`, dir: "auto" });
    const stretches = part ? shortened(block.shown, part) : block.shown;
    for (const [text, kinds] of stretches) made.append(kinds ? make("span", { class: kinds }, text) : text);
    return made;
  }

  /** @param {[string, string][]} shown @param {"start" | "end"} part @returns {[string, string][]} */
  function shortened(shown, part) {
    const whole = shown.reduce((length, [text]) => length + text.length, 0);
    if (whole <= LONG * 1.3) return shown;
    /** @type {[string, string][]} */
    const kept = [];
    let left = LONG;
    for (const [text, kinds] of part === "end" ? [...shown].reverse() : shown) {
      const whole = text.length <= left;
      const cut =
        part === "end"
          ? text.slice(-left).replace(/^\S*/, "… ")
          : `${text.slice(0, left).replace(/\S*$/, "")} …`;
      kept.push([whole ? text : cut, kinds]);
      left -= text.length;
      if (left <= 0) break;
    }
    return part === "end" ? kept.reverse() : kept;
  }

  /** @param {string} selector @param {number[]} indexes @param {"start" | "end"} part */
  function beside(selector, indexes, part) {
    need(selector).replaceChildren(
      ...indexes.flatMap((at) => {
        const block = paper.blocks[at];
        if (!block || current.block < 0) return [];
        const button = make(
          "button",
          { type: "button" },
          `${part === "end" ? "Before" : "After"}: ${block.name}`,
        );
        button.addEventListener("click", () => open({ block: at, doubt: block.doubts[0] ?? null }, true));
        return [button, words(block, part)];
      }),
    );
  }

  /** The block that this one would go on, if notes or page ends stand between, and the one just before. @returns {number[]} */
  function before() {
    const next = current.block - 1;
    const joins = paper.blocks[current.block]?.join?.index ?? next;
    return joins === next ? [next] : [joins, next];
  }

  function showBlock() {
    closePanel();
    const block = paper.blocks[current.block];
    const { doubt } = current;
    const list = items();
    const at = list.findIndex((item) => same(item, current));
    const done = filter.value === "doubts" && !doubts().length && !doubt;
    need("#next").hidden = !done && paper.blocks.length > 0 && !paper.problems?.length;
    need("#next").replaceChildren(...whatNext(done));
    need("#blocks").hidden = !block && !doubt;
    need("#count").textContent =
      at >= 0
        ? `${doubt && filter.value === "doubts" ? "Doubt" : "Number"} ${at + 1} of ${list.length}${doubt?.page ? `, page ${doubt.page}` : ""}`
        : "";
    need("#title").textContent = doubt
      ? sentence(withoutPlace(doubt.text))
      : done
        ? "Every doubt is settled"
        : (block?.name ?? "There is nothing to proofread");
    need("#block").replaceChildren(
      ...(block
        ? [make("span", { class: "name" }, block.name), words(block)]
        : [make("span", {}, "This is about the paper as a whole.")]),
    );
    beside("#before", before(), "end");
    beside("#after", [current.block + 1], "start");
    for (const button of all("[data-what]")) showChoice(/** @type {HTMLButtonElement} */ (button), block);
  }

  /** @param {string} text */
  const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  /** @param {HTMLButtonElement} button @param {Block | undefined} block */
  function showChoice(button, block) {
    const what = button.dataset.what ?? "";
    const display = !block || ["table", "figure", "formula", "gloss"].includes(block.kind);
    const is =
      block &&
      (what === block.kind || (what === "leave-out" && block.kind === "leftout")) &&
      (what !== "heading" || Number(button.dataset.level) === block.level);
    if (!["right", "join", "cut", "typed"].includes(what))
      button.setAttribute("aria-pressed", String(Boolean(is)));
    if (what === "right") button.disabled = !current.doubt;
    else if (what === "join") button.disabled = !block?.join;
    else if (what === "typed" || what === "leave-out") button.disabled = !block;
    else button.disabled = display;
    if (what === "join")
      button.firstChild?.replaceWith(
        block?.join
          ? `Join with ${paper.blocks[block.join.index].name.toLowerCase()}`
          : "Join with the one before",
      );
  }

  /** @param {boolean} done @returns {Node[]} */
  function whatNext(done) {
    if (!paper.blocks.length) return [make("p", {}, paper.without)];
    const made = (paper.problems ?? []).map((one) => make("p", {}, one));
    if (!done) return made;
    return [
      ...made,
      make("p", {}, "All doubts of the import are settled. What comes next:"),
      make(
        "p",
        {},
        make("code", {}, "course check"),
        " compares the words with those of the file, and says what else is open in the course.",
      ),
      make(
        "p",
        {},
        "If you want to go through the rest of the paper, choose “The whole paper” or “Headings” in the list.",
      ),
    ];
  }

  /* The original */

  async function showPlace() {
    const { block, doubt } = current;
    need("#original").hidden = !paper.pages && !doubt?.at && !paper.without;
    need("#page-tools").hidden = !paper.pages;
    if (!paper.pages && !doubt?.at) {
      need("#found").textContent = paper.without;
      need("#sheet").replaceChildren();
      return;
    }
    const asked = new URLSearchParams({
      block: String(block),
      page: String(doubt?.page || nearestPage()),
      line: String(doubt?.at ?? 0),
      words: quotedIn(doubt),
    });
    const answer = await fetch(new URL(`place?${asked}`, DATA), { cache: "no-store" });
    if (!answer.ok || !same({ block, doubt }, current)) return;
    place = await answer.json();
    if (!paper.pages) {
      showLines(doubt?.at ?? 0);
      return;
    }
    pages.set(block, place.page);
    need("#found").textContent = place.boxes.length
      ? ""
      : "These words were not found on the page by themselves; look for them.";
    showPage(place.page);
  }

  /** The pages on which blocks stand, as far as they were looked at. @type {Map<number, number>} */
  const pages = new Map();

  function nearestPage() {
    for (let at = current.block; at >= 0; at -= 1) {
      const found = pages.get(at) ?? paper.blocks[at]?.doubts[0]?.page;
      if (found) return found;
    }
    return 1;
  }

  /** @param {number} here */
  function showLines(here) {
    need("#found").textContent = place.lines.length ? `The file that was imported, around line ${here}.` : "";
    const list = make("ol", { start: String(place.lines[0]?.[0] ?? 1) });
    for (const [number, text] of place.lines)
      list.append(make("li", number === here ? { class: "here" } : {}, text));
    need("#sheet").replaceChildren(...(place.lines.length ? [list] : []));
    need("#sheet .here")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} number */
  function showPage(number) {
    shownPage = Math.min(Math.max(number, 1), paper.pages);
    need("#page-number").textContent = `Page ${shownPage} of ${paper.pages}`;
    /** @type {HTMLButtonElement} */ (need("#page-before")).disabled = shownPage <= 1;
    /** @type {HTMLButtonElement} */ (need("#page-after")).disabled = shownPage >= paper.pages;
    const sheet = need("#sheet");
    const width = Math.round(sheet.clientWidth * ZOOMS[zoom] * Math.min(devicePixelRatio, 2)) || 900;
    const address = new URL(`page?number=${shownPage}&width=${Math.ceil(width / 200) * 200}`, DATA);
    const image = make("img", { src: address.href, alt: `Page ${shownPage} of the original` });
    const picture = make("div", { class: "picture" }, image);
    picture.style.width = `${ZOOMS[zoom] * 100}%`;
    const boxes = shownPage === place.page ? place.boxes : [];
    for (const [left, top, right, bottom] of boxes) {
      const box = make("span");
      Object.assign(box.style, {
        left: percent(left),
        top: percent(top),
        width: percent(right - left),
        height: percent(bottom - top),
      });
      picture.append(box);
    }
    if (boxes.length) picture.append(bar(boxes));
    image.addEventListener("load", () => lookAt(picture, boxes));
    sheet.replaceChildren(picture);
  }

  /** A line at the margin, beside all of the boxes. @param {number[][]} boxes */
  function bar(boxes) {
    const top = Math.min(...boxes.map((box) => box[1]));
    const made = make("span", { class: "bar" });
    const height = Math.max(...boxes.map((box) => box[3])) - top;
    const left = Math.min(...boxes.map((box) => box[0])) - 0.015;
    Object.assign(made.style, { left: percent(left), top: percent(top), height: percent(height) });
    return made;
  }

  /** @param {number} part */
  const percent = (part) => `${part * 100}%`;

  /** @param {HTMLElement} picture @param {number[][]} boxes */
  function lookAt(picture, boxes) {
    const sheet = need("#sheet");
    const [first] = boxes;
    if (!first) return;
    sheet.scrollTop = first[1] * picture.offsetHeight - sheet.clientHeight / 4;
    sheet.scrollLeft = first[0] * picture.offsetWidth - 20;
  }

  /* Go */

  /** @param {Item} item @param {boolean} [focus] */
  function open(item, focus = false) {
    current = item;
    say("");
    const block = paper.blocks[item.block];
    history.replaceState(null, "", block ? `#${block.id}` : location.pathname);
    show();
    if (focus) need("#title").focus({ preventScroll: true });
    need("#work").scrollTop = 0;
    if (focus && matchMedia("(max-width: 44rem)").matches) need("#work").scrollIntoView();
  }

  /** @param {number} step */
  function move(step) {
    const list = items();
    if (!list.length) return;
    const at = list.findIndex((item) => same(item, current));
    const next =
      at >= 0
        ? at + step
        : step > 0
          ? list.findIndex((item) => item.block >= current.block)
          : list.length - 1;
    if (next < 0 || next >= list.length) {
      say(step > 0 ? "This is the last one of the list." : "This is the first one of the list.");
      return;
    }
    open(list[next], true);
  }

  /** Where to look after a decision at `before`. @param {Item} before @param {string} what */
  function openNext(before, what) {
    if (before.doubt && what !== "undo") {
      const list = doubts();
      open(
        list.find((item) => item.block >= before.block) ??
          list[0] ?? { block: Math.max(before.block, 0), doubt: null },
        true,
      );
      return;
    }
    const at = Math.min(Math.max(before.block, 0), paper.blocks.length - 1);
    const block = paper.blocks[at];
    const doubt = block?.doubts.find((one) => one.text === before.doubt?.text) ?? block?.doubts[0] ?? null;
    open({ block: at, doubt: filter.value === "doubts" ? doubt : null }, true);
  }

  /* Decide */

  /** @param {Decision} decision */
  async function decide(decision) {
    if (busy) return;
    busy = true;
    const before = current;
    const undoing = decision.what === "undo";
    const line = paper.blocks[before.block]?.line ?? 0;
    try {
      const answer = await fetch(new URL("edit", DATA), {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-Course-Token": need("meta[name=course-token]").getAttribute("content") ?? "",
        },
        body: JSON.stringify({ ...decision, mark: paper.mark, line, doubt: before.doubt?.line ?? 0 }),
      });
      const told = await answer.json();
      if (answer.ok) {
        const joined =
          decision.what === "join" ? (paper.blocks[before.block]?.join?.index ?? before.block) : before.block;
        if (!undoing) trail.push(before);
        const back = undoing
          ? (trail.pop() ?? before)
          : { ...before, block: before.doubt ? before.block : joined };
        take(told.paper);
        openNext(back, decision.what);
        say(`${told.said} ${doubtsLeft(doubts().length)}.`);
      } else {
        if (answer.status === 409 && told.paper) {
          take(told.paper);
          openNext({ ...before, doubt: null }, "");
        }
        say(told.said, true);
      }
    } catch {
      say("The preview does not answer, so nothing was saved. Is `course serve` still running?", true);
    } finally {
      busy = false;
    }
  }

  /** What was looked at before each decision, for its undoing. @type {Item[]} */
  const trail = [];

  /** @param {Paper} now */
  function take(now) {
    paper = now;
    pages.clear();
  }

  /* Panels that ask something more */

  function closePanel() {
    panel.hidden = true;
    need("#choices").classList.remove("asking");
    panel.replaceChildren();
    for (const one of all("[aria-expanded]")) one.setAttribute("aria-expanded", "false");
  }

  /** @param {string} what @param {(Node | string)[]} inside @param {() => void} done */
  function ask(what, inside, done) {
    closePanel();
    panel.replaceChildren(...inside);
    panel.hidden = false;
    need("#choices").classList.add("asking");
    need(`[data-what="${what}"]`).setAttribute("aria-expanded", "true");
    panel.onsubmit = (event) => {
      event.preventDefault();
      done();
    };
    const first = /** @type {HTMLElement | null} */ (panel.querySelector("textarea, input, button"));
    first?.focus();
  }

  /** @param {string} name */
  function buttons(name) {
    const cancel = make("button", { type: "button" }, "Cancel");
    cancel.addEventListener("click", leavePanel);
    return make("p", { class: "tools" }, make("button", { class: "right" }, name), cancel);
  }

  function leavePanel() {
    const opened = all('[aria-expanded="true"]')[0];
    closePanel();
    opened?.focus();
  }

  /** @param {Block} block */
  function askNote(block) {
    const input = make("input", { type: "text", id: "label", value: block.label, autocomplete: "off" });
    ask(
      "note",
      [
        make(
          "p",
          {},
          make("label", { for: "label" }, "The number or sign of the note, as it is printed: "),
          input,
        ),
        buttons("It is this note"),
      ],
      () => decide({ what: "note", label: input.value.trim() }),
    );
    input.select();
  }

  /** @param {Block} block */
  function join(block) {
    if (!block.join) return;
    const before = paper.blocks[block.join.index].text;
    if (!block.join.hyphen) {
      decide({ what: "join" });
      return;
    }
    const last = before.split(/\s/).at(-1) ?? "";
    const first = block.text.split(/\s/)[0];
    const choices = [
      { hyphen: false, word: last.replace(HYPHEN, "") + first },
      { hyphen: true, word: last + first },
    ].map(({ hyphen, word }) => {
      const button = make("button", { type: "button" }, `“${word}”`);
      button.addEventListener("click", () => decide({ what: "join", hyphen }));
      return button;
    });
    const cancel = make("button", { type: "button" }, "Cancel");
    cancel.addEventListener("click", leavePanel);
    ask(
      "join",
      [
        make("p", {}, "The word at the seam has a hyphen. Which is right?"),
        make("p", { class: "tools" }, ...choices, cancel),
      ],
      () => {},
    );
  }

  /** @param {Block} block */
  function askCut(block) {
    const text = make("textarea", { class: "cutting", id: "cutting", dir: "auto", spellcheck: "false" });
    text.value = block.text;
    const preview = make("p", { class: "preview", role: "status" });
    const shown = () => {
      const rest = text.value.slice(text.selectionStart).trimStart();
      preview.textContent =
        text.selectionStart && rest
          ? `What follows begins: “${rest.slice(0, 60)}${rest.length > 60 ? " …" : ""}”`
          : "Nothing is chosen yet.";
    };
    const cut = () => decide({ what: "cut", at: [...text.value.slice(0, text.selectionStart)].length });
    text.addEventListener("beforeinput", (event) => {
      event.preventDefault(); // only where the cut is can be chosen
      if (event.inputType === "insertLineBreak" || event.inputType === "insertParagraph") cut();
    });
    for (const one of ["click", "keyup", "select"]) text.addEventListener(one, shown);
    ask(
      "cut",
      [
        make(
          "p",
          {},
          make(
            "label",
            { for: "cutting" },
            "Put the cursor before the first word of what follows, and press Enter.",
          ),
        ),
        text,
        preview,
        buttons("Cut here"),
      ],
      cut,
    );
    const at = Math.max(block.text.indexOf(quotedIn(current.doubt) || block.text), 0);
    text.setSelectionRange(at, at);
    text.blur(); // so that browsers scroll to the cursor
    text.focus();
    shown();
  }

  /** @param {Block} block */
  function askTyped(block) {
    const text = make("textarea", {
      id: "typing",
      spellcheck: "true",
      dir: "auto",
      lang: document.documentElement.lang,
    });
    text.value = block.raw;
    const signs =
      "As it stands in seeds/paper.md: *emphasis*, [^1] for the mark of note 1, an empty line between paragraphs. Saved as you type it; words that differ from the file are told.";
    ask("typed", [make("p", {}, make("label", { for: "typing" }, signs)), text, buttons("Save")], () =>
      decide({ what: "typed", typed: text.value }),
    );
    text.style.height = `${Math.min(text.scrollHeight + 8, innerHeight * 0.5)}px`;
  }

  /** @param {HTMLElement} button */
  function choose(button) {
    const block = paper.blocks[current.block];
    const what = button.dataset.what ?? "";
    if (what === "note") askNote(block);
    else if (what === "join") join(block);
    else if (what === "cut") askCut(block);
    else if (what === "typed") askTyped(block);
    else decide({ what, level: Number(button.dataset.level ?? 1) });
  }

  /* Keys */

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Escape" && !panel.hidden) {
      leavePanel();
      return;
    }
    const typing = target.closest("textarea, input, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || need("dialog").hasAttribute("open"))
      return;
    if (!keysUsed.checked && event.key !== "?") return;
    const level = /^[56]$/.test(event.key) ? Number(event.key) : 0;
    const button = /** @type {HTMLButtonElement | undefined} */ (
      all("button[data-key]").find((one) => one.dataset.key === event.key.toLowerCase())
    );
    const heading = /** @type {HTMLButtonElement} */ (need("[data-what=heading]"));
    if (level && !heading.disabled) decide({ what: "heading", level });
    else if (button && !button.disabled && button.offsetParent) button.click();
    else return;
    event.preventDefault();
  }

  function useKeys() {
    document.body.classList.toggle("no-keys", !keysUsed.checked);
    localStorage.setItem(KEYS, keysUsed.checked ? "yes" : "no");
  }

  /* Begin */

  async function read() {
    const answer = await fetch(new URL("paper", DATA), { cache: "no-store" });
    const now = await answer.json();
    if (!answer.ok) {
      say(now.said, true);
      return false;
    }
    const fresh = now.mark !== paper.mark;
    if (fresh || !now.mark) take(now);
    return fresh;
  }

  /** What the address names: a block, or the first doubt. @returns {Item} */
  function named() {
    const id = location.hash.slice(1);
    const at = paper.blocks.findIndex((block) => block.id === id);
    if (at >= 0) return { block: at, doubt: paper.blocks[at].doubts[0] ?? null };
    return doubts()[0] ?? { block: 0, doubt: null };
  }

  /* Somebody may have edited the file meanwhile. */
  async function look() {
    if (document.visibilityState !== "visible" || busy || !panel.hidden) return;
    const before = current;
    if (await read().catch(() => false)) {
      say("The file was changed elsewhere; this is how it is now.");
      openNext({ ...before, doubt: null }, "");
    }
  }

  async function begin() {
    for (const button of all("#choices [data-key]:not([data-level]), header [data-key]"))
      button.append(make("kbd", { "aria-hidden": "true" }, button.dataset.key ?? ""));
    for (const button of all("button[data-key]"))
      button.setAttribute("aria-keyshortcuts", button.dataset.key ?? "");
    need("#sheet").tabIndex = 0; // so that keys scroll it
    keysUsed.checked = localStorage.getItem(KEYS) !== "no";
    useKeys();
    keysUsed.addEventListener("change", useKeys);
    for (const button of all("[data-what]")) button.addEventListener("click", () => choose(button));
    need("#undo").addEventListener("click", () => decide({ what: "undo" }));
    need("#skip").addEventListener("click", () => move(1));
    need("#back").addEventListener("click", () => move(-1));
    need("#help").addEventListener("click", () =>
      /** @type {HTMLDialogElement} */ (need("dialog")).showModal(),
    );
    need("#page-before").addEventListener("click", () => showPage(shownPage - 1));
    need("#page-after").addEventListener("click", () => showPage(shownPage + 1));
    need("#larger").addEventListener("click", () => resize(1));
    need("#smaller").addEventListener("click", () => resize(-1));
    filter.addEventListener("change", showList);
    wanted.addEventListener("input", showList);
    document.addEventListener("keydown", pressed);
    window.addEventListener("focus", look);
    window.addEventListener("hashchange", () => open(named(), true));
    document.addEventListener("visibilitychange", look);
    if (await read()) {
      if (!doubts().length && location.hash) filter.value = "all";
    }
    if (paper.mark) open(named());
    else show();
  }

  /** @param {number} step */
  function resize(step) {
    zoom = Math.min(Math.max(zoom + step, 0), ZOOMS.length - 1);
    showPage(shownPage);
  }

  begin().catch(() => say("The preview does not answer. Is `course serve` still running?", true));
})();
