// Calls to the server. A lost connection, a slow one and a 5xx mean the same to callers: later.

/** A failed call: refused (an HTTP status), or to be repeated after some seconds. */
class Trouble extends Error {
  constructor(refused, say, seconds = 0) {
    super();
    Object.assign(this, { refused, say, seconds });
  }
}

const PATIENCE = 20000; // milliseconds
const LONG_PATIENCE = 120000; // a month ahead, or a photo, may take a while

async function call(path, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), /^.chat.(clock|photo)/.test(path) ? LONG_PATIENCE : PATIENCE);
  let response;
  let data = null;
  try {
    response = await fetch(path, { cache: "no-store", signal: stop.signal, ...options });
    data = await response.json();
  } catch { /* no answer, or none of ours: a hotel's login page */ }
  clearTimeout(timer);
  const status = response?.status;
  if (status === 429) throw new Trouble(0, "", Number(response.headers.get("Retry-After")));
  if (status >= 400 && status < 500) throw new Trouble(status, data?.say);
  if (!data || !response.ok) throw new Trouble();
  return data;
}

export const get = (path) => call(path, {});
export const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const postPhoto = (nonce, photo) =>
  call(`/chat/photo?nonce=${nonce}`, { method: "POST", headers: { "Content-Type": photo.type }, body: photo });

/** Milliseconds before the next try: 0.5 s doubling to 8 s, uneven so that phones do not march in step. */
export const pause = (failures) => Math.min(8000, 500 * 2 ** failures) * (0.75 + Math.random() / 2);

/** Keep asking until the server answers or refuses. */
export async function insist(path, onTrouble) {
  for (let failures = 0; ; failures += 1) {
    try {
      return await get(path);
    } catch (trouble) {
      if (trouble.refused) throw trouble;
      onTrouble();
      await new Promise((resolve) => setTimeout(resolve, Math.max(pause(failures), trouble.seconds * 1000)));
    }
  }
}
