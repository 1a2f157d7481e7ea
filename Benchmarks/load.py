"""Load by wrk: one thread, 64 connections kept alive, the raw output kept in the run's folder."""

import dataclasses
import json
import pathlib
import signal
import subprocess

from processes import BenchFailure

HERE = pathlib.Path(__file__).resolve().parent
CONNECTIONS = 64
CAP_SECONDS = 60


@dataclasses.dataclass
class Burst:
    """What one wrk run found."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    cpu_us: float

    @property
    def rate(self):
        return self.requests / self.seconds


class Load:
    """Drives one server after the other."""

    def __init__(self, folder):
        self.folder = folder
        self.number = 0

    def post(self, server, kind, target, count, first=0, token="-"):
        """Posts `count` forms and counts the answers; every one must be a success."""
        arguments = [kind, target, count, first, token, server.base]
        command = self._command(CAP_SECONDS, "post.lua") + [server.base, "--"] + [str(part) for part in arguments]
        burst, found = self._measure(server, command, name=f"post-{kind}")
        if found["accepted"] != count or found["errors"]:
            raise BenchFailure(f"of {count} posted forms {found['accepted']} were accepted: {found}")
        return burst

    def get(self, server, path, seconds, headers=()):
        """Asks for one address as often as possible."""
        command = self._command(seconds, "get.lua")
        for header in headers:
            command += ["-H", header]
        burst, found = self._measure(server, command + [server.base + path], name="get")
        if found["bad"] or found["errors"]:
            raise BenchFailure(f"GET {path}: not every answer was a success: {found}")
        return burst

    def _command(self, seconds, script):
        return ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(HERE / script)]

    def _measure(self, server, command, name):
        before = server.cpu_seconds()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.strip() == "finished":
                # wrk sleeps out its duration otherwise.
                process.send_signal(signal.SIGINT)
        code = process.wait()
        cpu = server.cpu_seconds() - before
        self.number += 1
        (self.folder / f"{self.number:03}-{name}.txt").write_text(f"$ {' '.join(command)}\n{''.join(lines)}")
        if code != 0 or not lines[-1].startswith("{"):
            raise BenchFailure(f"wrk ended with {code}: {''.join(lines)[-1000:]}")
        found = json.loads(lines[-1])
        if found["requests"] == 0 or found["seconds"] <= 0:
            raise BenchFailure(f"wrk did not come to an end within {CAP_SECONDS} s: {found}")
        burst = Burst(
            requests=found["requests"],
            seconds=found["seconds"],
            p50_ms=found["p50_ms"],
            p99_ms=found["p99_ms"],
            cpu_us=cpu / found["requests"] * 1e6,
        )
        return burst, found
