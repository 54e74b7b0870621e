/* Filters of a page: a form that is hidden until this script runs.

     <form data-filter="[data-event]" data-groups="section" data-counted="article" data-named="events" hidden>

   filters the elements that `data-filter` selects. Checkboxes with the same name are alternatives, and are
   compared with the data attribute of that name: <input type="checkbox" name="theme" value="trade"> with
   data-theme="trade". A search field is compared with the text. A group with nothing to show is hidden too.
   The form's [role=status] says how many of the `data-counted` elements are shown. The choice is kept in
   the address. */
window.filtering = (() => {
  "use strict";

  const { all, need, named } = window.course;

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
    const less = shown ? "" : " Choose less, or show all.";
    return `${everything ? "All" : `${shown} of`} ${all} ${named} shown.${less}`;
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

    function apply() {
      const wanted = chosen();
      const typed = search ? plain(search.value.trim()) : "";
      items.forEach((item) => {
        const shown = fits(item.dataset, wanted) && (words.get(item) ?? "").includes(typed);
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
