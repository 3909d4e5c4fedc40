// Leads through the slides that are in the page: it asks nothing of any server.
(() => {
"use strict";
// By property: the policy of a page lets no style sheet into a window that has none of its own.
const SPEAKER = {
  body: "margin:0;padding:24px 32px;background:#12191A;color:#E9E4D8;font:24px/1.45 system-ui,sans-serif",
  heures: "font-size:36px;font-weight:600;font-variant-numeric:tabular-nums;margin:0",
  ici: "font-size:32px;line-height:1.2", suite: "color:#8FC3BD",
};
// As a guest the slides wait in a template: until they are shown, what they name is the host's alone.
const mould = document.querySelector("template[data-expose]");
let show = null;
if (document.querySelector(".e-scene")) start();
else if (mould) for (const way of document.querySelectorAll("[data-presenter]")) {
  way.addEventListener("click", () => {
    if (!show) {
      document.body.append(mould.content.cloneNode(true));
      show = start();
    }
    show();
  });
}

function start() {
const scene = document.querySelector(".e-scene");
const D = JSON.parse(document.getElementById("e-donnees").textContent);
const all = sel => [...document.querySelectorAll(sel)];
const byKey = new Map(all(".e-case").map(place => [place.dataset.cle, place]));
const usual = [...byKey.keys()];
const screen = document.querySelector(".e-ecran");
const help = document.querySelector(".e-aide");
const said = document.getElementById("e-dit");
const sheet = document.querySelector(".e-fiche");
const talk = { at: 0, order: [...usual], hidden: new Set(), words: {} };
const guest = scene.hasAttribute("data-invite");
let speaker = null, begun = 0, typed = "", typing = 0, digits = "", counting = 0;

const shown = () => talk.order.filter(key => !talk.hidden.has(key));
const key = () => shown()[talk.at] || shown()[0];
const overview = () => scene.classList.contains("apercu");
const tell = words => { said.textContent = words; };

// The speaker's own talk stands behind the #: no server is ever sent it.
function read() {
  const asked = new URLSearchParams(location.hash.slice(1));
  take({
    ordre: (asked.get("ordre") || "").split(","), masquees: (asked.get("masquees") || "").split(","),
    mots: Object.fromEntries(usual.map(name => [name, asked.get("mot-" + name) || ""])),
  });
  talk.at = Math.min(Math.max(Number.parseInt(asked.get("page"), 10) || 1, 1), shown().length) - 1;
}
function take(found) {
  const order = found.ordre.filter(name => byKey.has(name));
  talk.order = [...new Set([...order, ...usual])];
  talk.hidden = new Set(found.masquees.filter(name => byKey.has(name)));
  if (talk.hidden.size === usual.length) talk.hidden.clear();
  talk.words = {};
  for (const name of usual) {
    const words = String(found.mots[name] || "").slice(0, 300);
    if (words) talk.words[name] = words;
  }
}
function write() {
  // Inside another document the address says what that document shows.
  if (guest) return;
  const told = new URLSearchParams();
  if (talk.at) told.set("page", talk.at + 1);
  if (talk.order.join() !== usual.join()) told.set("ordre", talk.order.join(","));
  if (talk.hidden.size) told.set("masquees", [...talk.hidden].join(","));
  for (const [name, words] of Object.entries(talk.words)) told.set("mot-" + name, words);
  const address = location.pathname + location.search + (told.size ? "#" + told : scene.dataset.sinon || "");
  history.replaceState(history.state, "", address);
}

function draw(aloud = true) {
  const now = key(), visible = shown();
  for (const name of talk.order) {
    const place = byKey.get(name), slide = place.querySelector(".e-slide");
    scene.append(place);
    slide.hidden = name !== now;
    place.classList.toggle("ici", name === now);
    place.classList.toggle("cachee", talk.hidden.has(name));
    place.querySelector(".e-mot").textContent = talk.words[name] || "";
    const rank = visible.indexOf(name);
    place.querySelector(".e-rang").textContent = rank < 0 ? "masquée" : `${rank + 1} / ${visible.length}`;
    place.querySelector("[data-fait='masquer']").textContent = rank < 0 ? "Montrer" : "Masquer";
    const field = place.querySelector("input[type='text']");
    if (field !== document.activeElement) field.value = talk.words[name] || "";
  }
  scene.append(document.querySelector(".e-gestion"));
  close();
  write();
  if (aloud) tell(`${talk.at + 1} sur ${visible.length} : ${byKey.get(now).querySelector("h2").textContent}`);
  tellSpeaker();
}
function go(rank) {
  talk.at = Math.min(Math.max(rank, 0), shown().length - 1);
  cover("");
  draw();
}
function cover(style) {
  screen.className = "e-ecran " + style;
  screen.hidden = !style;
  if (style) tell(style === "noir" ? "Écran noir" : "Écran blanc");
}
const toggle = style => cover(screen.hidden || !screen.classList.contains(style) ? style : "");

// A region of the map, large: its dots, its families, in words.
function close() { if (sheet) { sheet.hidden = true; sheet.replaceChildren(); } }
function open(code) {
  const found = D.regions.find(one => one.code === code);
  if (!found || !sheet) return;
  const make = (name, words, style = "") => {
    const made = document.createElement(name);
    made.textContent = words;
    if (style) made.className = style;
    return made;
  };
  const list = document.createElement("ul");
  for (const [family, label, style, words] of found.familles) {
    const line = document.createElement("li");
    line.append(make("span", "", `pastille pastille-${family} ${style}`), make("b", label), make("span", words));
    list.append(line);
  }
  const back = make("button", "Revenir à la carte");
  back.type = "button";
  back.addEventListener("click", () => { close(); tellSpeaker(); });
  sheet.replaceChildren(make("h3", found.nom), make("p", found.constat + "."), list, back);
  sheet.hidden = false;
  tell(found.constat);
  tellSpeaker();
}
const bare = words => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
function named(letters) {
  const starts = D.regions.filter(one => bare(one.nom).split(/[^a-z]+/).join("").startsWith(letters));
  return starts.length ? starts[0].code : "";
}

// The speaker's window has no script of its own: this one writes into it.
function openSpeaker() {
  if (speaker && !speaker.closed) { speaker.focus(); return; }
  speaker = window.open("", "", "width=900,height=700");
  if (!speaker) { tell("Le navigateur a refusé la fenêtre de l’orateur : autorisez-la pour ce site."); return; }
  begun = begun || Date.now();
  const page = speaker.document;
  page.documentElement.lang = "fr";
  page.title = "Notes de l’orateur";
  page.body.replaceChildren();
  page.body.style.cssText = SPEAKER.body;
  const make = (name, id, words = "") => {
    const made = page.createElement(name);
    if (id) made.id = id;
    if (SPEAKER[id]) made.style.cssText = SPEAKER[id];
    made.textContent = words;
    return made;
  };
  const main = make("main", "");
  main.append(make("p", "heures"), make("h1", "ici"), make("p", "notes"), make("p", "suite"));
  page.body.append(main);
  page.addEventListener("keydown", press);
  tellSpeaker();
}
function tellSpeaker() {
  if (!speaker || speaker.closed) return;
  const visible = shown(), page = speaker.document, next = byKey.get(visible[talk.at + 1]);
  const place = byKey.get(key());
  const title = where => where.querySelector("h2").textContent;
  page.getElementById("ici").textContent = sheet && !sheet.hidden
    ? sheet.querySelector("h3").textContent : `${talk.at + 1} / ${visible.length}  ${title(place)}`;
  page.getElementById("notes").textContent = [talk.words[key()], place.dataset.notes].filter(Boolean).join(" ");
  page.getElementById("suite").textContent = next ? `Ensuite : ${title(next)}` : "C’est la dernière.";
}
setInterval(() => {
  if (!speaker || speaker.closed) return;
  const spent = Math.floor((Date.now() - begun) / 1000), two = n => String(n).padStart(2, "0");
  const clock = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  speaker.document.getElementById("heures").textContent =
    `${two(Math.floor(spent / 60))}:${two(spent % 60)} écoulées · ${clock}`;
}, 500);

function seeAll(on) {
  scene.classList.toggle("apercu", on);
  draw(false);
  if (on) { byKey.get(key()).querySelector("button").focus(); tell("Toutes les diapositives"); }
}
// Back to the page that led here, if it is one of the site.
function leave() {
  if (guest) {
    scene.hidden = true;
    document.body.classList.remove("en-scene");
    const way = document.querySelector("[data-presenter]");
    if (way) way.focus();
    return;
  }
  const came = document.referrer;
  location.assign(came && came.startsWith(location.origin + "/") ? came : scene.dataset.retour);
}
function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => tell("Le plein écran n’est pas permis ici."));
}
const ACTS = {
  ArrowRight: () => go(talk.at + 1), " ": () => go(talk.at + 1), PageDown: () => go(talk.at + 1),
  ArrowDown: () => go(talk.at + 1), ArrowUp: () => go(talk.at - 1),
  ArrowLeft: () => go(talk.at - 1), PageUp: () => go(talk.at - 1), Backspace: () => go(talk.at - 1),
  Home: () => go(0), End: () => go(Infinity),
  b: () => toggle("noir"), ".": () => toggle("noir"), w: () => toggle("blanc"), f: full,
  o: () => seeAll(!overview()), n: openSpeaker, s: openSpeaker, "?": () => showHelp(help.hidden),
  Escape: () => {
    typed = "";
    if (!help.hidden) showHelp(false);
    else if (!screen.hidden) cover("");
    else if (sheet && !sheet.hidden) { close(); tellSpeaker(); }
    else if (overview()) seeAll(false);
    else if (!document.fullscreenElement) leave();
  },
};
function showHelp(on) {
  help.hidden = !on;
  if (on) help.querySelector("button").focus();
}
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target, letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const writes = target.matches && target.matches("input, textarea");
  if (writes && letter !== "Escape") return;
  const presses = target.matches && target.matches("button, a, label, [role='button']");
  if (presses && (letter === " " || letter === "Enter")) return;
  if (/^\d$/.test(letter)) {
    digits += letter;
    clearTimeout(counting);
    counting = setTimeout(() => { digits = ""; }, 3000);
    event.preventDefault();
    return;
  }
  if (letter === "Enter") {
    if (digits) { go(Number(digits) - 1); digits = ""; event.preventDefault(); }
    return;
  }
  // On the map two letters name a region; one alone is a key like on the other slides.
  if (/^[a-z]$/.test(letter) && key() === "carte" && !overview()) {
    typed += letter;
    clearTimeout(typing);
    event.preventDefault();
    const code = typed.length > 1 ? named(typed) : "";
    if (code) open(code);
    typing = setTimeout(() => {
      const only = typed;
      typed = "";
      if (only.length === 1 && ACTS[only]) ACTS[only]();
    }, typed.length > 1 ? 900 : 450);
    return;
  }
  const act = ACTS[letter];
  if (!act) return;
  event.preventDefault();
  act();
}
document.addEventListener("keydown", event => { if (!scene.hidden) press(event); });

let from = null;
scene.addEventListener("touchstart", event => {
  from = event.touches.length === 1 ? [event.touches[0].clientX, event.touches[0].clientY] : null;
}, { passive: true });
scene.addEventListener("touchend", event => {
  if (!from || overview()) return;
  const [x, y] = [event.changedTouches[0].clientX - from[0], event.changedTouches[0].clientY - from[1]];
  if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) go(talk.at + (x < 0 ? 1 : -1));
}, { passive: true });

document.addEventListener("click", event => {
  const near = selector => event.target.closest && event.target.closest(selector);
  const act = near("[data-fait]");
  const place = near(".e-case");
  if (!screen.hidden && near(".e-ecran")) { cover(""); return; }
  if (act) {
    const name = place && place.dataset.cle, at = talk.order.indexOf(name);
    const move = by => {
      const to = at + by;
      if (to < 0 || to >= talk.order.length) return;
      talk.order.splice(at, 1);
      talk.order.splice(to, 0, name);
    };
    const now = key();
    const acts = {
      avant: () => move(-1), apres: () => move(1),
      masquer: () => {
        if (talk.hidden.has(name)) talk.hidden.delete(name);
        else if (shown().length > 1) talk.hidden.add(name);
      },
      ouvrir: () => {
        if (talk.hidden.has(name)) talk.hidden.delete(name);
        talk.at = shown().indexOf(name);
        seeAll(false);
      },
      prendre: save, apercu: () => seeAll(!overview()), aide: () => showHelp(help.hidden),
      suivante: () => go(talk.at + 1), precedente: () => go(talk.at - 1), imprimer: () => window.print(),
      oublier: () => { take({ ordre: [], masquees: [], mots: {} }); talk.at = 0; }, quitter: leave,
    };
    acts[act.dataset.fait]();
    if (["avant", "apres", "masquer"].includes(act.dataset.fait)) talk.at = Math.max(shown().indexOf(now), 0);
    if (overview()) { draw(false); act.focus(); }
    return;
  }
  const region = near(".e-carte g[data-region]");
  if (region && !overview()) { open(region.dataset.region); return; }
  if (overview() && near(".e-slide")) {
    if (talk.hidden.has(place.dataset.cle)) talk.hidden.delete(place.dataset.cle);
    talk.at = shown().indexOf(place.dataset.cle);
    seeAll(false);
  }
});
document.addEventListener("input", event => {
  const place = event.target.closest(".e-case");
  if (!place || event.target.type !== "text") return;
  const words = event.target.value.slice(0, 300);
  if (words) talk.words[place.dataset.cle] = words;
  else delete talk.words[place.dataset.cle];
  place.querySelector(".e-mot").textContent = words;
  write();
});

// A small file that she keeps: order, what is left out, her sentences.
const held = () => JSON.stringify({
  expose: 1, ordre: talk.order, masquees: [...talk.hidden], mots: talk.words,
}, null, 1);
function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([held()], { type: "application/json" }));
  link.download = "mon-expose-amu.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
async function take_file(file) {
  const refuse = why => tell(`« ${file.name} » n’est pas repris : ${why}. Attendu : le fichier que donne « Garder mon exposé ».`);
  if (file.size > 100000) { refuse("il dépasse 100 ko"); return; }
  let found;
  try { found = JSON.parse(await file.text()); } catch { refuse("ce n’est pas du JSON"); return; }
  const listed = list => Array.isArray(list) && list.every(one => typeof one === "string");
  if (!found || found.expose !== 1 || !listed(found.ordre) || !listed(found.masquees)
      || typeof found.mots !== "object" || found.mots === null) { refuse("il ne décrit pas un exposé"); return; }
  take(found);
  talk.at = 0;
  draw(false);
  const lost = found.ordre.filter(name => !byKey.has(name)).length;
  const missing = lost > 1 ? `${lost} diapositives` : "une diapositive";
  tell(lost ? `Exposé repris, sans ${missing} que cette vue n’a pas.` : "Exposé repris.");
}
document.addEventListener("change", event => {
  if (event.target.type !== "file" || !event.target.files[0]) return;
  take_file(event.target.files[0]);
  // The same file may be dropped again, mended.
  event.target.value = "";
});
// Her slides as a file: what she chose goes with the request, and stays nowhere.
document.addEventListener("submit", event => {
  const field = event.target.elements.expose;
  if (field) field.value = held();
  tell("Vos diapositives se préparent : quelques secondes.");
});
document.addEventListener("dragover", event => event.preventDefault());
document.addEventListener("drop", event => {
  event.preventDefault();
  if (event.dataTransfer.files[0]) take_file(event.dataTransfer.files[0]);
});

// A picture hides from some ears what can be pressed in it.
for (const map of all(".e-carte svg")) map.setAttribute("role", "group");
for (const region of all(".e-carte g[data-region]")) {
  region.setAttribute("tabindex", "0");
  region.setAttribute("role", "button");
  region.addEventListener("keydown", event => {
    if (event.key === "Enter" && !digits) { open(region.dataset.region); event.stopPropagation(); }
  });
}
const outlined = document.querySelector(".e-carte[data-choisie]");
if (outlined && outlined.dataset.choisie) {
  const shape = outlined.querySelector("#choisie");
  if (shape) shape.setAttribute("href", "#forme-" + outlined.dataset.choisie);
}
if (!guest) {
  window.addEventListener("hashchange", () => { read(); draw(); });
  read();
  draw();
}
if (scene.dataset.gardien && "serviceWorker" in navigator) {
  const keep = { garder: location.pathname + location.search };
  navigator.serviceWorker.register(scene.dataset.gardien, { scope: location.pathname })
    .then(found => found.active || new Promise(done => {
      const coming = found.installing || found.waiting;
      coming.addEventListener("statechange", () => { if (coming.state === "activated") done(coming); });
    })).then(guard => guard.postMessage(keep)).catch(() => {});
}
return () => {
  scene.hidden = false;
  document.body.classList.add("en-scene");
  draw();
  scene.focus();
};
}
})();
