import assert from "node:assert/strict";
import test from "node:test";
import { load, run } from "./load.mjs";

/* The parts of the scripts that need no page. */
const window = load("quote.js");
const nothing = { append: () => {}, addEventListener: () => {} };
window.course = { ...window.course, make: () => nothing };
window.editAsking = {};
window.editDock = {};
for (const name of ["files", "prose", "fields", "form", "words"])
  run(window, new URL(`../../overrides/assets/preview/edit/${name}.js`, import.meta.url));
const { editFiles, editProse, editWords, editForm, editFields } = window;
const PARAGRAPHS = [
  "1 The bridge stands. It joins two banks.",
  "2 Another bridge fell, and the old bridge stood.",
];

/** The text after a change. */
function after(text, { from, to, words }) {
  return text.slice(0, from) + words + text.slice(to);
}

test("words that stand once need no words before them", () => {
  const choice = { words: "two banks", before: "1 The bridge stands. It joins " };
  assert.equal(editWords.prefix(choice, PARAGRAPHS), "");
});

test("words that stand more than once get as few words before them as tell them apart", () => {
  assert.equal(editWords.prefix({ words: "bridge", before: "2 Another " }, PARAGRAPHS), "Another");
  const old = { words: "bridge", before: "2 Another bridge fell, and the old " };
  assert.equal(editWords.prefix(old, PARAGRAPHS), "old");
  assert.equal(editWords.prefix({ words: "toll", before: "the " }, ["a toll", "the toll"]), "the");
  const towns = ["the old town, the new town", "an old town"];
  assert.equal(editWords.prefix({ words: "town", before: "the old " }, towns), "the old");
});

test("emphasis is put around words without the spaces beside them, and taken away again", () => {
  const text = "a long promise kept";
  const made = editProse.surrounded(text, 1, 7, "*");
  assert.equal(after(text, made), "a *long* promise kept");
  const strong = after(text, editProse.surrounded(text, 2, 6, "**"));
  assert.equal(strong, "a **long** promise kept");
  assert.equal(after(strong, editProse.surrounded(strong, 4, 8, "**")), text);
  assert.equal(after(strong, editProse.surrounded(strong, 4, 8, "*")), "a ***long*** promise kept");
});

test("lines become a list apart from what stands above, and lines again", () => {
  assert.equal(after("one\ntwo", editProse.listed("one\ntwo", 0, 7)), "- one\n- two");
  assert.equal(after("- one\n- two", editProse.listed("- one\n- two", 0, 11)), "one\ntwo");
  assert.equal(after("Points:\none", editProse.listed("Points:\none", 8, 11)), "Points:\n\n- one");
  assert.equal(after("", editProse.listed("", 0, 0)), "- ");
});

test("what a message proposes can be written with one press", () => {
  const fix = "copy the words from the paper page";
  const found = "the paper does not say “toll is”; p2 says “tolls are” (you have “toll” instead of “tolls”)";
  assert.equal(editFields.proposed({ found, fix }), "tolls are");
  assert.equal(editFields.proposed({ found: found.replace("are", "are …"), fix }), "");
  assert.equal(editFields.proposed({ found: "“x” is not a date", fix: "write 1963-03" }), "1963-03");
  const language = "“language” cannot be “German”; did you mean “de”?";
  assert.equal(editFields.proposed({ found: language, fix: "" }), "de");
  assert.equal(editFields.proposed({ found: "there is no source", fix: "write it `a: b`" }), "");
});

test("what to write into a file is told as what to do in a form", () => {
  const { inForm } = editFields;
  assert.equal(inForm("add `right: true` to the right one"), "tick “Right” at the right one");
  assert.equal(
    inForm("shorten a step, or change `minutes:` of content/lessons/rise.yml"),
    "shorten a step, or change “Minutes” of the lesson",
  );
  assert.equal(
    inForm("add `sources:`, or `basis: text` if the paper itself shows it"),
    "add “Sources”, or choose “text” at “Basis” if the paper itself shows it",
  );
});

test("a name for an address is made from a title", () => {
  assert.equal(editForm.slug("# Débâcle économique: 1861!"), "debacle-economique-1861");
  assert.equal(editForm.slug("  "), "");
});

test("what holds nothing is empty", () => {
  for (const value of ["", null, undefined, [], {}, [{ text: "" }], { names: [] }])
    assert.ok(editFields.empty(value), JSON.stringify(value));
  for (const value of ["0", ["x"], { names: ["x"] }]) assert.ok(!editFields.empty(value));
});

test("a picture stands on a line of its own, and its words cannot break out of their place", () => {
  const { markdown, placed } = editFiles;
  const picture = { name: "map.png", kind: "picture" };
  assert.equal(
    markdown(picture, " A [map]\n of *two* towns ", 'Ann "A." Hill'),
    '![A \\[map\\] of \\*two\\* towns](files/map.png "Ann \\"A.\\" Hill")',
  );
  assert.equal(markdown(picture, "A map", " "), "![A map](files/map.png)");
  assert.equal(markdown({ name: "plan.pdf", kind: "file" }, "the plan", "Ann"), "[the plan](files/plan.pdf)");
  assert.equal(after("One. Two.", placed("One. Two.", 4, "![a](b)", false)), "One.\n\n![a](b)\n\n Two.");
  assert.equal(after("One.\n", placed("One.\n", 5, "![a](b)", false)), "One.\n\n![a](b)");
  assert.equal(after("", placed("", 0, "![a](b)", false)), "![a](b)");
  assert.equal(after("See .", placed("See .", 4, "[a](b)", true)), "See [a](b).");
});

test("a file is taken from what is pasted only if there is no text in it", () => {
  const file = { name: "image.png" };
  const data = (...types) => ({ types, files: [file] });
  assert.equal(editFiles.brought(data("Files")), file);
  assert.equal(editFiles.brought(data("text/html", "Files")), file);
  assert.equal(editFiles.brought(data("text/plain", "text/html", "Files")), null);
  assert.equal(editFiles.brought({ types: ["text/plain"], files: [] }), null);
});
