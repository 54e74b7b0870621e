/* A reader's work in one place: how much there is, saving it to a file, opening a file of another device, and
   erasing it. What a file would bring is shown first, and where texts differ the reader chooses. */
(() => {
  "use strict";

  const { counting, all, need, make, kept, tell, options } = window.course;
  const {
    say,
    several,
    written,
    read,
    renamed,
    compare,
    merge,
    noteOf,
    quoteOf,
    collect,
    store,
    erase,
    mayForget,
    download,
    today,
    day,
  } = window.notebook;

  const SENTENCES = {
    nothing: say("You have not written, marked or finished anything yet."),
    counts: say("So far: {counts}."),
    answers: counting("{count} answer", "{count} answers"),
    marks: counting("{count} mark", "{count} marks"),
    checks: counting("{count} self-check", "{count} self-checks"),
    done: counting("{count} lesson finished", "{count} lessons finished"),
    places: counting("where you left {count} lesson", "where you left {count} lessons"),
    promised: say("This browser has promised not to forget it."),
    saved: say("Saved as {file}"),
    of: say("A file of “{title}”, saved on {day}."),
    ofWhom: say("A file of “{title}”, saved by {name} on {day}."),
    nothingNew: say("There is nothing in it that is not here already."),
    brings: say("It would add: {counts}."),
    differ: counting(
      "One text differs. Choose what to keep:",
      "{count} texts differ. Choose what to keep of each:",
    ),
    shown: say("Show what it would add"),
    answer: say("Answer to “{id}”"),
    mark: say("Note at a mark"),
    here: say("Keep mine"),
    there: say("Take the file’s"),
    both: say("Keep both"),
    mine: say("Here:"),
    file: say("In the file:"),
    add: say("Put this into my work"),
    cancel: say("Leave everything as it is"),
    added: say("The file’s work is here now"),
    notKept: say(
      "This browser could not keep all of it. Nothing in the file was lost: open it again elsewhere.",
    ),
    large: say("This file is too large to be a reader’s work. Nothing was changed."),
    unread: say("This file cannot be read. Nothing was changed."),
    left: say("Everything was left as it was"),
    erased: say("Erased"),
    eraseProgress: say(
      "Erase where you left each lesson, what you finished, and your self-checks? This cannot be undone.",
    ),
    eraseAnswers: say("Erase all your answers? This cannot be undone. You can save them to a file first."),
    eraseMarks: say("Erase all your marks and what you wrote at them? This cannot be undone."),
    eraseAll: say("Erase all of your work in this course, with your name? This cannot be undone."),
  };
  const LARGEST = 20_000_000; // bytes of a file that is read at all

  /** What each button erases, as beginnings of keys. @type {Record<string, [question: string, keys: string[]]>} */
  const ERASED = {
    progress: [SENTENCES.eraseProgress, ["place-", "done-", "check-", "round-", "left-off"]],
    answers: [SENTENCES.eraseAnswers, ["answer-"]],
    marks: [SENTENCES.eraseMarks, ["marks"]],
    all: [
      SENTENCES.eraseAll,
      ["place-", "done-", "check-", "round-", "left-off", "answer-", "marks", "name", "asked-to-keep"],
    ],
  };

  /** @param {HTMLElement} desk */
  function former(desk) {
    const pairs = (desk.dataset.former ?? "").split(" ").map((one) => one.split(/[:=]/));
    /** @param {string} kind */
    const of = (kind) =>
      Object.fromEntries(pairs.filter(([one]) => one === kind).map(([, old, now]) => [old, now]));
    return { questions: of("question"), lessons: of("lesson") };
  }

  /** @param {Record<"answers" | "marks" | "checks" | "done" | "places", number>} numbers */
  function counted(numbers) {
    const { answers, marks, checks, done, places } = numbers;
    const parts = [
      answers ? several(answers, SENTENCES.answers) : "",
      marks ? several(marks, SENTENCES.marks) : "",
      checks ? several(checks, SENTENCES.checks) : "",
      done ? several(done, SENTENCES.done) : "",
      places ? several(places, SENTENCES.places) : "",
    ].filter(Boolean);
    const language = document.documentElement.lang || "en";
    return new Intl.ListFormat(language, { style: "long", type: "conjunction" }).format(parts);
  }

  /** @param {string} key */
  function called(key) {
    if (key.startsWith("mark-")) return SENTENCES.mark;
    return say(SENTENCES.answer, { id: key.slice("answer-".length).replaceAll("-", " ") });
  }

  /** @param {HTMLElement} desk */
  function serve(desk) {
    const { course: id = "", title = "" } = desk.dataset;
    const course = { id, title };
    const formers = former(desk);
    const summary = need("[data-summary]", desk);
    const opened = need("[data-opened]", desk);
    const input = /** @type {HTMLInputElement} */ (need("input[type=file]", desk));

    function mine() {
      return renamed(collect(course), formers);
    }

    function show() {
      const work = mine();
      const counts = counted({
        answers: Object.keys(work.answers).length,
        marks: work.marks.length,
        checks: Object.keys(work.checks).length,
        done: Object.keys(work.done).length,
        places: 0,
      });
      summary.textContent = counts ? say(SENTENCES.counts, { counts }) : SENTENCES.nothing;
    }

    function save() {
      const now = new Date().toISOString();
      const name = (document.title.split(" - ").pop() ?? "").toLowerCase();
      const slug = name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "course";
      const file = `my-work-${slug}-${today()}.json`;
      download(file, written(mine(), now), "application/json");
      tell(say(SENTENCES.saved, { file }));
    }

    function close() {
      opened.replaceChildren();
      opened.hidden = true;
      input.value = "";
    }

    /** @param {string} sentence */
    function refuse(sentence) {
      opened.replaceChildren(make("p", { role: "alert" }, sentence));
      opened.hidden = false;
      input.value = "";
    }

    /**
     * A text that differs, with a choice.
     * @param {Clash} clash
     * @param {number} index
     */
    function asked(clash, index) {
      const choices = [
        ["both", SENTENCES.both],
        ["here", SENTENCES.here],
        ["there", SENTENCES.there],
      ].map(([value, words]) => {
        const radio = make("input", { type: "radio", name: `clash-${index}`, value });
        radio.checked = value === "both";
        return make("label", { class: "choice" }, radio, ` ${words} `);
      });
      const sides = [
        [SENTENCES.mine, clash.here],
        [SENTENCES.file, clash.there],
      ].map(([head, text]) => {
        return make(
          "div",
          {},
          make("p", {}, make("b", {}, head)),
          make("p", { class: "text", dir: "auto", tabindex: "0" }, text),
        );
      });
      return make(
        "fieldset",
        { "data-clash": clash.key },
        make("legend", {}, called(clash.key)),
        make("div", { class: "sides" }, ...sides),
        ...choices,
      );
    }

    /** @param {Notebook} there @param {Comparison} found */
    function listed(there, found) {
      const items = [
        ...found.answers.map((one) => [called(`answer-${one}`), there.answers[one]]),
        ...found.marks.map((mark) => [`“${quoteOf(mark).exact}”`, noteOf(mark)]),
      ].map(([head, text]) => make("li", { dir: "auto" }, make("b", {}, head), " ", make("span", {}, text)));
      return make(
        "details",
        {},
        make("summary", {}, SENTENCES.shown),
        make("ul", { tabindex: "0" }, ...items),
      );
    }

    /** @param {Notebook} given */
    function offer(given) {
      const sound = given.marks.filter(window.anchoring.isAnnotation);
      const there = renamed({ ...given, marks: sound }, formers);
      const found = compare(mine(), there);
      const counts = counted({
        answers: found.answers.length,
        marks: found.marks.length,
        checks: found.checks.length,
        done: found.done.length,
        places: found.places.length,
      });
      const { name } = given;
      const head = say(name ? SENTENCES.ofWhom : SENTENCES.of, {
        title: given.course.title,
        name,
        day: day(given.saved),
      });
      const add = make("button", { type: "button", class: "main" }, SENTENCES.add);
      const cancel = make("button", { type: "button" }, SENTENCES.cancel);
      opened.replaceChildren(make("p", {}, head));
      if (counts) opened.append(make("p", {}, say(SENTENCES.brings, { counts })));
      if (found.answers.length + found.marks.length) opened.append(listed(there, found));
      if (found.clashes.length) {
        opened.append(make("p", {}, several(found.clashes.length, SENTENCES.differ)));
        opened.append(...found.clashes.map(asked));
      }
      if (!counts && !found.clashes.length) opened.append(make("p", {}, SENTENCES.nothingNew));
      opened.append(make("p", { class: "choices" }, add, " ", cancel));
      opened.hidden = false;
      opened.focus();

      cancel.addEventListener("click", () => {
        close();
        tell(SENTENCES.left);
      });
      add.addEventListener("click", () => {
        const choices = Object.fromEntries(
          all("[data-clash]", opened).map((one) => {
            const chosen = /** @type {HTMLInputElement} */ (need("input:checked", one));
            return [one.dataset.clash ?? "", /** @type {Choice3} */ (chosen.value)];
          }),
        );
        /* Something may have been written in another tab in the meantime: what was not asked about is kept. */
        if (store(merge(mine(), there, choices))) {
          close();
          tell(SENTENCES.added);
        } else refuse(SENTENCES.notKept);
        show();
      });
    }

    /** @param {File} file */
    async function open(file) {
      if (file.size > LARGEST) return refuse(SENTENCES.large);
      const text = await file.text().catch(() => null);
      if (text === null) return refuse(SENTENCES.unread);
      const { work, fault } = read(text, course);
      if (work) offer(work);
      else refuse(fault ?? SENTENCES.unread);
    }

    need("[data-act=save]", desk).addEventListener("click", save);
    need("[data-act=open]", desk).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      if (input.files?.[0]) open(input.files[0]);
    });
    all("button[data-erase]", desk).forEach((button) => {
      button.addEventListener("click", () => {
        const [question, keys] = ERASED[button.dataset.erase ?? ""];
        if (!window.confirm(question)) return;
        erase(keys);
        tell(SENTENCES.erased);
      });
    });
    document.addEventListener("course:notebook", show);
    document.addEventListener("course:marked", show);
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) show();
    });

    /* What was written under a former id is found again on every page, once it has the present one. */
    const isFormer = kept.names().filter((key) => {
      return [
        ...Object.keys(formers.questions).map((old) => `answer-${old}`),
        ...Object.keys(formers.lessons).flatMap((old) => [`place-${old}`, `done-${old}`, `round-${old}`]),
      ].includes(key);
    });
    if (isFormer.length && store(mine()))
      isFormer.forEach((key) => {
        kept.erase(key);
      });

    const warning = mayForget();
    const forgets = need("[data-forgets]", desk);
    forgets.textContent = warning;
    forgets.hidden = !warning;
    if (!warning && kept.read("asked-to-keep"))
      navigator.storage?.persisted?.().then((promised) => {
        if (promised) summary.append(` ${SENTENCES.promised}`);
      });
    all("[data-summary], [data-tools], [data-forget]", desk).forEach((part) => {
      part.hidden = false;
    });
    options.watch("progress", true, show);
    show();
  }

  all("[data-your-work]").forEach(serve);
})();
