"""The program of an open letter's pages: a browser runs no other than the page names, and anyone compares it with the log (7.2)."""

import pytest
from playwright.sync_api import expect

from gallery import MEMBERS
from test_member_site import hospital, visit  # noqa: F401


def named(view, hospital):
    """The page, once the log names its program."""
    for _ in range(50):
        view.goto(hospital.petition(MEMBERS) + "/members")
        told = view.locator("p[data-entry]")
        if told.count():
            return told
        view.wait_for_timeout(200)
    raise AssertionError("the log never names the program")


def test_the_log_names_the_program_and_the_command_compares_it(visit, hospital):
    view = visit().page
    told = named(view, hospital)
    expect(told).to_contain_text(f"entry {told.get_attribute('data-entry')} of the letter’s log names")
    document = view.request.get(hospital.address + told.locator("a").get_attribute("href")).json()
    assert set(document["client"]) == {"member-page.js", "member.js", "blindrsa.js", "tlog.js"}
    ran = hospital.command("member", "check", hospital.petition(MEMBERS))
    for name, digest in document["client"].items():
        assert f"{digest}  {name}" in ran.stdout


@pytest.mark.parametrize("name", ["member-page.js", "member.js", "blindrsa.js", "tlog.js"])
def test_a_browser_runs_no_other_file_than_the_page_names(visit, hospital, name):
    visitor = visit()
    view = visitor.page
    named(view, hospital)
    expect(view.locator("#make")).to_be_visible()
    expect(view.locator("#silent")).to_be_hidden()

    def changed(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + "\n// another program\n")

    view.route(f"**/assets/member-*/{name}", changed)
    view.reload()
    assert not view.locator("#make").is_visible()
    expect(view.locator("#silent")).to_be_visible()
    expect(view.locator("pre[role=region]")).to_be_visible()  # what else there is
    # The browser says which file it refused, and nothing else is wrong.
    refused = [fault for fault in visitor.faults if "'integrity'" in fault and f"/{name}'" in fault]
    assert refused
    visitor.faults[:] = [fault for fault in visitor.faults if fault not in refused]
