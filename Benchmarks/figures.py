"""How fast organisers' figures load with a million signatures, a year of hours and fifty partners.

    python3 Benchmarks/figures.py --program .build/release/undersigned --limits .build/release/limits

Prints one JSON object; exit code 1 where the median is above 200 ms.
"""

import argparse
import http.cookiejar
import json
import pathlib
import random
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Browser"))

from one_time_code import code  # noqa: E402
from processes import BenchFailure, Server, free_port, run  # noqa: E402

TARGET_MS = 200
PASSPHRASE = "lantern gravel oboe tide"
DAY = 86_400
DOMAINS = ["gmail.com", "outlook.com", "yahoo.com", "gmx.de", "web.de", "icloud.com"] + [f"d{n}.example.org" for n in range(14)]


def campaign(database):
    """A campaign of fifty partners, and the petition in it."""
    partner = lambda number: {"id": f"partner-{number}", "name": f"Partner {number}"}  # noqa: E731
    content = {
        "slug": "libraries", "title": "Libraries", "summary": "", "language": "en", "sponsor": partner(0),
        "partners": [partner(number) for number in range(1, 50)], "targets": [], "demands": [], "sources": [],
    }
    row = database.execute("INSERT INTO campaign (slug, content) VALUES ('libraries', ?)", [json.dumps(content)])
    database.execute("UPDATE petition SET campaign_id = ?", [row.lastrowid])


def spread(database):
    """The count over a year of hours, and what a year leaves in the figures: rows of hours and days."""
    chance = random.Random(1)
    # The program refuses to start where the hours do not add up to the count of the log.
    (name, hour, count), = database.execute("SELECT class, MAX(hour), SUM(added) FROM tally GROUP BY class")
    each = count // 8_760
    # However many hours the signatures were made in: their sum stays that of the log.
    database.execute("DELETE FROM tally")
    hours = [(hour, count - each * 8_759)] + [(hour - 3_600 * number, each) for number in range(1, 8_760)]
    insert = "INSERT INTO tally (petition_id, hour, class, added, removed) VALUES (1, ?, ?, ?, 0)"
    database.executemany(insert, [(start, name, added) for start, added in hours])
    figure = "INSERT OR REPLACE INTO figure (petition_id, dimension, start, value, added, removed) VALUES (1, ?, ?, ?, ?, 0)"
    day = hour - hour % DAY
    for number in range(365):
        start = day - DAY * number
        database.executemany(figure, [("source", start, f"partner-{n}", chance.randrange(1, 90)) for n in range(50)])
        database.executemany(figure, [("asked", start, what, 900) for what in ("confirmed", "lapsed", "returned")])
    for number in range(24 * 30):
        database.executemany(figure, [("domain", hour - 3_600 * number, name, chance.randrange(20, 60)) for name in DOMAINS])


def queue(database, pending, mails):
    """Links and mails that wait."""
    now = int(time.time())
    database.executemany(
        "INSERT INTO signature (petition_id, state, tag, token_hash, asked_at, mailed_at) VALUES (1, 'pending', ?, ?, ?, '')",
        [(random.randbytes(32), random.randbytes(32), now - 60 * (number % 8_000)) for number in range(pending)],
    )
    database.executemany(
        "INSERT INTO outbox (petition_id, kind, message_id, key_hour, state, attempts, due_at, queued_at)"
        " VALUES (1, 'confirm', 'm', 0, 'waiting', 1, ?, ?)",
        [(now + 3_600 + number % 3_600, now) for number in range(mails)],
    )


class Organiser:
    """Signs in as somebody who runs everything."""

    def __init__(self, program, data, base):
        self.base = base
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        said = run([program, "admin", "create", "--data", data, "--base-url", base, "dana@example.org", "--name", "Dana"])
        link = said.strip().splitlines()[-1]
        page = self.fetch(link)
        secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page).group(1)
        seed = re.search(r'name="seed" value="([^"]+)"', page).group(1)
        fields = {"name": "Dana", "passphrase": PASSPHRASE, "code": code(secret), "seed": seed}
        codes = re.findall(r"<li><code[^>]*>([^<]+)</code>", self.fetch(link, fields))
        self.fetch(base + "/admin/sign-in", {"address": "dana@example.org", "passphrase": PASSPHRASE, "code": codes[0]})

    def fetch(self, address, fields=None):
        body = urllib.parse.urlencode(fields).encode() if fields else None
        with self.opener.open(address, body, timeout=60) as answer:
            return answer.read().decode()

    def timed(self, path):
        """Milliseconds from the request to the last byte, and the page."""
        start = time.perf_counter()
        page = self.fetch(self.base + path)
        return (time.perf_counter() - start) * 1_000, page


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--limits", required=True)
    parser.add_argument("--signatures", type=int, default=1_000_000)
    parser.add_argument("--pending", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", help="keeps the data there, and takes it up again")
    options = parser.parse_args()
    folder = pathlib.Path(options.folder or tempfile.mkdtemp(prefix="undersigned-figures-"))
    data = folder / "large"
    try:
        if not (data / "undersigned.sqlite").exists():
            run([options.limits, "append", folder, 1_000, options.signatures, 1])
            database = sqlite3.connect(data / "undersigned.sqlite")
            campaign(database)
            spread(database)
            queue(database, options.pending, 20_000)
            database.commit()
            database.close()
        report = measure(options, data)
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(report))
    sys.exit(0 if report["median_ms"] <= TARGET_MS else 1)


def measure(options, data):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    organiser = None
    shutil.rmtree(data / "mail", ignore_errors=True)
    command = [options.program, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", "--base-url", base]
    with Server([*command, "--mail", f"folder:{data / 'mail'}", "--limits", "off"], port, data / "serve.log", "/healthz"):
        organiser = Organiser(options.program, data, base)
        path = "/admin/campaigns/libraries/petitions/library/figures"
        times = []
        for _ in range(options.rounds):
            milliseconds, page = organiser.timed(path)
            times.append(milliseconds)
            # Beyond the pause of what is kept between two looks, so that nothing is measured twice.
            time.sleep(0.4)
        hub, _ = organiser.timed("/admin/campaigns/libraries/figures")
        if page.count('<svg class="plot" role="img"') < 3:
            raise BenchFailure("the page has no pictures")
    return {
        "signatures": options.signatures, "pending": options.pending, "first_ms": round(times[0], 1),
        "median_ms": round(statistics.median(times), 1), "worst_ms": round(max(times), 1),
        "campaign_ms": round(hub, 1), "bytes": len(page.encode()), "runs": [round(value, 1) for value in times],
    }


if __name__ == "__main__":
    main()
