// Streamlit's own words in French: texts and labels that it gives no setting for.
(() => {
  const words = __MOTS__;
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const french = (text) => {
    const key = text.trim();
    if (!key || key.length > 160) return null;
    if (Object.hasOwn(words, key)) return text.replace(key, words[key]);
    const help = key.match(/^Help for (.*)$/);
    if (help) return "Aide : " + help[1];
    const opened = key.match(/^(?:Open|Selected) (.*)\. (.*)$/);
    if (opened) return opened[1] + ". " + opened[2];
    const size = (text) => text.replace(".0", "").replace(".", ",").replace(/([KMG])B/, "\u00a0$1o");
    const each = key.match(/^([\d.]+[KMG]B) per file$/);
    if (each) return size(each[1]) + " par fichier";
    if (/^[\d.]+[KMG]B$/.test(key)) return size(key);
    const large = key.match(/^File must be ([\d.]+[KMG]B) or smaller\.$/);
    if (large) return "Trop gros : " + size(large[1]) + " au plus.";
    const kind = key.match(/^(.*) files are not allowed\.$/);
    if (kind) return "Type de fichier refusé : " + kind[1];
    const gone = key.match(/^Remove (.*)$/);
    if (gone) return "Retirer " + gone[1];
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
