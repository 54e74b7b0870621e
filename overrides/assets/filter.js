/* Filters of a page: a form that is hidden until this script can serve it.

     <form data-filter="[data-event]" data-groups="section" data-counted="article" data-named="events" hidden>

   chooses among what `data-filter` selects. Checkboxes of one name are alternatives, and are compared with the
   data attribute of that name: <input type="checkbox" name="theme" value="trade"> with data-theme="trade". A search
   field is compared with the words. A group without anything to show is hidden as well. How many of the
   `data-counted` are shown is said in the form's [role=status]; what is chosen is kept in the address. */
(function () {
  "use strict";

  const { all, named } = window.course;

  /* Letters as a reader types them: without case, accents and vowel marks. */
  function plain(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function setUp(form) {
    const items = all(form.dataset.filter);
    const counted = items.filter((item) => item.matches(form.dataset.counted));
    const groups = form.dataset.groups ? all(form.dataset.groups) : [];
    const boxes = all("input[type=checkbox]", form);
    const search = form.querySelector("input[type=search]");
    const reset = form.querySelector("[type=reset]");
    const status = form.querySelector("[role=status]");
    const words = new Map(search ? items.map((item) => [item, plain(item.textContent)]) : []);
    const frameOf = (item) => (item.matches("li > a") ? item.parentElement : item);
    const hidden = (item) => frameOf(item).classList.contains("filtered");

    function chosen() {
      const names = [...new Set(boxes.map((box) => box.name))];
      const values = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
      return names.map((name) => [name, values(name)]).filter(([, some]) => some.length);
    }

    function apply() {
      const wanted = chosen();
      const typed = search ? plain(search.value.trim()) : "";
      items.forEach((item) => {
        const fits = wanted.every(([name, values]) => values.includes(item.dataset[name]));
        frameOf(item).classList.toggle("filtered", !fits || (typed !== "" && !words.get(item).includes(typed)));
      });
      groups.forEach((group) => {
        group.classList.toggle("filtered", !items.some((item) => group.contains(item) && !hidden(item)));
      });
      const shown = counted.filter((item) => !hidden(item)).length;
      const everything = !wanted.length && !typed;
      status.textContent = `${everything ? "All" : `${shown} of`} ${counted.length} ${form.dataset.named} shown.${shown ? "" : " Choose less, or show all."}`;
      reset.disabled = everything;
    }

    function read() {
      const asked = new URLSearchParams(location.search);
      boxes.forEach((box) => { box.checked = asked.getAll(box.name).includes(box.value); });
      if (search) search.value = asked.get(search.name) || "";
    }

    function keep() {
      const asked = new URLSearchParams(boxes.filter((box) => box.checked).map((box) => [box.name, box.value]));
      if (search && search.value.trim()) asked.set(search.name, search.value.trim());
      const query = String(asked) && `?${asked}`;
      try {
        history.replaceState(null, "", location.pathname + query + location.hash);
      } catch { /* a page from a disk may not change its address */ }
    }

    function clear() {
      boxes.forEach((box) => { box.checked = false; });
      if (search) search.value = "";
      apply();
      keep();
    }

    /* What an address leads to is shown, whatever is chosen. */
    function reveal() {
      const target = document.getElementById(named(location.hash));
      if (!target || !target.closest(".filtered")) return;
      clear();
      target.scrollIntoView();
    }

    form.addEventListener("input", () => { apply(); keep(); });
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

  all("form[data-filter]").forEach(setUp);
})();
