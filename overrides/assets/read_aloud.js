/* Paragraphs of the paper read aloud, with a voice that this device has itself: a voice from elsewhere would send the
   text away. A setting shows the buttons; without a voice for the paper's language there is no such setting. */
(() => {
  "use strict";

  const { all, make, options, placeOf, tell } = window.course;
  const SAID = {
    /** @param {string} place */
    read: (place) => `Read aloud from ${place}`,
    bar: "Reading aloud",
    pause: "Pause",
    go: "Continue",
    stop: "Stop",
    speed: "Speed",
    failed: "This voice does not answer.",
  };
  const SPEEDS = ["0.7", "0.85", "1", "1.2", "1.5"];
  const speech = window.speechSynthesis;
  /** @type {HTMLElement | null} */
  const row = document.querySelector(".settings .aloud");
  const paragraphs = all("p.paper:not(.reference)");
  if (!speech || !row || !("SpeechSynthesisUtterance" in window)) return;

  /** @param {Element} one */
  function languageOf(one) {
    return /** @type {HTMLElement} */ (one.closest("[lang]"))?.lang || "en";
  }

  /**
   * The device's own voice for a language: the one that it prefers, if there are several.
   * @param {string} language
   */
  function voiceFor(language) {
    const first = language.split("-")[0].toLowerCase();
    const own = speech
      .getVoices()
      .filter((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === first);
    return own.find((voice) => voice.default) ?? own[0] ?? null;
  }

  /**
   * The paper's own words in a paragraph, and where each stretch of them stands: without numbers of notes and
   * paragraphs, and without marks of the paper's footnotes, which cannot be heard as such.
   * @param {HTMLElement} paragraph
   */
  function wordsOf(paragraph) {
    const walker = document.createTreeWalker(
      paragraph,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (node) => {
        if (node instanceof Element) {
          return node.matches("[data-editorial], .fnref, button, [hidden]")
            ? NodeFilter.FILTER_REJECT
            : NodeFilter.FILTER_SKIP;
        }
        return NodeFilter.FILTER_ACCEPT;
      },
    );
    /** @type {{ node: Text, from: number }[]} */
    const stretches = [];
    let text = "";
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      stretches.push({ node, from: text.length });
      text += node.data;
    }
    return { text, stretches };
  }

  /**
   * Where each sentence of a text begins and ends.
   * @param {string} text
   * @param {string} language
   * @returns {[number, number][]}
   */
  function sentencesOf(text, language) {
    const pieces =
      "Segmenter" in Intl
        ? Array.from(
            new Intl.Segmenter(language, { granularity: "sentence" }).segment(text),
            (one) => one.segment,
          )
        : (text.match(/[^.!?۔。]+[.!?۔。]*\s*/g) ?? []);
    /** @type {[number, number][]} */
    const found = [];
    let at = 0;
    pieces.forEach((piece) => {
      if (piece.trim()) found.push([at, at + piece.trimEnd().length]);
      at += piece.length;
    });
    return found;
  }

  /**
   * A range for each stretch of some words, without what editors wrote between them.
   * @param {{ node: Text, from: number }[]} stretches
   * @param {[number, number]} span
   */
  function rangesOf(stretches, [from, to]) {
    return stretches
      .filter((one) => one.from < to && one.from + one.node.length > from)
      .map((one) => {
        const range = new Range();
        range.setStart(one.node, Math.max(from - one.from, 0));
        range.setEnd(one.node, Math.min(to - one.from, one.node.length));
        return range;
      });
  }

  /* What is being read: `turn` grows with each start and stop, so that what an older one still says is not heard. */
  let turn = 0;
  let speed = "1";
  /** @type {HTMLElement | null} */
  let reading = null;
  /** @type {{ paragraph: HTMLElement, sentence: number } | null} */
  let place = null;

  /** @param {Range[]} ranges */
  function mark(ranges) {
    reading?.classList.remove("read-aloud");
    const registry = "highlights" in CSS ? CSS.highlights : null;
    registry?.delete("read-aloud");
    if (!ranges.length) return;
    if (registry) registry.set("read-aloud", new Highlight(...ranges));
    else reading?.classList.add("read-aloud"); // the paragraph, where sentences cannot be marked
    const box = ranges[0].getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight - 100) {
      scrollBy({ top: box.top - innerHeight / 3, behavior: "auto" });
    }
  }

  /**
   * @param {HTMLElement} paragraph
   * @param {number} from the sentence to begin with
   */
  function read(paragraph, from = 0) {
    turn += 1;
    const mine = turn;
    const language = languageOf(paragraph);
    const voice = voiceFor(language);
    const { text, stretches } = wordsOf(paragraph);
    const sentences = sentencesOf(text, language);
    speech.cancel();
    speech.resume();
    mark([]);
    if (!voice) return;
    reading = paragraph;
    bar.hidden = false;
    pause.textContent = SAID.pause;

    /** @param {number} at */
    function say(at) {
      if (mine !== turn) return;
      if (at >= sentences.length) {
        const next = paragraphs[paragraphs.indexOf(paragraph) + 1];
        if (next && voiceFor(languageOf(next))) read(next);
        else stop();
        return;
      }
      place = { paragraph, sentence: at };
      const said = new SpeechSynthesisUtterance(text.slice(...sentences[at]).replace(/\s+/g, " "));
      said.voice = voice;
      said.lang = /** @type {SpeechSynthesisVoice} */ (voice).lang;
      said.rate = Number(speed);
      said.onend = () => say(at + 1);
      said.onerror = (event) => {
        if (mine !== turn || event.error === "canceled" || event.error === "interrupted") return;
        stop();
        tell(SAID.failed);
      };
      mark(rangesOf(stretches, sentences[at]));
      speech.speak(said);
    }
    say(from);
  }

  function stop() {
    turn += 1;
    speech.cancel();
    mark([]);
    reading = null;
    place = null;
    bar.hidden = true;
  }

  const pause = make("button", { type: "button" }, SAID.pause);
  pause.addEventListener("click", () => {
    const paused = pause.textContent === SAID.go;
    pause.textContent = paused ? SAID.pause : SAID.go;
    if (paused) speech.resume();
    else speech.pause();
  });
  const end = make("button", { type: "button" }, SAID.stop);
  end.addEventListener("click", () => {
    const button = reading?.querySelector("button.read-from");
    stop();
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  });
  const choice = make("select");
  SPEEDS.forEach((one) => {
    choice.append(new Option(`${one}×`, one, one === speed, one === speed));
  });
  choice.addEventListener("change", () => {
    speed = choice.value;
    if (place) read(place.paragraph, place.sentence); // a voice takes a new speed only when it begins
  });
  const bar = make(
    "div",
    { class: "reading-bar md-typeset", role: "region", "aria-label": SAID.bar },
    pause,
    end,
    make("label", {}, `${SAID.speed} `, choice),
  );
  bar.hidden = true;
  document.body.append(bar);
  window.addEventListener("pagehide", stop);

  /** @param {boolean} on */
  function show(on) {
    all("button.read-from").forEach((button) => {
      button.remove();
    });
    if (!on) stop();
    paragraphs.forEach((paragraph) => {
      if (!on || !voiceFor(languageOf(paragraph))) return;
      const button = make("button", {
        type: "button",
        class: "read-from",
        "data-editorial": "",
        "aria-label": SAID.read(placeOf(paragraph)),
      });
      button.addEventListener("click", () => read(paragraph));
      paragraph.append(button);
    });
  }

  /* Browsers learn of their voices only after a while. */
  function offer() {
    const has = voiceFor(paragraphs[0] ? languageOf(paragraphs[0]) : document.documentElement.lang) !== null;
    /** @type {HTMLElement} */ (row).hidden = !has;
    show(has && options.on("aloud", false));
  }
  options.watch("aloud", false, () => offer());
  speech.addEventListener?.("voiceschanged", offer);
})();
