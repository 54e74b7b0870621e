/* Writes what a form holds as YAML, for the page “Write” of the edition for instructors: what is written here, the course
   reads as the form said. */
window.writeYaml = (() => {
  "use strict";

  /* What a text without quotation marks may begin with: as in `build_scripts/edit/scalars.py`. */
  const FIRST = /^[\p{L}\p{N}“‘«„(/.…$€£§]/u;
  const NOT_PLAIN = /[\r\n\t]|\s#|:(?:\s|$)|^\s|\s$|^(?:---|\.\.\.)/;
  const NOT_IN_BRACKETS = /[,[\]{}:#]/;
  const NOTHING = new Set(["", "~", "null"]);
  const WIDTHLESS = /[\u200b\u2060\ufeff]/gu;
  const UNSEEN = /[\v\f\u0085\u2028\u2029]/gu;
  const UNPRINTABLE = /[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10fffd}]/gu;

  /** A text as a file can hold it. @type {WriteYaml["cleaned"]} */
  function cleaned(text) {
    const seen = text.replace(WIDTHLESS, "").replace(UNSEEN, " ").replace(/\r\n?/g, "\n");
    return seen
      .replace(UNPRINTABLE, "")
      .trim()
      .split("\n")
      .map((line) => (line.trim() ? line : ""))
      .join("\n");
  }

  /** A text on one line. @param {string} text @param {boolean} [tight] Whether it is a name, or stands in brackets. */
  function line(text, tight = false) {
    const plain =
      !NOTHING.has(text) &&
      FIRST.test(text) &&
      !NOT_PLAIN.test(text) &&
      !(tight && NOT_IN_BRACKETS.test(text));
    return plain ? text : JSON.stringify(text);
  }

  /** What stands behind the name of a field. @param {EditValue} value @param {number} column @returns {string[]} */
  function behind(value, column) {
    const pad = " ".repeat(column + 2);
    if (Array.isArray(value)) return ["", ...value.flatMap((one) => entry(one, column + 2))];
    if (value && typeof value === "object") return ["", ...fields(value, column + 2)];
    const text = cleaned(String(value ?? ""));
    if (!text.includes("\n")) return [` ${line(text)}`];
    return [" |", ...text.split("\n").map((one) => (one ? pad + one : ""))];
  }

  /** @param {Record<string, EditValue>} values @param {number} column @returns {string[]} */
  function fields(values, column) {
    return Object.entries(values).flatMap(([name, value]) => {
      const [first, ...others] = behind(value, column);
      return [`${" ".repeat(column)}${line(cleaned(name), true)}:${first}`, ...others];
    });
  }

  /** An entry of a list. @type {WriteYaml["entry"]} */
  function entry(value, column) {
    const pad = " ".repeat(column);
    if (Array.isArray(value))
      return [`${pad}- [${value.map((one) => line(cleaned(String(one)), true)).join(", ")}]`];
    if (value && typeof value === "object") {
      const lines = fields(value, column + 2);
      return [`${pad}- ${lines[0].trimStart()}`, ...lines.slice(1)];
    }
    const [first, ...others] = behind(value, column);
    return [`${pad}-${first}`, ...others];
  }

  /** All lines of something new, to paste at its place. @type {WriteYaml["written"]} */
  function written(value, spot) {
    const pad = " ".repeat(spot.indent);
    const head = spot.head ? [spot.head, ...spot.kept.map((one) => `${pad}- ${one}`)] : [];
    const lines = spot.dash ? entry(value, spot.indent) : fields(value, spot.indent);
    return [...head, ...lines].join("\n");
  }

  return { cleaned, entry, written };
})();
