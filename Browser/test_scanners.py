"""Mail scanners open every link, with scripts, and stay a while (F-D, S-27). Only a pressed button counts."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from wire import ask, confirm, request, someone

PETITION = "dear-ibm"
LINKS = 24


def test_opening_links_counts_nothing(visit, site):
    before = site.figures(PETITION)
    emails = [someone() for _ in range(LINKS)]
    for email in emails:
        ask(site.petition(PETITION), email)
    links = [site.mail.link(email) for email in emails]
    scanner = visit()
    opened = [scanner.page] + [scanner.context.new_page() for _ in range(LINKS - 1)]
    for view, link in zip(opened, links):
        view.goto(link)
    scanner.page.wait_for_timeout(2_000)  # A script that presses by itself would have done it by now.
    for view in opened:
        assert view.get_by_role("heading", level=1).inner_text() == "Check your answers, then sign"
        view.close()
    with ThreadPoolExecutor(8) as pool:
        tries = [(method, link) for link in links for method in ["HEAD", "GET"] * 5]
        answers = list(pool.map(lambda one: request(*one), tries))
        others = [(link + end) for link in links for end in ("/receipt", "/withdrawal")]
        answers += list(pool.map(lambda one: request("GET", one), others))
    assert {answer.status for answer in answers} <= {200, 404, 405}
    assert site.figures(PETITION)["size"] == before["size"], "the log grew"
    assert site.count(PETITION) == before["count"]
    # The links still work for the people they are for.
    confirm(links[0])
    assert site.count(PETITION) == before["count"] + 1


def test_opening_a_counted_link_withdraws_nothing(visit, site, gallery):
    before = site.figures("give-up-the-contracts")
    link = gallery.links["signed"]
    view = visit().page
    view.goto(link)
    view.wait_for_timeout(500)
    for address in (link, link + "/withdrawal", link + "/receipt"):
        for method in ["HEAD", "GET"] * 5:
            request(method, address)
    assert site.figures("give-up-the-contracts")["size"] == before["size"]


@pytest.mark.parametrize(
    "header",
    [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://elsewhere.example.org"),
    ],
    ids=lambda header: " ".join(header),
)
def test_a_form_on_another_site_can_not_press_the_button(site, header):
    """S-27: a request that the browser marks as coming from elsewhere is refused."""
    email = someone()
    ask(site.petition(PETITION), email)
    link = site.mail.link(email)
    before = site.figures(PETITION)["size"]
    for end, fields in (("", {"text": "1"}), ("/withdrawal", {})):
        assert request("POST", link + end, fields, dict([header])).status == 403, end
    assert site.figures(PETITION)["size"] == before
