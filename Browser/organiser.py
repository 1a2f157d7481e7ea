"""Somebody who runs campaigns: an account, a device that shows codes, and recovery codes on paper."""

from playwright.sync_api import Page

from one_time_code import PASSPHRASE, code
from server import Server


class Organiser:
    def __init__(self, site: Server, address: str, name: str, link: str | None = None):
        """The first one by the command; others by a one-time address that an owner was shown."""
        self.site = site
        self.address = address
        self.codes: list[str] = []
        if link is not None:
            self.link = link
            return
        said = site.command(
            "admin", "create", "--data", str(site.data), "--base-url", site.address, address, "--name", name
        )
        self.link = said.stdout.strip().splitlines()[-1]

    @classmethod
    def invited(cls, site: Server, address: str, link: str) -> "Organiser":
        """Somebody with an address that an owner handed on."""
        person = cls.__new__(cls)
        person.site, person.address, person.link, person.codes = site, address, link, []
        return person

    def set_up(self, view: Page) -> None:
        view.goto(self.link)
        view.fill("#passphrase", PASSPHRASE)
        view.fill("#code", code(view.locator("code").first.inner_text()))
        view.click("text=Finish")
        self.codes = view.locator("li code").all_inner_texts()

    def sign_in(self, view: Page) -> None:
        """With a recovery code: the device's code of this half minute is used up."""
        view.goto(self.site.address + "/admin")
        view.fill("#address", self.address)
        view.fill("#passphrase", PASSPHRASE)
        view.fill("#code", self.codes.pop())
        view.click("button:has-text('Sign in')")

    @staticmethod
    def save_new(view: Page) -> None:
        """Stores a new petition: a second time where others that are like it are shown first."""
        view.click("button:has-text('Save')")
        if view.locator("input[name=seen]").count():
            view.click("button:has-text('Save')")
