/* Only in `course serve`: what pages ask the preview for when something is edited in them, and what is kept until then. */
window.editAsking = (() => {
  "use strict";

  const { kept } = window.course;
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const ROOT = new URL("../../..", own.src);
  const DATA = new URL(".preview/edit/", ROOT);
  const DRAFTS = "draft:";
  const AWAY =
    "The preview does not answer: is it still running? What you wrote is kept in this browser, and is offered again.";
  const FORBIDDEN = 403;
  let token = "";

  /**
   * @param {URL} address
   * @param {RequestInit} [how]
   * @returns {Promise<EditAnswer>}
   */
  async function ask(address, how) {
    try {
      const answer = await fetch(address, { cache: "no-store", ...how });
      const text = await answer.text();
      const isData = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
      const told = isData ? JSON.parse(text) : { said: text };
      return { ok: answer.ok, status: answer.status, told };
    } catch {
      return { ok: false, status: 0, told: { said: AWAY } };
    }
  }

  /** @type {EditAsking["get"]} */
  async function get(what, asked = {}) {
    const address = new URL(what, DATA);
    address.search = new URLSearchParams(asked).toString();
    const answer = await ask(address);
    if (typeof answer.told.token === "string") token = answer.told.token;
    return answer;
  }

  /**
   * Send what needs the token; a preview that was started anew has another one.
   * @param {() => Promise<EditAnswer>} send
   */
  async function trusted(send) {
    const old = token;
    const answer = await send();
    if (answer.status !== FORBIDDEN) return answer;
    await get("state");
    return token === old ? answer : send();
  }

  /** @type {EditAsking["post"]} */
  function post(what, body = {}) {
    return trusted(() =>
      ask(new URL(what, DATA), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Course-Token": token },
        body: JSON.stringify(body),
      }),
    );
  }

  /** Send a picture or another file. @type {EditAsking["upload"]} */
  function upload(name, data) {
    const address = new URL("file", DATA);
    address.search = new URLSearchParams({ name }).toString();
    return trusted(() =>
      ask(address, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream", "X-Course-Token": token },
        body: data,
      }),
    );
  }

  /** The page's address below the site's, such as `lessons/rise/`. */
  function way() {
    return decodeURI(location.pathname.slice(ROOT.pathname.length));
  }

  /** The address of a page, given what follows the site's. @type {EditAsking["addressOf"]} */
  function addressOf(there) {
    return new URL(there, ROOT).href;
  }

  /** @type {EditAsking["drafts"]} */
  const drafts = {
    read(key) {
      try {
        return JSON.parse(kept.read(DRAFTS + key) ?? "null");
      } catch {
        return null;
      }
    },
    keep(key, draft) {
      kept.write(DRAFTS + key, JSON.stringify(draft));
    },
    drop(key) {
      kept.erase(DRAFTS + key);
    },
    all() {
      const keys = kept.names().filter((name) => name.startsWith(DRAFTS));
      return keys.flatMap((name) => {
        const draft = drafts.read(name.slice(DRAFTS.length));
        return draft ? [draft] : [];
      });
    },
  };

  return { get, post, upload, way, addressOf, drafts };
})();
