// The first picture answers before the application has come: a region pointed at says its words, a
// region chosen shows its sheet and is in the address. What the live page has not read there is
// told to it when it takes over (handover.js). Without this script every region is a plain link.
(() => {
  const picture = document.getElementById("premiere");
  // A frame that is kept apart may neither write its address nor ask for the sheets.
  if (!picture || !picture.dataset.fiches || self.origin === "null") return;
  // Nobody asks before it is painted, and a picture without this is painted sooner.
  let begun = false;
  const begin = () => {
    if (begun || !picture.isConnected) return;
    begun = true;
    const map = picture.querySelector(".p-trace");
    const card = picture.querySelector(".p-fiche");
    const sheet = card.querySelector(".p-html");
    const list = picture.querySelector("select[data-choix='region']");
    const chosen = () => new URLSearchParams(location.search).get("region") || "";
    const first = { code: chosen(), sheet: sheet.innerHTML };
    const narrow = matchMedia("(max-width: 899.98px)");
    const make = (tag, settings) => {
      const made = document.createElement(tag);
      for (const name of Object.keys(settings)) made.setAttribute(name, settings[name]);
      return made;
    };

    // The sheets of all regions: the live page finds them here too.
    let coming = null;
    const ask = () => {
      coming = coming || fetch(picture.dataset.fiches, { priority: "high" })
        .then((reply) => (reply.ok ? reply.json() : {})).catch(() => ({}));
      window.observatoireFiches = { adresse: picture.dataset.fiches, fiches: coming };
      return coming;
    };
    // What a region says, in a box of ours: its title, which the browser would show too, goes.
    const bubble = make("div", { class: "bulle-carte", role: "tooltip", hidden: "" });
    const status = make("p", { class: "invisible", role: "status" });
    picture.append(bubble, status);
    const words = new Map();
    for (const link of map.querySelectorAll("a[data-region]")) {
      const title = link.querySelector("title");
      words.set(link.dataset.region, title.textContent.split("\n"));
      link.setAttribute("aria-label", title.textContent.replaceAll("\n", ", "));
      title.remove();
    }
    const region = (event) => event.target.closest && event.target.closest(".p-trace a[data-region]");
    const hide = () => { bubble.hidden = true; };
    const say = (link, left, top, bottom) => {
      const [name, ...lines] = words.get(link.dataset.region);
      bubble.replaceChildren(make("strong", {}), ...lines.map(() => make("div", {})));
      [name, ...lines].forEach((line, at) => { bubble.children[at].textContent = line; });
      bubble.hidden = false;
      const { width, height } = bubble.getBoundingClientRect();
      const below = bottom + 10;
      const above = below + height > innerHeight - 8;
      bubble.style.left = Math.max(8, Math.min(left, innerWidth - width - 8)) + "px";
      bubble.style.top = Math.max(8, above ? top - height - 10 : below) + "px";
    };
    picture.addEventListener("mousemove", (event) => {
      const link = region(event);
      if (link) say(link, event.clientX + 10, event.clientY, event.clientY + 8);
      else hide();
    });
    picture.addEventListener("mouseleave", hide);
    picture.addEventListener("focusin", (event) => {
      const link = region(event);
      if (!link || !link.matches(":focus-visible")) return hide();
      const box = link.getBoundingClientRect();
      say(link, box.left, box.top, box.bottom);
    });
    picture.addEventListener("focusout", hide);
    picture.addEventListener("scroll", hide);

    let pressed = 0;
    picture.addEventListener("pointerdown", (event) => { pressed = event.clientY; });
    const lower = () => card.removeAttribute("data-levee");
    const mark = (code) => {
      for (const link of picture.querySelectorAll(".classement a[data-region]")) {
        const row = link.closest("li");
        row.classList.remove("choisie");
        if (link.dataset.region === code) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
      list.value = code;
      const outline = document.createElementNS("http://www.w3.org/2000/svg", "use");
      outline.setAttribute("href", "#region-" + code);
      map.querySelector(".choisies").replaceChildren(...(code ? [outline] : []));
    };
    // Where a sheet does not come, the server shows the whole page with it.
    const show = async (code) => {
      mark(code);
      const said = code === first.code ? first.sheet : (await ask())[code];
      if (!picture.isConnected || chosen() !== code) return;
      if (said === undefined) return location.reload();
      sheet.innerHTML = said;
      status.textContent = code ? words.get(code).join(", ") : "";
      if (!code || !narrow.matches || document.activeElement === list) return lower();
      card.setAttribute("data-levee", "");
      card.scrollTop = 0;
      // What was pressed stays in sight above the sheet.
      const top = innerHeight - card.getBoundingClientRect().height;
      if (pressed > top - 16) picture.scrollBy(0, pressed - top / 2);
    };
    const choose = (code) => {
      const target = new URL(location.href);
      if (code) target.searchParams.set("region", code);
      else target.searchParams.delete("region");
      if (target.href !== location.href) history.pushState({}, "", target);
      picture.dataset.choisie = code;
      show(code);
    };
    picture.addEventListener("click", (event) => {
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey
          || event.shiftKey || event.altKey || !event.target.closest) return;
      if (event.target.closest("[data-baisse]")) return lower();
      const link = event.target.closest("a[data-region]");
      if (!link || !words.has(link.dataset.region)) return;
      event.preventDefault();
      hide();
      choose(link.dataset.region);
    });
    list.addEventListener("change", () => choose(list.value));
    const escape = (event) => {
      if (event.key !== "Escape") return;
      hide();
      lower();
    };
    const back = () => {
      if (picture.dataset.choisie === undefined) return;
      picture.dataset.choisie = chosen();
      show(chosen());
    };
    document.addEventListener("keydown", escape);
    addEventListener("popstate", back);
    // Taken out by the hand-over: nothing of it listens any more.
    new MutationObserver((changes, observer) => {
      if (picture.isConnected) return;
      observer.disconnect();
      document.removeEventListener("keydown", escape);
      removeEventListener("popstate", back);
    }).observe(document.body, { childList: true });
    ask();
  };
  // Or a hand is quicker.
  picture.addEventListener("click", begin, true);
  new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
  setTimeout(begin, 600);
})();
