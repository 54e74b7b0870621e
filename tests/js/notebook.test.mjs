import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { notebook } = load("notebook.js");
const COURSE = { id: "mason-2022", title: "Of Bridges" };

/* Numbers that look random, and are the same in each run. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const WORDS = ["The towns.", "The river", "Nobody asked.", "# Not a heading", "پل", "constructor"];
const IDS = ["who-promised", "constructor", "toll", "x", "y"];

function mark(roll) {
  const note = roll(3) ? WORDS[roll(WORDS.length)] : "";
  return {
    id: IDS[roll(IDS.length)],
    type: "Annotation",
    modified: `2026-11-0${1 + roll(3)}T10:00:00Z`,
    body: [
      { type: "TextualBody", purpose: "tagging", value: "puzzling" },
      ...(note ? [{ type: "TextualBody", purpose: "commenting", value: note }] : []),
    ],
    target: { source: "p1", selector: [{ type: "TextQuoteSelector", exact: "two banks" }] },
  };
}

function some(roll, value) {
  return Object.fromEntries(IDS.filter(() => roll(2)).map((id) => [id, value()]));
}

function made(seed) {
  const roll = dice(seed);
  const marks = new Map(Array.from({ length: roll(5) }, () => mark(roll)).map((one) => [one.id, one]));
  return {
    ...notebook.empty(COURSE),
    name: roll(2) ? "Amina" : "",
    answers: some(roll, () =>
      Array.from({ length: 1 + roll(2) }, () => WORDS[roll(WORDS.length)]).join("\n"),
    ),
    checks: some(roll, () => WORDS[roll(2)]),
    done: some(roll, () => `2026-11-0${1 + roll(3)}`),
    places: some(roll, () => ({ anchor: "p1", called: "", at: `2026-11-0${1 + roll(3)}`, title: "" })),
    marks: [...marks.values()],
  };
}

const PAIRS = Array.from({ length: 400 }, (_, seed) => [made(seed + 1), made(7919 * (seed + 1))]);

/* Everything but the order in which things stand. */
function sorted(work) {
  const parts = ["answers", "checks", "rounds", "done", "places"].map((part) =>
    Object.entries(work[part]).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  const marks = [...work.marks].sort((one, other) => (one.id < other.id ? -1 : 1));
  return JSON.parse(JSON.stringify({ parts, marks, name: work.name }));
}

function textsOf(work) {
  return [...Object.values(work.answers), ...work.marks.map(notebook.noteOf)];
}

test("merging a second time changes nothing", () => {
  for (const [here, there] of PAIRS) {
    const once = notebook.merge(here, there);
    assert.deepEqual(sorted(notebook.merge(once, there)), sorted(once));
    assert.deepEqual(sorted(notebook.merge(here, here)), sorted(here));
    assert.deepEqual(sorted(notebook.merge(here, notebook.empty(COURSE))), sorted(here));
  }
});

test("no text of either side is lost", () => {
  for (const [here, there] of PAIRS) {
    const both = notebook.merge(here, there);
    for (const side of [here, there]) {
      for (const [id, text] of Object.entries(side.answers))
        assert.ok(both.answers[id].includes(text.trim()), text);
      for (const one of side.marks) {
        const now = both.marks.find(({ id }) => id === one.id);
        assert.ok(notebook.noteOf(now).includes(notebook.noteOf(one)));
      }
    }
  }
});

test("where nothing differs, either way gives the same", () => {
  let tried = 0;
  for (const [here, there] of PAIRS) {
    const apart = {
      ...there,
      name: here.name,
      answers: Object.fromEntries(Object.entries(there.answers).filter(([id]) => !(id in here.answers))),
      checks: {},
      marks: there.marks.filter((one) => !here.marks.some(({ id }) => id === one.id)),
    };
    assert.deepEqual(notebook.compare(here, apart).clashes.length, 0);
    assert.deepEqual(sorted(notebook.merge(here, apart)), sorted(notebook.merge(apart, here)));
    tried += Object.keys(apart.answers).length;
  }
  assert.ok(tried > 100);
});

test("whatever would change a text is asked about", () => {
  let asked = 0;
  for (const [here, there] of PAIRS) {
    const clashes = new Set(notebook.compare(here, there).clashes.map(({ key }) => key));
    const kept = Object.fromEntries([...clashes].map((key) => [key, "here"]));
    const merged = notebook.merge(here, there, kept);
    for (const [id, text] of Object.entries(here.answers)) assert.equal(merged.answers[id], text);
    for (const [id, text] of Object.entries(here.answers))
      if (notebook.merge(here, there).answers[id] !== text) assert.ok(clashes.has(`answer-${id}`));
    asked += clashes.size;
  }
  assert.ok(asked > 100);
});

test("the reader's choice is done", () => {
  const [here, there] = ["Mine.", "Theirs."].map((answer) => ({
    ...notebook.empty(COURSE),
    answers: { toll: answer },
  }));
  const answer = (choice) => notebook.merge(here, there, { "answer-toll": choice }).answers.toll;
  assert.equal(answer("here"), "Mine.");
  assert.equal(answer("there"), "Theirs.");
  assert.match(answer("both"), /^Mine\.\s+———\s+Theirs\.$/);
});

test("a shorter text in the file does not replace the longer one here, nor the other way unasked", () => {
  const short = { ...notebook.empty(COURSE), answers: { toll: "One." } };
  const long = { ...notebook.empty(COURSE), answers: { toll: "One. Two." } };
  assert.equal(notebook.compare(long, short).clashes.length, 0);
  assert.equal(notebook.merge(long, short).answers.toll, "One. Two.");
  assert.deepEqual(notebook.compare(short, long).clashes.length, 1);
});

test("a word that only begins like another one is not taken for it", () => {
  const work = (text) => ({ ...notebook.empty(COURSE), answers: { toll: text } });
  for (const [here, there] of [
    ["Nobody knows.", "No"],
    ["It is unlikely", "likely"],
    ["یہ پلوں کے", "پل"],
  ]) {
    assert.equal(notebook.compare(work(here), work(there)).clashes.length, 1);
    assert.ok(notebook.merge(work(here), work(there)).answers.toll.endsWith(`\n${there}`));
  }
  for (const [here, there] of [
    ["No. Or unlikely: No", "No"],
    ["桥很长，没有人", "桥很"],
    ["any", " \n"],
  ])
    assert.equal(notebook.merge(work(here), work(there)).answers.toll, here);
});

test("what is written to a file is read from it, however long it is", () => {
  const long = { ...notebook.empty(COURSE), answers: { toll: '"\n'.repeat(2_500_000) } };
  assert.equal(notebook.read(notebook.written(long, ""), COURSE).work.answers.toll, long.answers.toll);
});

test("what is written to a file is read from it", () => {
  for (const [here] of PAIRS) {
    const { work } = notebook.read(notebook.written(here, "2026-11-27T10:00:00Z"), COURSE);
    assert.deepEqual(sorted(work), sorted(here));
    assert.equal(work.saved, "2026-11-27T10:00:00Z");
  }
  assert.ok(textsOf(PAIRS[0][0]).length > 0);
});

test("a file of another course, of another program, of a later version, or a damaged one is refused in words", () => {
  const good = notebook.written(notebook.empty(COURSE), "");
  const fault = (text, course = COURSE) => notebook.read(text, course).fault;
  assert.equal(fault(good), undefined);
  assert.match(fault(good, { id: "other", title: "x" }), /another course, “Of Bridges”/);
  assert.match(fault(good.replace('"version": 1', '"version": 2')), /newer version/);
  for (const bad of [good.slice(0, -9), "", "[]", "null", '{"course": {}}', "PK\u0003\u0004"])
    assert.match(fault(bad), /damaged/);
  assert.match(fault(`"${"x".repeat(20_000_001)}"`), /too large/);
});

test("a hostile file brings nothing but bounded texts", () => {
  const file = `{"format": "close-reading-work", "version": 1, "course": {"id": "mason-2022", "title": 3},
    "name": ${JSON.stringify("n".repeat(999))},
    "answers": {"__proto__": "x", "<b>": "x", "toll": 4, "ok": "<img src=x onerror=alert(1)>"},
    "places": {"crossing": {"anchor": "javascript:x", "at": [1]}, "toll": 7},
    "marks": [null, {"id": 3, "target": {}}, {"id": "a", "target": {"__proto__": {"x": 1}, "source": ["p1"], "deep": [[[[[[[[[["x"]]]]]]]]]]}, "body": "x"}]}`;
  const { work } = notebook.read(file, COURSE);
  assert.deepEqual(Object.keys(work.answers), ["ok"]);
  assert.equal(work.name.length, 200);
  assert.equal(work.places.crossing.anchor, "");
  assert.deepEqual(
    Array.from(work.marks, (one) => [one.id, notebook.noteOf(one), notebook.sourceOf(one)]),
    [["a", "", ""]],
  );
  assert.equal(notebook.quoteOf(work.marks[0]).exact, "");
  assert.ok(!JSON.stringify(work.marks).includes('"x"]'));
  const position = { type: "TextPositionSelector", start: { valueOf: 1, toString: 1 } };
  assert.equal(notebook.quoteOf({ id: "a", target: { source: "p1", selector: [position] } }).start, 0);
});

test("what was written under a former id is taken over, and loses nothing", () => {
  const work = {
    ...notebook.empty(COURSE),
    answers: { old: "Before.", toll: "Now.", ancient: "Long ago." },
    done: { fares: "2026-11-01" },
  };
  const former = { questions: { old: "toll", ancient: "ferry" }, lessons: { fares: "tolls" } };
  const now = notebook.renamed(work, former);
  assert.deepEqual(Object.keys(now.answers).sort(), ["ferry", "toll"]);
  assert.match(now.answers.toll, /^Now\.[\s\S]*Before\.$/);
  assert.deepEqual({ ...now.done }, { tolls: "2026-11-01" });
});

test("only a lesson's own part is handed in", () => {
  const roll = dice(3);
  const work = { ...made(5), answers: { toll: "a", x: "b" }, marks: [mark(roll)] };
  assert.deepEqual(Object.keys(notebook.only(work, ["toll"], ["p1"]).answers), ["toll"]);
  assert.equal(notebook.only(work, ["toll"], ["p1"]).marks.length, 1);
  assert.equal(notebook.only(work, ["toll"], ["p2"]).marks.length, 0);
});
