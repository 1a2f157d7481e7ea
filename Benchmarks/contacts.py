"""How fast a petition's own contacts are exported, and in how much memory, at two sizes.

    .build-interop/bin/python Benchmarks/contacts.py --program .build/release/undersigned --limits .build/release/limits

Prints one JSON object a size; exit code 1 where its own memory grows by more than half from the first size to the last.
Below some 200,000 contacts the database's cache of 16 MB is not full yet, and the memory still grows.
"""

import argparse
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time
from base64 import b64decode

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.CHACHA20_POLY1305)


def number(value):
    return value.to_bytes(8, "big")


def seal_all(data):
    """Seals a contact for every signature, as a site does: one encapsulation for many."""
    database = sqlite3.connect(data / "undersigned.sqlite")
    petition, slug = database.execute("SELECT id, slug FROM petition").fetchone()
    document, = database.execute("SELECT hash FROM document WHERE petition_id = ?", [petition]).fetchone()
    key = X25519PrivateKey.from_private_bytes(b64decode((data / "keys" / slug / "custody.key").read_bytes()))
    info = b"undersigned/v1 custody custody" + number(petition)
    encapsulation, sender = SUITE.create_sender_context(KEMKey.from_pyca_cryptography_key(key.public_key()), info=info)
    secret = sender.export(b"undersigned/v1 records", 32)
    authenticated = b"undersigned/v1 seal" + number(petition) + number(1) + document

    def rows():
        for record, in database.execute("SELECT id FROM signature ORDER BY id").fetchall():
            own = HKDF(SHA256(), 32, None, b"undersigned/v1 record" + number(record)).derive(secret)
            text = json.dumps({"email": f"person{record}@example.org", "name": f"Person {record}", "language": "en"})
            nonce = os.urandom(12)
            yield petition, record, 1, 1, nonce + AESGCM(own).encrypt(nonce, text.encode(), authenticated), 1

    database.execute("DELETE FROM seal")
    database.execute("INSERT INTO encapsulation (petition_id, id, recipient, content) VALUES (?, 1, 'custody', ?)", [petition, encapsulation])
    columns = "petition_id, signature_id, encapsulation_id, text_version, content, log_number"
    database.executemany(f"INSERT INTO seal ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows())
    database.commit()
    database.close()
    return slug


def settle(program, data):
    """What making the data leaves behind is not part of an export: older tables, and a journal whose index is mapped."""
    subprocess.run([program, "petition", "list", "--data", data], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    database = sqlite3.connect(data / "undersigned.sqlite")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def own_memory(process):
    """In kB, without the pages of files that are mapped."""
    try:
        status = pathlib.Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")), 0)


def export(program, data, slug, out):
    """Seconds, and the most memory of its own in MB, of one export."""
    start = time.monotonic()
    process = subprocess.Popen([program, "export", "--data", data, slug, "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    heap = 0
    while process.poll() is None:
        heap = max(heap, own_memory(process.pid))
        time.sleep(0.2)
    if process.returncode:
        sys.exit(f"the export ended with {process.returncode}")
    with open(out, newline="") as table:
        lines = sum(1 for _ in table) - 1
    return {"contacts": lines, "seconds": round(time.monotonic() - start, 1), "megabytes": round(heap / 1_024)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--limits", required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300_000, 1_000_000])
    options = parser.parse_args()
    measured = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="undersigned-contacts-") as folder:
            folder = pathlib.Path(folder)
            subprocess.run([options.limits, "append", folder, "1000", str(size), "1"], check=True, stdout=subprocess.DEVNULL)
            slug = seal_all(folder / "large")
            settle(options.program, folder / "large")
            measured.append(export(options.program, folder / "large", slug, folder / "contacts.csv"))
            print(json.dumps(measured[-1]), flush=True)
    if measured[-1]["megabytes"] > 1.5 * measured[0]["megabytes"]:
        sys.exit("the memory grows with the number of contacts")


if __name__ == "__main__":
    main()
