"""The folder to which the program's mail goes, read as a person reads a mailbox."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

CONFIRM = "Confirm your signature"
MANAGE = "You have already signed"
CHANGED_TEXT = "The text you signed has changed"
LINK = re.compile(r"https?://[^\s\"<>]+/s/[A-Za-z0-9_-]+")


class MailFolder:
    def __init__(self, folder: Path):
        self.folder = folder
        self.read: dict[str, EmailMessage] = {}

    def messages(self, address: str) -> list[EmailMessage]:
        """All mail to an address, oldest first."""
        if self.folder.is_dir():
            for path in sorted(self.folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
                if path.name not in self.read:
                    self.read[path.name] = message_from_bytes(path.read_bytes(), policy=policy.default)
        return [mail for mail in self.read.values() if address.lower() in mail["To"].lower()]

    def wait(self, address: str, subject: str, number: int, seconds: float = 20) -> EmailMessage:
        """The newest mail to an address whose subject begins so, as soon as there are `number` of them."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            messages = [mail for mail in self.messages(address) if mail["Subject"].startswith(subject)]
            if len(messages) >= number:
                return messages[-1]
            time.sleep(0.05)
        raise AssertionError(f"no mail number {number} “{subject}” to {address} within {seconds} s")

    def link(self, address: str, number: int = 1, subject: str = CONFIRM, seconds: float = 20) -> str:
        """The link in the newest mail of a kind to an address."""
        return link_in(self.wait(address, subject, number, seconds))


def link_in(mail: EmailMessage) -> str:
    links = LINK.findall(mail.get_body(("plain",)).get_content())
    assert len(links) == 1, f"one link was expected, found {links}"
    return links[0]
