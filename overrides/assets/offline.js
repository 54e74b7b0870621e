/* Keeps the course in this browser after the first visit, says so, and takes it out again. The work is done by
   worker/worker.js. Only a published site has it: pages of a preview or of a folder name no manifest. */
(() => {
  "use strict";

  const { all, make, kept, tell } = window.course;
  const { say } = window.notebook;
  const SENTENCES = {
    kept: say("This course is kept on this device ({size}): it can be read without internet."),
    remove: say("Do not keep it"),
    offered: say("This course can be kept on this device, to be read without internet; that loads {size}."),
    keep: say("Keep it"),
    keeping: say("The course is being kept on this device …"),
    failed: say("The course could not be kept on this device. It is read from the internet."),
    newer: say("A newer version is here. It begins when no other tab shows this course."),
    ready: say("A newer version is here."),
    show: say("Show it"),
    removed: say("The course is no longer kept on this device."),
    handouts: say("Keep these files on this device ({size})"),
    handoutsKept: say("These files are kept on this device ({size})."),
    dropHandouts: say("Do not keep them"),
    keepingHandouts: say("The files are being kept …"),
    handoutsFailed: say("The files could not be kept. Check the connection and try again."),
  };
  const ROOT = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const CHOICE = "offline"; // "on" or "off", if the reader has chosen
  const REST = 2000; // milliseconds after the page has loaded, since what is read comes first
  const PAUSE = 300; // milliseconds from one question whether other pages are open to the next
  const TIMES = 10;
  const SOON = 5000; // milliseconds after the page was opened, while it may still be loaded again unasked
  const LOCAL = ["localhost", "127.0.0.1", "[::1]"]; // where other sites may stand at the same address tomorrow

  const workers = navigator.serviceWorker;
  const manifest = document.querySelector("link[rel=manifest]");
  if (!manifest || !workers || !window.caches || location.protocol === "file:") return;

  const lines = all("[data-kept-course]");

  /** @param {number} bytes */
  function inWords(bytes) {
    const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
    const digits = unit === "megabyte" ? 1 : 0;
    const { lang } = document.documentElement;
    return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: digits }).format(value);
  }

  /**
   * @param {HTMLElement} line
   * @param {string} words
   * @param {string} [name] what the button says
   * @param {() => void} [act]
   */
  function put(line, words, name, act) {
    const button = make("button", { type: "button" }, name ?? "");
    button.addEventListener("click", () => act?.());
    line.replaceChildren(...[words, words && name ? " " : ""].filter(Boolean), ...(name ? [button] : []));
  }

  /**
   * @param {string} words
   * @param {string} [name]
   * @param {() => void} [act]
   */
  function putOfCourse(words, name, act) {
    lines.forEach((line) => {
      put(line, words, name, act);
    });
  }

  /**
   * Ask a worker to do something.
   * @param {ServiceWorker} worker
   * @param {string} act
   * @param {string[]} [paths]
   * @returns {Promise<any>}
   */
  function ask(worker, act, paths = []) {
    return new Promise((done, failed) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => (data.failed ? failed(new Error(act)) : done(data.value));
      worker.postMessage({ act, paths }, [port2]);
    });
  }

  /** Readers with little data to spend are asked first. */
  function mayBegin() {
    const choice = kept.read(CHOICE);
    if (choice) return choice === "on";
    const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
    return !connection?.saveData && !LOCAL.includes(location.hostname);
  }

  function offer() {
    const size = lines[0]?.dataset.keptCourse ?? "";
    putOfCourse(say(SENTENCES.offered, { size }), say(SENTENCES.keep), () => {
      kept.write(CHOICE, "on");
      begin();
    });
  }

  async function remove() {
    kept.write(CHOICE, "off");
    const registration = await workers.getRegistration(ROOT.href);
    await registration?.unregister();
    const names = (await caches.keys()).filter((name) => name.startsWith(`course:${ROOT.pathname}:`));
    await Promise.all(names.map((name) => caches.delete(name)));
    offer();
    groups.forEach((group) => {
      group.replaceChildren();
    });
    tell(say(SENTENCES.removed));
  }

  /* Who has begun to read is not thrown back to the top. */
  function changeOver() {
    if (performance.now() < SOON && !scrollY) location.reload();
    else putOfCourse(say(SENTENCES.ready), say(SENTENCES.show), () => location.reload());
  }

  /**
   * A new version begins at once if no other page needs the former one.
   * @param {ServiceWorkerRegistration} registration
   */
  async function update(registration) {
    workers.addEventListener("controllerchange", changeOver);
    let alone = false;
    /* Asked more than once: the page before this one may not be closed yet, or the former worker may be busy. */
    for (let times = 0; times < TIMES && registration.waiting; times += 1) {
      alone = await ask(registration.waiting, "begin");
      await new Promise((done) => setTimeout(done, PAUSE));
    }
    if (!alone) putOfCourse(say(SENTENCES.newer));
  }

  async function begin() {
    try {
      const registration = await workers.register(new URL("worker.js", ROOT).href, { scope: ROOT.href });
      const first = registration.installing;
      if (!registration.active) putOfCourse(say(SENTENCES.keeping));
      first?.addEventListener("statechange", () => {
        if (first.state === "redundant" && !registration.active) putOfCourse(say(SENTENCES.failed));
      });
      const { active, waiting } = await workers.ready;
      if (!waiting) show(active);
    } catch {
      putOfCourse(say(SENTENCES.failed));
    }
  }

  /** @param {ServiceWorker | null} worker */
  async function show(worker) {
    if (!worker) return;
    const state = await ask(worker, "state");
    putOfCourse(say(SENTENCES.kept, { size: inWords(state.bytes) }), say(SENTENCES.remove), remove);
    groups.forEach((group) => {
      showFiles(worker, group, state.kept);
    });
  }

  /* The files to print: kept only on request. */

  const groups = all("[data-keep-files]");

  /**
   * The paths of the files that a part of the page lists for the paper that the reader has chosen.
   * @param {HTMLElement} group
   */
  function listed(group) {
    /** @type {HTMLAnchorElement[]} */
    const links = all('li:not([hidden]) > a[href$=".pdf"]', group.closest("[data-files]") ?? group);
    return links.map((link) => decodeURIComponent(new URL(link.href).pathname.slice(ROOT.pathname.length)));
  }

  /**
   * @param {ServiceWorker} worker
   * @param {HTMLElement} group
   * @param {string[]} keptFiles
   */
  async function showFiles(worker, group, keptFiles) {
    const paths = listed(group);
    const sizes = await ask(worker, "sizes", paths);
    const known = Object.keys(sizes);
    const size = inWords(known.reduce((sum, path) => sum + sizes[path], 0));
    if (!known.length) return;
    /** @param {string} act @param {string} failure */
    async function change(act, failure) {
      try {
        await ask(worker, act, known);
        show(worker);
      } catch {
        tell(failure);
        showFiles(worker, group, keptFiles);
      }
    }
    if (known.every((path) => keptFiles.includes(path))) {
      put(group, say(SENTENCES.handoutsKept, { size }), say(SENTENCES.dropHandouts), () =>
        change("drop", ""),
      );
    } else {
      put(group, "", say(SENTENCES.handouts, { size }), () => {
        put(group, say(SENTENCES.keepingHandouts));
        change("keep", say(SENTENCES.handoutsFailed));
      });
    }
  }

  async function arrive() {
    const registration = await workers.getRegistration(ROOT.href);
    if (registration?.waiting && registration.active) update(registration);
    else if (registration?.active) show(registration.active);
    else if (!mayBegin()) offer();
    if (!mayBegin()) return;
    if (document.readyState !== "complete")
      await new Promise((done) => window.addEventListener("load", done));
    setTimeout(begin, REST);
  }

  arrive();
})();
