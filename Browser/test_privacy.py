"""What pages must not do, and the headers that keep them from it (S-19, S-22 to S-26, P-15, red line 3)."""

import re

from gallery import LETTER
from wire import request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)


def exchanges(gallery) -> dict[str, tuple]:
    """Answers of every kind, errors too: what was asked, and the answer."""
    at, letter = gallery.server.address, gallery.server.petition(LETTER)
    tries = {
        "asked wrongly": ("POST", letter + "/signatures", {"name": "x"}),
        "unknown method": ("POST", letter, {}),
        "unknown page": ("GET", at + "/nothing", None),
        "unknown petition": ("GET", at + "/petitions/nothing", None),
        "unknown link pressed": ("POST", at + "/s/" + "A" * 54, {"text": "1"}),
        "expired link pressed": ("POST", gallery.links["expired"], {"text": "1"}),
        "no version": ("POST", gallery.links["confirm"], {}),
        "receipt": ("GET", gallery.links["signed"] + "/receipt", None),
        "receipt too early": ("GET", gallery.links["confirm"] + "/receipt", None),
        "resend unknown": ("POST", letter + "/sent", {"s": "x"}),
        "count": ("GET", letter + "/count.json", None),
        "document": ("GET", letter + "/document.json", None),
        "checkpoint": ("GET", letter + "/log/checkpoint", None),
        "entries": ("GET", letter + "/log/tile/entries/000.p/1", None),
        "tile": ("GET", letter + "/log/tile/0/000.p/1", None),
        "no tile": ("GET", letter + "/log/tile/9/999", None),
        "robots": ("GET", at + "/robots.txt", None),
        "health": ("GET", at + "/healthz", None),
        "ready": ("GET", at + "/readyz", None),
        "odd path": ("GET", at + "/%2e%2e/%00", None),
        "names beyond": ("GET", letter + "/names?after=x", None),
    }
    for name in ("/", "/how-we-count", "/campaigns/families-2018"):
        tries[name] = ("GET", at + name, None)
    for name in ("", "/names", "/how-we-count", "/sent"):
        tries["petition" + name] = ("GET", letter + name, None)
    tries |= {"link " + name: ("GET", link, None) for name, link in gallery.links.items()}
    done = {name: (one[1], request(*one)) for name, one in tries.items()}
    too_much = request("POST", letter + "/signatures", {"comment": "x" * 40_000})
    wrong_type = request("POST", letter + "/signatures", body=b"\xff\x00", headers={"Content-Type": "image/png"})
    return {**done, "too much": (letter, too_much), "wrong type": (letter, wrong_type)}


def test_every_answer_has_the_headers(gallery):
    wrong = []
    for name, (address, answer) in exchanges(gallery).items():
        headers = answer.headers
        kind = headers.get("Content-Type", "")
        expected = {
            "no cookie": "Set-Cookie" not in headers,
            "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
            "policy": headers.get("Content-Security-Policy") == POLICY,
            "opener": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
            "referrer": headers.get("Referrer-Policy") in ("same-origin", "no-referrer"),
            "a type with a charset": not kind.startswith("text/") or "charset=utf-8" in kind.lower(),
            "a type at all": bool(kind) or not answer.body,
            "no version of the server": not re.search(r"\d", headers.get("Server", "")),
            "no fault": answer.status < 500,
            "an error has a page": answer.status < 400 or b"<h1" in answer.body,
        }
        if "/s/" in address or "/sent" in address:  # S-24
            expected["no-store"] = "no-store" in headers.get("Cache-Control", "")
            expected["no-referrer"] = headers.get("Referrer-Policy") == "no-referrer"
        wrong += [f"{name} ({answer.status}): {rule}" for rule, holds in expected.items() if not holds]
    assert not wrong, "\n".join(wrong)


def test_no_page_asks_another_host_or_keeps_anything(visit, gallery):
    """The visitor's own account is the test: requests, cookies, storage, reports, dialogs, script errors."""
    visitor = visit()
    for _, go in gallery.kinds().items():
        go(visitor.page)
    assert len(visitor.requests) >= 2 * len(gallery.links)


def test_a_visitor_notices_what_these_tests_look_for(browser, site):
    """The account above could not fail if it missed a request, a report or a cookie."""
    from visitor import Visitor

    visitor = Visitor(browser, site.address)
    visitor.page.goto(site.address)
    visitor.page.evaluate(
        "() => { document.cookie = 'a=b'; localStorage.setItem('a', 'b'); alert(1);"
        " const image = new Image(); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image);"
        " document.body.insertAdjacentHTML('beforeend', '<b onclick=x style=color:red>x</b>'); }"
    )
    visitor.page.wait_for_timeout(200)
    said = "\n".join(visitor.leave())
    kept = ("cookies", "storage: cookie", "storage: localStorage")
    for word in (*kept, "dialog: 1", "policy: img-src", "policy: style-src"):
        assert word in said, f"{word} is not in:\n{said}"


def test_no_page_before_the_button_leads_to_another_site(visit, gallery):
    """S-24: a link's own page has no address of another site in it."""
    view = visit().page
    here = gallery.server.address
    for name in ("confirm", "organisation confirm", "confirm arabic"):
        view.goto(gallery.links[name])
        parts = "[href], [src], [action]"
        hosts = view.eval_on_selector_all(parts, "all => all.map(at => at.href || at.src || at.action)")
        assert hosts and all(host.startswith(here) for host in hosts), hosts


def test_the_log_of_the_program_holds_no_address_name_or_link(gallery):
    """P-15, S-49, as far as these journeys go."""
    journal = gallery.server.journal.read_text()
    tokens = [link.rsplit("/", 1)[1] for link in gallery.links.values()]
    found = [word for word in [*tokens, "example.org", "Ada", "Example"] if word in journal]
    assert not found
