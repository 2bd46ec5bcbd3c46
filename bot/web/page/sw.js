// Keeps the shell (this page's own files) for a start without network. Network first; never anything under /chat/.
const SCRIPTS = "app bubble clock composer dates dom log look markup photo queue server settings start stream words";
const FILES = ["/", "/chat.css", "/manifest.webmanifest", "/icons/bird.svg", ...SCRIPTS.split(" ").map((name) => `/js/${name}.js`)];
const shell = () => caches.open("houniao-shell");

addEventListener("install", (event) => {
  event.waitUntil(shell().then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function networkFirst(request, path) {
  const cache = await shell();
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(path, response.clone());
    return response;
  } catch {
    return (await cache.match(path)) || Response.error();
  }
}

addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !FILES.includes(pathname)) return;
  event.respondWith(networkFirst(event.request, pathname));
});
