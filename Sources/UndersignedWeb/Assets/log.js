// A worker: counts a petition's log again (docs/formats/entries.md) and holds receipts against it (receipt.md).
// In: {petition}, then {receipt: bytes}. Out: {progress}, {count}, {receipt}; what failed has a `problem`.
import { base64, bytesOf, checkpoint, decode, fail, get, half, LOG, node, sha256, shape, tile, utf8 } from "./tlog.js";

const verbs = new Map(`undersigned/v1 petition #
text % #
hour ([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3])Z
day ([0-9]{4}-[0-9]{2}-[0-9]{2})
signed (mail|org|paper) #(?: %)?
member ([A-Za-z0-9+/]{472})
removed % (withdrawn|bounced|duplicate|order|invalid:[a-z0-9-]{1,64})
issued %
amended % #
goal % #
reveal
opened
closed
delivered #
response #
audit #
note #`.split("\n").map((line) => [line.split(" ")[0], shape(line)]));
const PROOF = shape("c2sp\\.org/tlog-proof@v1\nextra ~\nindex %\n((?:#\n)*)\n([^]+)");
const EXTRA = shape(`undersigned/v1 receipt\nvkey ~\nsalt #\n(undersigned/v1 signature\npetition ~\ntext %
email ~\nname ~\nshown (?:yes|no)\n(organisation ~\nrole ~\n)?)`);

let petition, log, home, stated, snapshot, document, size = 0, version = 1;
const tiles = [], weights = [], gone = new Map(), nonces = new Set(), marks = [];
const counts = { mail: 0, org: 0, member: 0, paper: 0, removed: 0, count: 0 };

/** Counts the next entry. */
function add(line) {
  // The rules have the numbers of entries.md; 0 is the grammar.
  const rule = (rule, holds) => holds || fail(rule ? "rule" : "grammar", { index: size, rule });
  const verb = line.split(" ", 1)[0], found = verbs.get(verb)?.exec(line), mark = marks.at(-1);
  rule(0, found);
  const [, first, second, lines] = found;
  const weigh = (kind, weight) => {
    counts[kind] += weight;
    counts.count += weight;
    mark.net += weight;
  };
  rule(1, (verb === "undersigned/v1") === !size);
  if (!size) document = first;
  if (verb === "text") rule(3, +first === ++version);
  if (verb === "hour" || verb === "day") {
    const date = new Date(`${first}T${second ?? "00"}:00Z`);
    rule(0, +date && date.toISOString().startsWith(first)); // 30 February turns into another day
    rule(2, !mark || mark.verb === verb && mark.start < date);
    marks.push({ verb, start: +date, net: 0 });
  }
  if (verb === "signed" || verb === "member") {
    const nonce = verb === "member" && atob(first).slice(2, 34);
    rule(0, first === "paper" ? lines > 0 && lines <= 1e6 : !lines);
    rule(2, mark);
    rule(6, !nonces.has(nonce));
    if (nonce) nonces.add(nonce);
    weights[size] = [nonce ? verb : first, +(lines ?? 1)];
    weigh(...weights[size]);
  }
  if (verb === "removed" || verb === "amended") {
    const isRemoved = verb === "removed";
    rule(isRemoved ? 4 : 5, weights[first] && !gone.has(+first));
    if (isRemoved) {
      const [kind, weight] = weights[first];
      weigh(kind, -weight);
      counts.removed += weight;
      gone.set(+first, second);
    }
  }
  if (++size === stated.size) snapshot = { ...counts };
}

const leaf = (index) => tiles[index >> 8].subarray((index & 255) * 32, (index & 255) * 32 + 32);
const root = (from, width) => width === 1 ? leaf(from)
  : node(root(from, half(width)), root(from + half(width), width - half(width)));

/** The root to which an inclusion proof leads. */
function climb(hash, index, width, beside) {
  if (index >= width || (width === 1) !== !beside.length) fail("proof");
  if (width === 1) return hash;
  const rest = beside.slice(0, -1), left = half(width);
  return index < left ? node(climb(hash, index, left, rest), beside.at(-1))
    : node(beside.at(-1), climb(hash, index - left, width - left, rest));
}

/** Reads the log from where it was left up to its checkpoint, eight bundles ahead. */
async function update() {
  const point = await checkpoint(utf8.decode(await get(petition, home + "/checkpoint")), log), asked = [];
  const ask = (n, width = Math.min(256, point.width - n * 256)) => {
    if (width < 1) return;
    const bundle = get(petition, `${home}/${tile("entries", n, width)}`, "default");
    bundle.catch(() => {}); // it is told when its turn comes
    return bundle;
  };
  for (let n = size >> 8, next = n; n * 256 < point.width; n++) {
    while (next < n + 8) asked.push(ask(next++));
    read(await asked.shift(), n * 256, Math.min(n * 256 + 256, point.width));
    postMessage({ progress: { value: size, max: point.width } });
  }
  if (!size || base64(root(0, point.width)) !== point.hash) fail("root");
  return point;
}

function read(bundle, from, to) {
  // One letter a byte: what is not ASCII fits no shape.
  const text = new TextDecoder("latin1").decode(bundle);
  tiles[from >> 8] ??= new Uint8Array(8192);
  let end = 0;
  for (let index = from; index < to; index++) {
    const start = end + 2;
    end = start + bundle[end] * 256 + bundle[end + 1];
    const hash = sha256([0], bundle.subarray(start, end));
    if (index === size) {
      add(text.slice(start, end));
      leaf(index).set(hash);
    } else if (base64(hash) !== base64(leaf(index))) fail("fork");
  }
  if (end !== bundle.length) fail("root");
}

async function count() {
  // First, so that the log is at least as long as the number says.
  stated = JSON.parse(utf8.decode(await get(petition, "count.json")));
  const bytes = await get(petition, "document.json"), hash = base64(sha256(bytes));
  // The hash above is our own; where there is WebCrypto it must say the same.
  const other = await crypto.subtle?.digest("SHA-256", bytes);
  if (other && base64(new Uint8Array(other)) !== hash) fail("unreadable");
  ({ log } = JSON.parse(utf8.decode(bytes)));
  [home] = LOG.exec(log.origin); // log, or log/2 after a loss (succession.md)
  let point = await update();
  for (let tries = 0; size < stated.size && tries < 5; tries++) {
    await new Promise((done) => setTimeout(done, 500));
    point = await update();
  }
  if (document !== hash) fail("document");
  Object.assign(stated, stated.classes);
  const isRight = snapshot && Object.keys(counts).every((name) => snapshot[name] === stated[name]);
  return { problem: isRight ? undefined : "count", size, marks, counts, snapshot, stated, signed: point.signed };
}

async function receipt(file) {
  if (!log) fail("unreadable");
  const [, extra, place, list, , note] = PROOF.exec(utf8.decode(file)) ?? fail("form");
  const [, vkey, salt, statement, origin, , , name, organisation] = EXTRA.exec(utf8.decode(decode(extra))) ?? fail("form");
  const [first, own] = [origin, log.origin].map((name) => name.replace(LOG, ""));
  if (first !== own) fail("other", { origin });
  if (vkey !== log.vkey) fail("closed");
  const commitment = base64(sha256(decode(salt), bytesOf(statement)));
  const entry = bytesOf(`signed ${organisation ? "org" : "mail"} ${commitment}`);
  const point = await checkpoint(note, log), index = +place, beside = (list.match(/.+/g) ?? []).map(decode);
  if (base64(climb(sha256([0], entry), index, point.width, beside)) !== point.hash) fail("proof");
  if (point.width > size) await update();
  if (point.width > size || base64(root(0, point.width)) !== point.hash) fail("fork");
  return { index, name, reason: gone.get(index), signed: point.signed };
}

const answer = (name, work, problem) => work().catch((error) => ({ problem, ...error }))
  .then((result) => postMessage({ [name]: result }));
let ready;
onmessage = ({ data }) => {
  if (data.petition) ({ petition } = data), ready = answer("count", count, "unreadable");
  else ready.then(() => answer("receipt", () => receipt(data.receipt), "form"));
};
