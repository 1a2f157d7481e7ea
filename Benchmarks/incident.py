#!/usr/bin/env python3
"""How long `undersigned incident` takes over a million made signatures (P-14): Benchmarks/incident.py [ROWS]

The rows hold random bytes where sealed data would be; nothing of them is read but their number. UNDERSIGNED names the program.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
COUNT = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"""
SIGNATURES = f"""{COUNT} INSERT INTO signature (id, petition_id, state, tag, token_hash, box, text_version, asked_at, decided_at,
    mailed_at) SELECT i, 1, CASE WHEN i % 10 = 0 THEN 'pending' ELSE 'held' END, randomblob(32), randomblob(32),
    randomblob(200), 1, 1529496000 + i, 1529496000 + i, '' FROM n"""
SEALS = f"""{COUNT} INSERT INTO seal (petition_id, signature_id, encapsulation_id, text_version, content)
    SELECT 1, i, 1, 1, randomblob(120) FROM n WHERE i % 10 > 0"""
NAMES = f"""{COUNT} INSERT INTO public_name (petition_id, day, shuffle, signature_id, name)
    SELECT 1, 1529452800, random(), i, 'Person ' || i FROM n WHERE i % 3 = 0"""


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    program = os.environ.get("UNDERSIGNED", str(PROJECT / ".build/release/undersigned"))
    with tempfile.TemporaryDirectory() as folder:
        names = ["--data", folder, "--base-url", "http://127.0.0.1:1"]
        subprocess.run([program, "campaign", "import", *names, PROJECT / "examples/families-2018"], check=True,
                       stdout=subprocess.DEVNULL)
        with sqlite3.connect(Path(folder) / "undersigned.sqlite") as database:
            for statement in (SIGNATURES, SEALS, NAMES):
                database.execute(statement, (rows,))
        database.close()
        for words in (["database-and-keys"], ["backup", "--of", "2018-06-25"]):
            began = time.monotonic()
            done = subprocess.run([program, "incident", "--data", folder, "--taken", *words], check=True,
                                  capture_output=True, text=True)
            print(f"--taken {' '.join(words)}: {time.monotonic() - began:.1f} s over {rows} rows")
        print("\n".join(done.stdout.splitlines()[:9]))


if __name__ == "__main__":
    main()
