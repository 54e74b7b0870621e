import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { compared } = load("guess.js").guessing;

function at(id, start, end, paragraph = "p1") {
  return { id, paragraph, start, end };
}

function plain(outcome) {
  return JSON.parse(JSON.stringify(outcome));
}

test("a note is hit if a mark shares a letter with its words", () => {
  const notes = [at("n1", 10, 20), at("n2", 30, 40), at("n3", 50, 60)];
  const marks = [at("a", 19, 25), at("b", 40, 45), at("c", 0, 10), at("d", 50, 60, "p2")];
  assert.deepEqual(plain(compared(marks, notes)), {
    hit: ["n1"],
    missed: ["n2", "n3"],
    only: ["b", "c", "d"],
  });
});

test("a mark over several paragraphs counts once, and so does a note that two marks meet", () => {
  const notes = [at("n1", 0, 9), at("n2", 0, 9, "p2")];
  const marks = [at("a", 5, 9), at("a", 0, 3, "p2"), at("b", 1, 2)];
  assert.deepEqual(plain(compared(marks, notes)), { hit: ["n1", "n2"], missed: [], only: [] });
  assert.deepEqual(plain(compared([at("a", 5, 9), at("a", 0, 3, "p3")], [notes[0]])).only, []);
});

test("every note is hit or missed, and more marks never hit fewer", () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const number = (limit, salt) => ((seed * 7919 + salt * 104_729) >> 3) % limit;
    const some = (name, count, salt) =>
      Array.from({ length: count }, (_, index) => {
        const start = number(40, salt + index);
        return at(
          `${name}${index}`,
          start,
          start + 1 + number(9, salt + index + 5),
          `p${number(3, salt + index + 9)}`,
        );
      });
    const [notes, marks] = [some("n", 6, 1), some("m", 5, 31)];
    const { hit, missed, only } = compared(marks, notes);
    assert.deepEqual([...hit, ...missed].sort(), notes.map(({ id }) => id).sort());
    const fewer = compared(marks.slice(1), notes);
    assert.ok([...fewer.hit].every((id) => hit.includes(id)));
    assert.equal(hit.length === 0, only.length === marks.length);
  }
});
