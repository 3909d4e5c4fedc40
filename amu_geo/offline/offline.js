// Chooses among what the observatory has written, and lays it out: it computes no coverage.
(() => {
"use strict";
const D = JSON.parse(document.getElementById("donnees").textContent);
const byId = id => document.getElementById(id);
const [FIRST, LAST] = D.annees;
const edition = D.titre;
const state = { lecture: "regionale", annee: LAST, region: "", compare: ["", "", ""], mot: "", tout: false, retenus: false };
const MARKS = ["non-documentee", "a-confirmer", "confirmee"];
const CELLS = ["nd-case", "a-confirmer", "confirme"];
const SHORT = ["n.d.", "à confirmer", "confirmée"];

function el(name, props, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props || {})) {
    if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat().filter(piece => piece !== "" && piece !== null));
  return made;
}
const text = rank => D.textes[rank].replaceAll("\ue000", state.annee);
const fixed = rank => D.textes[rank];
const sign = rank => el("span", { class: "signe " + MARKS[rank], "aria-hidden": "true" });
const dot = (family, rank) => el("span", { class: `pastille pastille-${D.familles[family][0]} ${MARKS[rank]}`, "aria-hidden": "true" });
function signed(sentence) {
  return sentence.split(/([\ue001-\ue003][^\s,;:.]+(?: documentées?)?)/).map(piece => {
    const rank = "\ue001\ue002\ue003".indexOf(piece[0] || "-");
    return rank < 0 ? piece : el("span", { class: "avec-signe" }, sign(rank), piece.slice(1));
  });
}
const view = () => D.vues[D.lectures.findIndex(([code]) => code === state.lecture) * (LAST - FIRST + 1) + state.annee - FIRST];
const rankOf = code => D.regions.findIndex(([known]) => known === code);
const caseOf = region => D.cas[region][view()[11][region]];
const stateOf = scheme => Number(fixed(view()[10])[scheme]);
const words = (rank, name = "p", style = "") => text(rank) ? el(name, { class: style || null }, text(rank)) : "";

function link(address, label) {
  return address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label) : label;
}
function scheme(rank, whole) {
  const [region, programme, name, when, who, [address, title, age], proof, , proofs] = D.dispositifs[rank];
  const known = stateOf(rank);
  const dated = proofs.map(([nature, day, page, label]) => el("li", {}, `${fixed(nature)}, ${fixed(day)} : `, link(page, fixed(label))));
  return el("li", { class: "dispositif" },
    el(whole ? "h3" : "h4", {}, known ? sign(known) : "", fixed(name)),
    el("p", {}, [whole ? D.regions[region][1] : "", fixed(programme), fixed(when),
      whole && !known ? "non retenu par cette lecture" : ""].filter(Boolean).join(" · ")),
    el("p", {}, "Source : ", link(address, fixed(title)), `, ${fixed(age)}`),
    el("details", {}, el("summary", {}, "Financeur, usagers, preuves"), el("p", {}, fixed(who)), el("p", {}, fixed(proof)),
      dated.length ? el("ul", {}, dated) : el("p", {}, "Aucune attestation datée, hors de sa source.")));
}

function drawMap() {
  D.regions.forEach(([code, name], rank) => {
    const [, , , , , , told, , , , cells] = caseOf(rank);
    const states = cells.map(cell => cell[0]).filter(Boolean);
    const level = states.filter(one => one === 2).length;
    const style = states.length ? "niveau-" + level : "nd";
    const shape = byId("forme-" + code);
    shape.setAttribute("class", style);
    document.querySelectorAll(`#carte .contours use[href="#forme-${code}"]`).forEach(line => line.setAttribute("class", states.length ? "plein" : "tirets"));
    document.querySelectorAll(`#carte [data-de="${code}"]`).forEach(label => {
      label.classList.remove(...[...label.classList].filter(one => one.startsWith("sur-")));
      label.classList.add(label.classList.contains("a-cote") && states.length ? "sur-papier" : "sur-" + style);
      if (label.tagName === "use") label.setAttribute("href", "#e" + states.join(""));
    });
    const group = shape.parentNode;
    group.setAttribute("aria-label", `${name} : ${text(told)}`);
    group.setAttribute("aria-pressed", state.region === code);
    group.querySelector("title").textContent = `${name} : ${text(told)}`;
  });
  const chosen = byId("choisie");
  if (state.region) chosen.setAttribute("href", "#forme-" + state.region); else chosen.removeAttribute("href");
}
function drawTable() {
  const body = byId("tableau").tBodies[0];
  view()[12].forEach(rank => {
    const [code, , , [actors, named]] = D.regions[rank];
    const [sure, known, least, most, schemes, proven, , , , , cells] = caseOf(rank);
    const row = body.querySelector(`[data-ligne="${code}"]`);
    row.classList.toggle("choisie", state.region === code);
    cells.forEach((cell, family) => {
      const box = row.cells[family + 1];
      box.className = "case " + CELLS[cell[0]];
      box.replaceChildren(dot(family, cell[0]), el("span", { class: "mot" }, el("b", {}, SHORT[cell[0]]), " ", el("small", {}, text(cell[2]))));
    });
    row.cells[5].replaceChildren(el("b", {}, known ? String(sure) : "n.d."), known ? ` sur ${known}` : "");
    row.cells[6].textContent = known ? `${least} – ${most}` : "n.d.";
    row.cells[7].textContent = schemes ? `${schemes}, dont ${proven}` : "0";
    row.cells[8].textContent = actors ? `${actors}, dont ${named}` : "n.d.";
    body.append(row);
  });
}
function drawSheet() {
  const place = byId("fiche");
  if (!state.region) {
    place.replaceChildren(el("h2", {}, "Choisissez une région…"),
      el("p", {}, "Sur la carte, dans la liste ou dans la table : sa fiche s’ouvre ici, avec chaque dispositif et sa source."),
      el("dl", {}, ["Documentée", "Confirmée", "Non documentée"].flatMap((word, rank) =>
        [el("dt", {}, sign([1, 2, 0][rank]), word), el("dd", {}, text(view()[4 + rank]))])));
    return;
  }
  const region = rankOf(state.region), [code, name, actors] = D.regions[region];
  const [, , , , , , , finding, after, between, cells] = caseOf(region);
  place.replaceChildren(
    el("a", { href: "#carte", class: "retour" }, "Revenir à la carte"), el("h2", { tabindex: "-1" }, name), words(finding, "p", "fort"), words(after), words(between, "p", "doux"),
    ...cells.map(([known, told, , wider, others, behind], family) => el("section", {},
      el("h3", {}, dot(family, known), " ", D.familles[family][1]), words(told), words(wider, "p", "doux"),
      behind.length ? el("ul", { class: "dispositifs" }, behind.slice(0, 2).map(rank => scheme(rank))) : "",
      behind.length > 2 ? el("details", {}, el("summary", {}, text(others)), el("ul", { class: "dispositifs" }, behind.slice(2).map(rank => scheme(rank)))) : "")),
    el("p", { class: "doux" }, actors),
    el("p", {}, el("button", { type: "button", on: { click: () => { addCompared(code); byId("comparer").scrollIntoView(); } } }, "Comparer cette région"), " ",
      D.site ? link(`${D.site}/region?edition=${D.edition}&region=${code}&annee=${state.annee}&lecture=${state.lecture}`, "Son portrait, sur le site") : ""));
}
function addCompared(code) {
  if (!state.compare.includes(code)) state.compare[Math.max(0, state.compare.indexOf(""))] = code;
  drawCompared();
}
const options = (chosen, empty) => [["", empty], ...[...D.regions].sort((a, b) => a[1].localeCompare(b[1], "fr"))]
  .map(([code, name]) => el("option", { value: code, selected: code === chosen }, name));
function drawCompared() {
  const chosen = [...new Set(state.compare.filter(Boolean))].map(rankOf);
  const kept = document.activeElement && document.activeElement.id;
  const boxes = state.compare.map((code, place) => el("label", {}, `Région ${place + 1} `,
    el("select", { id: "compare-" + place, on: { change: event => { state.compare[place] = event.target.value; drawCompared(); } } }, options(code, "Choisir…"))));
  const inside = [el("h2", {}, "Comparer deux ou trois régions"), el("p", { class: "rang" }, boxes)];
  if (chosen.length > 1) {
    const cases = chosen.map(caseOf);
    const bits = D.familles.reduce((sum, _, family) => sum + (new Set(cases.map(one => one[10][family][0])).size > 1 ? 1 << family : 0), 0);
    inside.push(el("p", { class: "fort", id: "difference" }, D.differe[bits]),
      el("div", { class: "defile", tabindex: "0", role: "region", "aria-label": "Comparaison" }, el("table", { class: "compare" },
        el("caption", {}, "Famille par famille, avec les dispositifs et leurs sources"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Famille"), chosen.map(rank => el("th", { scope: "col" }, D.regions[rank][1])))),
        el("tbody", {},
          el("tr", {}, el("th", { scope: "row" }, "Constat"), cases.map(one => el("td", {}, text(one[7])))),
          D.familles.map(([, label], family) => el("tr", {}, el("th", { scope: "row" }, label), cases.map(one => {
            const [known, told, , , , behind] = one[10][family];
            return el("td", {}, dot(family, known), " ", text(told), behind.length ? el("ul", {}, behind.map(rank => {
              const [, , name, , , [address, title]] = D.dispositifs[rank];
              return el("li", {}, sign(stateOf(rank)), fixed(name), " (", link(address, fixed(title)), ")");
            })) : "");
          }))),
          el("tr", {}, el("th", { scope: "row" }, "Acteurs"), chosen.map(rank => el("td", {}, D.regions[rank][2])))))));
  }
  byId("comparer").replaceChildren(...inside);
  if (kept && kept.startsWith("compare-")) byId(kept).focus();
}
const plain = words => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const sought = D.dispositifs.map(([region, programme, name, , who, source]) =>
  plain([D.regions[region][1], fixed(programme), fixed(name), fixed(who), fixed(source[1])].join(" ")));
function drawList() {
  const asked = plain(state.mot).split(/\s+/).filter(Boolean);
  const found = D.dispositifs.map((_, rank) => rank).filter(rank => asked.every(word => sought[rank].includes(word)) && (!state.retenus || stateOf(rank)));
  const shown = state.tout ? found : found.slice(0, 12);
  byId("trouves").textContent = found.length ? `${found.length} dispositif${found.length > 1 ? "s" : ""} sur ${D.dispositifs.length}` : "Aucun dispositif : essayez un autre mot, ou une autre lecture.";
  byId("resultats").replaceChildren(...shown.map(rank => scheme(rank, true)));
  byId("suite-liste").hidden = shown.length === found.length;
}
function drawAll() {
  const now = view();
  byId("constat").replaceChildren(...signed(text(now[0])));
  byId("suite").textContent = text(now[1]);
  byId("reserve").textContent = text(now[3]);
  byId("lue").textContent = `${text(now[2])} (${text(now[7])}). Lecture ${D.lectures.find(([code]) => code === state.lecture)[1]} : ${D.lectures.find(([code]) => code === state.lecture)[2]}`;
  byId("tableau").caption.textContent = `${edition}, ${text(now[7])}`;
  byId("phrase").textContent = text(now[8]);
  document.querySelectorAll("[name=lecture]").forEach(box => { box.checked = box.value === state.lecture; });
  byId("annee").value = state.annee;
  byId("region").value = state.region;
  drawMap(); drawTable(); drawSheet(); drawCompared(); drawList();
  const kept = new URLSearchParams({ annee: state.annee, lecture: state.lecture, ...(state.region && { region: state.region }) });
  try { history.replaceState(null, "", "#" + kept); } catch { /* a browser that keeps no address for files */ }
}
function say(words) { byId("annonce").textContent = words; }
function read(change) { Object.assign(state, change); drawAll(); say(text(view()[9])); }
function choose(code, goes) {
  state.region = code;
  drawAll();
  if (code) say(`${D.regions[rankOf(code)][1]} : ${text(caseOf(rankOf(code))[6])}`);
  if (goes && code && innerWidth < 900) byId("fiche").scrollIntoView();
}
function near(code, key) {
  const at = one => { const use = document.querySelector(`#carte use[data-de="${one}"]`); return [Number(use.getAttribute("x")), Number(use.getAttribute("y"))]; };
  const [x, y] = at(code), flat = key === "ArrowLeft" || key === "ArrowRight", sense = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  return D.regions.map(([other]) => { const [u, v] = at(other), along = (flat ? u - x : v - y) * sense, aside = Math.abs(flat ? v - y : u - x);
    return [along > 4 ? along + 2 * aside : Infinity, other]; }).sort((a, b) => a[0] - b[0]).filter(([far]) => far < Infinity).map(([, other]) => other)[0];
}
function bindMap() {
  const map = byId("carte"), groups = [...map.querySelectorAll("g[data-region]")];
  map.setAttribute("role", "group");
  map.setAttribute("aria-label", "Carte des régions : les flèches vont de l’une à l’autre, Entrée ouvre sa fiche");
  groups.forEach((group, rank) => { group.setAttribute("role", "button"); group.setAttribute("tabindex", rank ? "-1" : "0"); });
  const of = event => event.target.closest("g[data-region]");
  map.addEventListener("click", event => { const group = of(event); if (group) choose(group.dataset.region, true); });
  map.addEventListener("focusin", event => { const group = of(event); if (group && group.matches(":focus-visible")) byId("visee").setAttribute("href", "#forme-" + group.dataset.region); });
  map.addEventListener("focusout", () => byId("visee").removeAttribute("href"));
  map.addEventListener("keydown", event => {
    const group = of(event);
    if (!group) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(group.dataset.region, true); }
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const next = near(group.dataset.region, event.key);
      if (next) { groups.forEach(one => one.setAttribute("tabindex", one.dataset.region === next ? "0" : "-1")); map.querySelector(`g[data-region="${next}"]`).focus(); }
    }
  });
}
function bind() {
  document.documentElement.classList.add("script");
  const years = Array.from({ length: LAST - FIRST + 1 }, (_, back) => LAST - back);
  byId("choix").addEventListener("submit", event => event.preventDefault());
  byId("choix").append(
    el("fieldset", {}, el("legend", {}, "Lecture"), D.lectures.map(([code, label]) => el("label", { class: "pilule" },
      el("input", { type: "radio", name: "lecture", value: code, on: { change: () => read({ lecture: code }) } }), label))),
    el("label", {}, "Année ", el("select", { id: "annee", on: { change: event => read({ annee: Number(event.target.value) }) } }, years.map(year => el("option", { value: year }, String(year))))),
    el("label", {}, "Région ", el("select", { id: "region", on: { change: event => choose(event.target.value) } }, options("", "Choisir…"))));
  byId("liste").append(el("h2", {}, "Les dispositifs et leurs sources"),
    el("p", { class: "rang" },
      el("label", {}, "Chercher ", el("input", { type: "search", id: "mot", on: { input: event => { state.mot = event.target.value; drawList(); } } })),
      el("label", {}, el("input", { type: "checkbox", on: { change: event => { state.retenus = event.target.checked; drawList(); } } }), " ceux que la lecture retient")),
    el("p", { id: "trouves", role: "status", class: "fort" }), el("ul", { id: "resultats", class: "dispositifs" }),
    el("p", {}, el("button", { type: "button", id: "suite-liste", on: { click: () => { state.tout = true; drawList(); } } }, "Les montrer tous")));
  document.querySelectorAll("#tableau tbody tr").forEach(row => {
    const name = row.cells[0].textContent;
    row.cells[0].replaceChildren(el("button", { type: "button", class: "nu", on: { click: () => { choose(row.dataset.ligne, true); byId("fiche").scrollIntoView({ block: "nearest" }); } } }, name));
  });
  bindMap();
  const asked = new URLSearchParams(location.hash.slice(1)), year = Number(asked.get("annee"));
  if (year >= FIRST && year <= LAST) state.annee = year;
  if (D.lectures.some(([code]) => code === asked.get("lecture"))) state.lecture = asked.get("lecture");
  if (rankOf(asked.get("region")) >= 0) state.region = asked.get("region");
  addEventListener("beforeprint", () => document.querySelectorAll("#fiche details").forEach(fold => { fold.open = true; }));
  drawAll();
}
bind();
})();
