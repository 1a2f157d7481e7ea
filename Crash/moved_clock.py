"""A calendar that is moved while a program runs; the steady clock beside it runs on as it is."""

import mmap
import pathlib
import struct
import time

from preload import library

# clock.c.
OFFSET = struct.Struct("=q")


class MovedClock:
    """One clock for all programs that are started in its `environment`."""

    def __init__(self, folder, zone="UTC"):
        path = pathlib.Path(folder) / "clock"
        path.write_bytes(bytes(OFFSET.size))
        with open(path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), OFFSET.size)
        self.environment = {"LD_PRELOAD": library(folder, "clock"), "CRASH_CLOCK": str(path), "TZ": zone}
        self.offset = 0

    def move(self, seconds):
        """From the next look at it on it is so many seconds ahead of the true time, or behind where negative."""
        self.offset = int(seconds)
        self.memory[:] = OFFSET.pack(self.offset)

    def show(self, moment):
        """From the next look at it on it shows that moment, and runs on from there. `moment`: seconds since 1970."""
        self.move(moment - time.time())
