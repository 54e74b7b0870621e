import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { finding } = load("minisearch.js", "finding.js");
const LONG = `${"word ".repeat(60)}the harbour at Gwadar lies deep ${"word ".repeat(60)}`.trim();

function entry(sort, title, text = "", names = []) {
  return { at: `${sort}/`, sort, title, text, names };
}

const ENTRIES = [
  entry("Lesson", "Corridor: corridor, corridor", "corridor ".repeat(9), [
    ["A corridor, corridor, corridor", ""],
  ]),
  entry("Paragraph", "Paragraph 1", "A corridor crosses the harbour of Gwadar; it is the port’s corridor."),
  entry("Term", "corridor", "A way for goods.", [
    ["corridor", ""],
    ["راہداری", "ur"],
    ["走廊", "zh"],
  ]),
  entry("Question", "Who pays for the corridor?"),
  entry("Event", "1963: Boundary agreement", "Signed in Beijing.", [["1963", ""]]),
];
const find = finding.index(ENTRIES);

function first(query) {
  return find(query).found[0]?.entry.sort;
}

/* A text with what is marked between brackets. */
function shown(text, asked, ...matched) {
  const pieces = finding.excerpt(text, asked, new Set(matched.length ? matched : asked));
  return pieces.map(([piece, hit]) => (hit ? `[${piece}]` : piece)).join("");
}

test("a name stands before what only has the word", () => {
  assert.equal(first("corridor"), "Term");
  assert.equal(first("corridors"), "Term");
  assert.equal(first("راهداري"), "Term", "typed with the letters of another keyboard");
  assert.equal(find("راهداري").how, "all");
  assert.equal(first("走"), "Term");
  assert.equal(first("1963"), "Event");
  assert.equal(first("harbor of gwadar"), "Paragraph");
});

test("words are found whatever signs, forms of letters and hyphens of line ends the paper has", () => {
  const texts = [
    "中国のパキスタン政策",
    "ประเทศปากีสถาน ๑๒",
    "شـابوص می\u200cرود ﻻ",
    "The con\u00ADﬂict in Zu\u0308rich,\u200B its prac-\u2060tices and soft-power",
    "good prac-tices of tolls,1 here",
    "二〇二四年",
  ];
  const ask = finding.index(texts.map((text) => entry("Paragraph", "", text)));
  const expected = {
    パキスタン: 0,
    ปากีสถาน: 1,
    "๑๒": 1,
    شابوص: 2,
    میرود: 2,
    لا: 2,
    conflict: 3,
    "in Zürich its": 3,
    "its practices": 3,
    "soft power": 3,
    "soft-power": 3,
    softpower: 3,
    "good practices": 4,
    "practices of tolls": 4,
    "prac-tices of": 4,
    二〇二: 5,
  };
  for (const [query, at] of Object.entries(expected)) {
    const { how, found } = ask(query);
    assert.deepEqual([how, found[0]?.entry.id], ["all", at], query);
  }
  assert.equal(ask("\u0640 \u00AD").asked.length, 0, "nothing is asked for");
  assert.equal(shown(texts[0], ["ハ", "キ", "ス", "タ", "ン"]), "中国の[パキスタン]政策");
});

test("a word that a hyphen parts is marked whole, and once", () => {
  assert.equal(shown("good prac-tices here", ["practice"]), "good [prac-tices] here");
  assert.equal(shown("re-form a form", ["reform", "x"], "reform", "form"), "[re-form] a [form]");
});

test("words that no entry has are looked for as if misspelt, then one by one", () => {
  const hows = ["corridor", "coridor", "gwadar zebra", "zebra", "?!"].map((query) => find(query).how);
  assert.deepEqual(hows, ["all", "similar", "some", "nothing", "nothing"]);
  assert.equal(find("?!").asked.length, 0);
  assert.equal(find("zebra").found.length, 0);
});

test("what is given to be found stays as it was", () => {
  assert.deepEqual(Object.keys(ENTRIES[0]), ["at", "sort", "title", "text", "names"]);
});

test("an excerpt marks the phrase, or else each of the words", () => {
  const text = ENTRIES[1].text;
  assert.match(shown(text, ["harbor", "of", "gwadar"]), /the \[harbour of Gwadar\]; it/);
  assert.match(
    shown(text, ["gwadar", "harbor"]),
    /the \[harbour\] of \[Gwadar\]; it is the port’s corridor\.$/,
  );
  assert.equal(shown(text, ["zebra"]), text);
  assert.match(
    shown(text, ["harbor", "is"]),
    /^A corridor crosses the \[harbour\] of Gwadar; it is the/,
    "small words",
  );
});

test("an excerpt of a long text is around what was found, and begins and ends at a word", () => {
  const part = shown(LONG, ["gwadar"]);
  assert.match(part, /^… word .* the harbour at \[Gwadar\] lies deep .* word …$/);
  assert.ok(part.length < 200, part);
});

test("a phrase of the paper is named for the browser to light, with the words before it", () => {
  assert.equal(
    finding.fragment("One two-fold way, here", ["fold", "way"]),
    ":~:text=One%20two%2D-,fold%20way",
  );
  assert.equal(finding.fragment("One two", ["one", "tw"]), ":~:text=One%20two");
  assert.equal(finding.fragment("One two", ["two", "one"]), "");
  assert.equal(finding.fragment("One two", ["one"]), "");
});
