/* Only in `course serve`: undo and redo, the copies of earlier days, versions in git, and publishing them. */
window.editHistory = (() => {
  "use strict";

  const { make } = window.course;
  const { get, post } = window.editAsking;
  const dock = window.editDock;
  const WRITTEN_IN = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  /** @type {(state: EditState) => void} */
  let tell = () => {};

  /** @param {"undo" | "redo"} what */
  async function take(what) {
    const { told } = await post(what);
    const words = String(told.said ?? "");
    dock.sayAfter(words, null, what === "undo");
    dock.say(words, what === "undo" ? ["Redo", redo] : ["Undo", undo]);
    state();
  }
  function undo() {
    take("undo");
  }
  function redo() {
    take("redo");
  }

  /** What can be undone, and what was changed since the last version. @type {EditHistory["state"]} */
  async function state() {
    const { ok, told } = await get("state");
    if (ok) tell(/** @type {EditState} */ (/** @type {unknown} */ (told)));
    return ok ? /** @type {EditState} */ (/** @type {unknown} */ (told)) : null;
  }

  /**
   * @param {string} name
   * @param {() => void} act
   * @param {string} [kind]
   */
  function button(name, act, kind = "") {
    const made = make("button", { type: "button", class: kind }, name);
    made.addEventListener("click", act);
    return made;
  }

  /** The copies that were kept of one of these files. @type {EditHistory["history"]} */
  async function history(files, file = files[0]) {
    if (!file) {
      dock.say("Nothing on this page is written in a file.");
      return;
    }
    const { ok, told } = await get("history", { file });
    /** @type {EditCopy[]} */
    const copies = ok ? (told.copies ?? []) : [];
    const items = copies.map((one) => {
      const shown = make("div", { class: "edit-copy" });
      const look = button("Look", () => compare(one, file, shown));
      look.setAttribute("aria-label", `Look at the copy of ${one.when}`);
      const back = button("Bring back", () => bring(one, file));
      back.setAttribute("aria-label", `Bring back the copy of ${one.when}`);
      const words = make("p", {}, make("b", {}, one.when), one.said ? `: ${one.said}` : "");
      return make("li", {}, words, make("p", { class: "edit-acts" }, look, back), shown);
    });
    const choice = make("select", { id: "edit-history-file" });
    choice.append(...files.map((one) => make("option", { value: one }, one)));
    choice.value = file;
    choice.addEventListener("change", async () => {
      await history(files, choice.value);
      document.getElementById(choice.id)?.focus();
    });
    dock.open("History", [
      make("p", { class: "edit-field" }, make("label", { for: choice.id }, "File"), choice),
      make(
        "p",
        {},
        copies.length
          ? "Each save keeps a copy of the file on this computer. To bring one back can be undone, too."
          : String(told.said ?? "Nothing was saved in this file from a page yet, so there are no copies."),
      ),
      make("ul", { class: "edit-list" }, ...items),
    ]);
  }

  /** @param {EditCopy} one @param {string} file @param {HTMLElement} shown */
  async function compare(one, file, shown) {
    const { told } = await get("history", { file, copy: one.copy });
    /** @type {[string, string][]} */
    const whole = told.lines ?? [];
    const near = (/** @type {number} */ at) =>
      whole.slice(Math.max(at - 2, 0), at + 3).some(([sign]) => sign !== " ");
    const lines = whole.filter((_, at) => near(at));
    if (!lines.length) {
      shown.replaceChildren(make("p", {}, String(told.said ?? "It is as the file is now.")));
      return;
    }
    const text = lines.map(([sign, words]) => {
      const kind = sign === "+" ? "ins" : sign === "-" ? "del" : "span";
      return make(kind, {}, `${sign} ${words}\n`);
    });
    shown.replaceChildren(
      make("pre", { tabindex: "0", role: "region", "aria-label": "What differs from now" }, ...text),
    );
  }

  /** @param {EditCopy} one @param {string} file */
  async function bring(one, file) {
    const { told } = await post("bring-back", { file, copy: one.copy });
    dock.close();
    dock.sayAfter(String(told.said), null);
    dock.say(String(told.said), ["Undo", undo]);
    state();
  }

  /** Save what was changed as a version, with a sentence on it. @type {EditHistory["version"]} */
  async function version() {
    const now = await state();
    if (!now) return;
    const sentence = make("textarea", { id: "edit-sentence", rows: "3", autocomplete: "off" });
    sentence.value = now.proposed ?? "";
    const form = make(
      "form",
      { class: "edit-form" },
      make(
        "p",
        {},
        "A version is a state of the course with a name, which can always be found again (a commit of git).",
      ),
      make(
        "p",
        { class: "edit-field" },
        make("label", { for: "edit-sentence" }, "What was changed"),
        sentence,
      ),
      make("ul", {}, ...(now.changed ?? []).map((file) => make("li", {}, make("code", {}, file)))),
      make(
        "p",
        { class: "edit-acts" },
        make("button", { type: "submit", class: "edit-save" }, "Save a version"),
      ),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { ok, told } = await post("version", { sentence: sentence.value });
      if (ok) dock.close();
      dock.say(
        String(told.said),
        ...(ok && now.remote ? [/** @type {[string, () => void]} */ (["Publish …", publish])] : []),
      );
      state();
    });
    const nothing = make("p", {}, "Nothing was changed since the last version.");
    dock.open("Save a version", now.changed?.length ? [form] : [nothing]);
    sentence.focus();
  }

  /** Show what readers will see change, ask, and publish. @type {EditHistory["publish"]} */
  async function publish() {
    dock.open("Publish", [make("p", { role: "status" }, "Looking at what readers will see change …")]);
    const { ok, told } = await get("compare");
    const lines = told.lines ?? [];
    const said = make("p", { role: "status" });
    const go = button(
      "Publish",
      async () => {
        go.disabled = true;
        const answer = await post("publish");
        go.disabled = false;
        said.textContent = String(answer.told.said);
        dock.say(String(answer.told.said));
        state();
      },
      "edit-save",
    );
    dock.open("Publish", [
      make("p", {}, ok ? "Readers will see this change:" : String(told.said)),
      make("ul", { class: "edit-list" }, ...lines.map((/** @type {string} */ line) => make("li", {}, line))),
      make("p", { class: "edit-acts" }, go, button("Not now", dock.close)),
      said,
    ]);
  }

  document.addEventListener("keydown", (event) => {
    if (!document.documentElement.classList.contains("edit-on")) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const into = event.composedPath()[0];
    if (into instanceof Element && into.closest(WRITTEN_IN)) return; // the field has its own
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    take(key === "y" || event.shiftKey ? "redo" : "undo");
  });

  /** @type {EditHistory["watch"]} */
  function watch(told) {
    tell = told;
  }

  return { undo, redo, state, history, version, publish, watch };
})();
