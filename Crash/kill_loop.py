"""R-10: `kill -9` at a random moment under load, again and again. What was acknowledged must be there, once."""

import pathlib
import queue
import random
import sqlite3
import time

from audit import JUDGE, Audit
from clients import Crowd, MailReader
from people import ASK, CONFIRM, WITHDRAW, Journal
from site_under_test import Found, Site, doctor, must


class KillLoop:
    def __init__(self, folder, seed):
        self.folder = pathlib.Path(folder)
        self.chance = random.Random(f"kills {seed}")
        self.seed = seed
        self.site = Site(folder)
        self.journal = Journal(self.folder / "journal.jsonl")
        self.links = queue.Queue()
        self.ready = []

    def run(self, kills):
        self.site.open_petition()
        self.audit = Audit(self.site, self.journal)
        reader = MailReader(self.folder / "mail", self.journal, self.links)
        try:
            for number in range(kills):
                self.ready.append(self.site.start())
                self.audit.check()
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

    def finish(self, reader):
        """All mail leaves, every link works, and nobody got a mail three times."""
        self.audit.check()
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
            f"{self.audit.receipt_count} receipts proven; lost 0, made up 0, counted twice 0; most copies of a mail "
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
