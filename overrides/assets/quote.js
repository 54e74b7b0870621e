/* Selecting words of the paper offers them with their citation, and a link that leads back to them:
   a text fragment (https://wicg.github.io/scroll-to-text-fragment/), which browsers highlight. */
(function () {
  "use strict";

  const { all, make, keys, tell } = window.course;
  const ENDS = 4; // words at either end that a link names
  if (!document.querySelector(".passage")) return;

  const button = make("button", { type: "button", class: "copy-quote" }, "Copy with citation");
  button.hidden = true;
  document.body.append(button);

  /* The paper's own words in a range: what editors added is left out. */
  function ownWords(range) {
    const copy = range.cloneContents();
    copy.querySelectorAll("[data-editorial], .note").forEach((one) => one.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function paragraphOf(node) {
    return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".paper");
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const met = all(".paper").filter((paragraph) => range.intersectsNode(paragraph));
    const first = paragraphOf(range.startContainer) || met[0];
    const last = paragraphOf(range.endContainer) || met[met.length - 1];
    const words = ownWords(range);
    return first && last && words ? { range, first, last, words } : null;
  }

  /* The words just before a range in its paragraph, so that a link to words that stand twice finds the right ones. */
  function before({ range, first }) {
    const lead = document.createRange();
    lead.setStart(first, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    return ownWords(lead).split(" ").slice(-3).join(" ");
  }

  function encoded(words) {
    return encodeURIComponent(words).replace(/-/g, "%2D");
  }

  function addressOf(found) {
    const words = found.words.split(" ");
    const lead = before(found);
    const start = words.length > 2 * ENDS ? words.slice(0, ENDS).join(" ") : found.words;
    const end = words.length > 2 * ENDS ? `,${encoded(words.slice(-ENDS).join(" "))}` : "";
    const paper = document.querySelector("[data-paper]");
    const page = new URL(paper ? paper.href : location.href);
    page.hash = "";
    return `${page.href}#${found.first.id}:~:text=${lead ? `${encoded(lead)}-,` : ""}${encoded(start)}${end}`;
  }

  function citation(found) {
    const label = found.first.closest("[data-label]").dataset.label;
    const [from, to] = [found.first, found.last].map((paragraph) => paragraph.id.slice(1));
    const place = from === to ? `paragraph ${from}` : `paragraphs ${from} to ${to}`;
    return `“${found.words}” (${label}, ${place}). ${addressOf(found)}`;
  }

  function copyOldWay(text) {
    const field = make("textarea", { class: "told" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copying is not allowed here"));
  }

  function copy() {
    const found = selected();
    if (!found) return;
    const text = citation(found);
    const copied = navigator.clipboard ? navigator.clipboard.writeText(text).catch(() => copyOldWay(text)) : copyOldWay(text);
    copied.then(() => tell("Copied with citation"), () => tell("Copying is not allowed here"));
    button.hidden = true;
  }

  function offer() {
    const found = selected();
    button.hidden = !found;
    if (!found) return;
    const boxes = found.range.getClientRects();
    const end = boxes[boxes.length - 1];
    if (!end) return;
    const room = document.documentElement.clientWidth - button.offsetWidth - 8;
    button.style.left = `${Math.max(Math.min(end.right, room), 8) + scrollX}px`;
    button.style.top = `${end.bottom + 6 + scrollY}px`;
  }

  document.addEventListener("selectionchange", offer);
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", copy);
  keys.set("c", copy);
})();
