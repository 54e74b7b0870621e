/* Only in `course serve`: a picture or another file for a text. It is asked what it shows and who made it; then it goes into
   the folder of the course's files, and its name into the text. */
window.editFiles = (() => {
  "use strict";

  const { make } = window.course;
  const { post, upload } = window.editAsking;
  const SIDE = 1600; // pixels: enough for any screen
  const QUALITY = 0.8;
  const SHRINKABLE = /^image\/(?:jpeg|png|webp)$/;
  const NAMED = /files\/([a-z0-9-]+\.[a-z0-9]+)/g;
  /* What is asked, by kind: why it is asked stands below it. */
  const ASKED = /** @type {Record<string, string[]>} */ ({
    picture: [
      "What it shows",
      "In a sentence, for readers who cannot see it. Without it the course has a mistake.",
    ],
    audio: ["What it is", "Readers who cannot hear it read this, and the text of the same name beside it."],
    video: ["What it is", "Readers who cannot see it read this, and the text of the same name beside it."],
    file: ["Words of the link", "Readers press them; how large the file is stands behind them."],
  });
  /** @type {EditUploads} */
  let known = { endings: {}, most: 0, heavy: 0 };
  let made = 0;

  /** @type {EditFiles["knows"]} */
  function knows(what) {
    if (what) known = what;
  }

  /** @param {string} name */
  function kindOf(name) {
    const ending = /\.[^.]*$/.exec(name.toLowerCase())?.[0] ?? "";
    return Object.keys(known.endings).find((kind) => known.endings[kind].includes(ending)) ?? "";
  }

  /** The Markdown of a file. @type {EditFiles["markdown"]} */
  function markdown({ name, kind }, words, credit) {
    const plain = words.trim().replace(/\s+/g, " ");
    const inside = plain.replace(/[\\[\]*_`<&]/g, "\\$&");
    const made = credit
      .trim()
      .replace(/\s+/g, " ")
      .replace(/[\\"&]/g, "\\$&");
    if (kind === "file") return `[${inside}](files/${name})`;
    return `![${inside}](files/${name}${made ? ` "${made}"` : ""})`;
  }

  /** What to put into a text, so that a picture stands on a line of its own. @type {EditFiles["placed"]} */
  function placed(text, at, words, inline) {
    const before = text.slice(0, at);
    const after = text.slice(at);
    const lead = inline || !before.trim() ? "" : "\n".repeat(Math.max(0, 2 - newlines(before, /\n*$/)));
    const trail = inline || !after.trim() ? "" : "\n".repeat(Math.max(0, 2 - newlines(after, /^\n*/)));
    const whole = lead + words + trail;
    return { from: at, to: at, words: whole, start: at + whole.length, end: at + whole.length };
  }

  /** @param {string} text @param {RegExp} where */
  const newlines = (text, where) => (where.exec(text)?.[0] ?? "").length;

  /**
   * A picture with fewer pixels, and without what a camera wrote into it; the file itself if that is no smaller.
   * @param {File} file
   * @returns {Promise<Blob>}
   */
  async function smaller(file) {
    try {
      const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(whole.width, whole.height));
      const canvas = make("canvas", {});
      canvas.width = Math.max(1, Math.round(whole.width * scale));
      canvas.height = Math.max(1, Math.round(whole.height * scale));
      canvas.getContext("2d")?.drawImage(whole, 0, 0, canvas.width, canvas.height);
      /** @type {Blob | null} */
      const blob = await new Promise((done) => {
        canvas.toBlob(done, file.type, QUALITY);
      });
      return blob && blob.type === file.type && blob.size < file.size ? blob : file;
    } catch {
      return file; // the preview says what is wrong with it
    }
  }

  /** @param {number} bytes */
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

  /** Ask for a file and what is said of it. @type {EditFiles["box"]} */
  function box(given, put, close) {
    made += 1;
    /** @param {string} name @param {HTMLInputElement | HTMLTextAreaElement} control */
    const field = (name, control) => {
      control.id = `edit-file-${made}-${name}`;
      const label = make("label", { for: control.id });
      const hint = make("p", { class: "edit-hint", id: `${control.id}-hint` });
      control.setAttribute("aria-describedby", hint.id);
      return { control, label, hint, whole: make("div", { class: "edit-field" }, label, hint, control) };
    };
    const chosen = field("chosen", make("input", { type: "file" }));
    const alt = field("words", make("textarea", { rows: "2", dir: "auto", spellcheck: "true" }));
    const credit = field("credit", make("input", { type: "text", dir: "auto", autocomplete: "off" }));
    const shrink = make("input", { type: "checkbox", id: `edit-file-${made}-shrink` });
    const shrinking = make(
      "p",
      { class: "edit-box" },
      shrink,
      " ",
      make(
        "label",
        { for: shrink.id },
        `Make it smaller (${SIDE} pixels), and leave out what a camera writes into it, such as the place`,
      ),
    );
    const said = make("p", { class: "edit-file-said", role: "status" });
    const take = make("button", { type: "button", class: "edit-save" }, "Put it in");
    const leave = make("button", { type: "button" }, "Close");
    chosen.label.textContent = "Picture or file";
    chosen.hint.textContent =
      "A picture, a recording, or a file to link to. It is copied into the folder of the course, and published once a text shows it.";
    chosen.control.setAttribute("accept", Object.values(known.endings).flat().join(","));
    credit.label.textContent = "Who made it, and under which licence";
    credit.hint.textContent =
      "Readers see it below. Only what the licence allows may be published. Such as: Photo: Ann Mason, CC BY 4.0";
    /** @type {File | null} */
    let file = null;

    /** @param {File | null} next */
    function choose(next) {
      file = next;
      const kind = file ? kindOf(file.name) || "picture" : "picture";
      [alt.label.textContent, alt.hint.textContent] = ASKED[kind];
      alt.whole.hidden = !file;
      credit.whole.hidden = !file || kind === "file";
      shrinking.hidden = !file || !SHRINKABLE.test(file.type) || file.size <= known.heavy;
      shrink.checked = !shrinking.hidden;
      take.hidden = !file;
      said.textContent = file
        ? `${file.name}, ${file.size < 1e5 ? `${Math.ceil(file.size / 1e3)} kB` : megabytes(file.size)}`
        : "";
    }

    async function send() {
      if (!file) return;
      if (!alt.control.value.trim()) {
        said.textContent = `First say: ${String(alt.label.textContent).toLowerCase()}.`;
        alt.control.focus();
        return;
      }
      take.disabled = true;
      const data = shrink.checked ? await smaller(file) : file;
      if (data.size > known.most) {
        said.textContent = `${file.name} is too large: at most ${megabytes(known.most)} are taken.`;
        take.disabled = false;
        return;
      }
      said.textContent = "Copying …";
      const { ok, told } = await upload(file.name, data);
      take.disabled = false;
      if (!ok) {
        said.textContent = String(told.said ?? "It was not taken.");
        chosen.control.focus();
        return;
      }
      const taken = { name: String(told.name), kind: String(told.kind) };
      put(markdown(taken, alt.control.value, credit.control.value), taken.kind === "file");
    }

    chosen.control.addEventListener("change", () => {
      choose(/** @type {HTMLInputElement} */ (chosen.control).files?.[0] ?? null);
      if (file) alt.control.focus();
    });
    for (const control of [alt.control, credit.control, shrink]) {
      control.addEventListener("keydown", (event) => {
        if (/** @type {KeyboardEvent} */ (event).key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        send();
      });
    }
    take.addEventListener("click", send);
    leave.addEventListener("click", close);
    choose(given);
    const whole = make(
      "div",
      { class: "edit-file", role: "group", "aria-label": "Picture or file" },
      ...(given ? [] : [chosen.whole]),
      said,
      alt.whole,
      credit.whole,
      shrinking,
      make("p", { class: "edit-acts" }, take, " ", leave),
    );
    return { whole, first: given ? alt.control : chosen.control };
  }

  /** The file that is pasted or dropped; none if there is text to paste. @type {EditFiles["brought"]} */
  function brought(data) {
    if (!data || (data.types.includes("text/plain") && !data.types.includes("text/uri-list"))) return null;
    return data.files[0] ?? null;
  }

  /** Take out what was put into a form that is left without saving. @type {EditFiles["drop"]} */
  function drop(now, before) {
    const old = JSON.stringify(before);
    const names = [...JSON.stringify(now).matchAll(NAMED)].map((found) => found[1]);
    const gone = names.filter((name) => !old.includes(`files/${name}`));
    if (gone.length) post("drop-files", { names: gone });
  }

  return { knows, markdown, placed, box, brought, drop };
})();
