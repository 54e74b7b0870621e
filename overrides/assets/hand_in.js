/* Something to hand in: a reader's answers and marks with all that a teacher needs to place them, as a document
   for Word, a web page, Markdown, on paper, or as a file that the edition for instructors opens. */
window.handIn = (() => {
  "use strict";

  const { counting, all, need, make, kept, tell, placeOf } = window.course;
  const { say, several, day, only, collect, written, noteOf, partsOf, sourceOf, quoteOf, tagOf, download } =
    window.notebook;

  const SENTENCES = {
    title: say("Answers and marks: {course}"),
    name: say("Name: {name}"),
    date: say("Date: {date}"),
    address: say("Read at: {address}"),
    lesson: say("Lesson {number}: {title}"),
    about: say("About “{words}” ({place})"),
    whole: say("About {place}"),
    where: say("Address: {address}"),
    marks: say("Marks and notes: {lesson}"),
    marked: say("“{words}” ({place}), marked: {tag}"),
    plain: say("“{words}” ({place})"),
    elsewhere: say("Other paragraphs"),
    paragraph: say("paragraph {number}"),
    answered: counting(
      "{count} answer of {questions} questions on this page.",
      "{count} answers to {questions} questions on this page.",
    ),
    own: counting("with {count} mark of mine", "with {count} marks of mine"),
    nothing: say("You have not written or marked anything here yet"),
    saved: say("Saved as {file}"),
  };

  /* Markdown */

  /** The marks of lists and quotations at the beginning of a line, inside which a heading would be one, too. */
  const CONTAINERS = /^(?:\s|>|[-*+](?=\s)|\d{1,9}[.)](?=\s))*/;
  const HEADS = /^(?:#|`{3}|~{3}|[-=]+\s*$|([-_*])(?:\s*\1){2,}\s*$|\|)/;

  /**
   * A text of a reader in Markdown: its emphasis stays, and nothing in it can become a heading, HTML, a link or a
   * picture, or hide what comes after it.
   * @param {string} text
   */
  function quoted(text) {
    const lines = text.replace(/\r\n?/g, "\n").split("\n");
    return lines
      .map((line) => {
        const safe = line.replace(/(\\*)([<[])/g, "$1$1\\$2"); // a sign before which a reader wrote \ is not free
        if (/^\s*[-=+*]+\s*$/.test(safe)) return safe.replace(/\S/, "\\$&");
        const [lead] = CONTAINERS.exec(safe) ?? [""];
        const rest = safe.slice(lead.length);
        return `> ${lead}${HEADS.test(rest) ? "\\" : ""}${rest}`;
      })
      .map((line) => (line.startsWith(">") ? line : `> ${line}`))
      .join("\n");
  }

  /** @param {string} text */
  function inline(text) {
    return text
      .replace(/\s+/g, " ")
      .replace(/[\\`*_[\]<>#|~]/g, "\\$&")
      .replace(/^(\s*)([-+=]|\d+(?=[.)]))/, (_, lead, sign) => {
        return /\d/.test(sign) ? `${lead}${sign}\\` : `${lead}\\${sign}`;
      });
  }

  /** @param {HandedWork} work */
  function told(work) {
    const { name, date, address } = work;
    return [
      name && say(SENTENCES.name, { name }),
      say(SENTENCES.date, { date }),
      address && say(SENTENCES.address, { address }),
    ].filter(Boolean);
  }

  /** @param {HandedQuestion} question */
  function about({ words, place }) {
    if (!place) return "";
    return words ? say(SENTENCES.about, { words, place }) : say(SENTENCES.whole, { place });
  }

  /** @param {HandedMark} mark */
  function marked({ words, place, tag }) {
    return say(tag ? SENTENCES.marked : SENTENCES.plain, { words, place, tag });
  }

  /** @type {HandIn["markdown"]} */
  function markdown(work) {
    const parts = [`# ${inline(say(SENTENCES.title, { course: work.course }))}`];
    parts.push(
      told(work)
        .map((line) => inline(line))
        .join("  \n"),
    );
    for (const lesson of work.lessons) {
      parts.push(`## ${inline(lesson.title)}`);
      for (const question of lesson.questions) {
        parts.push(`### ${inline(question.ask)}`);
        if (about(question)) parts.push(inline(about(question)));
        if (question.address) parts.push(`<${encodeURI(decoded(question.address))}>`);
        parts.push(quoted(question.answer));
      }
      if (lesson.marks.length) parts.push(`### ${inline(say(SENTENCES.marks, { lesson: lesson.title }))}`);
      for (const mark of lesson.marks) {
        parts.push(inline(marked(mark)));
        if (mark.note) parts.push(quoted(mark.note));
      }
    }
    return `${parts.join("\n\n")}\n`;
  }

  /** @param {string} address */
  function decoded(address) {
    try {
      return decodeURI(address);
    } catch {
      return address;
    }
  }

  /* HTML */

  /** @param {string} text */
  function escaped(text) {
    /** @type {Record<string, string>} */
    const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
    // Other signs that no text has, and that a document may not hold
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "").replace(/[&<>"]/g, (sign) => signs[sign]);
  }

  /** @param {string} text */
  function paragraphs(text) {
    const parts = text.split(/\n\s*\n/).filter((part) => part.trim());
    return parts.map((part) => `<p dir="auto">${escaped(part.trim()).replace(/\n/g, "<br>")}</p>`).join("\n");
  }

  const STYLE = `body { max-width: 42em; margin: 2em auto; padding: 0 1em; font-family: Georgia, serif; line-height: 1.5; }
h1 { font-size: 1.5em; } h2 { font-size: 1.25em; margin-top: 2em; } h3 { font-size: 1em; margin-top: 1.5em; }
blockquote { margin: .5em 0; padding-left: 1em; border-left: 3px solid #777; overflow-wrap: anywhere; }
.about { color: #444; font-size: .9em; overflow-wrap: anywhere; }`;

  /** @type {HandIn["html"]} */
  function html(work) {
    const title = escaped(say(SENTENCES.title, { course: work.course }));
    const parts = [`<h1>${title}</h1>`, `<p>${told(work).map(escaped).join("<br>")}</p>`];
    for (const lesson of work.lessons) {
      parts.push(`<h2>${escaped(lesson.title)}</h2>`);
      for (const question of lesson.questions) {
        parts.push(`<h3>${escaped(question.ask)}</h3>`);
        const lines = [
          about(question),
          question.address && say(SENTENCES.where, { address: question.address }),
        ].filter(Boolean);
        if (lines.length) parts.push(`<p class="about">${lines.map(escaped).join("<br>")}</p>`);
        parts.push(`<blockquote>\n${paragraphs(question.answer)}\n</blockquote>`);
      }
      if (lesson.marks.length)
        parts.push(`<h3>${escaped(say(SENTENCES.marks, { lesson: lesson.title }))}</h3>`);
      for (const mark of lesson.marks) {
        parts.push(`<p>${escaped(marked(mark))}</p>`);
        if (mark.note) parts.push(`<blockquote>\n${paragraphs(mark.note)}\n</blockquote>`);
      }
    }
    return `<!DOCTYPE html>
<html lang="${escaped(work.language)}" dir="${escaped(work.direction)}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>
${STYLE}
</style>
</head>
<body>
${parts.join("\n")}
</body>
</html>
`;
  }

  /* What the page shows */

  /** @param {Element | null} element */
  function plain(element) {
    return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  const course = { id: "", title: "" };

  /** Where the page is on the web; a copy on a disk has no address that others could open. */
  function here() {
    return location.protocol.startsWith("http") ? location.href.replace(/#.*$/, "") : "";
  }

  /** @param {HTMLElement} question */
  function textOf(question) {
    return (
      /** @type {HTMLTextAreaElement | null} */ (question.querySelector(".answer textarea"))?.value ?? ""
    );
  }

  /** The questions that the page shows and that are answered; a filter may have hidden some. */
  function answered(within = document) {
    return all(".question", within).filter((one) => textOf(one).trim() && !one.closest(".filtered"));
  }

  /** @param {HTMLElement} question @returns {HandedQuestion} */
  function handedQuestion(question) {
    const { place = "" } = question.dataset;
    const address = here() && `${here()}#${question.id}`;
    const words = plain(question.querySelector(":scope > p q.paper-words"));
    return { ask: plain(need(".ask", question)), place, words, answer: textOf(question), address };
  }

  function ownMarks() {
    return /** @type {OwnMark[]} */ (window.ownMarks.list());
  }

  /** The name of the word that a mark has. @param {OwnMark} mark */
  function named(mark) {
    const own = window.ownMarks.WORDS.find(({ word }) => word === tagOf(mark));
    return own ? own.name : tagOf(mark);
  }

  /**
   * @param {OwnMark} mark
   * @param {string[]} read
   */
  function isIn(mark, read) {
    return partsOf(mark).some((part) => read.includes(sourceOf(part)));
  }

  /** @param {OwnMark} mark @returns {HandedMark} */
  function handedMark(mark) {
    const source = sourceOf(mark);
    const paragraph = document.getElementById(source);
    const number = /^p(\d+)$/.exec(source);
    const called = number ? say(SENTENCES.paragraph, { number: number[1] }) : source;
    const place = paragraph?.matches(".paper") ? placeOf(paragraph) : called;
    const words = partsOf(mark).map((part) => quoteOf(part).exact);
    return { place, words: words.join(" "), tag: named(mark), note: noteOf(mark) };
  }

  /** The parts of the page, each a lesson: its title, its element, and the ids of its paragraphs. */
  function parts() {
    const groups = all(".question-group");
    const tools = need("[data-answers]");
    if (!groups.length) {
      const read = all(".passage [id]").map((one) => one.id);
      const title = say(SENTENCES.lesson, { number: tools.dataset.number ?? "", title: plain(need("h1")) });
      return [{ title, within: /** @type {ParentNode} */ (document), read }];
    }
    return groups.map((group) => {
      const { number = "", paragraphs: read = "" } = group.dataset;
      const title = say(SENTENCES.lesson, { number, title: plain(need("h2", group)) });
      return { title, within: /** @type {ParentNode} */ (group), read: read.split(" ") };
    });
  }

  /** @param {boolean} withMarks @returns {HandedLesson[]} */
  function lessons(withMarks) {
    const marks = withMarks ? ownMarks() : [];
    const left = new Set(marks);
    const found = parts().map(({ title, within, read }) => {
      const own = marks.filter((mark) => left.has(mark) && isIn(mark, read));
      for (const mark of own) left.delete(mark); // a paragraph of two lessons is handed in once
      const questions = answered(/** @type {Document} */ (within)).map(handedQuestion);
      return { title, questions, marks: own.map(handedMark) };
    });
    const alone = document.querySelector(".question-group") ? [...left].map(handedMark) : [];
    const others = { title: SENTENCES.elsewhere, questions: [], marks: alone };
    return [...found, others].filter(({ questions, marks: own }) => questions.length || own.length);
  }

  /* The dialog */

  /**
   * @param {HTMLElement} tools
   * @param {HTMLDialogElement} dialog
   */
  function offer(tools, dialog) {
    const name = /** @type {HTMLInputElement} */ (need("[name=name]", dialog));
    const withMarks = /** @type {HTMLInputElement} */ (need("[name=marks]", dialog));
    const summary = need("[data-summary]", dialog);
    const { lesson } = tools.dataset;

    function open() {
      const marks = parts().flatMap(({ read }) => ownMarks().filter((mark) => isIn(mark, read)));
      const count = document.querySelector(".question-group") ? ownMarks().length : marks.length;
      name.value = name.value || kept.read("name") || "";
      summary.textContent = several(answered().length, SENTENCES.answered, {
        questions: all(".question").length,
      });
      need("[data-marks]", dialog).textContent = several(count, SENTENCES.own);
      need("p:has([name=marks])", dialog).hidden = count === 0;
      withMarks.checked = count > 0;
      dialog.showModal();
    }

    /** @returns {HandedWork} */
    function work() {
      const { lang, dir } = document.documentElement;
      return {
        course: course.title,
        name: name.value.trim(),
        date: day(new Date().toISOString()),
        address: here(),
        language: lang || "en",
        direction: dir === "rtl" ? "rtl" : "ltr",
        lessons: lessons(withMarks.checked),
      };
    }

    /** The part of the notebook that is on this page. */
    function data() {
      const questions = answered().map((one) => one.dataset.question ?? "");
      const read = withMarks.checked ? ownMarks().flatMap(partsOf).map(sourceOf) : [];
      const on = lesson ? parts().flatMap((part) => part.read) : read;
      const paragraphsRead = read.filter((id) => on.includes(id));
      const all_ = { ...collect(course), marks: ownMarks(), name: name.value.trim() };
      answered().forEach((one) => {
        all_.answers[one.dataset.question ?? ""] = textOf(one); // also where nothing could be kept
      });
      return written(only(all_, questions, paragraphsRead), new Date().toISOString());
    }

    // Every answer in it is escaped: see `html`. Browsers that know Trusted Types want this said.
    const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("hand-in", {
      createHTML: (/** @type {string} */ text) => text,
    });
    const trusted = (/** @type {string} */ text) => policy?.createHTML(text) ?? text;

    function print() {
      const page = new DOMParser().parseFromString(trusted(html(work())), "text/html");
      const paper = make("div", { class: "hand-in-paper md-typeset" }, ...page.body.childNodes);
      document.body.append(paper);
      document.body.classList.add("handing-in");
      window.addEventListener(
        "afterprint",
        () => {
          paper.remove();
          document.body.classList.remove("handing-in");
        },
        { once: true },
      );
      window.print();
    }

    /** @type {Record<string, () => [ending: string, content: string, type: string]>} */
    const forms = {
      doc: () => ["doc", `\uFEFF${html(work())}`, "application/msword"],
      html: () => ["html", html(work()), "text/html"],
      md: () => ["md", markdown(work()), "text/markdown"],
      json: () => ["json", data(), "application/json"],
    };

    name.addEventListener("change", () => {
      if (name.value.trim()) kept.write("name", name.value.trim());
      else kept.erase("name");
    });
    all("button[data-form]", dialog).forEach((button) => {
      button.addEventListener("click", () => {
        const { form = "" } = button.dataset;
        dialog.close();
        if (!lessons(withMarks.checked).length) tell(SENTENCES.nothing);
        else if (form === "print") print();
        else {
          const [ending, content, type] = forms[form]();
          const file = `${lesson ? `my-answers-${lesson}` : "my-answers"}.${ending}`;
          download(file, content, type);
          tell(say(SENTENCES.saved, { file }));
        }
      });
    });
    need("[data-close]", dialog).addEventListener("click", () => dialog.close());
    need("[data-act=hand-in]", tools).addEventListener("click", open);
  }

  /** @type {HTMLElement | null} */
  const tools = document.querySelector("[data-answers]");
  /** @type {HTMLDialogElement | null} */
  const dialog = document.querySelector("dialog.hand-in");
  if (tools && dialog) {
    Object.assign(course, { id: tools.dataset.course, title: tools.dataset.title });
    offer(tools, dialog);
  }

  return { markdown, html };
})();
