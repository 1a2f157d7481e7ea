"""R-15: what a site stands on is denied while it runs: writing, permission, names, and room for mail and logs.

Each kind of denial has a site of its own. An ask is acknowledged and then there, or is answered 503 with the form kept;
pages are read meanwhile; what was denied is given back, and within ten seconds people sign again.
"""

import time

from asks import Asks
from denials import DENIALS
from site_under_test import doctor, must

ASKS = 20


class DeniedDisk:
    def __init__(self, denial):
        self.denial, self.site = denial, denial.site
        self.asks = Asks(self.site, denial.what)
        self.seconds = 0

    def run(self):
        self.site.open_petition()
        self.site.start()
        self.asks.begin()
        must(self.asks.ask(), f"{self.denial.what}: an ask is refused before")
        self.site.wait_for_mail()
        self.denial.deny()
        self.asks.begin()
        answers = [self.asks.ask() for _ in range(ASKS)]
        must(None not in answers, f"{self.denial.what}: nobody answered")
        told = answers.count(True)
        must(told == (0 if self.denial.refuses else ASKS), f"{self.denial.what}: {told} of {ASKS} are acknowledged")
        self.asks.check_reading()
        self.denial.look()
        self.restart()
        self.denial.allow()
        self.mend()
        self.end()

    def restart(self):
        """A start says what is denied and ends with code 2; it does not serve what nobody can sign."""
        if self.denial.start_words is None:
            return
        self.site.stop()
        self.site.launch()
        end = time.monotonic() + 10
        while self.site.process.poll() is None:
            must(time.monotonic() < end, f"{self.denial.what}: a start serves, and nobody can sign")
            time.sleep(0.02)
        log = self.site.log.read_text()
        must(self.site.process.returncode == 2, f"{self.denial.what}: a start ends with {self.site.process.returncode}")
        must(self.denial.start_words in log.splitlines()[-1], f"{self.denial.what}: a start says: {log[-300:]}")

    def mend(self):
        begin = time.monotonic()
        if self.site.process.poll() is not None:
            self.site.start()
        while not (self.site.get("/readyz")[0] == 200 and self.asks.ask()):
            must(time.monotonic() - begin < 10, f"{self.denial.what}: nobody can sign 10 s after it was given back")
            time.sleep(0.1)
        self.seconds = time.monotonic() - begin

    def end(self):
        self.site.wait_for_mail()
        self.asks.check_rows()
        self.site.recount()
        must(self.site.stop() == 0, f"{self.denial.what}: the server did not end well")
        code, words = doctor(self.site.data)
        must(code == 0, f"{self.denial.what}: doctor --deep: {words}")


def test(folder, count, seed):
    told, refused, slowest, skipped = 0, 0, 0, []
    for number in range(count):
        kind = DENIALS[number % len(DENIALS)]
        place = folder / str(number)
        place.mkdir()
        denial = kind(place)
        if not denial.is_there:
            skipped.append(denial.what)
            continue
        denied = DeniedDisk(denial)
        try:
            denied.run()
        finally:
            denial.end()
        told, refused = told + denied.asks.told, refused + denied.asks.refused
        slowest = max(slowest, denied.seconds)
    return (
        f"{told} asks acknowledged and there, {refused} answered 503 with the form kept; people sign again after at most "
        f"{slowest:.1f} s" + "".join(f"\n    SKIPPED, since it can't be made here: {what}" for what in skipped)
    )
