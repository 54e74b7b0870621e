/* Keeps the course in this browser, so that it can be read without internet. It is published as worker.js beside the
   home page, after `site`, the list of the site's files: their digests, sizes, and which are kept only on request.

   Each version of the site has a store of its own, which is filled wholly before anything is read from it. Until
   then the browser goes on with the former version, so no page gets files of two. What fails is asked of the
   network, as if there were no worker. */
(() => {
  "use strict";

  const worker = /** @type {CourseWorker} */ (/** @type {unknown} */ (self));
  const { version, files } = site;
  const ROOT = new URL("./", worker.location.href);
  const OURS = `course:${ROOT.pathname}:`; // one host may have several courses
  const STORE = OURS + version;
  const AT_ONCE = 4; // files that are asked for together

  /**
   * The address of a file as readers ask for it: `lessons/rise/` for `lessons/rise/index.html`.
   * @param {string} path
   */
  function address(path) {
    const way = path.replace(/(^|\/)index\.html$/, "$1");
    return new URL(way.split("/").map(encodeURIComponent).join("/") || "./", ROOT).href;
  }

  /**
   * The path of the file at an address; empty if there is none.
   * @param {string} href
   */
  function pathOf(href) {
    const url = new URL(href);
    if (url.origin !== ROOT.origin || !url.pathname.startsWith(ROOT.pathname)) return "";
    try {
      const way = decodeURIComponent(url.pathname.slice(ROOT.pathname.length));
      const path = way === "" || way.endsWith("/") ? `${way}index.html` : way;
      return Object.hasOwn(files, path) ? path : "";
    } catch {
      return "";
    }
  }

  /**
   * The address of a page with the slash that somebody left out; empty if there is no such page.
   * @param {string} href
   */
  function slashed(href) {
    const url = new URL(href);
    url.pathname += "/";
    return pathOf(url.href) && url.href;
  }

  /**
   * Whether an answer is the file of this version: not that of another one, not a page of a hotel's network.
   * @param {string} path
   * @param {Response} answer
   */
  async function fits(path, answer) {
    const digest = await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer());
    const [first] = files[path];
    return btoa(String.fromCharCode(...new Uint8Array(digest))).startsWith(first);
  }

  /** @param {string} path */
  async function fetched(path) {
    const answer = await fetch(address(path), { cache: "no-cache", redirect: "error" });
    const whole = answer.status === 200 && answer.type === "basic";
    if (!whole || !(await fits(path, answer))) throw new Error(`${path} is not of this version`);
    return answer;
  }

  /** The stores of former versions. */
  async function former() {
    const names = await caches.keys();
    const others = names.filter((name) => name.startsWith(OURS) && name !== STORE);
    return Promise.all(others.map((name) => caches.open(name)));
  }

  /**
   * The file in one of these stores.
   * @param {Cache[]} stores
   * @param {string} path
   */
  async function found(stores, path) {
    for (const store of stores) {
      const answer = await store.match(address(path));
      if (answer && (await fits(path, answer))) return answer;
    }
    return null;
  }

  /** The files that readers have asked to keep, in any version. */
  async function requested() {
    const stores = [await caches.open(STORE), ...(await former())];
    const kept = await Promise.all(stores.map((store) => store.keys()));
    const paths = kept.flat().map((request) => pathOf(request.url));
    return [...new Set(paths)].filter((path) => path && files[path][2]);
  }

  /**
   * Put files into the store of this version, from a former one if they have not changed; all, or it fails.
   * What it has stays: it goes on there the next time.
   * @param {string[]} paths
   */
  async function store(paths) {
    const [into, before] = [await caches.open(STORE), await former()];
    const left = [...paths];
    async function work() {
      for (let path = left.shift(); path; path = left.shift()) {
        if (await found([into], path)) continue;
        await into.put(address(path), (await found(before, path)) ?? (await fetched(path)));
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async function fill() {
    const always = Object.keys(files).filter((path) => !files[path][2]);
    await store([...always, ...(await requested())]);
  }

  /** Remove the former versions; what a reader has asked to keep meanwhile is taken over. */
  async function tidy() {
    const [into, before] = [await caches.open(STORE), await former()];
    for (const path of await requested()) {
      const answer = (await into.match(address(path))) ? null : await found(before, path);
      if (answer) await into.put(address(path), answer);
    }
    const names = await caches.keys();
    const others = names.filter((name) => name.startsWith(OURS) && name !== STORE);
    await Promise.all(others.map((name) => caches.delete(name)));
  }

  /**
   * What the store has, else what the network has. A page that is not of this version gets all from there.
   * @param {Request} request
   * @param {string} path
   */
  async function answer(request, path) {
    const elsewhere = request.mode !== "navigate" && request.referrer && !pathOf(request.referrer);
    try {
      const kept = !elsewhere && (await caches.match(address(path), { cacheName: STORE }));
      if (kept) return kept;
    } catch {
      /* the browser's store is broken */
    }
    return fetch(request);
  }

  /** What pages ask of the worker. @type {Record<string, (paths: string[], asking: string) => Promise<unknown>>} */
  const acts = {
    async state() {
      const kept = await requested();
      const always = Object.keys(files).filter((path) => !files[path][2]);
      const bytes = [...always, ...kept].reduce((sum, path) => sum + files[path][1], 0);
      return { kept, bytes };
    },
    /** How many bytes each of these files has; those that this version does not know are left out. */
    async sizes(paths) {
      return Object.fromEntries(
        paths.filter((path) => Object.hasOwn(files, path)).map((path) => [path, files[path][1]]),
      );
    },
    async keep(paths) {
      await store(paths.filter((path) => Object.hasOwn(files, path)));
    },
    async drop(paths) {
      const from = await caches.open(STORE);
      await Promise.all(paths.map((path) => from.delete(address(path))));
    },
    /** Begin with this version if only the page that asks is open: others still need the former one. */
    async begin(_, asking) {
      const open = await worker.clients.matchAll({ includeUncontrolled: true, type: "window" });
      if (open.some((one) => one.url.startsWith(ROOT.href) && one.id !== asking)) return false;
      worker.skipWaiting(); // it ends when the former worker is at rest
      return true;
    },
  };

  worker.addEventListener("install", (event) => event.waitUntil(fill()));
  worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
  worker.addEventListener("fetch", (event) => {
    const { method, mode, url } = event.request;
    const path = method === "GET" ? pathOf(url) : "";
    const page = mode === "navigate" && !path ? slashed(url) : "";
    if (path) event.respondWith(answer(event.request, path));
    else if (page) event.respondWith(Response.redirect(page));
  });
  worker.addEventListener("message", (event) => {
    const [port] = event.ports;
    const { act, paths } = /** @type {{act: string, paths: string[]}} */ (event.data);
    const done = acts[act](paths, event.source.id).then(
      (value) => port.postMessage({ value }),
      () => port.postMessage({ failed: true }),
    );
    event.waitUntil(done);
  });
})();
