"""What the tests share: one site, one browser, and visitors who notice what a page must not do."""

import os
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from gallery import LETTER, Gallery
from made_log import MadeSite
from server import Server
from visitor import visitors

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("site")
    site = None
    try:
        site = Gallery(folder)
        yield site
    finally:
        if site is not None:
            site.server.stop()


@pytest.fixture(scope="session")
def site(gallery) -> Server:
    return gallery.server


@pytest.fixture(scope="module", autouse=True)
def alone(site):
    """Whoever ran campaigns in one file of tests does not in the next: a second owner would have to review there."""
    yield
    with sqlite3.connect(site.data / "undersigned.sqlite", timeout=10) as connection:
        connection.execute("UPDATE account SET state = 'disabled'")
    connection.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, and containers have a small /dev/shm.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, site):
    """Makes visitors; each is looked over when the test is done."""
    with visitors(browser, site.address) as make:
        yield make


@pytest.fixture(scope="session")
def made(site):
    """Gives out made logs under the real page."""
    made = MadeSite(site.address, LETTER)
    yield made
    made.stop()


@pytest.fixture
def made_view(visit, made) -> Page:
    """A page of a new visitor who looks at made logs."""
    return visit(home=made.address).page


@pytest.fixture
def view(visit):
    """A page of a new visitor with JavaScript, at 1280 × 720."""
    return visit().page
