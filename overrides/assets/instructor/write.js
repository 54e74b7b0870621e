/* The page “Write” of the edition for instructors: a form for something new, or for what stands there already, the YAML that
   it makes, and where that goes. What is typed is kept in this browser until the form is emptied. */
window.writePage = (() => {
  "use strict";

  const { need, make, copy, kept } = window.course;
  const { group, empty } = window.editFields;
  const { written } = window.writeYaml;
  const { kinds, spots, entries, found, parts } = window.writeData;
  const places = [...spots, ...entries];
  const QUOTE = "The paper’s own words, copied from its page.";
  const KEPT = "write:";
  const WORDS = 5; // of which an id is made
  const OF_PAGES = new RegExp(`^(?:${parts})$`); // names that pages use for parts of their own

  /** An id that nothing has, made of the first words, or of the kind if they have no Latin letters. @type {WritePage["named"]} */
  function named(words, taken, kind) {
    const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const all = plain.split(/[^a-z0-9]+/).filter(Boolean);
    const stem = all.slice(0, WORDS).join("-");
    if (!stem) {
      let number = (found[kind] ?? []).length + 1;
      while (taken.has(`${kind}-${number}`)) number += 1;
      return `${kind}-${number}`;
    }
    const first = OF_PAGES.test(stem) ? `on-${stem}` : /^[a-z]/.test(stem) ? stem : `n-${stem}`;
    let id = first;
    for (let n = 2; taken.has(id); n += 1) id = `${first}-${n}`;
    return id;
  }

  /** What is still missing in a form. @param {EditField[]} fields @param {Record<string, EditValue>} value */
  function missing(fields, value) {
    return fields
      .filter((one) => one.required && one.name !== "id" && empty(value[one.name]))
      .map((one) => one.label.toLowerCase());
  }

  /** With an id, if the record needs one: it stands first. @param {EditField[]} fields @param {Record<string, EditValue>} value @param {string} kind */
  function withId(fields, value, kind) {
    const asks = fields.some((one) => one.name === "id" && one.required);
    const words = Object.values(value).find((one) => typeof one === "string" && one);
    if (!asks || !empty(value.id) || !words) return value;
    const taken = new Set(
      Object.values(found)
        .flat()
        .map((one) => one.id),
    );
    return { id: named(String(words), taken, kind), ...value };
  }

  /**
   * The fields of what stands in a file, changed as a form says: what was not changed stays as it is written, in its order.
   * @type {WritePage["changed"]}
   */
  function changed(old, before, now) {
    const same = (/** @type {string} */ name) => JSON.stringify(now[name]) === JSON.stringify(before[name]);
    const names = new Set([...Object.keys(old), ...Object.keys(now)]);
    return Object.fromEntries(
      [...names].flatMap((name) => {
        const value = same(name) ? old[name] : now[name];
        return empty(value) ? [] : [[name, value]];
      }),
    );
  }

  /** Where to paste it. @param {WriteSpot} spot */
  function told(spot) {
    const file = make("code", {}, spot.file);
    if (!spot.line) return ["Make the file ", file, " and paste it there."];
    const last = spot.line + spot.stead - 1;
    const name = spot.stead > 1 ? `lines ${spot.line} to ${last}` : `line ${spot.line}`;
    const line = spot.link ? make("a", { href: spot.link }, name) : name;
    const after = spot.link
      ? [" The link shows the line on GitHub: press the pencil there, paste, and press “Commit changes”."]
      : [];
    const how = spot.stead ? " in the place of " : spot.head ? " at the end, below " : " below ";
    return [
      "Paste it into ",
      file,
      how,
      line,
      ", without changing the spaces at the beginnings of lines.",
      spot.comments ? " Comments stand in these lines, behind a #: copy them, too." : "",
      ...after,
    ];
  }

  /** @param {HTMLElement} box */
  function begin(box) {
    const names = [...new Set(places.map((one) => one.kind))];
    const what = make("select", { id: "write-what" });
    const where = make("select", { id: "write-where" });
    const form = make("form", { class: "edit-form", novalidate: "", autocomplete: "off" });
    const lacks = make("p", { class: "write-lacks", role: "status" });
    const yaml = make("pre", { tabindex: "0", role: "region", "aria-label": "What to copy" });
    const place = make("p", { class: "write-place" });
    const take = make("button", { type: "button", class: "edit-save" }, "Copy");
    const clear = make("button", { type: "button" }, "Empty the form");
    const said = make("span", { role: "status" });
    /** @type {EditGroup} */
    let fields;
    /** What a form gives before anything is typed. @type {Record<string, EditValue>} */
    let begun = {};
    what.append(...names.map((kind) => make("option", { value: kind }, kinds[kind].label)));

    const spot = () => places[Number(where.value)];
    const stands = () => Number(where.value) >= spots.length;
    const key = () => KEPT + what.value + (stands() ? `:${spot().file}:${spot().label}` : "");

    function show() {
      const { kind, value: filled } = spot();
      const value = stands() ? changed(filled, begun, fields.value()) : { ...fields.value(), ...filled };
      const lack = missing(kinds[kind].fields, value);
      lacks.textContent = lack.length ? `Still needed: ${lack.join(", ")}.` : "";
      yaml.textContent = empty(value) ? "" : written(withId(kinds[kind].fields, value, kind), spot());
      place.replaceChildren(...told(spot()));
      said.textContent = "";
    }

    /** @param {Record<string, EditValue>} value */
    function fill(value) {
      const old = spot().value;
      const asked = kinds[what.value].fields
        .filter((one) => stands() || !(one.name in old))
        .map((one) => (one.widget === "quote" ? { ...one, hint: QUOTE } : one)); // here nothing can be selected
      begun = stands() ? group(asked, old, () => {}).value() : {};
      fields = group(asked, value, () => {
        const value = fields.value();
        kept.write(key(), JSON.stringify(stands() ? { value, old } : value));
        show();
      });
      form.replaceChildren(fields.element);
      show();
    }

    function choose() {
      /** @param {WriteSpot[]} some @param {number} first */
      const options = (some, first) =>
        some.flatMap((one, at) =>
          one.kind === what.value ? [make("option", { value: String(first + at) }, one.label)] : [],
        );
      const groups = [
        make("optgroup", { label: "Something new" }, ...options(spots, 0)),
        make("optgroup", { label: "Change what stands there" }, ...options(entries, spots.length)),
      ];
      where.replaceChildren(...groups.filter((one) => one.children.length));
      choosePlace();
    }

    function choosePlace() {
      /** @type {Record<string, EditValue>} */
      let value = stands() ? spot().value : {};
      try {
        const was = JSON.parse(kept.read(key()) ?? "null");
        const same = stands() && JSON.stringify(was?.old) === JSON.stringify(spot().value); // nobody changed it meanwhile
        if (was && (same || !stands())) value = same ? was.value : was;
      } catch {
        /* the form begins as it would without what was kept */
      }
      clear.textContent = stands() ? "As it stands" : "Empty the form";
      fill(value);
    }

    what.addEventListener("change", choose);
    where.addEventListener("change", choosePlace);
    form.addEventListener("submit", (event) => event.preventDefault());
    clear.addEventListener("click", () => {
      kept.erase(key());
      choosePlace();
      what.focus();
    });
    take.addEventListener("click", () => {
      copy(`${yaml.textContent}\n`).then(
        () => {
          said.textContent = "Copied.";
        },
        () => getSelection()?.selectAllChildren(yaml),
      );
    });
    box.classList.add("edit-dock");
    box.append(
      make("p", { class: "edit-field" }, make("label", { for: what.id }, "What"), what),
      make("p", { class: "edit-field" }, make("label", { for: where.id }, "Where"), where),
      form,
      make("h2", { id: "copy" }, "What to copy"),
      lacks,
      yaml,
      make("p", { class: "edit-acts" }, take, " ", clear, " ", said),
      place,
    );
    choose();
  }

  const box = need("[data-write-forms]");
  if (box) {
    need("[data-write-off]")?.remove();
    begin(box);
  }

  return { named, changed };
})();
