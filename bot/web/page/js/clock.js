// Demo runs: the clock control that travels days ahead.
import { longDay, setToday } from "./dates.js";
import { announce, find } from "./dom.js";
import { redate } from "./log.js";
import { get, post } from "./server.js";
import { word } from "./words.js";

const bar = find("clock");
const line = find("clock-now");

function arrive({ today }) {
  setToday(today);
  redate();
  line.textContent = longDay(today);
  bar.hidden = false;
}

/** Show the control in a demo run, with today's date in the present language. */
export async function start(demo) {
  bar.hidden = true;
  setToday(null);
  if (!demo) return;
  try { arrive(await get("/chat/clock")); } catch { /* no clock here: no control */ }
}

async function travel(days) {
  bar.setAttribute("aria-busy", "true");
  line.textContent = word("clock_travelling");
  try {
    arrive(await post("/chat/clock", { days }));
  } catch {
    line.textContent = word("clock_failed");
  }
  announce(line.textContent);
  bar.removeAttribute("aria-busy");
}

bar.addEventListener("click", ({ target }) => {
  if (target.dataset.days && !bar.hasAttribute("aria-busy")) travel(Number(target.dataset.days));
});
