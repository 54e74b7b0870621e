import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { describe, find, snapped, sentences, pieces, merged, isAnnotation } = load("anchoring.js").anchoring;

const TEXT =
  "The ferry was the ferry of the town. “It never pays,” wrote the clerk – and the ferry went on; " +
  "the newspapers of Harrow took it for a joke, and the newspapers of Selby for a funeral.";
const WORDS = "river bridge toll winter clerk ferry the of and ice".split(" ");

/** Numbers that are the same in every run, each from 0 to below its limit. */
function numbers(seed) {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

function text(number, length) {
  return Array.from({ length }, () => WORDS[number(WORDS.length)]).join(" ");
}

/* Objects of the scripts' own world have other prototypes. */
function same(one, other, why) {
  assert.deepEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)), why);
}

test("words are found where they were marked, as often as they stand elsewhere", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const number = numbers(seed);
    const whole = text(number, 60);
    const start = number(whole.length - 1);
    const end = start + 1 + number(Math.min(80, whole.length - start - 1) || 1);
    same(find(whole, describe(whole, start, end)), { start, end }, `seed ${seed}`);
  }
});

test("of places that are alike in every letter around them, the nearest is taken", () => {
  const whole = "the river and the toll ".repeat(20);
  for (let start = 100; start < 300; start += 1) {
    same(find(whole, describe(whole, start, start + 9)), { start, end: start + 9 }, `letter ${start}`);
  }
});

test("words are found after the text before and after them was mended", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const number = numbers(seed);
    const [before, after] = [text(number, 30), text(number, 30)];
    const words = `${text(number, 4)} Xanadu ${text(number, 3)}`;
    const selectors = describe(
      `${before} ${words} ${after}`,
      before.length + 1,
      before.length + 1 + words.length,
    );
    const mended = `${text(number, number(40))} ${before.slice(number(20))}`;
    const start = mended.length + 1;
    const found = find(`${mended} ${words} ${after.slice(0, 100)}`, selectors);
    same(found, { start, end: start + words.length }, `seed ${seed}`);
  }
});

test("words are found after they were mended themselves", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const number = numbers(seed);
    const [before, after] = [text(number, 30), text(number, 30)];
    const words = `${text(number, 5)} Xanadu ${text(number, 3)}`;
    const start = before.length + 1;
    const selectors = describe(`${before} ${words} ${after}`, start, start + words.length);
    const at = 1 + number(words.length - 2);
    const changed = `${words.slice(0, at)}${"qzj"[number(3)]}${words.slice(at + number(2))}`;
    const found = find(`${before} ${changed} ${after}`, selectors);
    same(found, { start, end: start + changed.length }, `seed ${seed}: ${changed}`);
  }
});

test("a typing mistake that was mended in a single word does not lose it", () => {
  const old = "They recieve nothing from the ferry, and they ask for nothing.";
  const now = "They receive nothing from the ferry, and they ask for nothing.";
  same(find(now, describe(old, 5, 12)), { start: 5, end: 12 });
});

test("other quotation marks, dashes, capitals and spaces are the same", () => {
  const start = TEXT.indexOf("“It never");
  const end = TEXT.indexOf("– and") + 5;
  const plain = TEXT.replaceAll("“", '"').replaceAll("”", '"').replaceAll("–", "-").replace("It", "it");
  same(find(plain, describe(TEXT, start, end)), { start, end });
});

test("what is gone is not found, nor is something a little like it", () => {
  const start = TEXT.indexOf("newspapers of Harrow");
  const selectors = describe(TEXT, start, start + 20);
  assert.equal(find("Quite another paragraph of the same paper, on tolls and on bridges.", selectors), null);
  assert.equal(find("", selectors), null);
  assert.equal(find(TEXT, [{ type: "TextPositionSelector", start: 1, end: 4 }]), null);
});

test("the same words in another paragraph are taken only with what stood around them", () => {
  const start = TEXT.indexOf("the ferry went");
  const selectors = describe(TEXT, start, start + 9);
  assert.equal(find("In spring the ferry was painted.", selectors, true), null);
  same(find(`Now. ${TEXT}`, selectors, true), { start: start + 5, end: start + 14 });
});

test("of a stranger's long surroundings only the nearest letters count", () => {
  const at = TEXT.indexOf("newspapers of Selby");
  const [quote, position] = describe(TEXT, at, at + "newspapers".length);
  const long = { ...quote, prefix: "x".repeat(5000) + quote.prefix, suffix: quote.suffix + "x".repeat(5000) };
  same(find(TEXT, [long, { ...position, start: 0 }]), { start: at, end: at + "newspapers".length });
});

test("a very long mark is found by its ends", () => {
  const number = numbers(7);
  const long = `Begin here, ${text(number, 900)} and here an end`;
  const whole = `Before it. ${long}. After it.`;
  const mended = whole.replace("Begin here", "Begins here").replace("an end", "an End!");
  const found = find(mended, describe(whole, 11, 11 + long.length));
  assert.equal(found.start, 11);
  assert.ok(Math.abs(found.end - mended.indexOf(". After it")) <= 1);
});

test("a selection grows to whole words, and loses spaces at its ends", () => {
  const at = (start, end) => {
    const found = snapped(TEXT, start, end);
    return found && TEXT.slice(found.start, found.end);
  };
  assert.equal(at(5, 16), "ferry was the");
  assert.equal(at(9, 14), "was");
  assert.equal(at(9, 10), null);
  assert.equal(snapped("don’t go", 4, 5).end, 5);
  same(snapped("中巴经济走廊", 1, 3), { start: 1, end: 3 }, "words of Chinese are not known by spaces");
});

test("sentences together hold every word, in order", () => {
  const found = sentences(TEXT, "en");
  assert.ok(found.length >= 2);
  found.slice(1).forEach((one, index) => {
    assert.equal(TEXT.slice(found[index].end, one.start).trim(), "");
  });
  assert.equal(found[0].start, 0);
  assert.equal(found[found.length - 1].end, TEXT.length);
  assert.equal(sentences("第一句。第二句。", "zh").length, 2);
});

test("pieces cover exactly what the marks cover, each once, with all its marks", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const number = numbers(seed);
    const ranges = Array.from({ length: 1 + number(5) }, (_, index) => {
      const start = number(30);
      return { id: `m${index}`, start, end: start + 1 + number(12) };
    });
    const made = pieces(ranges);
    for (let at = 0; at < 50; at += 1) {
      const wanted = ranges.filter((one) => one.start <= at && at < one.end).map((one) => one.id);
      const here = made.filter((one) => one.start <= at && at < one.end);
      assert.ok(here.length <= 1);
      same((here[0]?.ids ?? []).toSorted(), wanted.toSorted(), `seed ${seed}, letter ${at}`);
    }
  }
});

function mark(id, modified, value = "") {
  return {
    id,
    type: "Annotation",
    motivation: "highlighting",
    created: "2026-01-01T00:00:00.000Z",
    modified,
    body: [{ type: "TextualBody", purpose: "commenting", value }],
    target: { source: "p1", selector: describe("a b c", 2, 3) },
  };
}

test("merging loses no mark, takes the later version, and does not mind the order", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const number = numbers(seed);
    const some = () =>
      Array.from({ length: number(5) }, () =>
        mark(`m${number(6)}`, `2026-01-0${1 + number(4)}`, `${number(3)}`),
      ).filter((one, index, all) => all.findIndex((other) => other.id === one.id) === index);
    const [a, b, c] = [some(), some(), some()];
    same(merged(a, b), merged(b, a), `seed ${seed}`);
    same(merged(merged(a, b), c), merged(a, merged(b, c)), `seed ${seed}`);
    same(merged(merged(a, b), b), merged(a, b), `seed ${seed}`);
    for (const one of [...a, ...b]) {
      const kept = merged(a, b).find((other) => other.id === one.id);
      assert.ok(kept.modified >= one.modified, `seed ${seed}`);
    }
  }
});

test("what is no mark is known", () => {
  const good = mark("a", "2026");
  assert.ok(isAnnotation(good));
  assert.ok(isAnnotation({ ...good, target: [good.target, good.target] }));
  const selector = [{ type: "TextQuoteSelector", exact: "", prefix: "", suffix: "" }];
  const bad = [null, 3, "", [], {}, { ...good, id: 4 }, { ...good, target: null }, { ...good, target: [] }];
  const worse = [
    { ...good, body: [null] },
    { ...good, target: { source: "p1", selector } },
  ];
  for (const one of [...bad, ...worse]) assert.ok(!isAnnotation(one), JSON.stringify(one));
});
