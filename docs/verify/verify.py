#!/usr/bin/env python3
"""Recounts a petition from its public log: a second verifier, written from docs/formats alone.

    python3 verify.py https://petitions.example.org/petitions/save-the-library
    python3 verify.py FOLDER --key VKEY --json

It needs Python 3.9 and the package `cryptography`, and shares no code with the program that it checks. Exit codes:
0 all is as it must be, 2 asked wrongly, 3 something is wrong (the first wrong thing is named), 5 no answer."""
import argparse, base64, datetime, hashlib, http.client, json, re, sys, urllib.error, urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDTH, CLASSES = 256, ("mail", "member", "org", "paper")  # entries in a full bundle, hashes in a full tile
NUMBER, HASH = rb"(0|[1-9][0-9]{0,17})", rb"([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)"
DATE = rb"([0-9]{4})-([0-9]{2})-([0-9]{2})"
GRAMMAR = {verb: re.compile(pattern) for verb, pattern in {  # entries.md: the one spelling of each entry
    "petition": rb"undersigned/v1 petition " + HASH, "text": rb"text " + NUMBER + rb" " + HASH,
    "hour": rb"hour (" + DATE + rb"T(?:[01][0-9]|2[0-3])Z)", "day": rb"day (" + DATE + rb")",
    "mail": rb"signed mail " + HASH, "org": rb"signed org " + HASH, "paper": rb"signed paper " + HASH + rb" " + NUMBER,
    "member": rb"member ([A-Za-z0-9+/]{472})", "issued": rb"issued " + NUMBER,
    "removed": rb"removed " + NUMBER + rb" (?:withdrawn|bounced|duplicate|order|invalid:[a-z0-9-]{1,64})",
    "amended": rb"amended " + NUMBER + rb" " + HASH, "goal": rb"goal " + NUMBER + rb" " + HASH,
    "other": rb"reveal|opened|closed|(?:delivered|response|audit|note) " + HASH}.items()}

class Stop(Exception):
    """The end: exit code, and why."""

@contextmanager
def checking(place, code=3):
    """Gives what is wrong the name of its place; what does not read at all is wrong too."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature) as error:
        raise Stop(code, f"{place}: {error or 'the note signature does not fit the key'}") from None

def must(holds, what):
    if not holds:
        raise ValueError(what)

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def unbase64(text, length):
    data = base64.b64decode(text, validate=True)
    must(len(data) == (length or len(data)) and base64.b64encode(data).decode() == text, "is no canonical base64")
    return data

def read(address):
    """The bytes of a file, None where there is none."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.read(WIDTH * (2 + 65535))  # the largest bundle there can be
    except urllib.error.URLError as error:
        if address.startswith("http") and getattr(error, "code", None) not in (404, 410):
            raise

def tiles(log, level, count, pool):
    """Each tile over so many hashes or entries (tlog-tiles): where it starts, path, how many it holds, bytes."""
    def fetch(start):
        groups = re.sub(r"^(000,)+", "", f"{start // WIDTH:011,}")  # 1234067 is x001/x234/067
        path, held = f"tile/{level}/" + re.sub(r"(\d+),", r"x\1/", groups), min(WIDTH, count - start)
        name = path if held == WIDTH else f"{path}.p/{held}"
        data = read(f"{log}/{name}")
        if data is None and held < WIDTH:  # a partial tile may have given way to the full one
            held, name, data = WIDTH, path, read(f"{log}/{path}")
        return start, name, held, data
    return pool.map(fetch, range(0, count, WIDTH))

def parse_key(text):
    """Name, key id and Ed25519 key of a vkey (signed-note)."""
    name, identity, material = text.split("+", 2)
    data = unbase64(material, 33)
    must(name and not re.search(r"\s", name) and data[0] == 1, "is no Ed25519 key of a signed note")
    must(identity == sha256(name.encode() + b"\n" + data)[:4].hex(), "the key's id is not that of its name and bytes")
    return name, bytes.fromhex(identity), Ed25519PublicKey.from_public_bytes(data[1:])

def open_checkpoint(note, key):
    """Size and root of a checkpoint that this key signed (signed-note, tlog-checkpoint)."""
    must(note is not None, "there is none")
    text, gap, lines = note.rpartition(b"\n\n")
    must(gap and lines.endswith(b"\n") and not re.search(rb"[\x00-\x09\x0b-\x1f]", note), "is no signed note")
    head, is_signed = text.decode().split("\n"), False
    for line in lines.decode()[:-1].split("\n"):
        match = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        data = unbase64(match[2], None) if match else b""
        must(len(data) > 4, "has a line that is no note signature")
        if match[1] == key[0] and data[:4] == key[1]:  # all others are witnesses', whose keys are not known here
            is_signed = key[2].verify(data[4:], text + b"\n") is None
    must(is_signed, f"has no note signature by {key[0]}")
    must(len(head) > 2 and "" not in head and re.fullmatch(NUMBER, head[1].encode()), "is not origin, size and root")
    must(head[0] == key[0] and unbase64(head[2], 32) and head[1] != "0", "is of another log, or has no entry")
    return int(head[1]), head[2]

def read_entries(log, size, pool):
    entries = []
    for start, path, held, data in tiles(log, "entries", size, pool):
        with checking(path):
            must(data is not None, "there is no such file, and a log of this size must have it")
            bundle = []
            while data:
                end = 2 + int.from_bytes(data[:2], "big")
                must(2 <= end <= len(data), "is cut off")
                bundle, data = bundle + [data[2:end]], data[end:]
            must(len(bundle) == held, f"has {len(bundle)} entries, not {held}")
            entries += bundle[:size - start]
    return entries

def check_tree(log, entries, root, pool):
    """Every hash of every tile, and the root, computed from the entries (RFC 6962, 2.1)."""
    level, hashes, computed = 0, [sha256(b"\x00" + entry) for entry in entries], None
    while hashes:
        for start, path, held, data in tiles(log, level // 8, len(hashes), pool) if level % 8 == 0 else ():
            with checking(path):
                is_whole = data is not None and len(data) == 32 * held
                must(is_whole and data.startswith(b"".join(hashes[start:start + held])), "has not the entries' hashes")
        if len(hashes) % 2:
            computed = sha256(b"\x01" + hashes[-1] + computed) if computed else hashes[-1]
        hashes = [sha256(b"\x01" + hashes[at] + hashes[at + 1]) for at in range(0, len(hashes) - 1, 2)]
        level += 1
    with checking("checkpoint"):
        must(base64.b64encode(computed).decode() == root, "its root is not that of the entries")

class Recount:
    """The numbers of a log, by the rules of counting of entries.md."""
    def __init__(self, entries):
        self.texts, self.removed, self.totals, self.hours = 1, 0, dict.fromkeys(CLASSES, 0), []
        self.standing, self.nonces = {}, set()
        for index, entry in enumerate(entries):
            with checking(f"entry {index}"):
                self.take(index, entry)

    def take(self, index, entry):
        matches = ((verb, pattern.fullmatch(entry)) for verb, pattern in GRAMMAR.items())
        verb, match = next((pair for pair in matches if pair[1]), ("unknown", None))
        must(match, "is no entry of undersigned/v1")
        values = [(value or b"").decode() for value in match.groups()]
        must((verb == "petition") == (index == 0), "entry 0, and no other, names the petition")
        must(self.hours or verb not in (*CLASSES, "removed"), "stands before the first clock mark")
        if verb == "petition":
            self.document = values[0]
        elif verb == "text":
            self.texts += 1
            must(int(values[0]) == self.texts, f"is not version {self.texts} of the text")
        elif verb in ("hour", "day"):  # Python knows no year 0, which has the days of the year 400
            must(datetime.date(int(values[1]) or 400, int(values[2]), int(values[3])), "names no day")
            must(not self.hours or self.kind == verb and self.hours[-1]["hour"] < values[0], "is no later mark")
            self.kind = verb
            self.hours.append({"hour": values[0], "count": 0})
        elif verb in CLASSES:
            weight = int(values[1]) if verb == "paper" else 1
            nonce = unbase64(values[0], 354)[2:34] if verb == "member" else index
            must(1 <= weight <= 1_000_000 and nonce not in self.nonces, "has no such weight, or a token seen before")
            self.nonces.add(nonce)
            self.standing[index] = verb, weight
            self.totals[verb] += weight
            self.hours[-1]["count"] += weight
        elif verb in ("removed", "amended"):
            must(int(values[0]) in self.standing, f"entry {values[0]} is none that counts")
            if verb == "removed":
                taken, weight = self.standing.pop(int(values[0]))
                self.totals[taken] -= weight
                self.hours[-1]["count"] -= weight
                self.removed += weight

def verify(where, given=None):
    folder, is_remote, key = Path(where).resolve(), where.startswith(("http://", "https://")), None
    if not is_remote and ("://" in where or not folder.is_dir()):
        raise Stop(2, f"there is no folder ‘{where}’; give a folder or an address that begins with https://")
    petition = re.sub(r"(/log(/\d+)?)?(/checkpoint)?/*$", "", place := where if is_remote else folder.as_uri())
    is_apart = is_remote or (folder / "log").is_dir() or petition != folder.as_uri()
    document = read(petition + "/document.json")
    if document is None and given is None:
        raise Stop(2, f"there is no document.json at ‘{where}’ to name the log's key: give --key")
    with checking("--key", code=2):
        # Paper breaks a long key in lines.
        key = parse_key(given := "".join(given.split())) if given is not None else None
    with checking("document.json"):
        named = json.loads(document)["log"] if document is not None else {"origin": key[0], "vkey": given}
        key = parse_key(named["vkey"]) if key is None else parse_key(named["vkey"]) and key
        log = petition + ("/log" + re.search(r"(/\d+)?$", named["origin"])[0] if is_apart else "")  # succession.md
        must(place.rstrip("/") in (petition, log, log + "/checkpoint"), f"names {log}: give that, or the petition's address")
    for _ in range(3):  # a log that grows may do so between two requests
        with checking("checkpoint"):
            size, root = open_checkpoint(read(log + "/checkpoint"), key)
        with checking("count.json"):
            shown = json.loads(page) if (page := read(petition + "/count.json")) else {"size": None}
            must(page is None or shown["size"] >= 0, "has no size")
        if shown["size"] in (None, size):
            break
    with ThreadPoolExecutor(8) as pool:
        entries = read_entries(log, size, pool)
        check_tree(log, entries, root, pool)
    recount = Recount(entries)
    with checking("document.json"):
        is_named = document is None or base64.b64encode(sha256(document)).decode() == recount.document
        must(is_named and named["origin"] == key[0], "is not the one that entry 0 names, or names another log")
    found = {"count": sum(recount.totals.values()), "removed": recount.removed, "classes": recount.totals}
    with checking("count.json"):
        classes = {**dict.fromkeys(CLASSES, 0), **(shown["classes"] if page else {})}
        for name, own in [("count", found["count"]), ("removed", found["removed"]), *found["classes"].items()]:
            other = classes.get(name, shown.get(name))
            must(shown["size"] != size or other == own, f"shows {other} as {name}, the log has {own}")
    return {"schema": 1, "ok": True, "origin": key[0], "size": size, "root": root, **found, "hours": recount.hours,
            "texts": recount.texts, "key": given or named["vkey"], "key_source": "option" if given else "document"}

def main():
    parser = argparse.ArgumentParser(description="Recounts a petition from its public log.")
    parser.add_argument("petition", help="its address, or a folder with its files")
    parser.add_argument("--key", metavar="VKEY", help="the log's key, from a source other than the server")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked, code = parser.parse_args(), 0
    try:
        report = verify(asked.petition, asked.key)
    except Stop as stop:
        code, report = stop.args[0], {"schema": 1, "ok": False, "problem": stop.args[1]}
    except (OSError, http.client.HTTPException) as error:
        code, report = 5, {"problem": f"{asked.petition}: {error}"}
    if code:
        print(f"verify.py: {report['problem']}", file=sys.stderr)
    if asked.json and code in (0, 3):
        print(json.dumps(report, sort_keys=True, separators=(",", ":")))
    elif not code:
        for name in ("origin", "size", "root", "count", "classes", "removed", "texts", "key", "key_source"):
            print(f"{name:<12}{report[name]}")
        print("Proved: every entry is the one this key signed for, in this order, and the count is theirs alone.\n"
              "Not proved: that a mailbox or a person stands behind each entry, that tokens of members are genuine, and\n"
              "that everybody is shown this same log, which takes witnesses. Compare the key with one from elsewhere.")
    return code

if __name__ == "__main__":
    sys.exit(main())
