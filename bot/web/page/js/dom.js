// Small hands for the page: find, build, announce, remember.

export const find = (id) => document.getElementById(id);
export const on = (id, event, work) => find(id).addEventListener(event, work);

/** Build an element; null attributes and children are left out. */
export function build(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(...children.filter(Boolean));
  return node;
}

export function icon(name) {
  const space = document.querySelector("svg").namespaceURI;
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(space, "use"));
  svg.firstChild.setAttribute("href", `#i-${name}`);
  return svg;
}

/** Words only a screen reader hears. */
export const unseen = (text) => build("span", { class: "unseen" }, text);

export function announce(text) {
  find("announce").textContent = "";
  setTimeout(() => { find("announce").textContent = text; }, 50); // the same text again is read again
}

/** Storage that may be switched off (private windows): then the page forgets, but works. */
export const memory = {
  get(key) {
    try { return localStorage.getItem(`houniao.${key}`); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem(`houniao.${key}`, value); } catch { /* full or forbidden */ }
  },
};
