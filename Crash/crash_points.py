"""R-11: the power is cut after every single change that a run made to the disk, and the folder that is left is opened.

A run of about 200 operations is written down by disk.c: asks, confirmations, withdrawals, an operator's commands, clean
ends and kills of the server. Then each beginning of it is replayed; of what was not synced, nothing, all, or what chance
chooses is kept. The same tests must find losses in the run as it would be with `synchronous=NORMAL`, and in the run of a
program that forgets to sync folders.
"""

import hashlib
import os
import pathlib
import random
import re
import shutil
import time

import disk_trace
from clients import LINK
from disk_image import MANNERS, Chance, Disk, Dropped, Everything, save
from image_check import Image, Knowledge
from people import Person
from preload import library
from site_under_test import PAGE, PROGRAM, SLUG, Found, Site, doctor, must, run

# Files in memory: what is tested is the order of changes, not this machine's disk.
MEMORY = pathlib.Path("/dev/shm")


class Driver:
    """Signs, one after the other, and writes between the changes what was sent and what was answered."""

    def __init__(self, folder):
        self.folder = folder
        self.trace = folder / "trace"
        self.root = folder / "root"
        self.root.mkdir()
        environment = {
            "LD_PRELOAD": library(folder, "disk"), "CRASH_ROOT": str(self.root), "CRASH_TRACE": str(self.trace),
        }
        self.site = Site(folder, environment=environment, data=self.root / "data")
        self.people = []

    def note(self, *words):
        disk_trace.mark(self.trace, " ".join(map(str, words)))

    def record(self):
        site = self.site
        site.start()
        self.note("sent", "open", SLUG)
        site.open_petition()
        self.note("told", "open", SLUG)
        self.token = site.form_token()
        for number in range(1, 91):
            self.ask(number)
            if number % 4:
                self.press(number)
            if number % 9 == 1 and number % 4:
                self.take_back(number)
            if number % 18 == 0:
                # The end, as an operator or as a crash brings it; the next start folds the write-ahead log in.
                site.stop() if number % 36 else site.kill()
                site.start()
            if number % 15 == 0:
                self.act("note", number, "petition", "note", SLUG, "--title", "A note", "--text", f"Number {number}.")
                scan = self.folder / "scan"
                scan.write_text(f"sheet {number}")
                self.act("paper", number, "paper", "add", SLUG, "--scan", str(scan), "--lines", "3")
        site.wait_for_mail()
        site.stop()
        return disk_trace.read(self.trace)

    def send(self, act, number, path, fields):
        self.note("sent", act, number)
        status, _, _ = self.site.request("POST", path, fields)
        must(status == 303, f"{act} of person {number} was answered {status}")
        self.note("told", act, number)

    def ask(self, number):
        self.send("ask", number, f"{PAGE}/signatures", {**Person(number).fields, "t": self.token})

    def press(self, number):
        self.send("confirm", number, self.link(number), {"text": "1"})

    def take_back(self, number):
        self.send("withdraw", number, self.link(number) + "/withdrawal", {})

    def link(self, number, seconds=20):
        """The link mailed to a person. By time, not by tries: mail leaves twice a second, however fast the machine is."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for file in (self.folder / "mail").glob("*.eml"):
                text = file.read_text()
                if f"person{number}@example.org" in text:
                    return LINK.search(re.sub("=\n", "", text).replace("=3D", "=")).group(1)
            time.sleep(0.01)
        raise Found(f"no mail for person {number} within {seconds} s")

    def act(self, act, number, *words):
        self.note("sent", act, number)
        code, _, errors = self.site.command(*words)
        must(code == 0, f"{words}: {errors}")
        self.note("told", act, number)


class Replay:
    """Opens what is left after each beginning of a run."""

    def __init__(self, root, work, seed):
        self.root, self.work = root, work
        self.chance = random.Random(f"images {seed}")
        self.seen = set()
        self.problems = []
        self.program_count = 0

    def run(self, steps, wanted, program_share=0.0):
        """Looks at `wanted` different images, spread over the run."""
        disk, know = Disk(self.root), Knowledge()
        points = sum(step.kind != disk_trace.Kind.MARK for step in steps)
        for step in steps:
            if step.kind == disk_trace.Kind.MARK:
                know.take(step.name)
                continue
            disk.take(step)
            share = wanted / points
            count = int(share) + (self.chance.random() < share % 1)
            for number in range(count):
                survival = self.survival(number, count)
                self.look(disk.image(survival), know, self.chance.random() < program_share, step)

    def survival(self, number, count):
        if count > 2 and number < 2:
            return Dropped() if number == 0 else Everything()
        if count <= 2 and self.chance.random() < 0.4:
            return Dropped()
        return Chance(self.chance, self.chance.choice(MANNERS))

    def look(self, image, know, asks_program, step):
        digest = hashlib.blake2b(digest_size=16)
        for path in sorted(image):
            digest.update(path.encode() + b"\0" + image[path])
        # The same files with other promises are another case.
        case = (digest.digest(), sum(map(len, know.told.values())))
        if case in self.seen:
            return
        self.seen.add(case)
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        save(image, self.work)
        problem = Image(self.work / "data", know, SLUG).problem()
        if asks_program and not problem and (self.work / "data").is_dir():
            shutil.rmtree(self.work)
            self.work.mkdir()
            save(image, self.work)
            problem = self.program_problem()
        if problem:
            self.problems.append(f"{problem} (after {step.kind.name} of {os.path.basename(step.name)})")

    def program_problem(self):
        """The program itself, as at a start."""
        self.program_count += 1
        code, words = doctor(self.work / "data")
        return f"doctor --deep: exit code {code}: {words}" if code else None


def test(folder, wanted, seed):
    work = MEMORY / folder.name
    work.mkdir()
    try:
        driver = Driver(work)
        try:
            steps = driver.record()
        finally:
            if driver.site.process and driver.site.process.poll() is None:
                driver.site.kill()
        return judge(driver.root, work / "image", steps, wanted, seed)
    finally:
        shutil.rmtree(work)


def judge(root, work, steps, wanted, seed):
    replay = Replay(root, work, seed)
    replay.run(steps, wanted, min(1.0, 400 / wanted))
    must(not replay.problems, f"{len(replay.problems)} of {len(replay.seen)} images: {replay.problems[:3]}")
    # A test that finds nothing must be able to find something.
    worse = {}
    for name, change in [
        ("synchronous=NORMAL", disk_trace.without_commit_syncs), ("no sync of folders", disk_trace.without_folder_syncs),
    ]:
        other = Replay(root, work, seed)
        other.run(change(steps), max(1_000, wanted // 20))
        worse[name] = len(other.problems)
        must(any("lost" in problem for problem in other.problems), f"with {name} the test finds no loss")
    acts = sum(step.kind == disk_trace.Kind.MARK and step.name.startswith("told") for step in steps)
    changes = sum(step.kind != disk_trace.Kind.MARK for step in steps)
    return (
        f"{acts} operations, {changes} changes on the disk, {len(replay.seen)} different images, none with a loss; "
        f"{replay.program_count} of them opened by the program; images with a loss "
        + ", ".join(f"with {name}: {count}" for name, count in worse.items())
    )
