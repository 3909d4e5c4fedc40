// The first picture stays until the live page shows the same thing, then leaves at once.
(() => {
  const picture = document.getElementById("premiere");
  const html = document.documentElement;
  if (!picture) return;
  // Nothing comes to take its place: see start.js.
  if (self.origin === "null") return;
  html.classList.add("en-attente");
  const started = performance.now();
  const root = () => document.getElementById("root");
  let titled = 0;
  // Another Streamlit may name its parts otherwise: its page is there once its title has stayed.
  const settled = (state) => {
    titled = titled || performance.now();
    return state === undefined ? performance.now() - titled > 5000 : state === "notRunning";
  };
  // Its style sheet (start.js) has come, or does not come at all.
  const dressed = () => {
    const link = document.querySelector("link#habit");
    return !link || link.sheet !== null || performance.now() - started > 10000;
  };
  const ready = () => {
    const app = document.querySelector('[data-testid="stApp"]') || root();
    if (!app) return false;
    // A page that failed has no more to show than its reason.
    if (app.querySelector(".st-key-panne")) return settled(app.dataset.testScriptState);
    if (!app.querySelector("h1") || !dressed()) return false;
    if (!settled(app.dataset.testScriptState)) return false;
    return !picture.dataset.carte || app.querySelectorAll(".choroplethlocation").length >= 18
      || app.querySelector(".mosaique") !== null;
  };
  const late = () => {
    const app = document.querySelector('[data-testid="stMainBlockContainer"]');
    const there = app ? app.textContent.trim().length > 80 : root() && root().querySelector("h1");
    return performance.now() - started > 30000 && there;
  };
  // A region chosen on the picture (answers.js) after the live page had read its address: it is told.
  let told = 0;
  const agreed = () => {
    const { choisie } = picture.dataset;
    const shown = root() && root().querySelector("[data-courant-region]");
    if (choisie === undefined || !shown || shown.dataset.courantRegion === choisie) return true;
    if (told) return performance.now() - told > 5000;
    if (root().querySelector(".st-key-discret-clic-region [data-entend]")) {
      told = performance.now();
      document.dispatchEvent(new CustomEvent("choisir-region", { detail: choisie }));
    }
    return false;
  };
  // What is being typed in the search goes on, with its answers (search.js).
  const SEARCH = ".chercher input[type='search']";
  const typed = () => {
    const [from, to] = [picture, root()].map((place) => place.querySelector(SEARCH));
    if (!from || !to || !from.value || to.value) return null;
    to.value = from.value;
    return to;
  };
  // What the keyboard stands on goes on in the live page.
  const twin = (held) => {
    if (!picture.contains(held) || !held.matches(":focus-visible")) return null;
    if (held.closest("svg")) return root().querySelector(".carte-clavier");
    if (held.matches(SEARCH)) return root().querySelector(SEARCH);
    if (held.matches("select")) return root().querySelector("select[data-choix]");
    return Array.from(root().querySelectorAll("a")).find((link) => link.href === held.href);
  };
  const leave = () => {
    const main = document.querySelector('[data-testid="stMain"]');
    if (main) main.scrollTop = picture.scrollTop;
    const next = twin(document.activeElement);
    const raised = picture.querySelector("[data-levee]") && picture.dataset.choisie;
    const searched = typed();
    html.classList.remove("en-attente");
    picture.remove();
    if (next) next.focus({ preventScroll: true });
    if (next && next === searched) next.dispatchEvent(new Event("input", { bubbles: true }));
    // The sheet that came to the thumb stays there.
    if (raised) document.dispatchEvent(new CustomEvent("choix-region", { detail: raised }));
  };
  const timer = setInterval(() => {
    if (!(ready() && agreed()) && !late()) return;
    clearInterval(timer);
    // The frame that shows what is ready no longer shows the picture.
    leave();
  }, 20);
})();
