/* Loads what finds words: the library, the script that decides, the words that mean the same. Search and the filters
   of pages ask for it when somebody types. It uses script elements, which also load from a folder, so that both work
   in the offline copy. */
window.finder = (() => {
  "use strict";

  const { make } = window.course;
  const ROOT = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const NEEDED = ["assets/minisearch.js", "assets/finding.js", "search/synonyms.js"];
  /** @type {Map<string, Promise<unknown>>} */
  const asked = new Map();

  /** Load a script once; again if it did not come. @param {string} path */
  function script(path) {
    const before = asked.get(path);
    if (before) return before;
    const coming = new Promise((loaded, failed) => {
      const element = make("script", { src: ROOT + path });
      element.addEventListener("load", loaded);
      element.addEventListener("error", () => {
        asked.delete(path);
        failed(new Error(path));
      });
      document.head.append(element);
    });
    asked.set(path, coming);
    return coming;
  }

  /** @type {Finder["load"]} */
  async function load(...more) {
    await Promise.all([...NEEDED, ...more].map(script));
    return (entries) => window.finding.index(entries, window.searchSynonyms, document.documentElement.lang);
  }

  return { root: ROOT, load };
})();
