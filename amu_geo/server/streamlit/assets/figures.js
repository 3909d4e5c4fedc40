// The line under a figure: what it copies, what it folds; and the figure that an address names.
(() => {
  const closest = (event, selector) => event.target.closest && event.target.closest(selector);
  const put = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A page without a certificate has no clipboard of that kind.
    }
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "invisible";
    const active = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (active) active.focus({ preventScroll: true });
    return done;
  };
  // Without the script after it, the frame keeps a height that suits most widths.
  const code = (line) => {
    const frame = document.createElement("iframe");
    const given = { src: line.seule, title: line.titre, width: "100%", height: line.hauteur,
      loading: "lazy", style: "border:0" };
    for (const [name, value] of Object.entries(given)) frame.setAttribute(name, value);
    const follow = document.createElement("script");
    follow.textContent = `addEventListener("message",function(e){if(e.data&&e.data.type==="amu-figure")`
      + `document.querySelectorAll("iframe").forEach(function(f){`
      + `if(f.contentWindow===e.source)f.height=e.data.height})})`;
    return frame.outerHTML + "\n" + follow.outerHTML;
  };
  const texts = {
    lien: (line) => ["Lien", "copié", line.adresse],
    citation: (line) => ["Citation", "copiée", line.citation + " " + line.adresse],
    courte: (line) => ["Citation courte", "copiée", line.courte + " " + line.adresse],
    bibtex: async (line, place) => {
      const answer = await fetch(place.querySelector("a[href*='.bib']").href);
      return ["Référence BibTeX", "copiée", answer.ok ? (await answer.text()).trim() : ""];
    },
    phrase: (line, place) => ["Phrase", "copiée", place.querySelector(".phrase").textContent],
    code: (line) => ["Code", "copié", code(line)],
  };
  // Inside what is folded the answer stands beside its button: the line's own is covered.
  const echo = (button, words) => {
    for (const old of document.querySelectorAll(".figure-copie")) old.remove();
    if (!button.closest(".figure-choix")) return;
    const said = document.createElement("span");
    said.className = "figure-copie";
    said.setAttribute("aria-hidden", "true");
    said.textContent = words;
    button.after(said);
    said.scrollIntoView({ block: "nearest" });
  };
  // It opens where it is whole: below its line, or above, or with the page moved.
  const inSight = (plus) => {
    const box = plus.querySelector(".figure-choix");
    plus.classList.remove("vers-le-haut");
    const { bottom, height } = box.getBoundingClientRect();
    if (bottom > innerHeight && plus.getBoundingClientRect().top > height + 8) plus.classList.add("vers-le-haut");
    box.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("click", async (event) => {
    for (const open of document.querySelectorAll(".figure-plus[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
    const button = closest(event, "[data-copie]");
    const line = button && button.closest(".figure-ligne");
    if (!line) return;
    const [what, copied, text] = await texts[button.dataset.copie](line.dataset, line);
    const done = text && await put(text);
    const said = line.querySelector("[role=status]");
    // These are in sight already.
    const shown = ["code", "phrase"].includes(button.dataset.copie) ? "" : " : " + text;
    const words = done ? `${what} ${copied}` : `${what} à copier`;
    said.textContent = words + shown;
    echo(button, done || !shown ? words : words + shown);
  });
  document.addEventListener("toggle", (event) => {
    const line = closest(event, ".figure-plus[open]") && event.target.closest(".figure-ligne");
    if (!line) return;
    line.querySelector("code").textContent = code(line.dataset);
    inSight(event.target);
  }, true);
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && closest(event, ".figure-plus[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  // The page grows and settles after its figure is there: it is shown again until the reader moves.
  const unfold = (place) => {
    const part = place.closest("[class*='st-key-partie-']");
    if (part) part.querySelector("details.partie-pliee").open = true;
  };
  const signs = ["wheel", "touchstart", "keydown", "pointerdown"];
  let release = () => {};
  const follow = () => {
    release();
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id.startsWith("figure-")) return;
    let ends = Date.now() + 20000;
    let found = false;
    const look = () => {
      const place = document.documentElement.classList.contains("en-attente") || document.getElementById(id);
      if (place && place !== true) {
        if (!found) ends = Date.now() + 2500;
        if (!found) unfold(place);
        found = true;
        if (Math.abs(place.getBoundingClientRect().top) > 40) place.scrollIntoView({ block: "start" });
      }
      if (Date.now() > ends) release();
    };
    const timer = setInterval(look, 120);
    release = () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, release);
    };
    for (const sign of signs) addEventListener(sign, release, { passive: true });
  };
  addEventListener("hashchange", follow);
  follow();
})();
