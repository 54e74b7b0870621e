/* The scripts of the pages in Node: each is run as a browser would run it, on a page that has nothing. */

import { readFileSync } from "node:fs";
import vm from "node:vm";

const ASSETS = new URL("../../overrides/assets/", import.meta.url);
const NOTHING = {
  say: (sentence, named) => sentence.replace(/\{(\w+)\}/g, (place, name) => named?.[name] ?? place),
  counted: (one, many, count, named) => NOTHING.say(count === 1 ? one : many, { count, ...named }),
  counting: (one, many) => (count, named) => NOTHING.counted(one, many, count, named),
  all: () => [],
  need: () => null,
  named: () => "",
  keys: new Map(),
};

/** Run scripts in a page without elements, and return its window. */
export function load(...names) {
  const window = vm.createContext({
    URL,
    URLSearchParams,
    course: NOTHING,
    document: { querySelector: () => null },
    location: { search: "" },
  });
  vm.runInContext("globalThis.window = globalThis", window);
  for (const name of names) run(window, new URL(name, ASSETS));
  return window;
}

/** Run one more script, which is not the theme's. */
export function run(window, file) {
  vm.runInContext(readFileSync(file, "utf8"), window, { filename: String(file) });
}
