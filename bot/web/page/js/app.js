// Puts the parts together: who are you → start view or chat; what the stream brings goes to the log.
import * as clock from "./clock.js";
import * as composer from "./composer.js";
import { announce, find, memory, on } from "./dom.js";
import * as log from "./log.js";
import * as photo from "./photo.js";
import * as queue from "./queue.js";
import { get, insist } from "./server.js";
import "./settings.js";
import * as startView from "./start.js";
import * as stream from "./stream.js";
import { speak, word } from "./words.js";

const PAGE = 30; // messages fetched at once
let visit = 0; // counts views, so that late answers of an earlier one are dropped
let connection = "connecting";

const mePath = () => `/chat/me?language=${encodeURIComponent(memory.get("language") || navigator.language)}`;

function display(name) {
  visit += 1;
  for (const id of ["boot", "start", "chat"]) find(id).hidden = id !== name;
}

function take(me) {
  speak(me);
  if (me.known) memory.set("language", me.language); // for the start view, should everything be deleted
  startView.showFamilies(find("switch"), me);
}

function showConnection() {
  const line = { online: word("state_online"), connecting: word("state_connecting"), offline: word("state_offline_short") };
  const typing = connection === "online" && !find("typing").hidden;
  find("state").textContent = typing ? word("state_typing") : line[connection];
  find("chat").dataset.connection = connection;
  find("offline").textContent = connection === "offline" ? word("state_offline") : "";
}

function state(name) {
  if (name === connection) return;
  connection = name;
  showConnection();
  if (name === "online") queue.hurry();
}

let typingTimer = 0;
function typing({ on }) {
  clearTimeout(typingTimer);
  find("typing").hidden = !on;
  showConnection();
  if (on) typingTimer = setTimeout(() => typing({ on: false }), 30000); // should the "off" be lost
}

function message(data) {
  if (data.nonce) queue.arrived(data.nonce);
  if (!log.upsert(data, true)) return;
  if (data.from === "me") log.follow();
  composer.refreshHint();
}

/** The language changed in the conversation. */
async function words() {
  const me = await insist(mePath(), () => {});
  take(me);
  log.redraw();
  clock.start(me.demo);
  composer.refreshHint();
  showConnection();
}

/** What stood before this place is gone, and what its buttons were about. */
function emptied({ before }) {
  log.drop(before);
  queue.emptied(before);
  find("earlier").hidden = true;
  composer.refreshHint();
}

/** Back to the start: everything was deleted, or we are unknown. */
function leave(note) {
  visit += 1;
  stream.halt();
  queue.forget();
  log.clear();
  composer.empty();
  find("settings").close();
  boot(note);
}

const unknown = () => leave();
const ears = { message, emptied, state, typing, words, unknown, gone: () => leave("gone") };
const watcher = {
  changed(item) {
    log.showPending(item);
    if (item.failed) announce(word("not_sent"));
  },
  dropped: log.dropPending,
  unknown,
};

function say(what) {
  queue.say(what);
  log.follow();
}

/** A page of history into the log; the newest one also starts listening. */
async function recall(before) {
  const mine = visit;
  const path = `/chat/messages?limit=${PAGE}${before ? `&before=${before}` : ""}`;
  const page = before ? await get(path) : await insist(path, () => state("offline"));
  if (mine !== visit) return;
  log.recall(page.messages);
  find("earlier").hidden = !page.more;
  for (const { nonce } of page.messages) if (nonce) queue.arrived(nonce);
  if (!before) stream.start(page.cursor, ears);
}

let recalling = false;
async function older() {
  if (recalling || !log.oldest()) return;
  recalling = true;
  const pressed = document.activeElement === find("earlier");
  try { await recall(log.oldest()); } catch { /* the button stays */ }
  if (pressed && find("earlier").hidden) find("log").focus({ preventScroll: true });
  recalling = false;
}

async function openChat(me) {
  display("chat");
  connection = "connecting";
  showConnection();
  queue.start(watcher);
  clock.start(me.demo);
  try {
    await recall();
  } catch {
    leave(); // 401
    return;
  }
  composer.refreshHint();
  log.follow(true);
}

async function begun() {
  const me = await insist(mePath(), () => {});
  take(me);
  openChat(me);
  find("log").focus({ preventScroll: true });
}

async function choose(code) {
  const me = await insist(mePath(), () => {});
  take(me);
  showStart(me, "");
  find("languages").querySelector(`[data-language="${code}"]`)?.focus();
}

function showStart(me, sentence) {
  display("start");
  startView.show(me, sentence, { begun, choose });
}

async function boot(note) {
  const me = await insist(mePath(), () => { find("boot-wait").hidden = false; });
  take(me);
  if (me.known) {
    openChat(me);
    if (startView.payload()) startView.begin(null).catch(() => { /* a reload tries again */ });
    return;
  }
  const moved = find("boot").hidden;
  showStart(me, note === "gone" ? word("gone") : "");
  if (moved) find("start-title").focus();
}

let settled = 0;
on("log", "click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  // The log moves up after a press: the second half of a double tap would hit another button.
  clearTimeout(settled);
  find("log").dataset.settling = "";
  settled = setTimeout(() => { delete find("log").dataset.settling; }, 400);
  const { tap, again, locate, photo: asked } = button.dataset;
  if (tap) say({ tap, seq: Number(button.closest("article").dataset.seq), label: button.textContent });
  else if (again) queue.again(again);
  else if (locate !== undefined) composer.locate();
  else if (asked !== undefined) photo.pick();
});
on("settings", "click", ({ target }) => {
  if (target.dataset.command) say({ text: target.dataset.command });
});
on("earlier", "click", older);
new IntersectionObserver(([seen]) => { if (seen.isIntersecting) older(); }, { root: find("log") }).observe(find("earlier"));

// Where the keyboard covers the page instead of shrinking it (iPhone): be as high as what can be seen.
const seen = window.visualViewport;
seen?.addEventListener("resize", () => {
  const covered = seen.scale < 1.01 && innerHeight - seen.height > 80;
  document.documentElement.style.setProperty("--seen", covered ? `${seen.height}px` : "100dvh");
  if (covered) scrollTo(0, 0);
});

navigator.serviceWorker?.register("/sw.js").catch(() => { /* works without */ });
composer.start(say);
boot();
