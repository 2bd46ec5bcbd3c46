// The settings sheet: look, large text, ways into the bot's own menus, installing, other demo families.
import { announce, find, memory, on } from "./dom.js";
import { begin } from "./start.js";
import { word } from "./words.js";

const sheet = find("settings");
let invitation = null; // the browser's offer to install

on("open-settings", "click", () => {
  const theme = memory.get("theme") || "auto";
  for (const radio of sheet.querySelectorAll("[name=theme]")) radio.checked = radio.value === theme;
  find("large-text").checked = memory.get("text") === "large";
  sheet.showModal();
});
sheet.addEventListener("change", ({ target }) => {
  if (target.name === "theme") memory.set("theme", target.value);
  else memory.set("text", target.checked ? "large" : "normal");
  document.dispatchEvent(new Event("look"));
});
sheet.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (button || target === sheet) sheet.close(); // the backdrop counts as the sheet itself
  if (!button?.dataset.family) return;
  try { await begin(button.dataset.family); } catch { announce(word("start_failed")); }
});

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  invitation = event;
  find("install").hidden = false;
});
on("install", "click", () => {
  find("install").hidden = true;
  invitation.prompt();
});
