"""Markup, quotes and turned text in every field a person or an organiser writes (S-01, S-02, S-03, S-06, S-60)."""

import unicodedata

import pytest
from playwright.sync_api import Page, expect

from gallery import ORGANISATIONS
from payloads import MARKUP, REFUSED
from server import CAMPAIGNS
from wire import PlainPage, ask, page, someone

PETITION = "library"  # Right to left, and it asks for a comment.

# No policy of ours protects a mail: what a mail program makes of its HTML part must be harmless by itself.
FORBIDDEN = {"script", "iframe", "object", "embed", "svg", "math", "form", "link", "style", "base", "img", "video"}


def shown(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def answers(view: Page) -> list[str]:
    return [shown(text) for text in view.locator("dl.answers dd").all_inner_texts()]


def sign_all(view: Page, links: list[str], names: list[list[str]]) -> None:
    for link, expected in zip(links, names):
        view.goto(link)
        for heading in ("Check your answers, then sign", "You have signed"):
            found = answers(view)
            assert [text for text in expected if shown(text) not in found] == [], found
            assert view.locator("main script, main img, main svg, main iframe, main [onerror]").count() == 0
            if heading.startswith("Check"):
                view.locator("main form button:not(.second)").click()
                expect(view.get_by_role("heading", level=1)).to_contain_text("signed")


def look_at_mail(site, email: str) -> None:
    """A name with markup is left out of the greeting; whatever is in the mail, it is text."""
    messages = site.mail.messages(email)
    assert messages
    for mail in messages:
        html = PlainPage("", mail.get_body(("html",)).get_content())
        assert {item.tag for item in html.elements} & FORBIDDEN == set(), email
        handlers = [name for item in html.elements for name in item.attributes if name.startswith("on")]
        addresses = [item.attributes["href"] for item in html.elements if "href" in item.attributes]
        assert not handlers and all(address.startswith(site.address) for address in addresses), email


def test_a_person_with_markup_for_a_name_is_shown_as_text(visit, site):
    before = site.count(PETITION)
    view = visit().page
    emails = [someone() for _ in MARKUP]
    for email, text in zip(emails, MARKUP):
        ask(site.petition(PETITION), email, text, comment=text, shown="yes")
    links = [site.mail.link(email) for email in emails]
    sign_all(view, links, [[text, text] for text in MARKUP])
    assert site.count(PETITION) == before + len(MARKUP)
    view.goto(site.petition(PETITION) + "/names")
    listed = [shown(text) for text in view.locator("ul.names li > bdi").all_inner_texts()]
    assert set(listed) <= {shown(text) for text in MARKUP} and len(set(listed)) == len(listed)
    # What holds a web address waits for a moderator.
    assert len(MARKUP) - 6 <= len(listed) < len(MARKUP)
    for email in emails:
        look_at_mail(site, email)


def test_an_organisation_with_markup_for_a_role_is_shown_as_text_under_its_invited_name(visit, site):
    invited = page(site.petition(ORGANISATIONS)).texts("li")
    assert invited, "the petition names whom it invites"
    view = visit().page
    domains = organisation_domains(site)
    texts = MARKUP[: len(domains)]
    emails = [f"press@{domain}" for domain in domains[: len(texts)]]
    for email, text in zip(emails, texts):
        typed = {"organisation": text, "role": text[:100], "shown": "yes"}
        ask(site.petition(ORGANISATIONS), email, "Ada Example", **typed)
    links = [site.mail.link(email) for email in emails]
    sign_all(view, links, [[text[:100]] for text in texts])
    view.goto(site.petition(ORGANISATIONS) + "/names")
    listed = [shown(text) for text in view.locator("ul.names li bdi").all_inner_texts()]
    assert len(listed) >= len(texts)
    # The name is the invited one, whatever was typed.
    assert [text for text in texts if shown(text) in listed] == []


def organisation_domains(site) -> list[str]:
    """Invited domains that no other test signs with."""
    used = ("open-door", "welcome-house", "civic-data", "hill-district")
    lines = (CAMPAIGNS.parent.parent / "examples/extreme-vetting-2017/campaign.yaml").read_text().split("\n")
    domains = [line.split("domain:")[1].strip() for line in lines if "domain:" in line]
    free = [domain for domain in domains if not domain.startswith(used)]
    assert len(free) >= 20
    return free[:20]


@pytest.mark.parametrize("kind", REFUSED)
def test_turned_or_broken_text_is_refused_and_kept(view, site, kind):
    view.goto(site.petition(PETITION))
    view.fill("#name", REFUSED[kind])
    view.fill("#email", someone())
    view.click("#send")
    expect(view.locator(".problems a")).to_have_count(1)
    expect(view.locator(".problems a")).to_have_attribute("href", "#name")
    expect(view.locator("#name")).to_have_value(REFUSED[kind])


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_markup_in_a_form_with_errors_is_shown_as_text(visit, site, scripts):
    view = visit(scripts=scripts).page
    for text in MARKUP[:8]:
        view.goto(site.petition(PETITION))
        view.fill("#name", text)
        view.fill("#comment", text)
        view.fill("#email", "not an address " + text)
        view.click("#send")
        expect(view.locator("#name")).to_have_value(text)
        expect(view.locator("#comment")).to_have_value(text)
        expect(view.locator("#email")).to_have_value("not an address " + text)


def test_an_organisers_markup_is_shown_as_text(visit, site):
    """S-03, S-06: title, summary, partners, targets, demands, sources, milestones; and a letter with raw HTML."""
    view = visit().page
    for address in ("/", "/campaigns/hostile", "/petitions/hostile-letter", "/petitions/hostile-letter/how-we-count"):
        view.goto(site.address + address)
        foreign = "main script, main img, main svg, main iframe, main style, main base, main [onclick], main math"
        assert view.locator(foreign).count() == 0, address
        schemes = view.eval_on_selector_all("a[href]", "all => all.map(a => new URL(a.href).protocol)")
        assert set(schemes) <= {"http:", "https:", "mailto:"}, address
        expect(view.locator("footer.site")).to_be_visible()
    view.goto(site.petition("hostile-letter"))
    assert view.locator("h1").inner_text() == "</h1><script>alert('petition')</script> <!-- {{{title}}}"
    assert "[[layout.home]]" in view.locator(".letter .prose").inner_text()
    ask(site.petition("hostile-letter"), email := someone())
    view.goto(site.mail.link(email))
    view.locator("main form button:not(.second)").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    look_at_mail(site, email)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", r"\tjava\nscript:x"])
def test_a_partners_address_with_another_scheme_is_refused(site, tmp_path, url):
    """S-02: the import says so, and nothing is stored."""
    text = (CAMPAIGNS / "arabic/campaign.yaml").read_text().replace("https://readers.example.org/", f'"{url}"')
    (tmp_path / "campaign.yaml").write_text(text)
    (tmp_path / "letter.md").write_text("A letter.")
    words = ["campaign", "import", "--data", str(tmp_path / "data"), "--base-url", "http://127.0.0.1:9", str(tmp_path)]
    result = site.command(*words, check=False)
    assert result.returncode == 2, result.stdout + result.stderr
    assert "url" in result.stderr


def test_the_page_reader_of_these_tests_sees_markup():
    """The checks above could not fail if markup were invisible to them."""
    assert PlainPage("", "<p><script>alert(1)</script></p>").texts("script") == ["alert(1)"]
