/* Only in `course serve`: the place beside the page for what is written, and the bar below it. On a phone it is a sheet
   at the bottom. The page makes room for it, so that it covers no words. */
window.editDock = (() => {
  "use strict";

  const { make } = window.course;
  const AFTER = "edit-after"; // what is said once the page was loaded anew
  const ROOF = 110; // pixels at the top where the head of the page and the choice of notes stand
  const SOON = 20000; // milliseconds within which it was loaded anew because of a save

  const title = make("h2", { id: "edit-title", tabindex: "-1" });
  const shut = make("button", { type: "button", class: "edit-shut" }, "Close");
  const inside = make("div", { class: "edit-inside" });
  const head = make("div", { class: "edit-head" }, title, shut);
  const dock = make(
    "aside",
    { class: "edit-dock", "aria-labelledby": "edit-title", hidden: "" },
    head,
    inside,
  );
  const said = make("p", { class: "edit-said", role: "status" });
  const doing = make("div", { class: "edit-doing" });
  const bar = make("section", { class: "edit-bar", "aria-label": "Edit this course" }, doing, said);
  /** @type {HTMLElement | null} */
  let opener = null;
  /** @type {(() => void) | null} */
  let leave = null;

  /** @type {EditDock["open"]} */
  function open(name, body, left) {
    leave?.();
    leave = left ?? null;
    if (dock.hidden) opener = /** @type {HTMLElement | null} */ (document.activeElement);
    title.textContent = name;
    inside.replaceChildren(...body);
    dock.hidden = false;
    inside.scrollTop = 0; // what is hidden does not scroll
    document.documentElement.classList.add("edit-docked");
    title.focus({ preventScroll: true });
    window.dispatchEvent(new Event("resize")); // what stands beside the text is placed anew
  }

  /** @type {EditDock["close"]} */
  function close() {
    if (dock.hidden) return;
    const left = leave;
    leave = null;
    left?.();
    dock.hidden = true;
    if ("highlights" in CSS) CSS.highlights.delete("edit-words");
    document.documentElement.classList.remove("edit-docked");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    else bar.querySelector("button")?.focus({ preventScroll: true });
  }

  /**
   * Scroll so that what a form is about stands between the head of the page and what is open.
   * @type {EditDock["uncover"]}
   */
  function uncover(about) {
    const box = about.getBoundingClientRect();
    const below = matchMedia("(min-width: 60em)").matches ? bar : dock;
    const floor = below.getBoundingClientRect().top;
    const fits = box.top >= ROOF && box.bottom <= floor;
    if (!fits) scrollBy({ top: box.top - ROOF, behavior: "instant" });
  }

  /**
   * Say something in the bar, with what can be done about it.
   * @type {EditDock["say"]}
   */
  function say(words, ...acts) {
    said.replaceChildren(
      words,
      ...acts.flatMap(([name, act]) => {
        const button = make("button", { type: "button" }, name);
        button.addEventListener("click", act);
        return [" ", button];
      }),
    );
  }

  /**
   * Say something now, and once more if the page is loaded anew because of it; then the focus goes to the thing.
   * @type {EditDock["sayAfter"]}
   */
  function sayAfter(words, thing, undone = false) {
    try {
      sessionStorage.setItem(AFTER, JSON.stringify({ words, thing, undone, at: Date.now() }));
    } catch {
      /* it is said only now */
    }
  }

  /** What was to be said after the page was loaded anew. @type {EditDock["after"]} */
  function after() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(AFTER) ?? "null");
      sessionStorage.removeItem(AFTER);
      return kept && Date.now() - kept.at < SOON ? kept : null;
    } catch {
      return null;
    }
  }

  shut.addEventListener("click", close);
  dock.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  document.body.append(dock, bar);
  document.documentElement.classList.add("edit-barred");
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--edit-bar", `${bar.offsetHeight}px`);
  }).observe(bar);

  return { doing, open, close, uncover, say, sayAfter, after };
})();
