"""An open letter whose tokens somebody else issues, on another host: the two programs, and a member's browser between them.

Time passes by `faketime`; where it is missing, the day does not move, and what needs that is left out and said so.
"""

import datetime
import json
import re
import shutil
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from issuer_server import LETTER, IssuerServer, write_letter
from server import Server
from test_member_page import taken
from test_member_site import CODE, asked, form
from visitor import visitors

FAKETIME = shutil.which("faketime")
MAILBOX = "amina@works.example"


class Two:
    """A letter's site and its issuer."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.issuer, self.site = IssuerServer(folder / "issuer"), Server(folder / "site")
        self.began = datetime.datetime.now(datetime.UTC).date()
        self.letter = self.site.petition(LETTER)
        self.lines = self.issuer.add(self.letter)
        self.site.load(write_letter(folder / "works", self.lines))
        self.issuer.start()
        self.site.start()

    def move(self, days: int) -> None:
        """Both end, and the issuer starts anew at noon so many days after the beginning: the site asks it."""
        self.stop()
        noon = f"@{self.began + datetime.timedelta(days)} 12:00:00"
        for server in (self.issuer, self.site):
            server.clock = ("env", "TZ=UTC", str(FAKETIME), "--exclude-monotonic", "-f", noon)
        self.issuer.start()

    def stop(self) -> None:
        self.issuer.stop()
        self.site.stop()


@pytest.fixture
def two(tmp_path):
    (tmp_path / "issuer").mkdir()
    (tmp_path / "site").mkdir()
    two = Two(tmp_path)
    yield two
    two.stop()


@pytest.fixture
def visit(browser, two):
    with visitors(browser, two.site.address) as make:
        yield make


def watched(visitor, two) -> list:
    """Every request from here on; the browser has a cookie for each of the two hosts, and gives it to neither."""
    seen = []
    visitor.context.on("request", lambda request: seen.append(request))
    for address in (two.site.address, two.issuer.address):
        visitor.context.add_cookies([{"name": "session", "value": "1", "url": address}])
    return seen


def netloc(url: str) -> str:
    return urllib.parse.urlsplit(url).netloc


def expect_discreet(visitor, two, seen, to_issuer: list[str]) -> None:
    """Only the two hosts were asked, the issuer for these addresses alone; what is posted has no cookie and no referrer."""
    hosts = {netloc(request.url) for request in seen if not request.url.startswith(("blob:", "data:"))}
    issuer, site = netloc(two.issuer.address), netloc(two.site.address)
    assert hosts <= {issuer, site}, hosts
    paths = [urllib.parse.urlsplit(request.url).path for request in seen if netloc(request.url) == issuer]
    assert paths == to_issuer
    posted = [request for request in seen if request.method == "POST" or netloc(request.url) == issuer]
    assert posted
    for request in posted:
        heads = request.all_headers()
        assert "cookie" not in heads and "referer" not in heads and "authorization" not in heads, heads
    page = next(request for request in seen if request.is_navigation_request())
    assert "cookie" in page.all_headers(), "this browser had one to give"
    # What the visitor's own account calls a fault: a request to another host than the page's.
    others = [fault for fault in visitor.faults if fault.startswith("request to another host: ")]
    assert len(others) == len(to_issuer)
    visitor.faults[:] = [fault for fault in visitor.faults if fault not in others]
    visitor.context.clear_cookies()


def token_in_browser(visit, two, folder: Path) -> Path:
    visitor = visit()
    seen, view = watched(visitor, two), visitor.page
    view.goto(two.letter + "/members")
    expect(view.locator("main")).to_contain_text("Tokens are issued by The Works Union, not by this site.")
    view.click("#make")
    expect(view.locator("#checked")).to_contain_text("The log fits")
    taken(view, "#request-file", folder)
    assert not [request for request in seen if request.method == "POST"]
    asked(view, MAILBOX)
    expect(view.locator("#asked")).to_contain_text("a code is on its way")
    mail = two.issuer.mail.wait(MAILBOX, "Your code", 1)
    assert LETTER not in mail.as_string() and not two.site.mail.messages(MAILBOX)
    view.fill("#code", CODE.search(mail.get_body(("plain",)).get_content())[1])
    view.click("#tokens button")
    expect(view.locator("#token-file")).to_be_visible()
    token = taken(view, "#token-file", folder)
    expect_discreet(visitor, two, seen, [f"/petitions/{LETTER}/members/{name}" for name in ("codes", "tokens")])
    return token


def others(two, folder: Path, count: int) -> list[Path]:
    """Tokens of colleagues who have codes of the organiser's, by the command."""

    def request(numbered: tuple[int, str]) -> Path:
        out = folder / f"token-{numbered[0]}.txt"
        words = ("member", "request", two.letter, "--voucher", "--out", str(out))
        two.site.command(*words, typed=numbered[1] + "\n")
        return out

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(request, enumerate(two.issuer.invite(folder, count))))


@pytest.mark.skipif(FAKETIME is None, reason="faketime is not there, so no day passes")
def test_a_member_asks_one_host_signs_at_the_other_and_the_page_shows_it_a_day_later(visit, two, tmp_path):
    token = token_in_browser(visit, two, tmp_path)
    colleagues = others(two, tmp_path, 19)
    two.move(2)
    two.issuer.wait_until_told(20)
    two.site.start()
    visitor = visit()
    seen, view = watched(visitor, two), visitor.page
    for _ in range(50):
        view.goto(two.letter + "/members/sign")
        if view.locator("#kept").count():
            break
        view.wait_for_timeout(200)
    expect(view.locator("main")).to_contain_text("20 members hold a token.")
    two.issuer.stop()
    view.set_input_files("#kept", token)
    expect(view.locator("#held")).to_contain_text("its signature fits")
    view.check("#display-role")
    view.fill("#role", "Nurse")
    view.click("#signatures button")
    expect(view.locator("#signed")).to_contain_text("Your signature is recorded")
    # The issuer is not even there while members sign.
    expect_discreet(visitor, two, seen, [])
    sent = next(request for request in seen if request.method == "POST")
    assert sorted(form(sent)) == ["display", "role", "text", "token"]
    own = visit().page
    own.goto(view.locator("#link").get_attribute("href"))
    expect(own.locator("h1")).to_have_text("Your signature is recorded")
    for file in colleagues:
        two.site.command("member", "sign", str(file))
    assert two.site.count(LETTER) == 0, "published with the next day"
    two.move(4)
    two.site.start()
    page = visit().page
    for _ in range(50):
        page.goto(two.letter)
        if "Nurse" in page.content():
            break
        page.wait_for_timeout(200)
    expect(page.locator("main")).to_contain_text("20 signatures of verified members")
    page.goto(two.letter + "/names")
    expect(page.locator("main")).to_contain_text("Nurse")
    verified = two.site.command("verify", two.letter, "--json")
    assert json.loads(verified.stdout)["tokens"] == 20
    assert MAILBOX.encode() not in b"".join(path.read_bytes() for path in two.site.data.rglob("*") if path.is_file())


def test_an_issuer_reads_in_the_letters_log_that_it_is_closed(two):
    assert two.issuer.listed().startswith("open\t")
    two.site.command("petition", "close", "--data", str(two.site.data), LETTER)
    # It looks once a day, and when it starts.
    two.issuer.stop()
    two.issuer.start()
    end = time.monotonic() + 20
    while time.monotonic() < end and not two.issuer.listed().startswith("closed\t"):
        time.sleep(0.2)
    assert two.issuer.listed().startswith("closed\t")
    assert not (two.issuer.data / "keys" / LETTER / "issuer").exists()


def test_a_site_that_shows_one_person_a_second_key_is_refused_before_anything_is_sent(visit, two, tmp_path):
    (tmp_path / "second").mkdir()
    (tmp_path / "partition").mkdir()
    second = IssuerServer(tmp_path / "second")
    second.port, second.address = two.issuer.port, two.issuer.address
    key = re.compile(r'key: "(.+)"')
    other = second.add(two.letter)
    own, another = key.search(two.lines)[1], key.search(other)[1]
    assert own != another
    # Of one person alone: the document names another key, the log is the one that all see.
    visitor = visit()
    seen, view = watched(visitor, two), visitor.page

    def swap(route):
        text = route.fetch().text()
        assert own in text
        route.fulfill(body=text.replace(own, another), content_type="application/json")

    view.route("**/document.json", swap)
    view.goto(two.letter + "/members")
    view.click("#make")
    expect(view.locator("#checked")).to_contain_text("The log does not check (document)")
    assert not view.locator("#request-file").is_visible() and not view.locator("#codes").is_visible()
    assert not [request for request in seen if request.method == "POST"]
    visitor.context.clear_cookies()
    # A whole second log at the same address, which holds in itself: who kept a file, or let the browser remember, sees it.
    keeper = visit()
    view = keeper.page
    view.goto(two.letter + "/members")
    view.check("#remember")
    view.click("#make")
    expect(view.locator("#checked")).to_contain_text("The log fits")
    request = taken(view, "#request-file", tmp_path)
    two.site.stop()
    partition = Server(tmp_path / "partition")
    partition.port, partition.address = two.site.port, two.site.address
    partition.load(write_letter(tmp_path / "works-again", other))
    partition.start()
    try:
        seen = watched(keeper, two)
        view.goto(two.letter + "/members")
        view.click("#make")
        expect(view.locator("#checked")).to_contain_text("The issuer’s key is another one")
        view.set_input_files("#again", request)
        expect(view.locator("#checked")).to_contain_text("The issuer’s key is another one")
        assert not view.locator("#codes").is_visible()
        assert not [sent for sent in seen if sent.method == "POST" or netloc(sent.url) == netloc(two.issuer.address)]
        keeper.context.clear_cookies()
        # What was to be remembered is the one thing that the browser keeps.
        assert view.evaluate("Object.keys(localStorage).length") == 1
        view.evaluate("localStorage.clear()")
    finally:
        partition.stop()
