"""The site under test: a data folder with one open petition, its pages, its mails, its database."""

import atexit
import base64
import email
import hashlib
import json
import os
import pathlib
import re
import secrets
import shutil
import sqlite3
import time
import urllib.parse

from processes import BenchFailure, Server, fetch, free_port, run

HERE = pathlib.Path(__file__).resolve().parent
SLUG = "library"
PAGE = f"/petitions/{SLUG}"


class Site:
    """One petition on a fresh data folder, served without rate limits."""

    def __init__(self, program, folder, more=()):
        self.program = program
        self.data = folder / "data"
        # In memory where there is such a place: the mails are part of the load, the disk that takes them is not, and a
        # folder of many thousand files made and deleted again slows some file systems for minutes.
        memory = pathlib.Path("/dev/shm")
        self.mail = (memory if memory.is_dir() else folder) / f"undersigned-bench-mail-{os.getpid()}-{folder.name}"
        atexit.register(shutil.rmtree, self.mail, ignore_errors=True)
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        shutil.rmtree(self.data, ignore_errors=True)
        self.open(base)
        serve = ["serve", "--data", self.data, "--listen", f"127.0.0.1:{port}", "--base-url", base]
        serve += ["--mail", f"folder:{self.mail}", "--limits", "off", *more]
        self.server = Server([program, *serve], port, folder.parent / "site.log", "/healthz")

    def open(self, base):
        """Writes the petition down and opens it."""
        new = ["petition", "new", "--slug", SLUG, "--title", "Keep the library open", "--to", "The town council"]
        run([self.program, *new, "--text", HERE / "letter.md", "--data", self.data, "--base-url", base, "--open"])

    def form_token(self):
        """The hidden field `t` of the petition's page."""
        _, _, page = fetch(self.server.base + PAGE)
        found = re.search(r'name="t" value="([^"]+)"', page.decode())
        if not found:
            raise BenchFailure("the petition's page has no form token")
        return found.group(1)

    def count(self):
        return json.loads(fetch(f"{self.server.base}{PAGE}/count.json")[2])["count"]

    def rows(self):
        """Signatures in the database, asked or counted."""
        return self._number("SELECT COUNT(*) FROM signature")

    def waiting_mails(self):
        return self._number("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")

    def _number(self, query):
        database = sqlite3.connect(f"file:{self.data / 'undersigned.sqlite'}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(query).fetchone()[0]
        finally:
            database.close()

    def drain(self, cap_seconds):
        """Waits until no mail waits; gives mails a second, and how many still waited at the cap."""
        start, first = time.monotonic(), self.waiting_mails()
        left = first
        while left and time.monotonic() - start < cap_seconds:
            time.sleep(0.25)
            left = self.waiting_mails()
        return (first - left) / max(time.monotonic() - start, 1e-9), left

    def links(self):
        """The path of the link in each mail so far, one a person."""
        pattern = re.compile(re.escape(self.server.base) + r"(/s/[A-Za-z0-9_-]+)")
        found = []
        for file in self.mail.glob("*.eml"):
            message = email.message_from_bytes(file.read_bytes())
            part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
            link = pattern.search(part.get_payload(decode=True).decode())
            if not link:
                raise BenchFailure(f"{file.name} has no link")
            found.append(link.group(1))
        if len(found) != len(set(found)):
            raise BenchFailure("two mails have the same link")
        return found

    def disk_bytes(self):
        """The database with its write-ahead log folded in, and each table or index in it, largest first.

        The server has ended before.
        """
        database = sqlite3.connect(self.data / "undersigned.sqlite")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try:
            query = "SELECT name, SUM(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC LIMIT 10"
            parts = database.execute(query).fetchall()
        except sqlite3.OperationalError:
            # Not every build of SQLite can tell.
            parts = []
        database.close()
        return (self.data / "undersigned.sqlite").stat().st_size, parts


class LetterSite(Site):
    """An open letter that members sign, each of whom was given a code."""

    CAMPAIGN = """slug: works
title: Works
summary: A letter.
sponsor: {id: sponsor, name: Sponsor}
targets:
  - {id: board, name: The board, state: no-answer}
petitions:
  - slug: library
    title: To the board
    letter: letter.md
    to: [board]
    from: Your name
    state: open
    signatories: members
    members: {invitations: true}
"""

    def open(self, base):
        folder = self.data.parent / "campaign"
        folder.mkdir(parents=True)
        (folder / "campaign.yaml").write_text(self.CAMPAIGN)
        shutil.copy(HERE / "letter.md", folder / "letter.md")
        run([self.program, "campaign", "import", folder, "--data", self.data, "--base-url", base])

    def token_requests(self, count):
        """Bodies of `POST …/members/tokens`, one a member; what is blinded in them is chance, which nobody can tell."""
        key = json.loads(fetch(f"{self.server.base}{PAGE}/document.json")[2])["members"]["issuer"]["key"]
        start = b"\0\2" + hashlib.sha256(base64.b64decode(key)).digest()[-1:]
        codes = [secrets.token_hex(16) for _ in range(count)]
        database = sqlite3.connect(self.data / "undersigned.sqlite", timeout=10)
        with database:
            petition, = database.execute("SELECT id FROM petition").fetchone()
            rows = [(petition, hashlib.sha256(code.encode()).digest()) for code in codes]
            database.executemany("INSERT INTO member_voucher (petition_id, hash) VALUES (?, ?)", rows)
        database.close()
        blinded = [base64.b64encode(start + b"\0" + secrets.token_bytes(255)).decode() for _ in codes]
        return [urllib.parse.urlencode({"code": code, "request": text}) for code, text in zip(codes, blinded)]

    def issued(self):
        return self._number("SELECT COUNT(*) FROM member_voucher WHERE request_hash IS NOT NULL")


class CoalitionSite(Site):
    """The same petition of a campaign with two partners, to whose keys contact data is sealed too."""

    CAMPAIGN = """slug: libraries
title: Libraries
summary: Keep them open.
sponsor: {{id: sponsor, name: Sponsor}}
partners:
{partners}targets:
  - {{id: council, name: The town council, state: no-answer}}
petitions:
  - {{slug: library, title: Keep the library open, letter: letter.md, to: [council], from: Your name, state: open}}
"""
    PARTNER = """  - {{id: {name}, name: {name}, opt_in: "Yes, the {name} may write to me", key: {key}}}
"""

    def open(self, base):
        folder = self.data.parent / "campaign"
        folder.mkdir(parents=True)
        partners = ""
        for name in ("readers", "teachers"):
            said = run([self.program, "key", "new", "--out", folder / f"{name}.key"], input="lantern gravel oboe\n")
            key = next(line for line in said.splitlines() if line.startswith("public key")).split(":", 1)[1].strip()
            partners += self.PARTNER.format(name=name, key=key)
        (folder / "campaign.yaml").write_text(self.CAMPAIGN.format(partners=partners))
        shutil.copy(HERE / "letter.md", folder / "letter.md")
        run([self.program, "campaign", "import", folder, "--data", self.data, "--base-url", base])

    def sealed(self):
        """Records that lie ready for partners."""
        return self._number("SELECT COUNT(*) FROM partner_record")
