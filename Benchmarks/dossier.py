#!/usr/bin/env python3
"""How long pages of contract records take, whatever their number: made records are imported, published and read.

    Benchmarks/dossier.py --program .build/release/undersigned --records 1000000 --folder FOLDER [--database postgres://…]

The folder is new, or one that an earlier run has filled. On SQLite it says how long the transactions were in which the records were
published, taken back (--withdraw) and removed (--remove): nobody can sign meanwhile.
"""

import argparse
import pathlib
import random
import sqlite3
import statistics
import subprocess
import threading
import time
import urllib.request

from processes import free_port

HEAD = (
    "award_id_piid,parent_award_id_piid,recipient_name,recipient_uei,federal_action_obligation,action_date,modification_number,"
    "contract_award_unique_key,awarding_agency_name,awarding_sub_agency_name,transaction_description,"
    "current_total_value_of_award,potential_total_value_of_award\n"
)
WORDS = (
    "maintenance support services software licenses umbrellas vehicles detention transport guard medical analysis network "
    "uniform fuel training translation cutters roads rivers parks cloud storage records radio towers boats aircraft"
).split()


def write(path, count):
    """Three records an award, so many suppliers that most have few and some have very many."""
    chance = random.Random(8)
    with open(path, "w", encoding="utf-8") as table:
        table.write(HEAD)
        for number in range(count):
            award, step = divmod(number, 3)
            supplier = int(chance.paretovariate(0.6)) % 40_000 if step == 0 else supplier
            agency = award % 60
            kind = award % 3
            parent = "" if kind else f"IDV{award % 500}"
            key = f"CONT_AWD_70X{award}_7012_{parent or '-NONE-'}_{'7012' if parent else '-NONE-'}"
            amount = chance.choice((0, 0, -chance.randint(1, 9_999_999), chance.randint(1, 99_999_999))) / 100
            words = " ".join(chance.choices(WORDS, k=8))
            table.write(
                f"70X{award},{parent},SUPPLIER {supplier} {WORDS[supplier % 27].upper()} LLC,{supplier:012d},{amount},"
                f"{2010 + (award + step) % 15}-0{1 + step}-15,P{step:05d},{key},DEPARTMENT {agency % 8},OFFICE {agency},"
                f"{words} {award},{abs(amount)},{abs(amount) * 2}\n"
            )


class Commits(threading.Thread):
    """Notes when the database changes: between two commits lies one transaction, for which other writers wait."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.times, self.is_over = path, [], False

    def run(self):
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=1)
        known = None
        while not self.is_over:
            version = database.execute("PRAGMA data_version").fetchone()[0]
            if version != known:
                known = version
                self.times.append(time.perf_counter())
            time.sleep(0.0005)
        database.close()

    def words(self):
        self.is_over = True
        self.join()
        lengths = sorted((later - earlier) * 1_000 for earlier, later in zip(self.times[1:], self.times[2:]))
        middle, high = lengths[len(lengths) // 2], lengths[len(lengths) * 99 // 100]
        return f"{len(lengths)} transactions, median {middle:.0f} ms, 99th percentile {high:.0f} ms, longest {lengths[-1]:.0f} ms"


def command(options, data, *words):
    """Runs a command of evidence; says how long it took, and how long its transactions were."""
    commits = Commits(options.folder / "data" / "undersigned.sqlite") if not options.database and words[0] != "import" else None
    if commits:
        commits.start()
    began = time.perf_counter()
    subprocess.run([options.program, "evidence", words[0], *data, *words[1:]], check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - began
    print(f"{words[0]}: {took:.1f} s" + (f"; {commits.words()}" if commits else ""), flush=True)


def get(address):
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=60) as answer:
        body = answer.read()
    return (time.perf_counter() - began) * 1_000, body


PAGES = (
    "/evidence", "/evidence.json", "/evidence/suppliers", "/evidence/suppliers?from=supplier+2", "/evidence/suppliers?by=USD.order",
    "/evidence/agencies", "/evidence/suppliers/1", "/evidence/suppliers/2.json", "/evidence/agencies/1", "/evidence/agencies/1.csv",
    "/evidence/awards", "/evidence/awards?sign=taken&year=2015", "/evidence/awards?supplier=1&class=order",
    "/evidence/awards?agency=1", "/evidence/records", "/evidence/records?sign=taken", "/evidence/records?sign=zero&class=award",
    "/evidence/records?supplier=1&agency=1", "/evidence/records?agency=2&year=2012&sign=added", "/evidence/awards/1",
    "/evidence/awards/1.json", "/evidence/search?q=umbrellas", "/evidence/search?q=umbrellas+fuel+radio",
    "/evidence/search?q=70X777", "/evidence/search?q=supplier", "/evidence/search?q=supplier+nothing",
    "/evidence/records.json?year=2015", "/evidence/records.csv", "/evidence/suppliers.json",
)


def main():
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--program", required=True)
    asks.add_argument("--records", type=int, default=1_000_000)
    asks.add_argument("--folder", type=pathlib.Path, required=True)
    asks.add_argument("--database")
    asks.add_argument("--times", type=int, default=5)
    asks.add_argument("--withdraw", action="store_true")
    asks.add_argument("--remove", action="store_true")
    options = asks.parse_args()
    data = ["--data", str(options.folder / "data")] + (["--database", options.database] if options.database else [])
    if not (options.folder / "published").exists():
        options.folder.mkdir(parents=True, exist_ok=True)
        table = options.folder / "records.csv"
        write(table, options.records)
        command(options, data, "import", "--quiet", str(table))
        command(options, data, "publish", "1")
        (options.folder / "published").touch()
    if options.withdraw or options.remove:
        (options.folder / "published").unlink()
        command(options, data, "withdraw", "1")
        if options.remove:
            command(options, data, "remove", "1")
        return
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [options.program, "serve", *data, "--listen", f"127.0.0.1:{port}", "--base-url", base, "--limits", "off",
         "--mail", f"folder:{options.folder / 'mail'}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                get(base + "/readyz")
                break
            except OSError:
                time.sleep(0.1)
        for page in PAGES:
            first, body = get(base + page)
            times = [get(base + page)[0] for _ in range(options.times)]
            print(f"{page}: first {first:.0f} ms, median {statistics.median(times):.0f} ms, {len(body)} bytes", flush=True)
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main()
