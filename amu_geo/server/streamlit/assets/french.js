// Streamlit's own words in French: texts and labels that it gives no setting for.
(() => {
  const words = __MOTS__;
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const size = (text) => text.replace(".0", "").replace(".", ",").replace(/([KMG])B/, "\u00a0$1o");
  // What Streamlit makes of a word and a name or a number.
  const composed = [
    [/^Help for (.*)$/, (what) => "Aide : " + what],
    [/^([\d.]+[KMG]B) per file$/, (large) => size(large) + " par fichier"],
    [/^([\d.]+[KMG]B)$/, size],
    [/^File must be ([\d.]+[KMG]B) or smaller\.$/, (large) => "Trop gros : " + size(large) + " au plus."],
    [/^(.*) files are not allowed\.$/, (kind) => "Type de fichier refusé : " + kind],
    [/^Cancel upload of (.*)$/, (name) => "Annuler l’envoi de " + name],
    [/^Add: (.*)$/, (what) => "Chercher « " + what + " »"],
    [/^(\d+)( options?) available\.$/, (n) => n + (n === "1" ? " choix proposé." : " choix proposés.")],
    [/^(.*), selected$/, (what) => what + ", choisi"],
    [/^Remove (.*)$/, (what) => "Retirer " + what],
    [/^Connection failed with status (\d+)(?:, and response:|\.)$/,
      (status) => "Le serveur répond par une erreur (" + status + "). La page reprendra d’elle-même."],
    [/^Press Enter to (?:apply|submit form)$/, () => "Entrée pour valider"],
    [/^Press (Ctrl|⌘)\+Enter to (?:apply|submit form)$/, (key) => key + " + Entrée pour valider"],
  ];
  const french = (text) => {
    const key = text.trim();
    if (!key || key.length > 160) return null;
    if (Object.hasOwn(words, key)) return text.replace(key, words[key]);
    for (const [pattern, said] of composed) {
      const found = key.match(pattern);
      if (found) return said(found[1]);
    }
    return null;
  };
  const label = (element) => {
    for (const name of attributes) {
      const value = element.getAttribute(name);
      const said = value && french(value);
      if (said) element.setAttribute(name, said);
    }
  };
  const text = (node) => {
    const said = french(node.data);
    if (said && said !== node.data) node.data = said;
  };
  const visit = (node) => {
    if (node.nodeType === 3) return text(node);
    if (node.nodeType !== 1 || node.closest("svg, script, style, #premiere")) return;
    label(node);
    for (const element of node.querySelectorAll("[aria-label],[title],[placeholder],[alt]")) label(element);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) text(texts.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit);
      else if (change.type === "attributes") label(change.target);
      else text(change.target);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
})();
