/* Shows the files for one size of paper, which the reader chooses once. Without this script all are shown. */
window.paper = (() => {
  "use strict";

  /* Where people print on US Letter: countries of the Americas, and the Philippines. */
  const REGIONS = new Set("US CA MX GT SV HN NI CR PA CO VE CL DO PR PH BZ".split(" "));
  const ZONES = /^(America|US|Canada|Mexico|Chile)\/|^Pacific\/(Honolulu|Easter)$|^Asia\/Manila$/;
  /* Zones of the Americas where the paper is A4. */
  const A4 = new RegExp(
    "^America/(Argentina/.*|Buenos_Aires|Catamarca|Cordoba|Jujuy|Mendoza|Rosario|Araguaina|Bahia|Belem|Boa_Vista|" +
      "Campo_Grande|Cuiaba|Eirunepe|Fortaleza|Maceio|Manaus|Noronha|Porto_Acre|Porto_Velho|Recife|Rio_Branco|Santarem|" +
      "Sao_Paulo|Asuncion|Cayenne|Guayaquil|Guyana|La_Paz|Lima|Montevideo|Paramaribo|Martinique|Guadeloupe|Barbados|" +
      "Grenada|Jamaica|Port_of_Spain|Godthab|Nuuk|Danmarkshavn|Scoresbysund|Thule|Miquelon|Havana)$",
  );

  /**
   * The size of paper where a reader is: US Letter if the time zone and the languages of the browser both say so. Most
   * browsers of the world are set to "en-US", so that says nothing alone.
   * @type {Paper["sizeFor"]}
   */
  function sizeFor(zone, languages) {
    const regions = languages.map((one) => /[-_]([A-Z]{2})\b/.exec(one)?.[1] ?? "").filter(Boolean);
    const spoken = regions.length === 0 || regions.some((one) => REGIONS.has(one));
    if (/^(Etc\/.*|UTC|GMT)?$/.test(zone))
      return regions[0] !== "US" && REGIONS.has(regions[0]) ? "letter" : "a4";
    return spoken && ZONES.test(zone) && !A4.test(zone) ? "letter" : "a4";
  }

  return { sizeFor };
})();

(() => {
  "use strict";

  const { say, all, make, kept } = window.course;
  /** @type {Record<string, string>} */
  const NAMES = { a4: "A4", letter: say("US Letter") };
  const links = all(".files [data-size]");
  if (!links.length) return;

  /** @param {string} size */
  function show(size) {
    links.forEach((link) => {
      const line = /** @type {HTMLElement} */ (link.closest("li"));
      line.hidden = link.dataset.size !== size;
    });
  }

  /**
   * @param {string} size
   * @param {string} chosen
   */
  function choice(size, chosen) {
    const input = make("input", { type: "radio", name: "paper", value: size });
    input.checked = size === chosen;
    input.addEventListener("change", () => {
      kept.write("paper", size);
      show(size);
    });
    return make("label", {}, input, ` ${NAMES[size]}`);
  }

  const before = kept.read("paper") ?? "";
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const chosen = NAMES[before] ? before : window.paper.sizeFor(timeZone ?? "", navigator.languages);
  const files = /** @type {Element} */ (links[0].closest(".files"));
  const place =
    document.querySelector(".paper-choice:not(.print-choice)") || make("div", { class: "paper-choice" });
  if (!place.isConnected) files.before(place);
  const choices = Object.keys(NAMES).map((size) => choice(size, chosen));
  place.append(make("fieldset", {}, make("legend", {}, say("Paper:")), ...choices));

  /* The list keeps its height, so that nothing below moves when files for the other size are hidden. */
  all(".files").forEach((list) => {
    list.style.minHeight = `${list.offsetHeight}px`;
  });
  show(chosen);
})();

/* What of a lesson the browser prints: each page begins with the whole, as without this script. */
(() => {
  "use strict";

  const { say, make } = window.course;
  const place = document.querySelector(".print-choice");
  if (!place) return;
  const NAMES = {
    whole: say("everything"),
    mine: say("the passage with my marks and answers"),
    passage: say("the passage alone"),
  };
  const choices = Object.entries(NAMES).map(([value, name]) => {
    const input = make("input", { type: "radio", name: "print", value, autocomplete: "off" });
    input.checked = value === "whole";
    input.addEventListener("change", () => {
      document.documentElement.dataset.print = value;
    });
    return make("label", {}, input, ` ${name}`);
  });
  const button = make("button", { type: "button", class: "md-button" }, say("Print"));
  button.addEventListener("click", () => window.print());
  const fieldset = make("fieldset", {}, make("legend", {}, say("This page:")), ...choices, button);
  place.append(fieldset);
})();
