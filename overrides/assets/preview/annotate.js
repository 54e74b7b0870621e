/* Only in `course serve`: shows ready YAML for a note or a question on the selected words, and where to
   paste it. The page has the lesson, its file and the lines in #annotate. */
window.annotating = (() => {
  "use strict";

  const { all, need, copy } = window.course;
  const { ownWords, selected, before } = window.quoting;

  /**
   * How often words stand in the paragraphs.
   * @param {string} words
   * @param {string[]} paragraphs
   */
  function times(words, paragraphs) {
    return paragraphs.reduce((count, text) => count + text.split(words).length - 1, 0);
  }

  /**
   * The fewest words before the quote that distinguish it from the same words elsewhere.
   * @param {Choice} choice
   * @param {string[]} paragraphs
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

  /** @type {Annotating["written"]} */
  function written(kind, lesson, choice, paragraphs) {
    const quote = JSON.stringify(choice.words); // JSON is YAML
    const lead = prefix(choice, paragraphs);
    const tie = lead ? [`    prefix: ${JSON.stringify(lead)}`] : [];
    const note = [
      `  - quote: ${quote}`,
      ...tie,
      "    kind: context",
      "    note: |",
      "      What readers should know here.",
      "    basis: judgement",
    ];
    const question = [
      `  - id: ${lesson}-new-question`,
      "    ask: What do you want to ask?",
      "    level: analyse",
      `    about: ${quote}`,
      ...tie,
      "    minutes: 5",
    ];
    return `${(kind === "note" ? note : question).join("\n")}\n`;
  }

  /* The selected words of the first paragraph only: a quote may not cross paragraphs. */
  function chosenNow() {
    const [first] = selected();
    return first ? { words: first.words, before: before(first) } : null;
  }

  function start() {
    const at = JSON.parse(need("#annotate").textContent ?? "");
    const panel = need(".annotate");
    const yaml = need("pre", panel);
    const said = need("[role=status]", panel);
    const where = need(".where", panel);
    const kinds = all("[data-as]", panel);
    let kind = "note";
    /** @type {Choice | null} */
    let chosen = null;

    function show() {
      if (!chosen) return;
      const paragraphs = all(".paper").map((paragraph) => {
        const range = document.createRange();
        range.selectNodeContents(paragraph);
        return ownWords(range);
      });
      yaml.textContent = written(kind, at.lesson, chosen, paragraphs);
      where.textContent = at[kind]
        ? `Paste it into ${at.file} above line ${at[kind]}.`
        : `Paste it at the end of ${at.file}, below a new line ${kind}s:`;
      panel.hidden = false;
      said.textContent = "";
    }

    function choose() {
      const choice = chosenNow();
      if (!choice) return;
      chosen = choice;
      show();
    }

    document.addEventListener("mouseup", (event) => {
      if (!panel.contains(/** @type {Node} */ (event.target))) setTimeout(choose);
    });
    document.addEventListener("keyup", (event) => {
      if (event.shiftKey || event.key === "Shift") choose();
    });
    kinds.forEach((button) => {
      button.addEventListener("click", () => {
        kind = button.dataset.as ?? "note";
        kinds.forEach((one) => {
          one.setAttribute("aria-pressed", String(one === button));
        });
        show();
      });
    });
    need(".close", panel).addEventListener("click", () => {
      panel.hidden = true;
    });
    need(".copy", panel).addEventListener("click", () => {
      copy(yaml.textContent ?? "").then(
        () => {
          said.textContent = "Copied.";
        },
        () => {
          getSelection()?.selectAllChildren(yaml);
          said.textContent = "Press Ctrl+C to copy.";
        },
      );
    });
  }

  if (document.querySelector(".annotate")) start();

  return { written };
})();
