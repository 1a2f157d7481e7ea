"""Compares what people were told with what the database, the log and every node say."""

import dataclasses

from people import ASK, CONFIRM, tag
from site_under_test import must


@dataclasses.dataclass
class Verdict:
    """Acknowledged and not there; there and sent by nobody; there more than once."""
    lost: int = 0
    phantom: int = 0
    double: int = 0
    confirmed: int = 0
    asked: int = 0

    def demand_none(self):
        must((self.lost, self.phantom, self.double) == (0, 0, 0), str(self))

    def __str__(self):
        return (f"{self.asked} asks and {self.confirmed} confirmations acknowledged: "
                f"lost {self.lost}, phantom {self.phantom}, duplicate {self.double}")


def snapshot(journal):
    """Who was told what until now: read before the database is, while people go on."""
    return [(person, set(person.told)) for person in list(journal.people.values())]


def compare(told, rows, key):
    """`rows`: tag in hexadecimal, state and place in the log of each signature."""
    verdict = Verdict()
    found = {row[0]: row for row in rows}
    places = [row[2] for row in rows if row[1] == "counted"]
    verdict.double = len(rows) - len(found) + len(places) - len(set(places))
    for person, acts in told:
        row = found.pop(tag(key, person.email).hex(), None)
        is_counted = row is not None and row[1] == "counted"
        verdict.asked += ASK in acts
        verdict.confirmed += CONFIRM in acts
        verdict.lost += (ASK in acts and row is None) or (CONFIRM in acts and not is_counted)
        verdict.phantom += (row is not None and ASK not in person.sent) or (is_counted and CONFIRM not in person.sent)
    return verdict, found


def in_doubt(journal, rows, key):
    """Acts that are stored and of which nobody was told: only a repetition tells (R-20). Each as number and act."""
    states = {row[0]: row[1] for row in rows}
    found = set()
    for person in list(journal.people.values()):
        state = states.get(tag(key, person.email).hex())
        if state is not None and ASK not in person.told:
            found.add((person.number, ASK))
        if state == "counted" and CONFIRM not in person.told:
            found.add((person.number, CONFIRM))
    return found


def demand_mails(mailbox, journal):
    """Everybody who was counted got two different mails, the link and the receipt, however often they asked."""
    for person in journal.people.values():
        count = len(mailbox.identities[person.number])
        wanted = 2 if CONFIRM in person.told else 1 if ASK in person.told else count
        must(count == wanted, f"person {person.number} got {count} different mails instead of {wanted}")
