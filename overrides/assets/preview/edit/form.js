/* Only in `course serve`: the form of a thing. What is typed is tried by the preview as one types, kept in this browser
   until it is saved, and written into the file by Save. */
window.editForm = (() => {
  "use strict";

  const { make, copy } = window.course;
  const { get, post, way, drafts } = window.editAsking;
  const { group, told, empty } = window.editFields;
  const dock = window.editDock;
  const PAUSE = 350; // milliseconds after a key until what was typed is tried
  const LESSONS = "content/lessons/";
  const END = 9999; // beyond the last entry of any list
  const UNNAMED = "new"; // the name of a new file until it has another
  const TOO = "Delete it, and take it out where it is named"; // links to it become their words
  const OPEN = "edit-open"; // the form that is open, for when the page is loaded anew
  /** @type {Record<string, EditKind> | null} */
  let kinds = null;
  /** @type {(said: string) => void} */
  let saved = () => {};

  /** The folder of a new file, whose name is still to be chosen; empty for all else. @param {EditTask} task */
  const folderOf = (task) => (task.do === "add" && !task.path.length ? task.file.replace(/[^/]*$/, "") : "");

  /** @param {EditTask} task */
  const keyOf = (task) => JSON.stringify([task.do, folderOf(task) || task.file, task.path, task.about ?? ""]);

  async function forms() {
    if (!kinds) {
      const { ok, told } = await get("forms");
      kinds = ok ? told.kinds : null;
      window.editFiles.knows(told.files);
    }
    return kinds;
  }

  /** @param {EditTask | null} task @param {EditDraft} [draft] what was typed in this window: another one may drop it */
  function remember(task, draft) {
    try {
      if (task) sessionStorage.setItem(OPEN, JSON.stringify({ task, at: way(), draft }));
      else sessionStorage.removeItem(OPEN);
    } catch {
      /* the form is not opened again */
    }
  }

  /** Open the form again that was open when the page was loaded anew. @type {EditForm["again"]} */
  function again() {
    if (document.querySelector(".edit-form")) return; // somebody was faster, and has opened another
    try {
      const kept = JSON.parse(sessionStorage.getItem(OPEN) ?? "null");
      if (kept?.at === way() && kept.draft) drafts.keep(keyOf(kept.task), kept.draft);
      if (kept?.at === way()) open(kept.task);
      else remember(null);
    } catch {
      /* nothing was open */
    }
  }

  /**
   * Open the form of a thing, or of one to add.
   * @type {EditForm["open"]}
   */
  async function open(task) {
    const known = (await forms())?.[task.kind];
    const asked = { file: task.file, path: JSON.stringify(task.path), mark: task.mark ?? "", way: way() };
    const read = task.do === "change" ? await get("thing", asked) : null;
    if (!known || (read && !read.ok)) {
      dock.say(String(read?.told.said ?? "The preview has no form for this."));
      return;
    }
    const there = /** @type {EditRead} */ (read?.told ?? { value: task.value ?? {}, mark: task.mark ?? "" });
    show({ ...task, file: there.file ?? task.file, path: there.path ?? task.path }, known, there);
  }

  /**
   * @param {EditTask} task
   * @param {EditKind} known
   * @param {EditRead} read
   */
  function show(task, known, read) {
    const key = keyOf(task);
    const draft = drafts.read(key);
    const old = read.value;
    const fields = group(known.fields, draft?.value ?? old, changed);
    const before = draft ? group(known.fields, old, () => {}).value() : fields.value();
    let mark = draft?.mark ?? read.mark;
    let asked = 0;
    let waiting = 0;
    let done = false;
    /** Whether all that is missing is told, and not only what was left empty. */
    let pressed = task.do === "change";
    /** What was said to be wrong when Save was pressed: who presses once more wants it so. @type {string[]} */
    let shown = [];
    /** @type {Set<EditPlaced>} */
    const visited = new Set();

    const which = make("div", {
      class: "edit-which",
      role: "group",
      "aria-label": "Which words",
      hidden: "",
    });
    const whole = make("div", { class: "edit-whole", "aria-live": "polite" });
    const yaml = make("pre", { tabindex: "0", role: "region", "aria-label": "As it stands in the file" });
    const save = make(
      "button",
      { type: "submit", class: "edit-save" },
      task.do === "add" ? "Add it" : "Save",
    );
    const form = make("form", { class: "edit-form", novalidate: "", autocomplete: "off" });

    /** What is sent: all of a new thing, or the fields that were changed; `null` takes one out. */
    function value() {
      const now = fields.value();
      if (task.do === "add") return now;
      const names = new Set([...Object.keys(now), ...Object.keys(before)]);
      return Object.fromEntries(
        [...names]
          .filter((name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]))
          .map((name) => [name, now[name] ?? null]),
      );
    }

    function body() {
      return {
        do: task.do,
        file: task.file,
        path: task.path,
        mark,
        value: value(),
        way: way(),
        ...(task.at === undefined ? {} : { at: task.at }),
      };
    }

    function changed() {
      shown = [];
      save.textContent = task.do === "add" ? "Add it" : "Save";
      const now = { task, value: fields.value(), mark, label: task.label, when: Date.now() };
      drafts.keep(key, now);
      remember(task, now);
      clearTimeout(waiting);
      waiting = window.setTimeout(attempt, PAUSE);
    }

    async function attempt() {
      asked += 1;
      const own = asked;
      const answer = await post("try", body());
      if (own !== asked || done) return;
      if (!answer.ok && answer.told.said && answer.told.theirs === undefined)
        whole.replaceChildren(alarm(String(answer.told.said)));
      else if (answer.told.theirs === undefined) report(answer.told);
      else conflict(answer.told, body());
    }

    /** @param {EditTold} said */
    function report(said) {
      const problems = said.problems ?? [];
      /** @type {Map<EditPlaced, EditProblem[]>} */
      const by = new Map();
      /** @type {EditProblem[]} */
      const rest = [];
      for (const one of problems.map(missing)) {
        const part = partAt(one.field);
        if (part) by.set(part, [...(by.get(part) ?? []), one]);
        else rest.push(one);
      }
      for (const part of allParts(fields)) {
        const quiet = !pressed && !visited.has(part) && empty(part.value());
        part.warn(quiet ? [] : (by.get(part) ?? []));
        part.show?.("");
        part.tell("");
      }
      whole.replaceChildren(...(pressed || visited.size ? rest.map((one) => told(one)) : []));
      const same = task.do === "change" && !Object.keys(value()).length;
      if (said.refused && !same) whole.prepend(alarm(said.refused));
      for (const [name, html] of Object.entries(typeof said.html === "object" && said.html ? said.html : {}))
        partAt(name)?.show?.(html);
      for (const [name, words] of Object.entries(said.date_in_words ?? {})) partAt(name)?.tell(words);
      propose(said.id ?? "");
      offer(said.prefixes ?? []);
      if (said.yaml !== undefined) yaml.textContent = said.yaml;
    }

    /** The id that something new gets if nobody types another; one that is only a number is shown, since words are better. @param {string} id */
    function propose(id) {
      const part = task.do === "add" ? fields.parts.id : undefined;
      if (!part || !(part.control instanceof HTMLInputElement)) return;
      part.control.placeholder = id;
      if (/^[a-z]+-\d+$/.test(id) && id.startsWith(`${task.kind}-`))
        part.element.closest("details")?.setAttribute("open", "");
    }

    /** Words that stand more than once: which of them is meant. @param {EditPrefix[]} prefixes */
    function offer(prefixes) {
      const quote = fields.parts.quote ?? fields.parts.about;
      const prefix = /** @type {HTMLInputElement | undefined} */ (fields.parts.prefix?.control);
      if (!quote || !prefix) return;
      const buttons = prefixes.map((one) => {
        const words = make("q", { dir: "auto" }, `${one.prefix} …`);
        const button = make("button", { type: "button" }, `${one.place}: `, words);
        button.addEventListener("click", () => {
          prefix.value = one.prefix;
          prefix.dispatchEvent(new Event("input", { bubbles: true }));
          quote.control?.focus();
        });
        return make("li", {}, button);
      });
      which.hidden = !buttons.length;
      which.replaceChildren(
        make("p", {}, "These words stand more than once. Which are meant? Those after:"),
        make("ul", { class: "edit-parts" }, ...buttons),
      );
      quote.element.append(which);
    }

    /** What is missing is told at its own field, without what to write into the file. @param {EditProblem} one */
    function missing(one) {
      const name = /^the field “([\w-]+)” is missing/i.exec(one.found)?.[1] ?? "";
      const beside = one.field.split(".").slice(0, -1);
      const paths = [[one.field, name], [...beside, name], [name]].map((steps) =>
        steps.flat().filter(Boolean).join("."),
      );
      const field =
        name && paths.find((path) => path.split(".").pop() === name && partAt(path)?.name === name);
      return field ? { ...one, field, found: "this is needed", fix: "" } : one;
    }

    /** The field that a problem names, such as `options.1.why`. @param {string} name */
    function partAt(name) {
      /** @type {EditPlaced | undefined} */
      let last;
      /** @type {EditHolder | undefined} */
      let at = fields;
      for (const step of name ? name.split(".") : []) {
        at = at?.within?.(step);
        if (at && "warn" in at) last = /** @type {EditPlaced} */ (at);
      }
      return last;
    }

    /** @param {SubmitEvent | null} event */
    async function submit(event) {
      event?.preventDefault();
      if (save.disabled) return;
      const sent = value();
      if (task.do === "change" && !Object.keys(sent).length) {
        drafts.drop(key);
        finish();
        dock.say("Nothing was changed.");
        return;
      }
      pressed = true;
      await send({ ...body(), shown });
    }

    /** @param {Record<string, unknown>} sent */
    async function send(sent) {
      save.disabled = true;
      asked += 1;
      const answer = await post("save", sent);
      save.disabled = false;
      if (answer.ok) {
        drafts.drop(key);
        finish();
        kept(answer.told, sent);
      } else if (answer.status === 409) conflict(answer.told, sent);
      else {
        report(sent.do === "delete" ? deleting(answer.told) : answer.told);
        whole.prepend(alarm(String(answer.told.said ?? "It was not saved.")));
        shown = (answer.told.problems ?? []).map((/** @type {EditProblem} */ one) => one.found);
        if (shown.length && sent.do === task.do) save.textContent = "Save all the same";
        else if (shown.length) whole.append(anyway({ ...sent, shown }));
        const bad = /** @type {HTMLElement | null} */ (
          form.querySelector('[aria-invalid="true"], .edit-bad input, .edit-bad textarea, .edit-bad button')
        );
        if (bad) bad.focus();
        else whole.scrollIntoView({ block: "nearest" });
      }
    }

    /** @param {EditTold} answer @param {Record<string, unknown>} sent */
    function kept(answer, sent) {
      const path = answer.path ?? (sent.do === "change" ? task.path : null);
      const thing = sent.do === "delete" || !path ? null : { ...task, file: answer.file ?? task.file, path };
      dock.sayAfter(String(answer.said ?? "Saved."), thing);
      dock.say(String(answer.said ?? "Saved."), ["Undo", () => window.editHistory.undo()]);
      saved(String(answer.said ?? "Saved."));
    }

    /** A move or a deletion that makes a mistake, for who wants it so. @param {Record<string, unknown>} sent */
    function anyway(sent) {
      /** @param {string} name @param {Record<string, unknown>} what */
      const button = (name, what) => {
        const made = make("button", { type: "button" }, name);
        made.addEventListener("click", () => send(what));
        return made;
      };
      const { shown: _, ...again } = sent;
      const buttons =
        sent.do !== "delete"
          ? [button("Move it all the same", sent)]
          : [
              ...(sent.too ? [] : [button(TOO, { ...again, too: true })]),
              button("Delete it all the same", sent),
            ];
      return make("p", { class: "edit-acts" }, ...buttons);
    }

    /** @param {string} words */
    const alarm = (words) => make("p", { class: "edit-problem edit-error", role: "alert" }, words);

    function finish() {
      done = true;
      remember(null);
      dock.close();
    }

    /* The file was changed since it was read: both versions are shown, and nothing was written. */
    /** @param {EditTold} answer @param {Record<string, unknown>} sent */
    function conflict(answer, sent) {
      const mine = make(
        "pre",
        { tabindex: "0", role: "region", "aria-label": "Yours" },
        String(answer.mine ?? yaml.textContent),
      );
      const theirs = make(
        "pre",
        { tabindex: "0", role: "region", "aria-label": "In the file now" },
        String(answer.theirs ?? ""),
      );
      const keep = make("button", { type: "button" }, "Save mine");
      const take = make("button", { type: "button" }, "Take what is in the file");
      const box = make(
        "div",
        { class: "edit-conflict", role: "alert" },
        make(
          "p",
          {},
          make("b", {}, "Nothing was saved. "),
          String(answer.said ?? "This was changed elsewhere meanwhile."),
        ),
        make(
          "div",
          { class: "edit-both" },
          make("div", {}, make("h3", {}, "Yours"), mine),
          make("div", {}, make("h3", {}, "In the file now"), theirs),
        ),
        make("p", { class: "edit-acts" }, keep, " ", take),
      );
      keep.addEventListener("click", () => {
        mark = String(answer.mark ?? mark);
        box.remove();
        send({ ...sent, mark });
      });
      take.addEventListener("click", () => {
        drafts.drop(key);
        done = true;
        remember(null);
        if (task.do === "change") open(task);
        else dock.close();
      });
      whole.replaceChildren(box);
      keep.focus();
    }

    form.append(fields.element, whole);
    if (task.adds && task.adds.length > 1) form.prepend(choosing(task));
    if (folderOf(task)) form.prepend(naming(task, fields, changed));
    if (task.do === "add" && task.kind === "source") form.prepend(pasting(key, finish));
    if (draft) form.prepend(offered(draft));
    const acts = make("p", { class: "edit-acts" }, save);
    const cancel = make("button", { type: "button" }, "Cancel");
    cancel.addEventListener("click", () => {
      drafts.drop(key);
      window.editFiles.drop(fields.value(), old);
      finish();
    });
    acts.append(cancel);
    form.append(acts);
    if (task.do === "change") form.append(moves(task, () => mark, send, fields));
    form.append(written());
    form.addEventListener("submit", submit);
    form.addEventListener("focusout", (event) => {
      const left = allParts(fields).filter((part) =>
        part.element.contains(/** @type {Node} */ (event.target)),
      );
      left.forEach((part) => {
        visited.add(part);
      });
    });
    form.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && (event.key === "s" || event.key === "Enter")) {
        event.preventDefault();
        submit(null);
      }
    });

    function written() {
      const button = make("button", { type: "button" }, "Copy");
      button.addEventListener("click", () => {
        copy(yaml.textContent ?? "").then(
          () => dock.say("Copied."),
          () => getSelection()?.selectAllChildren(yaml),
        );
      });
      const summary = make("summary", {}, `As it stands in ${task.file}`);
      const whole = make("details", { class: "edit-yaml" }, summary, yaml, button);
      whole.addEventListener("toggle", () => {
        summary.textContent = `As it stands in ${task.file}`; // a new file has got its name meanwhile
      });
      return whole;
    }

    /** @param {EditDraft} kept */
    function offered(kept) {
      const drop = make("button", { type: "button" }, "Drop these changes");
      drop.addEventListener("click", () => {
        drafts.drop(key);
        window.editFiles.drop(fields.value(), old);
        done = true;
        remember(null);
        open(task);
      });
      const when = new Date(kept.when).toLocaleString("en-GB", { timeStyle: "short", dateStyle: "medium" });
      return make("p", { class: "edit-offered" }, `You had not saved this (${when}). `, drop);
    }

    dock.open(titleOf(task, known), [form], () => {
      done = true;
      remember(null);
    });
    remember(task, draft ?? undefined);
    if (task.do === "change" && !draft) report(read);
    else if (!empty(fields.value())) attempt();
    const first = task.field ? fields.parts[task.field] : firstEmpty(fields.parts);
    (first?.control ?? fields.control)?.focus({ preventScroll: true });
    first?.element.scrollIntoView({ block: "nearest" });
  }

  /** What names a thing that is to be deleted need not be changed by hand: a button does it. @param {EditTold} said @returns {EditTold} */
  function deleting(said) {
    /** @param {EditProblem} one */
    const bare = (one) => (one.fix.includes("`was:") ? { ...one, fix: "" } : one);
    return { ...said, problems: (said.problems ?? []).map(bare) };
  }

  /** @param {EditGroup} fields @returns {EditPlaced[]} */
  function allParts(fields) {
    return Object.values(fields.parts).flatMap((part) => [part, ...inner(part)]);
  }

  /** The fields inside one: of its record, or of each of its records. @param {EditPlaced} part @returns {EditPlaced[]} */
  function inner(part) {
    /** @type {EditPlaced[]} */
    const found = part.inside ? allParts(part.inside) : [];
    for (let at = 0; part.within; at += 1) {
      const row = /** @type {EditGroup | undefined} */ (part.within(String(at)));
      if (!row?.parts) break;
      found.push(...allParts(row));
    }
    return found;
  }

  /** The first field that must be filled in and is not; an id is made from the words. @param {Record<string, EditPlaced>} parts */
  function firstEmpty(parts) {
    return Object.values(parts).find((part) => part.needed && part.name !== "id" && empty(part.value()));
  }

  /** @param {EditTask} task @param {EditKind} known */
  function titleOf(task, known) {
    if (task.do === "add") return task.label || `New: ${known.label.toLowerCase()}`;
    return task.label ? `${known.label}: ${task.label}` : known.label;
  }

  /**
   * A work need not be typed: reference managers and library catalogues give it as text.
   * @param {string} key
   * @param {() => void} finish
   */
  function pasting(key, finish) {
    const area = make("textarea", { id: "edit-works", rows: "5", dir: "ltr", spellcheck: "false" });
    const hint = make(
      "p",
      { class: "edit-hint", id: "edit-works-hint" },
      "BibTeX, RIS or CSL, of one work or of many. All else in the list of sources stays as it is.",
    );
    area.setAttribute("aria-describedby", hint.id);
    const wrong = make("div", { "aria-live": "polite" });
    const button = make("button", { type: "button" }, "Add what is pasted");
    button.addEventListener("click", async () => {
      button.disabled = true;
      const { ok, told } = await post("works", { text: area.value });
      button.disabled = false;
      const words = String(told.said ?? "");
      if (!ok) {
        wrong.replaceChildren(make("p", { class: "edit-problem edit-error" }, words));
        return;
      }
      drafts.drop(key);
      finish();
      dock.sayAfter(words, null);
      dock.say(words, ["Undo", () => window.editHistory.undo()]);
      saved(words);
    });
    return make(
      "details",
      { class: "edit-more", open: "" },
      make("summary", {}, "Paste from Zotero, a library catalogue or another reference manager"),
      make(
        "div",
        { class: "edit-field" },
        make("label", { for: area.id }, "What is pasted"),
        hint,
        area,
        wrong,
        button,
      ),
    );
  }

  /**
   * The name of a new file, which is in its page's address: made from the title until somebody types another.
   * @param {EditTask} task
   * @param {EditGroup} fields
   * @param {() => void} changed
   */
  function naming(task, fields, changed) {
    const folder = folderOf(task);
    const ending = task.kind === "page" ? ".md" : ".yml";
    const name = make("input", { type: "text", id: "edit-file", autocomplete: "off", spellcheck: "false" });
    const hint = make(
      "p",
      { class: "edit-hint", id: "edit-file-hint" },
      "Small letters, digits and hyphens; it never changes.",
    );
    name.setAttribute("aria-describedby", hint.id);
    const first = Object.values(fields.parts)[0];
    const made = () => slug(String(first.value()).split("\n")[0]) || (task.name ?? "");
    /* The form is perhaps open again, after somebody chose a name. */
    const chosen = task.file.slice(folder.length, -ending.length);
    let own = Boolean(chosen) && chosen !== UNNAMED && chosen !== made();
    name.value = own ? chosen : made();
    function take() {
      task.file = `${folder}${name.value || UNNAMED}${ending}`;
    }
    name.addEventListener("input", () => {
      own = true;
      take();
      changed();
    });
    first.element.addEventListener(
      "input",
      () => {
        if (!own) name.value = made();
        take();
      },
      true,
    );
    take();
    return make(
      "div",
      { class: "edit-field" },
      make("label", { for: "edit-file" }, "Name in the address"),
      hint,
      name,
    );
  }

  /** Words as a name in an address. @type {EditForm["slug"]} */
  function slug(words) {
    const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return plain
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60);
  }

  /** Where several lessons could have a new thing: which of them. @param {EditTask} task */
  function choosing(task) {
    const select = make("select", { id: "edit-which" });
    const adds = task.adds ?? [];
    select.append(...adds.map((one, at) => make("option", { value: String(at) }, one.label)));
    select.value = String(
      Math.max(
        adds.findIndex((one) => one.file === task.file),
        0,
      ),
    );
    select.addEventListener("change", () => {
      const one = adds[Number(select.value)];
      task.file = one.file;
      task.path = one.path;
      task.at = one.at;
    });
    return make("p", { class: "edit-field" }, make("label", { for: "edit-which" }, "Where"), select);
  }

  /**
   * Move a thing up, down or to another lesson, or delete it.
   * @param {EditTask} task
   * @param {() => string} mark
   * @param {(sent: Record<string, unknown>) => Promise<void>} send
   * @param {EditGroup} fields
   */
  function moves(task, mark, send, fields) {
    const last = task.path[task.path.length - 1];
    const box = make("div", { class: "edit-moves" });
    const here = { file: task.file, path: task.path };
    /** @param {string} name @param {() => void} act */
    const button = (name, act) => {
      const made = make("button", { type: "button" }, name);
      made.addEventListener("click", act);
      box.append(made);
      return made;
    };
    /** @param {Record<string, unknown>} to */
    const move = (to) => send({ do: "move", ...here, mark: mark(), to });
    const list = task.path.slice(0, -1);
    if (typeof last === "number") {
      if (last > 0) button("Move up", () => move({ file: task.file, path: list, at: last - 1 }));
      if (task.of === undefined || last < task.of - 1)
        button("Move down", () => move({ file: task.file, path: list, at: last + 1 }));
      if (task.file.startsWith(LESSONS)) {
        const lessons = make("span", { class: "edit-elsewhere" });
        button("Move to another lesson", () => {
          const found = window.editFinder.box(
            () => "lesson",
            "lessons",
            ({ id }) => move({ file: `${LESSONS}${id}.yml`, path: list, at: END }),
          );
          found.input.setAttribute("aria-label", "Which lesson");
          lessons.replaceChildren(found.whole);
          found.input.focus();
        });
        box.append(lessons);
      }
    }
    if (task.path.length || ["lesson", "page"].includes(task.kind)) {
      const sure = make("span", { class: "edit-sure", role: "group", "aria-label": "Delete it?" });
      const first = button("Delete …", () => {
        const yes = make("button", { type: "button", class: "edit-delete" }, "Delete it");
        const no = make("button", { type: "button" }, "Keep it");
        yes.addEventListener("click", () => send({ do: "delete", ...here, mark: mark() }));
        no.addEventListener("click", () => {
          sure.replaceChildren();
          first.hidden = false;
          first.focus();
        });
        const both = task.kind === "question" ? "Delete it, and its guide if it has one?" : "Delete it?";
        sure.replaceChildren(`${both} It can be undone. `, yes, " ", no);
        first.hidden = true;
        yes.focus();
      });
      box.append(sure);
    }
    box.hidden = !box.children.length || !fields;
    return box;
  }

  /** @type {EditForm["whenSaved"]} */
  function whenSaved(act) {
    saved = act;
  }

  return { open, again, whenSaved, slug };
})();
