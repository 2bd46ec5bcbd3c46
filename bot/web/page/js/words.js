// All texts come from the server in the person's language (GET /chat/me, "words").

let words = {};
export let language = "zh-CN";

/** The text for a key, {names} filled in and isolated for right-to-left. */
export function word(key, values = {}) {
  return (words[key] || "").replace(/\{(\w+)\}/g, (whole, name) => (name in values ? `\u2068${values[name]}\u2069` : whole));
}

/** Take over language, direction and texts; write them where they belong. */
export function speak(me) {
  words = me.words;
  language = me.lang;
  document.documentElement.lang = language;
  document.documentElement.dir = me.dir;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = words[node.dataset.word] || "";
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", words[node.dataset.label] || "");
  }
}
