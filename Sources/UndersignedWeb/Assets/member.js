// Member tokens, Privacy Pass type 0x0002 (RFC 9578): what is checked, blinded and kept before anything is sent.
// What is thrown has a `problem`. The kept file: docs/formats/member-tokens-file.md.
import { blinded, finalised, join, publicKey, verifies } from "./blindrsa.js";
import {
  base64, bytesOf, checkpoint, decode, fail, get, half, LOG, node, sha256, signatures, tile, utf8,
} from "./tlog.js";

// A key of RFC 9578, section 8.2.2, is written in one way only: this, 256 bytes of modulus, the exponent 65537. Here in
// base64; the modulus has its first bit and its last one. WebCrypto itself takes no key that is marked for RSA-PSS.
const HEAD =
  "MIIBUjA9BgkqhkiG9w0BAQowMKANMAsGCWCGSAFlAwQCAqEaMBgGCSqGSIb3DQEBCDALBglghkgBZQMEAgKiAwIBMAOCAQ8AMIIBCgKCAQEA";
const KEY = RegExp(`^${HEAD}[g-z0-9+/][A-Za-z0-9+/]{340}[Qw]IDAQAB$`);
const keyOf = (issuer) => publicKey(KEY.test(issuer) ? decode(issuer).subarray(81, 337) : fail("members"));
const TYPE = [0, 2];
const random = (size) => crypto.getRandomValues(new Uint8Array(size));

/** A token's challenge (RFC 9577, section 2.1): one issuer, one petition, any origin. */
export function challengeOf(issuer, context, origin = "") {
  const sized = (text) => join([text.length >> 8, text.length & 255], text);
  return join(TYPE, sized(bytesOf(issuer)), [context.length], context, sized(bytesOf(origin)));
}

/** Makes sure by hash tiles, and by no more of them than that takes, that an entry is the first of the log. */
async function include(entry, { width, hash }, read) {
  const tiles = {}, most = (level) => Math.floor(width / 256 ** level);
  const hashes = (level, n) => tiles[[level, n]] ??= read(level, n, Math.min(256, most(level) - n * 256));
  const fold = (list, middle = list.length / 2) => list.length === 32 ? list
    : node(fold(list.subarray(0, middle)), fold(list.subarray(middle)));
  const both = async (...sides) => node(...await Promise.all(sides));
  // What is not a power of two wide stands at the right edge.
  const tree = async (from, size) => {
    const left = half(size);
    if (left * 2 !== size) return both(tree(from, left), tree(from + left, size - left));
    const level = Math.floor(Math.log2(size) / 8), unit = 256 ** level, start = from / unit % 256;
    const list = await hashes(level, Math.floor(from / unit / 256));
    return fold(list.subarray(start * 32, (start + size / unit) * 32));
  };
  const climb = async (size) => size === 1 ? sha256([0], entry)
    : both(climb(half(size)), tree(half(size), size - half(size)));
  // No log is longer, and numbers are exact up to here.
  if (width < 1 || width > 2 ** 40 || base64(await climb(width)) !== hash) fail("root");
}

/** The cosignatures of a checkpoint by witnesses, whose keys are written as in a signed note. */
async function cosigned({ text, lines }, witnesses) {
  const seen = [], time = (bytes) => new DataView(bytes.buffer).getBigUint64(0);
  for (const witness of new Set(witnesses)) {
    const message = (bytes) => `cosignature/v1\ntime ${time(bytes)}\n${text}`;
    const { name, found } = await signatures(witness, 4, lines, message, 8);
    if (found.length) seen.push({ name, time: Number(time(found[0])) });
  }
  return seen;
}

const firstLog = (origin) => origin.replace(LOG, "log");

async function look(petition, { witnesses = [], quorum = 0, kept, pins }) {
  const bytes = await get(petition, "document.json"), { slug, log, members } = JSON.parse(utf8.decode(bytes));
  const [home] = LOG.exec(log.origin) ?? fail("document");
  if (!petition.endsWith(`/petitions/${slug}`)) fail("document");
  const newest = () => get(petition, `${home}/checkpoint`);
  // No witness may have seen the newest one yet.
  const note = await (witnesses.length ? get(petition, `${home}/witnessed`).catch(newest) : newest());
  const point = await checkpoint(utf8.decode(note), log), { width: size, hash: root } = point;
  if (!point.signed) fail("browser");
  const seen = await cosigned(point, witnesses);
  if (seen.length < quorum) fail("witness", { witnesses: seen });
  // Where there is the full tile, the partial one may be gone.
  const part = (level, n, width) => get(petition, `${home}/${tile(level, n, width)}`)
    .catch((error) => { if (width < 256) return get(petition, `${home}/${tile(level, n, 256)}`); throw error; });
  const bundle = await part("entries", 0, Math.min(256, size));
  const entry = bundle.subarray(2, 2 + bundle[0] * 256 + bundle[1]);
  await include(entry, point, async (level, n, width) => {
    const hashes = await part(level, n, width);
    return hashes.length < width * 32 ? fail("root") : hashes;
  });
  if (utf8.decode(entry) !== `undersigned/v1 petition ${base64(sha256(bytes))}`) fail("document");
  // From here the document is the log's.
  const { name, key: issuer, context: first } = members?.issuer ?? fail("members"), own = await keyOf(issuer);
  if (!name || bytesOf(name).length > 65535) fail("members");
  // A log that carries on another one names the first one's entry 0: no token is void by a loss.
  const context = first == null ? sha256(entry) : decode(first);
  if (context.length !== 32) fail("members");
  const key = base64(sha256(decode(issuer))), challenge = base64(sha256(challengeOf(name, context)));
  const pin = `undersigned member ${firstLog(log.origin)}`;
  if (kept && firstLog(kept.log) !== firstLog(log.origin)) fail("other", { log: kept.log });
  for (const known of [kept?.key, pins?.getItem(pin)]) if (known && known !== key) fail("key", { known, key });
  if (kept) {
    const input = decode(kept.token ?? kept.input);
    if (base64(input.subarray(34, 66)) !== challenge) fail("key", { known: kept.key, key });
    if (kept.token && !await verifies(own, input.subarray(0, 98), input.subarray(98))) fail("file");
  }
  pins?.setItem(pin, key);
  return { petition, log: log.origin, size, root, witnesses: seen, members, issuer, key, challenge };
}

/**
 * Checks the petition's log, and only then takes the issuer's key out of the petition's document.
 *
 * `witnesses` are their keys, of which `quorum` must have cosigned. `kept` is a file as `read` gives it, and `pins` a
 * Storage: a key other than theirs is refused.
 */
export async function prepare(address, options = {}) {
  if (!crypto.subtle) fail("secure");
  return await look(new URL(address, location).href, options)
    .catch((error) => { throw error?.problem ? error : { problem: "unreadable", error }; });
}

/** The request to send, and what has to be kept in a file before it is sent. */
export async function blind({ petition, log, issuer, key, challenge }) {
  const own = await keyOf(issuer), id = decode(key), input = join(TYPE, random(32), decode(challenge), id);
  let parts; // about as often as the modulus is small, r is not below it
  while (!parts) parts = await blinded(own, input, random(48), random(256));
  const request = join(TYPE, id.subarray(-1), parts[0]);
  const texts = { input: base64(input), request: base64(request), inverse: base64(parts[1]) };
  return { request, state: { petition, log, key, issuer, ...texts } };
}

/** The token, 354 bytes; a problem where the answer is not the issuer's signature. */
export async function finalise({ issuer, input, inverse }, answer) {
  const message = decode(input), signature = await finalised(await keyOf(issuer), message, answer, decode(inverse));
  return join(message, signature ?? fail("answer"));
}

const SIZES = { key: 32, issuer: 342, input: 98, request: 259, inverse: 256, token: 354 };
const NAMES = {
  request: ["petition", "log", "key", "issuer", "input", "request", "inverse"],
  token: ["petition", "log", "key", "token"],
};
const kindOf = (kept) => kept.token ? "token" : "request";

/** The text of a file to keep: of a request; where there is a `token`, in base64, of it and nothing that led to it. */
export const print = (kept) => [`undersigned/v1 member ${kindOf(kept)}`,
  ...NAMES[kindOf(kept)].map((name) => `${name} ${kept[name]}`), ""].join("\n");

/** Reads a kept file; what is not exactly as it was printed is refused. */
export function read(text) {
  try {
    const lines = text.split("\n").slice(1, -1).map((line) => /^([a-z]+) ([!-~]+)$/.exec(line));
    const kept = Object.fromEntries(lines.map(([, name, value]) => [name, value])), { issuer, key } = kept;
    const fits = (name) => !SIZES[name] || decode(kept[name]).length === SIZES[name];
    const input = decode(kept.token ?? kept.input), id = input.subarray(66, 98);
    const holds = print(kept) === text && NAMES[kindOf(kept)].every(fits) && key === base64(id)
      && new URL(kept.petition).href === kept.petition && LOG.test(kept.log)
      && (kept.token || KEY.test(issuer) && key === base64(sha256(decode(issuer)))
        && base64(decode(kept.request).subarray(0, 3)) === base64([...TYPE, id[31]]))
      && base64(input.subarray(0, 2)) === base64(TYPE);
    return holds ? kept : fail("file");
  } catch {
    return fail("file");
  }
}
