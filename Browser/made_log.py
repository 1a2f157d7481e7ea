"""A petition's log made here, by the book (docs/formats), and a server that gives it out beside the real pages.

With it a test decides what the log says: its size, and what is wrong with it.
"""

import base64
import hashlib
import json
import urllib.request

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from made_server import MadeHandler, MadeServer

GRAMMAR = "undersigned/v1"


def digest(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def text64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def left_width(width: int) -> int:
    """The largest power of two below a width (RFC 6962, section 2.1)."""
    return 1 << (width - 1).bit_length() - 1


def root(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    left = left_width(len(leaves))
    return digest(b"\1", root(leaves[:left]), root(leaves[left:]))


def path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    left = left_width(len(leaves))
    if index < left:
        return path(index, leaves[:left]) + [root(leaves[left:])]
    return path(index - left, leaves[left:]) + [root(leaves[:left])]


def tiles(items: list[bytes]) -> list[tuple[str, list[bytes]]]:
    """The items by tiles, each with its name (tlog-tiles)."""
    named = []
    for start in range(0, len(items), 256):
        tile, number = items[start : start + 256], start // 256
        name = f"{number:03}" if number < 1000 else f"x{number // 1000:03}/{number % 1000:03}"
        named.append((name + ("" if len(tile) == 256 else f".p/{len(tile)}"), tile))
    return named


class MadeLog:
    """The files of one petition: `files` by their path below the petition's address."""

    def __init__(self, slug: str = "made", host: str = "petitions.example.org", place: str = "log", **more):
        """`place` is `log`, or `log/2` for a log that carries on the first one; `more` is said in the document."""
        self.slug, self.place, self.origin = slug, place, f"{host}/petitions/{slug}/{place}"
        self.secret = Ed25519PrivateKey.from_private_bytes(digest(slug.encode()))
        key = b"\1" + self.secret.public_key().public_bytes_raw()
        self.key_id = digest(self.origin.encode(), b"\n", key)[:4]
        self.vkey = f"{self.origin}+{self.key_id.hex()}+{text64(key)}"
        log = {"origin": self.origin, "vkey": self.vkey}
        self.document = json.dumps({"log": log, "slug": slug, **more}).encode()
        self.entries: list[bytes] = []
        self.counts = {"mail": 0, "org": 0, "member": 0, "paper": 0}
        self.removed = 0
        self.add(f"{GRAMMAR} petition {text64(digest(self.document))}")

    def add(self, *lines: str) -> None:
        """Adds entries as they are, right or wrong."""
        self.entries += [line.encode() for line in lines]

    def sign(self, kind: str = "mail", commitment: bytes = bytes(32), lines: int = 1) -> None:
        self.add(f"signed {kind} {text64(commitment)}" + (f" {lines}" if kind == "paper" else ""))
        self.counts[kind] += lines

    def remove(self, index: int, kind: str = "mail", lines: int = 1, reason: str = "withdrawn") -> None:
        self.add(f"removed {index} {reason}")
        self.counts[kind] -= lines
        self.removed += lines

    def leaves(self) -> list[bytes]:
        return [digest(b"\0", entry) for entry in self.entries]

    def checkpoint(self) -> bytes:
        message = f"{self.origin}\n{len(self.entries)}\n{text64(root(self.leaves()))}\n"
        signature = text64(self.key_id + self.secret.sign(message.encode()))
        return f"{message}\n— {self.origin} {signature}\n".encode()

    def count_json(self) -> bytes:
        figures = {"slug": self.slug, "count": sum(self.counts.values()), "size": len(self.entries)}
        return json.dumps({**figures, "classes": self.counts, "removed": self.removed}).encode()

    def files(self) -> dict[str, bytes]:
        files = {"document.json": self.document, "count.json": self.count_json()}
        files[f"{self.place}/checkpoint"] = self.checkpoint()
        for name, bundle in tiles(self.entries):
            content = b"".join(len(entry).to_bytes(2, "big") + entry for entry in bundle)
            files[f"{self.place}/tile/entries/{name}"] = content
        return files

    def hash_tiles(self) -> dict[str, bytes]:
        files, hashes, level = {}, self.leaves(), 0
        while hashes:
            for name, tile in tiles(hashes):
                files[f"{self.place}/tile/{level}/{name}"] = b"".join(tile)
            hashes = [root(hashes[start : start + 256]) for start in range(0, len(hashes) // 256 * 256, 256)]
            level += 1
        return files

    def statement(self, name: str = "Ada Example", origin: str | None = None) -> bytes:
        lines = [f"{GRAMMAR} signature", f"petition {origin or self.origin}", "text 1", "email ada@example.org"]
        return "".join(line + "\n" for line in [*lines, f"name {name}", "shown no"]).encode()

    def receipt(self, index: int, statement: bytes, salt: bytes = bytes(32)) -> bytes:
        """A receipt for an entry that was added with the commitment of the statement and the salt."""
        extra = f"{GRAMMAR} receipt\nvkey {self.vkey}\nsalt {text64(salt)}\n".encode() + statement
        hashes = "".join(text64(hash) + "\n" for hash in path(index, self.leaves()))
        head = f"c2sp.org/tlog-proof@v1\nextra {text64(extra)}\nindex {index}\n{hashes}\n"
        return head.encode() + self.checkpoint()


class MadeSite(MadeServer):
    """Gives out made logs on a free port; everything else, the page included, comes from the real server."""

    def __init__(self, real: str, stand_in: str):
        """`stand_in` is the slug of a real petition whose page is shown for the made ones."""
        self.files: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        files, types, page = self.files, self.types, f"{real}/petitions/{stand_in}/verify"

        class Handler(MadeHandler):
            def do_GET(self):
                name = self.path.split("?")[0]
                if name in files:
                    return self.give(200, {"Content-Type": types.get(name, "application/octet-stream")}, files[name])
                slug = name.removeprefix("/petitions/").removesuffix("/verify")
                own = name == f"/petitions/{slug}/verify"
                if not own and not name.startswith("/assets/"):
                    return self.give(404, {}, b"")
                with urllib.request.urlopen(page if own else real + name, timeout=10) as answer:
                    body = answer.read()
                    body = body.replace(f'"/petitions/{stand_in}'.encode(), f'"/petitions/{slug}'.encode())
                    return self.give(200, dict(answer.headers), body)

        super().__init__(Handler)

    def show(self, log: MadeLog, **changed: bytes) -> str:
        """Gives out a log, some files of it changed; the address of its page."""
        files = {**log.files(), **changed}
        self.files.update({f"/petitions/{log.slug}/{name}": content for name, content in files.items()})
        return f"{self.address}/petitions/{log.slug}/verify"
