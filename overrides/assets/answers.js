/* A field to answer each question, stored in this browser only; and self-checks that respond at once.
   Without this script there are no fields, and the reader opens the answers to self-checks by a click. */
(() => {
  "use strict";

  const { all, need, make, kept, tell } = window.course;

  /** @param {Element} element */
  function plain(element) {
    return (element.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  /* Answers */

  /**
   * Moves an answer that was written when the question had another id.
   * @param {string} former
   * @param {string} key
   */
  function takeOver(former, key) {
    const text = kept.read(former);
    if (text && !kept.read(key)) kept.write(key, text);
    if (text && kept.read(key)) kept.erase(former);
  }

  /** @param {HTMLElement} question */
  function answerTo(question) {
    const id = question.dataset.question;
    const key = `answer-${id}`;
    const field = make("textarea", { id: `answer-${id}`, rows: "4", "aria-describedby": `kept-${id}` });
    const note = make(
      "p",
      { class: "meta", id: `kept-${id}` },
      "Kept in this browser only; nothing is sent.",
    );
    const printed = make("p", { class: "answer-printed" });
    const details = make("details", { class: "answer" }, make("summary", {}, "Your answer"));
    field.setAttribute("aria-label", `Your answer: ${plain(need(".ask", question))}`);
    details.append(field, note);
    /** @param {string} text */
    function show(text) {
      field.value = text;
      printed.textContent = text;
      details.classList.toggle("has-text", Boolean(text));
    }
    const formers = (question.dataset.was || "").split(" ").filter(Boolean);
    formers.forEach((former) => {
      takeOver(`answer-${former}`, key);
    });
    let lost = false; // whether the text could not be stored
    /* The answer may have been changed in another tab, or on another page before the reader came back. */
    function readAgain() {
      const text = kept.read(key) || "";
      if (lost || text === field.value) return;
      show(text);
      if (text) details.open = true;
    }
    show(kept.read(key) || "");
    details.open = Boolean(field.value);
    field.addEventListener("focus", readAgain);
    window.addEventListener("storage", () => {
      if (document.activeElement !== field) readAgain();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) readAgain();
    });
    field.addEventListener("input", () => {
      printed.textContent = field.value;
      details.classList.toggle("has-text", Boolean(field.value));
      if (!field.value) kept.erase(key);
      lost = Boolean(field.value) && !kept.write(key, field.value);
      if (lost) note.textContent = "This browser does not keep it: copy it before you leave.";
    });
    question.append(details, printed);
    function erase() {
      kept.erase(key);
      show("");
    }
    return { question, text: () => field.value, erase };
  }

  const answers = all(".question").map(answerTo);

  /* The answers that the page shows: a filter may have hidden some. */
  function written() {
    return answers.filter((answer) => answer.text() && !answer.question.closest(".filtered"));
  }

  /** The marks before the title, and before each question. */
  const HEADINGS = { md: ["# ", "## "], txt: ["", ""] };

  /** @param {"md" | "txt"} ending */
  function download(ending) {
    const [first, each] = HEADINGS[ending];
    const parts = written().map((answer) => {
      return `${each}${plain(need(".ask", answer.question))}\n\n${answer.text()}\n`;
    });
    const text = [`${first}${plain(need("h1"))}\n`, ...parts].join("\n");
    /** @type {HTMLElement | null} */
    const lesson = document.querySelector("[data-lesson].aims");
    const name = lesson ? `my-answers-${lesson.dataset.lesson}` : "my-answers";
    const file = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    make("a", { href: file, download: `${name}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  }

  function erase() {
    const shown = written();
    const what = shown.length === 1 ? "your answer" : `the ${shown.length} answers`;
    if (!shown.length || !window.confirm(`Erase ${what} that this page shows? This cannot be undone.`))
      return;
    shown.forEach((answer) => {
      answer.erase();
    });
    tell("Erased");
  }

  all("[data-answers]").forEach((tools) => {
    tools.hidden = false;
    /** @type {Record<string, () => void>} */
    const acts = { md: () => download("md"), txt: () => download("txt"), print: () => window.print(), erase };
    all("button[data-act]", tools).forEach((button) => {
      const { act = "" } = button.dataset;
      button.addEventListener("click", () => {
        if (act !== "erase" && !written().length) tell("You have not written any answer here yet");
        else acts[act]();
      });
    });
  });

  /* Self-checks */

  all(".check").forEach((check) => {
    /** @type {HTMLElement | null} */
    const asked = check.querySelector(".ask");
    const options = all(":scope > ul > li", check);
    const reasons = all("details .reason", check);
    if (!asked || options.length !== reasons.length) return;
    const group = make("fieldset", {}, make("legend", {}, ...asked.cloneNode(true).childNodes));
    const verdict = make("div", { class: "verdict", role: "status" });
    options.forEach((option, index) => {
      const choice = make("input", { type: "radio", name: check.id });
      choice.addEventListener("change", () => {
        const reason = reasons[index].cloneNode(true);
        verdict.replaceChildren(...reason.childNodes);
        verdict.className = `verdict ${reasons[index].dataset.verdict}`;
      });
      const inside = /** @type {HTMLElement} */ (option.cloneNode(true));
      const words = (inside.querySelector(":scope > p") || inside).childNodes;
      group.append(make("label", { class: "option" }, choice, make("span", {}, ...words)));
    });
    group.append(verdict);
    asked.hidden = true;
    need(":scope > ul", check).hidden = true;
    need(":scope > details", check).before(group);
  });
})();
