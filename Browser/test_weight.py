"""How much a page weighs (U-21): people on slow lines get the whole petition in the first ten packets."""

import re

import pytest

from gallery import LETTER, ORGANISATIONS
from wire import request

FIRST_FLIGHT = 10 * 1_460
PAGE = 50_000
MODULED = ("verify", "member-token", "member-sign", "member-request")
STYLE = 8_000
SCRIPTED = 10_240
LOG = re.compile(r"/log/|\.json$")
COMPRESSED = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en"}


@pytest.mark.parametrize("with_errors", [False, True], ids=["as shown", "with errors"])
def test_a_petition_fits_into_the_first_flight(site, with_errors):
    sizes = {}
    for slug in (LETTER, ORGANISATIONS, "library", "dear-ibm", "ibm-extreme-vetting", "suppliers-end-the-contracts"):
        address = site.petition(slug) + ("/signatures" if with_errors else "")
        fields = {"name": "n" * 300, "email": "x", "comment": "c" * 200} if with_errors else None
        answer = request("POST" if with_errors else "GET", address, fields, COMPRESSED)
        assert answer.headers.get("Content-Encoding") or with_errors, f"{slug} is not compressed"
        sizes[slug] = answer.size
    assert max(sizes.values()) <= FIRST_FLIGHT, sizes


def test_every_page_is_light_and_needs_few_requests(visit, gallery):
    """Bytes as they came over the wire, counted by the browser; nothing comes out of its cache."""
    visitor = visit()
    # A route, even one that changes nothing, turns the browser's cache off.
    visitor.context.route("**", lambda route: route.continue_())
    finished = []
    visitor.context.on("requestfinished", lambda request: finished.append(request))
    heavy, heaviest = {}, 0
    for name, go in gallery.kinds().items():
        finished.clear()
        go(visitor.page)
        # Few pages have JavaScript; the log that they read is what they are there for, and not their weight.
        assert visitor.page.locator("script").count() == (name in MODULED), name
        sizes = [request.sizes() for request in finished if not LOG.search(request.url)]
        total = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
        # A page that follows a form comes after one or two others.
        pages = 3 if name in ("form-errors", "sent", "resent", "bad-request") else 1
        assert len(sizes) >= 2, f"{name}: the page and its style sheet were to be seen, not {len(sizes)} requests"
        heaviest = max(heaviest, total)
        if total > PAGE * pages or len(sizes) > 6 * pages:
            heavy[name] = (total, [request.url for request in finished])
    assert not heavy
    assert heaviest > 3_000, "the sizes were not measured"


def test_the_style_sheet_is_small_and_kept_by_browsers(site, view):
    view.goto(site.address)
    address = view.locator("link[rel=stylesheet]").evaluate("at => at.href")
    answer = request("GET", address, headers=COMPRESSED)
    assert answer.headers["Content-Encoding"] == "gzip" or answer.headers["Content-Encoding"] == "br"
    assert answer.size <= STYLE
    plain = request("GET", address)
    assert len(plain.body) <= 2 * STYLE
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"url(" not in plain.body and b"@import" not in plain.body
    # U-32: no physical sides, so that right-to-left pages are mirrored by themselves.
    words = plain.body.decode()
    for word in ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "float:"):
        assert word not in words, word


def test_an_unchanged_page_is_not_sent_again(site):
    first = request("GET", site.petition("dear-ibm"), headers=COMPRESSED)
    again = request("GET", site.petition("dear-ibm"), headers={**COMPRESSED, "If-None-Match": first.headers["ETag"]})
    assert again.status in (200, 304)
    if again.headers["ETag"] == first.headers["ETag"]:
        assert again.status == 304 and not again.body


def test_the_page_that_counts_and_its_modules_come_in_less_than_10_kb(visit, site):
    visitor = visit()
    scripts = []
    visitor.context.on("request", lambda request: scripts.append(request.url) if ".js" in request.url else None)
    visitor.page.goto(site.petition(LETTER) + "/verify")
    visitor.page.wait_for_selector("#verdict p")
    modules = [url for url in scripts if url.endswith(".js")]
    assert [url.rsplit("/", 1)[1] for url in modules] == ["verify.js", "log.js", "tlog.js"]
    answers = [request("GET", url, headers=COMPRESSED) for url in [site.petition(LETTER) + "/verify", *modules]]
    assert all(answer.headers["Content-Encoding"] == "gzip" for answer in answers)
    assert sum(len(answer.body) for answer in answers) < SCRIPTED
