/* In `course serve`, and on the page “Write”: a field for Markdown, with a toolbar for what most texts need, and what
   readers will see. */
window.editProse = (() => {
  "use strict";

  const { make } = window.course;
  const KINDS = [
    ["", "anything"],
    ["term", "a term"],
    ["event", "an event"],
    ["place", "a place"],
    ["paragraph", "a paragraph"],
    ["lesson", "a lesson"],
    ["question", "a question"],
    ["source", "a source"],
    ["page", "a page"],
  ];
  const LEAST = 4; // rows
  const MOST = 18;

  /**
   * What a text is with marks around what is selected, or without them if it has them; and what is selected then.
   * @type {EditProse["surrounded"]}
   */
  function surrounded(text, start, end, mark) {
    const inner = text.slice(start, end);
    const long = mark.length;
    const before = text.slice(start - long, start) === mark && text.slice(end, end + long) === mark;
    const more =
      mark.length === 1 && text.slice(start - 2, start) === "**" && text.slice(end, end + 2) === "**";
    if (inner && before && (!more || text.slice(start - 3, start) === "***"))
      return { from: start - long, to: end + long, words: inner, start: start - long, end: end - long };
    const lead = inner.length - inner.trimStart().length; // no space may stand beside a mark
    const body = inner.trim();
    const words = `${inner.slice(0, lead)}${mark}${body}${mark}${inner.slice(lead + body.length)}`;
    const at = start + lead + long;
    return { from: start, to: end, words, start: at, end: at + body.length };
  }

  /**
   * The lines that are selected as a list, or without its signs if they are one.
   * @type {EditProse["listed"]}
   */
  function listed(text, start, end) {
    const from = text.lastIndexOf("\n", start - 1) + 1;
    const next = text.indexOf("\n", end);
    const to = next < 0 ? text.length : next;
    const lines = text.slice(from, to).split("\n");
    const already = lines.every((line) => !line.trim() || /^\s*[-*] /.test(line));
    const signed = lines.map((line) =>
      already ? line.replace(/^(\s*)[-*] /, "$1") : line.trim() ? `- ${line}` : line,
    );
    const empty = lines.length === 1 && !lines[0].trim();
    const above = text.slice(0, from).trimEnd();
    const apart = !already && above && text.slice(above.length, from).split("\n").length < 3 ? "\n" : "";
    const words = apart + (empty ? "- " : signed.join("\n"));
    return { from, to, words, start: from + words.length, end: from + words.length };
  }

  /** @type {EditProse["field"]} */
  function field(one, value, changed) {
    const area = make("textarea", { rows: String(LEAST), dir: "auto", spellcheck: "true" });
    area.value = typeof value === "string" ? value : "";
    const shown = make("div", {
      class: "edit-shown md-typeset",
      role: "region",
      "aria-label": `${one.label}, as readers will see it`,
    });
    shown.hidden = true;
    const linking = make("div", { class: "edit-linking" });
    linking.hidden = true;

    function grow() {
      const rows = area.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 48), 0);
      area.rows = Math.min(Math.max(rows + 1, LEAST), MOST);
    }

    /** @param {EditChange} change */
    function put(change) {
      area.focus();
      area.setSelectionRange(change.from, change.to);
      /* The old command, since it alone can be taken back with the keys for undo. */
      if (!document.execCommand("insertText", false, change.words)) {
        area.setRangeText(change.words, change.from, change.to, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      area.setSelectionRange(change.start, change.end);
    }

    /** @param {string} mark */
    const surround = (mark) => put(surrounded(area.value, area.selectionStart, area.selectionEnd, mark));

    /** @type {[name: string, sign: string, key: string, act: () => void][]} */
    const tools = [
      ["Emphasis", "I", "i", () => surround("*")],
      ["Strong emphasis", "B", "b", () => surround("**")],
      ["List", "•", "", () => put(listed(area.value, area.selectionStart, area.selectionEnd))],
      ["Link to a part of the course", "Link", "k", link],
    ];
    const takesFiles = window.editFiles && !window.writeData; // a form by hand saves nothing, in a preview neither
    if (takesFiles) tools.push(["Picture or file", "Picture or file", "", () => show(null)]);
    const bar = make("div", { class: "edit-toolbar", role: "toolbar", "aria-label": `Format: ${one.label}` });
    const buttons = tools.map(([name, sign, key, act], at) => {
      const title = key ? `${name} (Ctrl+${key.toUpperCase()})` : name;
      const button = make("button", { type: "button", "aria-label": name, title }, sign);
      button.tabIndex = at ? -1 : 0;
      button.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay selected
      button.addEventListener("click", act);
      return button;
    });
    bar.append(...buttons);
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const now = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      const next = buttons[(now + step + buttons.length) % buttons.length];
      buttons.forEach((button) => {
        button.tabIndex = button === next ? 0 : -1;
      });
      next.focus();
    });

    function link() {
      const [from, to] = [area.selectionStart, area.selectionEnd];
      const words = area.value.slice(from, to);
      const kind = make("select", { "aria-label": "What to link to" });
      kind.append(...KINDS.map(([id, name]) => make("option", { value: id }, name)));
      const { whole, input } = window.editFinder.box(
        () => kind.value,
        "parts of the course",
        (found) => {
          linking.hidden = true;
          const target = found.link ?? `${found.kind ?? kind.value}:${found.id}`;
          const name = found.kind === "event" ? found.label.replace(/^.*?: /, "") : found.label; // without its day
          const text = `[${words.trim() || name}](${target})`;
          put({ from, to, words: text, start: from + text.length, end: from + text.length });
        },
      );
      input.setAttribute("aria-label", "Find what to link to");
      const close = make("button", { type: "button" }, "Close");
      close.addEventListener("click", () => {
        linking.hidden = true;
        area.focus();
      });
      linking.replaceChildren("Link to ", kind, whole, close);
      linking.hidden = false;
      input.focus();
    }

    /** Ask for a picture or another file, or what to say of one. @param {File | null} given */
    function show(given) {
      const at = area.selectionStart;
      function close() {
        linking.hidden = true;
        linking.replaceChildren();
        area.focus();
      }
      const { whole, first } = window.editFiles.box(
        given,
        (words, inline) => {
          close();
          put(window.editFiles.placed(area.value, at, words, inline));
        },
        close,
      );
      linking.replaceChildren(whole);
      linking.hidden = false;
      first.focus();
    }

    if (takesFiles) {
      /** @param {Event} event @param {DataTransfer | null} data */
      const take = (event, data) => {
        const given = window.editFiles.brought(data);
        if (!given) return;
        event.preventDefault();
        show(given);
      };
      area.addEventListener("paste", (event) => take(event, event.clipboardData));
      area.addEventListener("drop", (event) => take(event, event.dataTransfer));
      area.addEventListener("dragover", (event) => {
        if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
      });
    }
    area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const tool = tools.find(([, , key]) => key && key === event.key.toLowerCase());
      if (!tool) return;
      event.preventDefault();
      tool[3]();
    });
    area.addEventListener("input", () => {
      grow();
      changed();
    });
    grow();
    return {
      element: make("div", { class: "edit-prose" }, bar, linking, area, shown),
      control: area,
      value: () => area.value.replace(/\s+$/, ""),
      show(html) {
        shown.replaceChildren(...window.editFields.parsed(html));
        shown.hidden = !html;
      },
    };
  }

  return { surrounded, listed, field };
})();
