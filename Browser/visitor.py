"""A browser window that keeps account of what its pages do besides showing text."""

import contextlib
import urllib.parse

from playwright.sync_api import Browser, Page

WIDE = {"width": 1280, "height": 720}

# The page itself can't see its own policy's reports: they are sent to the test through a binding.
REPORT = "addEventListener('securitypolicyviolation', e => noticed(`policy: ${e.violatedDirective} ${e.blockedURI}`))"

STORAGE = """async () => {
    const kept = [];
    if (document.cookie) kept.push('cookie ' + document.cookie);
    if (localStorage.length) kept.push('localStorage');
    if (sessionStorage.length) kept.push('sessionStorage');
    if ((await indexedDB.databases()).length) kept.push('indexedDB');
    if (window.caches && (await caches.keys()).length) kept.push('caches');
    if (navigator.serviceWorker && (await navigator.serviceWorker.getRegistrations()).length) kept.push('worker');
    return kept;
}"""


class Visitor:
    """One person with a fresh browser profile.

    `leave()` names each request to another host, cookie, storage, dialog, policy report, script error and broken
    part of a page, so that every test is also a test of these (S-01, S-19, S-22, U-21).
    """

    def __init__(
        self, browser: Browser, home: str, scripts: bool = True, viewport=None, signs_in: bool = False, **options
    ):
        self.home = home
        # Only who runs campaigns gets cookies, and only for those pages.
        self.signs_in = signs_in
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.context = browser.new_context(
            viewport=viewport or WIDE, java_script_enabled=scripts, accept_downloads=True, **options
        )
        self.context.set_default_timeout(10_000)
        self.scripts = scripts
        if scripts:
            self.context.expose_binding("noticed", lambda source, text: self.faults.append(text))
            self.context.add_init_script(REPORT)
        self.context.on("request", self.requested)
        self.context.on("response", self.answered)
        self.context.on("console", self.spoken)
        self.context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        self.context.on("dialog", self.asked)
        self.page: Page = self.context.new_page()

    def requested(self, request) -> None:
        self.requests.append(request.url)
        here = urllib.parse.urlsplit(self.home).netloc
        parts = urllib.parse.urlsplit(request.url)
        if parts.scheme not in ("data", "about", "blob") and parts.netloc != here:
            self.faults.append(f"request to another host: {request.url}")

    def answered(self, response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"a part of a page is missing: {response.status} {response.url}")
        if response.status == 500:
            self.faults.append(f"the site failed: {response.url}")
        if "set-cookie" in response.headers and not self.signs_in:
            self.faults.append(f"cookie set by {response.url}")

    def spoken(self, message) -> None:
        # Chromium says this of every page with an error status; answered() sees the parts that fail.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def asked(self, dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @staticmethod
    def organisers(cookie) -> bool:
        """A cookie that no script and no public page sees."""
        return cookie["path"].startswith("/admin") and cookie["httpOnly"] and cookie["sameSite"] == "Strict"

    def leave(self) -> list[str]:
        cookies = [cookie for cookie in self.context.cookies() if not (self.signs_in and self.organisers(cookie))]
        if cookies:
            self.faults.append(f"cookies: {cookies}")
        for page in self.context.pages:
            if self.scripts and page.url.startswith(self.home):
                kept = page.evaluate(STORAGE)
                # Whether keys are on is remembered in the browser of who runs campaigns, and nowhere else.
                own = ["localStorage"] if self.signs_in else []
                self.faults += [f"storage: {what}" for what in kept if what not in own]
        self.context.close()
        return self.faults


@contextlib.contextmanager
def visitors(browser: Browser, home: str):
    """Makes visitors; each is looked over at the end."""
    made: list[Visitor] = []

    def make(**options) -> Visitor:
        made.append(Visitor(browser, options.pop("home", home), **options))
        return made[-1]

    yield make
    faults = [fault for visitor in made for fault in visitor.leave()]
    assert not faults, "\n".join(faults)
