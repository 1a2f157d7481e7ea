"""Who signs: invented people, what they sent, and what they were told. The journal is outside of the program."""

import base64
import dataclasses
import hashlib
import hmac
import json
import pathlib
import threading

ASK, CONFIRM, WITHDRAW = "ask", "confirm", "withdraw"


@dataclasses.dataclass
class Person:
    number: int
    link: str | None = None
    sent: set = dataclasses.field(default_factory=set)
    told: set = dataclasses.field(default_factory=set)
    has_receipt: bool = False

    @property
    def email(self):
        return f"person{self.number}@example.org"

    @property
    def fields(self):
        """As typed; the key is the same however often it is sent (R-02)."""
        return {"name": f"Person {self.number}", "email": self.email, "shown": "no", "key": f"key-{self.number:020}"}


class Journal:
    """What was sent and what was acknowledged, in order: one line of JSON each, written before anything is sent."""

    def __init__(self, path):
        self.people = {}
        self.lock = threading.Lock()
        self.file = open(path, "a", buffering=1)
        self.link_count = 0

    def person(self):
        with self.lock:
            person = Person(len(self.people) + 1)
            self.people[person.number] = person
            return person

    def sent(self, person, act):
        with self.lock:
            person.sent.add(act)
            self.file.write(json.dumps([person.number, act, "sent"]) + "\n")

    def told(self, person, act):
        with self.lock:
            person.told.add(act)
            self.file.write(json.dumps([person.number, act, "told"]) + "\n")

    def close(self):
        self.file.close()


def tag(dedupe_key, email):
    """The keyed tag under which the table of signatures knows an address."""
    return hmac.digest(dedupe_key, email.encode(), hashlib.sha256)


def dedupe_key(data, slug):
    return base64.b64decode((pathlib.Path(data) / "keys" / slug / "dedupe.key").read_text())
