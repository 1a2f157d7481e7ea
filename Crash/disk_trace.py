"""What disk.c wrote down, read back; and the markers that the driver put between."""

import dataclasses
import enum
import struct

RECORD = struct.Struct("<IIQqII")
MAGIC = 0x43525348


class Kind(enum.IntEnum):
    CREATE = 1
    WRITE = 2
    TRUNCATE = 3
    SYNC = 4
    RENAME = 5
    UNLINK = 6
    MKDIR = 7
    LINK = 8
    # Not on the disk: what the driver sent, and what it was told.
    MARK = 100


@dataclasses.dataclass(slots=True)
class Step:
    kind: Kind
    inode: int
    offset: int
    name: str
    data: bytes


def mark(path, text):
    """Adds a marker after all that has happened; one append, as those of disk.c."""
    name = text.encode()
    with open(path, "ab", buffering=0) as file:
        file.write(RECORD.pack(MAGIC, Kind.MARK, 0, 0, len(name), 0) + name)


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    place, steps = 0, []
    while place < len(content):
        magic, kind, inode, offset, name_length, data_length = RECORD.unpack_from(content, place)
        assert magic == MAGIC, f"the trace is torn at {place}"
        place += RECORD.size
        name = content[place:place + name_length].decode()
        place += name_length
        steps.append(Step(Kind(kind), inode, offset, name, content[place:place + data_length]))
        place += data_length
    return steps


def without_commit_syncs(steps):
    """The same run with `synchronous=NORMAL`: the write-ahead log is synced only before its pages are moved."""
    late, due = [], None
    for step in steps:
        if step.kind == Kind.SYNC and step.name.endswith("-wal"):
            due = step
            continue
        if due and step.kind in (Kind.WRITE, Kind.TRUNCATE) and step.name.endswith((".sqlite", "-wal")):
            # Before a checkpoint writes into the database, and before the log begins anew at its start.
            is_new_start = step.name.endswith("-wal") and step.offset == 0
            if step.name.endswith(".sqlite") or is_new_start:
                late.append(due)
                due = None
        late.append(step)
    return late


def without_folder_syncs(steps):
    """The same run by a program that forgets to sync folders: created files may be missing."""
    folders = {step.name.rstrip("/") for step in steps if step.kind == Kind.MKDIR}
    return [step for step in steps if not (step.kind == Kind.SYNC and step.name.rstrip("/") in folders)]
