"""The journey as text (U-20): no style sheet, no script, in the order of reading; and in Lynx where there is one."""

import shutil
import socket
import subprocess
import urllib.parse

import pytest

from gallery import LETTER
from wire import PlainPage, page, request, someone

PETITION = "ibm-extreme-vetting"


def follow(answer, address: str) -> PlainPage:
    assert answer.status == 303
    return page(urllib.parse.urljoin(address, answer.headers["Location"]))


def test_the_whole_journey_as_text(site):
    before = site.count(PETITION)
    address, email = site.petition(PETITION), someone()
    refused = page(address).send("/signatures", name="", email=email, comment="Kept.")
    again = PlainPage(address, refused.text)
    assert refused.status == 422 and again.texts("title")[0].startswith("Error: ")
    assert "Kept." in again.texts("textarea")[0]
    sent = follow(again.send("/signatures", name="Ada Example", email=email, comment="Kept."), address)
    assert sent.texts("h1") == ["Check your email"]
    link = site.mail.link(email)
    answers = page(link)
    assert {"Ada Example", email, "Kept."} <= set(answers.texts("dd"))
    signed = follow(answers.send(urllib.parse.urlsplit(link).path), link)
    assert signed.texts("h1") == ["You have signed"]
    assert site.count(PETITION) == before + 1
    withdrawn = follow(signed.send("/withdrawal"), link)
    assert withdrawn.texts("h1") == ["Your signature is withdrawn"]
    assert site.count(PETITION) == before


def test_a_petition_reads_in_its_order(site):
    """The letter before the form, each label before its field, then the button and what happens to the data."""
    found = page(site.petition(LETTER)).order("h1", "h2", "label", "input", "textarea", "button", "legend", "summary")
    wanted = [
        "h1 Give up the contracts", "h2 The letter", "h2 Sign this petition", "label Full name", "input name",
        "label Email address", "input email", "label Place (optional)", "input place", "label Comment (optional)",
        "textarea comment", "input shown", "label Show my name publicly",
        "legend Hear from these organisations (optional)", "input partner",
        "button Sign this petition", "summary What happens to your data",
        "h2 Who is addressed, and what they answered", "h2 Sources",
    ]
    places = [found.index(item) for item in wanted]
    assert places == sorted(places), [found[place] for place in places]


def test_errors_come_first_in_the_text(site):
    answer = page(site.petition(LETTER)).send("/signatures", name="", email="")
    found = PlainPage("", answer.text).order("h1", "h2", "p")
    assert found[1] == "h2 There is a problem", found[:3]


@pytest.mark.skipif(shutil.which("lynx") is None, reason="Lynx is not installed; the tests above read the same pages")
def test_lynx_shows_the_petition_and_the_link_page(site, gallery):
    for address, wanted in (
        (site.petition(LETTER), ["Give up the contracts", "To", "Full name", "Email address", "Show my name publicly"]),
        (gallery.links["confirm"], ["Check your answers", "Grace O’Example", "(BUTTON) Sign this petition"]),
    ):
        words = ["lynx", "-stdin", "-dump", "-nolist", "-display_charset=utf-8", "-assume_charset=utf-8"]
        html = request("GET", address).body
        text = subprocess.run(words, input=html, capture_output=True, timeout=20, check=True).stdout.decode()
        places = [text.find(word) for word in wanted]
        assert -1 not in places and places == sorted(places), text


def test_a_browser_of_http_1_0_is_not_kept_waiting(site):
    """Lynx speaks HTTP/1.0 and reads until the connection ends (RFC 9112, 9.3); it keeps nothing open."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=3) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        answer = b""
        while part := connection.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200") and b"</html>" in answer


def test_a_page_says_the_same_to_a_browser_without_accept_header(site):
    answer = request("GET", site.petition(LETTER), headers={"Accept": "*/*"})
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/html")
