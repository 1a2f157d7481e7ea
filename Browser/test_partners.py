"""A partner of a coalition: a key on its own machine, a box, a sealed contact, its page on a phone, and a table at the end."""

import csv
import re
import subprocess
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest

from organiser import Organiser
from server import program
from test_accessibility import complaints
from test_text_only import follow
from wire import page

PHONE = {"width": 320, "height": 700}
PASSPHRASE = "tide oboe gravel lantern\n"
CAMPAIGN = """slug: coalition
title: Libraries for everybody
summary: Three towns ask that their libraries stay open.
sponsor: {{id: sponsor, name: Town Reading Circle}}
partners:
  - id: readers
    name: Readers' Union
    opt_in: "Yes, the Readers' Union may write to me"
    key: {key}
{others}targets:
  - {{id: council, name: The town council, state: no-answer}}
petitions:
  - slug: coalition-letter
    title: Keep the libraries open
    letter: letter.md
    to: [council]
    from: Your name
    state: open
"""
OTHER = """  - id: group-{number}
    name: Reading Group {number} (example)
    opt_in: "Yes, Reading Group {number} may write to me"
    key: TTqbz0NN26wDco5UvtvQaPgbYE0tGR9h1AYSnH/UvWM=
"""
PATH = "/admin/campaigns/coalition/partners/readers"


def run(*words: str, typing: str = PASSPHRASE) -> str:
    done = subprocess.run([program(), *words], input=typing, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def readers(site, tmp_path_factory):
    """The Readers' Union, one of fifty: its machine, its key, and somebody of it who was invited."""
    folder = tmp_path_factory.mktemp("readers")
    said = run("key", "new", "--out", str(folder / "readers.key"))
    key, words = (line.split(":", 1)[1].strip() for line in said.splitlines())
    (folder / "campaign").mkdir()
    others = "".join(OTHER.format(number=number) for number in range(2, 51))
    (folder / "campaign" / "campaign.yaml").write_text(CAMPAIGN.format(key=key, others=others))
    (folder / "campaign" / "letter.md").write_text("Please keep the libraries open.")
    site.load(folder / "campaign")
    return SimpleNamespace(folder=folder, words=words, pia=None)


def test_an_owner_invites_somebody_of_a_partner(visit, site, readers):
    view = visit(viewport=PHONE, scripts=False, signs_in=True).page
    olga = Organiser(site, "olga@example.org", "Olga")
    olga.set_up(view)
    olga.sign_in(view)
    view.goto(site.address + "/admin/people")
    view.fill("#address", "pia@example.org")
    view.fill("#name", "Pia")
    view.select_option("#role", "partner")
    view.select_option("#campaign", "coalition")
    view.fill("#partner", "readers")
    view.click("button:has-text('Invite')")
    readers.pia = Organiser.invited(site, "pia@example.org", view.locator(".callout code").inner_text())


def test_an_organiser_puts_a_logo_beside_the_name_and_takes_it_away(visit, site, readers):
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    nils = Organiser(site, "nils@example.org", "Nils")
    nils.set_up(view)
    nils.sign_in(view)
    view.goto(site.address + PATH)
    view.set_input_files("#picture", {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='x'/>"})
    view.click("text=Use this logo")
    assert "no PNG" in view.locator(".wrong .error").inner_text()
    picture = view.screenshot(clip={"x": 0, "y": 0, "width": 300, "height": 200})
    view.set_input_files("#picture", {"name": "logo.png", "mimeType": "image/png", "buffer": picture})
    view.click("text=Use this logo")
    assert not view.locator(".problems, .wrong").count()

    person = visit(scripts=False, viewport=PHONE).page
    person.goto(site.address + "/campaigns/coalition")
    logo = person.locator("img")
    assert logo.count() == 1
    logo.scroll_into_view_if_needed()
    assert person.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    assert logo.evaluate("image => image.decode().then(() => image.naturalWidth)") > 50
    view.click("text=Remove the logo")
    person.reload()
    assert person.locator("img").count() == 0


def test_a_contact_goes_from_the_box_to_the_partners_table_and_back(visit, site, readers):
    link = f"{site.petition('coalition-letter')}?p=readers"
    form = page(link)
    email = "partner-friend@example.org"
    form.send("/signatures", name="=Ada Example", email=email, partner="readers")
    mailed = site.mail.link(email)
    signed = follow(page(mailed).send(urllib.parse.urlsplit(mailed).path), mailed)

    view = visit(viewport=PHONE, scripts=False, signs_in=True).page
    readers.pia.set_up(view)
    readers.pia.sign_in(view)
    view.click("text=What your organisation needs")
    assert view.url.endswith(PATH)
    assert readers.words in view.inner_text("main")
    view.click("text=Make a new token")
    token = view.locator(".callout code").inner_text()
    (readers.folder / "token").write_text(token + "\n")
    view.goto(site.address + PATH)
    feed = view.input_value("#feed")

    table = readers.folder / "first.csv"
    fetch = ("export", "--key", str(readers.folder / "readers.key"), "--from", feed)
    said = run(*fetch, "--token-file", str(readers.folder / "token"), "--out", str(table))
    rows = list(csv.DictReader(table.open(newline="")))
    assert [(row["state"], row["name"], row["email"]) for row in rows] == [("agreed", "'=Ada Example", email)]
    assert rows[0]["wording"] == "Yes, the Readers' Union may write to me"

    signed.send("/consents", partner="readers")
    assert not any("may write to me" in text for text in page(mailed).texts("dd"))
    cursor = said.split("--after ")[1].split()[0]
    later = readers.folder / "later.csv"
    run(*fetch, "--token-file", str(readers.folder / "token"), "--out", str(later), "--after", cursor)
    news = list(csv.DictReader(later.open(newline="")))
    assert [(row["id"], row["state"], row["email"]) for row in news] == [(rows[0]["id"], "withdrawn", "")]


def test_a_colleague_is_invited_by_mail_agrees_and_sets_up_an_account(visit, site, readers):
    view = visit(viewport=PHONE, scripts=False, signs_in=True).page
    readers.pia.sign_in(view)
    view.goto(site.address + PATH)
    view.fill("#address", "sam@example.org")
    view.fill("#name", "Sam")
    view.click("button:has-text('Invite')")
    assert "sam@example.org" in view.locator("[role=status]").inner_text()
    mail = site.mail.wait("sam@example.org", "You are asked to join", 1)
    text = mail.get_body(("plain",)).get_content()
    link = re.search(r"https?://\S+/admin/invitations/\S+", text)[0]
    assert "Sam" in text and "coalition" not in mail["Subject"].lower()

    person = visit(viewport=PHONE, scripts=True, signs_in=True).page
    person.goto(link)
    faults = []
    for scheme in ("light", "dark"):
        person.emulate_media(color_scheme=scheme)
        faults += complaints(person)
    assert not faults, "\n".join(faults)
    assert person.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "Readers" in person.inner_text("main") and "pia@example.org" in person.inner_text("main")
    person.click("button:has-text('Agree')")
    sam = Organiser.invited(site, "sam@example.org", person.url)
    sam.set_up(person)
    sam.sign_in(person)
    person.click("text=What your organisation needs")
    assert person.url.endswith(PATH)
    view.reload()
    assert "sam@example.org" in view.inner_text("main") and "Take back" not in view.inner_text("main")


def test_a_partners_page_is_accessible_and_fits_a_phone(visit, site, readers):
    view = visit(viewport=PHONE, signs_in=True).page
    readers.pia.sign_in(view)
    faults = []
    for path in (PATH, "/petitions/coalition-letter?p=readers", "/embed/coalition-letter?p=readers"):
        view.goto(site.address + path)
        view.evaluate("document.querySelectorAll('details').forEach(at => { at.open = true })")
        for scheme in ("light", "dark"):
            view.emulate_media(color_scheme=scheme)
            faults += [f"{path}, {scheme}: {fault}" for fault in complaints(view)]
        if view.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path} is wider than a phone")
    assert not faults, "\n".join(faults)


def test_fifty_partners_do_not_bury_the_button(visit, site, readers):
    view = visit(viewport=PHONE, scripts=False).page
    view.goto(f"{site.petition('coalition-letter')}?p=readers")
    boxes = view.locator("fieldset input[name=partner]")
    assert boxes.count() == 50
    assert sum(boxes.nth(number).is_visible() for number in range(50)) == 5
    assert boxes.nth(0).get_attribute("value") == "readers"
    assert boxes.evaluate_all("all => all.every(at => !at.checked)")


class Framing(BaseHTTPRequestHandler):
    """Another site, which frames the address that it is asked for: a real one, since Chromium keeps pages that come
    from nowhere from asking this machine."""

    def do_GET(self):
        framed = urllib.parse.unquote(self.path.partition("?")[2])
        body = f"<!doctype html><title>Ours</title><iframe src='{framed}' width='480' height='320'></iframe>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def other_site():
    """The address of another site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.2", 0), Framing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.2:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_another_site_frames_the_small_page_and_no_other(browser, site, readers, other_site):
    """From another origin, as a partner's own page does."""
    view = browser.new_page()
    shown = {}
    for path in ("/embed/coalition-letter?p=readers", "/petitions/coalition-letter"):
        view.goto(f"{other_site}/?{urllib.parse.quote(site.address + path)}")
        frame = view.frames[-1]
        shown[path] = frame.locator("h1").count() == 1 if frame.url.startswith(site.address) else False
    view.close()
    assert list(shown.values()) == [True, False], shown
