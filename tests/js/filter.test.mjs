import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { plain, fits, outcome } = load("filter.js").filtering;

test("letters are compared without case, accents and vowel marks", () => {
  assert.equal(plain("Élan VITAL"), "elan vital");
  assert.equal(plain("Zürich"), plain("Zürich"));
  assert.equal(plain("حُکُومَت"), "حکومت");
  assert.equal(plain("一带一路"), "一带一路");
});

test("values of one name are alternatives; of several names each must fit", () => {
  const data = { theme: "trade", lesson: "rise" };
  assert.ok(fits(data, []));
  assert.ok(fits(data, [["theme", ["war", "trade"]]]));
  assert.ok(!fits(data, [["theme", ["war"]]]));
  assert.ok(
    !fits(data, [
      ["theme", ["trade"]],
      ["lesson", ["gwadar"]],
    ]),
  );
  assert.ok(!fits(data, [["period", ["old"]]]), "what an item does not say it has not");
});

test("the outcome says how many are shown, and what to do when none is", () => {
  assert.equal(outcome(39, 39, "events", true), "All 39 events shown.");
  assert.equal(outcome(4, 39, "events", false), "4 of 39 events shown.");
  assert.equal(outcome(0, 39, "events", false), "0 of 39 events shown. Choose less, or show all.");
});
