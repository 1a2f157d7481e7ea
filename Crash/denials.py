"""What can be denied to a program that serves, one class for each kind."""

import os
import shutil
import subprocess

from full_disk import SmallDisk
from moved_clock import MovedClock
from site_under_test import Site, must

# As its owner, but without root's right to pass over permissions.
PLAIN_OWNER = [] if os.geteuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
MINUTE, HOUR = 60, 3_600
# Few enough that they are soon taken, enough for a site.
FILES = 60


class Denial:
    """A site, and what is taken from it; `deny` and `allow` are called once each."""

    what = ""
    is_there = True
    # Whether each ask is refused; else each is acknowledged.
    refuses = False
    # What a start must say while it is denied; None where no start is tried.
    start_words = None

    def __init__(self, folder, **options):
        self.folder = folder
        self.site = Site(folder, launcher=PLAIN_OWNER, **options)

    def deny(self):
        raise NotImplementedError

    def look(self):
        """What else must hold while it is denied."""

    def allow(self):
        raise NotImplementedError

    def end(self):
        if self.site.process and self.site.process.poll() is None:
            self.site.kill()


class Forbidden(Denial):
    """Permissions are taken from what is open already: who serves goes on, and only a start is refused."""

    names, mode = ["data"], 0o500

    def paths(self):
        return [path for name in self.names for path in self.folder.glob(name)]

    def deny(self):
        self.modes = {path: path.stat().st_mode & 0o777 for path in self.paths()}
        for path in self.modes:
            path.chmod(self.mode)

    def allow(self):
        for path, mode in self.modes.items():
            if path.exists():
                path.chmod(mode)


class ForbiddenFolder(Forbidden):
    what = "a data folder without any permission"
    mode = 0
    start_words = "data: the folder"


class ReadOnlyFolder(Forbidden):
    what = "a data folder that may only be read"
    start_words = "permissions"


class ForbiddenDatabase(Forbidden):
    what = "database files that may only be read"
    names, mode = ["data/undersigned.sqlite*"], 0o400
    start_words = "check the folder"


class Timed(Denial):
    """Shows itself only some time later: the clock is moved there."""

    def __init__(self, folder, **options):
        self.clock = MovedClock(folder)
        super().__init__(folder, environment=self.clock.environment, **options)


class OnSmallDisk(Timed):
    """`place`: gives the site's options for the folder of a small disk."""

    def __init__(self, folder, place, files=None):
        self.disk = SmallDisk(folder / "disk", files)
        super().__init__(folder, **place(self.disk.folder))
        self.is_there = self.disk.is_there

    def end(self):
        super().end()
        if self.disk.is_there:
            self.disk.unmount()


class ForbiddenKeys(Timed):
    """In the next hour mail is sealed with a new key, which has to be stored first."""

    what = "a folder of keys that may only be read"
    refuses = True

    def deny(self):
        (self.site.data / "keys").chmod(0o500)
        self.clock.move(HOUR)

    def look(self):
        must("the keys folder" in self.site.get("/readyz")[2].decode(), f"{self.what}: /readyz says nothing of it")
        self.site.wait_for_words("the keys folder takes nothing")

    def allow(self):
        (self.site.data / "keys").chmod(0o700)


class NoNames(OnSmallDisk):
    """The next hour's key needs a file of its own until it takes the place of the old ones."""

    what = "a file system without a free inode"
    refuses = True

    def __init__(self, folder):
        super().__init__(folder, lambda disk: {"data": disk / "data"}, FILES)
        self.taken = self.disk.folder / "taken"

    def deny(self):
        self.taken.mkdir()
        try:
            for number in range(FILES):
                (self.taken / str(number)).touch()
        except OSError:
            self.clock.move(HOUR)
            return
        must(False, "there are more inodes than were asked for")

    def allow(self):
        for file in self.taken.iterdir():
            file.unlink()


class ReadOnly(Denial):
    """The kernel gives up a file system after a fault: nothing can be written until it was mounted anew."""

    what = "a file system that became read-only"
    refuses = True
    start_words = "can't be written; check its permissions"

    def __init__(self, folder):
        self.image, self.mounted = folder / "image", folder / "mounted"
        self.mounted.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(64 << 20)
        tools = shutil.which("mkfs.ext4"), shutil.which("e2fsck")
        self.is_there = all(tools) and self.command("mkfs.ext4", "-q", "-F", self.image) == 0 and self.mount()
        super().__init__(folder, data=self.mounted / "data")

    def command(self, *words):
        return subprocess.run(list(map(str, words)), capture_output=True).returncode

    def mount(self):
        return self.command("mount", "-o", "loop", self.image, self.mounted) == 0

    def deny(self):
        # Politely it can't be had: the kernel refuses while a file is open for writing.
        must(self.command("mount", "-o", "remount,ro", self.mounted) != 0, "read-only under open files")
        self.command("mount", "-o", "remount,abort", self.mounted)

    def look(self):
        must(self.site.get("/readyz")[0] == 503, f"{self.what}: /readyz says ready")

    def allow(self):
        self.command("umount", self.mounted)
        must(self.command("e2fsck", "-p", self.image) < 4 and self.mount(), "the file system can't be mended")

    def end(self):
        super().end()
        if self.is_there:
            self.command("umount", self.mounted)


class FullMail(OnSmallDisk):
    what = "a full disk of mail"

    def __init__(self, folder):
        super().__init__(folder, lambda disk: {"mail": f"folder:{disk / 'mail'}"})

    def deny(self):
        self.disk.fill(0)

    def look(self):
        self.site.wait_for_words("mails were put off")

    def allow(self):
        self.disk.clear()
        # They are tried again after a minute.
        self.clock.move(2 * MINUTE)


class FullLog(FullMail):
    """Mail that is put off makes lines for a log that has no room."""

    what = "a full disk of logs and mail"

    def __init__(self, folder):
        super().__init__(folder)
        self.site.log = self.disk.folder / "serve.log"

    def look(self):
        must(self.site.get("/readyz")[0] == 200, f"{self.what}: /readyz says that nobody can sign")


DENIALS = [ReadOnly, ForbiddenKeys, NoNames, ForbiddenFolder, ReadOnlyFolder, ForbiddenDatabase, FullMail, FullLog]
