// Runs in the page before anything else: notes when the map is painted and when a click acts.
((selectors) => {
  const measure = (window.__measure = { picture: null, interactive: null, click: null, answer: null });
  const drawn = (selector) => {
    const shapes = document.querySelectorAll(selector);
    if (shapes.length < 18) return false;
    return [...shapes].every((shape) => (shape.getAttribute("d") || "").length > 10);
  };
  // A message sent in a frame's callback arrives once that frame is painted.
  const painted = (name) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      // Chromium reports its own first paint a little later: nothing is seen before that.
      new PerformanceObserver((list, observer) => {
        const first = list.getEntriesByName("first-contentful-paint")[0];
        if (!first) return;
        observer.disconnect();
        measure[name] = Math.max(now, first.startTime);
        if (name === "picture" && window.__painted) window.__painted();
      }).observe({ type: "paint", buffered: true });
    };
    channel.port2.postMessage(0);
  };
  let picture = false;
  const look = () => {
    const live = drawn(selectors.live);
    if (!picture && (live || drawn(selectors.picture))) {
      picture = true;
      painted("picture");
    }
    const covered = selectors.cover && document.querySelector(selectors.cover);
    if (live && !covered) painted("interactive");
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  const sheet = () => (document.querySelector(selectors.sheet) || {}).textContent || "";
  measure.arm = () => {
    const before = sheet();
    let start = null;
    measure.click = null;
    const up = (event) => { start = event.timeStamp; };
    window.addEventListener("pointerup", up, { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (start === null || !sheet() || sheet() === before) return;
      measure.click = performance.now() - start;
      observer.disconnect();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  };
  measure.sheet = sheet;
  // When the name of a region first stands in a sheet, that of the first picture included.
  measure.await = (name) => {
    const plain = (text) => text.replaceAll("\u2011", "-").replaceAll("\u00a0", " ");
    const look = () => {
      const sheets = Array.from(document.querySelectorAll(selectors.first));
      if (measure.answer || !sheets.some((one) => plain(one.textContent).includes(name))) return;
      measure.answer = performance.now();
    };
    new MutationObserver(look).observe(document, {
      subtree: true, childList: true, characterData: true,
    });
  };
  // A point well inside a region's shape, in the window's pixels.
  measure.inside = (rank) => {
    const shape = document.querySelectorAll(selectors.live)[rank];
    const box = shape.getBoundingClientRect();
    const inverse = shape.getScreenCTM().inverse();
    const within = (x, y) => shape.isPointInFill(new DOMPoint(x, y).matrixTransform(inverse));
    for (const across of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      for (const down of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const [x, y] = [box.left + box.width * across, box.top + box.height * down];
        if ([-5, 0, 5].every((d) => within(x + d, y) && within(x, y + d))) return [x, y];
      }
    }
    return null;
  };
})(__SELECTORS__);
