// The application's scripts begin once the first picture is painted: fetched and compiled beside
// it, they would take its processor. What they need later follows when they are there.
// A page in the background paints nothing: a timer starts it.
(() => {
  const put = (name) => {
    const waiting = document.getElementById(name);
    const parts = document.importNode(waiting.content, true);
    const links = Array.from(parts.querySelectorAll("link"));
    waiting.remove();
    document.head.append(parts);
    return links;
  };
  const follow = () => put("suite");
  const begin = () => {
    if (!document.getElementById("demarrage")) return;
    const links = put("demarrage");
    let coming = links.length;
    const one = () => (coming -= 1) || follow();
    for (const link of links) link.onload = link.onerror = one;
    if (!coming) follow();
  };
  new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
  setTimeout(begin, 600);
})();
