// The application's scripts begin once the first picture is painted: fetched and compiled beside
// it, they would take its processor. What they need later follows when they are there.
// A page in the background paints nothing: a timer starts it.
(() => {
  // In a frame that is kept apart (sandbox), the browser lends no cookie, no memory and no name to
  // speak to the server with: the application could only say that it fails. The picture stays.
  if (self.origin === "null") return;
  const put = (name) => {
    const waiting = document.getElementById(name);
    const parts = document.importNode(waiting.content, true);
    const links = Array.from(parts.querySelectorAll("link"));
    waiting.remove();
    document.head.append(parts);
    return links;
  };
  // Where it stands: what Streamlit writes into the head comes before it.
  const dress = () => {
    const place = document.getElementById("habit");
    const parts = document.importNode(place.content, true);
    parts.querySelector("link").id = "habit";
    place.replaceWith(parts);
  };
  const follow = () => put("suite");
  const begin = () => {
    if (!document.getElementById("demarrage")) return;
    dress();
    const links = put("demarrage");
    let coming = links.length;
    const one = () => (coming -= 1) || follow();
    for (const link of links) link.onload = link.onerror = one;
    if (!coming) follow();
  };
  // A hand that is quick is answered first: the sheets come, then a moment for it.
  const soon = () => {
    const sheets = (window.observatoireFiches || {}).fiches;
    if (!sheets) return begin();
    Promise.race([sheets, new Promise((done) => setTimeout(done, 250))])
      .then(() => setTimeout(begin, 80));
  };
  new PerformanceObserver(soon).observe({ type: "paint", buffered: true });
  setTimeout(begin, 600);
})();
