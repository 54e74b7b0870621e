/* What answers the forms of the page “Write” in the place of a preview: what the build wrote beside the page. */
window.editAsking = (() => {
  "use strict";

  const MOST = 20; // things that are shown
  const { found } = window.writeData;

  /** Without capitals and accents. @param {string} words */
  const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** The things of a kind, or of all that a link can name, that have all these words. @param {Record<string, string>} asked */
  function find({ kind = "", words = "" }) {
    const all = kind ? (found[kind] ?? []) : Object.values(found).flat();
    const whole = folded(words);
    const wanted = whole.split(/\s+/).filter(Boolean);
    const listed = all.flatMap((one) => {
      if (!kind && !one.link) return [];
      const name = folded(`${one.id} ${one.label}`);
      const begins = one.id.toLowerCase().startsWith(whole) || folded(one.label).startsWith(whole);
      const named = wanted.every((word) => name.includes(word));
      const within = named || wanted.every((word) => `${name} ${folded(one.preview ?? "")}`.includes(word));
      return within ? [{ rank: begins ? 0 : named ? 1 : 2, one }] : [];
    });
    return listed
      .sort((a, b) => a.rank - b.rank)
      .slice(0, MOST)
      .map(({ one }) => one);
  }

  /** @type {EditAsking["get"]} */
  async function get(what, asked = {}) {
    const told = what === "find" ? { found: find(asked) } : { said: "Only a preview does this." };
    return { ok: what === "find", status: what === "find" ? 200 : 404, told };
  }

  /** Nothing can be saved here. @type {EditAsking["post"]} */
  const post = async () => ({ ok: false, status: 404, told: { said: "Only a preview can save." } });

  const drafts = { read: () => null, keep: () => {}, drop: () => {}, all: () => [] };
  return { get, post, upload: () => post(""), way: () => "", addressOf: (there) => there, drafts };
})();
