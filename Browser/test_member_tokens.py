"""Member tokens in the browser: vectors, round trips, and what is refused before anything is blinded (P-24)."""

import base64
import gzip
import json
import re
import statistics
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from made_log import MadeLog, digest, text64
from made_members import ASSETS, NAME, Issuer, MadeWitness, MemberSite, blinding, challenge, encoded, letter

VECTORS = Path(__file__).resolve().parents[2] / "shared/vectors"
CLIENT = ("member.js", "blindrsa.js", "tlog.js")

# What tests call in the page: bytes travel as base64, and what is thrown comes back as it is.
BRIDGE = """async ([code, args]) => {
    const m = await import("/modules/member.js"), rsa = await import("/modules/blindrsa.js");
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
    const text = (bytes) => btoa(String.fromCharCode(...bytes));
    // Chance as a vector has it; what is not asked for in its sizes, or asked for once more, is a failure.
    const chance = (...given) => { crypto.getRandomValues = (into) => {
        const next = bytes(given.shift());
        if (next.length !== into.length) throw Error("another size of chance");
        return into.set(next), into;
    } };
    const AsyncFunction = (async () => {}).constructor;
    const run = new AsyncFunction("m", "rsa", "bytes", "text", "chance", "args", code);
    return await run(m, rsa, bytes, text, chance, args)
        .catch((error) => error?.problem ? { ...error, error: `${error.error ?? ""}` } : Promise.reject(error));
}"""
PREPARE = "return await m.prepare(args.address, args.options ?? {})"
BLIND = "const { request, state } = await m.blind(args); return { request: text(request), state, file: m.print(state) }"
FINALISE = "return text(await m.finalise(args.state, bytes(args.answer)))"


def b64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


@pytest.fixture(scope="module", autouse=True)
def alone():
    """No campaign runs here: these tests need no server of ours."""


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(scope="module")
def place():
    site = MemberSite()
    yield site
    site.stop()


@pytest.fixture
def call(browser, place):
    """Runs a line of JavaScript in a fresh page of the site."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(place.address)
    yield lambda code, **args: page.evaluate(BRIDGE, [code, args])
    context.close()


def vectors(name: str) -> list[dict]:
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"no official vectors at {path}: only those made in this test are run")
    return json.loads(path.read_text())


def sized(text: str, size: int) -> str:
    """Base64 of a number that a vector has in hex, with or without 0x and leading zeros."""
    return text64(int(text, 16).to_bytes(size, "big"))


@pytest.mark.parametrize("name", ["blindrsa-ts-rfc9474.json", "cfrg-test_vectors.json"])
def test_the_vectors_of_rfc_9474_come_out(call, name):
    for vector in vectors(f"rfc9474/{name}"):
        size = -(-len(vector["n"].removeprefix("0x")) // 2)
        n, inverse = int(vector["n"], 16), int(vector["inv"], 16)
        salt, message = (bytes.fromhex(vector[key].removeprefix("0x")) for key in ("salt", "msg"))
        message = bytes.fromhex(vector.get("input_msg", message.hex()).removeprefix("0x"))
        assert int(vector["e"], 16) == 65537
        got = call(
            "const key = await rsa.publicKey(bytes(args.n)), message = bytes(args.message), inverse = bytes(args.inverse);"
            "const parts = await rsa.blinded(key, message, bytes(args.salt), bytes(args.r));"
            "const close = (answer) => rsa.finalised(key, message, answer, inverse, bytes(args.salt).length);"
            "const answer = bytes(args.answer), signature = await close(answer), short = await close(answer.slice(1));"
            "answer[9] ^= 1;"
            "return [...parts.map(text), text(signature), short ?? null, await close(answer) ?? null]",
            n=sized(vector["n"], size), message=text64(message), salt=text64(salt), inverse=sized(vector["inv"], size),
            r=text64(pow(inverse, -1, n).to_bytes(size, "big")), answer=sized(vector["blind_sig"], size),
        )
        assert got == [*(sized(vector[key], size) for key in ("blinded_msg", "inv", "sig")), None, None]


@pytest.mark.parametrize("name", ["go", "rust"])
def test_the_vectors_of_rfc_9578_come_out(call, name):
    for vector in vectors(f"rfc9578/pub_verif_rfc9578.{name}.json"):
        data = {key: bytes.fromhex(value) for key, value in vector.items() if isinstance(value, str)}
        issuer = Issuer(data["skS"])
        assert issuer.spki == data["pkS"] and issuer.answer(data["token_request"]) == data["token_response"]
        given = data["token_challenge"]
        end = 4 + int.from_bytes(given[2:4], "big")
        context = given[end + 1 : end + 1 + given[end]]
        got = call(
            "chance(args.nonce, args.salt, args.r);"
            "const challenge = m.challengeOf(args.name, bytes(args.context), args.origin);"
            "const { request, state } = await m.blind(args);"
            "return [text(challenge), text(request), text(await m.finalise(state, bytes(args.answer)))]",
            name=given[4:end].decode(), context=text64(context), origin=given[end + len(context) + 3 :].decode(),
            nonce=text64(data["nonce"]), salt=text64(data["salt"]), r=text64(data["blind"]),
            issuer=text64(data["pkS"]), key=text64(digest(data["pkS"])), challenge=text64(digest(given)),
            answer=text64(data["token_response"]),
        )
        assert [b64(text) for text in got] == [given, data["token_request"], data["token"]]


def test_blinding_is_what_another_implementation_makes_of_the_same_chance(call, place, issuer):
    log = letter(issuer)
    prepared = call(PREPARE, address=place.show(log))
    for number in range(5):
        nonce, salt, r = digest(b"nonce %d" % number), digest(b"salt %d" % number) + bytes(16), blinding(issuer.n)
        data = b"\0\2" + nonce + challenge(log) + issuer.key_id
        block = encoded(data, salt, 2047)
        signature = pow(block, issuer.d, issuer.n).to_bytes(256, "big")
        issuer.verify(data + signature)  # by PyPI's cryptography: the encoding is right
        blinded = block * pow(r, 65537, issuer.n) % issuer.n
        request = b"\0\2" + issuer.key_id[-1:] + blinded.to_bytes(256, "big")
        r = text64(r.to_bytes(256, "big"))
        got = call(f"chance(args.nonce, args.salt, args.r); {BLIND}", **prepared, nonce=text64(nonce), salt=text64(salt), r=r)
        assert b64(got["request"]) == request and got["state"]["input"] == text64(data)
        token = b64(call(FINALISE, state=got["state"], answer=text64(issuer.answer(request))))
        assert token == data + signature


def test_a_number_that_is_not_below_the_modulus_is_drawn_again(call, place, issuer):
    log = letter(issuer)
    prepared = call(PREPARE, address=place.show(log))
    r, salt, nonce = blinding(issuer.n), digest(b"salt") + bytes(16), digest(b"nonce")
    block = encoded(b"\0\2" + nonce + challenge(log) + issuer.key_id, salt, 2047)
    blinded = block * pow(r, 65537, issuer.n) % issuer.n
    drawn = [nonce]
    for number in (issuer.n + r % 1000, issuer.n, 0, r):
        drawn += [salt, number.to_bytes(256, "big")]
    got = call(f"chance(...args.drawn); {BLIND}", **prepared, drawn=[text64(one) for one in drawn])
    assert b64(got["request"])[3:] == blinded.to_bytes(256, "big")


def test_a_token_verifies_with_cryptography_and_with_openssl(call, place, issuer, tmp_path):
    log = letter(issuer, entries=300)
    prepared = call(PREPARE, address=place.show(log))
    assert prepared["key"] == text64(issuer.key_id) and prepared["challenge"] == text64(challenge(log))
    assert (prepared["size"], prepared["log"]) == (300, log.origin) and prepared["members"]["crowd"] == 20
    tokens = set()
    for _ in range(8):
        made = call(BLIND, **prepared)
        token = b64(call(FINALISE, state=made["state"], answer=text64(issuer.answer(b64(made["request"])))))
        assert len(token) == 354 and token[:2] == b"\0\2" and token[34:98] == challenge(log) + issuer.key_id
        issuer.verify(token)
        with pytest.raises(InvalidSignature):
            issuer.verify(token[:-1] + bytes([token[-1] ^ 1]))
        tokens.add(token[2:34])
    assert len(tokens) == 8
    names = {"key.der": issuer.spki, "signature": token[98:], "input": token[:98]}
    for name, content in names.items():
        (tmp_path / name).write_bytes(content)
    options = ["rsa_padding_mode:pss", "rsa_pss_saltlen:48", "rsa_mgf1_md:sha384"]
    command = ["openssl", "dgst", "-sha384", *(word for option in options for word in ("-sigopt", option))]
    command += ["-keyform", "DER", "-verify", "key.der", "-signature", "signature", "input"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).stdout == b"Verified OK\n"
    (tmp_path / "input").write_bytes(token[:97] + bytes([token[97] ^ 1]))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 1


def test_an_answer_that_is_not_the_issuers_gives_no_token(call, place, issuer):
    made = call(BLIND, **call(PREPARE, address=place.show(letter(issuer))))
    answer = issuer.answer(b64(made["request"]))
    other = Issuer()
    forged = pow(int.from_bytes(b64(made["request"])[3:], "big") % other.n, other.d, other.n).to_bytes(256, "big")
    flipped = [answer[:i] + bytes([answer[i] ^ 1]) + answer[i + 1 :] for i in (0, 100, 255)]
    for wrong in (*flipped, answer[:-1], answer + b"\0", b"\0" + answer, b"", bytes(256), forged):
        assert call(FINALISE, state=made["state"], answer=text64(wrong)) == {"problem": "answer", "error": ""}
    assert len(b64(call(FINALISE, state=made["state"], answer=text64(answer)))) == 354


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


def der(issuer: Issuer, e: bytes = b"\1\0\1", length: int = 256) -> bytes:
    """A key in the form of RFC 9578, with another exponent or a shorter modulus."""
    return issuer.spki[:81] + issuer.n.to_bytes(256, "big")[:length] + b"\2\3" + e


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


def test_a_second_key_is_refused_by_who_kept_the_first(call, place, issuer):
    log, second = letter(issuer), letter(Issuer())
    assert log.vkey == second.vkey
    prepared = call(PREPARE, address=place.show(log))
    request = call(BLIND, **prepared)
    answer = issuer.answer(b64(request["request"]))
    token = call(FINALISE, state=request["state"], answer=text64(answer))
    files = {"request": request["file"], "token": call("return m.print(args)", **request["state"], token=token)}
    kept = {kind: call("return m.read(args.text)", text=text) for kind, text in files.items()}
    pinned = "return await m.prepare(args.address, { pins: localStorage })"
    assert call(pinned, address=place.address + "/petitions/letter")["key"] == prepared["key"]
    for file in kept.values():
        assert call(PREPARE, address=place.address + "/petitions/letter", options={"kept": file})["key"] == prepared["key"]
    address = place.show(second)
    refusal = {"problem": "key", "known": prepared["key"], "key": text64(digest(b64(json.loads(second.document)["members"]["issuer"]["key"])))}
    for file in kept.values():
        assert call(PREPARE, address=address, options={"kept": file}) == {**refusal, "error": ""}
    assert call(pinned, address=address) == {**refusal, "error": ""}
    assert call("return { ...localStorage }") == {f"undersigned member {log.origin}": prepared["key"]}
    # The same key, but another entry 0: the tokens of one petition are of no use to another.
    changed = letter(issuer, crowd=30)
    for file in kept.values():
        assert call(PREPARE, address=place.show(changed), options={"kept": file})["problem"] == "key"
        other = place.show(letter(issuer, slug="other"))
        assert call(PREPARE, address=other, options={"kept": file})["problem"] == "other"
    # A file in which somebody put another key.
    for file in kept.values():
        got = call(PREPARE, address=place.show(log), options={"kept": {**file, "key": refusal["key"]}})
        assert got == {**refusal, "known": refusal["key"], "key": prepared["key"], "error": ""}
    # A token that nobody signed.
    spoilt = text64(b64(token)[:-1] + bytes([b64(token)[-1] ^ 1]))
    assert call(PREPARE, address=place.show(log), options={"kept": {**kept["token"], "token": spoilt}})["problem"] == "file"


def test_who_does_not_ask_for_it_has_nothing_stored_in_the_browser(call, place, issuer):
    call(BLIND, **call(PREPARE, address=place.show(letter(issuer))))
    assert call("return [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_lost_answer_is_asked_for_again_with_the_same_request(call, place, issuer):
    made = call(BLIND, **call(PREPARE, address=place.show(letter(issuer))))
    kept = call("return m.read(args.text)", text=made["file"])
    assert kept == made["state"] and kept["request"] == made["request"]
    answer = text64(issuer.answer(b64(kept["request"])))
    token = call(FINALISE, state=kept, answer=answer)
    issuer.verify(b64(token))
    # What is kept afterwards does not lead to the request.
    file = call("return m.print(args)", **kept, token=token)
    words = ["undersigned/v1 member token", f"petition {kept['petition']}", f"log {kept['log']}", f"key {kept['key']}", f"token {token}"]
    assert file == "\n".join(words) + "\n"
    assert call("return m.read(args.text)", text=file)["token"] == token


def test_a_kept_file_is_read_as_it_was_printed_or_not_at_all(call, place, issuer):
    made = call(BLIND, **call(PREPARE, address=place.show(letter(issuer))))
    state, request = made["state"], made["file"]
    token = call(FINALISE, state=state, answer=text64(issuer.answer(b64(made["request"]))))
    finished = call("return m.print(args)", **state, token=token)
    read = """return args.texts.map((text) => { try { m.read(text); return "read" } catch ({ problem }) { return problem } })"""
    assert call(read, texts=[request, finished]) == ["read", "read"]
    for text in (request, finished):
        lines = text.splitlines(keepends=True)
        wrong = [text[:end] for end in range(len(text))]
        wrong += ["".join(lines[:i] + lines[i + 1 :]) for i in range(len(lines))]
        wrong += ["".join(lines[:i] + [lines[i]] + lines[i:]) for i in range(len(lines))]
        wrong += ["".join([*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]]) for i in range(len(lines) - 1)]
        wrong += [text.replace("\n", "\r\n"), text + "\n", " " + text, "\ufeff" + text, text.replace("key ", "key  ")]
        wrong += [text.replace("v1", "v2"), text.replace("http:", "HTTP:"), text + "more x\n", text.replace(" ", "\t")]
        wrong += [text.replace("member request", "member token") if text is request else text.replace("member token", "member request")]
        wrong += [re.sub("key .", "key ~", text), text.replace(state["key"], text64(digest(b"other")))]
        wrong += [text.replace("/log\n", "/logs\n"), text.replace("petition http", "petition xhttp://[")]
        assert set(call(read, texts=wrong)) == {"file"}
    fields = {name: state[name] for name in ("issuer", "input", "request")}
    for name, value in fields.items():
        spoilt = b64(value)
        for at in (0, 1, 2) if name == "request" else (0, 1, 97):
            changed = text64(spoilt[:at] + bytes([spoilt[at] ^ 1]) + spoilt[at + 1 :])
            assert call(read, texts=[request.replace(value, changed)]) == ["file"], (name, at)
    for text, names in ((request, ("key", "issuer", "input", "request", "inverse")), (finished, ("key", "token"))):
        for name in names:
            value = {**state, "token": token}[name]
            for size in (b64(value)[:-1], b64(value) + b"\0"):
                assert call(read, texts=[text.replace(f"{name} {value}\n", f"{name} {text64(size)}\n")]) == ["file"], name
    # All of it fits together, but the key is of another form.
    odd = der(issuer, b"\0\0\3")
    key, data = digest(odd), b64(state["input"])[:66] + digest(odd)
    sent = b"\0\2" + key[-1:] + b64(state["request"])[3:]
    changed = {**state, "key": text64(key), "issuer": text64(odd), "input": text64(data), "request": text64(sent)}
    text = "undersigned/v1 member request\n" + "".join(f"{line.split()[0]} {changed[line.split()[0]]}\n" for line in request.splitlines()[1:])
    assert len(odd) == 342 and call(read, texts=[text, request]) == ["file", "read"]
    other = Issuer().spki
    assert call(read, texts=[request.replace(state["issuer"], text64(other))]) == ["file"]


def test_without_ed25519_or_without_a_secure_context_nothing_is_done(call, place, issuer, browser):
    address = place.show(letter(issuer))
    old = "const real = crypto.subtle.importKey; crypto.subtle.importKey = function (form, key, name, ...more) {" \
        "  return name === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError'))" \
        "    : real.call(this, form, key, name, ...more) };"
    assert call(old + PREPARE, address=address) == {"problem": "browser", "error": ""}
    context = browser.new_context()
    page = context.new_page()

    def give(route):
        path = route.request.url.removeprefix("http://petitions.example.org")
        body = (ASSETS / path.removeprefix("/modules/")).read_bytes() if "/modules/" in path else place.files[path]
        route.fulfill(body=body, content_type="text/javascript" if "/modules/" in path else "text/html")

    page.route("http://petitions.example.org/**", give)
    page.goto("http://petitions.example.org/")
    assert page.evaluate("isSecureContext") is False
    assert page.evaluate(BRIDGE, [PREPARE, {"address": "/petitions/letter"}]) == {"problem": "secure", "error": ""}
    context.close()


def test_nothing_that_is_asked_says_who_asks(browser, place, issuer):
    address = place.show(letter(issuer))
    context = browser.new_context()
    context.add_cookies([{"name": "seen", "value": "1", "url": place.address}])
    page = context.new_page()
    page.goto(place.address + "/?who=ada")
    place.heads.clear()
    page.evaluate(BRIDGE, [PREPARE, {"address": address}])
    asked = {path: heads for path, heads in place.heads.items() if path.startswith("/petitions/")}
    names = ("document.json", "log/checkpoint", "log/tile/entries/000.p/5", "log/tile/0/000.p/5")
    assert set(asked) == {f"/petitions/letter/{name}" for name in names}
    assert "cookie" in place.heads["/modules/member.js"], "this browser has one to give"
    for heads in asked.values():
        assert "cookie" not in heads and "referer" not in heads and heads["cache-control"] == "no-cache"
    context.close()


def test_blinding_takes_at_most_50_ms(call, place, issuer):
    prepared = call(PREPARE, address=place.show(letter(issuer)))
    prepared["answer"] = text64(bytes(256))
    times = call(
        "const times = { blind: [], finalise: [] };"
        "for (let i = 0; i < 21; i++) {"
        "  const start = performance.now(), { state } = await m.blind(args), middle = performance.now();"
        "  await m.finalise(state, bytes(args.answer)).catch(() => {});"
        "  times.blind.push(middle - start); times.finalise.push(performance.now() - middle); }"
        "return times",
        **prepared,
    )
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"blind {medians['blind']:.1f} ms, finalise {medians['finalise']:.1f} ms")
    assert medians["blind"] <= 50 and medians["finalise"] <= 50


def test_the_client_is_less_than_10_kb():
    sizes = {name: len((ASSETS / name).read_bytes()) for name in CLIENT}
    sent = {name: len(gzip.compress((ASSETS / name).read_bytes(), 6)) for name in CLIENT}
    print(f"member.js {sizes['member.js']} bytes; sent, with all it imports: {sum(sent.values())}")
    assert sizes["member.js"] < 10_000
    assert sum(sent.values()) < 10_000
    imports = {name for file in CLIENT for name in re.findall(r'from "./(.+?)"', (ASSETS / file).read_text())}
    assert imports | {"member.js"} == set(CLIENT)
    assert "import(" not in "".join((ASSETS / name).read_text() for name in CLIENT)
