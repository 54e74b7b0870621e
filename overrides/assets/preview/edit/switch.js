/* Only in `course serve`: the switch that lets a page be edited, a pencil at each thing on it, the list of all things, and
   the mistakes of the course, which stay in sight. */
(() => {
  "use strict";

  const { all, make, kept } = window.course;
  const { get, way, addressOf, drafts } = window.editAsking;
  const dock = window.editDock;
  const form = window.editForm;
  const history = window.editHistory;
  const ON = "edit-on";
  const MARKED = "edit-here"; // a thing that was just saved, or is being edited
  /** @type {EditPage} */
  let page = { things: [], adds: [] };
  let on = kept.read(ON) === "on";

  /**
   * @param {string} name
   * @param {() => void} act
   * @param {string} kind
   */
  function button(name, act, kind) {
    const made = make("button", { type: "button", class: kind }, name);
    made.addEventListener("click", act);
    return made;
  }

  const turn = button("Edit", () => turned(!on), "edit-turn");
  const undo = button("Undo", history.undo, "edit-undo");
  const redo = button("Redo", history.redo, "edit-redo");
  const listing = button("All", list, "edit-all");
  listing.setAttribute("aria-label", "All on this page");
  listing.title = "All that can be edited and added on this page";
  const copies = button("History", () => history.history(files()), "");
  const version = button("Save a version", history.version, "");
  const publish = button("Publish", history.publish, "");
  const wrong = button("", mistakes, "edit-mistakes");
  const more = make("div", { class: "edit-more-acts", id: "edit-more-acts" }, copies, version, publish);
  const opener = button("More", () => unfold(more.hidden !== false), "edit-opener");
  const tools = [undo, redo, listing, opener, more];
  /* Where notes do not stand beside the text they, and so their pencils, are seen only one by one. */
  const guide = make(
    "p",
    { class: "edit-guide", hidden: "" },
    "To change a note, tap its number in the text, then its pencil. “All” lists every note.",
  );
  more.hidden = true;
  turn.hidden = true; // until it is known whether the page may be edited
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", more.id);

  /** @param {boolean} open */
  function unfold(open) {
    more.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) copies.focus();
  }
  more.addEventListener("click", () => unfold(false));
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    unfold(false);
    opener.focus();
  });

  /** @param {boolean} wanted */
  function turned(wanted) {
    on = wanted;
    kept.write(ON, on ? "on" : "off");
    show();
    if (!on) dock.close();
  }

  /** The files that this page is written in. */
  const files = () => [...new Set(page.things.map((thing) => thing.file))];

  /** @param {EditThing} thing @returns {EditTask} */
  const taskOf = (thing) => ({ ...thing, do: "change" });

  /** @param {EditThing} thing */
  async function edit(thing) {
    const at = element(thing);
    if (at) reveal(at);
    all(`.${MARKED}`).forEach((one) => {
      one.classList.remove(MARKED);
    });
    at?.classList.add(MARKED);
    await form.open(taskOf(thing));
    const note = /^note-(.+)$/.exec(thing.id)?.[1];
    const words = note && document.querySelector(`[data-notes~="${CSS.escape(note)}"]`);
    if (words || at) dock.uncover(/** @type {Element} */ (words || at));
  }

  /** @param {EditAdd} add */
  function begin(add) {
    form.open({ ...add, do: "add", about: add.id ?? "" });
  }

  /* Parts of a lesson that are fields of its record. */
  const FIELDS = [
    [".aims > summary", "objectives", "what readers will be able to do"],
    ["#introduction", "text", "the editors’ text"],
  ];

  /** Where a thing stands on the page. @param {EditThing | EditAdd} thing @returns {HTMLElement | null} */
  function element(thing) {
    if (thing.kind === "step") return all(".run-sheet [data-step]")[Number(thing.path.at(-1))] ?? null;
    const at = thing.id ? document.getElementById(thing.id) : null;
    if (thing.kind === "guide") return at?.querySelector(".guide > summary") ?? at;
    if (at) return at;
    const whole =
      thing.path.length === 0 && ["lesson", "course", "page", "timeline", "paper"].includes(thing.kind);
    return whole ? document.querySelector(".md-content h1") : null;
  }

  /** @param {string} kind */
  const called = (kind) => kind.replace(/-/g, " ");

  function pencils() {
    all(".edit-pencil").forEach((one) => {
      one.remove();
    });
    if (!on) return;
    for (const thing of page.things) {
      pencil(element(thing), `Edit ${called(thing.kind)}: ${thing.label}`, () => edit(thing));
      if (thing.kind !== "lesson" || thing.id) continue;
      for (const [selector, field, name] of FIELDS)
        pencil(document.querySelector(selector), `Edit lesson: ${name}`, () => edit({ ...thing, field }));
    }
  }

  /** @param {HTMLElement | null} at @param {string} name @param {() => void} act */
  function pencil(at, name, act) {
    if (!at || !document.querySelector(".md-content")?.contains(at)) return;
    const summary = at.closest("summary");
    const made = make("button", {
      type: "button",
      class: "edit-pencil",
      "aria-label": name,
      title: name,
      "data-editorial": "",
    });
    made.addEventListener("click", act);
    if (summary) summary.parentElement?.before(made);
    else if (at.matches("h1, h2, h3, h4, h5, h6")) at.before(made);
    else at.prepend(made);
  }

  /** All that can be edited and added on this page. */
  function list() {
    const unsaved = drafts.all();
    /** @type {Map<string, HTMLElement[]>} */
    const groups = new Map();
    for (const thing of page.things) {
      const open = button(thing.label || called(thing.kind), () => edit(thing), "edit-open");
      open.setAttribute("aria-label", `Edit ${called(thing.kind)}: ${thing.label}`);
      groups.set(thing.kind, [...(groups.get(thing.kind) ?? []), make("li", { dir: "auto" }, open)]);
    }
    const adding = page.adds.map((add) =>
      make(
        "li",
        {},
        button(`Add: ${add.label}`, () => begin(add), "edit-add"),
      ),
    );
    dock.open("All on this page", [
      ...(unsaved.length
        ? [
            make("h3", {}, "Not saved yet"),
            make(
              "ul",
              { class: "edit-list" },
              ...unsaved.map((one) =>
                make(
                  "li",
                  {},
                  button(one.label || one.task.kind, () => form.open(one.task), "edit-open"),
                ),
              ),
            ),
          ]
        : []),
      ...(adding.length ? [make("h3", {}, "Add"), make("ul", { class: "edit-list" }, ...adding)] : []),
      ...[...groups].flatMap(([kind, items]) => [
        make(
          "h3",
          {},
          called(kind).replace(/^./, (first) => first.toUpperCase()),
        ),
        make("ul", { class: "edit-list" }, ...items),
      ]),
    ]);
  }

  /* Mistakes: as the preview tells them, or as they stand at the top of the page. */
  /** @type {EditMistake[]} */
  let problems = all(".problems li").map((item) => ({ words: item.textContent ?? "" }));
  let many = problems.length;
  const name = document.title;

  /** How many are mistakes, and how many only warnings; of those that are not listed it is not known. */
  function counts() {
    const warnings = problems.filter((one) => one.severity === "warning").length;
    const errors = many - warnings;
    const said = [
      errors === 1 ? "1 mistake" : `${errors} mistakes`,
      warnings === 1 ? "1 warning" : `${warnings} warnings`,
    ];
    return { errors, words: said.filter((_, at) => (at ? warnings : errors)).join(", ") };
  }

  function count() {
    const { errors, words } = counts();
    wrong.textContent = words;
    wrong.hidden = !many;
    wrong.classList.toggle("edit-alarm", errors > 0);
    document.title = errors ? `✗ ${errors} · ${name}` : name;
  }

  async function mistakes() {
    await history.state(); // the page may know only their words
    const items = problems.map((one) => {
      if (one.words) return make("li", {}, one.words);
      const said = make(
        "div",
        {},
        make("p", {}, make("code", {}, `${one.file}, line ${one.line}`)),
        window.editFields.told(/** @type {EditProblem} */ (one)),
      );
      const item = make("li", {}, said);
      if (one.kind && one.path) {
        const thing = /** @type {EditThing} */ ({
          id: "",
          kind: one.kind,
          file: one.file,
          path: one.path,
          label: one.label ?? "",
          line: one.line,
          mark: one.mark ?? "",
        });
        item.append(
          button(
            "Mend it",
            () => edit(page.things.find((other) => same(other, thing)) ?? thing),
            "edit-open",
          ),
        );
      }
      return item;
    });
    const { errors, words } = counts();
    dock.open(words, [
      ...(errors
        ? [make("p", {}, "The pages show the course as it was before, until the mistakes are mended.")]
        : []),
      make("ul", { class: "edit-list" }, ...items),
    ]);
  }

  /** @param {{file: string, path: (string | number)[]}} one @param {{file: string, path: (string | number)[]}} other */
  const same = (one, other) =>
    one.file === other.file && JSON.stringify(one.path) === JSON.stringify(other.path);

  /** @param {EditState} state */
  function told(state) {
    undo.disabled = !state.undo;
    redo.disabled = !state.redo;
    undo.title = state.undo ? `Undo: ${state.undo}` : "Nothing to undo";
    redo.title = state.redo ? `Redo: ${state.redo}` : "Nothing to redo";
    version.hidden = !state.git;
    publish.hidden = !state.remote;
    if (!state.problems) return;
    problems = state.problems;
    many = Math.max(state.many ?? 0, problems.length);
    count();
  }

  function show() {
    turn.setAttribute("aria-pressed", String(on));
    document.documentElement.classList.toggle("edit-on", on);
    tools.forEach((one) => {
      if (one !== more) one.hidden = !on;
    });
    /** @type {HTMLInputElement | null} */
    const whole = document.querySelector('.rounds input[value="all"]');
    if (on && whole && !whole.checked) whole.click(); // notes that are hidden have no pencils
    guide.hidden = !on || !document.querySelector(".sheets .note");
    if (!on) unfold(false);
    pencils();
    window.editWords.offer(on, page);
  }

  async function read() {
    const { ok, told } = await get("page", { way: way() });
    if (!ok) return false;
    page = { things: told.things ?? [], adds: told.adds ?? [] };
    return true;
  }

  /** The page of a lesson, or a free page, that was just begun on another one. @param {EditTask} thing */
  function pageOf(thing) {
    const [, folder, name] = /^content\/(lessons|pages)\/([^/]+)\.(?:yml|md)$/.exec(thing.file) ?? [];
    if (!name || thing.path.length || thing.do !== "add") return "";
    return folder === "lessons" ? `lessons/${name}/` : `${name}/`;
  }

  /** After the page was loaded anew because of a save: say what was saved, and go to it. */
  function arrive() {
    const after = dock.after();
    if (!after) return;
    const saved = after.thing;
    const there = saved && pageOf(saved);
    dock.say(
      after.words,
      .../** @type {[string, () => void][]} */ (
        there ? [["Open it", () => location.assign(addressOf(there))]] : []
      ),
      after.undone ? ["Redo", history.redo] : ["Undo", history.undo],
    );
    const thing = saved && page.things.find((one) => same(one, saved));
    const at = thing && element(thing);
    if (!at) return;
    at.classList.add(MARKED);
    reveal(at);
    const pencil = at.querySelector(".edit-pencil") ?? at.previousElementSibling;
    if (pencil instanceof HTMLElement) pencil.focus({ preventScroll: true });
    at.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** Open what a thing is hidden in. @param {HTMLElement} at */
  function reveal(at) {
    for (let one = at.closest("details"); one; one = one.parentElement?.closest("details") ?? null)
      one.open = true;
    const note = /^note-(.+)$/.exec(at.id)?.[1];
    if (!note) return;
    document.dispatchEvent(new CustomEvent("course:reveal", { detail: { note } }));
    if (!at.getClientRects().length) document.getElementById(`mark-${note}`)?.click();
  }

  async function start() {
    dock.doing.append(turn, ...tools, wrong, guide);
    count();
    const may = await read();
    turn.hidden = !may; // not on this computer: the page can only be read
    if (!may) on = false;
    show();
    if (!may) return;
    history.watch(told);
    form.whenSaved(async (said) => {
      await history.state();
      if (counts().errors)
        dock.say(`${said} The page shows it once the mistakes of the course are mended.`, [
          "Undo",
          history.undo,
        ]);
      await read();
      show();
    });
    await history.state();
    arrive(); // also if it is off: a mistake can be mended then, too
    form.again();
  }

  start();
})();
