"""Looks into the data folder that a power cut left: is everything that was acknowledged there, and nothing made up?

Quick, because thousands of folders are looked at: the log is recomputed from its entries, and compared with head, tiles,
tallies, rows, keys and the high-water file. A sample is checked again by the program itself.
"""

import base64
import hashlib
import sqlite3

from people import dedupe_key, tag


def leaf(content):
    return hashlib.sha256(b"\0" + content).digest()


def root(hashes):
    """The Merkle root (RFC 6962) of leaf hashes."""
    if not hashes:
        return hashlib.sha256().digest()
    stack = []
    for number, item in enumerate(hashes):
        stack.append(item)
        while number & 1:
            right, left = stack.pop(), stack.pop()
            stack.append(hashlib.sha256(b"\1" + left + right).digest())
            number >>= 1
    while len(stack) > 1:
        right, left = stack.pop(), stack.pop()
        stack.append(hashlib.sha256(b"\1" + left + right).digest())
    return stack[0]


class Knowledge:
    """What the driver sent and was told, up to one moment of the trace: `sent ask 7`, `told ask 7`."""

    def __init__(self):
        self.sent, self.told = {}, {}

    def take(self, text):
        event, act, *what = text.split(" ")
        (self.sent if event == "sent" else self.told).setdefault(act, set()).add(" ".join(what))

    def was_sent(self, act):
        return self.sent.get(act, set())

    def was_told(self, act):
        return self.told.get(act, set())


class Image:
    """One data folder; `problem` names what is wrong with it first."""

    def __init__(self, data, knowledge, slug):
        self.data, self.knowledge, self.slug = data, knowledge, slug

    def problem(self):
        path = self.data / "undersigned.sqlite"
        if not path.exists():
            return "lost: the database" if self.knowledge.told else None
        database = sqlite3.connect(path)
        try:
            # No shared memory is needed for one reader alone.
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            return self.content_problem(database)
        except sqlite3.DatabaseError as fault:
            return f"it does not read: {fault}"
        finally:
            database.close()

    def content_problem(self, database):
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "signature" not in names:
            return "lost: the tables" if self.knowledge.told else None
        found = database.execute("SELECT id, origin FROM petition WHERE slug = ?", (self.slug,)).fetchone()
        if not found or not found[1]:
            return "lost: the petition" if self.knowledge.was_told("open") else None
        return (
            self.log_problem(database, found[0]) or self.row_problem(database, found[0]) or self.mail_problem(database)
        )

    def log_problem(self, database, petition):
        head = database.execute(
            "SELECT size, checkpoint, mail, paper, removed FROM head WHERE petition_id = ?", (petition,)).fetchone()
        if not head:
            return "the head is missing"
        entries = [content for (content,) in database.execute(
            "SELECT content FROM entry WHERE petition_id = ? ORDER BY position", (petition,))]
        if len(entries) != head[0]:
            return f"{len(entries)} entries, the head says {head[0]}"
        leaves = [leaf(content) for content in entries]
        if base64.b64decode(head[1].split("\n")[2]) != root(leaves):
            return "the entries do not give the signed root"
        tiles = b"".join(hashes for (hashes,) in database.execute(
            "SELECT hashes FROM tile WHERE petition_id = ? AND level = 0 ORDER BY position", (petition,)))
        if tiles != b"".join(leaves):
            return "the tiles do not fit the entries"
        weights = {number: self.weight(content) for number, content in enumerate(entries)}
        removed = sum(weights[int(content.split()[1])] for content in entries if content.startswith(b"removed "))
        tallied = database.execute(
            "SELECT SUM(added), SUM(removed) FROM tally WHERE petition_id = ?", (petition,)).fetchone()
        if (sum(weights.values()), removed) != (tallied[0] or 0, tallied[1] or 0):
            return f"entries {sum(weights.values())} and {removed}, tallies {tallied}"
        if head[2] + head[3] != sum(weights.values()) - removed or head[4] != removed:
            return "the head's count is not that of its entries"
        self.entries = entries
        return self.act_problem(entries) or self.key_problem(leaves)

    @staticmethod
    def weight(content):
        words = content.split(b" ")
        if words[0] != b"signed":
            return 0
        return int(words[3]) if words[1] == b"paper" else 1

    def act_problem(self, entries):
        for act in ("note", "paper", "text"):
            start = b"signed paper " if act == "paper" else f"{act} ".encode()
            count = sum(content.startswith(start) for content in entries)
            told, sent = len(self.knowledge.was_told(act)), len(self.knowledge.was_sent(act))
            if not told <= count <= sent:
                return f"{'lost' if count < told else 'made up'}: {count} entries of {act}, told {told}, sent {sent}"
        return None

    def key_problem(self, leaves):
        """Without its keys a log can't go on, and a high-water file that is ahead stops the start."""
        folder = self.data / "keys" / self.slug
        for name in ("note.key", "dedupe.key", "custody.key", "high-water"):
            if not (folder / name).exists():
                return f"lost: the key file {name}"
        lines = (folder / "high-water").read_text().split("\n")
        size = int(lines[1])
        if size > len(leaves):
            return f"the high-water file says {size}, the log has {len(leaves)}"
        return None if base64.b64decode(lines[2]) == root(leaves[:size]) else "the high-water file is of another log"

    def row_problem(self, database, petition):
        key = dedupe_key(self.data, self.slug)
        rows = {row[0]: row for row in database.execute(
            "SELECT tag, state, position FROM signature WHERE petition_id = ? AND tag IS NOT NULL", (petition,))}
        withdrawn = database.execute(
            "SELECT COUNT(*) FROM signature WHERE petition_id = ? AND state = 'withdrawn'", (petition,)).fetchone()[0]
        know, places = self.knowledge, set()
        for person in know.was_sent("ask"):
            row = rows.pop(tag(key, f"person{person}@example.org"), None)
            if row is None and person in know.was_sent("withdraw"):
                continue
            if row is None and person in know.was_told("ask"):
                return f"lost: the ask of person {person}"
            if person in know.was_told("confirm") and row[1] != "counted":
                return f"lost: the confirmation of person {person}, {row[1]}"
            if person in know.was_told("withdraw"):
                return f"lost: the withdrawal of person {person}"
            if row and row[1] == "counted":
                if person not in know.was_sent("confirm"):
                    return f"made up: the confirmation of person {person}"
                if not self.entries[row[2]].startswith(b"signed mail ") or row[2] in places:
                    return f"the entry of person {person} is not theirs"
                places.add(row[2])
        if rows:
            return f"made up: {len(rows)} rows of nobody"
        if not len(know.was_told("withdraw")) <= withdrawn <= len(know.was_sent("withdraw")):
            return f"{withdrawn} withdrawals"
        return None

    def mail_problem(self, database):
        """A mail that waits can be opened: its hour's key is there."""
        hours = {hour for (hour,) in database.execute("SELECT DISTINCT key_hour FROM outbox WHERE state = 'waiting'")}
        file = self.data / "keys" / "outbox.keys"
        kept = file.read_text().split("\n") if file.exists() else []
        lost = hours - {int(line.split()[1]) for line in kept if line.startswith("key ")}
        return f"lost: the keys of mails that wait, of the hours {lost}" if lost else None
