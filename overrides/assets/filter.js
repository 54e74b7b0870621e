/* Filters of a page: a form that is hidden until this script runs.

     <form data-filter="[data-event]" data-groups="section" data-counted="article" data-named="events" hidden>

   filters the elements that `data-filter` selects. Checkboxes with the same name are alternatives, and are
   compared with the data attribute of that name: <input type="checkbox" name="theme" value="trade"> with
   data-theme="trade". Words in a search field are looked for as search does, and until its script has come as they
   are. A group with nothing to show is hidden too. On a narrow screen a .filter-toggle opens the checkboxes.
   The form's [role=status] says how many of the `data-counted` elements are shown. The choice is kept in
   the address. */
window.filtering = (() => {
  "use strict";

  const { say, counting, all, need, named } = window.course;

  /**
   * What is told of things, by the word for them in the form: that all are shown, or that some are.
   * @type {Record<string, [every: Counting, some: (shown: number, all: number) => string]>}
   */
  const TOLD = {
    events: [
      counting("{count} event shown.", "All {count} events shown."),
      (shown, all) => say("{shown} of {all} events shown.", { shown, all }),
    ],
    questions: [
      counting("{count} question shown.", "All {count} questions shown."),
      (shown, all) => say("{shown} of {all} questions shown.", { shown, all }),
    ],
    terms: [
      counting("{count} term shown.", "All {count} terms shown."),
      (shown, all) => say("{shown} of {all} terms shown.", { shown, all }),
    ],
    works: [
      counting("{count} work shown.", "All {count} works shown."),
      (shown, all) => say("{shown} of {all} works shown.", { shown, all }),
    ],
  };
  const LESS = say("Choose less, or show all.");

  /** Letters as a reader types them: without case, accents and vowel marks. @type {Filtering["plain"]} */
  function plain(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** @type {Filtering["fits"]} */
  function fits(data, wanted) {
    return wanted.every(([name, values]) => values.includes(data[name] ?? ""));
  }

  /** @type {Filtering["outcome"]} */
  function outcome(shown, all, named, everything) {
    const [every, some] = TOLD[named];
    const told = everything ? every(all) : some(shown, all);
    return shown ? told : `${told} ${LESS}`;
  }

  /**
   * The elements as entries that can be found: by their headings and their text.
   * @param {HTMLElement[]} items
   */
  function entriesOf(items) {
    return items.map((item, at) => {
      const title = item.querySelector("h2, h3")?.textContent ?? "";
      /** @type {[string]} */
      const name = [title];
      return { at: String(at), sort: "", title, text: item.textContent ?? "", names: [name] };
    });
  }

  /** @param {HTMLFormElement} form */
  function setUp(form) {
    const { filter = "", counted: which = "", groups: around, named: things = "" } = form.dataset;
    const items = all(filter);
    const counted = items.filter((item) => item.matches(which));
    const groups = around ? all(around) : [];
    /** @type {HTMLInputElement[]} */
    const boxes = all("input[type=checkbox]", form);
    /** @type {HTMLInputElement | null} */
    const search = form.querySelector("input[type=search]");
    /** @type {HTMLButtonElement} */
    const reset = need("[type=reset]", form);
    const status = need("[role=status]", form);
    /** @type {HTMLButtonElement | null} */
    const toggle = form.querySelector(".filter-toggle");
    let waited = false;
    /** @type {Find | null} */
    let find = null;
    const words = new Map(search ? items.map((item) => [item, plain(item.textContent ?? "")]) : []);

    /** @param {HTMLElement} item */
    function frameOf(item) {
      return (item.matches("li > a") && item.parentElement) || item;
    }

    /** @param {HTMLElement} item */
    function isHidden(item) {
      return frameOf(item).classList.contains("filtered");
    }

    /** @returns {Wanted} */
    function chosen() {
      const names = [...new Set(boxes.map((box) => box.name))];
      /** @param {string} name */
      function values(name) {
        return boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
      }
      return names
        .map((name) => /** @type {Wanted[0]} */ ([name, values(name)]))
        .filter(([, some]) => some.length);
    }

    /** Load what finds words; until then, and if it does not come, words are looked for as they are. */
    function prepare() {
      if (waited) return;
      waited = true;
      window.finder.load().then(
        (index) => {
          find = index(entriesOf(items));
          apply();
        },
        () => {
          waited = false;
        },
      );
    }

    /**
     * Whether an element has the words that were typed.
     * @param {string} typed
     * @returns {(item: HTMLElement) => boolean}
     */
    function having(typed) {
      const outcome = find?.(typed);
      if (!outcome || outcome.how === "common" || !outcome.asked.length) {
        const asked = plain(typed);
        return (item) => (words.get(item) ?? "").includes(asked);
      }
      const found = outcome.how === "some" ? [] : outcome.found;
      const places = new Set(found.map(({ entry }) => items[entry.id]));
      return (item) => places.has(item);
    }

    function apply() {
      const wanted = chosen();
      const typed = search ? search.value.trim() : "";
      if (typed) prepare();
      const has = having(typed);
      items.forEach((item) => {
        const shown = fits(item.dataset, wanted) && has(item);
        frameOf(item).classList.toggle("filtered", !shown);
      });
      groups.forEach((group) => {
        group.classList.toggle("filtered", !items.some((item) => group.contains(item) && !isHidden(item)));
      });
      const shown = counted.filter((item) => !isHidden(item)).length;
      const everything = !wanted.length && !typed;
      status.textContent = outcome(shown, counted.length, things, everything);
      reset.disabled = everything;
    }

    function read() {
      const asked = new URLSearchParams(location.search);
      boxes.forEach((box) => {
        box.checked = asked.getAll(box.name).includes(box.value);
      });
      if (search) search.value = asked.get(search.name) || "";
    }

    function keep() {
      const asked = new URLSearchParams(
        boxes.filter((box) => box.checked).map((box) => [box.name, box.value]),
      );
      if (search?.value.trim()) asked.set(search.name, search.value.trim());
      const query = String(asked) && `?${asked}`;
      try {
        history.replaceState(null, "", location.pathname + query + location.hash);
      } catch {
        /* a page opened from a folder may not change its address */
      }
    }

    function clear() {
      boxes.forEach((box) => {
        box.checked = false;
      });
      if (search) search.value = "";
      apply();
      keep();
    }

    /* The target of the address is always shown, even if the filters exclude it. */
    function reveal() {
      const target = document.getElementById(named(location.hash));
      if (!target?.closest(".filtered")) return;
      clear();
      target.scrollIntoView();
    }

    form.addEventListener("input", () => {
      apply();
      keep();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      clear();
      (search || boxes[0]).focus();
    });
    toggle?.addEventListener("click", () => {
      const open = form.classList.toggle("choosing");
      toggle.setAttribute("aria-expanded", String(open));
    });
    window.addEventListener("hashchange", reveal);
    read();
    apply();
    form.hidden = false;
    reveal();
  }

  /** @type {HTMLFormElement[]} */
  const forms = all("form[data-filter]");
  forms.forEach(setUp);

  return { plain, fits, outcome };
})();
