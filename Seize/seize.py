#!/usr/bin/env python3
"""What a copy of everything on a server gives away (P-22).

Thousands of people sign a sealed and a standard petition through the pages; a few more have a mail that no mail server has
accepted. Then everything is taken but the machine's memory: data folder, configuration, backup; without the keys folder
and with it. With --postgres the sites are on a PostgreSQL server that this starts, whose whole folder is taken, with its
write-ahead log. Exit code 1 where somebody is found whom docs/threat-model.md does not name.
"""

import argparse
import contextlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "Benchmarks"))

from processes import Server, free_port, run  # noqa: E402

from crowd import DOMAIN, Crowd, address  # noqa: E402
from stores import PostgresServer, SQLiteStore  # noqa: E402
from thief import Thief  # noqa: E402

PASSPHRASE = "lantern gravel oboe tide\n"
WAITING = 5


class Site:
    """One petition, served on loopback; its mails fall into a folder elsewhere."""

    def __init__(self, program, folder, slug, key=None, server=None):
        self.program, self.slug = program, slug
        self.data, self.keys, self.mail = folder / "data", folder / "keys", folder / "mail"
        self.log = folder / "site.log"
        self.mail.mkdir(parents=True)
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.store = server.store(folder.name) if server else SQLiteStore(self.data)
        self.place = ["--data", self.data, "--keys", self.keys, "--base-url", self.base, *self.store.options]
        new = ["petition", "new", "--slug", slug, "--title", "Keep the library open", "--to", "The town council"]
        sealed = ["--custody-key", key] if key else []
        run([program, *new, "--text", HERE.parent / "Benchmarks/letter.md", *self.place, *sealed, "--open"])
        # What an operator writes down: it is taken, too.
        (folder / "configuration").mkdir()
        (folder / "configuration/undersigned.json").write_text(json.dumps({"base-url": self.base}))

    def serve(self, mail):
        command = ["serve", "--listen", f"127.0.0.1:{self.port}", "--mail", mail, "--limits", "off", *self.place]
        return Server([self.program, *command], self.port, self.log, "/healthz")


def gather(site, people):
    """Everybody signs; then a few ask while no mail server answers."""
    crowd = Crowd(site.port, site.mail)
    with site.serve(f"folder:{site.mail}"):
        signed = crowd.sign(site.slug, range(people))
        # Receipts: each is accepted and forgotten before the server is taken.
        waiting = 1
        deadline = time.monotonic() + 600
        while waiting and time.monotonic() < deadline:
            time.sleep(0.5)
            waiting = site.store.count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")
    shutil.rmtree(site.mail)
    with site.serve(f"smtp://127.0.0.1:{free_port()}"):
        crowd.ask(site.slug, range(people, people + WAITING))
        # The program takes its own backups while it serves.
        backup = site.data.parent / "backup/site.undersigned"
        run([site.program, "backup", "--data", site.data, *site.store.options, backup])
    return signed


def exported(site, keys, out):
    """How many contacts the program itself gives to whoever has the data and a keys folder."""
    command = [site.program, "export", site.slug, *site.place, "--keys", keys]
    finished = subprocess.run([str(part) for part in [*command, "--out", out]], capture_output=True, text=True)
    if finished.returncode:
        return 0
    return out.read_text().count(f"@{DOMAIN}")


def attack(site, people):
    """The findings, by what was taken."""
    folder = site.data.parent
    more = [folder / "configuration", folder / "backup", *site.store.folders()]
    guesses = [address(number) for number in range(people)] + [f"nobody{number}@{DOMAIN}" for number in range(1_000)]
    found = {}
    for name, taken, keys in [
        ("without keys", more, folder / "no-keys"), ("with keys", [*more, site.keys], site.keys),
    ]:
        thief = Thief(site.data, taken, site.store.values)
        found[name] = {
            "read": len(thief.addresses(DOMAIN)),
            "opened": exported(site, keys, folder / f"{name.replace(' ', '-')}.csv"),
            "confirmed of a list": len(thief.confirmed(guesses)),
        }
    return found


def expected(is_sealed, people):
    """What docs/threat-model.md says."""
    nothing = {"read": 0, "opened": 0, "confirmed of a list": 0}
    return {
        "without keys": nothing,
        "with keys": {"read": 0, "opened": 0 if is_sealed else people, "confirmed of a list": people},
    }


def is_seized_as_said(site, name, options):
    start = time.monotonic()
    signed = gather(site, options.people)
    found = attack(site, options.people)
    is_right = found == expected(name == "sealed", options.people) and signed == options.people
    seconds = round(time.monotonic() - start)
    told = {"petition": name, "database": site.store.name, "signed": signed, "found": found}
    print(json.dumps({**told, "as said": is_right, "seconds": seconds}), flush=True)
    return is_right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own (bin/setup --postgres)")
    parser.add_argument("--keep", type=pathlib.Path, help="an empty folder to leave everything in")
    options = parser.parse_args()
    is_fine = True
    with tempfile.TemporaryDirectory(prefix="undersigned-seize-") as temporary:
        folder = options.keep or pathlib.Path(temporary)
        (folder / "organiser").mkdir(parents=True)
        made = run([options.program, "key", "new", "--out", folder / "organiser/organiser.key"], input=PASSPHRASE)
        key = next(line.split()[-1] for line in made.splitlines() if line.startswith("public key:"))
        with PostgresServer() if options.postgres else contextlib.nullcontext() as server:
            for name, own in [("sealed", key), ("standard", None)]:
                (folder / name / "backup").mkdir(parents=True)
                site = Site(options.program, folder / name, f"{name}-library", own, server)
                is_fine = is_seized_as_said(site, name, options) and is_fine
    sys.exit(0 if is_fine else 1)


if __name__ == "__main__":
    main()
