"""Somebody who runs campaigns: an account, a device that shows codes, and recovery codes on paper."""

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import Page

from server import Server

PASSPHRASE = "lantern gravel oboe tide"


def code(secret: str) -> str:
    """The code that an authenticator shows now (RFC 6238)."""
    letters = secret.replace(" ", "")
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[19] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


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
