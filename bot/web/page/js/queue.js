// What the person says, in order, one at a time, until the server has it; the nonce makes a repeat harmless.
// Kept in localStorage until acknowledged, so that a reload or an empty battery loses nothing.
import { memory } from "./dom.js";
import { pause, post, postPhoto } from "./server.js";

let items = []; // { nonce, what: the body to send, text, label: what to show, accepted, failed, say }
let watch = null; // { changed(item), dropped(nonce), unknown() }
let sending = false;
let failures = 0;
let timer = 0;
let first = 1; // what stood before this place is gone

function newNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID() exists under https only
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const kept = () => JSON.parse(memory.get("queue") || "[]");

/** Other tabs keep their waiting items in the same list: change only our own entry. */
function keep(nonce, item) {
  memory.set("queue", JSON.stringify([...kept().filter((other) => other.nonce !== nonce), ...(item ? [item] : [])]));
}

/** Returns how long to wait before the next try, in milliseconds. */
async function send(item) {
  try {
    const { nonce, what } = item;
    item.seq = (await (what.photo ? postPhoto(nonce, what.photo) : post("/chat/say", { nonce, ...what }))).seq;
    failures = 0;
    item.accepted = true;
    keep(item.nonce, null);
    emptied(first);
  } catch (trouble) {
    if (!trouble.refused) return Math.max(pause(failures++), trouble.seconds * 1000);
    if (trouble.refused === 401) watch.unknown();
    item.failed = true;
    item.say = trouble.say;
  }
  if (items.includes(item)) watch.changed(item); // otherwise it came back over the stream already
  return 0;
}

async function pump() {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  let delay = 0;
  while (!delay) {
    const item = items.find((one) => !one.accepted && !one.failed);
    if (!item) break;
    delay = await send(item);
  }
  sending = false;
  if (delay) timer = setTimeout(pump, delay);
}

/** Go on sending what an earlier visit left. */
export function start(observer) {
  watch = observer;
  items = kept();
  items.forEach(watch.changed);
  pump();
}

/** Say {text} or {tap, seq, label} or {location} or {photo, label}, which no phone keeps. A button pressed again while its press is under way counts once. */
export function say(what) {
  const same = (one) => what.tap && one.what.tap === what.tap && one.what.seq === what.seq && !one.accepted && !one.failed;
  if (items.some(same)) return;
  const item = { nonce: newNonce(), what, text: what.text, label: what.label };
  items.push(item);
  if (!what.photo) keep(item.nonce, item);
  watch.changed(item);
  pump();
}

/** Try a refused item once more, as the newest. */
export function again(nonce) {
  const item = items.find((one) => one.nonce === nonce);
  if (!item) return;
  items = [...items.filter((one) => one !== item), item];
  item.failed = false;
  watch.dropped(nonce);
  watch.changed(item);
  pump();
}

/** The server's own copy is here: ours goes. */
export function arrived(nonce) {
  if (!items.some((one) => one.nonce === nonce)) return;
  items = items.filter((one) => one.nonce !== nonce);
  keep(nonce, null);
  watch.dropped(nonce);
}

/** The server's own copies will never come. */
export function emptied(before) {
  first = before;
  for (const { accepted, seq, nonce } of items) if (accepted && seq < first) arrived(nonce);
}

/** The connection is back: do not wait for the next turn. */
export function hurry() {
  failures = 0;
  pump();
}

export function forget() {
  first = 1;
  items = [];
  memory.set("queue", "[]");
}
