// Keeps the last talk that was opened, for a reload once the server is gone.
const KEPT = "expose";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("message", event => {
  if (event.data && event.data.garder) event.waitUntil(caches.open(KEPT).then(kept => kept.add(event.data.garder)));
});
self.addEventListener("fetch", event => {
  // Its slides as a file stand under the same beginning: they are the server's.
  const { mode, method, url } = event.request;
  if (mode !== "navigate" || method !== "GET" || !new URL(url).pathname.endsWith("/presenter")) return;
  event.respondWith((async () => {
    try {
      const answer = await fetch(event.request);
      if (answer.ok) {
        const kept = await caches.open(KEPT);
        for (const old of await kept.keys()) await kept.delete(old);
        await kept.put(event.request, answer.clone());
      }
      return answer;
    } catch (error) {
      const found = await caches.match(event.request);
      if (found) return found;
      throw error;
    }
  })());
});
