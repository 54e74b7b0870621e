import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { addressOf } = load("quote.js").quoting;
const PAPER = "https://example.org/course/paper/";

test("few words stand in the address whole", () => {
  assert.equal(addressOf(PAPER, "p3", "a fine balance", ""), `${PAPER}#p3:~:text=a%20fine%20balance`);
  const eight = "one two three four five six seven eight";
  assert.equal(addressOf(PAPER, "p3", eight, ""), `${PAPER}#p3:~:text=${encodeURIComponent(eight)}`);
});

test("of more words the first four and the last four", () => {
  const nine = "one two three four five six seven eight nine";
  const ends = "one%20two%20three%20four,six%20seven%20eight%20nine";
  assert.equal(addressOf(PAPER, "p3", nine, ""), `${PAPER}#p3:~:text=${ends}`);
});

test("the three words before tell the same words apart", () => {
  const lead = "It is said that here ";
  assert.equal(addressOf(PAPER, "p3", "all", lead), `${PAPER}#p3:~:text=said%20that%20here-,all`);
  assert.equal(addressOf(PAPER, "p3", "all", "Now "), `${PAPER}#p3:~:text=Now-,all`);
});

test("signs that a text fragment gives a meaning are encoded", () => {
  const address = addressOf(PAPER, "p3", "all-weather, iron & steel", "so-called ");
  assert.equal(address, `${PAPER}#p3:~:text=so%2Dcalled-,all%2Dweather%2C%20iron%20%26%20steel`);
});

test("the end of the page's own address is left out", () => {
  assert.equal(addressOf(`${PAPER}#p1`, "p3", "all", ""), `${PAPER}#p3:~:text=all`);
  assert.equal(
    addressOf("file:///tmp/course/paper.html#", "p3", "all", ""),
    "file:///tmp/course/paper.html#p3:~:text=all",
  );
});
