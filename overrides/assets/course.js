/* What the scripts share: short functions, storage in this browser, and options.
   Every page can be read without scripts.

   Each script is a function that is called at once, not a module: browsers do not load modules from a folder
   (`file://`), and the offline copy is read from one. So scripts share their functions on `window`, and their
   order in mkdocs.yml matters. tests/js/globals.d.ts lists what they share. */
window.course = (() => {
  "use strict";

  /* Where browsers know Trusted Types, the page's policy lets no text become HTML, and a script only from this site. */
  /** @type {any} */ (window).trustedTypes?.createPolicy("default", {
    createScriptURL: (/** @type {string} */ address) =>
      new URL(address, document.baseURI).origin === location.origin ? address : null,
  });

  const root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).pathname;

  /**
   * Storage in this browser, separate for each course on the same host.
   * @type {Course["kept"]}
   */
  const kept = {
    read(key) {
      try {
        return localStorage.getItem(`${root}:${key}`);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(`${root}:${key}`, value);
        return true;
      } catch {
        return false;
      }
    },
    erase(key) {
      try {
        localStorage.removeItem(`${root}:${key}`);
      } catch {
        /* nothing was stored */
      }
    },
    names() {
      try {
        const all = Object.keys(localStorage).filter((key) => key.startsWith(`${root}:`));
        return all.map((key) => key.slice(root.length + 1));
      } catch {
        return [];
      }
    },
  };

  const { plural, sentences } = window.courseWords ?? {};

  /**
   * @param {string} sentence
   * @param {Record<string, string | number>} [named]
   */
  function filled(sentence, named) {
    return sentence.replace(/\{(\w+)\}/g, (place, name) => String(named?.[name] ?? place));
  }

  /** @type {Course["say"]} */
  function say(sentence, named) {
    return filled(sentences?.[sentence]?.[0] ?? sentence, named);
  }

  /** @type {Course["counted"]} */
  function counted(one, many, count, named) {
    const told = sentences?.[one];
    const form = told && plural ? told[plural(count)] : count === 1 ? one : many;
    return filled(form, { count, ...named });
  }

  /** @type {Course["counting"]} */
  function counting(one, many) {
    return (count, named) => counted(one, many, count, named);
  }

  /** @type {Course["pieces"]} */
  function pieces(sentence, named) {
    return sentence.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? named[part] : part));
  }

  /** @type {Course["all"]} */
  function all(selector, within) {
    return Array.from((within || document).querySelectorAll(selector));
  }

  /**
   * @template {Element} [E=HTMLElement]
   * @param {string} selector
   * @param {ParentNode} [within]
   * @returns {E}
   */
  function need(selector, within) {
    /** @type {E | null} */
    const first = (within || document).querySelector(selector);
    if (!first) throw new Error(`the page has no ${selector}`);
    return first;
  }

  /** Empty if the address is mistyped. @type {Course["named"]} */
  function named(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  }

  /** @type {Course["make"]} */
  function make(tag, attributes, ...inside) {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => {
      element.setAttribute(name, value);
    });
    element.append(...inside);
    return element;
  }

  const told = make("div", { class: "told", role: "status" });
  document.body.append(told);
  let silence = 0;
  /** @type {Course["tell"]} */
  function tell(words) {
    clearTimeout(silence);
    told.textContent = words;
    silence = setTimeout(() => {
      told.textContent = "";
    }, 4000);
  }

  /**
   * Copies without the clipboard API, which browsers do not offer over plain HTTP, or if the reader forbids
   * it.
   * @type {Course["copy"]}
   */
  function copyOldWay(text) {
    const field = make("textarea", { class: "told" });
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("copying is not allowed here"));
  }

  /** @type {Course["copy"]} */
  function copy(text) {
    if (!navigator.clipboard) return copyOldWay(text);
    return navigator.clipboard.writeText(text).catch(() => copyOldWay(text));
  }

  /** What shows an option anew, by its name. @type {Map<string, (() => void)[]>} */
  const watched = new Map();

  /** Options with checkboxes: stored, and reported to those who watch them. @type {Course["options"]} */
  const options = {
    on(name, standard) {
      const choice = kept.read(`option-${name}`);
      return choice === null ? standard : choice === "on";
    },
    watch(name, standard, changed) {
      /** @type {HTMLInputElement[]} */
      const boxes = all(`input[data-option="${name}"]`);
      /** @param {boolean} on */
      function show(on) {
        boxes.forEach((box) => {
          box.checked = on;
        });
        changed(on);
      }
      boxes.forEach((box) => {
        box.addEventListener("change", () => {
          kept.write(`option-${name}`, box.checked ? "on" : "off");
          show(box.checked);
        });
      });
      watched.set(name, [...(watched.get(name) ?? []), () => show(options.on(name, standard))]);
      show(options.on(name, standard));
    },
    reset(name) {
      kept.erase(`option-${name}`);
      watched.get(name)?.forEach((show) => {
        show();
      });
    },
  };

  /**
   * Shortcuts of one letter can be switched off (WCAG 2.1.4), also those of the theme.
   * @type {Course["keys"]}
   */
  const keys = new Map();
  /* Not the choices: who chose a round goes on to its notes by a letter. */
  const WRITTEN_IN = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  let listening = true;
  options.watch("keys", true, (on) => {
    listening = on;
  });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      const into = event.composedPath()[0]; // inside a shadow root, if there is one
      if (into instanceof Element && into.closest(WRITTEN_IN)) return;
      if (event.key === " " || event.key === "Enter") return;
      const act = keys.get(event.key.toLowerCase());
      const behind = document.querySelector("dialog[open]"); // the page behind it cannot be used
      if (!listening || act || behind) event.stopImmediatePropagation();
      if (listening && act && !behind) {
        event.preventDefault();
        act();
      }
    },
    true,
  );

  all("[data-reading-options]").forEach((switches) => {
    switches.hidden = false;
  });
  options.watch("numbers", true, (on) => {
    all(".permalink").forEach((link) => {
      if (on) {
        link.removeAttribute("aria-hidden");
        link.removeAttribute("tabindex");
        link.setAttribute("aria-label", link.title);
      } else {
        link.setAttribute("aria-hidden", "true");
        link.tabIndex = -1;
      }
    });
  });

  /* What lies over the page is closed by the phone's Back, which leaves the page only when nothing does: each has
     a step in the history. `steps` counts those that the history has. */
  /** @type {(() => void)[]} */
  const covers = [];
  /** Whether a link was followed: the way back from there leads over the step. */
  let leaving = false;
  /** The address at which steps are being taken back that nothing needs any more; empty if none are. Until that is
      done `steps` counts them, and where it ends the address may be that of something closed since. */
  let going = "";
  function steps() {
    return Number(history.state?.covers ?? 0);
  }
  /** Gives the history as many steps as there are covers; what a click closes and opens again needs none. */
  function settle() {
    if (going) return;
    const [have, want] = [steps(), covers.length];
    try {
      if (have > want && !leaving) {
        going = location.href;
        history.go(want - have);
      }
      if (have >= want) return;
      history.scrollRestoration = "manual"; // the reader may have moved on when the cover is closed
      history.pushState({ covers: want }, "");
      history.scrollRestoration = "auto";
    } catch {
      /* not allowed in a folder: Back leaves the page */
    }
  }
  /** @param {string} address */
  function stay(address) {
    try {
      if (location.href !== address) history.replaceState(history.state, "", address);
    } catch {
      /* not allowed in a folder */
    }
  }
  window.addEventListener("popstate", () => {
    if (going) stay(going);
    else while (covers.length > steps()) covers.pop()?.();
    going = "";
    /* Not at once: the page would still go back to where it was before a link led to what has closed. */
    if (!steps()) setTimeout(() => (history.scrollRestoration = "auto"), 100);
    settle();
  });
  window.addEventListener("pageshow", () => {
    going = "";
    setTimeout(settle, 50);
  });
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    if (!link || !covers.length || event.defaultPrevented) return;
    leaving = true;
    setTimeout(() => {
      leaving = false;
    }, 1000);
  });

  /**
   * To be called when something opens over the page; returns what to call when it was closed.
   * @type {Course["closable"]}
   */
  function closable(close) {
    covers.push(close);
    settle();
    return () => {
      const at = covers.indexOf(close);
      if (at < 0) return; // Back closed it
      covers.splice(at, 1);
      setTimeout(settle);
    };
  }

  /**
   * The id under which readers find a stretch of the paper: that of its table, for a caption.
   * @type {Course["idOf"]}
   */
  function idOf(paragraph) {
    return paragraph.dataset.id ?? paragraph.id;
  }

  /**
   * What readers call it: `paragraph 7`, `table 2`.
   * @type {Course["placeOf"]}
   */
  function placeOf(paragraph) {
    return paragraph.dataset.place ?? say("paragraph {number}", { number: paragraph.id.slice(1) });
  }

  /* A wide table scrolls in a box of its own, which the keyboard reaches only if there is something to scroll. */
  const boxes = all("[data-scroll]");
  const MARGIN = 8; // pixels by which the area of a mark that can be touched is larger than the mark
  const sized = new ResizeObserver(() => {
    boxes.forEach((box) => {
      if (box.scrollWidth > box.clientWidth + MARGIN) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  });
  boxes.forEach((box) => {
    sized.observe(box);
  });

  return {
    say,
    counted,
    counting,
    pieces,
    all,
    need,
    make,
    named,
    kept,
    tell,
    copy,
    options,
    keys,
    closable,
    idOf,
    placeOf,
  };
})();
