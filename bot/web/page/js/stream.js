// Server-sent events through fetch, which shows the status (401) and the heartbeats, so that a dead connection is noticed.
import { pause } from "./server.js";
import { language } from "./words.js";

const SILENCE = 40000; // heartbeats come every 15 s: two were missed
const STALE = 17000; // coming back to the front after such a silence, the page does not trust its line
const HIDDEN = 60000; // a page nobody sees gives its connection back (browsers allow six per server)

let ears = null; // { message, typing, words, gone: one per event; state, unknown }
let cursor = 0;
let running = false;
let stop = new AbortController();
let timer = 0;
let failures = 0;
let heard = 0;

function dispatch(block) {
  const event = { data: "" };
  for (const line of block.split("\n")) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    event[field] = field === "data" ? event.data + value : value;
  }
  if (event.data && event.event in ears) ears[event.event](JSON.parse(event.data));
  if (event.id) cursor = event.id; // only once it is shown
}

async function read(mine) {
  const response = await fetch(`/chat/stream?after=${cursor}&lang=${language}`, { cache: "no-store", signal: mine.signal });
  if (response.status === 401) {
    ears.unknown();
    return;
  }
  if (!response.ok) return;
  ears.state("online");
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done || mine.signal.aborted) return;
    heard = Date.now();
    if (navigator.onLine) ears.state("online");
    const blocks = (rest + decoder.decode(value, { stream: true }).replace(/\r/g, "")).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) if (!mine.signal.aborted) dispatch(block);
  }
}

async function connect() {
  clearTimeout(timer);
  stop.abort();
  const mine = new AbortController();
  stop = mine;
  const began = Date.now();
  heard = began;
  ears.typing({ on: false });
  if (!failures) ears.state("connecting");
  const watchdog = setInterval(() => { if (Date.now() - heard > SILENCE) mine.abort(); }, 5000);
  try { await read(mine); } catch { /* every ending is the same: come again */ }
  clearInterval(watchdog);
  if (!running || stop !== mine) return;
  failures = Date.now() - began > 5000 ? 1 : failures + 1;
  ears.state(failures > 1 || !navigator.onLine ? "offline" : "connecting");
  timer = setTimeout(connect, pause(failures - 1));
}

/** Listen from a cursor on. */
export function start(after, listeners) {
  ears = listeners;
  cursor = after;
  running = true;
  failures = 0;
  connect();
}

function letGo() {
  clearTimeout(timer);
  heard = 0;
  const open = stop;
  stop = new AbortController(); // so that its ending is not taken for a failure
  open.abort();
}

export function halt() {
  running = false;
  letGo();
}

/** Try now instead of at the next turn. */
function nudge() {
  if (!running) return;
  failures = 0;
  connect();
}

let hiding = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.visibilityState === "hidden") hiding = setTimeout(letGo, HIDDEN);
  else if (failures || Date.now() - heard > STALE) nudge();
});
addEventListener("online", nudge);
addEventListener("offline", () => { if (running) ears.state("offline"); });
