"""Petitions as folders of files, signed with a key of the test: good ones, and ones with a planted fault."""

import base64
import datetime
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "petitions.example.org/petitions/save-the-library/log"
TILE = 256


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def some_hash(number: int) -> str:
    """A hash that looks like a commitment, another one for each number."""
    return b64(sha256(b"sample %d" % number))


class NoteKey:
    """An Ed25519 key of signed-note; its seed is the hash of a word, so each run makes the same."""

    def __init__(self, name: str = ORIGIN, word: str = "log"):
        self.name = name
        self.private = Ed25519PrivateKey.from_private_bytes(sha256(word.encode()))
        self.material = b"\x01" + self.private.public_key().public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + self.material)[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64(self.material)}"

    def line(self, text: str) -> str:
        return f"— {self.name} {b64(self.id + self.private.sign(text.encode()))}\n"


KEY = NoteKey()


def tree_hashes(entries: list[bytes]) -> list[list[bytes]]:
    """The hashes of complete subtrees, by height."""
    levels = [[sha256(b"\x00" + entry) for entry in entries]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([sha256(b"\x01" + below[at] + below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return levels


def root_hash(levels: list[list[bytes]]) -> bytes:
    """RFC 6962, 2.1: odd ends are joined from the right."""
    root = None
    for level in levels:
        if len(level) % 2:
            root = level[-1] if root is None else sha256(b"\x01" + level[-1] + root)
    return root or sha256(b"")


def tile_path(number: int) -> str:
    digits = [f"{number % 1000:03}"]
    while number := number // 1000:
        digits.insert(0, f"x{number % 1000:03}")
    return "/".join(digits)


class SampleLog:
    """A petition before it is written: everything in it may be changed by a test first."""

    def __init__(self, lines: list[str], key: NoteKey = KEY):
        self.key = key
        self.document = {
            "binding": "en", "slug": "save-the-library", "version": 1,
            "log": {"grammar": "undersigned/v1", "origin": key.name, "vkey": key.vkey},
        }
        self.lines = lines
        self.count: dict | None = None

    def document_bytes(self) -> bytes:
        return json.dumps(self.document, sort_keys=True, separators=(",", ":")).encode()

    def entries(self) -> list[bytes]:
        """`{document}` stands for the document's hash; bytes are taken as they are."""
        digest = b64(sha256(self.document_bytes()))
        lines = [line.replace("{document}", digest) if isinstance(line, str) else line for line in self.lines]
        return [line.encode() if isinstance(line, str) else line for line in lines]

    def checkpoint_text(self) -> str:
        entries = self.entries()
        return f"{self.key.name}\n{len(entries)}\n{b64(root_hash(tree_hashes(entries)))}\n"

    def write(self, folder: Path, note: str | None = None) -> None:
        entries = self.entries()
        log = folder / self.key.name[self.key.name.rindex("/log") + 1 :]
        self.write_width(log / "tile/entries", [len(e).to_bytes(2, "big") + e for e in entries])
        levels = tree_hashes(entries)
        for height in range(0, len(levels), 8):
            if levels[height]:
                self.write_width(log / f"tile/{height // 8}", levels[height])
        text = self.checkpoint_text()
        (log / "checkpoint").write_text(note if note is not None else text + "\n" + self.key.line(text))
        (folder / "document.json").write_bytes(self.document_bytes())
        if self.count is not None:
            (folder / "count.json").write_text(json.dumps(self.count, sort_keys=True, separators=(",", ":")))

    @staticmethod
    def write_width(folder: Path, items: list[bytes]) -> None:
        for start in range(0, len(items), TILE):
            part = items[start : start + TILE]
            name = tile_path(start // TILE) + ("" if len(part) == TILE else f".p/{len(part)}")
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(b"".join(part))


def every_kind() -> list[str]:
    """A log with each kind of entry that the grammar knows, counted by hours."""
    token = "AAI" + "b" * 469  # RFC 9578, type 0x0002
    return [
        "undersigned/v1 petition {document}", "opened", "hour 2018-06-20T14Z",
        f"signed mail {some_hash(1)}", f"signed mail {some_hash(2)}", f"signed org {some_hash(3)}",
        "hour 2018-06-20T15Z", f"signed paper {some_hash(4)} 25", f"member {token}", "removed 4 withdrawn",
        f"signed mail {some_hash(5)}", f"amended 3 {some_hash(6)}", f"text 2 {some_hash(7)}", "issued 12",
        f"goal 1000 {some_hash(8)}", "reveal", "hour 2018-06-21T00Z", "removed 7 invalid:sheet-2",
        f"signed mail {some_hash(9)}", f"delivered {some_hash(10)}", f"response {some_hash(11)}",
        f"audit {some_hash(12)}", f"note {some_hash(13)}", "hour 2018-07-01T08Z", f"signed mail {some_hash(14)}",
        "closed",
    ]  # fmt: skip


def many(number: int) -> list[str]:
    """A log of so many entries: a new hour after each hundred, and a withdrawal now and then."""
    lines = ["undersigned/v1 petition {document}", "opened"]
    hour = 0
    while len(lines) < number:
        at = len(lines)
        if at % 100 == 2:
            mark = datetime.datetime(2018, 6, 1) + datetime.timedelta(hours=hour)
            lines.append(f"hour {mark:%Y-%m-%dT%H}Z")
            hour += 1
        elif at % 50 == 40:
            lines.append(f"removed {at - 7} withdrawn")
        else:
            lines.append(f"signed mail {some_hash(at)}")
    return lines
