/* The menu of narrow screens by keyboard and for screen readers: the theme's buttons are labels, its parts are
   landmarks without names, and the focus walks out of it. What is closed is hidden by menu.css alone. */
(() => {
  "use strict";

  const { say, all, make } = window.course;
  const SAID = {
    menu: say("Menu"),
    close: say("Close the menu"),
    /** @param {string} part */
    show: (part) => say("Show what is in {part}", { part }),
    /** @param {string} part */
    back: (part) => say("Back from {part}", { part }),
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
  /** @param {HTMLInputElement} toggle */
  function controls(toggle) {
    const labels = Array.from(toggle.labels ?? []).filter((label) => side?.contains(label));
    return {
      opens: labels.find((label) => !label.matches(".md-nav__title")),
      back: labels.find((label) => label.matches(".md-nav__title")),
    };
  }
  toggles.forEach((toggle) => {
    const { opens, back } = controls(toggle);
    const part = (back?.textContent ?? "").trim();
    [opens, back].forEach((label) => {
      if (!label) return;
      label.setAttribute("role", "button");
      label.tabIndex = 0;
      label.addEventListener("keydown", (event) => {
        if (event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation(); // the theme would press it once more
        label.click();
      });
    });
    if (opens && !(opens.textContent ?? "").trim()) opens.setAttribute("aria-label", SAID.show(part));
    back?.setAttribute("aria-label", SAID.back(part));
    toggle.addEventListener("change", () => {
      opens?.setAttribute("aria-expanded", String(toggle.checked));
      (toggle.checked ? back : opens)?.focus();
    });
  });
  function toTop() {
    toggles.forEach((toggle) => {
      toggle.checked = false;
      controls(toggle).opens?.setAttribute("aria-expanded", "false");
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
    if (event.key === "Escape" && drawer.checked) drawer.click();
  });
  WIDE.addEventListener("change", () => {
    if (drawer.checked) drawer.click();
  });
  toTop();
})();
