"""The page that counts a petition's log again: what was signed on a site, receipts, and how it looks."""

import json
import re
import urllib.request

from playwright.sync_api import expect

from gallery import DRAFT, LETTER
from test_accessibility import MODES, complaints
from test_journey import sign, withdraw
from test_layout import SIZES, look
from verify_page import answer, flipped, opened, some_log
from wire import confirm, request, someone

PETITION = "dear-ibm"


def test_a_petition_that_was_signed_is_counted_again_in_the_page(view, site):
    link = sign(view, site, PETITION, someone())
    confirm(link)
    figures = site.figures(PETITION)
    said = opened(view, site.petition(PETITION) + "/verify")
    assert said.startswith("The number is right.") and f"give {figures['count']}," in said
    for name, number in {**figures["classes"], "removed": figures["removed"], "count": figures["count"]}.items():
        assert view.inner_text(f"#page-{name}") == view.inner_text(f"#log-{name}") == str(number)
    assert view.locator("#proved li:visible").count() == 4
    expect(view.locator("#signed")).to_be_visible()
    assert view.locator("#line").get_attribute("d").startswith("M0 195")
    assert view.locator("#days tr").last.locator("td").last.text_content() == str(figures["count"])
    audit = site.command("verify", site.petition(PETITION), "--json")
    assert json.loads(audit.stdout)["count"] == figures["count"]


def test_a_receipt_is_checked_on_the_page_and_is_sent_nowhere(visit, site):
    visitor = visit()
    view = visitor.page
    link = sign(view, site, PETITION, someone(), "Ada Receipt")
    confirm(link)
    receipt = request("GET", link + "/receipt").body
    opened(view, site.petition(PETITION) + "/verify")
    visitor.requests.clear()
    said = answer(view, receipt)
    assert said.startswith("This receipt holds. Ada Receipt:") and "counts today" in said
    assert not visitor.requests, "the log was read before"
    place = receipt.index(b"extra ") + 80
    for spoilt in (receipt[:place] + bytes([receipt[place] ^ 1]) + receipt[place + 1 :], receipt[:-1], b"", b"\xff"):
        assert re.search("not a receipt|failed", answer(view, spoilt))
    view.goto(link)
    withdraw(view)
    site.figures(PETITION)
    opened(view, site.petition(PETITION) + "/verify")
    assert "removed later; the reason in the log is “withdrawn”" in answer(view, receipt)
    opened(view, site.petition(LETTER) + "/verify")
    assert answer(view, receipt).startswith("This receipt belongs to another petition:")


def test_without_javascript_the_two_command_lines_are_there(visit, site):
    view = visit(scripts=False).page
    view.goto(site.petition(PETITION) + "/verify")
    commands = [at.inner_text() for at in view.locator("pre:visible").all()]
    assert commands == [f"{command} {site.petition(PETITION)}" for command in ("undersigned verify", "python3 verify.py")]
    expect(view.locator("noscript p")).to_be_visible()
    assert not view.locator("#check").is_visible() and not view.locator("#receipt").is_visible()


def test_a_draft_has_nothing_to_check(site):
    assert request("GET", site.petition(DRAFT) + "/verify").status == 404


def test_how_we_count_leads_to_the_page(view, site):
    view.goto(site.petition(LETTER) + "/how-we-count")
    view.get_by_role("link", name="Count again in your browser").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Check the count yourself")


def test_what_went_wrong_is_accessible_and_fits(visit, made):
    log = some_log("looks")
    view = visit(home=made.address, viewport={"width": 360, "height": 740}).page
    opened(view, made.show(log, **flipped(log)))
    answer(view, b"nothing")
    for media in MODES.values():
        view.emulate_media(**{"forced_colors": "none", **media})
        assert not complaints(view)
    assert not look(view, lambda view: None, SIZES)


def test_from_right_to_left_the_time_runs_to_the_left(made_view, made):
    log = some_log("mirrored")
    address = made.show(log)
    with urllib.request.urlopen(address) as real:
        page = real.read().replace(b'lang="en" dir="ltr"', b'lang="ar" dir="rtl"', 1)
    made.types["/petitions/mirrored/verify"] = "text/html; charset=utf-8"
    made.files["/petitions/mirrored/verify"] = page
    opened(made_view, address)
    assert made_view.locator("#line").get_attribute("d").startswith("M600 195")
    assert not look(made_view, lambda view: None, [(360, 740)])
