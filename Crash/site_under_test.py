"""The program under test: started on a free loopback port with a data folder of its own, ended by its id."""

import http.client
import json
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.parse

PROGRAM = os.environ["UNDERSIGNED"]
SLUG = "library"
PAGE = f"/petitions/{SLUG}"
LETTER = pathlib.Path(__file__).resolve().parent / "letter.md"


class Found(Exception):
    """Something was lost, counted twice, made up, or not answered as promised."""


def must(holds, what):
    if not holds:
        raise Found(what)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(*words, environment=None, timeout=60):
    """Runs a program to its end; gives exit code, output and errors."""
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    )
    return done.returncode, done.stdout, done.stderr


class Site:
    """A data folder and the process that serves it."""

    def __init__(self, folder, mail=None, environment=None, data=None, launcher=(), limits="off"):
        """`launcher`: words before the program's own, of programs that become it under the same process id."""
        self.folder = pathlib.Path(folder)
        self.data = data or self.folder / "data"
        self.log = self.folder / "serve.log"
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.mail = mail or f"folder:{self.folder / 'mail'}"
        self.environment = environment or {}
        self.launcher, self.limits = launcher, limits
        self.process = None

    def command(self, *words):
        """Runs one of the program's other commands on the data folder; gives its exit code, output and errors."""
        return run(*self.launcher, PROGRAM, *words, "--data", self.data, environment=self.environment)

    def open_petition(self, slug=SLUG):
        code, _, errors = self.command(
            "petition", "new", "--base-url", self.base, "--slug", slug, "--title", "Keep it open", "--to",
            "The council", "--text", str(LETTER), "--open",
        )
        must(code == 0, f"the petition {slug} can't be opened: {errors}")

    def launch(self):
        words = ["serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", "--base-url", self.base,
                 "--limits", self.limits, "--mail", self.mail]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.launcher, PROGRAM, *map(str, words)], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env={**os.environ, **self.environment},
            )

    def start(self, seconds=20):
        """Starts the server; gives the seconds until it took signatures."""
        begin = time.monotonic()
        self.launch()
        while time.monotonic() - begin < seconds:
            if self.process.poll() is not None:
                break
            try:
                if self.get("/readyz")[0] == 200:
                    return time.monotonic() - begin
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.005)
        raise Found(f"the server did not become ready: {self.log.read_text(errors='replace')[-1500:]}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks the server to end; gives its exit code."""
        if self.process is None or self.process.poll() is not None:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Found("the server did not end within 15 s of SIGTERM") from None

    def request(self, method, path, fields=None, timeout=20):
        """One request on a connection of its own: status, headers, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            return exchange(connection, method, path, fields)
        finally:
            connection.close()

    def get(self, path, timeout=20):
        return self.request("GET", path, timeout=timeout)

    def form_token(self, slug=SLUG):
        """The hidden field of the petition's form; it outlives the process."""
        body = self.get(f"/petitions/{slug}")[2].decode()
        return re.search(r'name="t" value="([^"]+)"', body).group(1)

    def rows(self, query, *values):
        database = sqlite3.connect(f"file:{self.data / 'undersigned.sqlite'}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(query, values).fetchall()
        finally:
            database.close()

    def waiting_mails(self):
        return self.rows("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")[0][0]

    def wait_for_mail(self, seconds=60):
        end = time.monotonic() + seconds
        while self.waiting_mails():
            must(time.monotonic() < end, f"{self.waiting_mails()} mails still wait after {seconds} s")
            time.sleep(0.05)

    def wait_for_words(self, words, seconds=5):
        """Until the program's log says so."""
        end = time.monotonic() + seconds
        while words not in self.log.read_text():
            must(time.monotonic() < end, f"the program's log does not say within {seconds} s: {words}")
            time.sleep(0.05)

    def recount(self):
        """What anybody's recount says: the report of `undersigned verify --json`, which remembers that a log only grows."""
        code, output, errors = run(
            PROGRAM, "verify", "--json", "--state", self.folder / "verify.state", self.base + PAGE)
        must(code == 0, f"undersigned verify: exit code {code}: {output}{errors}")
        return json.loads(output)

    def figures(self, size):
        """`count.json`, as soon as it has caught up with a log of that size."""
        end = time.monotonic() + 5
        while time.monotonic() < end:
            figures = json.loads(self.get(PAGE + "/count.json")[2])
            if figures["size"] >= size:
                return figures
            time.sleep(0.02)
        raise Found("count.json stays behind its log")


def exchange(connection, method, path, fields=None):
    """One request on an open connection: status, headers, body."""
    headers = {"Accept": "text/html"}
    body = None
    if fields is not None:
        body = urllib.parse.urlencode(fields)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def doctor(data):
    """Runs the deep check of a data folder that nobody serves; gives exit code and words."""
    code, output, errors = run(PROGRAM, "doctor", "--deep", "--data", data)
    return code, output + errors
