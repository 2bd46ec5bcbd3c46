// One message → the inside of its <article>.
import { sizeOf, timeOf } from "./dates.js";
import { build, icon, unseen } from "./dom.js";
import { linkTo, nodes, safeAddress, unbroken } from "./markup.js";
import { word } from "./words.js";

/** Pictures and files come from this server only. */
const ours = (part) => part && /^\/[^/\\]/.test(part.url);

function picture({ url, alt, width, height }) {
  const image = build("img", { src: url, alt, width, height, loading: "lazy" });
  return build("a", { class: "picture", href: url, target: "_blank", rel: "noopener" }, image);
}

function row(attributes, name, title, ...small) {
  const text = build("span", {}, build("bdi", {}, title), build("small", {}, ...small));
  return build("a", { class: "attached", ...attributes }, build("i", {}, icon(name)), text);
}

const file = ({ url, name, size }) => row({ href: url, download: name }, "file", name, word("download"), " · ", sizeOf(size));

function place({ lat, lon, title }) {
  const spot = [lat, lon].map((degrees) => Number(degrees).toFixed(5));
  const address = `geo:${spot}?q=${spot}(${encodeURIComponent(title || "")})`;
  return row({ href: address }, "pin", title || word("location_mine"), word("map"), " · ", build("bdi", {}, spot.join(", ")));
}

function choice({ label, tap, url }) {
  if (!url) return build("button", { class: "choice", "data-tap": tap, dir: "auto" }, build("span", {}, ...unbroken(label)));
  return safeAddress(url) && build("a", { class: "choice", ...linkTo(url), dir: "auto" }, label);
}

function choices({ buttons, ask_location: asksLocation, ask_photo: asksPhoto }) {
  const rows = (buttons || []).map((one) => one.map(choice));
  if (asksLocation) rows.unshift([build("button", { class: "choice", "data-locate": "" }, icon("pin"), word("location_share"))]);
  if (asksPhoto) rows.unshift([build("button", { class: "choice", "data-photo": "" }, icon("photo"), word("photo_send"))]);
  return rows.length > 0 && build("div", { class: "choices" }, ...rows.map((one) => build("div", {}, ...one)));
}

/** Fill (or refill) the article of a message the server has. */
export function fill(article, message) {
  const mine = message.from === "me";
  const bubble = build(
    "div",
    { class: "bubble" },
    unseen(mine ? word("from_me") : word("from_bot")),
    ours(message.picture) && picture(message.picture),
    ours(message.picture) && !message.picture.passes && file(message.picture),
    message.place && place(message.place),
    ours(message.file) && file(message.file),
    message.html && build("div", { class: "text", dir: "auto", lang: message.lang }, ...nodes(message.html, mine)),
    build("span", { class: "meta" }, build("time", { datetime: message.at }, timeOf(message.at)), mine && icon("sent"), mine && unseen(word("sent"))),
  );
  const offered = choices(message);
  article.className = `msg ${message.from}${offered ? " offering" : ""}`;
  article.replaceChildren(...[bubble, offered].filter(Boolean));
}

/** Fill the article of something still on its way: waiting, accepted, or refused. */
export function fillPending(article, { text, label, nonce, accepted, failed, say }) {
  const [sign, state] = accepted ? ["sent", word("sent")] : ["wait", word("sending")];
  const bubble = build(
    "div",
    { class: "bubble" },
    unseen(word("from_me")),
    build("div", { class: "text", dir: "auto" }, text || label || word("location_mine")),
    !failed && build("span", { class: "meta" }, icon(sign), unseen(state)),
  );
  const again = failed && build("button", { class: "again", "data-again": nonce }, word("not_sent"));
  const why = failed && say && build("p", { class: "small", dir: "auto" }, say);
  article.className = `msg me pending${failed ? " failed" : ""}`;
  article.replaceChildren(...[bubble, why, again].filter(Boolean));
}
