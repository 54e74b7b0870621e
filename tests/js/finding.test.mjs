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

test("what was found is named for the browser to light, with the words of its sentence before it", () => {
  function lit(text, asked, ...matched) {
    return finding.fragment(text, asked, new Set(matched.length ? matched : asked));
  }
  assert.equal(lit("One two-fold way, here", ["fold", "way"]), ":~:text=One%20two%2D-,fold%20way");
  assert.equal(lit("One two", ["one", "tw"]), ":~:text=One%20two");
  assert.equal(
    lit("One two", ["two", "one"]),
    ":~:text=One&text=One-,two",
    "each, if they do not stand together",
  );
  assert.equal(lit("One. Two", ["two"]), ":~:text=Two", "not what may stand in another block");
  assert.equal(lit("One two", ["zebra"]), "");
});

/* What is found first for each query, and how: in a course of these names of terms and these texts. */
function asked(terms, texts, synonyms, ...queries) {
  const named = terms.map((term) => entry("Term", term, `${term} is a word.`, [[term]]));
  const find = finding.index([...named, ...texts.map((text) => entry("Paragraph", "", text))], synonyms);
  return queries.map((query) => {
    const { how, found } = find(query);
    return [how, found[0]?.entry.title || found[0]?.entry.text];
  });
}

function allFirst(pairs, expected) {
  assert.deepEqual(pairs, Array(pairs.length).fill(["all", expected]));
}

test("words of questions and small words are not required, and the term itself comes first", () => {
  const texts = [
    "What is the Ferry Act? It is what the ferry was.",
    "The ferry, the ferry; what is the ferry?",
  ];
  const queries = [
    "what is a ferry",
    "what is the ferry?",
    "who was Ferry",
    "what does ferry mean",
    "define ferry",
  ];
  allFirst(asked(["Ferry", "Toll"], texts, [], ...queries), "Ferry");
  allFirst(asked(["渡船", "Toll"], texts, [], "什么是渡船", "渡船是什么？"), "渡船");
  allFirst(asked(["کشتی", "Toll"], texts, [], "کشتی کیا ہے؟"), "کشتی");
});

test("only small words find no more than what has them for a name", () => {
  assert.deepEqual(asked(["Toll"], ["the toll"], [], "the", "the of")[0], ["common", undefined]);
  allFirst(asked(["WHO", "Toll"], ["who knows who asked who"], [], "what is WHO", "WHO"), "WHO");
});

test("two words are found as one, and one as two", () => {
  allFirst(
    asked(["Toll-bridge", "Toll"], ["a bridge; a toll"], [], "tollbridge", "toll bridge", "Toll Bridges"),
    "Toll-bridge",
  );
  allFirst(asked(["Geopolitics", "Toll"], ["geo"], [], "geo politics", "geo-politics"), "Geopolitics");
  allFirst(asked(["Debt trap", "Toll"], ["a trap of debt"], [], "debttrap"), "Debt trap");
});

test("words that mean the same find one another", () => {
  const groups = [["Toll Road Union", "TRU", "Union of Roads"]];
  allFirst(
    asked(["Toll Road Union", "Union"], ["a road"], groups, "TRU", "what is TRU", "union of roads"),
    "Toll Road Union",
  );
  allFirst(asked(["Ferry"], [], [["Ferry", "渡船"]], "渡船", "什么是渡船"), "Ferry");
});

test("terms that are compared stand before what names both", () => {
  const text = "A ferry and a toll are not the same: ferry, toll.";
  for (const query of ["ferry and toll", "difference between ferry and toll", "toll vs ferry"]) {
    const find = finding.index([
      entry("Note", "", text),
      entry("Term", "Ferry", "", [["Ferry"]]),
      entry("Term", "Toll", "", [["Toll"]]),
    ]);
    assert.deepEqual(
      Array.from(find(query).found, ({ entry }) => entry.sort),
      ["Term", "Term", "Note"],
      query,
    );
  }
});

test("a word that is like another by chance is not offered for it", () => {
  const texts = [
    "these themes",
    "correction",
    "a party apart",
    "trade",
    "modern",
    "interruption of sixty china",
  ];
  const queries = ["thesis", "corruption", "APA", "Modi", "Trump", "Aksai", "fifties", "Aksai Chin", "1962"];
  for (const [how, first] of asked(["Toll"], texts, [], ...queries))
    assert.deepEqual([how, first], ["nothing", undefined]);
});

test("a word with a slip of the pen is found: letters swapped, left out, doubled, or taken for another", () => {
  const queries = ["soveriegnty", "sovreignty", "soverreignty", "sovereygnty", "Sovereignty"];
  const hows = asked(["Sovereignty", "Toll"], ["sober"], [], ...queries);
  assert.deepEqual(
    hows.map(([, first]) => first),
    Array(5).fill("Sovereignty"),
  );
  assert.deepEqual(
    hows.map(([how]) => how),
    [...Array(4).fill("similar"), "all"],
  );
});

test("what the course lacks is told in the words that were typed", () => {
  assert.deepEqual([...find("who is Gwadar Zebra").absent], ["Zebra"]);
  assert.deepEqual([...find("Zebra").absent], ["Zebra"]);
  assert.deepEqual([...find("corridor").absent], []);
});

test("signs without spaces have to stand together", () => {
  const hows = asked(["走廊"], ["巴士和基地"], [], "走廊", "巴基");
  assert.deepEqual(
    hows.map(([how]) => how),
    ["all", "nothing"],
  );
});

test("sources come after what the course says", () => {
  const entries = [
    entry("Source", "Ferry times", "", [["Mason, 2016"], ["Mason"]]),
    entry("Note", "", "Ferry times passed."),
  ];
  const find = finding.index(entries);
  assert.deepEqual(
    Array.from(find("ferry times").found, ({ entry }) => entry.sort),
    ["Note", "Source"],
  );
  assert.equal(find("Mason").found[0].entry.sort, "Source");
});

test("a kind of note is found by its word", () => {
  const find = finding.index([
    { at: "a", sort: "Note", title: "x", kind: "slip" },
    { at: "b", sort: "Note", title: "y", kind: "claim" },
  ]);
  assert.deepEqual(
    Array.from(find("slip").found, ({ entry }) => entry.at),
    ["a"],
  );
});

test("a kind of note is found by the word that readers have for it", () => {
  const find = finding.index([
    { at: "a", sort: "Note", title: "x", kind: "slip", called: "سہو حاشیہ" },
    { at: "b", sort: "Note", title: "y", kind: "claim", called: "دعویٰ حاشیہ" },
  ]);
  assert.deepEqual(
    Array.from(find("سہو").found, ({ entry }) => entry.at),
    ["a"],
  );
});

test("two words written as one are there, though another word is not", () => {
  for (const text of ["A debt trap is feared.", "A debt-trap is feared."]) {
    const find = finding.index([entry("Paragraph", "1", text), entry("Paragraph", "2", "No.")]);
    const { how, found, absent } = find("debttrap nixon");
    const titles = Array.from(found, ({ entry }) => entry.title);
    assert.deepEqual([how, titles, Array.from(absent)], ["some", ["1"], ["nixon"]]);
  }
});
