"""R-14: a small disk is filled to many levels. Nobody is told a lie, everybody can read, and it mends itself."""

import pathlib
import random
import subprocess
import time

from asks import Asks
from site_under_test import Found, Site, doctor, must

SIZE = 32 << 20
FREED = 8 << 20


class SmallDisk:
    """A file system in memory of 32 MiB, and of so many files where that is said."""

    def __init__(self, folder, files=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        options = f"size={SIZE}" + (f",nr_inodes={files}" if files else "")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder], capture_output=True)
        self.is_there = done.returncode == 0

    def fill(self, left):
        """Takes all room but so many bytes; the first 8 MiB are a file of their own, to be given back."""
        (self.folder / "ballast").write_bytes(bytes(FREED))
        with open(self.folder / "rest", "wb", buffering=0) as rest:
            try:
                while True:
                    rest.write(bytes(4_096))
            except OSError:
                pass
            rest.truncate(max(0, rest.tell() - left))

    def free(self):
        (self.folder / "ballast").unlink()

    def clear(self):
        for name in ("ballast", "rest"):
            (self.folder / name).unlink(missing_ok=True)

    def unmount(self):
        subprocess.run(["umount", self.folder], check=True)


class FullDisk:
    def __init__(self, folder, disk):
        self.disk = disk
        # Mail goes elsewhere: it is the database's disk that is full.
        self.site = Site(folder, data=disk.folder / "data")
        self.asks = Asks(self.site, "a full disk")
        self.slowest = 0

    def begin(self):
        self.site.open_petition()
        self.site.start()
        self.asks.begin()

    def level(self, left):
        self.disk.fill(left)
        for _ in range(2_000):
            if not self.asks.ask():
                break
        else:
            raise Found(f"with {left} bytes left the disk never became full")
        self.asks.check_reading()
        must(self.site.get("/readyz")[0] == 503, "a full disk: /readyz says ready")
        self.site.wait_for_words("the disk takes nothing")
        self.disk.free()
        begin = time.monotonic()
        # By itself: nobody signs meanwhile.
        while self.site.get("/readyz")[0] != 200:
            must(time.monotonic() - begin < 10, "not ready within 10 s of 8 MiB being free")
            time.sleep(0.1)
        self.slowest = max(self.slowest, time.monotonic() - begin)
        must(self.asks.ask(), "room again, and an ask is refused")
        self.disk.clear()
        self.asks.check_rows()

    def end(self):
        self.site.wait_for_mail()
        self.site.recount()
        must(self.site.stop() == 0, "the server did not end well")
        code, words = doctor(self.site.data)
        must(code == 0, f"doctor --deep: {words}")
        must("MiB are free" in words and "!!" in words, "doctor does not warn of little room")
        log = self.site.log.read_text()
        must("room on the disk runs out" in log, "the program's log does not warn of little room")


def test(folder, levels, seed):
    disk = SmallDisk(folder / "disk")
    if not disk.is_there:
        return "SKIPPED: no file system can be mounted here; nothing was tested on a full disk"
    full = FullDisk(folder, disk)
    chance = random.Random(f"fills {seed}")
    try:
        full.begin()
        for number in range(levels):
            # From nothing at all to half a megabyte, at any byte.
            full.level(chance.randint(0, 512 << 10) if number else 0)
        full.end()
    finally:
        if full.site.process and full.site.process.poll() is None:
            full.site.kill()
        disk.unmount()
    return (
        f"{full.asks.told} asks acknowledged and there, {full.asks.refused} answered 503 with the form kept; "
        f"ready again by itself after at most {full.slowest:.1f} s"
    )
