import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { written } = load("quote.js", "preview/annotate.js").annotating;
const PARAGRAPHS = [
  "1 The bridge stands. It joins two banks.",
  "2 Another bridge fell, and the old bridge stood.",
];

function choice(words, before) {
  return { words, before };
}

test("a note on words that stand once", () => {
  assert.equal(
    written("note", "bridges", choice("two banks", "1 The bridge stands. It joins "), PARAGRAPHS),
    `  - quote: "two banks"
    kind: context
    note: |
      What readers should know here.
    basis: judgement
`,
  );
});

test("a question has an id of its lesson", () => {
  assert.equal(
    written("question", "bridges", choice("two banks", "1 The bridge stands. It joins "), PARAGRAPHS),
    `  - id: bridges-new-question
    ask: What do you want to ask?
    level: analyse
    about: "two banks"
    minutes: 5
`,
  );
});

test("words that stand more than once get as few words before them as tell them apart", () => {
  const short = written("note", "bridges", choice("bridge", "2 Another "), PARAGRAPHS);
  assert.match(short, /^ {2}- quote: "bridge"\n {4}prefix: "Another"\n {4}kind: context\n/);
  const old = choice("bridge", "2 Another bridge fell, and the old ");
  assert.match(written("question", "bridges", old, PARAGRAPHS), /\n {4}prefix: "old"\n {4}minutes: 5\n$/);
});

test("twice is more than once", () => {
  const twice = ["a toll", "the toll"];
  assert.match(written("note", "x", choice("toll", "the "), twice), /\n {4}prefix: "the"\n/);
});

test("more words before them where one is not enough", () => {
  const twice = ["the old town, the new town", "an old town"];
  assert.match(written("note", "x", choice("town", "the old "), twice), /\n {4}prefix: "the old"\n/);
});

test("quotation marks and backslashes in a quote stay what they are in YAML", () => {
  const quote = 'He said: "no" \\ yes # not: a comment';
  const [line] = written("note", "x", choice(quote, ""), [quote]).split("\n");
  assert.equal(JSON.parse(line.replace("  - quote: ", "")), quote);
});
