"""The page's part of member tokens: files are taken before anything is sent, and no more is sent than is shown (P-24)."""

import base64
import json
import re
import urllib.parse
from pathlib import Path

import pytest
from playwright.sync_api import expect

from made_log import text64
from made_members import ASSETS, Issuer, MemberSite, letter
from member_client import alone, issuer  # noqa: F401
from member_page import ASKING, PAGE, SIGNING
from visitor import visitors

# The program goes by the page's own address.
PAGE_PATH = "/petitions/letter/members"


@pytest.fixture
def place(issuer):
    """A site that answers as `docs/formats/member-tokens-file.md` says, to the code 123456."""
    site = MemberSite()
    site.files[PAGE_PATH] = PAGE.encode()

    def answer(path, body):
        fields = dict(urllib.parse.parse_qsl(body.decode()))
        if path.endswith("/tokens"):
            if fields["code"] != "123456":
                return 403, "text/plain", b""
            return 200, "application/private-token-response", issuer.answer(base64.b64decode(fields["request"]))
        if path.endswith("/signatures"):
            return 200, "application/json", json.dumps({"link": site.address + "/s/abc"}).encode()
        return 200, "application/json", b"{}"

    site.answers = answer
    yield site
    site.stop()


@pytest.fixture
def visit(browser, place):
    with visitors(browser, place.address) as make:
        yield make


def fields(post) -> dict:
    return dict(urllib.parse.parse_qsl(post[2].decode(), keep_blank_values=True, strict_parsing=bool(post[2])))


def taken(view, link: str, folder: Path) -> Path:
    with view.expect_download() as download:
        view.click(link)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def made(view, place, folder) -> Path:
    """Makes a request, and takes its file."""
    view.goto(place.address + PAGE_PATH)
    view.click("#make")
    expect(view.locator("#checked")).to_have_text("checked: ")
    assert not view.locator("#codes").is_visible(), "first the file"
    path = taken(view, "#request-file", folder)
    assert view.locator("#make").is_disabled(), "no second request after the first was taken"
    return path


def asked(view, code: str = "123456") -> None:
    view.fill("[name=email]", "ada@example.org")
    view.click("text=Send a code")
    expect(view.locator("#asked")).to_have_text(re.compile("sent"))
    view.fill("#tokens [name=code]", code)
    view.click("text=Get the token")


def test_who_was_given_a_code_sends_no_address_and_a_member_is_shown_codes_for_colleagues(visit, place, issuer, tmp_path):
    place.show(letter(issuer))
    answer, vouchers = place.answers, {"Undersigned-Vouchers": "abcd-efgh ijkl-mnop"}
    place.answers = lambda path, body: (*answer(path, body), vouchers if path.endswith("/tokens") else {})
    visitor = visit()
    view = visitor.page
    made(view, place, tmp_path)
    view.fill("#voucher [name=code]", "654321")
    view.click("text=Use it")
    expect(view.locator("#answered")).to_have_text("voucher: voucher")
    visitor.faults.clear()
    view.fill("#voucher [name=code]", "123456")
    view.click("text=Use it")
    expect(view.locator("#token-file")).to_be_visible()
    expect(view.locator("#given")).to_have_text("vouchers: ")
    assert view.locator("#vouchers").inner_text() == "abcd-efgh\nijkl-mnop\n"
    with view.expect_download() as kept:
        view.locator("#vouchers-file").click()
    assert kept.value.path().read_text() == "abcd-efgh\nijkl-mnop\n"
    assert all(post[0].endswith("/members/tokens") and sorted(fields(post)) == ["code", "request"] for post in place.posts)


def test_a_token_is_asked_for_kept_and_signed_with(visit, place, issuer, tmp_path):
    place.show(letter(issuer))
    visitor = visit()
    view = visitor.page
    view.goto(place.address + PAGE_PATH)
    assert not view.locator("form:visible").count() and not place.posts
    request = made(view, place, tmp_path)
    assert request.name == "letter-member-request.txt" and not place.posts
    asked(view)
    expect(view.locator("#token-file")).to_be_visible()
    token = taken(view, "#token-file", tmp_path)
    assert token.name == "letter-member-token.txt" and "inverse" not in token.read_text()
    blinded = re.search("^request (.+)$", request.read_text(), re.M)[1]
    codes, tokens = place.posts
    assert (codes[0], fields(codes)) == ("/petitions/letter/members/codes", {"email": "ada@example.org"})
    assert tokens[0] == "/petitions/letter/members/tokens"
    assert fields(tokens) == {"code": "123456", "email": "ada@example.org", "request": blinded}
    assert tokens[1]["Accept"] == "application/private-token-response"
    # Another time, in another browser.
    later = visit().page
    later.goto(place.address + PAGE_PATH)
    assert not later.locator("#signatures").is_visible()
    later.set_input_files("#kept", token)
    expect(later.locator("#held")).to_have_text("held: ")
    later.click("text=Sign")
    expect(later.locator("#link")).to_have_attribute("href", place.address + "/s/abc")
    assert not later.locator("#signatures").is_visible()
    path, heads, _ = place.posts[2]
    value = re.search("^token (.+)$", token.read_text(), re.M)[1]
    assert (path, fields(place.posts[2])) == ("/petitions/letter/members/signatures", {"display": "nothing", "token": value})
    for _, heads, _ in place.posts:
        names = {name.lower() for name in heads}
        assert "cookie" not in names and "referer" not in names
        assert heads["Cache-Control"] == "no-cache"
        assert heads["Content-Type"].startswith("application/x-www-form-urlencoded")


@pytest.mark.parametrize("display, shown", [("nothing", ""), ("role", "role"), ("team", "role team"), ("name", "role team name")])
def test_only_what_is_chosen_to_be_shown_is_sent(visit, place, issuer, tmp_path, display, shown):
    place.show(letter(issuer))
    view = visit().page
    made(view, place, tmp_path)
    asked(view)
    view.set_input_files("#kept", taken(view, "#token-file", tmp_path))
    expect(view.locator("#signatures")).to_be_visible()
    view.check("[name=display][value=name]")
    for name in ("role", "team", "name"):
        view.fill(f"[name={name}]", f"my {name}")
    view.check(f"[name=display][value={display}]")
    view.click("text=Sign")
    expect(view.locator("#link")).to_be_visible()
    sent = fields(place.posts[-1])
    assert {name: sent[name] for name in sent if name != "token"} == {"display": display, **{name: f"my {name}" for name in shown.split()}}


def test_a_lost_answer_is_asked_for_again_from_the_file(visit, place, issuer, tmp_path):
    place.show(letter(issuer))
    first = visit().page
    request = made(first, place, tmp_path)
    rightly, place.answers = place.answers, lambda path, body: (200, "application/json", b"{}" if "codes" in path else b"")
    asked(first)
    expect(first.locator("#answered")).to_have_text(re.compile("answer"))
    assert not first.locator("#token-file").is_visible()
    place.answers = rightly
    again = visit().page
    again.goto(place.address + PAGE_PATH)
    again.set_input_files("#again", request)
    expect(again.locator("#checked")).to_have_text(re.compile("again"))
    asked(again)
    expect(again.locator("#token-file")).to_be_visible()
    sent = [fields(post)["request"] for post in place.posts if post[0].endswith("/tokens")]
    assert len(sent) == 2 and len(set(sent)) == 1


def test_a_refusal_is_said_and_the_form_stays(browser, place, issuer, tmp_path):
    place.show(letter(issuer))
    view = browser.new_context(accept_downloads=True).new_page()
    # Whoever runs campaigns here has one; it does not say who asks for a token.
    view.context.add_cookies([{"name": "session", "value": "1", "url": place.address}])
    made(view, place, tmp_path)
    asked(view, "000000")
    expect(view.locator("#answered")).to_have_text("refused-403: 403refused")
    place.answers = lambda path, body: (429, "text/plain", b"")
    view.click("text=Get the token")
    expect(view.locator("#answered")).to_have_text("refused: 429refused")
    assert view.input_value("#tokens [name=code]") == "000000"
    assert len(place.posts) == 3 and all("Cookie" not in heads for _, heads, _ in place.posts)
    view.context.close()


def test_a_file_of_the_wrong_kind_or_of_another_key_is_refused_before_anything_is_sent(visit, place, issuer, tmp_path):
    place.show(letter(issuer))
    view = visit().page
    request = made(view, place, tmp_path)
    asked(view)
    token = taken(view, "#token-file", tmp_path)
    place.posts.clear()
    cut = tmp_path / "cut.txt"
    cut.write_bytes(token.read_bytes()[:-1])
    view.goto(place.address + PAGE_PATH)
    for field, file, words in (
        ("#kept", request, "not-token"), ("#again", token, "not-request"), ("#kept", cut, "file"), ("#again", cut, "file"),
    ):
        view.set_input_files(field, file)
        expect(view.locator("#held" if field == "#kept" else "#checked")).to_have_text(re.compile(words))
    place.show(letter(Issuer()))
    view.set_input_files("#kept", token)
    expect(view.locator("#held")).to_have_text(re.compile("key"))
    view.set_input_files("#again", request)
    expect(view.locator("#checked")).to_have_text(re.compile("key"))
    assert not view.locator("form:visible").count() and not place.posts


def test_the_key_is_remembered_where_that_is_ticked_and_then_another_one_is_refused(browser, place, issuer, tmp_path):
    place.show(letter(issuer))
    context = browser.new_context(accept_downloads=True)
    view = context.new_page()
    made(view, place, tmp_path)
    assert view.evaluate("localStorage.length") == 0
    view.goto(place.address + PAGE_PATH)
    view.check("#remember")
    view.click("#make")
    expect(view.locator("#checked")).to_have_text("checked: ")
    assert view.evaluate("Object.values(localStorage)") == [text64(issuer.key_id)]
    place.show(letter(Issuer()))
    view.goto(place.address + PAGE_PATH)
    view.click("#make")
    expect(view.locator("#checked")).to_have_text(re.compile("key"))
    assert not view.locator("#request-file").is_visible()
    context.close()


def test_each_half_of_the_page_works_without_the_other(visit, place, issuer, tmp_path):
    place.show(letter(issuer))
    place.files[PAGE_PATH] = PAGE.replace(SIGNING, "").encode()
    view = visit().page
    made(view, place, tmp_path)
    asked(view)
    token = taken(view, "#token-file", tmp_path)
    place.files[PAGE_PATH] = PAGE.replace(ASKING, "").encode()
    view.goto(place.address + PAGE_PATH)
    view.set_input_files("#kept", token)
    view.click("text=Sign")
    expect(view.locator("#link")).to_be_visible()


def test_an_issuer_elsewhere_is_asked_there(browser, place, issuer, tmp_path):
    log = letter(issuer)
    members = issuer.members()
    members["issuer"]["url"] = "https://issuer.example.org/dear-board"
    log = type(log)("letter", members=members)
    place.show(log)
    page = PAGE.replace("connect-src 'self'", "connect-src 'self' https://issuer.example.org")
    place.files[PAGE_PATH] = page.encode()
    view = browser.new_context(accept_downloads=True).new_page()
    posted = []

    def give(route):
        posted.append(route.request.url)
        status, kind, body = place.answers(route.request.url, route.request.post_data_buffer)
        route.fulfill(status=status, content_type=kind, body=body, headers={"Access-Control-Allow-Origin": "*"})

    view.route("https://issuer.example.org/**", give)
    made(view, place, tmp_path)
    asked(view)
    expect(view.locator("#token-file")).to_be_visible()
    assert posted == [f"https://issuer.example.org/dear-board/members/{what}" for what in ("codes", "tokens")]
    assert not place.posts
    view.context.close()


def test_every_problem_of_the_modules_is_named_in_the_format():
    code = "".join((ASSETS / name).read_text() for name in ("member.js", "tlog.js"))
    told = set(re.findall(r'(?:fail\(|problem: )"([a-z]+)"', code))
    pages = (ASSETS.parents[2] / "docs/formats/member-tokens-file.md").read_text()
    assert len(told) > 10
    assert all(f"`{problem}`" in pages for problem in told), told
