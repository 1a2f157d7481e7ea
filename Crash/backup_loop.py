"""R-24: backups while people sign and withdraw. Each is whole, and holds all that was acknowledged before it began."""

import pathlib
import queue
import shutil
import time

from audit import PRESSED
from clients import Crowd, MailReader
from people import ASK, CONFIRM, WITHDRAW, Journal, dedupe_key, tag
from site_under_test import PROGRAM, SLUG, Site, doctor, must, run


class BackupLoop:
    def __init__(self, folder, seed):
        self.folder = pathlib.Path(folder)
        self.seed = seed
        self.site = Site(folder)
        self.journal = Journal(self.folder / "journal.jsonl")
        self.links = queue.Queue()
        self.seconds = []
        self.counts = []

    def run(self, backups):
        self.site.open_petition()
        self.key = dedupe_key(self.site.data, SLUG)
        reader = MailReader(self.folder / "mail", self.journal, self.links)
        self.site.start()
        crowd = Crowd(self.site, self.journal, self.links, f"backups {self.seed}")
        try:
            for number in range(backups):
                time.sleep(0.5)
                self.back_up_and_restore(number)
            must(not crowd.faults, f"the crowd met a fault: {crowd.faults[:3]}")
        finally:
            crowd.stop()
            reader.stop()
            self.site.stop()
            self.journal.close()

    def acts(self, which):
        """What everybody was told, or has sent, by now."""
        with self.journal.lock:
            return {number: set(getattr(person, which)) for number, person in self.journal.people.items()}

    def back_up_and_restore(self, number):
        keys, data = self.folder / "keys.undersigned", self.folder / "site.undersigned"
        code, _, errors = self.site.command("backup", "--keys", keys)
        must(code == 0, f"the backup of the keys: {errors}")
        told = self.acts("told")
        begin = time.monotonic()
        code, _, errors = self.site.command("backup", data)
        self.seconds.append(time.monotonic() - begin)
        must(code == 0, f"the backup: {errors}")
        sent = self.acts("sent")
        code, _, errors = run(PROGRAM, "verify-backup", data)
        must(code == 0, f"verify-backup: {errors}")
        copy = Site(self.folder / "copy")
        code, output, errors = copy.command("restore", data, "--keys-file", keys)
        must(code == 0 and "note:" not in output, f"restore: {output}{errors}")
        code, words = doctor(copy.data)
        must(code == 0, f"doctor --deep of the restored data: {words}")
        self.check(number, copy, told, sent)
        # Never over a site that is there.
        code, _, _ = copy.command("restore", data)
        must(code == 2, f"a restore over a site was answered {code}")
        shutil.rmtree(copy.folder)

    def check(self, number, copy, told, sent):
        found = dict(copy.rows("SELECT tag, state FROM signature WHERE tag IS NOT NULL"))
        for person, acts in sent.items():
            was_told = told.get(person, set())
            state = found.pop(tag(self.key, f"person{person}@example.org"), "withdrawn" if WITHDRAW in acts else None)
            who = f"person {person} in backup {number} ({state}, sent {sorted(acts)}, told before {sorted(was_told)})"
            must(state or ASK not in was_told, f"lost: the ask of {who}")
            must(state in PRESSED or CONFIRM not in was_told, f"lost: the confirmation of {who}")
            must(state == "withdrawn" or WITHDRAW not in was_told, f"lost: the withdrawal of {who}")
            must(state not in PRESSED or CONFIRM in acts, f"made up: the confirmation of {who}")
        must(not found, f"made up: {len(found)} rows of nobody")
        self.counts.append(copy.rows("SELECT mail FROM head")[0][0])


def test(folder, backups, seed):
    loop = BackupLoop(folder, seed)
    loop.run(backups)
    must(loop.counts[-1] > loop.counts[0] or backups == 1, "nobody signed meanwhile: the test tests nothing")
    told = sum(CONFIRM in person.told for person in loop.journal.people.values())
    return (
        f"{backups} backups while {told} confirmations were acknowledged, from {loop.counts[0]} to {loop.counts[-1]} "
        f"signatures; each verified and restored, lost 0, made up 0; a backup took {max(loop.seconds):.2f} s at most"
    )
