// RSA blind signatures, RSABSSA-SHA384-PSS (RFC 9474), with WebCrypto and BigInt; the exponent is 65537.
// BigInt does not take the same time for all numbers: blind before anything is sent, and no one can time it.
const HASH = 48;

export const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const sha384 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-384", join(...parts)));
const number = (bytes) => bytes.reduce((sum, byte) => sum << 8n | BigInt(byte), 0n);
function bytesOf(value, size) {
  const bytes = new Uint8Array(size);
  for (; size--; value >>= 8n) bytes[size] = Number(value & 255n);
  return bytes;
}

/** The inverse modulo n, by Euclid; nothing where there is none. */
function invert(value, n) {
  let [rest, next, sum, add] = [n, value % n, 0n, 1n];
  while (next) {
    const times = rest / next;
    [rest, next, sum, add] = [next, rest - times * next, add, sum - times * add];
  }
  return rest === 1n ? (sum + n) % n : undefined;
}

/** EMSA-PSS-ENCODE (RFC 8017, section 9.1.1), its masks by MGF1. */
async function encode(message, salt, bits) {
  const size = Math.ceil(bits / 8), room = size - HASH - 1;
  const hash = await sha384(new Uint8Array(8), await sha384(message), salt);
  const block = join(new Uint8Array(room - salt.length - 1), [1], salt, hash, [0xbc]);
  for (let at = 0; at < room; at += HASH) {
    const mask = await sha384(hash, [0, 0, 0, at / HASH]);
    for (let i = at; i < room && i < at + HASH; i++) block[i] ^= mask[i - at];
  }
  block[0] &= 255 >> size * 8 - bits;
  return block;
}

/** A public key by the bytes of its modulus. */
export async function publicKey(modulus) {
  const text = btoa(String.fromCharCode(...modulus)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const parts = { kty: "RSA", n: text, e: "AQAB" }, n = number(modulus), bits = n.toString(2).length;
  const key = await crypto.subtle.importKey("jwk", parts, { name: "RSA-PSS", hash: "SHA-384" }, false, ["verify"]);
  return { n, key, bits, size: Math.ceil(bits / 8) };
}

/** Blind (section 4.2), salt and r being given: the blinded message and the inverse; nothing where r does not serve. */
export async function blinded({ n, bits, size }, message, salt, random) {
  const value = number(await encode(message, salt, bits - 1)), r = number(random);
  const inverse = r < n && invert(r, n);
  if (!inverse || !invert(value, n)) return;
  let power = r;
  for (let i = 0; i < 16; i++) power = power * power % n;
  return [value * (power * r % n) % n, inverse].map((one) => bytesOf(one, size));
}

/** Finalize (section 4.4): the signature; nothing where what was answered does not verify. */
export async function finalised(key, message, answer, inverse, saltLength = HASH) {
  const signature = bytesOf(number(answer) * number(inverse) % key.n, key.size);
  return answer.length === key.size && await verifies(key, message, signature, saltLength) ? signature : undefined;
}

export const verifies = ({ key }, message, signature, saltLength = HASH) =>
  crypto.subtle.verify({ name: "RSA-PSS", saltLength }, key, signature, message);
