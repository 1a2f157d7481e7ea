"""An issuer of members' tokens: another process on another host name, with a data folder of its own."""

import json
import time
import urllib.request
from pathlib import Path

from server import Server

NAME = "The Works Union"
LETTER = "dear-board"
CAMPAIGN = """slug: works
title: Works
summary: One letter to the board.
sponsor: {{id: friends, name: Friends of the works}}
targets:
  - {{id: board, name: The board, state: no-answer}}
petitions:
  - slug: {letter}
    title: Drop the contract
    letter: letter.md
    to: [board]
    from: People who work there
    state: open
    signatories: members
    publication: daily
    members:
      domains: [works.example]
      invitations: true
{issuer}
"""


class IssuerServer(Server):
    serves = ("issuer", "serve")
    # Another site than 127.0.0.1 to a browser, with cookies of its own.
    host = "localhost"
    ready = "/healthz"

    def add(self, letter: str) -> str:
        """Takes a letter of another site; the lines that its organiser writes into the campaign file."""
        url = f"{self.address}/petitions/{LETTER}"
        added = self.command(
            "issuer", "add", LETTER, "--data", str(self.data), "--domain", "works.example", "--invitations",
            "--letter", letter, "--url", url, "--name", NAME,
        )
        return added.stdout[added.stdout.index("issuer:") :]

    def invite(self, folder: Path, count: int) -> list[str]:
        """So many codes, each of which lets somebody in."""
        codes = folder / "codes.txt"
        self.command("member", "codes", "--count", str(count), "--out", str(codes))
        self.command("issuer", "invite", LETTER, f"{codes}.hashes", "--data", str(self.data))
        return codes.read_text().split()

    def listed(self) -> str:
        """The operator's own list."""
        return self.command("issuer", "list", "--data", str(self.data)).stdout

    def told(self) -> int:
        with urllib.request.urlopen(f"{self.petition(LETTER)}/members.json", timeout=10) as answer:
            return json.loads(answer.read())["issued"]

    def wait_until_told(self, number: int) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.told() == number:
                return
            time.sleep(0.2)
        raise AssertionError(f"the issuer tells of {self.told()} tokens, not of {number}")


def write_letter(folder: Path, issuer: str) -> Path:
    """A campaign whose letter names an issuer, as lines of a campaign file."""
    folder.mkdir()
    lines = "".join(f"      {line}\n" for line in issuer.splitlines())
    (folder / "campaign.yaml").write_text(CAMPAIGN.format(letter=LETTER, issuer=lines))
    (folder / "letter.md").write_text("Please drop the contract.\n")
    return folder
