// Runs before the first paint, so that a dark page never flashes white.
// settings.js changes what is stored and dispatches "look".
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  function stored(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  }
  function apply() {
    const theme = stored("houniao.theme");
    const dark = theme === "dark" || (theme !== "light" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    document.documentElement.dataset.text = stored("houniao.text") || "normal";
    document.querySelector("meta[name=theme-color]").content = dark ? "#182026" : "#f7f8f9";
  }
  apply();
  document.addEventListener("look", apply);
  system.addEventListener?.("change", apply);
})();
