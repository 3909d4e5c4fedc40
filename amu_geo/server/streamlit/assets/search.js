// The search of the header answers while one types: a combobox over the groups of /chercher.json.
// Without this script, or before it is heard, the form leads to the page of the same answers.
(() => {
  const field = ".chercher input[type='search']";
  const known = new Map();
  let input, list, active, timer, asking, same;
  const options = () => (list ? Array.from(list.querySelectorAll("[role='option']")) : []);
  const make = (tag, settings, ...inside) => {
    const made = document.createElement(tag);
    for (const name of Object.keys(settings)) made.setAttribute(name, settings[name]);
    made.append(...inside);
    return made;
  };
  const tell = (words) => {
    const place = document.getElementById("annonce");
    if (place) place.textContent = words;
  };
  const close = () => {
    clearTimeout(timer);
    if (asking) asking.abort();
    if (list) list.remove();
    list = active = null;
    if (!input) return;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (option) => {
    if (active) active.setAttribute("aria-selected", "false");
    active = option;
    if (!active) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    active.setAttribute("aria-selected", "true");
    active.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", active.id);
  };
  const draw = ({ groupes, exact }, text) => {
    close();
    same = { text, exact };
    let count = 0;
    const groups = groupes.map(({ nom, trouves }, rank) => make(
      "div", { role: "group", "aria-labelledby": "trouve-groupe-" + rank },
      make("div", { class: "groupe", role: "presentation", id: "trouve-groupe-" + rank }, nom),
      ...trouves.map((one) => make(
        "a", { role: "option", tabindex: "-1", id: "trouve-" + count++, href: one.adresse,
          target: "_self", "data-page": one.adresse, "aria-selected": "false" },
        make("span", {}, one.nom), " ", make("small", {}, one.detail))),
    ));
    const nothing = make("p", {}, "Rien ne répond à ces mots.");
    list = make("div", { class: "trouves", role: count ? "listbox" : "note", id: "trouves",
      "aria-label": "Réponses" }, ...(count ? groups : [nothing]));
    input.form.append(list);
    if (count) input.setAttribute("aria-expanded", "true");
    tell(count > 1 ? count + " réponses" : count ? "Une réponse" : "Aucune réponse");
  };
  const ask = (address, text) => {
    if (known.has(address)) return draw(known.get(address), text);
    if (asking) asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    fetch(address, { signal }).then((reply) => reply.json()).then((found) => {
      if (known.size > 50) known.clear();
      known.set(address, found);
      if (!signal.aborted) draw(found, text);
    }).catch(() => {});
  };
  const typed = ({ target }) => {
    if (!target.matches || !target.matches(field)) return;
    input = target;
    clearTimeout(timer);
    if (target.value.trim().length < 2) return close();
    const query = new URLSearchParams(new FormData(target.form));
    const { pathname } = new URL(target.form.action);
    query.delete("aller");
    timer = setTimeout(ask, 80, pathname + ".json?" + query, target.value);
  };
  const enter = ({ target }) => {
    if (!target.matches || !target.matches(field) || target.getAttribute("role")) return;
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
      ["aria-controls", "trouves"], ["aria-expanded", "false"]]) target.setAttribute(name, value);
  };
  const leave = ({ target, relatedTarget }) => {
    const inside = relatedTarget && relatedTarget.closest && relatedTarget.closest(".chercher");
    if (target === input && !inside) close();
  };
  const press = (event) => {
    if (!event.target.matches || !event.target.matches(field)) return;
    // Streamlit has letters of its own.
    event.stopPropagation();
    const all = options();
    const at = all.indexOf(active);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1 }[event.key];
    if (next !== undefined && all.length) mark(all[next]);
    else if (event.key === "Enter" && active) active.click();
    else if (event.key === "Enter" && all.length && same.exact && same.text === event.target.value) {
      all.find((option) => option.getAttribute("href") === same.exact).click();
    }
    else if (event.key === "Escape" && list) close();
    else return;
    event.preventDefault();
  };
  const chosen = ({ target }) => {
    if (!target.closest || !target.closest(".trouves a")) return;
    const field = input;
    setTimeout(() => {
      close();
      field.value = "";
    }, 0);
  };
  // The list must not take the focus before the click has been heard.
  const hold = (event) => {
    if (event.target.closest && event.target.closest(".trouves")) event.preventDefault();
  };
  document.addEventListener("input", typed);
  document.addEventListener("focusin", enter);
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", press, true);
  document.addEventListener("mousedown", hold);
  document.addEventListener("click", chosen);
})();
