/* Only in `course serve`: what can be written about words of the paper that are selected: a note, a question, a term, a
   source. The words become the quote, with those before them where they stand more than once. */
window.editWords = (() => {
  "use strict";

  const { all, make } = window.course;
  const { ownWords, selected, before, chosen, tools, dismiss } = window.quoting;
  const dock = window.editDock;
  /** @type {{adds: EditAdd[], things: EditThing[]}} */
  let page = { adds: [], things: [] };

  /**
   * How often words stand in the paragraphs.
   * @param {string} words
   * @param {string[]} paragraphs
   */
  function times(words, paragraphs) {
    return paragraphs.reduce((count, text) => count + text.split(words).length - 1, 0);
  }

  /**
   * The fewest words before the quote that distinguish it from the same words elsewhere; empty if none are needed.
   * @type {EditWords["prefix"]}
   */
  function prefix(choice, paragraphs) {
    if (times(choice.words, paragraphs) < 2) return "";
    const words = choice.before.split(" ");
    for (let n = 2; n <= words.length; n += 1) {
      const lead = words.slice(-n).join(" ");
      if (times(lead + choice.words, paragraphs) === 1) return lead.trim();
    }
    return choice.before.trim();
  }

  /** The words of all paragraphs of the page. */
  function paragraphs() {
    return all(".paper").map((paragraph) => {
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      return ownWords(range);
    });
  }

  /** @param {SelectedPart} part @returns {EditChoice} */
  const choiceOf = (part) => ({ words: part.words, before: before(part) });

  /** The parts of the paper that are selected, or were when a button was touched. */
  const parts = () => {
    const now = selected();
    return now.length ? now : chosen();
  };

  /** @param {EditChoice} choice @param {"quote" | "about"} field */
  function quoted(choice, field) {
    const lead = prefix(choice, paragraphs());
    return { [field]: choice.words, ...(lead ? { prefix: lead } : {}) };
  }

  /** The adds of a kind that fit: those of lessons that read the paragraph, or else all. @param {string} kind @param {SelectedPart} part */
  function fitting(kind, part) {
    const adds = page.adds.filter((one) => one.kind === kind && !one.id);
    const id = window.course.idOf(part.paragraph);
    const read = adds.filter((one) => one.paragraphs?.includes(id));
    return read.length ? read : adds;
  }

  /** Before which note of the lesson a new one goes, so that notes stay in the order of the paper. @param {SelectedPart} part @param {EditAdd} add */
  function place(part, add) {
    const notes = page.things.filter((one) => one.kind === "note" && one.file === add.file);
    const earlier = notes.filter((one) => {
      const mark = document.getElementById(one.id.replace(/^note-/, "mark-"));
      return mark && part.range.comparePoint(mark, 0) < 0;
    });
    const last = earlier[earlier.length - 1]?.path.at(-1);
    return typeof last === "number" ? last + 1 : notes.length ? 0 : undefined;
  }

  /**
   * Open the form of something new on what is selected.
   * @param {string} what
   */
  function begin(what) {
    const found = parts();
    if (!found.length) return;
    if (found.length > 1 && what !== "term") several(found, what);
    else on(found[0], what);
  }

  /** A quote stays within one paragraph: which of them? @param {SelectedPart[]} found @param {string} what */
  function several(found, what) {
    const buttons = found.map((part) => {
      const button = make(
        "button",
        { type: "button", class: "edit-part" },
        make("b", {}, window.course.placeOf(part.paragraph)),
        " ",
        make("q", { dir: "auto" }, part.words),
      );
      button.addEventListener("click", () => on(part, what));
      return make("li", {}, button);
    });
    dock.open("In which paragraph?", [
      make("p", {}, "The selected words go over several paragraphs. A quote stays in one: choose it."),
      make("ul", { class: "edit-parts" }, ...buttons),
    ]);
    buttons[0].querySelector("button")?.focus();
  }

  /** @param {SelectedPart} part @param {string} what */
  function on(part, what) {
    const choice = choiceOf(part);
    const kind = what === "source" ? "note" : what;
    const adds = fitting(kind, part).map((one) => ({
      ...one,
      at: kind === "note" ? place(part, one) : undefined,
    }));
    const [add] = adds;
    if (!add) {
      dock.say("Nothing of this kind can be added here.");
      return;
    }
    /** @type {Record<string, EditValue>} */
    let value = {};
    if (what === "note") value = quoted(choice, "quote");
    if (what === "source") value = { ...quoted(choice, "quote"), kind: "evidence" };
    if (what === "question") value = { ...quoted(choice, "about"), level: "analyse" };
    if (what === "term") value = { term: choice.words, aliases: [choice.words] };
    light(part.range);
    dismiss();
    const task = /** @type {EditTask} */ ({
      do: "add",
      kind,
      file: add.file,
      path: add.path,
      mark: add.mark,
      at: add.at,
      adds,
      value: { ...add.value, ...value },
      about: choice.words,
      label: what === "source" ? "New note with a source" : `New ${kind}`,
      field: what === "source" ? "sources" : undefined,
    });
    window.editForm.open(task).then(() => dock.uncover(part.range));
  }

  /** Put the selected words into a field of the form that is open. @type {EditWords["fill"]} */
  function fill(name, control) {
    const [part] = parts();
    if (!part) {
      dock.say("First select words of the paper in the page.");
      return;
    }
    const choice = choiceOf(part);
    control.value = choice.words;
    const lead = /** @type {HTMLInputElement | null} */ (
      control.closest("form")?.querySelector('[data-field="prefix"] input') ?? null
    );
    if (lead && (name === "quote" || name === "about")) {
      lead.value = prefix(choice, paragraphs());
      lead.dispatchEvent(new Event("input", { bubbles: true }));
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const offers = make("span", { class: "edit-offers", hidden: "" });
  for (const [what, name] of [
    ["note", "Note"],
    ["question", "Question"],
    ["term", "Term"],
    ["source", "Cite here"],
  ]) {
    const button = make("button", { type: "button", "data-new": what }, name);
    button.addEventListener("click", () => begin(what));
    offers.append(button);
  }
  tools?.prepend(offers);

  /** Keep words lit while their form is open, for they are not selected any more. @param {Range} range */
  function light(range) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.set("edit-words", new Highlight(range));
  }

  /** @type {EditWords["offer"]} */
  function offer(on, there) {
    page = there;
    offers.hidden = !on;
  }

  return { prefix, offer, fill };
})();
