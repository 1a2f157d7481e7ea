// What all who read a log share: its notes, tiles and hashes.
// In shapes # is a hash in base64, unused bits zero, % a number, ~ a line.
const parts = {
  "#": "([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",
  "%": "(0|[1-9][0-9]{0,17})",
  "~": "([^\0-\x1f\x7f-\x9f\u2028\u2029]+)",
};
export const shape = (text) => RegExp(`^${text.replace(/[#%~]/g, (name) => parts[name])}$`);
const NOTE = shape("(~\n%\n#\n(?:~\n)*)\n((?:— ~\n)+)");
export const LOG = /log(?:\/[0-9]+)?$/;

export const fail = (problem, more) => { throw { problem, ...more }; };
export const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
export const bytesOf = (text) => new TextEncoder().encode(text);
export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
export const decode = (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
  if (base64(bytes) !== text) throw Error();
  return bytes;
};

// RFC 6962, section 2.1.
export const node = (left, right) => sha256([1], left, right);
export const half = (width) => 2 ** Math.ceil(Math.log2(width) - 1);

export function tile(level, n, width) {
  const path = `${n}`.padStart(Math.ceil(`${n}`.length / 3) * 3, "0").replace(/...(?=.)/g, "x$&/");
  return `tile/${level}/${path}${width < 256 ? ".p/" + width : ""}`;
}

export async function get(petition, file, cache = "no-store") {
  const quiet = { cache, credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" };
  const answer = await fetch(`${petition}/${file}`, quiet).catch(() => ({}));
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : fail("fetch", { file });
}

/** What a key signed in a note, without its key ID; nothing is `known` where the browser has no Ed25519. */
export async function signatures(vkey, type, lines, message, skip = 0) {
  const [name] = vkey.split("+", 1), key = decode(vkey.slice(name.length + 10)), start = `— ${name} `;
  if (key[0] !== type) fail("note");
  const id = base64(sha256(bytesOf(name + "\n"), key).slice(0, 4));
  const found = lines.split("\n").filter((line) => line.startsWith(start))
    .map((line) => decode(line.slice(start.length)))
    .filter((bytes) => base64(bytes.slice(0, 4)) === id).map((bytes) => bytes.slice(4));
  const known = await crypto.subtle?.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]).catch(() => {});
  for (const bytes of known ? found : []) {
    if (!await crypto.subtle.verify("Ed25519", known, bytes.slice(skip), bytesOf(message(bytes)))) fail("signature");
  }
  return { name, found, known };
}

/** Reads a checkpoint and checks its note signature; `signed` is false where the browser has no Ed25519. */
export async function checkpoint(note, { origin, vkey }) {
  const [, text, own, width, hash, , lines] = NOTE.exec(note) ?? fail("note");
  const { name, found, known } = await signatures(vkey, 1, lines, () => text);
  if (own !== origin || name !== origin) fail("note");
  if (!found.length) fail("signature");
  return { text, lines, width: +width, hash, signed: !!known };
}

// SHA-256 (FIPS 180-4). WebCrypto's takes 20 to 50 µs, and 100,000 entries need 200,000.
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (root) => (prime) => (root(prime) % 1) * 2 ** 32 | 0;
const k = Int32Array.from(primes, fraction(Math.cbrt)), first = primes.slice(0, 8).map(fraction(Math.sqrt));
const state = new Int32Array(8), w = new Int32Array(64), turn = (x, n) => x >>> n | x << 32 - n;

/** The hash of byte arrays, one after the other; together below 2^29 bytes. */
export function sha256(...parts) {
  let at = 0;
  for (const part of parts) at += part.length;
  const bytes = new Uint8Array((at + 72 >> 6) * 64), view = new DataView(bytes.buffer);
  bytes[at] = 128;
  view.setUint32(bytes.length - 4, at * 8);
  at = 0;
  for (const part of parts) bytes.set(part, at), at += part.length;
  state.set(first);
  for (at = 0; at < bytes.length; at += 64) compress(view, at);
  for (let i = 0; i < 8; i++) view.setInt32(i * 4, state[i]);
  return bytes.subarray(0, 32);
}

function compress(view, at) {
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (let i = 0; i < 64; i++) {
    if (i < 16) w[i] = view.getInt32(at + i * 4);
    else {
      const x = w[i - 15], y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10);
    }
    const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + k[i] + w[i];
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c);
    h = g, g = f, f = e, e = d + one | 0, d = c, c = b, b = a, a = one + two | 0;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}
