"""Compares what people were told with what is there: rows, log, public number and receipts."""

import os

from people import ASK, CONFIRM, WITHDRAW, dedupe_key, tag
from site_under_test import PAGE, PROGRAM, SLUG, must, run

JUDGE = os.environ.get("UNDERSIGNED_JUDGE")
# The states of a row whose button was pressed.
PRESSED = {"counted", "withdrawn"}


class Audit:
    def __init__(self, site, journal):
        self.site, self.journal = site, journal
        self.key = dedupe_key(site.data, SLUG)
        self.receipt_count = 0

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
        folder = self.site.folder / "receipts"
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
