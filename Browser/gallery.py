"""One example of every kind of page, each reachable in a browser."""

import base64
import hashlib
import sqlite3
from pathlib import Path
from typing import Callable

from playwright.sync_api import Page

from mailbox_folder import CHANGED_TEXT, MANAGE
from server import CAMPAIGNS, EXAMPLES, Server
from wire import ask, confirm, page, someone

LETTER = "give-up-the-contracts"
ORGANISATIONS = "letter-to-homeland-security"
CLOSED = "salesforce-end-the-contract"
DRAFT = "microsoft-employees-letter"
CHANGED = "open-the-contracts"
MEMBERS = "two-on-each-ward"
# A letter for members of whom nobody holds a token yet.
ALONE = "breaks-at-night"
NAMES = ["محمد الأمين", "李小龍", "अनुष्का शर्मा", "Анна Каренина", "Seán Ó Briain", "Nguyễn Thị Minh", "Teller"]
WEEK = 8 * 24 * 60 * 60
PLOTTED = ("library", "give-up-the-contracts")

Opening = Callable[[Page], None]


class Gallery:
    """A site in which every page has something to show; counts of the petitions named above are in use here."""

    def __init__(self, folder: Path):
        self.server = Server(folder)
        self.server.load(*sorted(EXAMPLES.iterdir()), CAMPAIGNS / "arabic", CAMPAIGNS / "hostile", CAMPAIGNS / "discreet", CAMPAIGNS / "members")
        self.server.start()
        self.links: dict[str, str] = {}
        self.past()
        self.present()

    def asked(self, slug: str, name: str = "Ada Example", **typed) -> str:
        """Asks, and gives the address to which the link goes; mail leaves once a second, so it is read later."""
        email = typed.pop("email", None) or someone()
        ask(self.server.petition(slug), email, name, **typed)
        return email

    def past(self) -> None:
        """What a stopped server is needed for: a link of last week, and a petition that closed."""
        asked = {"expired": self.asked(LETTER), "too late": self.asked(CLOSED)}
        asked["signed, closed since"] = self.asked(CLOSED, shown="yes")
        asked["signed, changed since"] = self.asked(CHANGED)
        asked["asked, changed since"] = self.asked(CHANGED)
        self.take(asked)
        confirm(self.links["signed, closed since"])
        confirm(self.links["signed, changed since"])
        self.gather()
        self.server.stop()
        for slug in PLOTTED:
            self.spread(slug)
        self.age_pending(LETTER)
        self.member(MEMBERS)
        self.server.command("petition", "close", "--data", str(self.server.data), CLOSED)
        self.change(CHANGED, "We ask you to open the **contracts**.\n\nAll of them, this year.", "The year was missing.")
        self.change("library", "نرجو أن تبقى المكتبة مفتوحة كل يوم.", "تغيّر الموعد.")
        self.server.start()
        told = self.server.mail.link(asked["signed, changed since"], subject=CHANGED_TEXT)
        self.links["told of a change"] = told

    def change(self, slug: str, letter: str, reason: str) -> None:
        file = self.server.data.parent / f"{slug}.md"
        file.write_text(letter)
        words = ("petition", "amend", slug, "--data", str(self.server.data), "--text", str(file), "--reason", reason)
        self.server.command(*words)

    def gather(self) -> None:
        """Enough signatures for a picture of their growth, and one withdrawal."""
        for slug in PLOTTED:
            emails = [self.asked(slug, f"Early Example {number}") for number in range(14)]
            for number, email in enumerate(emails):
                link = self.server.mail.link(email)
                confirm(link)
                if number == 0:
                    page(link).send("/withdrawal")

    def spread(self, slug: str) -> None:
        """Puts what was counted in this hour on eighteen days: the sums stay those of the log."""
        steps = [(2, 0), (1, 0), (4, 0), (0, 1), (3, 0), (2, 0), (2, 0)]
        days = [18, 17, 14, 11, 9, 4, 2]
        with sqlite3.connect(self.server.data / "undersigned.sqlite") as database:
            (petition,) = database.execute("SELECT id FROM petition WHERE slug = ?", (slug,)).fetchone()
            rows = database.execute(
                "SELECT hour, SUM(added), SUM(removed) FROM tally WHERE petition_id = ?", (petition,)
            ).fetchall()
            hour, added, removed = rows[0]
            assert (added, removed) == tuple(sum(column) for column in zip(*steps)), rows
            database.execute("DELETE FROM tally WHERE petition_id = ?", (petition,))
            for day, step in zip(days, steps):
                database.execute(
                    "INSERT INTO tally (petition_id, hour, class, added, removed) VALUES (?, ?, 'mail', ?, ?)",
                    (petition, hour - day * 24 * 60 * 60, *step),
                )
        database.close()

    def member(self, slug: str) -> None:
        """Two mailboxes that had a token, and a signature of which no mail came."""
        with sqlite3.connect(self.server.data / "undersigned.sqlite") as database:
            (petition,) = database.execute("SELECT id FROM petition WHERE slug = ?", (slug,)).fetchone()
            for number in (1, 2):
                row = (petition, bytes([number]) * 32, bytes([number]) * 32)
                database.execute("INSERT INTO member_mailbox (petition_id, tag, request_hash) VALUES (?, ?, ?)", row)
            token = petition.to_bytes(8, "big") + bytes(range(32))
            database.execute(
                "INSERT INTO signature (petition_id, state, tag, token_hash, commitment, text_version, log_number,"
                " asked_at, decided_at, mailed_at) VALUES (?, 'recorded', ?, ?, ?, 1, 1, ?, ?, '')",
                (petition, bytes(32), hashlib.sha256(token).digest(), bytes(32), 1_529_452_800, 1_529_452_800),
            )
        database.close()
        self.server.count_holders()
        self.links["of a member"] = f"{self.server.address}/s/{base64.urlsafe_b64encode(token).decode().rstrip('=')}"

    def take(self, asked: dict[str, str]) -> None:
        self.links |= {name: self.server.mail.link(email) for name, email in asked.items()}

    def age_pending(self, slug: str) -> None:
        with sqlite3.connect(self.server.data / "undersigned.sqlite") as database:
            changed = database.execute(
                "UPDATE signature SET asked_at = asked_at - ? WHERE state = 'pending'"
                " AND petition_id = (SELECT id FROM petition WHERE slug = ?)",
                (WEEK, slug),
            ).rowcount
        database.close()
        assert changed == 1, f"one pending signature was to be aged, not {changed}"

    def present(self) -> None:
        typed = {"comment": "For the children.\nAll of them.", "place": "Harbour City", "shown": "yes"}
        asked = {
            "confirm": self.asked(LETTER, "Grace O’Example", partner="parish-visitors", **typed),
            "signed": self.asked(LETTER, "Zoë Ångström-Example", partner="parish-visitors", **typed),
            "withdrawn": self.asked(LETTER),
            "first": self.asked(LETTER, "Katherine Example"),
            "organisation signed": self.organisation("Open Door Centre", "open-door-centre"),
            "organisation confirm": self.organisation("Welcome House", "welcome-house"),
            "confirm arabic": self.asked("library", "محمد الأمين", comment="من أجل الأطفال"),
        }
        shown = [self.asked(LETTER, name, shown="yes") for name in NAMES]
        self.take(asked)
        for name in ("signed", "withdrawn", "first", "organisation signed"):
            confirm(self.links[name])
        for email in shown:
            confirm(self.server.mail.link(email))
        page(self.links["withdrawn"]).send("/withdrawal")
        ask(self.server.petition(LETTER), asked["first"], "Katherine Example")
        self.links["already signed"] = self.server.mail.link(asked["first"], subject=MANAGE)
        self.server.figures(LETTER)  # Waits until the pages show the counts just made.

    def organisation(self, name: str, domain: str, role: str = "Coordinator", person: str = "Ada Example") -> str:
        email = f"office@{domain}.example.org"
        return self.asked(ORGANISATIONS, person, email=email, organisation=name, role=role, shown="yes")

    def kinds(self) -> dict[str, Opening]:
        """A name for each kind of page, and how a browser gets there."""
        at = self.server.address
        fixed = {
            "home": at + "/",
            "campaign": at + "/campaigns/families-2018",
            "campaign-long": at + "/campaigns/extreme-vetting-2017",
            "campaign-arabic": at + "/campaigns/arabic",
            "petition": self.server.petition(LETTER),
            "petition-organisations": self.server.petition(ORGANISATIONS),
            "petition-draft": self.server.petition(DRAFT),
            "petition-closed": self.server.petition(CLOSED),
            "petition-arabic": self.server.petition("library"),
            "history": self.server.petition(LETTER) + "/history",
            "names": self.server.petition(LETTER) + "/names",
            "names-none": self.server.petition("library") + "/names",
            "petition-changed": self.server.petition(CHANGED),
            "texts": self.server.petition(CHANGED) + "/texts",
            "text": self.server.petition(CHANGED) + "/texts/2",
            "text-first": self.server.petition(CHANGED) + "/texts/1",
            "texts-arabic": self.server.petition("library") + "/texts",
            "text-arabic": self.server.petition("library") + "/texts/2",
            "how-we-count": at + "/how-we-count",
            "how-we-count-petition": self.server.petition(LETTER) + "/how-we-count",
            "sent-unknown": self.server.petition(LETTER) + "/sent",
            "link-unknown": at + "/s/" + "A" * 54,
            "not-found": at + "/no-such-page",
        }
        letter, alone = (self.server.petition(slug) for slug in (MEMBERS, ALONE))
        fixed["petition-members"], fixed["petition-members-alone"] = letter, alone
        fixed["member-token"], fixed["member-sign"] = letter + "/members", letter + "/members/sign"
        fixed["member-sign-alone"], fixed["names-members"] = alone + "/members/sign", letter + "/names"
        fixed["how-we-count-members"] = letter + "/how-we-count"
        fixed["held-about-a-member"] = self.links["of a member"] + "/data"
        fixed["held-about-you"] = self.links["signed"] + "/data"
        fixed["held-about-you-not-here"] = self.links["already signed"] + "/data"
        links = {"link-" + name.replace(" ", "-").replace(",", ""): link for name, link in self.links.items()}
        opened = {name: opening(address) for name, address in {**fixed, **links}.items()}
        steps = {"form-errors": self.errors, "sent": self.sent, "resent": self.resent, "bad-request": self.bad_request}
        steps["verify"], steps["member-request"] = self.verified, self.requested
        return {**opened, **steps}

    def errors(self, view: Page) -> None:
        view.goto(self.server.petition(LETTER))
        view.fill("#email", "ada@")
        view.click("#send")

    def verified(self, view: Page) -> None:
        view.goto(self.server.petition(LETTER) + "/verify")
        view.wait_for_selector("#verdict p, noscript p")

    def requested(self, view: Page) -> None:
        """A request is made and taken, so that the form for the address is there."""
        view.goto(self.server.petition(MEMBERS) + "/members")
        view.wait_for_selector("#make:visible, #silent:visible")
        if view.locator("#make").is_visible():
            view.click("#make")
            with view.expect_download():
                view.click("#request-file")
            view.wait_for_selector("#codes")

    def sent(self, view: Page) -> None:
        view.goto(self.server.petition(LETTER))
        view.fill("#name", "Ada Example")
        view.fill("#email", someone())
        view.click("#send")
        view.wait_for_url("**/sent?s=*")

    def resent(self, view: Page) -> None:
        self.sent(view)
        view.click("main form button")

    def bad_request(self, view: Page) -> None:
        view.goto(self.links["confirm"])
        view.locator("main form input[name=text]").evaluate("field => { field.value = '0' }")
        view.click("main form button:not(.second)")


def opening(address: str) -> Opening:
    def go(view: Page) -> None:
        view.goto(address)

    return go
