import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { located, stretches } = load("notebook.js", "instructor/students.js").studentsWork;
const WORDS = "The bridge stands. Another bridge fell, and the old bridge stood.";

function quote(exact, prefix = "", suffix = "", start = 0) {
  return { exact, prefix, suffix, start };
}

function words(place) {
  return place && WORDS.slice(...place);
}

test("marked words are found by their neighbours, or else by their offset", () => {
  assert.equal(located(WORDS, quote("bridge", "the old ", " stood"))[0], WORDS.lastIndexOf("bridge"));
  assert.equal(located(WORDS, quote("bridge", "Another ", ""))[0], WORDS.indexOf("bridge fell"));
  assert.equal(located(WORDS, quote("bridge", "", "", 60))[0], WORDS.lastIndexOf("bridge"));
  assert.equal(words(located(WORDS, quote(" old\n bridge "))), "old bridge");
  assert.equal(located(WORDS, quote("tunnel")), null);
  assert.equal(located(WORDS, quote("")), null);
});

test("stretches give back every word, each with those who marked it, once", () => {
  const ranges = [
    { who: "A", start: 4, end: 17 },
    { who: "B", start: 11, end: 33 },
    { who: "B", start: 11, end: 17 },
  ];
  const found = stretches(WORDS, ranges);
  assert.equal(found.map(({ text }) => text).join(""), WORDS);
  for (let at = 0; at < WORDS.length; at += 1) {
    let end = 0;
    const here = found.find(({ text }) => {
      end += text.length;
      return at < end;
    });
    const expected = ranges.filter(({ start, end: last }) => start <= at && at < last).map(({ who }) => who);
    assert.deepEqual([...here.by].sort(), [...new Set(expected)].sort());
  }
});
