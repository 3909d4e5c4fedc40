// The application's scripts begin once the first picture is painted: fetched and compiled beside
// it, they would take its processor. A page in the background paints nothing: a timer starts it.
(() => {
  const waiting = document.getElementById("demarrage");
  const begin = () => {
    if (!waiting.isConnected) return;
    const scripts = document.importNode(waiting.content, true);
    waiting.remove();
    document.head.append(scripts);
  };
  new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
  setTimeout(begin, 600);
})();
