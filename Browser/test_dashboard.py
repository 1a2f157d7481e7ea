"""Organisers' figures in a browser without scripts: pictures with tables, a hold that is set and lifted, a removal that is
looked at and left alone."""

import pytest

from gallery import LETTER
from organiser import Organiser
from test_accessibility import MODES, complaints
from test_organisers import PHONE, overflow

INSIDE = """() => [...document.querySelectorAll('svg.plot[role=img]')].flatMap(plot => {
    const frame = plot.getBoundingClientRect();
    return [...plot.querySelectorAll('text')].map(at => [at.textContent, at.getBoundingClientRect()])
        .filter(([text, box]) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.height < 10)
        .map(([text]) => text);
})"""


@pytest.fixture(scope="module")
def fatima(site):
    return Organiser(site, "fatima@example.org", "Fatima Haddad")


def figures(view, site) -> str:
    """From the desk to the figures of the letter, by links."""
    view.goto(site.address + "/admin")
    for link in view.locator("a:text-is('Figures')").evaluate_all("all => all.map(at => at.href)"):
        view.goto(link)
        own = view.locator(f"a[href$='/petitions/{LETTER}/figures']")
        if own.count():
            own.first.click()
            return view.url
    raise AssertionError("no link leads to the figures")


def test_figures_are_whole_without_scripts_on_a_phone(visit, site, fatima):
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    fatima.set_up(view)
    fatima.sign_in(view)
    address = figures(view, site)
    plots = view.locator("svg.plot[role=img]")
    assert plots.count() >= 3
    assert plots.count() == view.locator(".figure:has(svg.plot[role=img]) details table").count()
    assert f"{site.count(LETTER):,} signature" in view.locator(".tally").inner_text()
    view.fill("#domain", "burst.example.org")
    view.click("text=Begin to hold")
    assert view.url == address
    assert "burst.example.org are held" in view.locator("main").inner_text()
    view.click("text=Stop holding")
    assert "are held" not in view.locator("main").inner_text()
    view.fill("#look-domain", "nobody.example.org")
    view.click("text=Look how many fit")
    assert "No signature fits" in view.locator("main").inner_text()
    view.goto(address)
    view.fill("#domain", "no domain")
    view.click("text=Begin to hold")
    assert "Enter a mail domain" in view.locator("[role=alert]").inner_text()


def test_figures_are_accessible_in_every_colour_and_width(visit, site, fatima):
    faults = []
    for width in (320, 1280):
        view = visit(viewport={"width": width, "height": 800}, signs_in=True).page
        fatima.sign_in(view)
        address = figures(view, site)
        for path in (address, address.split("/petitions/")[0] + "/figures"):
            view.goto(path)
            view.evaluate("document.querySelectorAll('details').forEach(at => { at.open = true })")
            for mode, media in MODES.items():
                view.emulate_media(**{"forced_colors": "none", **media})
                faults += [f"{path}, {width}, {mode}: {fault}" for fault in complaints(view)]
            faults += [f"{path}, {width}: {text} is outside" for text in view.evaluate(INSIDE)]
            if overflow(view):
                faults.append(f"{path} is wider than {width}")
    assert not faults, "\n".join(faults)
