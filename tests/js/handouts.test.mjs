/* Which paper readers have in their printers. */

import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { sizeFor } = load("handouts.js").paper;

test("where both the zone and the language say so it is US Letter", () => {
  for (const [zone, ...languages] of [
    ["America/New_York", "en-US", "en"],
    ["America/Los_Angeles", "es-US"],
    ["America/Toronto", "fr-CA"],
    ["America/Mexico_City", "es-MX", "es"],
    ["America/Bogota", "es-CO"],
    ["America/Santiago", "es-CL"],
    ["America/Indiana/Knox", "en"],
    ["America/Chicago", "en-GB", "en-US"],
    ["Pacific/Honolulu", "en-US"],
    ["Asia/Manila", "en-PH"],
    ["UTC", "fr-CA"],
    ["", "es-MX"],
  ]) {
    assert.equal(sizeFor(zone, languages), "letter", zone + languages);
  }
});

test("a browser that is set to en-US is not in the United States for that", () => {
  for (const zone of [
    "Asia/Karachi",
    "Asia/Shanghai",
    "Europe/Berlin",
    "Africa/Lagos",
    "Australia/Sydney",
    "UTC",
    "Etc/GMT+5",
    "",
  ]) {
    assert.equal(sizeFor(zone, ["en-US", "en"]), "a4", zone);
  }
});

test("where the Americas print on A4 it is A4", () => {
  for (const [zone, ...languages] of [
    ["America/Sao_Paulo", "pt-BR"],
    ["America/Sao_Paulo", "en-US"],
    ["America/Argentina/Cordoba", "es-AR"],
    ["America/Lima", "es-PE", "en-US"],
    ["America/Nuuk", "en-US"],
  ]) {
    assert.equal(sizeFor(zone, languages), "a4", zone + languages);
  }
});

test("a traveller who reads in a language of another region has that region's paper", () => {
  assert.equal(sizeFor("America/New_York", ["en-GB", "en"]), "a4");
  assert.equal(sizeFor("America/New_York", ["de-DE"]), "a4");
  assert.equal(sizeFor("America/New_York", []), "letter");
});
