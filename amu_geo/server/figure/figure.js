// The frame of an article learns how tall the figure is, now and whenever that changes.
(() => {
  if (parent === window) return;
  const figure = document.querySelector("[data-cle]").dataset.cle;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    parent.postMessage({ type: "amu-figure", figure, height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
})();
