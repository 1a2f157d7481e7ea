"""The servers of one run: started on loopback, measured through /proc, ended by their own process id."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")


class BenchFailure(Exception):
    """The run can't go on, or what it found is not what must be so."""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(command, **options):
    """Runs a program to its end and gives what it printed; a failure names the command."""
    finished = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if finished.returncode != 0:
        words = " ".join(map(str, command))
        raise BenchFailure(f"{words}: exit code {finished.returncode}\n{finished.stderr[-2000:]}")
    return finished.stdout


def fetch(url, headers=None):
    """The status, headers and body of a GET."""
    request = urllib.request.Request(url, headers=headers or {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, answer.headers, answer.read()


class Server:
    """One server process and what the kernel knows about it."""

    def __init__(self, command, port, log, ready_path):
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        with open(log, "ab") as output:
            self.process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=output)
        self._wait_until_ready(ready_path, log)

    def _wait_until_ready(self, path, log):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                tail = pathlib.Path(log).read_text(errors="replace")[-1000:]
                raise BenchFailure(f"{self.process.args[0]} ended by itself:\n{tail}")
            try:
                fetch(self.base + path)
                return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise BenchFailure(f"{self.process.args[0]} did not answer within 30 s")

    def cpu_seconds(self):
        """User and system time so far, all threads."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self):
        """Resident memory: the most so far."""
        with open(f"/proc/{self.process.pid}/status") as file:
            lines = dict(line.split(":", 1) for line in file if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024

    @contextlib.contextmanager
    def paused(self):
        """The process does nothing meanwhile, so that its mail does not slow the limit it is measured against."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self):
        """Asks the process to end, and sees to it after 15 s."""
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
