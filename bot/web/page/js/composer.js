// Typing and sharing a place.
import { find, on } from "./dom.js";
import { asksPhoto, hint, newest } from "./log.js";
import * as photo from "./photo.js";
import { word } from "./words.js";

const LIMIT = 4000; // characters
const field = find("text");
const help = find("place-help");
let submit = null; // called with {text}, {location} or {tap, seq, label}

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

/** After every change of the text. Returns whether it can be sent. */
function check() {
  const length = field.value.trim().length;
  grow();
  find("too-long").hidden = length <= LIMIT;
  find("too-long").textContent = length > LIMIT ? word("too_long", { count: length - LIMIT }) : "";
  const ready = length > 0 && length <= LIMIT;
  find("send").setAttribute("aria-disabled", String(!ready));
  return ready;
}

function send() {
  if (!check()) return;
  const text = field.value.trim();
  empty();
  submit({ text });
}

export function refreshHint() {
  field.placeholder = hint() || word("write_here");
  find("photo").hidden = !asksPhoto();
}

export function empty() {
  field.value = "";
  check();
}

function showHelp(text, busy = false) {
  help.hidden = !text;
  help.classList.toggle("busy", busy);
  find("place-text").textContent = text;
}

function found({ coords }) {
  showHelp("");
  // four decimals are about ten metres: enough to find a place, not to find a door
  submit({ location: { lat: Number(coords.latitude.toFixed(4)), lon: Number(coords.longitude.toFixed(4)) } });
}

function notFound() {
  showHelp(word("location_no"));
  find("place-pick").focus();
}

/** Ask the browser; failing that, offer districts and landmarks. */
export function locate() {
  if (help.classList.contains("busy")) return;
  showHelp(word("location_wait"), true);
  let answered = false;
  const once = (work) => (result) => {
    if (!answered) work(result);
    answered = true;
  };
  setTimeout(once(notFound), 15000); // some browsers never answer when their question is swiped away
  if (!navigator.geolocation) once(notFound)();
  else navigator.geolocation.getCurrentPosition(once(found), once(notFound), { timeout: 12000, maximumAge: 60000 });
}

export function start(onSubmit) {
  submit = onSubmit;
  photo.start(onSubmit);
  check();
}

on("composer", "submit", (event) => {
  event.preventDefault();
  send();
});
field.addEventListener("input", check);
field.addEventListener("keydown", (event) => {
  // Enter belongs to the input method while it turns Pinyin into characters (229: Safari).
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  send();
});
on("send", "pointerdown", (event) => event.preventDefault()); // the keyboard stays open
on("locate", "click", locate);
on("place-close", "click", () => {
  showHelp("");
  find("locate").focus();
});
on("place-pick", "click", () => {
  showHelp("");
  submit({ tap: "go:landmarks", seq: newest(), label: word("location_pick") }); // a command would drop what is being entered
  find("log").focus({ preventScroll: true });
});
addEventListener("resize", grow);
document.addEventListener("look", grow);
