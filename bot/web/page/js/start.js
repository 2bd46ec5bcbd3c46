// The start view: who we are, the language, a new parent or a demo family.
import { build, find, memory } from "./dom.js";
import { post } from "./server.js";
import { language, word } from "./words.js";

const page = find("start");
const note = find("start-note");
let handlers = null; // { begun: the server knows us, choose: another language }

function card({ id, title, about }) {
  return build("button", { class: "card", "data-family": id, dir: "auto" }, build("b", {}, title), build("span", {}, about));
}

/** The demo families as buttons in a section, which is hidden when there are none. */
export function showFamilies(section, me) {
  const families = (me.demo && me.demo_families) || [];
  section.hidden = !families.length;
  section.querySelector(".cards").replaceChildren(...families.map(card));
}

/** What a link or QR code to this page carries (`/?start=…`). */
export const payload = () => new URLSearchParams(location.search).get("start");

/** Tell the server who comes in: null (a parent) or the id of a demo family. */
export async function begin(demo) {
  await post("/chat/start", { language, demo, payload: payload() });
  history.replaceState(null, "", "/");
}

async function enter(demo) {
  if (page.hasAttribute("aria-busy")) return;
  page.setAttribute("aria-busy", "true");
  note.textContent = "";
  try {
    await begin(demo);
    handlers.begun();
  } catch (trouble) {
    note.textContent = trouble.say || word("start_failed");
  }
  page.removeAttribute("aria-busy");
}

/** Show the start view, a sentence above everything. */
export function show(me, sentence, listeners) {
  handlers = listeners;
  const invited = payload()?.startsWith("join_");
  note.textContent = invited ? word("invited") : sentence;
  find("languages").replaceChildren(...me.languages.map(({ code, name }) => {
    const attributes = { "data-language": code, "aria-pressed": String(code === me.language), lang: code.replace(/_/g, "-"), dir: "auto" };
    return build("button", attributes, name);
  }));
  showFamilies(find("demo"), invited ? {} : me);
}

page.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.language) {
    memory.set("language", button.dataset.language);
    handlers.choose(button.dataset.language);
  } else {
    enter(button.dataset.family || null);
  }
});
