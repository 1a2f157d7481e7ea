"""A site under a clock that can be moved, and people who sign on it."""

import pathlib
import queue
import time

from audit import Audit
from clients import Crowd, MailReader
from moved_clock import MovedClock
from people import ASK, CONFIRM, Journal
from site_under_test import PAGE, SLUG, Found, Site, doctor, must

CROWD = 2


class ClockedSite:
    """`moment`: what the clock shows when the petition is opened, in seconds since 1970; without it the true time."""

    def __init__(self, folder, seed, moment=None, zone="UTC"):
        self.folder, self.seed = pathlib.Path(folder), seed
        self.clock = MovedClock(folder, zone)
        self.site = Site(folder, environment=self.clock.environment)
        self.journal = Journal(self.folder / "journal.jsonl")
        self.links = queue.Queue()
        if moment is not None:
            self.clock.show(moment)
        self.site.open_petition()
        self.audit = Audit(self.site, self.journal)
        self.site.start()
        self.reader = MailReader(self.folder / "mail", self.journal, self.links)

    def ask(self):
        """Somebody asks."""
        person = self.journal.person()
        self.journal.sent(person, ASK)
        status, _, _ = self.site.request(
            "POST", f"{PAGE}/signatures", {**person.fields, "t": self.site.form_token()})
        must(status == 303, f"an ask is answered {status}")
        self.journal.told(person, ASK)
        return person

    def mail(self):
        """Whose mail comes next; nobody of the crowd takes its link."""
        try:
            return self.links.get(timeout=10)
        except queue.Empty:
            raise Found("an acknowledged ask gets no mail within 10 s") from None

    def ask_and_read(self):
        person = self.ask()
        must(self.mail() is person, "a mail of somebody else")
        return person

    def press(self, person):
        """The answer to the button; 503 keeps what is needed to press again."""
        self.journal.sent(person, CONFIRM)
        status, _, body = self.site.request("POST", person.link, {"text": "1"})
        if status == 303:
            self.journal.told(person, CONFIRM)
        else:
            must(person.link in body.decode(), f"a button that is answered {status} can't be pressed again")
        return status

    def crowd(self, seconds, move=None):
        """People sign for so long; `move`: what becomes of the clock in the middle of it."""
        crowd = Crowd(self.site, self.journal, self.links, f"{self.seed} {time.monotonic()}", count=CROWD)
        try:
            time.sleep(seconds / 2)
            if move:
                move()
            time.sleep(seconds / 2)
        finally:
            crowd.stop()
        must(self.site.process.poll() is None, "the process ended")
        must(not crowd.faults, f"the crowd met a fault: {crowd.faults[:3]}")

    def restart(self):
        """What is done once a minute is done at once by a start."""
        must(self.site.stop() == 0, "the server did not end well")
        self.site.start()

    @property
    def told(self):
        return sum(CONFIRM in one.told for one in self.journal.people.values())

    def check(self):
        """All mail leaves; people, rows, log and number agree; the data folder is sound."""
        self.site.wait_for_mail(10)
        self.audit.check()
        must(self.site.stop() == 0, "the server did not end well")
        code, words = doctor(self.site.data)
        must(code == 0, f"doctor --deep: {words}")

    def end(self):
        self.reader.stop()
        if self.site.process.poll() is None:
            self.site.kill()
        self.journal.close()
