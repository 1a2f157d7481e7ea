"""Many people at once: they fill in the form, press the button in their mail, and repeat what nobody answered."""

import asyncio
import collections
import dataclasses
import queue
import re
import threading
import time

from line import Broken, Line
from people import ASK, CONFIRM
from site_under_test import PAGE, Found

FORM_TOKEN = re.compile(rb'name="t" value="([^"]+)"')
SHOWN_TEXT = re.compile(rb'name="text" value="([^"]+)"')


@dataclasses.dataclass
class Answer:
    """An acknowledgement: when its request was sent, and when it came."""
    act: str
    sent: float
    came: float


class Listed:
    """Hands out the given people, each until what it came for is acknowledged."""

    def __init__(self, people):
        self.waiting = collections.deque(people)
        self.open_count = len(self.waiting)

    def next(self):
        return self.waiting.popleft() if self.waiting else None

    def again(self, person):
        self.waiting.append(person)

    def done(self, person, act):
        self.open_count -= 1

    @property
    def is_over(self):
        return self.open_count == 0


class Endless:
    """Hands out people whose mail has come, people whom nobody answered, and else new ones; nobody twice at a time."""

    is_over = False

    def __init__(self, journal, links):
        self.journal, self.links = journal, links
        self.ready = collections.deque()
        # The numbers of those who are out, or in `ready`.
        self.held = set()

    def next(self):
        person = self.choose()
        if person is not None:
            self.held.add(person.number)
        return person

    def choose(self):
        try:
            while (person := self.links.get_nowait()).number in self.held:
                # Their mail came before the acknowledgement did; `done` sees the link.
                pass
            return person
        except queue.Empty:
            pass
        if self.ready:
            return self.ready.popleft()
        # Mail may be slower than the crowd.
        return self.journal.person() if len(self.journal.people) - self.journal.link_count < 400 else None

    def again(self, person):
        self.ready.append(person)

    def done(self, person, act):
        if act == ASK and person.link:
            self.ready.append(person)
        else:
            self.held.discard(person.number)


class Load:
    """So many connections at once, on a thread of their own."""

    def __init__(self, port, feed, journal, width=64, pause=0.0, repeat=1.0):
        self.port, self.feed, self.journal, self.width, self.pause = port, feed, journal, width, pause
        # So many seconds a person waits before sending again what failed.
        self.repeat = repeat
        self.stopping = False
        self.answers = []
        # What was not acknowledged, by status or by the fault's name.
        self.unanswered = collections.Counter()
        # Asks that a node answered with a fault and without what was typed.
        self.unkept_count = 0
        self.faults = []
        self.thread = threading.Thread(target=lambda: asyncio.run(self.crowd()), daemon=True)
        self.began = time.monotonic()
        self.thread.start()

    def stop(self):
        self.stopping = True
        self.wait()

    def wait(self):
        """Waits until everybody is done; gives the seconds that it took."""
        self.thread.join()
        if self.faults:
            raise Found(f"the load met a fault: {self.faults[:3]}")
        return time.monotonic() - self.began

    async def crowd(self):
        await asyncio.gather(*(self.person(number) for number in range(self.width)))

    async def person(self, number):
        line, token = Line(self.port, number), None
        while not self.stopping and not self.feed.is_over:
            person = self.feed.next()
            if person is None:
                await asyncio.sleep(0.01)
                continue
            try:
                if token is None:
                    token = await self.form(line)
                await self.act(line, person, token)
            except (OSError, asyncio.TimeoutError, Broken) as fault:
                self.unanswered[type(fault).__name__] += 1
                await self.later(person)
            except Exception as fault:
                self.faults.append(f"{type(fault).__name__}: {fault}")
                self.stopping = True
            if self.pause:
                await asyncio.sleep(self.pause)
        line.close()

    async def later(self, person):
        self.feed.again(person)
        await asyncio.sleep(self.repeat)

    async def form(self, line):
        """The hidden field of the form that this person has open."""
        status, body = await line.exchange("GET", PAGE)
        found = FORM_TOKEN.search(body)
        if status != 200 or not found:
            raise Broken(f"the form was answered {status}")
        return found.group(1).decode()

    async def act(self, line, person, token):
        if ASK not in person.told:
            await self.send(line, person, ASK, f"{PAGE}/signatures", {**person.fields, "t": token})
        elif person.link and CONFIRM not in person.told:
            text = "1"
            if self.pause:
                # With time to look: the page of the button is read first.
                status, body = await line.exchange("GET", person.link)
                found = SHOWN_TEXT.search(body)
                if status >= 500:
                    self.unanswered[status] += 1
                    return await self.later(person)
                # Without a button it was counted before, and its acknowledgement got lost: pressed again.
                text = found.group(1).decode() if found else text
            await self.send(line, person, CONFIRM, person.link, {"text": text})

    async def send(self, line, person, act, path, fields):
        self.journal.sent(person, act)
        sent = time.monotonic()
        status, body = await line.exchange("POST", path, fields)
        if status == 303:
            self.journal.told(person, act)
            self.answers.append(Answer(act, sent, time.monotonic()))
            self.feed.done(person, act)
        elif status >= 500:
            self.unanswered[status] += 1
            self.unkept_count += act == ASK and status in (500, 503) and person.email.encode() not in body
            await self.later(person)
        else:
            raise Found(f"{act} of person {person.number} was answered {status}")
