// Streamlit's <main> holds our header and our footer as well as the page: no landmark would be one.
// It is made a <div>, and what the page shows is the main part (ui/browser/focus.py).
(() => {
  const make = document.createElement;
  document.createElement = function (name, ...options) {
    return make.call(this, name === "main" ? "div" : name, ...options);
  };
})();
