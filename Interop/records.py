"""Opens what we seal with other people's programs: pyhpke, and cryptography for AES and HKDF.

The example in the documents, then a signature that a running site has sealed to a partner's key.
"""

import base64
import hashlib
import json
import os
import re
import sqlite3
import sys
import tempfile
import time
import urllib.request
from email import message_from_bytes, policy
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from trial import check, free_port, processes, run, start

EXAMPLE = Path(__file__).resolve().parent.parent / "docs/formats/partner-records-example.jsonl"
SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.CHACHA20_POLY1305)
PRIVATE = X25519PrivateKey.from_private_bytes(b"\x2a" * 32)
WORDING = "Yes, the readers may write to me"
CAMPAIGN = """slug: coalition
title: Libraries
summary: One petition.
sponsor: {{id: sponsor, name: Sponsor}}
partners: [{{id: readers, name: Readers, opt_in: "{wording}", key: {key}}}]
targets: [{{id: council, name: The council, state: no-answer}}]
petitions: [{{slug: lib, title: Keep it open, letter: letter.md, to: [council], from: You, state: open}}]
"""


def number(value):
    return value.to_bytes(8, "big")


def opened(petition, record, text, recipient, wording, encapsulation, content):
    info = f"undersigned/v1 custody {recipient}".encode() + number(petition)
    private = KEMKey.from_pyca_cryptography_key(PRIVATE)
    secret = SUITE.create_recipient_context(encapsulation, private, info=info).export(b"undersigned/v1 records", 32)
    key = HKDF(SHA256(), 32, None, b"undersigned/v1 record" + number(record)).derive(secret)
    aad = b"undersigned/v1 seal" + number(petition) + number(text) + wording
    return json.loads(AESGCM(key).decrypt(content[:12], content[12:], aad))


def look(petition, record, recipient, sealed):
    digest = hashlib.sha256(WORDING.encode()).digest()
    inside = opened(petition, record, 1, recipient, digest, *sealed)
    check("pyhpke opens what we sealed", inside["email"].endswith("@example.org"), inside)
    check("the sentence that was ticked is named inside", base64.b64decode(inside["wording"]) == digest)
    try:
        opened(petition, record, 2, recipient, digest, *sealed)
        sys.exit("FAILED: a record opens under another version of the text")
    except InvalidTag:
        check("it does not open under another version of the text", True)


def example():
    lines = [json.loads(line) for line in EXAMPLE.read_text().splitlines()]
    contacts = [line for line in lines if line["kind"] == "contact"]
    check("the example has two contacts and an end", len(contacts) == 2 and lines[-1]["kind"] == "end")
    for line in contacts:
        sealed = [base64.b64decode(line[name]) for name in ("encapsulation", "content")]
        look(line["petition"], line["record"], "partner readers", sealed)


def mailed(folder):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for mail in folder.glob("*.eml"):
            message = message_from_bytes(mail.read_bytes(), policy=policy.default)
            found = re.search(r"/s/[A-Za-z0-9_-]+", message.get_body(("plain",)).get_content())
            if found:
                return found.group()
        time.sleep(0.05)
    sys.exit("FAILED: no mail came")


def send(address, fields):
    body = json.dumps(fields).encode()
    asked = urllib.request.Request(address, body, {"Content-Type": "application/json", "Accept": "application/json"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return answer.status


def live(folder):
    program, port = os.environ["UNDERSIGNED"], free_port()
    base = f"http://127.0.0.1:{port}"
    public = PRIVATE.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    (folder / "campaign").mkdir()
    text = CAMPAIGN.format(wording=WORDING, key=base64.b64encode(public).decode())
    (folder / "campaign/campaign.yaml").write_text(text)
    (folder / "campaign/letter.md").write_text("Please keep it open.")
    place = ["--data", str(folder / "data"), "--base-url", base]
    run(program, "campaign", "import", *place, str(folder / "campaign"))
    with open(folder / "serve.log", "wb") as log:
        served = [*place, "--listen", f"127.0.0.1:{port}", "--limits", "off", "--mail", f"folder:{folder}/mail"]
        start(program, "serve", *served, log=log)
    for _ in range(400):
        try:
            urllib.request.urlopen(base + "/readyz", timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    signatory = {"name": "Ada", "email": "ada@example.org", "partner": ["readers"]}
    send(base + "/petitions/lib/signatures", signatory)
    send(base + mailed(folder / "mail"), {"text": "1"})
    with sqlite3.connect(folder / "data/undersigned.sqlite") as database:
        row = database.execute(
            "SELECT r.petition_id, r.signature_id, r.recipient, e.content, r.content FROM partner_record r"
            " JOIN encapsulation e ON e.id = r.encapsulation_id"
        ).fetchone()
    database.close()
    check("the running site sealed a contact to the partner's key", row is not None)
    look(row[0], row[1], row[2], row[3:])


example()
with tempfile.TemporaryDirectory() as folder:
    try:
        live(Path(folder))
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)
