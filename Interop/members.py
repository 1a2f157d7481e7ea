"""Members' tokens against the two programs of docs/formats/member-tokens.md: plain openssl, and cryptography.

The example, whose tokens our own code issued, and copies of it in which one bit is another one.
"""

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from trial import check

FORMATS = Path(__file__).resolve().parent.parent / "docs/formats"
EXAMPLE = FORMATS / "member-token-example"
BUNDLE = "log/tile/entries/000.p/8"
SIZES = {"type": 2, "nonce": 32, "challenge digest": 32, "key id": 32, "authenticator": 256}


def programs():
    text = (FORMATS / "member-tokens.md").read_text()
    shell, python = (re.search(rf"^```{kind}\n(.*?)^```", text, re.M | re.S)[1] for kind in ("sh", "python"))
    return {"openssl": ["bash", "-c", shell], "cryptography": [sys.executable, "-c", python]}


def accepts(program, folder):
    done = subprocess.run(program, cwd=folder, capture_output=True, timeout=60)
    return done.returncode == 0


def changed_token(bundle, byte):
    text = re.search(rb"member ([A-Za-z0-9+/]{472})", bundle)[1]
    token = bytearray(base64.b64decode(text))
    token[byte] ^= 1
    return bundle.replace(text, base64.b64encode(token))


def changes():
    """What is changed in a copy: the file, what it is called, and how its bytes become others."""
    start = 0
    for field, size in SIZES.items():
        for byte in (start, start + size - 1):
            yield BUNDLE, f"bit of the {field} in byte {byte}", lambda bundle, byte=byte: changed_token(bundle, byte)
        start += size
    yield BUNDLE, "hash in entry 0", lambda bundle: bundle.replace(bundle[40:44], b"AAAA", 1)
    yield "document.json", "letter", lambda document: document.replace(b"contract", b"Contract", 1)
    yield "document.json", "issuer's name", lambda document: document.replace(b"members.example", b"nembers.example", 1)
    yield "document.json", "issuer's key", lambda document: document.replace(b'IDAQAB"', b'IDAQAA"', 1)


def renamed(folder):
    """Another name of the issuer, in a document that entry 0 names: all fits but what the tokens are for."""
    document, bundle = (EXAMPLE / "document.json").read_bytes(), (EXAMPLE / BUNDLE).read_bytes()
    other = document.replace(b"members.example", b"nembers.example", 1)
    old, new = (base64.b64encode(hashlib.sha256(some).digest()) for some in (document, other))
    (folder / "document.json").write_bytes(other)
    (folder / BUNDLE).write_bytes(bundle.replace(old, new, 1))


def member_count():
    return len(re.findall(rb"member [A-Za-z0-9+/]{472}", (EXAMPLE / BUNDLE).read_bytes()))


check("the example has three tokens", member_count() == 3)
for name, program in programs().items():
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "petition"
        shutil.copytree(EXAMPLE, folder)
        check(f"{name} accepts the tokens that we issued", accepts(program, folder))
        for file, what, change in changes():
            sound = (EXAMPLE / file).read_bytes()
            (folder / file).write_bytes(change(sound))
            check(f"{name}: the {what} is another one", change(sound) != sound)
            check(f"{name} refuses that", not accepts(program, folder))
            (folder / file).write_bytes(sound)
        check(f"{name} accepts the example as it was", accepts(program, folder))
        renamed(folder)
        check(f"{name} refuses tokens that are for another issuer's name", not accepts(program, folder))
