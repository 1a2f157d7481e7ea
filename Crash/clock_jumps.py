"""R-16: the clock jumps while people sign. Nothing falls, nothing is forgotten, nothing is deleted too early.

Only the calendar moves, by clock.c. What must be refused is worked out here: a calendar more than a day ahead of the
steady clock, or more than a day before the log's last mark.
"""

import time
from datetime import datetime

from asks import Asks
from clocked_site import ClockedSite
from moved_clock import MovedClock
from people import Person
from site_under_test import PAGE, Site, must

MINUTE, HOUR, DAY = 60, 3_600, 86_400
# Of the calendar against the true time, in their order; the second one is whether the log takes signatures then.
JUMPS = [
    (HOUR, True), (-HOUR, True), (DAY - MINUTE, True), (0, True), (-DAY, False), (DAY + MINUTE, False), (8 * DAY, False),
    ("1970-01-01T00:00:10", False), ("2038-01-19T03:14:07", False), ("2100-02-28T23:59:59", False), (0, True),
]
# What the limits of one network give back.
ASKS_PER_SECOND = 600 / HOUR


def seconds(text):
    """A moment of the calendar (UTC), in seconds since 1970."""
    return datetime.fromisoformat(text + "+00:00").timestamp()


def jumps(folder, seed):
    """The same people, before, during and after each jump."""
    clocked = ClockedSite(folder, seed)
    try:
        people, waiting = [clocked.ask_and_read() for _ in JUMPS], []
        for person, (jump, is_sound) in zip(people, JUMPS):
            to = clocked.clock.show if isinstance(jump, str) else clocked.clock.move
            at = seconds(jump) if isinstance(jump, str) else jump
            clocked.crowd(0.2, lambda: to(at))
            status = clocked.press(person)
            must(status == (303 if is_sound else 503), f"after a jump to {jump} a confirmation is answered {status}")
            if not is_sound:
                waiting.append(person)
            clocked.crowd(0.2)
            must(clocked.site.get(PAGE)[0] == 200, f"after a jump to {jump} the page is down")
        for person in waiting:
            must(clocked.press(person) == 303, "a confirmation is refused after the clock was mended")
        clocked.restart()
        clocked.check()
        return f"{len(JUMPS)} jumps while {clocked.told} confirmations were acknowledged"
    finally:
        clocked.end()


def limits(folder, _):
    """What one network may ask follows the steady clock; a form stays good for five minutes before it was made."""
    clock = MovedClock(folder)
    site = Site(folder, environment=clock.environment, limits="default")
    site.open_petition()
    site.start()
    try:
        asks = Asks(site, "a clock set back by four minutes")
        asks.begin()
        clock.move(-4 * MINUTE)
        must(asks.ask(), "a form of four minutes ahead is refused")
        clock.move(-7 * MINUTE)
        must(ask(site, asks.token) == 422, "a form of seven minutes ahead is taken")
        begin, passed = time.monotonic(), 2
        for jump in (0, HOUR, -HOUR, DAY, -DAY, 8 * DAY, 0):
            clock.move(jump)
            token = site.form_token()
            while ask(site, token) != 429:
                passed += 1
                most = 60 + 1 + ASKS_PER_SECOND * (time.monotonic() - begin)
                must(passed <= most, f"{passed} asks of one network pass, {most:.0f} are allowed, after a jump by {jump} s")
        site.wait_for_mail(10)
        must(site.stop() == 0, "the server did not end well")
        return f"{passed} asks of one network passed in {time.monotonic() - begin:.1f} s and six jumps"
    finally:
        if site.process.poll() is None:
            site.kill()


def ask(site, token):
    return site.request("POST", f"{PAGE}/signatures", {**Person(time.monotonic_ns()).fields, "t": token})[0]


def mails(folder, seed):
    """A mail that was put off while the clock ran ahead does not wait for that time once the clock was mended."""
    clocked = ClockedSite(folder, seed)
    try:
        # A file where the folder of mails should be.
        obstacle = clocked.folder / "mail"
        obstacle.rmdir()
        obstacle.touch()
        clocked.clock.move(DAY - MINUTE)
        person = clocked.ask()
        clocked.site.wait_for_words("mails were put off")
        obstacle.unlink()
        clocked.clock.move(0)
        clocked.restart()
        must(clocked.mail() is person, "a mail of somebody else")
        clocked.check()
        return "a mail put off a day ahead came after the next start"
    finally:
        clocked.end()


def across(name, moment, zone="UTC", step=0):
    """A site that was opened a second before a moment; `step`: how far the clock is set there."""

    def stage(folder, seed):
        clocked = ClockedSite(folder, seed, seconds(moment) - 1, zone)
        try:
            clocked.crowd(2, lambda: clocked.clock.move(clocked.clock.offset + step))
            before = clocked.told
            clocked.crowd(0.5)
            must(clocked.told > before > 0, f"nobody can sign after {name}: {before}, then {clocked.told} confirmations")
            clocked.check()
            return f"{clocked.told} confirmations across {name}"
        finally:
            clocked.end()

    return stage


def retention(folder, seed):
    """Eight days ahead, the asks of today would be a day too old: nobody deletes them before the clock is mended."""
    clocked = ClockedSite(folder, seed)
    try:
        people = [clocked.ask_and_read() for _ in range(5)]
        clocked.clock.move(8 * DAY)
        # Once a minute.
        clocked.site.wait_for_words("the clock jumped ahead", 70)
        clocked.clock.move(0)
        for person in people:
            must(clocked.press(person) == 303, f"deleted too early: person {person.number}")
        clocked.check()
        return "nothing was deleted eight days ahead"
    finally:
        clocked.end()


def late_start(folder, seed):
    """A process that starts eight days ahead can't tell a jump from days switched off: it deletes nothing for a day."""
    clocked = ClockedSite(folder, seed)
    try:
        people = [clocked.ask_and_read() for _ in range(5)]
        for days in (8, 8, 0):
            must(clocked.site.stop() == 0, "the server did not end well")
            clocked.clock.move(days * DAY)
            clocked.site.start()
            clocked.ask_and_read()
            # What is due is looked for at the start, a moment after the first answer.
            time.sleep(1)
        for person in people:
            must(clocked.press(person) == 303, f"deleted too early: person {person.number}")
        clocked.check()
        return "nothing was deleted by two starts eight days ahead"
    finally:
        clocked.end()


STAGES = [
    jumps,
    limits,
    mails,
    across("a leap second", "2017-01-01T00:00:00", step=-1),
    across("2^31 seconds", "2038-01-19T03:14:08"),
    across("the end of summer time", "2026-10-25T01:00:00", zone="Europe/Berlin"),
    across("the first seconds of 1970", "1970-01-01T00:00:02"),
    across("the end of February 2100", "2100-03-01T00:00:00"),
    retention,
    late_start,
]


def test(folder, count, seed):
    words = []
    for number, stage in enumerate(STAGES[:count]):
        place = folder / str(number)
        place.mkdir()
        words.append(stage(place, f"clocks {seed}"))
    return "; ".join(words)
