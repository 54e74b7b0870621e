/* Selecting words of the paper offers them with their citation, and a link that leads back to them:
   a text fragment (https://wicg.github.io/scroll-to-text-fragment/), which browsers highlight. */
(function () {
  "use strict";

  const { all, make, keys, tell, copy } = window.course;
  const ENDS = 4; // words at either end that a link names
  if (!document.querySelector(".passage")) return;

  const button = make("button", { type: "button", class: "copy-quote" }, "Copy with citation");
  button.hidden = true;
  document.body.append(button);

  /* The paper's own words in a range: what editors added is left out. */
  function ownWords(range) {
    const clone = range.cloneContents();
    clone.querySelectorAll("[data-editorial], .note").forEach((one) => one.remove());
    return clone.textContent.replace(/\s+/g, " ").trim();
  }

  function within(range, paragraph) {
    const part = range.cloneRange();
    if (!paragraph.contains(range.startContainer)) part.setStart(paragraph, 0);
    if (!paragraph.contains(range.endContainer)) part.setEnd(paragraph, paragraph.childNodes.length);
    return part;
  }

  /* What is selected of the paper, paragraph by paragraph; the rest of the page is the editors'. */
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const parts = all(".paper")
      .filter((paragraph) => range.intersectsNode(paragraph))
      .map((paragraph) => ({ paragraph, range: within(range, paragraph) }))
      .filter((part) => ownWords(part.range));
    if (!parts.length) return null;
    const [first, last] = [parts[0], parts[parts.length - 1]];
    return { first, last, words: parts.map((part) => ownWords(part.range)).join(" ") };
  }

  /* The words just before a part in its paragraph, so that a link to words that stand twice finds the right ones. */
  function before({ paragraph, range }) {
    const lead = document.createRange();
    lead.setStart(paragraph, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    return ownWords(lead).split(" ").slice(-3).join(" ");
  }

  function encoded(words) {
    return encodeURIComponent(words).replace(/-/g, "%2D");
  }

  function addressOf(found) {
    const words = found.words.split(" ");
    const lead = before(found.first);
    const start = words.length > 2 * ENDS ? words.slice(0, ENDS).join(" ") : found.words;
    const end = words.length > 2 * ENDS ? `,${encoded(words.slice(-ENDS).join(" "))}` : "";
    const paper = document.querySelector("[data-paper]");
    const page = new URL(paper ? paper.href : location.href);
    page.hash = "";
    return `${page.href}#${found.first.paragraph.id}:~:text=${lead ? `${encoded(lead)}-,` : ""}${encoded(start)}${end}`;
  }

  function citation(found) {
    const label = found.first.paragraph.closest("[data-label]").dataset.label;
    const [from, to] = [found.first, found.last].map((part) => part.paragraph.id.slice(1));
    const place = from === to ? `paragraph ${from}` : `paragraphs ${from} to ${to}`;
    return `“${found.words}” (${label}, ${place}). ${addressOf(found)}`;
  }

  function copyCited() {
    const found = selected();
    if (!found) return;
    copy(citation(found)).then(() => tell("Copied with citation"), () => tell("Copying is not allowed here"));
    button.hidden = true;
  }

  function offer() {
    const found = selected();
    button.hidden = !found;
    if (!found) return;
    const boxes = found.last.range.getClientRects();
    const end = boxes[boxes.length - 1];
    if (!end) return;
    const room = document.documentElement.clientWidth - button.offsetWidth - 8;
    button.style.left = `${Math.max(Math.min(end.right, room), 8) + scrollX}px`;
    button.style.top = `${end.bottom + 6 + scrollY}px`;
  }

  document.addEventListener("selectionchange", offer);
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", copyCited);
  keys.set("c", copyCited);
})();
