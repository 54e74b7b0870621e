/* The menu of narrow screens by keyboard and for screen readers: the theme's buttons are labels, its parts are
   landmarks without names, and the focus walks out of it. What is closed is hidden by menu.css alone. */
(() => {
  "use strict";

  const { all, make } = window.course;
  const SAID = {
    menu: "Menu",
    close: "Close",
    /** @param {string} part */
    show: (part) => `Show what is in ${part}`,
    /** @param {string} part */
    back: (part) => `Back from ${part}`,
  };
  const WIDE = matchMedia("(min-width: 76.25em)");
  const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  /** @type {HTMLElement | null} */
  const side = document.querySelector(".md-sidebar--primary");
  /** @type {HTMLElement | null} */
  const menu = document.querySelector(".md-sidebar--primary .md-nav");
  if (!drawer || !side || !menu) return;

  all(".md-nav[aria-labelledby]", side).forEach((part) => {
    part.removeAttribute("aria-labelledby");
    part.removeAttribute("aria-expanded");
    part.setAttribute("role", "none");
  });
  all("a.md-nav__link--active", side).forEach((link) => {
    link.setAttribute("aria-current", "page");
  });

  /* The parts that open in the place of the whole menu. The theme begins in the part of the page; then readers do
     not see that there is more. */
  /** @type {HTMLInputElement[]} */
  const toggles = all(".md-nav__toggle", side);
  /**
   * Puts a button in the place of a label. It keeps the attribute `for`, by which the theme's styles know it.
   * @param {HTMLElement | null} label
   * @param {string} name
   * @param {() => void} act
   */
  function pressed(label, name, act) {
    if (!label) return null;
    const made = make("button", {
      type: "button",
      class: label.className,
      for: label.getAttribute("for") ?? "",
    });
    if (name) made.setAttribute("aria-label", name);
    made.append(...label.childNodes);
    made.addEventListener("click", act);
    label.replaceWith(made);
    return made;
  }
  const openers = new Map(
    toggles.map((toggle) => {
      const labels = Array.from(toggle.labels ?? []).filter((one) => side.contains(one));
      const title = labels.find((one) => one.matches(".md-nav__title")) ?? null;
      const opening = labels.find((one) => !one.matches(".md-nav__title")) ?? null;
      const part = (title?.textContent ?? "").trim();
      const named = (opening?.textContent ?? "").trim() !== "";
      const opens = pressed(opening, named ? "" : SAID.show(part), () => toggle.click());
      const back = pressed(title, SAID.back(part), () => toggle.click());
      toggle.addEventListener("change", () => {
        opens?.setAttribute("aria-expanded", String(toggle.checked));
        (toggle.checked ? back : opens)?.focus();
      });
      return [toggle, opens];
    }),
  );
  function toTop() {
    toggles.forEach((toggle) => {
      toggle.checked = false;
      openers.get(toggle)?.setAttribute("aria-expanded", "false");
    });
  }

  /** What cannot be used while the menu is open. @type {HTMLElement[]} */
  let behind = [];
  function standAlone() {
    for (let one = /** @type {HTMLElement} */ (side); one !== document.body; ) {
      const parent = /** @type {HTMLElement} */ (one.parentElement);
      behind.push(
        .../** @type {HTMLElement[]} */ (Array.from(parent.children)).filter(
          (other) =>
            other !== one && !other.inert && !other.matches("script, .md-toggle, .md-overlay, .told"),
        ),
      );
      one = parent;
    }
    behind.forEach((one) => {
      one.inert = true;
    });
  }
  function standAmong() {
    behind.forEach((one) => {
      one.inert = false;
    });
    behind = [];
  }

  const label = document.querySelector(".md-header label[for=__drawer]");
  const button = make("button", {
    type: "button",
    class: `${label?.className ?? ""} menu-button`,
    "aria-label": SAID.menu,
    "aria-expanded": "false",
  });
  button.append(...(label?.childNodes ?? []));
  label?.replaceWith(button);
  const close = make("button", { type: "button", class: "menu-close", "aria-label": SAID.close }, "×");
  menu.append(close);
  menu.tabIndex = -1;

  drawer.addEventListener("change", () => {
    button.setAttribute("aria-expanded", String(drawer.checked));
    if (drawer.checked) {
      standAlone();
      menu.focus();
    } else {
      standAmong();
      toTop();
      if (!WIDE.matches) button.focus();
    }
  });
  button.addEventListener("click", () => drawer.click());
  close.addEventListener("click", () => drawer.click());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    event.preventDefault(); // an open note stays open
    drawer.click();
  });
  WIDE.addEventListener("change", () => {
    if (drawer.checked) drawer.click();
  });
  toTop();
})();
