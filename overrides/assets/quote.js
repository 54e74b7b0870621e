/* When a reader selects words of the paper, offers tools for them. One of them copies the words with their citation
   and a link to them: a text fragment (https://wicg.github.io/scroll-to-text-fragment/), which browsers highlight.
   Others come from own_marks.js. */
window.quoting = (() => {
  "use strict";

  const { say, all, make, keys, tell, copy, idOf, placeOf } = window.course;
  const ENDS = 4; // words that a link names at each end
  const LEAD = 3; // words before them
  /* What editors added, the marks of the paper's notes, and labels such as the bullets of a list. */
  const NOT_WORDS = "[data-editorial], .note, .fnref, .label, .speaker-name";

  /**
   * The paper's own words in a range, on one line, without what editors added.
   * @type {Quoting["ownWords"]}
   */
  function ownWords(range) {
    const clone = range.cloneContents();
    clone.querySelectorAll(NOT_WORDS).forEach((one) => {
      one.remove();
    });
    clone.querySelectorAll("annotation").forEach((tex) => {
      (tex.closest("semantics") ?? tex).replaceWith(tex.textContent ?? "");
    });
    clone.querySelectorAll("br, td, th").forEach((end) => {
      end.after(" ");
    });
    return (clone.textContent ?? "").replace(/\s+/g, " ");
  }

  /**
   * The word of a text around a place inside of it, as browsers find words for links to them.
   * @param {Node} node
   * @param {number} at
   */
  function wordAround(node, at) {
    if (!(node instanceof Text) || !("Segmenter" in Intl)) return undefined;
    const words = new Intl.Segmenter(node.parentElement?.closest("[lang]")?.getAttribute("lang") ?? "en", {
      granularity: "word",
    });
    const word = words.segment(node.data).containing(at);
    return word?.isWordLike && word.index < at ? word : undefined;
  }

  /**
   * What is selected of a paragraph, in whole words: a link to half of one leads nowhere.
   * @param {Range} range
   * @param {HTMLElement} paragraph
   */
  function within(range, paragraph) {
    const part = range.cloneRange();
    if (!paragraph.contains(range.startContainer)) part.setStart(paragraph, 0);
    if (!paragraph.contains(range.endContainer)) part.setEnd(paragraph, paragraph.childNodes.length);
    const first = wordAround(part.startContainer, part.startOffset);
    if (first) part.setStart(part.startContainer, first.index);
    const last = wordAround(part.endContainer, part.endOffset);
    if (last) part.setEnd(part.endContainer, last.index + last.segment.length);
    return part;
  }

  /**
   * The selected words of the paper, by paragraph; the rest of the page is the editors', and is left out.
   * @type {Quoting["selected"]}
   */
  function selected() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return [];
    const whole = selection.getRangeAt(0);
    return all(".paper")
      .filter((paragraph) => whole.intersectsNode(paragraph))
      .map((paragraph) => {
        const range = within(whole, paragraph);
        return { paragraph, range, words: ownWords(range).trim() };
      })
      .filter((part) => part.words);
  }

  /** The words before a part in its paragraph. @type {Quoting["before"]} */
  function before({ paragraph, range }) {
    const lead = document.createRange();
    lead.setStart(paragraph, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    return ownWords(lead);
  }

  /** @param {string[]} words */
  function encoded(words) {
    return encodeURIComponent(words.join(" ")).replace(/-/g, "%2D");
  }

  /**
   * The address of words in a paragraph of a page. It includes the last words of `lead`, so that the link
   * finds the right place if the words stand there twice.
   * @type {Quoting["addressOf"]}
   */
  function addressOf(page, paragraph, words, lead) {
    const all = words.split(" ");
    const long = all.length > 2 * ENDS;
    const start = encoded(long ? all.slice(0, ENDS) : all);
    const end = long ? `,${encoded(all.slice(-ENDS))}` : "";
    const just = lead.trim() && `${encoded(lead.trim().split(" ").slice(-LEAD))}-,`;
    const address = new URL(page);
    address.hash = "";
    return `${address.href}#${paragraph}:~:text=${just}${start}${end}`;
  }

  /**
   * From where to where words stand: `paragraphs 7 to 9`, or `table 2`.
   * @param {string} from
   * @param {string} to
   * @param {string[]} numbers of both, if they are paragraphs with numbers
   */
  function placeSaid(from, to, numbers) {
    if (from === to) return from;
    const [first, last] = numbers;
    if (first && last) return say("paragraphs {first} to {last}", { first, last });
    return say("{since} to {until}", { since: from, until: to });
  }

  /** @param {SelectedPart[]} parts */
  function citation(parts) {
    const [first, last] = [parts[0], parts[parts.length - 1]];
    const words = parts.map((part) => part.words).join(" ");
    const { label } = /** @type {HTMLElement} */ (first.paragraph.closest("[data-label]")).dataset;
    const [from, to] = [first, last].map((part) => placeOf(part.paragraph));
    const numbers = [first, last].map(({ paragraph }) =>
      paragraph.dataset.place ? "" : idOf(paragraph).slice(1),
    );
    const place = placeSaid(from, to, numbers);
    /** @type {HTMLAnchorElement | null} */
    const paper = document.querySelector("[data-paper]");
    const address = addressOf(
      paper ? paper.href : location.href,
      idOf(first.paragraph),
      words,
      before(first),
    );
    return say("“{words}” ({paper}, {place}). {address}", { words, paper: label ?? "", place, address });
  }

  /* Tools for the selected words: beside them, or at the bottom of the screen where they are selected by touch, so that
     the handles of the selection stay free. */
  const PRESS = 400; // milliseconds from a touch to its click, which may end the selection in between
  const WAYS = window.matchMedia?.("(hover: none)");
  /** @type {SelectedPart[]} */
  let chosen = [];
  let byTouch = WAYS?.matches ?? false;
  let pressed = false;
  /** @type {HTMLElement | null} */
  let tools = null;

  function copyCited() {
    const parts = selected();
    if (!parts.length && !chosen.length) return;
    copy(citation(parts.length ? parts : chosen)).then(
      () => tell(say("Copied with citation")),
      () => tell(say("Copying is not allowed here")),
    );
    if (tools) tools.hidden = true;
  }

  function follow() {
    if (!tools || pressed) return;
    const parts = selected();
    if (!parts.length) {
      tools.hidden = true;
      chosen = [];
      return;
    }
    chosen = parts;
    tools.hidden = false;
    tools.classList.toggle("at-bottom", byTouch);
    tools.style.cssText = "";
    if (!byTouch) placeBeside(tools, parts[parts.length - 1].range);
  }

  /**
   * @param {HTMLElement} box
   * @param {Range} range
   */
  function placeBeside(box, range) {
    const rects = range.getClientRects();
    const end = rects[rects.length - 1];
    if (!end) return;
    const room = document.documentElement.clientWidth - box.offsetWidth - 8;
    const below = end.bottom + 6;
    const above = rects[0].top - box.offsetHeight - 6;
    const fits = below + box.offsetHeight < window.innerHeight || above < 0;
    box.style.left = `${Math.max(Math.min(end.right, room), 8) + scrollX}px`;
    box.style.top = `${(fits ? below : above) + scrollY}px`;
  }

  function dismiss() {
    getSelection()?.removeAllRanges();
    chosen = [];
    if (tools) tools.hidden = true;
  }

  function offer() {
    const button = make("button", { type: "button", class: "copy-quote" }, say("Copy with citation"));
    const box = make(
      "div",
      { class: "quote-tools", role: "region", "aria-label": say("Selected words") },
      button,
    );
    tools = box;
    box.hidden = true;
    document.body.append(box);
    document.addEventListener("selectionchange", follow);
    document.addEventListener("pointerdown", (event) => {
      byTouch = event.pointerType === "touch";
    });
    box.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      pressed = true;
      setTimeout(() => {
        pressed = false;
        follow();
      }, PRESS);
    });
    box.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // an open note below the tools stays
      dismiss();
    });
    button.addEventListener("click", copyCited);
    keys.set("c", copyCited);
  }

  if (document.querySelector(".passage")) offer();

  return { NOT_WORDS, ownWords, selected, before, addressOf, tools, chosen: () => chosen, follow, dismiss };
})();
