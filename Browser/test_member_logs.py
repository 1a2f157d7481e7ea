"""What the browser's client of member tokens asks of a log before anything is blinded (P-24)."""

import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from made_log import MadeLog, digest, text64
from made_members import NAME, Issuer, MadeWitness, der, letter
from member_client import BLIND, PREPARE, b64, alone, call, issuer, place  # noqa: F401

SIZES = [1, 2, 3, 100, 255, 256, 257, 511, 512, 513, 767, 1000, 65_535, 65_536, 65_537, 65_793, 70_000]


def test_inclusion_is_shown_by_few_tiles_at_any_size(call, place, issuer):
    whole = letter(issuer, entries=SIZES[-1])
    for size in SIZES:
        log = letter(issuer, entries=1)
        log.entries = whole.entries[:size]
        address = place.show(log)
        place.asked.clear()
        assert call(PREPARE, address=address).get("size") == size
        asked = [path.split("/log/", 1)[1] for path in place.asked if "/log/" in path]
        assert len(asked) == len(set(asked)) <= 7, asked
        assert [path for path in asked if "entries" in path] == [f"tile/entries/000{'' if size > 255 else f'.p/{size}'}"]


def test_the_full_tile_serves_where_the_partial_one_is_gone(call, place, issuer):
    log, longer = letter(issuer, entries=800), letter(issuer, entries=1100)
    full = "log/tile/0/003"
    later = {full: longer.hash_tiles()[full], f"{full}.p/32": None}
    assert call(PREPARE, address=place.show(log, **later))["size"] == 800
    assert f"/petitions/letter/{full}" in place.asked
    assert call(PREPARE, address=place.show(log, **later, **{"log/tile/1/000.p/3": None}))["problem"] == "fetch"


def swapped(content: bytes, at: int = 40) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def with_key(log: MadeLog, issuer: Issuer) -> bytes:
    """The document, with the key of another issuer."""
    document = json.loads(log.document)
    return json.dumps({**document, "members": issuer.members()}).encode()


def with_entry(log: MadeLog, document: bytes) -> dict[str, bytes]:
    """A document, and a bundle whose entry 0 names it; the tree is as it was."""
    entry = f"undersigned/v1 petition {text64(digest(document))}".encode()
    name = "log/tile/entries/000"
    return {"document.json": document, name: len(entry).to_bytes(2, "big") + entry + log.files()[name][2 + len(entry) :]}


def resigned(log: MadeLog, secret: str) -> bytes:
    """The checkpoint, signed with another key under the same name and key ID."""
    other = MadeLog(secret)
    log = MadeLog(log.slug, members=json.loads(log.document)["members"])
    log.secret = other.secret
    return log.checkpoint()


def sized_as(log: MadeLog, size: int) -> bytes:
    """The checkpoint with another size, well signed."""
    message = log.checkpoint().split(b"\n\n")[0].replace(b"\n%d\n" % len(log.entries), b"\n%d\n" % size) + b"\n"
    signature = text64(log.key_id + log.secret.sign(message))
    return message + f"\n— {log.origin} {signature}\n".encode()


def tile_of(name: str):
    return lambda log, other: {name: swapped(log.hash_tiles()[name])}


REFUSED = {
    "another key in the document": ("document", lambda log, other: {"document.json": with_key(log, other)}),
    "another key in the document and in entry 0": ("root", lambda log, other: with_entry(log, with_key(log, other))),
    "a byte more in the document": ("document", lambda log, other: {"document.json": log.document + b" "}),
    "a hash beside the first": ("root", tile_of("log/tile/0/000")),
    "a hash of the level above": ("root", tile_of("log/tile/1/000.p/3")),
    "a hash at the right edge": ("root", tile_of("log/tile/0/003.p/32")),
    "a tile without its end": ("root", lambda log, other: {"log/tile/0/003.p/32": log.hash_tiles()["log/tile/0/003.p/32"][:-1]}),
    "an empty tile": ("root", lambda log, other: {"log/tile/0/000": b""}),
    "no tile": ("fetch", lambda log, other: {"log/tile/0/000": None}),
    "an empty bundle": ("root", lambda log, other: {"log/tile/entries/000": b""}),
    "a bundle cut in entry 0": ("root", lambda log, other: {"log/tile/entries/000": log.files()["log/tile/entries/000"][:20]}),
    "a checkpoint by another key": ("signature", lambda log, other: {"log/checkpoint": resigned(log, "somebody")}),
    "another size in the checkpoint": ("signature", lambda log, other: {"log/checkpoint": log.checkpoint().replace(b"\n800\n", b"\n801\n")}),
    "another root in the checkpoint": ("signature", lambda log, other: {"log/checkpoint": letter(other, entries=800).checkpoint().split("—".encode())[0] + "—".encode() + log.checkpoint().split("—".encode())[1]}),
    "a checkpoint that another log's key signed": ("signature", lambda log, other: {"log/checkpoint": log.checkpoint().replace("— ".encode(), "— other.".encode())}),
    "a checkpoint without a signature": ("note", lambda log, other: {"log/checkpoint": log.checkpoint().split("—".encode())[0]}),
    "the checkpoint of another log": ("note", lambda log, other: {"log/checkpoint": MadeLog("other").checkpoint()}),
    "a checkpoint cut": ("unreadable", lambda log, other: {"log/checkpoint": log.checkpoint()[:-30] + b"\n"}),
    "a size of 0": ("root", lambda log, other: {"log/checkpoint": sized_as(log, 0), "log/tile/entries/000.p/0": b""}),
    "a size that no log has": ("root", lambda log, other: {"log/checkpoint": sized_as(log, 10**17)}),
    "no checkpoint": ("fetch", lambda log, other: {"log/checkpoint": None}),
    "no document": ("fetch", lambda log, other: {"document.json": None}),
    "a document that is none": ("unreadable", lambda log, other: {"document.json": b"{}"}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_log_that_does_not_hold_is_refused_before_anything_is_blinded(call, place, issuer, what):
    log, (problem, change) = letter(issuer, entries=800), REFUSED[what]
    assert call(PREPARE, address=place.show(log))["key"] == text64(issuer.key_id)
    address = place.show(log, **change(log, Issuer()))
    got = call(f"chance(); const prepared = await m.prepare(args.address); {BLIND.replace('args', 'prepared')}", address=address)
    assert got.get("problem") == problem, got


def test_a_document_without_a_key_of_the_one_form_is_refused(call, place, issuer):
    plain = issuer.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    even = issuer.spki[:336] + bytes([issuer.spki[336] & 254]) + issuer.spki[337:]
    low = issuer.spki[:81] + bytes([issuer.spki[81] & 127]) + issuer.spki[82:]
    keys = [plain, Issuer(bits=3072).spki, der(issuer, b"\0\0\3"), der(issuer, length=255), even, low, issuer.spki + b"\0", b""]
    shapes = [{"issuer": {"name": NAME, "key": text64(key)}} for key in keys]
    shapes += [{"issuer": {"key": text64(issuer.spki)}}, {"issuer": {**issuer.members()["issuer"], "name": ""}}]
    shapes += [{"issuer": {**issuer.members()["issuer"], "name": "x" * 65_536}}, {}, {"issuer": None}, None]
    for members in shapes:
        log = MadeLog("letter", members=members)
        assert call(PREPARE, address=place.show(log)).get("problem") == "members", members
    assert call(PREPARE, address=place.show(MadeLog("letter"))).get("problem") == "members"


def test_a_petition_shown_under_the_address_of_another_is_refused(call, place, issuer):
    log = letter(issuer, slug="other")
    place.show(log)
    for name in [name for name in place.files if name.startswith("/petitions/other/")]:
        place.files[name.replace("/other/", "/letter/")] = place.files[name]
    assert call(PREPARE, address=place.address + "/petitions/other").get("size") == 5
    assert call(PREPARE, address=place.address + "/petitions/letter") == {"problem": "document", "error": ""}


def test_witnesses_that_cosigned_are_named_and_can_be_required(call, place, issuer):
    log = letter(issuer)
    union, paper, absent = (MadeWitness(f"witness.{name}.example.org") for name in ("union", "paper", "absent"))
    note = log.checkpoint()
    note += union.line(note) + paper.line(note, 1_800_000_007)
    keys = [union.vkey, absent.vkey, paper.vkey]
    address = place.show(log, **{"log/witnessed": note})
    seen = [{"name": union.name, "time": 1_800_000_000}, {"name": paper.name, "time": 1_800_000_007}]
    for quorum in (0, 2):
        assert call(PREPARE, address=address, options={"witnesses": keys, "quorum": quorum})["witnesses"] == seen
    got = call(PREPARE, address=address, options={"witnesses": keys, "quorum": 3})
    assert got["problem"] == "witness" and got["witnesses"] == seen
    # One key twice is one witness.
    twice = {"witnesses": [union.vkey, union.vkey], "quorum": 2}
    assert call(PREPARE, address=address, options=twice)["problem"] == "witness"
    # Without `witnessed`, the newest checkpoint has to do.
    address = place.show(log, **{"log/checkpoint": note})
    assert call(PREPARE, address=address, options={"witnesses": keys, "quorum": 2})["witnesses"] == seen
    assert call(PREPARE, address=address)["witnesses"] == []
    address = place.show(log)
    assert call(PREPARE, address=address, options={"witnesses": keys, "quorum": 1})["problem"] == "witness"
    # A known witness's line that does not verify spoils the note; so does one for another checkpoint.
    time = text64(union.key_id + (1_800_000_001).to_bytes(8, "big") + b64(union.line(note).split()[-1].decode())[12:])
    moved = f"— {union.name} {time}\n".encode()
    longer = letter(issuer, entries=9).checkpoint()
    for line in (moved, union.line(longer)):
        address = place.show(log, **{"log/witnessed": log.checkpoint() + line})
        assert call(PREPARE, address=address, options={"witnesses": [union.vkey]})["problem"] == "signature"
