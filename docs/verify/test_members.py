"""Members' tokens: those of the examples in the documents, which the program issued, and some that Python signs here."""

import base64
import json
import shutil
from pathlib import Path

import members
from agreement import Agreement
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sample_log import ORIGIN, NoteKey, SampleLog, b64, sha256, some_hash

FORMATS = Path(__file__).resolve().parent.parent / "formats"
EXAMPLE, SUCCESSION = FORMATS / "member-token-example", FORMATS / "member-succession-example"
NAME = "members.example.org"
PREFIX = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108300b0609"
    "608648016503040202a2030201300382010f00"
)
PSS = padding.PSS(padding.MGF1(SHA384()), 48)


class Issuer:
    def __init__(self, bits=2048, exponent=65537):
        self.private = rsa.generate_private_key(exponent, bits)
        self.spki = PREFIX + self.private.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)

    def token(self, entry, number=0, name=NAME, kind=b"\0\2", pss=PSS, hash=SHA384()):
        challenge = b"\0\2" + len(name).to_bytes(2, "big") + name.encode() + b"\x20" + sha256(entry) + b"\0\0"
        token = kind + sha256(b"nonce %d" % number) + sha256(challenge) + sha256(self.spki)
        return token + self.private.sign(token, pss, hash)


ISSUER, OTHER = Issuer(), Issuer()


class Members(Agreement):
    second = staticmethod(members.verify)

    def log(self, named) -> SampleLog:
        log = SampleLog(["undersigned/v1 petition {document}", "day 2018-06-20"])
        log.document["members"] = named
        return log

    def tokens(self, name, code, *make, before=()):
        """A log of members; each token is made from entry 0."""
        log = self.log({"issuer": {"key": b64(ISSUER.spki), "name": NAME}})
        entry = log.entries()[0]
        log.lines += [*before, *("member " + b64(some(entry)) for some in make)]
        self.case(name, code, log)

    def test_tokens(self):
        good = [lambda entry, number=number: ISSUER.token(entry, number) for number in range(5)]
        self.tokens("no member", 0)
        self.tokens("five members", 0, *good)
        self.tokens("behind a tile of others", 0, *good, before=[f"signed mail {some_hash(at)}" for at in range(300)])
        short, older = padding.PSS(padding.MGF1(SHA384()), 47), padding.PKCS1v15()
        for name, bad in {
            "another key": lambda entry: OTHER.token(entry, 9),
            "another petition": lambda entry: ISSUER.token(entry + b"x", 9),
            "another issuer's name": lambda entry: ISSUER.token(entry, 9, name="members.example.com"),
            "another type": lambda entry: ISSUER.token(entry, 9, kind=b"\0\1"),
            "a shorter salt": lambda entry: ISSUER.token(entry, 9, pss=short),
            "another padding": lambda entry: ISSUER.token(entry, 9, pss=older),
            "the key's id, not its signature": lambda entry: ISSUER.token(entry, 9)[:98] + OTHER.token(entry, 9)[98:],
            "a nonce that was not signed": lambda entry: ISSUER.token(entry, 9)[:98] + ISSUER.token(entry, 8)[98:],
        }.items():
            self.tokens(name, 3, *good, bad)
            self.tokens(name + ", first", 3, bad, *good)
        self.tokens("the same token twice", 3, good[0], good[0])

    def test_issuers(self):
        key = b64(ISSUER.spki)
        for number, named in enumerate([None, {}, {"issuer": None}, {"domains": ["example.org"]}]):
            self.case(f"no issuer {number}", 0, self.log(named))
        flipped = bytearray(ISSUER.spki)
        flipped[70] ^= 1
        even = ISSUER.spki[:336] + bytes([ISSUER.spki[336] ^ 1]) + ISSUER.spki[337:]
        plain = ISSUER.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        wrong = [bytes(flipped), even, plain, Issuer(3072).spki, Issuer(exponent=3).spki, b""]
        issuers = [{"key": b64(other), "name": NAME} for other in wrong]
        issuers += [{"key": key, "name": name} for name in ("", "bücher.example", "a\n", 7, None)]
        issuers += [{"key": key}, {"name": NAME}, [], "key", {"key": key[:-1], "name": NAME}, {"key": 7, "name": NAME}]
        issuers += [{"key": key + "\n", "name": NAME}]
        for issuer in issuers:
            self.case(f"issuer {str(issuer)[-60:]}", 3, self.log({"issuer": issuer}))
        for named in ([], "members", 7):
            self.case(f"members {named!r}", 3, self.log(named))

    def test_the_program_s_own(self):
        def example(name, code):
            folder = Path(self.folder.name) / str(len(self.cases))
            shutil.copytree(EXAMPLE, folder)
            self.cases.append((name, folder, code, ()))
            return folder

        example("as it was issued", 0)
        document = example("another issuer", 3) / "document.json"
        key = base64.b64encode(ISSUER.spki)
        own = document.read_bytes()
        start = own.index(b'"key":"') + 7
        document.write_bytes(own[:start] + key + own[start + len(key) :])

    def carried(self, name, code, context, *tokens, spoilt=None):
        """A log that carries on the first one, under a key of its own; `context` stands in its document unless it is None."""
        log = self.log({"issuer": {"key": b64(ISSUER.spki), "name": NAME}})
        log.key = NoteKey(ORIGIN + "/2", "log 2")
        log.document["log"] = {"grammar": "undersigned/v1", "origin": log.key.name, "vkey": log.key.vkey}
        if context is not None:
            log.document["members"]["issuer"]["context"] = context
        entry = log.entries()[0]
        log.lines += ["member " + b64(some(entry) if callable(some) else some) for some in tokens]
        folder = self.case(name, code, log)
        if spoilt is not None:
            document = folder / "document.json"
            document.write_text(document.read_text().replace(context, spoilt))

    def test_logs_that_carry_on(self):
        first = b"undersigned/v1 petition " + some_hash(99).encode()
        before, context = [ISSUER.token(first, number) for number in range(3)], b64(sha256(first))
        self.carried("tokens of before the loss", 0, context, *before)
        self.carried("no context, and none of before", 0, None, ISSUER.token)
        self.carried("no context", 3, None, *before)
        self.carried("another context", 3, b64(sha256(b"another")), *before)
        self.carried("for the new entry 0", 3, context, *before, ISSUER.token)
        self.carried("by another key", 3, context, *before, OTHER.token(first, 9))
        self.carried("put in later", 3, context, *before, spoilt=b64(sha256(b"another")))
        for wrong in (b64(sha256(first)[:31]), b64(sha256(first) + b"\0"), context[:-1], context + "\n", "", 7, [], True):
            self.carried(f"context {wrong!r}", 3, wrong, *before)

    def test_the_program_s_own_after_a_loss(self):
        def example(name, code):
            folder = Path(self.folder.name) / str(len(self.cases))
            shutil.copytree(SUCCESSION, folder)
            self.cases.append((name, folder, code, ()))
            return folder / "document.json"

        report = members.verify(str(SUCCESSION))
        self.assertEqual((report["tokens"], report["issued"]), (40, 41))
        example("as it was carried on", 0)
        own = json.loads((SUCCESSION / "document.json").read_bytes())
        context = own["members"]["issuer"].pop("context")
        example("without its context", 3).write_text(json.dumps(own, sort_keys=True, separators=(",", ":")))
        document = example("with another context", 3)
        document.write_text(document.read_text().replace(context, b64(sha256(b"another"))))

    def test_the_program_s_own_tokens_need_their_context(self):
        """The same entries under a document, and in a log, that are made here."""
        own = json.loads((SUCCESSION / "document.json").read_bytes())
        bundle, entries = next((SUCCESSION / "log/2/tile/entries/000.p").iterdir()).read_bytes(), []
        while bundle:
            size = int.from_bytes(bundle[:2], "big") + 2
            entries, bundle = [*entries, bundle[2:size]], bundle[size:]
        context = own["members"]["issuer"]["context"]
        for name, code, given in (
            ("as it was", 0, context), ("missing", 3, None), ("another", 3, b64(sha256(entries[0]))),
        ):
            log = SampleLog(["undersigned/v1 petition {document}", *entries[1:]], NoteKey(own["log"]["origin"], "log 2"))
            issuer = {**own["members"]["issuer"], "context": given}
            if given is None:
                del issuer["context"]
            log.document = {**own, "log": {**own["log"], "vkey": log.key.vkey}, "members": {**own["members"], "issuer": issuer}}
            self.case(f"context {name}", code, log)
