// The list of messages: upsert by seq, day signs, following the newest.
import { fill, fillPending } from "./bubble.js";
import { dayName, dayOf } from "./dates.js";
import { build, find, on } from "./dom.js";

const log = find("log");
const list = find("messages");
const rows = new Map(); // seq → { article, message }
let pinned = true; // the reader stays at the newest message
let top = 0; // where the log stood last
let unread = 0;
let reading = null; // new messages are shown from the first one's beginning
let since = 0; // when that one came

const articles = () => [...list.querySelectorAll("article")];
const pendingArticle = (nonce) => find("pending").querySelector(`[data-nonce="${nonce}"]`);

function stay() {
  if (!pinned) return;
  const above = reading?.isConnected ? reading.getBoundingClientRect().top - log.getBoundingClientRect().top - 16 : Infinity;
  log.scrollTop = Math.min(log.scrollHeight, log.scrollTop + above);
  top = log.scrollTop;
}

function chip() {
  if (pinned) unread = 0;
  find("newest").hidden = pinned;
  find("unread").textContent = unread || "";
}

/** Go to the newest message (or its beginning) and stay there. */
export function follow(beginning) {
  pinned = true;
  reading = beginning ? rows.get(newest())?.article : null;
  stay();
  chip();
}

/** The sign of a day stands before that day's first message. */
function markDay(article) {
  if (!article) return;
  if (article.previousElementSibling?.matches(".day")) article.previousElementSibling.remove();
  if (article.previousElementSibling?.dataset.day === article.dataset.day) return;
  const { at } = rows.get(Number(article.dataset.seq)).message;
  article.before(build("p", { class: "day" }, build("span", {}, dayName(at))));
}

function insert(article, seq) {
  const before = articles().reverse().find((other) => Number(other.dataset.seq) < seq);
  if (before) before.after(article);
  else list.prepend(article);
}

/** Repaint; a button of this message keeps the focus. */
function repaint({ article, message }) {
  const targets = () => [...article.querySelectorAll("button, a")];
  const focused = targets().indexOf(document.activeElement);
  fill(article, message);
  if (focused >= 0) (targets()[focused] || log).focus({ preventScroll: true });
}

/** Show a message, new or changed. Returns false for one already shown so. */
export function upsert(message, live = false) {
  const known = rows.get(message.seq);
  if (known?.message.cursor >= message.cursor) return false;
  const article = known ? known.article : build("article", { "data-seq": message.seq, "data-from": message.from });
  article.dataset.day = dayOf(message.at);
  rows.set(message.seq, { article, message });
  repaint({ article, message });
  if (!known) {
    insert(article, message.seq);
    article.classList.toggle("new", live);
    if (live && message.from === "bot") {
      if (!pinned) unread += 1;
      else if (!reading || Date.parse(message.at) - since > 9e3) {
        reading = article;
        since = Date.parse(message.at);
      }
    }
  }
  const next = article.nextElementSibling;
  markDay(article);
  markDay(next?.matches(".day") ? next.nextElementSibling : next);
  chip();
  return true;
}

/** History is not read aloud. */
function quietly(work) {
  log.setAttribute("aria-live", "off");
  work();
  setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
}

export function recall(messages) {
  quietly(() => {
    const height = log.scrollHeight;
    for (const message of messages) upsert(message);
    if (!pinned) log.scrollTop += log.scrollHeight - height;
  });
}

export const oldest = () => articles()[0]?.dataset.seq;

/** The place of the bot's newest message. */
export function newest() {
  const last = articles().reverse().find((article) => article.dataset.from === "bot");
  return last && Number(last.dataset.seq);
}

/** The hint for the composer that came with the bot's newest message. */
export const hint = () => rows.get(newest())?.message.placeholder;

/** Whether the bot's newest message waits for a photo. */
export const asksPhoto = () => rows.get(newest())?.message.ask_photo;

export function showPending(item) {
  const known = pendingArticle(item.nonce);
  const article = known || build("article", { "data-nonce": item.nonce, "data-from": "me" });
  fillPending(article, item);
  if (!known) find("pending").append(article);
}

export function dropPending(nonce) {
  pendingArticle(nonce)?.remove();
}

/** Today changed: "today" and "yesterday" stand elsewhere. */
export const redate = () => articles().forEach(markDay);

/** The language changed: write everything again. */
export function redraw() {
  quietly(() => {
    rows.forEach(repaint);
    redate();
  });
}

/** Everything before this place goes. */
export function drop(before) {
  for (const article of articles()) {
    if (Number(article.dataset.seq) >= before) continue;
    if (article.previousElementSibling?.matches(".day")) article.previousElementSibling.remove();
    article.remove();
    rows.delete(Number(article.dataset.seq));
  }
  markDay(articles()[0]);
}

export function clear() {
  drop(Infinity);
  find("pending").replaceChildren();
  find("typing").hidden = true;
  follow();
}

log.addEventListener("scroll", () => {
  // Only moving up lets go of the end; growing does not.
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  if (Math.abs(log.scrollTop - top) > 2) reading = null; // the reader has taken over
  if (atEnd || log.scrollTop < top - 2) pinned = atEnd;
  top = log.scrollTop;
  chip();
}, { passive: true });
on("newest", "click", () => {
  follow();
  log.focus({ preventScroll: true });
});

// Whatever changes a height, who was at the end stays.
const sizes = new ResizeObserver(stay);
for (const node of [log, ...log.children]) sizes.observe(node);
