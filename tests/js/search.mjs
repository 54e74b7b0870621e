/* What search finds for each query of a JSON list on the standard input, in an index such as search/index.js:
   `node search.mjs INDEX SYNONYMS`. Answers in JSON; tests/this_course/test_search.py asks. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { load, run } from "./load.mjs";

const window = load("minisearch.js", "finding.js");
for (const file of process.argv.slice(2)) run(window, pathToFileURL(file));
const find = window.finding.index(window.searchEntries, window.searchSynonyms);

function answer(query) {
  const { how, found } = find(query);
  const shown = found.slice(0, 4).map(({ entry }) => {
    return { sort: entry.sort, at: entry.at, says: `${entry.kind} ${entry.title} ${entry.text}` };
  });
  return { how, count: found.length, found: shown };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(answer)));
