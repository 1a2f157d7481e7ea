"""Member tokens in the browser: the vectors, and what is blinded and finished (P-24)."""

import gzip
import json
import re
import statistics
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature

from made_log import digest, text64
from made_members import ASSETS, Issuer, blinding, challenge, encoded, letter
from member_client import BLIND, FINALISE, PREPARE, b64, alone, call, issuer, place  # noqa: F401

VECTORS = Path(__file__).resolve().parents[2] / "shared/vectors"
CLIENT = ("member.js", "blindrsa.js", "tlog.js")


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
