// Message text → nodes. Only these tags come through, and links to web, phone and calendar; all else loses its tag.
// The parsed document is inert.
import { build } from "./dom.js";

const TAGS = /^(B|STRONG|I|EM|U|INS|S|STRIKE|DEL|CODE|PRE|BLOCKQUOTE)$/;

// What people expect to tap in plain text: web addresses and telephone numbers.
const STOP = "\\s<>\"'，。；、！？（）《》【】";
const LIVE = new RegExp(
  `https?:\\/\\/[^${STOP}]*[^${STOP}.,;:!?)]` +
  "|(?:^|[^\\d-])(?:0\\d{2,3}-\\d{7,8}|1[3-9]\\d{9}|[48]00-?\\d{3}-?\\d{4}|12(?:345|320|333|338|348|349|355|356|385|393))(?![\\d-])",
  "g",
);

const DAY = /(\d{4}-\d\d-\d\d|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\b\d{1,2} [A-Z][a-z]{2,3}\b(?: \d{4})?)/;

/** A text as nodes; no day in it is broken over two lines. */
export const unbroken = (text) => text.split(DAY).map((part, odd) => (odd % 2 ? build("span", { class: "day-of" }, part) : part)).filter(Boolean);

export function safeAddress(address) {
  return /^((https?|webcal):\/\/|tel:)/i.test(address) ? address : null;
}

/** Attributes of a link: the web opens elsewhere, phone and calendar do not; numbers keep their order in right-to-left text. */
export function linkTo(address) {
  const phone = /^tel:/i.test(address);
  return { href: address, rel: "noopener noreferrer", target: /^http/i.test(address) ? "_blank" : null, dir: phone ? "ltr" : "auto" };
}

function live(found) {
  return build("a", linkTo(found[0] === "h" ? found : `tel:${found.replace(/\D/g, "")}`), found);
}

function linked(text) {
  if (/^1(10|19|20|22)$/.test(text)) return [live(text)]; // alone in bold it is a number to call, in a sentence it may count days
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(LIVE)) {
    const lead = /^[h\d]/.test(match[0]) ? 0 : 1; // the character in front of a number is plain text
    parts.push(text.slice(done, match.index + lead), live(match[0].slice(lead)));
    done = match.index + match[0].length;
  }
  return [...parts, text.slice(done)].flatMap((part) => (part.at ? unbroken(part) : part));
}

function copy(node, plain) {
  if (node.nodeType === Node.TEXT_NODE) return plain ? [node.data] : linked(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE)$/.test(node.tagName)) return [];
  if (node.tagName === "BR") return ["\n"];
  const address = node.tagName === "A" && safeAddress(node.getAttribute("href"));
  const literal = plain || address || /^(CODE|PRE)$/.test(node.tagName);
  const children = [...node.childNodes].flatMap((child) => copy(child, literal));
  if (address) return [build("a", linkTo(address), ...children)];
  return TAGS.test(node.tagName) ? [build(node.tagName, {}, ...children)] : children;
}

/** Telegram's HTML subset as nodes and strings; plain: nothing in it becomes tappable. */
export function nodes(html, plain) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.childNodes].flatMap((child) => copy(child, plain));
}
