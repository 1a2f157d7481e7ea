"""The program under test: started on a free loopback port with a data folder of its own, ended by its id."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from pathlib import Path

from mailbox_folder import MailFolder

PROJECT = Path(__file__).resolve().parent.parent
EXAMPLES = PROJECT / "examples"
CAMPAIGNS = Path(__file__).resolve().parent / "campaigns"


def program() -> str:
    return os.environ.get("UNDERSIGNED", str(PROJECT / ".build/debug/undersigned"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A data folder, and the process that serves it."""

    # What stands between the program's name and `--data`.
    serves = ("serve",)
    host = "127.0.0.1"
    ready = "/readyz"

    def __init__(self, folder: Path, clock: tuple[str, ...] = ()):
        """`clock` is a command that runs the program at another time."""
        self.clock = clock
        self.data = folder / "data"
        self.journal = folder / "serve.log"
        self.port = free_port()
        self.address = f"http://{self.host}:{self.port}"
        self.mail = MailFolder(folder / "mail")
        self.process = None

    def command(self, *words: str, check: bool = True, typed: str = "") -> subprocess.CompletedProcess:
        """Runs one of the program's other commands; `typed` is what it reads."""
        return subprocess.run(
            [*self.clock, program(), *words], check=check, capture_output=True, text=True, timeout=60,
            input=typed,
        )

    def load(self, *folders: Path) -> None:
        names = [str(folder) for folder in folders]
        self.command("campaign", "import", "--data", str(self.data), "--base-url", self.address, *names)

    def start(self, *more: str) -> None:
        """`more` are further arguments of `serve`; mail goes into the folder unless they say otherwise."""
        mail = [] if "--mail" in more else ["--mail", f"folder:{self.mail.folder}"]
        with open(self.journal, "ab") as journal:
            self.process = subprocess.Popen(
                [
                    *self.clock, program(), *self.serves, "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}",
                    "--base-url", self.address, "--limits", "off", *mail, *more,
                ],
                stdout=journal, stderr=journal, stdin=subprocess.DEVNULL, start_new_session=bool(self.clock),
            )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.address + self.ready, timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start:\n" + self.journal.read_text())

    def stop(self) -> None:
        if self.process is None:
            return
        if self.clock:
            self.end_group()
        else:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def end_group(self) -> None:
        """What runs the program at another time is not the program: both are ended, and waited for."""
        group, end = self.process.pid, time.monotonic() + 15
        os.killpg(group, signal.SIGTERM)
        while time.monotonic() < end:
            self.process.poll()
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.05)
        os.killpg(group, signal.SIGKILL)

    def petition(self, slug: str) -> str:
        return f"{self.address}/petitions/{slug}"

    def count(self, slug: str) -> int:
        return self.figures(slug)["count"]

    def figures(self, slug: str) -> dict:
        """`count.json`, once it has caught up with the log: the program reads its counts at most once a second."""
        size = int(self.fetch(slug, "log/checkpoint").decode().split("\n")[1])
        end = time.monotonic() + 5
        while time.monotonic() < end:
            figures = json.loads(self.fetch(slug, "count.json"))
            if figures["size"] >= size:
                return figures
            time.sleep(0.05)
        raise AssertionError(f"count.json of {slug} stays behind its log")

    def count_holders(self) -> None:
        """What the first look of the next day does: who holds a token is counted once a day."""
        with sqlite3.connect(self.data / "undersigned.sqlite", timeout=10) as database:
            database.execute(
                "INSERT OR REPLACE INTO outside_issuer (petition_id, issued, asked_on)"
                " SELECT petition_id, COUNT(*), ? FROM member_mailbox GROUP BY petition_id",
                (int(time.time()) // 86_400 * 86_400,),
            )
        database.close()

    def fetch(self, slug: str, name: str) -> bytes:
        with urllib.request.urlopen(f"{self.petition(slug)}/{name}", timeout=10) as answer:
            return answer.read()
