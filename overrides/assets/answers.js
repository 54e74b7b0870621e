/* A field to answer each question, stored in this browser only; and self-checks that respond at once.
   Without this script there are no fields, and the reader opens the answers to self-checks by a click. */
(() => {
  "use strict";

  const { counting, all, need, make, kept, tell } = window.course;
  const { say, several, joined, wrote, mayForget, progress } = window.notebook;

  const SENTENCES = {
    answer: say("Your answer"),
    label: say("Your answer: {question}"),
    kept: say("Kept in this browser only; nothing is sent."),
    lost: say("This browser does not keep it: copy it before you leave."),
    nothing: say("You have not written any answer here yet"),
    erase: counting(
      "Erase your answer that this page shows? This cannot be undone.",
      "Erase the {count} answers that this page shows? This cannot be undone.",
    ),
    erased: say("Erased"),
  };

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
    if (text && kept.write(key, joined(kept.read(key) ?? "", text))) kept.erase(former);
  }

  const warning = document.querySelector(".question") ? mayForget() : "";

  /** @param {HTMLElement} question */
  function answerTo(question) {
    const id = question.dataset.question;
    const key = `answer-${id}`;
    const field = make("textarea", { id: `answer-${id}`, rows: "4", "aria-describedby": `kept-${id}` });
    const note = make("p", { class: "meta", id: `kept-${id}` }, `${SENTENCES.kept} ${warning}`);
    const printed = make("p", { class: "answer-printed" });
    const details = make("details", { class: "answer" }, make("summary", {}, SENTENCES.answer));
    field.setAttribute("aria-label", say(SENTENCES.label, { question: plain(need(".ask", question)) }));
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
    document.addEventListener("course:notebook", readAgain);
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) readAgain();
    });
    field.addEventListener("input", () => {
      printed.textContent = field.value;
      details.classList.toggle("has-text", Boolean(field.value));
      if (!field.value) kept.erase(key);
      lost = Boolean(field.value) && !kept.write(key, field.value);
      note.textContent = lost ? SENTENCES.lost : `${SENTENCES.kept} ${warning}`;
      if (!lost && field.value) wrote();
    });
    window.addEventListener("beforeunload", (event) => {
      if (lost) event.preventDefault(); // the browser asks whether to leave
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

  function erase() {
    const shown = written();
    if (!window.confirm(several(shown.length, SENTENCES.erase))) return;
    shown.forEach((answer) => {
      answer.erase();
    });
    tell(SENTENCES.erased);
  }

  all("[data-answers]").forEach((tools) => {
    tools.hidden = false;
    need("button[data-act=erase]", tools).addEventListener("click", () => {
      if (written().length) erase();
      else tell(SENTENCES.nothing);
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
    const key = `check-${check.dataset.check}`;
    const verdict = make("div", { class: "verdict", role: "status" });
    options.forEach((option, index) => {
      const choice = make("input", { type: "radio", name: check.id });
      const words = plain(option);
      function judge() {
        const reason = reasons[index].cloneNode(true);
        verdict.replaceChildren(...reason.childNodes);
        verdict.className = `verdict ${reasons[index].dataset.verdict}`;
      }
      choice.addEventListener("change", () => {
        judge();
        if (!progress.on()) return;
        kept.write(key, words);
        wrote();
        document.dispatchEvent(new CustomEvent("course:progress"));
      });
      if (progress.on() && kept.read(key) === words) {
        choice.checked = true;
        judge();
      }
      const inside = /** @type {HTMLElement} */ (option.cloneNode(true));
      const shown = (inside.querySelector(":scope > p") || inside).childNodes;
      group.append(make("label", { class: "option" }, choice, make("span", {}, ...shown)));
    });
    group.append(verdict);
    asked.hidden = true;
    need(":scope > ul", check).hidden = true;
    need(":scope > details", check).before(group);
  });
})();
