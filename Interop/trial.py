"""A trial: what is checked, what is asked, and the programs that were started for it."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

passed = 0
processes = []


def check(what, holds, detail=""):
    global passed
    if not holds:
        sys.exit(f"FAILED: {what} {detail}")
    passed += 1
    print(f"ok  {what}", flush=True)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(*arguments, status=0):
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    if done.returncode != status:
        sys.exit(f"FAILED: {arguments} gave {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def start(*arguments, log):
    process = subprocess.Popen(arguments, stdout=log, stderr=subprocess.STDOUT)
    processes.append(process)
    return process


def ask(url, data=None, kind="text/plain", accept="*/*"):
    request = urllib.request.Request(url, data=data, headers={"Content-Type": kind, "Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers.get("Content-Type", "")


def until(what, condition, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            value = condition()
            if value:
                return value
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    sys.exit(f"FAILED: {what}: not within {seconds} s")


def end():
    """Ends what was started."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(10)
