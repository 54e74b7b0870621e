/* The search window. It loads the search data when it is first opened. It uses script elements for that,
   which also load from a folder, so that search works in the offline copy. */
(() => {
  "use strict";

  const { all, make, keys, closable } = window.course;
  const ROOT = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const NEEDED = ["assets/minisearch.js", "assets/finding.js", "search/index.js"];
  const SHOWN = 20;
  const PAUSE = 120; // milliseconds after the last key
  const INVITATION =
    "Finds terms in English and in translation, the paper’s words, events by year, questions, notes and sources.";
  const NOTHING = "Nothing found. Try fewer words, or another spelling.";
  /** @type {Record<string, string>} */
  const HOW = {
    all: "",
    similar: "No entry has exactly these words. With similar words: ",
    some: "No entry has all of these words. With some of them: ",
  };

  const button = document.querySelector(".search-button");
  if (!button || !("showModal" in HTMLDialogElement.prototype)) return;

  const field = make("input", {
    type: "search",
    name: "query",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    "aria-label": "Search the course",
    placeholder: "Words, a term, a year, a name",
  });
  const close = make("button", { type: "button" }, "Close");
  const status = make("p", { class: "search-status", role: "status" }, INVITATION);
  const list = make("ol", { class: "search-results", "aria-label": "Results" });
  const more = make("button", { type: "button", class: "search-more", hidden: "" });
  const form = make("form", { role: "search" }, field, close);
  const body = make("div", { class: "search-body" }, status, list, more);
  const dialog = make("dialog", { class: "search md-typeset", "aria-label": "Search" }, form, body);
  document.body.append(dialog);

  /** @type {Promise<Find> | null} */
  let finding = null;
  let waiting = 0;
  let latest = 0; // the number of the last search, or of the last change of the field

  /** @param {string} path */
  function script(path) {
    return new Promise((loaded, failed) => {
      const element = make("script", { src: ROOT + path });
      element.addEventListener("load", loaded);
      element.addEventListener("error", failed);
      document.head.append(element);
    });
  }

  function load() {
    finding ??= Promise.all(NEEDED.map(script)).then(() => window.finding.index(window.searchEntries));
    finding.catch(() => {
      finding = null;
    });
    return finding;
  }

  function open() {
    if (!dialog.open)
      dialog.addEventListener(
        "close",
        closable(() => dialog.close()),
        { once: true },
      );
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    if (!finding) search();
  }

  async function search() {
    latest += 1;
    const own = latest;
    let find;
    const slow = setTimeout(() => {
      status.textContent = "Loading the index …";
    }, 400);
    try {
      find = await load();
    } catch {
      status.textContent = "The index could not be loaded. Check the connection and try again.";
      body.setAttribute("aria-busy", "false");
      return;
    } finally {
      clearTimeout(slow);
    }
    // A later search shows the results; twice would take the focus from a result that was reached meanwhile.
    if (own !== latest) return;
    body.setAttribute("aria-busy", "false");
    const { how, asked, found } = find(field.value);
    list.replaceChildren(...found.slice(0, SHOWN).map((one) => item(one, asked)));
    list.hidden = !found.length;
    body.scrollTop = 0;
    const rest = found.slice(SHOWN);
    more.hidden = !rest.length;
    more.textContent = `Show ${rest.length} more`;
    more.onclick = () => {
      const items = rest.map((one) => item(one, asked));
      list.append(...items);
      more.hidden = true;
      items[0].querySelector("a")?.focus();
    };
    status.textContent = outcome(how, asked, found.length);
  }

  /**
   * @param {string} how
   * @param {string[]} asked
   * @param {number} count
   */
  function outcome(how, asked, count) {
    if (!asked.length) return INVITATION;
    if (!count) return NOTHING;
    return `${HOW[how]}${count} ${count === 1 ? "result" : "results"}`;
  }

  /**
   * An address of the site as a link: in a copy that is opened from a folder it has to name a file.
   * @param {string} at
   */
  function way(at) {
    return location.protocol === "file:" ? at.replace(/(^|\/)(?=#|$)/, "$1index.html") : at;
  }

  /** @param {Piece[]} pieces */
  function marked(pieces) {
    return pieces.map(([text, hit]) => (hit ? make("mark", {}, text) : text));
  }

  /**
   * @param {Found} found
   * @param {string[]} asked
   */
  function item({ entry, matched }, asked) {
    /** @param {string} text */
    function shown(text) {
      return marked(window.finding.excerpt(text, asked, matched));
    }
    const lights = entry.sort === "Paragraph" && "fragmentDirective" in document;
    const lit = lights ? window.finding.fragment(entry.text, asked) : "";
    const sort = make("span", { class: "sort" }, entry.sort);
    const link = make(
      "a",
      { href: ROOT + way(entry.at) + lit },
      sort,
      " ",
      make("span", {}, ...shown(entry.title)),
    );
    const one = make("li", { class: `found-${entry.sort.toLowerCase()}` }, link);
    const others = entry.sort === "Term" ? entry.names.filter(([, language]) => language) : [];
    if (others.length) {
      const names = others.flatMap(([name, lang], at) => [
        at ? " · " : "",
        make("bdi", { lang }, ...shown(name)),
      ]);
      one.append(make("p", { class: "names" }, ...names));
    }
    if (entry.text) one.append(make("p", {}, ...shown(entry.text)));
    return one;
  }

  field.addEventListener("input", () => {
    latest += 1;
    body.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await search();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // which would only empty the field
      dialog.close();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const stops = [field, ...all("a", list), ...(more.hidden ? [] : [more])];
    const now = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    stops[(now + step + stops.length) % stops.length].focus();
  });
  dialog.addEventListener("click", (event) => {
    const on = /** @type {Element} */ (event.target);
    if (on === dialog || on.closest("a")) dialog.close();
  });
  close.addEventListener("click", () => dialog.close());
  button.addEventListener("click", open);
  /* Who comes near the button is likely to search: on a slow line each moment counts. */
  for (const near of ["pointerenter", "focus", "touchstart"]) {
    button.addEventListener(near, load, { once: true, passive: true });
  }
  keys.set("/", open).set("s", open).set("f", open);
})();
