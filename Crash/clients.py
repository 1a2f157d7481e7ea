"""Many people at once, each on a connection of its own, over real HTTP; and somebody who reads their mail."""

import http.client
import pathlib
import queue
import random
import re
import threading
import time
from email import message_from_bytes, policy

from people import ASK, CONFIRM, WITHDRAW
from site_under_test import PAGE, SLUG, exchange

LINK = re.compile(r"https?://[^\s\"<>]+(/s/[A-Za-z0-9_-]+)")
ADDRESS = re.compile(r"person(\d+)@example\.org")


class MailReader:
    """Reads what the folder courier writes, hands links on, and counts how often each mail came."""

    def __init__(self, folder, journal, links):
        self.folder = pathlib.Path(folder)
        self.journal = journal
        self.links = links
        self.copies = {}
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.stopping.wait(0.02):
            self.read()

    def read(self):
        if not self.folder.is_dir():
            return
        for file in self.folder.glob("*.eml"):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            self.copies[message["Message-ID"]] = self.copies.get(message["Message-ID"], 0) + 1
            # Read and thrown away: what comes again is seen as another copy.
            file.unlink()
            person = self.journal.people[int(ADDRESS.search(str(message["to"])).group(1))]
            found = LINK.search(message.get_body(("plain",)).get_content())
            if found and person.link is None:
                person.link = found.group(1)
                self.journal.link_count += 1
                self.links.put(person)

    def stop(self):
        self.stopping.set()
        self.thread.join()
        self.read()


class Crowd:
    """So many people that ask, press the button, and sometimes take it back, until told to stop."""

    def __init__(self, site, journal, links, seed, count=32):
        self.site, self.journal, self.links = site, journal, links
        self.token = site.form_token()
        self.stopping = threading.Event()
        self.faults = []
        chances = [random.Random(f"{seed} {number}") for number in range(count)]
        self.threads = [threading.Thread(target=self.run, args=(chance,), daemon=True) for chance in chances]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def run(self, chance):
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=10)
        while not self.stopping.is_set():
            try:
                self.act(connection, chance)
            except (OSError, http.client.HTTPException):
                # Killed in mid-request: nobody knows what became of it.
                connection.close()
                self.stopping.wait(0.01)
            except Exception as fault:
                self.faults.append(f"{type(fault).__name__}: {fault}")
                return
        connection.close()

    def act(self, connection, chance):
        try:
            person = self.links.get_nowait()
        except queue.Empty:
            if len(self.journal.people) - self.journal.link_count > 400:
                # Mail is slower than the crowd.
                time.sleep(0.01)
                return
            person = self.journal.person()
        try:
            if person.link:
                self.press(connection, chance, person)
            else:
                self.ask(connection, person)
        except BaseException:
            # Nobody answered: the person sends the same again later.
            self.links.put(person)
            raise

    def ask(self, connection, person):
        self.journal.sent(person, ASK)
        status, _, _ = exchange(connection, "POST", f"{PAGE}/signatures", {**person.fields, "t": self.token})
        if status == 303:
            self.journal.told(person, ASK)

    def press(self, connection, chance, person):
        if CONFIRM not in person.told:
            if chance.random() < 0.2:
                exchange(connection, "GET", person.link)
            self.journal.sent(person, CONFIRM)
            status, _, _ = exchange(connection, "POST", person.link, {"text": "1"})
            if status == 303:
                self.journal.told(person, CONFIRM)
            elif status == 503:
                self.links.put(person)
            else:
                raise AssertionError(f"a confirmation was answered {status} at {SLUG}")
        if CONFIRM in person.told and chance.random() < 0.1 or WITHDRAW in person.sent:
            self.journal.sent(person, WITHDRAW)
            status, _, _ = exchange(connection, "POST", person.link + "/withdrawal", {})
            if status == 303:
                self.journal.told(person, WITHDRAW)
