#!/usr/bin/env python3
"""In how much memory an organiser opens the contacts of a sealed petition, at two sizes (docs/sealed.md).

    Seize/run --people 200 --keep FOLDER
    Benchmarks/sealed.py --program .build/debug/undersigned --site FOLDER

The records are those of the 200 people, over and over. Memory is what the process has of its own once the passphrase was
checked (scrypt takes 128 MB for half a second). Exit code 1 where it grows by more than half.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

PASSPHRASE = b"lantern gravel oboe tide\n"


def sealed_records(program, site):
    """The lines of a small site: its petition, its contacts, the end."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "sealed.jsonl"
        place = ["--data", site / "sealed/data", "--keys", site / "sealed/keys", "--base-url", "http://127.0.0.1"]
        subprocess.run([program, "export", "sealed-library", "--sealed", *place, "--out", out], check=True, stdout=subprocess.DEVNULL)
        return out.read_bytes().splitlines(keepends=True)


def write(lines, size, file):
    first, *contacts, last = lines
    with open(file, "wb") as out:
        out.write(first)
        for number in range(size):
            out.write(contacts[number % len(contacts)])
        out.write(last)


def own_memory(process):
    """In kB, without the pages of files that are mapped."""
    try:
        status = pathlib.Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")), 0)


def export(program, key, source, folder):
    start = time.monotonic()
    command = [program, "export", "--key", key, "--in", source, "--out", folder / "contacts.csv"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.stdin.write(PASSPHRASE)
    process.stdin.close()
    heap = 0
    while process.poll() is None:
        # The table's draft lies there from the moment the key is open.
        if any(folder.iterdir()):
            heap = max(heap, own_memory(process.pid))
        time.sleep(0.05)
    if process.returncode:
        sys.exit(f"the export ended with {process.returncode}")
    with open(folder / "contacts.csv", newline="") as table:
        contacts = sum(1 for _ in table) - 1
    return {"contacts": contacts, "seconds": round(time.monotonic() - start, 1), "megabytes": round(heap / 1_024, 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--site", type=pathlib.Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000, 200_000])
    options = parser.parse_args()
    lines = sealed_records(options.program, options.site)
    measured = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="undersigned-sealed-") as folder:
            folder = pathlib.Path(folder)
            (folder / "out").mkdir()
            write(lines, size, folder / "sealed.jsonl")
            key = options.site / "organiser/organiser.key"
            measured.append(export(options.program, key, folder / "sealed.jsonl", folder / "out"))
            print(json.dumps(measured[-1]), flush=True)
    if measured[-1]["megabytes"] > 1.5 * measured[0]["megabytes"]:
        sys.exit("the memory grows with the number of contacts")


if __name__ == "__main__":
    main()
