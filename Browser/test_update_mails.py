"""Updates through a real mail server, while the program is killed again and again and people leave."""

import re
import time
import urllib.parse
from collections import Counter

from desk import Desk
from mail_sink import MailSink
from server import EXAMPLES, Server
from wire import ask, confirm, page, request

LETTER, CAMPAIGN = "give-up-the-contracts", "families-2018"
TITLE = "The company has answered"
FAST = ("--updates-per-minute", "100000", "--updates-per-minute-most", "100000")


class Crowd:
    """People in each state that there is, by what becomes of them."""

    def __init__(self, site: Server, sink: MailSink):
        kinds = {"stays": 90, "leaves": 20, "silent": 15, "withdrew": 10, "left": 10, "asked": 10}
        self.people = {kind: [f"{kind}{n}@d{n % 3}.example" for n in range(count)] for kind, count in kinds.items()}
        everybody = [email for emails in self.people.values() for email in emails]
        for email in everybody:
            wants = {} if email.startswith("silent") else {"updates": "yes"}
            ask(site.petition(LETTER), email, **wants)
        until(lambda: len(sink.links("Confirm")) == len(everybody))
        self.links = sink.links("Confirm")
        for email in everybody:
            if not email.startswith("asked"):
                confirm(self.links[email])
        for email in self.people["withdrew"]:
            page(self.links[email]).send("/withdrawal")
        self.leave("left")

    def leave(self, kind: str) -> None:
        for email in self.people[kind]:
            page(self.links[email]).send("/updates", updates="no")


def until(is_so, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def kill(site: Server) -> None:
    site.process.kill()
    site.process.wait()
    site.process = None


def test_each_who_wants_it_gets_it_once_through_kills_and_nobody_else(tmp_path):
    sink = MailSink(seconds=0.02)
    site = Server(tmp_path)
    site.load(EXAMPLES / CAMPAIGN)
    site.start("--mail", sink.address, *FAST)
    try:
        crowd = Crowd(site, sink)
        update = Desk(site).send_update(CAMPAIGN, LETTER, TITLE, "They **refuse**.")
        for count in (1, 20, 45):
            until(lambda: len(sink.mails(TITLE)) >= count)
            kill(site)
            site.start("--mail", sink.address, *FAST)
        before = {to for _, to, _ in sink.mails(TITLE)}
        crowd.leave("leaves")
        after = {to for _, to, _ in sink.mails(TITLE)}
        until(lambda: set(crowd.people["stays"]) <= {to for _, to, _ in sink.mails(TITLE)})
        time.sleep(2)
        got = Counter((to, mail["Message-ID"]) for _, to, mail in sink.mails(TITLE))
        people = Counter(to for to, _ in got)
        assert set(people.values()) == {1}, "one mail each, with one Message-ID"
        assert sum(got.values()) - len(got) <= 3 * 4, "at most what was under way at each kill comes twice"
        assert set(people) - set(crowd.people["stays"]) <= after & set(crowd.people["leaves"])
        assert before & set(crowd.people["leaves"]) <= set(people)
        assert not [email for email in people if email.startswith(("silent", "withdrew", "left", "asked"))]
        assert update
    finally:
        site.stop()


def test_a_domain_gets_twenty_a_minute_and_a_confirmation_does_not_wait(tmp_path):
    sink = MailSink(seconds=0.02)
    site = Server(tmp_path)
    site.load(EXAMPLES / CAMPAIGN)
    secret = site.command("bounces", "secret", "--data", str(site.data)).stdout.strip().splitlines()[-1].split()[-1]
    site.start("--mail", sink.address, "--bounce-address", "bounces+{}@example.org")
    try:
        emails = [f"person{n}@one.example" for n in range(70)]
        for email in emails:
            ask(site.petition(LETTER), email, updates="yes")
        until(lambda: len(sink.links("Confirm")) == len(emails))
        for link in sink.links("Confirm").values():
            confirm(link)
        desk = Desk(site)
        address = desk.send_update(CAMPAIGN, LETTER, TITLE, "They **refuse**.")
        until(lambda: len(sink.mails(TITLE)) >= 5)
        asked = time.monotonic()
        ask(site.petition(LETTER), "late@two.example")
        until(lambda: "late@two.example" in sink.links("Confirm"))
        assert time.monotonic() - asked < 3
        minutes = Counter()
        until(lambda: len(sink.mails(TITLE)) >= 20)
        time.sleep(1)
        for at, _, _ in sink.mails(TITLE):
            minutes[int(at)] += 1
        # A minute may end in between: then twenty more go at once.
        assert len(sink.mails(TITLE)) in (20, 40), minutes
        assert "Waiting for their turn" in " ".join(desk.page(address).texts("dt"))
        assert "70 people" in " ".join(desk.page(address).texts("p"))
        leave_by_mail(site, secret, sink.mails(TITLE)[0][2])
        assert "69 people" in " ".join(desk.page(address).texts("p"))
    finally:
        site.stop()


def leave_by_mail(site: Server, secret: str, mail) -> None:
    """The other address in the header: what a mail server does with a mail to it."""
    found = re.search(r"<mailto:([^?>]+)\?subject=([^>]+)>", mail["List-Unsubscribe"])
    to, subject = (urllib.parse.unquote(part) for part in found.groups())
    text = f"From: somebody@one.example\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n"
    kind = {"Content-Type": "message/rfc822", "Authorization": f"Bearer {secret}"}
    answer = request("POST", site.address + "/hooks/bounces", headers=kind, body=text.encode())
    assert answer.status == 200, answer.text
