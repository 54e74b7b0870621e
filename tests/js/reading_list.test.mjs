import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { chosen, around, asked } = load("reading_list.js").readingList;

test("an address names lessons by their ids, each once, and nothing else", () => {
  assert.deepEqual([...chosen("?lessons=toll,crossing,toll")], ["toll", "crossing"]);
  assert.deepEqual([...chosen("?x=1")], []);
  assert.deepEqual([...chosen("?lessons=../../x,//a.example,javascript:alert(1),,A b,ok-1")], ["ok-1"]);
  assert.deepEqual([...chosen(asked(["a", "b-c"]))], ["a", "b-c"]);
});

test("the lessons beside one are those of the list", () => {
  assert.deepEqual({ ...around(["a", "b", "c"], "b") }, { before: "a", after: "c" });
  assert.deepEqual({ ...around(["a", "b"], "b") }, { before: "a", after: "" });
  assert.deepEqual({ ...around(["a", "b"], "x") }, { before: "", after: "" });
});
