"""R-10: `kill -9` at a random moment under load, again and again. What was acknowledged must be there, once."""

import os
import pathlib
import queue
import random
import sqlite3
import time

from clients import Crowd, MailReader
from people import ASK, CONFIRM, WITHDRAW, Journal, dedupe_key, tag
from site_under_test import PAGE, PROGRAM, SLUG, Found, Site, doctor, must, run

JUDGE = os.environ.get("UNDERSIGNED_JUDGE")
# The states of a row whose button was pressed.
PRESSED = {"counted", "withdrawn"}


class KillLoop:
    def __init__(self, folder, seed):
        self.folder = pathlib.Path(folder)
        self.chance = random.Random(f"kills {seed}")
        self.seed = seed
        self.site = Site(folder)
        self.journal = Journal(self.folder / "journal.jsonl")
        self.links = queue.Queue()
        self.ready = []
        self.receipt_count = 0

    def run(self, kills):
        self.site.open_petition()
        self.key = dedupe_key(self.site.data, SLUG)
        reader = MailReader(self.folder / "mail", self.journal, self.links)
        try:
            for number in range(kills):
                self.ready.append(self.site.start())
                self.check()
                self.load_and_kill(number)
            self.ready.append(self.site.start())
            self.finish(reader)
        finally:
            reader.stop()
            if self.site.process.poll() is None:
                self.site.kill()
            self.journal.close()

    def load_and_kill(self, number):
        if number % 5 == 4:
            # The start itself is killed as well, at any point of it.
            self.site.kill()
            self.site.launch()
            time.sleep(self.chance.uniform(0.001, 0.4))
            self.site.kill()
            self.ready.append(self.site.start())
        crowd = Crowd(self.site, self.journal, self.links, f"{self.seed} {number}")
        time.sleep(self.chance.uniform(0.001, 2))
        self.site.kill()
        crowd.stop()
        must(not crowd.faults, f"the crowd met a fault: {crowd.faults[:3]}")

    def check(self):
        """Journal, rows, log and the public number agree."""
        report = self.site.recount()
        figures = self.site.figures(report["size"])
        must(figures["count"] == report["count"], f"count.json says {figures['count']}, the log {report['count']}")
        people = list(self.journal.people.values())
        self.check_rows(people, report["count"])
        self.check_receipts(people)
        if JUDGE:
            code, output, _ = run(JUDGE, "check", "-vkey", self.log_key(), f"{self.site.base}{PAGE}/log")
            must(code == 0, f"the independent checker: {output[-1000:]}")

    def log_key(self):
        return self.site.rows("SELECT verifier_key FROM petition WHERE slug = ?", SLUG)[0][0]

    def check_rows(self, people, count):
        found = dict(self.site.rows("SELECT tag, state FROM signature WHERE tag IS NOT NULL"))
        withdrawn = self.site.rows("SELECT COUNT(*) FROM signature WHERE state = 'withdrawn'")[0][0]
        counted = 0
        for person in people:
            # A signature that was taken back keeps no tag.
            state = found.pop(tag(self.key, person.email), "withdrawn" if WITHDRAW in person.sent else None)
            counted += state == "counted"
            who = f"person {person.number} ({state}, sent {sorted(person.sent)}, told {sorted(person.told)})"
            must(state or ASK not in person.told, f"lost: the ask of {who}")
            must(state in PRESSED or CONFIRM not in person.told, f"lost: the confirmation of {who}")
            must(state == "withdrawn" or WITHDRAW not in person.told, f"lost: the withdrawal of {who}")
            must(state not in PRESSED or CONFIRM in person.sent, f"made up: the confirmation of {who}")
        must(not found, f"made up: {len(found)} rows of nobody")
        must(counted == count, f"{counted} people are counted, the log counts {count}")
        told = sum(CONFIRM in person.told and WITHDRAW not in person.sent for person in people)
        sent = sum(CONFIRM in person.sent and WITHDRAW not in person.told for person in people)
        must(told <= count <= sent, f"the count {count} is not between {told} acknowledged and {sent} sent")
        must(withdrawn <= sum(WITHDRAW in person.sent for person in people), "made up: a withdrawal")

    def check_receipts(self, people):
        """Everybody who was told has a receipt that proves it offline; each is looked at once."""
        folder = self.folder / "receipts"
        folder.mkdir(exist_ok=True)
        files = []
        for person in people:
            if CONFIRM not in person.told or WITHDRAW in person.sent or person.has_receipt:
                continue
            status, _, body = self.site.get(person.link + "/receipt")
            must(status == 200, f"lost: the receipt of person {person.number} is answered {status}")
            files.append(folder / f"{person.number}.tlog-proof")
            files[-1].write_bytes(body)
            person.has_receipt = True
        for start in range(0, len(files), 500):
            some = files[start:start + 500]
            code, output, errors = run(PROGRAM, "receipt", "verify", *some)
            must(code == 0, f"a receipt proves nothing: {errors[-500:]}")
            proven = output.count("The log counted this signature.")
            must(proven == len(some), f"{len(some)} receipts, {proven} proofs")
        for file in files:
            file.unlink()
        self.receipt_count += len(files)

    def finish(self, reader):
        """All mail leaves, every link works, and nobody got a mail three times."""
        self.check()
        self.site.wait_for_mail()
        reader.stop()
        people = list(self.journal.people.values())
        for person in people:
            must(person.link or ASK not in person.told, f"lost: the mail of person {person.number}")
        for person in self.chance.sample([one for one in people if one.link], min(300, self.journal.link_count)):
            must(self.site.get(person.link)[0] == 200, f"the link of person {person.number} does not open")
        must(self.site.stop() == 0, "the server did not end well")
        code, words = doctor(self.site.data)
        must(code == 0, f"doctor --deep: {words}")
        self.copies = max(reader.copies.values(), default=0)
        database = sqlite3.connect(self.site.data / "undersigned.sqlite")
        must(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "integrity_check")
        database.close()

    def summary(self):
        told = {act: sum(act in one.told for one in self.journal.people.values()) for act in (ASK, CONFIRM, WITHDRAW)}
        ready = sorted(self.ready)
        return (
            f"acknowledged: {told[ASK]} asks, {told[CONFIRM]} confirmations, {told[WITHDRAW]} withdrawals; "
            f"{self.receipt_count} receipts proven; lost 0, made up 0, counted twice 0; most copies of a mail "
            f"{self.copies}; ready again after {ready[len(ready) // 2]:.2f} s, p99 "
            f"{ready[min(len(ready) - 1, len(ready) * 99 // 100)]:.2f} s; "
            + ("judged by the independent checker" if JUDGE else "the independent checker is not here")
        )


def test(folder, kills, seed):
    loop = KillLoop(folder, seed)
    loop.run(kills)
    slow = sorted(loop.ready)[len(loop.ready) * 99 // 100 - 1 if len(loop.ready) > 1 else 0]
    if slow > 2:
        raise Found(f"ready again only after {slow:.2f} s")
    return loop.summary()
