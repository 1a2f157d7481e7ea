"""News of a petition: an organiser writes and sends it, a signatory reads it and stops it; without scripts, on a phone."""

import re
import time
import uuid
from xml.etree import ElementTree

import pytest

from gallery import LETTER
from organiser import Organiser
from test_accessibility import complaints
from wire import ask, confirm, request, someone

PHONE = {"width": 320, "height": 700}
ATOM = "{http://www.w3.org/2005/Atom}"
TITLE = "The company has answered"
ADMIN = f"/admin/campaigns/families-2018/petitions/{LETTER}/updates"


@pytest.fixture(scope="module")
def noor(site):
    return Organiser(site, "noor@example.org", "Noor Example")


@pytest.fixture(scope="module")
def reader(site):
    """Two who signed and ticked the box; beside them somebody who did not."""
    asked, other, silent = someone(), someone(), someone()
    for address in (asked, other):
        ask(site.petition(LETTER), address, updates="yes")
    ask(site.petition(LETTER), silent)
    for address in (asked, other, silent):
        confirm(site.mail.link(address))
    return asked, other, silent


def fits(view) -> bool:
    return not view.evaluate("document.documentElement.scrollWidth > innerWidth")


def stop_address(mail) -> str:
    return re.search(r"<(http[^>]+/u/[A-Za-z0-9_-]+)>", mail["List-Unsubscribe"]).group(1)


def test_an_update_is_written_sent_read_and_stopped_without_scripts(visit, site, noor, reader):
    asked, other, silent = reader
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    noor.set_up(view)
    noor.sign_in(view)
    view.goto(site.address + ADMIN.removesuffix("/updates"))
    view.click("text=Updates to signatories")
    view.click("text=Write an update")
    view.fill("#title", TITLE)
    view.fill("#body", "They **refuse**.\n\n* We ask again\n* in June")
    view.click("button:text-is('Save')")
    assert view.locator("article strong").inner_text() == "refuse"
    assert "• We ask again" in view.locator("pre").first.inner_text()
    view.click("text=Send a test email to myself")
    assert site.mail.wait("noor@example.org", "Test: " + TITLE, 1)
    view.click("button:has-text('Publish and send to')")
    assert view.locator(".panel h2").first.inner_text() == "The emails"
    mail = site.mail.wait(asked, TITLE, 1)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.get_body(("html",)).get_content().count("<strong>refuse</strong>") == 1
    assert not [one for one in site.mail.messages(silent) if TITLE in one["Subject"]]

    person = visit(scripts=False, viewport=PHONE).page
    person.goto(site.petition(LETTER))
    end = time.monotonic() + 5
    while not person.locator(f"text={TITLE}").count() and time.monotonic() < end:
        person.reload()
    person.click(f"text={TITLE}")
    assert "They refuse." in person.locator("article").inner_text()
    person.goto(stop_address(mail))
    view.goto(site.address + ADMIN)
    assert "2 people" in view.locator("main").inner_text(), "looking at the address changes nothing"
    person.click("text=Stop the messages")
    assert "no more messages" in person.locator(".callout").inner_text()
    view.reload()
    assert "1 person" in view.locator("main").inner_text()

    one_click(stop_address(site.mail.wait(other, TITLE, 1)))
    view.reload()
    assert "0 people" in view.locator("main").inner_text()


def one_click(address: str) -> None:
    """As a mail program does it (RFC 8058): after a scanner has looked, in one request, in either form."""
    body = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    for answer in (
        request("GET", address),
        request("POST", address, headers=kind, body=body),
        request("POST", address, {"List-Unsubscribe": "One-Click"}),
    ):
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers and "Location" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Referrer-Policy"] == "no-referrer"
    # It opens nothing else.
    assert request("GET", address.replace("/u/", "/s/")).status == 404


def test_what_is_public_is_corrected_in_public_and_drafts_stay_where_they_are(visit, site, noor):
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    noor.sign_in(view)
    view.goto(site.address + ADMIN + "/1")
    late = view.context.new_page()
    late.goto(site.address + ADMIN + "/1")
    view.fill("#body", "They **refuse** again.")
    view.click("button:text-is('Save')")
    late.fill("#body", "Somebody else's words.")
    late.click("button:text-is('Save')")
    assert "not lost" in late.locator(".problems").inner_text()
    assert late.input_value("#body").strip() == "Somebody else's words."
    view.goto(site.petition(LETTER) + "/updates/1")
    text = view.locator("main").inner_text()
    assert "They refuse again." in text and "Corrected on" in text and "Somebody else" not in text
    view.click("text=What stood here before")
    view.click("details a")
    assert "We ask again" in view.inner_text("main")
    view.goto(site.address + ADMIN + "/new")
    view.fill("#title", "A draft of mine")
    view.fill("#body", "Nothing yet.")
    view.click("button:text-is('Save')")
    assert request("GET", site.petition(LETTER) + "/updates/2").status == 404
    for path in ("/updates", "/updates.atom"):
        assert b"A draft of mine" not in request("GET", site.petition(LETTER) + path).body


def test_the_link_lets_a_signatory_ask_for_news_again_and_stop(visit, site):
    email = someone()
    ask(site.petition(LETTER), email)
    link = site.mail.link(email)
    confirm(link)
    view = visit(scripts=False, viewport=PHONE).page
    view.goto(link)
    view.click("text=Yes, tell me by email")
    assert view.locator("text=you get an email").count() == 1
    view.click("text=Stop these messages")
    assert view.locator("text=Yes, tell me by email").count() == 1


def test_an_address_that_was_made_up_stops_nothing(site):
    for token in ("A" * 43, "A" * 54, "x", "AAAAAAAAAAE" + "B" * 32):
        answer = request("POST", site.address + "/u/" + token, {"List-Unsubscribe": "One-Click"})
        assert answer.status == 404 and "Set-Cookie" not in answer.headers, token


def test_pages_of_news_are_accessible_and_fit_a_phone(visit, site, noor):
    faults = []
    public = visit(viewport=PHONE).page
    organiser = visit(viewport=PHONE, signs_in=True).page
    noor.sign_in(organiser)
    mail = site.mail.wait("noor@example.org", "Test: " + TITLE, 1)
    petition = site.petition(LETTER)
    pages = [(public, address) for address in (petition, petition + "/updates", petition + "/updates/1")]
    pages += [(public, site.address + "/campaigns/families-2018"), (public, stop_address(mail))]
    pages += [(organiser, site.address + ADMIN + path) for path in ("", "/new", "/1")]
    for view, address in pages:
        view.goto(address)
        for scheme in ("light", "dark"):
            view.emulate_media(color_scheme=scheme)
            faults += [f"{address}, {scheme}: {fault}" for fault in complaints(view)]
        if not fits(view):
            faults.append(f"{address} is wider than a phone")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", [f"/petitions/{LETTER}", "/campaigns/families-2018"])
def test_the_feed_is_what_rfc_4287_asks_for(site, path):
    answer = request("GET", site.address + path + "/updates.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.body)
    assert feed.tag == ATOM + "feed"
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    entries = feed.findall(ATOM + "entry")
    assert [entry.findtext(ATOM + "title") for entry in entries].count(TITLE) == 1
    for element in [feed, *entries]:
        for name in ("id", "title", "updated"):  # Sections 4.1.1 and 4.1.2: exactly one of each.
            assert len(element.findall(ATOM + name)) == 1, name
        assert uuid.UUID(element.findtext(ATOM + "id"))
        assert moment.fullmatch(element.findtext(ATOM + "updated"))
        links = [(link.get("rel"), link.get("type")) for link in element.findall(ATOM + "link")]
        assert links.count(("alternate", "text/html")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    own = next(link.get("href") for link in feed.findall(ATOM + "link") if link.get("rel") == "self")
    assert own == site.address + path + "/updates.atom"
    for entry in entries:
        assert entry.find(ATOM + "content").get("type") == "html"
        address = next(link.get("href") for link in entry.findall(ATOM + "link"))
        assert request("GET", address).status == 200
    assert len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries)
    known = request("GET", own, headers={"If-None-Match": answer.headers["ETag"]})
    assert known.status == 304 and not known.body
