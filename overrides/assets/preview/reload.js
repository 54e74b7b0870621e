/* In the preview: load the page anew when it has changed, and leave the reader where they were. */
(() => {
  "use strict";

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const ROOT = new URL("../..", own.src);
  const KEPT = "preview-place";
  const PAUSE = 1000; // milliseconds until a server that does not answer is asked again

  /** @typedef {{page: string, notes: string[], details: number[], id: string, top: number, y: number}} Place */

  function page() {
    return decodeURI(location.pathname.slice(ROOT.pathname.length));
  }

  /** The first part of the page below the top of the window that has an id, and how far below. */
  function top() {
    const parts = [...document.querySelectorAll(".md-content [id]")];
    const first = parts.find((part) => {
      const box = part.getBoundingClientRect();
      return box.height && box.bottom > 0;
    });
    return { id: first?.id ?? "", top: first?.getBoundingClientRect().top ?? 0 };
  }

  function remember() {
    const details = [...document.querySelectorAll("details")];
    /** @type {Place} */
    const place = {
      page: page(),
      notes: [...document.querySelectorAll(".note.open")].map((note) => note.id.replace("note-", "mark-")),
      details: details.flatMap((one, at) => (one.open ? [at] : [])),
      y: scrollY,
      ...top(),
    };
    sessionStorage.setItem(KEPT, JSON.stringify(place));
    history.scrollRestoration = "manual";
  }

  function restore() {
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (!kept) return;
    history.scrollRestoration = "auto";
    /** @type {Place} */
    const place = JSON.parse(kept);
    if (place.page !== page()) return;
    const details = document.querySelectorAll("details");
    for (const at of place.details) details[at]?.setAttribute("open", "");
    for (const id of place.notes) {
      const mark = document.getElementById(id);
      if (mark?.getAttribute("aria-expanded") !== "true") mark?.click();
    }
    const part = document.getElementById(place.id);
    const y = part ? scrollY + part.getBoundingClientRect().top - place.top : place.y;
    scrollTo({ top: y, behavior: "instant" });
  }

  /** @param {AbortSignal} signal */
  async function ask(signal) {
    const asked = new URLSearchParams({ page: page(), mark: own.dataset.mark ?? "" });
    const answer = await fetch(new URL(`.preview/wait?${asked}`, ROOT), { cache: "no-store", signal });
    return answer.ok && (await answer.text()) === "changed";
  }

  /** @param {AbortSignal} signal */
  async function wait(signal) {
    while (!signal.aborted) {
      try {
        if (await ask(signal)) {
          remember();
          location.reload();
          return;
        }
      } catch {
        await new Promise((done) => setTimeout(done, PAUSE));
      }
    }
  }

  /* A page that nobody sees does not wait: a browser opens only a few connections to one server. */
  let asking = new AbortController();
  function begin() {
    asking.abort();
    asking = new AbortController();
    if (document.visibilityState === "visible") wait(asking.signal);
  }
  document.addEventListener("visibilitychange", begin);
  window.addEventListener("pageshow", begin);
  window.addEventListener("pagehide", () => asking.abort());
  restore();
})();
