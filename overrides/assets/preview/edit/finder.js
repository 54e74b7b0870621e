/* In `course serve`, and on the page “Write”: a field that finds parts of the course by words, such as terms or works, and
   names them by their ids. It is the pattern “combobox with a list” of the ARIA Authoring Practices. */
window.editFinder = (() => {
  "use strict";

  const { make } = window.course;
  const { get } = window.editAsking;
  const PAUSE = 150; // milliseconds after a key until the preview is asked
  let made = 0;

  /**
   * A box to type into, with a list of what was found below it; `choose` is told what was chosen.
   * @type {EditFinder["box"]}
   */
  function box(kind, label, choose, asTyped = false) {
    made += 1;
    const id = `edit-found-${made}`;
    const list = make("ul", { id, role: "listbox", "aria-label": `Found: ${label}`, hidden: "" });
    const input = make("input", {
      type: "text",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "Type a few letters …",
    });
    const said = make("span", { role: "status", class: "edit-count" });
    const whole = make("div", { class: "edit-finder" }, input, list, said);
    /** @type {EditFound[]} */
    let found = [];
    let at = -1;
    let asked = 0;
    let waiting = 0;

    function close() {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    /** @param {number} next */
    function go(next) {
      at = (next + found.length) % found.length;
      [...list.children].forEach((one, place) => {
        one.setAttribute("aria-selected", String(place === at));
      });
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }

    /** @param {EditFound} one */
    function take(one) {
      input.value = "";
      said.textContent = "";
      close();
      choose(one);
    }

    function show() {
      list.replaceChildren(
        ...found.map((one, place) => {
          const option = make(
            "li",
            { id: `${id}-${place}`, role: "option", "aria-selected": "false" },
            make("b", { dir: "auto" }, one.label),
          );
          if (one.preview) option.append(" ", make("small", { dir: "auto" }, one.preview));
          option.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
          option.addEventListener("click", () => take(one));
          return option;
        }),
      );
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      input.removeAttribute("aria-activedescendant");
      at = -1;
      said.textContent = found.length
        ? found.length === 1
          ? "1 found"
          : `${found.length} found`
        : "Nothing found";
    }

    async function look() {
      asked += 1;
      const own = asked;
      const words = input.value.trim();
      const { ok, told } = await get("find", { kind: kind(), words });
      if (own !== asked || document.activeElement !== input) return;
      found = ok && Array.isArray(told.found) ? told.found : [];
      if (asTyped && words && !found.some((one) => one.id === words))
        found = [...found, { id: words, label: `“${words}”`, preview: "as typed" }];
      show();
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(look, PAUSE);
    });
    input.addEventListener("focus", () => {
      if (input.value) look();
    });
    input.addEventListener("click", () => {
      if (list.hidden) look(); // a few can be chosen without typing
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) look();
        else go(event.key === "ArrowDown" ? at + 1 : Math.max(at, 0) - 1);
      } else if (event.key === "Enter") {
        event.preventDefault(); // it does not save the form
        if (found[at] ?? (found.length === 1 && !list.hidden)) take(found[at] ?? found[0]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation(); // the form stays open
        close();
      }
    });
    return { whole, input };
  }

  /**
   * A field that names one thing or several; a source may have a place in it, such as a page.
   * @type {EditFinder["field"]}
   */
  function field(one, value, changed) {
    const several = one.widget === "names";
    /** @type {{id: string, place: string}[]} */
    let chosen = (Array.isArray(value) ? value : value ? [value] : []).map((each) =>
      parts(String(each), one.place),
    );
    const list = make("ul", { class: "edit-chosen", "aria-label": one.label });

    function show() {
      list.replaceChildren(...chosen.map((each, at) => shown(each, at)));
      list.hidden = !chosen.length;
    }

    /** @param {{id: string, place: string}} each @param {number} at */
    function shown(each, at) {
      const name = make("span", { dir: "auto" }, each.id);
      const out = make("button", { type: "button", "aria-label": `Take out ${each.id}` }, "×");
      out.addEventListener("click", () => {
        chosen = chosen.filter((_, place) => place !== at);
        show();
        input.focus();
        changed();
      });
      const item = make("li", {}, name);
      if (one.place) {
        const place = make("input", {
          type: "text",
          "aria-label": `Page or place in ${each.id}`,
          placeholder: "p. 12",
        });
        place.value = each.place;
        place.addEventListener("input", () => {
          each.place = place.value;
          changed();
        });
        item.append(place);
      }
      if (at) {
        const up = make(
          "button",
          { type: "button", "aria-label": `Move up: ${each.id}`, title: "Move up" },
          "↑",
        );
        up.addEventListener("click", () => {
          chosen.splice(at - 1, 2, each, chosen[at - 1]);
          show();
          list.children[at - 1].querySelector("button")?.focus();
          changed();
        });
        item.append(up);
      }
      item.append(out);
      named(each.id).then((found) => {
        if (found) name.textContent = found.label;
        if (found) out.setAttribute("aria-label", `Take out ${found.label}`);
      });
      return item;
    }

    /** @param {string} id */
    async function named(id) {
      const { told } = await get("find", { kind: one.names ?? "", words: id });
      /** @type {EditFound[]} */
      const found = told.found ?? [];
      return found.find((each) => each.id === id);
    }

    const { whole, input } = box(
      () => one.names ?? "",
      one.label,
      (found) => {
        const next = { id: found.id, place: "" };
        if (!several) chosen = [next];
        else if (!chosen.some((each) => each.id === found.id)) chosen = [...chosen, next];
        show();
        changed();
      },
      true,
    );
    show();
    return {
      element: make("div", { class: "edit-names" }, list, whole),
      control: input,
      value() {
        const written = chosen.map(({ id, place }) => (place.trim() ? `${id}, ${place.trim()}` : id));
        return several ? written : (written[0] ?? "");
      },
    };
  }

  /** @param {string} written @param {boolean} [place] */
  function parts(written, place) {
    const cut = place ? written.indexOf(",") : -1;
    return cut < 0
      ? { id: written, place: "" }
      : { id: written.slice(0, cut), place: written.slice(cut + 1).trim() };
  }

  return { box, field };
})();
