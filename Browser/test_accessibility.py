"""axe on every kind of page, in light, dark and forced colours, and what axe can't see (4.1, A-09, A-11)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from wire import PlainPage, page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced-colours": {"color_scheme": "light", "forced_colors": "active"},
}


def complaints(view) -> list[str]:
    found = Axe().run(view, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 1400])
def test_axe_finds_nothing_on_any_page(visit, gallery, width):
    view = visit(viewport={"width": width, "height": 800}).page
    modes = MODES if width == 1400 else {"light": MODES["light"]}
    faults = []
    for name, go in gallery.kinds().items():
        go(view)
        # What is folded away is looked at, too.
        view.evaluate("document.querySelectorAll('details').forEach(at => { at.open = true })")
        for mode, media in modes.items():
            view.emulate_media(**{"forced_colors": "none", **media})
            faults += [f"{name}, {mode}: {fault}" for fault in complaints(view)]
    assert not faults, "\n".join(faults)


def test_axe_finds_what_is_planted(visit, site):
    """The gate above could not fail if axe ran no rules."""
    view = visit().page
    view.goto(site.address)
    view.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert {fault.split(":")[0] for fault in complaints(view)} >= {"label"}


def test_titles_languages_and_headings(visit, gallery):
    """A-09, A-11: each page has its own title with the site's name, one h1, and the language it is written in."""
    view = visit().page
    titles = {}
    for name, go in gallery.kinds().items():
        go(view)
        plain = PlainPage(view.url, view.content())
        title = view.title()
        assert title.endswith(" – Undersigned") or name == "home", f"{name}: {title}"
        assert len(plain.texts("h1")) == 1 and plain.texts("h1")[0], name
        assert view.locator("html").get_attribute("lang") == "en", name
        assert view.locator("html").get_attribute("dir") == "ltr", name
        levels = [int(item.tag[1]) for item in plain.elements if item.tag in ("h1", "h2", "h3", "h4")]
        steps = [b - a for a, b in zip(levels, levels[1:])]
        assert name == "form-errors" or (levels[0] == 1 and all(step <= 1 for step in steps)), f"{name}: {levels}"
        titles.setdefault(title, []).append(name)
    assert not any(not title.strip() for title in titles)
    assert "Error: " not in "".join(title for title, names in titles.items() if "form-errors" not in names)


def test_text_in_another_language_says_so(site):
    """A-11, 3.1.2."""
    plain = page(site.petition("library"))
    heading = next(item for item in plain.elements if item.tag == "h1")
    assert (heading.attributes["lang"], heading.attributes["dir"]) == ("ar", "rtl")
    home = page(site.address)
    titles = [item for item in home.elements if item.tag == "a" and "library" in item.attributes.get("href", "")]
    assert titles[0].attributes["lang"] == "ar"


def test_the_progress_bar_has_words(site):
    """A-01: a number and what happens then."""
    plain = page(site.petition("give-up-the-contracts"))
    bar = next(item for item in plain.elements if item.tag == "progress")
    words = next(item for item in plain.elements if item.attributes.get("id") == bar.attributes["aria-labelledby"])
    assert bar.attributes["value"] in words.text and bar.attributes["max"] in words.text
