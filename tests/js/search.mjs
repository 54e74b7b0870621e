/* What search finds for each query of a JSON list on the standard input, in an index such as search/index.js:
   `node search.mjs INDEX`. Answers in JSON; tests/this_course/test_search.py asks. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { load, run } from "./load.mjs";

const window = load("minisearch.js", "finding.js");
run(window, pathToFileURL(process.argv[2]));
const find = window.finding.index(window.searchEntries);

function answer(query) {
  const { how, found } = find(query);
  return { how, count: found.length, found: found.slice(0, 4).map(({ entry }) => [entry.sort, entry.at]) };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(answer)));
