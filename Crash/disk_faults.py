"""R-13: one call to the disk fails, or the process is killed at it, while a signature is taken.

After a failed sync or a failed write nothing more is acknowledged, the pages stay up, `/readyz` says so within a second,
and the next start finds a sound log with all that was acknowledged.
"""

import errno
import mmap
import random
import struct
import time

from asks import Asks
from disk_trace import Kind
from preload import library
from site_under_test import PAGE, Site, doctor, must

# disk.c, struct control.
CONTROL = struct.Struct("<7I100s")
KILL_BEFORE, KILL_AFTER = 1_000, 1_001
MOST_CALLS = 40
# The database and its write-ahead log; and the database alone, to which another thread than the writer's moves the log.
BOTH, MOVED = b"undersigned.sqlite", b"undersigned.sqlite$"
# Asks until the log is long enough to be moved: some thousand pages.
MOST_ASKS = 5_000


class Control:
    def __init__(self, path):
        path.write_bytes(bytes(CONTROL.size))
        self.file = open(path, "r+b")
        self.memory = mmap.mmap(self.file.fileno(), CONTROL.size)

    def arm(self, kinds, countdown, action, name):
        kinds = sum(1 << kind for kind in kinds)
        self.memory[:] = CONTROL.pack(1, kinds, countdown, action, 0, 0, 0, name)

    def has_fired(self):
        return CONTROL.unpack(self.memory)[5] > 0

    def disarm(self):
        self.memory[:] = bytes(CONTROL.size)


class DiskFaults:
    def __init__(self, folder, chance):
        data = folder / "root" / "data"
        data.parent.mkdir()
        self.control = Control(folder / "control")
        environment = {
            "LD_PRELOAD": library(folder, "disk"), "CRASH_ROOT": str(data.parent), "CRASH_CONTROL": str(folder / "control"),
        }
        self.site = Site(folder, environment=environment, data=data)
        self.chance = chance
        self.asks = Asks(self.site, "a failing disk")

    def one(self, kinds, countdown, action, name=BOTH):
        self.site.start()
        self.asks.begin()
        must(self.asks.ask() is True, "a sound disk refuses")
        self.control.arm(kinds, countdown, action, name)
        for _ in range(MOST_ASKS):
            if self.control.has_fired():
                break
            self.asks.ask()
        must(self.control.has_fired(), f"{MOST_ASKS} asks, and nothing was written or synced where it was to fail")
        if action < KILL_BEFORE:
            begin = time.monotonic()
            while self.site.get("/readyz")[0] != 503:
                must(time.monotonic() - begin < 1, "one second after the fault /readyz still says ready")
                time.sleep(0.02)
            for _ in range(5):
                must(self.asks.ask() is False, "an acknowledgement after the disk failed")
            must(self.site.get(PAGE)[0] == 200, "the page is down after the disk failed")
        self.control.disarm()
        self.site.kill()
        code, words = doctor(self.site.data)
        must(code == 0, f"doctor --deep after the fault: {words}")
        # What was in hand at a failed sync is answered 503 and may be there all the same.
        self.asks.check_rows(most=self.asks.number)

    def run(self, count):
        self.site.open_petition()
        for number in range(count):
            kinds, action = [
                ([Kind.SYNC], errno.EIO), ([Kind.WRITE], errno.EIO), ([Kind.WRITE, Kind.SYNC], KILL_BEFORE),
                ([Kind.WRITE, Kind.SYNC], KILL_AFTER),
            ][number % 4]
            # Each call of a commit in its turn; a commit has few syncs.
            self.one(kinds, number // 4 % (3 if kinds == [Kind.SYNC] else MOST_CALLS), action)
        # While the log is moved beside the writer.
        for kinds, action in [
            ([Kind.SYNC], errno.EIO), ([Kind.WRITE], errno.EIO), ([Kind.WRITE], KILL_BEFORE), ([Kind.SYNC], KILL_AFTER),
        ]:
            self.one(kinds, self.chance.randrange(1_000) if kinds == [Kind.WRITE] else 0, action, MOVED)
        return f"{self.asks.told} asks acknowledged and there, {self.asks.number - self.asks.told} not; none after a fault"


def test(folder, count, seed):
    faults = DiskFaults(folder, random.Random(f"faults {seed}"))
    try:
        return faults.run(count)
    finally:
        if faults.site.process and faults.site.process.poll() is None:
            faults.site.kill()
