/* Takes the course out of browsers that kept it: published as worker.js if mkdocs.yml says `offline: false`. */
(() => {
  "use strict";

  const worker = /** @type {CourseWorker} */ (/** @type {unknown} */ (self));
  const OURS = `course:${new URL("./", worker.location.href).pathname}:`;

  async function leave() {
    const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
    await Promise.all(names.map((name) => caches.delete(name)));
    await worker.registration.unregister();
    const open = await worker.clients.matchAll({ type: "window" });
    await Promise.all(open.map((one) => one.navigate(one.url)));
  }

  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (event) => event.waitUntil(leave()));
})();
