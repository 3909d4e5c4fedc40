// What an element says in its title shows in a bubble of ours: under the mouse, at the keyboard,
// under a finger. Escape closes it, and the mouse may go into it. While it shows, the title is
// taken from the element, or the browser would say it a second time.
(() => {
  const ours = ":is(.stApp [data-testid='stHtml'], .premiere) [title]:not(svg *)";
  let bubble, owner, words, timer;
  const hide = () => {
    clearTimeout(timer);
    if (!owner) return;
    owner.setAttribute("title", words);
    owner.removeAttribute("aria-describedby");
    owner = null;
    bubble.remove();
  };
  // Below the element, above it where there is no room; away with it when it scrolls out of sight.
  const put = () => {
    if (!owner) return;
    const place = owner.getBoundingClientRect();
    const { width, height } = bubble.getBoundingClientRect();
    const below = place.bottom + 4;
    const top = below + height > innerHeight - 8 ? place.top - height - 4 : below;
    bubble.style.left = Math.max(8, Math.min(place.left, innerWidth - width - 8)) + "px";
    bubble.style.top = Math.max(8, top) + "px";
    if (place.bottom < 0 || place.top > innerHeight) hide();
  };
  const show = (element) => {
    hide();
    // Redrawn meanwhile.
    if (!element.isConnected) return;
    owner = element;
    words = element.getAttribute("title");
    element.removeAttribute("title");
    element.setAttribute("aria-describedby", "bulle-mot");
    if (!bubble) {
      bubble = document.createElement("div");
      bubble.id = "bulle-mot";
      bubble.className = "bulle-carte bulle-mot";
      bubble.setAttribute("role", "tooltip");
    }
    bubble.textContent = words;
    element.closest(".stApp, .premiere").append(bubble);
    put();
  };
  const over = ({ type, target }) => {
    if (!target.closest) return;
    if (owner && (owner.contains(target) || bubble.contains(target))) {
      clearTimeout(timer);
      return;
    }
    const element = target.closest(ours);
    clearTimeout(timer);
    if (element) timer = setTimeout(show, type === "mouseover" ? 250 : 0, element);
    else if (owner && !owner.contains(document.activeElement)) timer = setTimeout(hide, 200);
  };
  const out = ({ target }) => { if (target === owner) hide(); };
  const gone = () => { if (owner && !owner.isConnected) hide(); };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("focusout", out);
  document.addEventListener("scroll", put, true);
  document.addEventListener("click", gone);
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); }, true);
})();
