/* In `course serve`, and on the page “Write”: the fields of a form, made from what is said of a record. Each gives the
   value that is written into the file, and shows what is wrong with it beside it. */
window.editFields = (() => {
  "use strict";

  const { make } = window.course;
  const FEW = 6; // choices that are shown at once
  const WIDE = 44; // letters in a line of a form
  const LEAST = 2; // rows of a text
  const MOST = 14;
  /* A record with more fields than this, such as a work, shows only these at first. */
  const MANY = 16;
  const FIRST = new Set([
    ..."type title author editor issued container-title publisher publisher-place volume issue page URL DOI".split(
      " ",
    ),
  ]);
  /* The kinds of work that historians cite most stand first; their names in CSL are not words for people. */
  const OFTEN = "book article-journal chapter article-newspaper thesis report webpage treaty".split(" ");
  const CALLED = /** @type {Record<string, string>} */ ({
    "article-journal": "journal article",
    "article-magazine": "magazine article",
    "article-newspaper": "newspaper article",
    chapter: "chapter of a book",
    "paper-conference": "conference paper",
    motion_picture: "film",
    webpage: "web page",
  });
  /* What is permanent, or made by the program, is not changed by the way. */
  const FOLDED = new Set(["id", "was", "sha256", "furniture", "reference_list"]);
  /* What a new record is almost always. */
  const USUAL = /** @type {Record<string, string>} */ ({ level: "analyse" });
  /* The fields that hold one text, which can be written anew. */
  const TYPED = new Set(["line", "date"]);
  let made = 0;

  /** Nodes of HTML that the preview made; a script in it does not run. @type {EditFields["parsed"]} */
  function parsed(html) {
    return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
  }

  /** @param {unknown} value */
  const text = (value) => (value === null || value === undefined ? "" : String(value));

  /** @param {EditValue} value @returns {EditValue[]} */
  const list = (value) => (Array.isArray(value) ? value : text(value) ? [value] : []);

  /** @param {EditValue} value @returns {Record<string, EditValue>} */
  const fieldsOf = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});

  /** Whether there is nothing in a value. @type {EditFields["empty"]} */
  function empty(value) {
    if (Array.isArray(value)) return value.every(empty);
    if (value && typeof value === "object") return Object.values(value).every(empty);
    return value === null || value === undefined || value === "";
  }

  /** @type {Record<string, EditMake>} */
  const makers = {
    line(one, value, changed) {
      if (one.markdown || text(value).length > WIDE) return longer(value, changed);
      const control = make("input", { type: "text", dir: "auto", autocomplete: "off", spellcheck: "true" });
      return typed(control, value, changed);
    },
    number(one, value, changed) {
      const control = make("input", { type: "number", inputmode: "numeric", min: text(one.least ?? 0) });
      if (one.most) control.max = String(one.most);
      return typed(control, value, changed);
    },
    date(_, value, changed) {
      const control = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
      return typed(control, value, changed);
    },
    quote(one, value, changed) {
      const control = make("textarea", { rows: "3", dir: "auto", spellcheck: "false" });
      const made = typed(control, value, changed);
      /* A word that a PDF broke at the end of a line is one word: the end of the line is lost in the file. */
      const joined = () => control.value.trim().replace(/([-\u2010\u00ad])[ \t]*\n\s*/g, "$1");
      const field = { ...made, value: joined };
      if (!window.editWords) return field; // a form by hand: its page has no paper
      const take = make("button", { type: "button" }, "Take the selected words");
      take.addEventListener("mousedown", (event) => event.preventDefault());
      take.addEventListener("click", () => window.editWords.fill(one.name, control));
      return { ...field, element: make("div", { class: "edit-quote" }, control, take) };
    },
    lines(_, value, changed) {
      const control = make("textarea", { dir: "auto", spellcheck: "true" });
      const field = growing(typed(control, list(value).join("\n"), changed), control);
      return { ...field, value: () => linesOf(control.value), note: "One on each line." };
    },
    groups(_, value, changed) {
      const control = make("textarea", { dir: "auto", spellcheck: "false" });
      const groups = list(value).map((group) => list(group).join(", "));
      const field = growing(typed(control, groups.join("\n"), changed), control);
      return {
        ...field,
        value: () =>
          linesOf(control.value).map((line) =>
            line
              .split(",")
              .map((one) => one.trim())
              .filter(Boolean),
          ),
        note: "A group on each line, with commas between its words.",
      };
    },
    "yes-no"(_, value, changed) {
      const control = make("input", { type: "checkbox" });
      control.checked = text(value) === "true";
      control.addEventListener("change", changed);
      return { element: control, control, value: () => (control.checked ? "true" : ""), beside: true };
    },
    choice(one, value, changed) {
      return (one.choices ?? []).length > FEW ? selecting(one, value, changed) : radios(one, value, changed);
    },
    choices: (one, value, changed) => ticking(one, value, changed),
    texts(one, value, changed) {
      const rows = Object.entries(fieldsOf(value)).map(([key, words]) => ({ key, words: text(words) }));
      return repeated(
        one,
        rows,
        changed,
        (row, tell, name) => {
          const key = make("input", { type: "text", "aria-label": `${name}: name`, autocomplete: "off" });
          const words = make("input", { type: "text", "aria-label": `${name}: text`, dir: "auto" });
          key.value = text(fieldsOf(row).key);
          words.value = text(fieldsOf(row).words);
          key.addEventListener("input", tell);
          words.addEventListener("input", tell);
          return {
            element: make("div", { class: "edit-pair" }, key, words),
            control: key,
            value: () => ({ key: key.value.trim(), words: words.value.trim() }),
            parts: {},
          };
        },
        (values) =>
          Object.fromEntries(
            values
              .map(fieldsOf)
              .filter(({ key }) => key)
              .map(({ key, words }) => [text(key), words]),
          ),
      );
    },
    records(one, value, changed) {
      const made = repeated(
        one,
        list(value),
        changed,
        (row, tell) => group(one.fields ?? [], fieldsOf(row), tell),
        (values) => values,
      );
      const single = one.fields?.find((each) => each.single);
      return single ? oneOf(made, single.name, changed) : made;
    },
    record(one, value, changed) {
      const inside = group(one.fields ?? [], fieldsOf(value), changed);
      return { ...inside, control: inside.control ?? inside.element, grouped: true, inside };
    },
    prose: (one, value, changed) => window.editProse.field(one, value, changed),
    name: (one, value, changed) => window.editFinder.field(one, value, changed),
    names: (one, value, changed) => window.editFinder.field(one, value, changed),
  };

  /** @param {string} words */
  function linesOf(words) {
    return words
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  }

  /** A line that may be long: it is shown whole, and stays one. @param {EditValue} value @param {() => void} changed */
  function longer(value, changed) {
    const control = make("textarea", { dir: "auto", spellcheck: "true" });
    const field = growing(typed(control, value, changed), control);
    control.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
    });
    return { ...field, value: () => control.value.trim().replace(/\s*\n\s*/g, " ") };
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} control @param {EditValue} value @param {() => void} changed */
  function typed(control, value, changed) {
    control.value = text(value);
    control.addEventListener("input", changed);
    return { element: control, control, value: () => control.value.trim() };
  }

  /** A text that is shown whole, as far as there is room. @param {EditMade} field @param {HTMLTextAreaElement} control */
  function growing(field, control) {
    function grow() {
      const rows = control.value
        .split("\n")
        .reduce((sum, line) => sum + 1 + Math.floor(line.length / WIDE), 0);
      control.rows = Math.min(Math.max(rows, LEAST), MOST);
    }
    control.addEventListener("input", grow);
    grow();
    return field;
  }

  /** A few of a few, such as days of the week. @param {EditField} one @param {EditValue} value @param {() => void} changed */
  function ticking(one, value, changed) {
    const ticked = list(value).map((each) => text(each).toLowerCase());
    const names = one.choices ?? [];
    const other = list(value).filter((each) => !names.includes(text(each).toLowerCase()));
    const boxes = names.map((name) => {
      const box = make("input", { type: "checkbox", value: name });
      box.checked = ticked.includes(name);
      box.addEventListener("change", changed);
      return box;
    });
    const labels = boxes.map((box) => make("label", {}, box, ` ${capital(box.value)}`));
    return {
      element: make("div", { class: "edit-choices" }, ...labels),
      control: boxes[0],
      value: () => [...other, ...boxes.filter((box) => box.checked).map((box) => box.value)],
      grouped: true,
    };
  }

  /** @param {EditField} one @param {EditValue} value @param {() => void} changed */
  function selecting(one, value, changed) {
    const control = make("select", {});
    const names = one.choices ?? [];
    const known = names.includes(text(value)) || !text(value) ? names : [text(value), ...names];
    const often = OFTEN.filter((name) => known.includes(name));
    const ordered = [...often, ...known.filter((name) => !often.includes(name))];
    control.append(make("option", { value: "" }, "Choose …"));
    control.append(
      ...ordered.map((name) => make("option", { value: name }, CALLED[name] ?? name.replace(/[-_]/g, " "))),
    );
    control.value = text(value);
    control.addEventListener("change", changed);
    return { element: control, control, value: () => control.value };
  }

  /** @param {EditField} one @param {EditValue} value @param {() => void} changed */
  function radios(one, value, changed) {
    made += 1;
    const names = [...(one.choices ?? [])];
    if (text(value) && !names.includes(text(value))) names.unshift(text(value));
    if (!one.required) names.push("");
    const boxes = names.map((name) => {
      const box = make("input", { type: "radio", name: `edit-choice-${made}`, value: name });
      box.checked = text(value) === name;
      box.addEventListener("change", changed);
      return box;
    });
    const choices = boxes.map((box) => make("label", {}, box, ` ${box.value || "none"}`));
    return {
      element: make("div", { class: "edit-choices" }, ...choices),
      control: boxes.find((box) => box.checked) ?? boxes[0],
      value: () => boxes.find((box) => box.checked)?.value ?? "",
      grouped: true,
    };
  }

  /**
   * A list of records: each can be taken out and moved, and another be added.
   * @param {EditField} one
   * @param {EditValue[]} values
   * @param {() => void} changed
   * @param {(row: EditValue, tell: () => void, name: string) => EditGroup} build
   * @param {(values: EditValue[]) => EditValue} whole
   * @returns {EditMade}
   */
  function repeated(one, values, changed, build, whole) {
    const single = one.label.replace(/ies$/, "y").replace(/s$/, "").toLowerCase();
    /** @type {EditGroup[]} */
    let rows = [];
    const box = make("div", { class: "edit-rows" });
    const add = make("button", { type: "button" }, `Add: ${single}`);

    function show() {
      box.replaceChildren(...rows.map((row, at) => framed(row, at)));
    }

    /** @param {EditGroup} row @param {number} at */
    function framed(row, at) {
      const name = `${single} ${at + 1}`;
      /** @param {string} sign @param {string} label @param {() => void} act */
      const button = (sign, label, act) => {
        const made = make(
          "button",
          { type: "button", "aria-label": `${label}: ${name}`, title: label },
          sign,
        );
        made.addEventListener("click", () => {
          act();
          show();
          changed();
          (rows[Math.min(at, rows.length - 1)]?.control ?? add).focus();
        });
        return made;
      };
      const tools = make("span", { class: "edit-row-tools" });
      if (at) tools.append(button("↑", "Move up", () => rows.splice(at - 1, 2, rows[at], rows[at - 1])));
      if (at < rows.length - 1)
        tools.append(button("↓", "Move down", () => rows.splice(at, 2, rows[at + 1], rows[at])));
      tools.append(button("×", "Take out", () => rows.splice(at, 1)));
      return make("fieldset", {}, make("legend", {}, name), tools, row.element);
    }

    /** @param {EditValue} value */
    const filled = (value) => build(value, changed, single);
    rows = values.map(filled);
    while (rows.length < (one.fewest ?? 0)) rows.push(filled({}));
    add.addEventListener("click", () => {
      rows.push(filled({}));
      show();
      changed();
      rows[rows.length - 1].control?.focus();
    });
    show();
    return {
      element: make("div", {}, box, add),
      control: add,
      value: () => whole(rows.map((row) => row.value()).filter((value) => !empty(value))),
      grouped: true,
      within: (name) => rows[Number(name)],
    };
  }

  /**
   * A list in which usually one record has a tick: who ticks another one moves it, or says that both have it.
   * @param {EditMade} made
   * @param {string} name
   * @param {() => void} changed
   * @returns {EditMade}
   */
  function oneOf(made, name, changed) {
    const said = make("p", { class: "edit-moved", role: "status" });

    function boxes() {
      /** @type {HTMLInputElement[]} */
      const found = [];
      for (let at = 0; ; at += 1) {
        const part = /** @type {EditPlaced | undefined} */ (made.within?.(String(at))?.within?.(name));
        if (!part) return found;
        found.push(/** @type {HTMLInputElement} */ (part.control));
      }
    }

    made.element.append(said);
    made.element.addEventListener("change", ({ target }) => {
      const all = boxes();
      const at = all.indexOf(/** @type {HTMLInputElement} */ (target));
      if (at < 0) return;
      said.replaceChildren();
      const others = all.filter((box) => box !== target && box.checked);
      if (!all[at].checked || others.length !== 1) return; // several are right: whoever wrote it wants it so
      const [other] = others;
      other.checked = false;
      const both = make("button", { type: "button" }, "Both are right");
      both.addEventListener("click", () => {
        other.checked = true;
        said.replaceChildren();
        changed();
        other.focus();
      });
      said.append(`Number ${at + 1} is right now, instead of number ${all.indexOf(other) + 1}. `, both);
      all[at].closest("fieldset")?.append(said);
      changed();
    });
    return made;
  }

  /**
   * The fields of a record; those that few need are folded away.
   * @type {EditFields["group"]}
   */
  function group(fields, values, changed) {
    /** @type {Record<string, EditPlaced>} */
    const parts = {};
    const often = make("div", { class: "edit-fields" });
    const seldom = make("div", { class: "edit-fields" });
    /** @type {HTMLElement[]} */
    const apart = [];
    for (const one of fields) {
      const never = FOLDED.has(one.name);
      const value = values[one.name] ?? (Object.keys(values).length ? "" : (USUAL[one.name] ?? ""));
      const part = placed(one, value, changed);
      parts[one.name] = part;
      if (one.widget === "record" && !one.required && !one.rare && empty(value))
        apart.push(
          make(
            "details",
            { class: "edit-more" },
            make("summary", {}, `Add: ${one.label.toLowerCase()}`),
            part.element,
          ),
        );
      else (never || (isRare(one, fields) && empty(value)) ? seldom : often).append(part.element);
    }
    const element = make("div", { class: "edit-group" }, often, ...apart);
    if (seldom.children.length) {
      const names = fields
        .filter((one) => seldom.contains(parts[one.name].element))
        .map((one) => one.label.toLowerCase());
      const few = names.slice(0, 4).join(", ");
      const summary = make("summary", {}, `More: ${few}${names.length > 4 ? " …" : ""}`);
      element.append(make("details", { class: "edit-more" }, summary, seldom));
    }
    return {
      element,
      parts,
      control: Object.values(parts).find((part) => often.contains(part.element))?.control,
      value() {
        return Object.fromEntries(
          Object.entries(parts).flatMap(([name, part]) => {
            const value = part.value();
            return empty(value) ? [] : [[name, value]];
          }),
        );
      },
      within: (name) => parts[name],
    };
  }

  /** What most people never need: it is folded away while it is empty. @param {EditField} one @param {EditField[]} beside */
  function isRare(one, beside) {
    if (one.name === "id") return true;
    if (one.required) return false;
    if (one.rare || one.widget === "record") return true;
    return beside.length > MANY && beside.some((each) => each.name === "DOI") && !FIRST.has(one.name);
  }

  /**
   * A field with its name, what it is for, and what is wrong with it.
   * @param {EditField} one
   * @param {EditValue} value
   * @param {() => void} changed
   * @returns {EditPlaced}
   */
  function placed(one, value, changed) {
    made += 1;
    const id = `edit-field-${made}`;
    const field = (makers[one.widget] ?? makers.line)(one, value, changed);
    const { control } = field;
    const means = make("p", { class: "edit-means", id: `${id}-means`, hidden: "" });
    const wrong = make("div", { class: "edit-wrong", id: `${id}-wrong` });
    const aim =
      one.widget === "yes-no" ? one.hint.replace(/^True: (.)/, (_, first) => first.toUpperCase()) : one.hint;
    const words = [aim, field.note].filter(Boolean).join(" ");
    const hint = make("p", { class: "edit-hint", id: `${id}-hint` }, words);
    const described = `${id}-hint ${id}-means ${id}-wrong`;
    const element = make(field.grouped ? "fieldset" : "div", { class: "edit-field", "data-field": one.name });
    const needed =
      one.required && one.name !== "id" ? [make("span", { class: "edit-needed" }, " (needed)")] : [];
    if (field.grouped) {
      element.setAttribute("aria-describedby", described);
      element.append(make("legend", {}, one.label, ...needed), hint, field.element, means, wrong);
    } else {
      control.id = id;
      control.setAttribute("aria-describedby", described);
      if (one.required) control.setAttribute("aria-required", "true");
      const label = make("label", { for: id }, one.label, ...needed);
      if (field.beside)
        element.append(make("p", { class: "edit-box" }, control, " ", label), hint, means, wrong);
      else element.append(label, hint, field.element, means, wrong);
    }
    hint.hidden = !words;
    /** Whether a message is about all that was typed: what it proposes can stand in its place. @param {EditProblem} each */
    const isWhole = ({ found }) =>
      one.widget === "quote" || (TYPED.has(one.widget) && found.includes(`“${text(field.value())}”`));
    /** Write what a message proposes, as if it were typed. @param {string} words */
    function rewrite(words) {
      /** @type {HTMLInputElement} */ (control).value = words;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.focus();
    }
    return {
      name: one.name,
      element,
      control,
      needed: one.required,
      value: field.value,
      within: field.within,
      inside: field.inside,
      show: field.show,
      /** What the program makes of what was typed, such as a date in words. @param {string} said */
      tell(said) {
        means.textContent = said;
        means.hidden = !said;
      },
      warn(problems) {
        wrong.replaceChildren(...problems.map((each) => told(each, isWhole(each) ? rewrite : undefined)));
        const bad = problems.some((each) => each.severity === "error");
        if (!field.grouped) control.setAttribute("aria-invalid", String(bad));
        element.classList.toggle("edit-bad", bad);
        if (bad) element.closest("details")?.setAttribute("open", "");
      },
    };
  }

  /** What to write into a file, as what to do in a form. @type {EditFields["inForm"]} */
  function inForm(fix) {
    return fix
      .replace(/(?:add|write) `(\w+): true` (?:to|at)/, (_, name) => `tick “${capital(name)}” at`)
      .replace(/`minutes:` of content\/lessons\/[\w-]+\.yml/, "“Minutes” of the lesson")
      .replace(/`(\w+): (text|judgement)`/g, (_, name, choice) => `choose “${choice}” at “${capital(name)}”`)
      .replace(/`(\w+):(?: …)?`/g, (_, name) => `“${capital(name)}”`);
  }

  /**
   * What a message proposes to write in the place of what was typed: the words after “write”, those that were meant, or
   * those of the paper. Empty if it proposes none, or not all of them.
   * @type {EditFields["proposed"]}
   */
  function proposed({ found, fix }) {
    const words =
      /^write ([^\s`]+)$/.exec(fix)?.[1] ??
      /did you mean “([^”]+)”/.exec(found)?.[1] ??
      /; p\d+ says “(.+)” \(you /.exec(found)?.[1] ??
      "";
    return words.includes("…") ? "" : words;
  }

  /** @param {string} words */
  const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  /** A problem in the words of `course check`; `rewrite` puts what it proposes into its field. @type {EditFields["told"]} */
  function told({ found, fix, severity }, rewrite) {
    const ends = /[.?!…]”?$/;
    const what = `${found.charAt(0).toUpperCase()}${found.slice(1)}${ends.test(found) ? "" : "."}`;
    const say = make(
      "p",
      { class: `edit-problem edit-${severity}` },
      make("b", {}, severity === "error" ? "Mend: " : "Look: "),
      what,
    );
    const instead = rewrite && proposed({ found, fix });
    if (rewrite && instead) {
      const short = instead.length > WIDE ? "Write what the paper says" : `Write ${instead}`;
      const take = make("button", { type: "button" }, short);
      take.addEventListener("click", () => rewrite(instead));
      say.append(make("br"), take);
    } else if (fix) say.append(make("br"), `What to do: ${inForm(fix)}${ends.test(fix) ? "" : "."}`);
    return say;
  }

  return { parsed, empty, group, told, proposed, inForm };
})();
