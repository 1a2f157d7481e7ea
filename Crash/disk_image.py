"""A disk that remembers what was synced and what was not, and what a power cut may leave of it.

The rules are those of POSIX, read strictly: what was written to a file is safe after a sync of that file, and a name is
safe after a sync of its folder. Names of one folder reach the disk in order, as journaling file systems do it; pages
of 4 KiB each by itself, in any order, torn anywhere at 512 bytes.
"""

import os
import pathlib

from disk_trace import Kind

PAGE = 4_096
SECTOR = 512
ROOT = 0


class File:
    def __init__(self):
        self.safe = b""
        self.pending = []

    def change(self, step):
        self.pending.append(step)

    def sync(self):
        if self.pending:
            content = bytearray(self.safe)
            for step in self.pending:
                apply(content, step)
            self.safe, self.pending = bytes(content), []


def apply(content, step, keeps=None):
    """Makes a write or a cut; `keeps` says of each sector of a torn write whether it arrived."""
    if step.kind == Kind.TRUNCATE:
        if step.offset < len(content):
            del content[step.offset:]
        else:
            content.extend(bytes(step.offset - len(content)))
        return
    end = step.offset + len(step.data)
    if end > len(content):
        content.extend(bytes(end - len(content)))
    if keeps is None:
        content[step.offset:end] = step.data
        return
    size, kept = keeps
    place = step.offset
    while place < end:
        stop = min(end, (place // size + 1) * size)
        if kept(place // size):
            content[place:stop] = step.data[place - step.offset:stop - step.offset]
        place = stop


class Folder:
    def __init__(self):
        self.safe = {}
        self.pending = []

    def sync(self):
        self.safe, self.pending = self.names(len(self.pending)), []

    def names(self, count):
        """The names when so many of the waiting changes have reached the disk."""
        names = dict(self.safe)
        for change in self.pending[:count]:
            for name, inode in change:
                if inode is None:
                    names.pop(name, None)
                else:
                    names[name] = inode
        return names


class Disk:
    """Follows a trace below one folder, step by step."""

    def __init__(self, root):
        self.root = str(root)
        self.files = {}
        self.folders = {ROOT: Folder()}
        self.version = 0

    def take(self, step):
        if step.kind == Kind.MARK:
            return
        self.version += 1
        if step.kind in (Kind.WRITE, Kind.TRUNCATE):
            self.files[step.inode].change(step)
        elif step.kind == Kind.SYNC:
            folder = self.find(step.name)
            (self.folders.get(folder) or self.files[step.inode]).sync()
        else:
            self.rename(step)

    def rename(self, step):
        parent, name = self.parent(step.name)
        if step.kind == Kind.CREATE:
            self.files[step.inode] = File()
            parent.pending.append([(name, step.inode)])
        elif step.kind == Kind.MKDIR:
            self.folders[step.inode] = Folder()
            parent.pending.append([(name, step.inode)])
        elif step.kind == Kind.UNLINK:
            parent.pending.append([(name, None)])
        else:
            target, new_name = self.parent(step.data.decode())
            assert target is parent, "renames between folders do not happen here"
            gone = [(name, None)] if step.kind == Kind.RENAME else []
            parent.pending.append([*gone, (new_name, self.find(step.name))])

    def parent(self, path):
        path = path.rstrip("/")
        return self.folders[self.find(os.path.dirname(path))], os.path.basename(path)

    def find(self, path):
        """The inode behind a path as the program sees it; None for what has no name any more."""
        inode = ROOT
        for name in path.removeprefix(self.root).split("/"):
            if name:
                folder = self.folders.get(inode)
                inode = folder.names(len(folder.pending)).get(name) if folder else None
        return inode

    def image(self, survival):
        """The files after a power cut now, by path below the root; folders end with a slash."""
        found = {}
        self.collect(ROOT, "", survival, found)
        return found

    def collect(self, inode, path, survival, found):
        folder = self.folders[inode]
        for name, child in folder.names(survival.name_count(len(folder.pending))).items():
            if child in self.folders:
                found[f"{path}{name}/"] = b""
                self.collect(child, f"{path}{name}/", survival, found)
            else:
                file = self.files[child]
                found[path + name] = survival.content(file) if file.pending else file.safe


class Dropped:
    """Nothing that was not synced is there."""

    def name_count(self, count):
        return 0

    def content(self, file):
        return file.safe


class Everything:
    """As after a kill: all that was written is there."""

    def name_count(self, count):
        return count

    def content(self, file):
        content = bytearray(file.safe)
        for step in file.pending:
            apply(content, step)
        return bytes(content)


class Chance:
    """What chance leaves: any number of names; of a file's waiting writes a beginning, some, or some pages of each."""

    def __init__(self, chance, manner):
        self.chance, self.manner = chance, manner

    def name_count(self, count):
        return self.chance.randint(0, count)

    def content(self, file):
        content = bytearray(file.safe)
        if self.manner == "some":
            for step in file.pending:
                if self.chance.random() < 0.5:
                    apply(content, step)
        elif self.manner == "reordered":
            # Each page is as old as it likes: a later write may be there without an earlier one.
            ages = {}
            for age, step in enumerate(file.pending):
                kept = lambda page: age < ages.setdefault(page, self.chance.randint(0, len(file.pending)))
                apply(content, step, (PAGE, kept))
        else:
            size = SECTOR if self.manner == "torn at 512" else PAGE
            count = self.chance.randint(0, len(file.pending) - 1)
            for step in file.pending[:count]:
                apply(content, step)
            # The power goes while this one is written.
            apply(content, file.pending[count], (size, lambda _: self.chance.random() < 0.5))
        return bytes(content)


MANNERS = ["some", "reordered", "torn at 512", "torn at 4096"]


def save(image, folder):
    folder = pathlib.Path(folder)
    for path, content in image.items():
        if path.endswith("/"):
            (folder / path).mkdir(mode=0o700, exist_ok=True)
        else:
            (folder / path).write_bytes(content)
