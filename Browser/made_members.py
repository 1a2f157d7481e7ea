"""An open letter's issuer, its witnesses and its made log, and a server that gives them out beside the real modules.

Written from RFC 9474, RFC 9578 and tlog-cosignature, and from nothing that the modules say.
"""

import hashlib
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from made_log import MadeLog, digest, text64
from made_server import MadeHandler, MadeServer

ASSETS = Path(__file__).parent.parent / "Sources/UndersignedWeb/Assets"
# RFC 9578, section 8.2.2: id-RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes.
SPKI = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108300b"
    "0609608648016503040202a2030201300382010f00"
)
PSS = padding.PSS(padding.MGF1(hashes.SHA384()), 48)
NAME = "issuer.example.org"


def encoded(message: bytes, salt: bytes, bits: int) -> int:
    """EMSA-PSS-ENCODE of RFC 8017, section 9.1.1, with SHA-384."""
    size = -(-bits // 8)
    hashed = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = salt.rjust(len(salt) + 1, b"\1").rjust(size - 49, b"\0")
    rounds = range(-(-len(block) // 48))
    mask = b"".join(hashlib.sha384(hashed + number.to_bytes(4, "big")).digest() for number in rounds)
    masked = int.from_bytes(block, "big") ^ int.from_bytes(mask[: len(block)], "big")
    masked &= (1 << len(block) * 8 - (size * 8 - bits)) - 1
    return int.from_bytes(masked.to_bytes(len(block), "big") + hashed + b"\xbc", "big")


class Issuer:
    """Signs what it is sent; with `pem`, with a key of a vector."""

    def __init__(self, pem: bytes | None = None, bits: int = 2048):
        key = load_pem_private_key(pem, None) if pem else rsa.generate_private_key(65537, bits)
        self.public, numbers = key.public_key(), key.private_numbers()
        self.n, self.d = numbers.public_numbers.n, numbers.d
        self.spki = SPKI + self.public.public_bytes(Encoding.DER, PublicFormat.PKCS1)
        self.key_id = digest(self.spki)

    def members(self, **more) -> dict:
        return {"issuer": {"name": NAME, "key": text64(self.spki)}, "domains": ["example.org"], "crowd": 20, **more}

    def answer(self, request: bytes) -> bytes:
        assert len(request) == 259 and request[:3] == b"\0\2" + self.key_id[-1:]
        return pow(int.from_bytes(request[3:], "big"), self.d, self.n).to_bytes(256, "big")

    def verify(self, token: bytes) -> None:
        """Raises unless the token is signed with the key."""
        self.public.verify(token[98:], token[:98], PSS, hashes.SHA384())


def der(issuer: Issuer, e: bytes = b"\1\0\1", length: int = 256) -> bytes:
    """A key in the form of RFC 9578, with another exponent or a shorter modulus."""
    return issuer.spki[:81] + issuer.n.to_bytes(256, "big")[:length] + b"\2\3" + e


def carried(first: MadeLog, issuer: Issuer, context: object, number: int = 2, entries: int = 5) -> MadeLog:
    """The log that carries on another one after a loss; `context` is as its document has it, and absent where it is None."""
    members = issuer.members()
    if context is not None:
        members["issuer"]["context"] = context
    log = MadeLog(first.slug, place=f"log/{number}", members=members)
    log.add("opened", "day 2018-06-20", *(f"issued {number}" for number in range(entries - 3)))
    return log


def challenge(log: MadeLog, name: str = NAME) -> bytes:
    """The SHA-256 of the TokenChallenge of RFC 9577, section 2.1, for one petition."""
    text = name.encode()
    return digest(b"\0\2", len(text).to_bytes(2, "big"), text, b"\x20", digest(log.entries[0]), b"\0\0")


class MadeWitness:
    def __init__(self, name: str):
        self.name, self.secret = name, Ed25519PrivateKey.from_private_bytes(digest(name.encode()))
        key = b"\4" + self.secret.public_key().public_bytes_raw()
        self.key_id = digest(name.encode(), b"\n", key)[:4]
        self.vkey = f"{name}+{self.key_id.hex()}+{text64(key)}"

    def line(self, checkpoint: bytes, time: int = 1_800_000_000) -> bytes:
        body = checkpoint[: checkpoint.rindex(b"\n\n") + 1]
        signature = self.secret.sign(b"cosignature/v1\ntime %d\n" % time + body)
        return f"— {self.name} {text64(self.key_id + time.to_bytes(8, 'big') + signature)}\n".encode()


class MemberSite(MadeServer):
    """Gives out made logs, the real modules, and pages of a test, on a free port; `asked` is what was asked for, and how."""

    def __init__(self):
        self.files: dict[str, bytes] = {"/": b"<!doctype html><title>A page</title>"}
        self.asked: list[str] = []
        self.heads: dict[str, dict[str, str]] = {}
        self.posts: list[tuple[str, dict, bytes]] = []
        self.answers = lambda path, body: (404, "text/plain", b"")
        site = self

        class Handler(MadeHandler):
            def do_GET(self):
                site.asked.append(self.path)
                site.heads[self.path] = {head.lower(): value for head, value in self.headers.items()}
                name = self.path.split("?")[0]
                module = ASSETS / self.path.removeprefix("/modules/")
                if self.path.startswith("/modules/"):
                    return self.say(200, "text/javascript", module.read_bytes())
                content = site.files.get(name)
                kind = "text/html; charset=utf-8" if content and content[:2] == b"<!" else "application/octet-stream"
                return self.say(404 if content is None else 200, kind, content or b"")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                site.posts.append((self.path, dict(self.headers), body))
                self.say(*site.answers(self.path, body))

            def say(self, status, kind, body, more={}):
                self.give(status, {"Content-Type": kind, **more}, body)

        super().__init__(Handler)

    def show(self, log: MadeLog, **changed: bytes | None) -> str:
        """Gives out a log, some files of it changed or missing; the petition's address."""
        files = {**log.files(), **log.hash_tiles(), **changed}
        path = f"/petitions/{log.slug}"
        for name in [name for name in self.files if name.startswith(path + "/") and name != path + "/members"]:
            del self.files[name]
        self.files.update({f"{path}/{name}": body for name, body in files.items() if body is not None})
        return self.address + path


def letter(issuer: Issuer, slug: str = "letter", entries: int = 5, **members) -> MadeLog:
    """An open letter's log with so many entries."""
    log = MadeLog(slug, members=issuer.members(**members))
    log.add("opened", "day 2018-06-20")
    # Each of them another one, so that no two hashes of the tree are equal.
    log.add(*(f"issued {number}" for number in range(entries - 3)))
    del log.entries[entries:]
    return log


def blinding(modulus: int) -> int:
    return 2 + secrets.randbelow(modulus - 2)
