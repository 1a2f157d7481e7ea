"""An open letter that members sign: the real pages of the real server, from the request to the way back (P-24, P-25)."""

import re
import urllib.parse
from pathlib import Path

import pytest
from playwright.sync_api import expect

from gallery import ALONE, MEMBERS
from server import CAMPAIGNS, Server
from test_member_page import taken
from visitor import visitors

CODE = re.compile(r"^(\d{8})\s*$", re.M)
PATH = f"/petitions/{MEMBERS}/members"


@pytest.fixture
def hospital(tmp_path):
    """A site of its own, so that a crowd comes together in each test."""
    server = Server(tmp_path)
    server.load(CAMPAIGNS / "members")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visit(browser, hospital):
    with visitors(browser, hospital.address) as make:
        yield make


def posts(visitor) -> list:
    """What the page sends from here on, as a server sees it."""
    sent = []
    visitor.context.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def form(request) -> dict:
    return dict(urllib.parse.parse_qsl(request.post_data, keep_blank_values=True))


def made(view, hospital, folder: Path) -> Path:
    view.goto(hospital.petition(MEMBERS) + "/members")
    view.click("#make")
    expect(view.locator("#checked")).to_contain_text("The log fits")
    assert not view.locator("#codes").is_visible(), "first the file"
    return taken(view, "#request-file", folder)


def asked(view, address: str) -> None:
    view.fill("#email", address)
    view.click("text=Send me a code")


def token(visit, hospital, folder: Path, name: str) -> Path:
    """Gets a member a token, in a browser of its own."""
    folder = folder / name
    folder.mkdir()
    view = visit().page
    made(view, hospital, folder)
    address = f"{name}@hospital.example"
    asked(view, address)
    expect(view.locator("#asked")).to_contain_text("a code is on its way")
    mail = hospital.mail.wait(address, "Your code", 1)
    view.fill("#code", CODE.search(mail.get_body(("plain",)).get_content())[1])
    view.click("#tokens button")
    expect(view.locator("#token-file")).to_be_visible()
    return taken(view, "#token-file", folder)


def signing(view, hospital) -> None:
    """The page of signing, a day later; the program reads what it knows at most once a second."""
    hospital.count_holders()
    for _ in range(20):
        view.goto(hospital.petition(MEMBERS) + "/members/sign")
        if view.locator("#kept").count():
            return
        view.wait_for_timeout(200)
    raise AssertionError("the page has no form though enough hold a token")


def test_the_page_of_a_letter_tells_what_a_member_must_know_and_asks_for_nothing(visit, hospital):
    view = visit(scripts=False).page
    view.goto(hospital.petition(ALONE))
    panel = view.locator("#sign")
    for words in ("hospital.example", "0 members hold a token.", "at least 20 members hold a token", "in a small office"):
        expect(panel).to_contain_text(words)
    assert panel.locator("form, input").count() == 0
    panel.get_by_role("link", name="Sign with your token").click()
    expect(view.locator("main")).to_contain_text("Signing opens when at least 20 members hold a token")
    assert view.locator("main form").count() == 0
    view.goto(hospital.address + f"/embed/{ALONE}")
    assert view.get_by_role("link").get_attribute("href") == hospital.petition(ALONE)
    assert view.locator("form, input").count() == 0


def test_who_has_no_scripts_is_led_to_the_command(visit, hospital):
    view = visit(scripts=False).page
    view.goto(hospital.petition(MEMBERS) + "/members")
    expect(view.locator("#silent")).to_be_visible()
    expect(view.locator("pre[role=region]")).to_have_text(f"undersigned member request {hospital.petition(MEMBERS)} --out token.txt")
    assert not view.locator("form:visible, #make:visible").count()


def test_a_request_is_made_from_the_sites_own_log_and_kept_before_anything_is_sent(visit, hospital, tmp_path):
    visitor = visit()
    sent = posts(visitor)
    view = visitor.page
    request = made(view, hospital, tmp_path)
    assert request.name == f"{MEMBERS}-member-request.txt" and not sent
    assert f"petition {hospital.petition(MEMBERS)}\n" in request.read_text()
    expect(view.locator("#email")).to_be_visible()
    warned, typed = (view.locator(place).bounding_box() for place in ("#mail-heading", "#email"))
    assert warned["y"] < typed["y"], "the warning stands before the field"
    again = visit().page
    again.goto(hospital.petition(MEMBERS) + "/members")
    again.set_input_files("#again", request)
    expect(again.locator("#checked")).to_contain_text("goes on where it stopped")
    later = visit().page
    later.goto(hospital.petition(MEMBERS) + "/members/sign")
    assert later.locator("#kept").count() == 0, "nobody holds a token yet"


def test_a_member_gets_a_token_signs_with_it_and_takes_the_signature_back(visit, hospital, tmp_path):
    first = token(visit, hospital, tmp_path, "ada")
    token(visit, hospital, tmp_path, "grace")
    visitor = visit()
    sent = posts(visitor)
    view = visitor.page
    signing(view, hospital)
    expect(view.locator("main")).to_contain_text("At least 2 members hold a token by now")
    view.set_input_files("#kept", first)
    expect(view.locator("#held")).to_contain_text("its signature fits")
    assert view.is_checked("#display-nothing") and view.locator("#role").is_disabled()
    view.check("#display-team")
    view.fill("#role", "Nurse")
    view.fill("#team", "Ward 3")
    assert view.locator("#name").is_disabled()
    view.click("#signatures button")
    expect(view.locator("#signed")).to_contain_text("Your signature is recorded")
    (request,) = sent
    assert urllib.parse.urlsplit(request.url).path == PATH + "/signatures"
    posted = form(request)
    assert {name: posted[name] for name in posted if name != "token"} == {
        "text": "1", "display": "team", "role": "Nurse", "team": "Ward 3",
    }
    heads = request.all_headers()
    assert "cookie" not in heads and "referer" not in heads
    link = view.locator("#link").get_attribute("href")
    # The same token a second time, from another browser.
    twice = visit()
    again = twice.page
    again.goto(hospital.petition(MEMBERS) + "/members/sign")
    again.set_input_files("#kept", first)
    again.click("#signatures button")
    expect(again.locator("#signed")).to_contain_text("This token signed before")
    twice.faults.clear()  # The refusal is the answer that was asked for.
    own = visit().page
    own.goto(link)
    expect(own.locator("h1")).to_have_text("Your signature is recorded")
    expect(own.locator("main")).to_contain_text("hidden until 30 members have signed")
    own.click("summary:has-text('Withdraw my signature')")
    own.click("text=Yes, withdraw my signature")
    expect(own.locator("main")).to_contain_text("The token stays used")


def test_what_is_refused_is_said_in_words_and_nothing_is_lost(visit, hospital, tmp_path):
    visitor = visit()
    view = visitor.page
    made(view, hospital, tmp_path)
    for address, words in (
        ("ada@elsewhere.example", "no address of the letter’s members"), ("info@hospital.example", "several people read"),
        ("ada", "Type your whole address"),
    ):
        asked(view, address)
        expect(view.locator("#asked")).to_contain_text(words)
    asked(view, "lea@hospital.example")
    expect(view.locator("#asked")).to_contain_text("a code is on its way")
    hospital.mail.wait("lea@hospital.example", "Your code", 1)
    view.fill("#code", "00000000")
    view.click("#tokens button")
    expect(view.locator("#answered")).to_contain_text("This code is not right")
    assert view.input_value("#code") == "00000000"
    refusals = [fault for fault in visitor.faults if "a part of a page is missing: 4" in fault]
    assert refusals == visitor.faults and len(refusals) == 4
    visitor.faults.clear()


def test_a_member_who_showed_a_mailbox_passes_a_code_on_and_a_colleague_needs_no_address(visit, hospital, tmp_path):
    view = visit().page
    view.goto(hospital.petition(ALONE) + "/members")
    expect(view.locator("main")).to_contain_text("a code for 1 colleague")
    view.click("#make")
    taken(view, "#request-file", tmp_path)
    asked(view, "ada@hospital.example")
    mail = hospital.mail.wait("ada@hospital.example", "Your code", 1)
    view.fill("#code", CODE.search(mail.get_body(("plain",)).get_content())[1])
    view.click("#tokens button")
    expect(view.locator("#vouchers")).to_be_visible()
    given = re.search(r"[a-z2-7]{4}(-[a-z2-7]{2,4}){6}", view.locator("#vouchers").inner_text())[0]
    visitor = visit()
    sent = posts(visitor)
    colleague = visitor.page
    colleague.goto(hospital.petition(ALONE) + "/members")
    colleague.click("#make")
    taken(colleague, "#request-file", tmp_path)
    colleague.fill("#given-code", given)
    colleague.click("#voucher button")
    expect(colleague.locator("#token-file")).to_be_visible()
    assert not colleague.locator("#given p").count(), "who was vouched for vouches for nobody"
    (request,) = sent
    assert sorted(form(request)) == ["code", "request"]
