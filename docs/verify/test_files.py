"""Files of a log that are spoilt or missing, and what document.json and count.json say."""

import copy
import json
import random
from pathlib import Path

from agreement import KINDS, Agreement
from sample_log import KEY, ORIGIN, NoteKey, SampleLog, many

COUNT = {"mail": 4, "member": 1, "org": 1, "paper": 0}


class Files(Agreement):
    def test_flipped_bits(self):
        log = SampleLog(many(300))
        log.count = {"count": 282, "classes": {}, "removed": 6, "size": 299, "slug": "x"}
        chance = random.Random(2)
        names = ["document.json", "log/checkpoint", "log/tile/0/000", "log/tile/0/001.p/44", "log/tile/1/000.p/1",
                 "log/tile/entries/000", "log/tile/entries/001.p/44"]  # fmt: skip
        for name in names:
            for _ in range(12):
                folder = self.case(name, 3, log)
                data = bytearray((folder / name).read_bytes())
                at, bit = chance.randrange(len(data)), chance.randrange(8)
                data[at] ^= 1 << bit
                self.cases[-1] = (f"{name}, bit {bit} of byte {at}", *self.cases[-1][1:])
                (folder / name).write_bytes(data)

    def test_files_cut_longer_and_missing(self):
        names = ["document.json", "log/checkpoint", "log/tile/0/000", "log/tile/0/001.p/44", "log/tile/1/000.p/1",
                 "log/tile/entries/000", "log/tile/entries/001.p/44"]  # fmt: skip
        log = SampleLog(many(300))
        for name in names:
            for change in ("missing", "empty", "cut", "cut by a hash", "longer", "doubled"):
                folder = self.case(f"{name} {change}", None, log)
                data = (folder / name).read_bytes()
                if change == "missing":
                    (folder / name).unlink()
                else:
                    changed = {"empty": b"", "cut": data[:-1], "cut by a hash": data[:-32], "longer": data + b"\0",
                               "doubled": data + data}  # fmt: skip
                    (folder / name).write_bytes(changed[change])
        # tlog-tiles: a partial tile may be gone once the full one is there.
        later = SampleLog(many(600))
        for kind in ("0", "entries"):
            folder = self.case(f"full tile for the partial one, {kind}", 0, log)
            (folder / f"log/tile/{kind}/001.p/44").unlink()
            whole = self.folder.name + "/later"
            later.write(Path(whole))
            later_tile = Path(whole) / f"log/tile/{kind}/001"
            # Of the same petition: the later log's entries 0…299 are those of the log.
            (folder / f"log/tile/{kind}/001").write_bytes(later_tile.read_bytes())
            cut = self.case(f"cut full tile for the partial one, {kind}", None, log)
            (cut / f"log/tile/{kind}/001.p/44").unlink()
            (cut / f"log/tile/{kind}/001").write_bytes(later_tile.read_bytes()[: -32 if kind == "0" else -58])

    def test_documents_and_counts(self):
        def document(name, code, change, *options):
            log = SampleLog(KINDS)
            folder = self.case("document.json: " + name, code, log, *options)
            found = json.loads((folder / "document.json").read_bytes())
            changed = change(found)
            if changed is None:
                (folder / "document.json").unlink()
            else:
                data = changed if isinstance(changed, bytes) else json.dumps(changed, sort_keys=True, separators=(",", ":")).encode()
                (folder / "document.json").write_bytes(data)

        def with_log(found, **keys):
            return {**found, "log": {**found["log"], **keys}}

        document("the same", 0, lambda found: found)
        document("a key more", 3, lambda found: {**found, "x": 1})
        document("a space more", 3, lambda found: json.dumps(found).encode())
        document("another slug", 3, lambda found: {**found, "slug": "close-the-library"})
        document("another key", 3, lambda found: with_log(found, vkey=NoteKey(ORIGIN, "other").vkey))
        document("another origin", 3, lambda found: with_log(found, origin="x"))
        document("no key", 3, lambda found: with_log(found, vkey=None))
        document("no log", 3, lambda found: {})
        document("a list", 3, lambda found: [])
        document("no JSON", 3, lambda found: b"{")
        document("none", 2, lambda found: None)
        document("none, key given", 0, lambda found: None, "--key", KEY.vkey)
        document("another, key given", 3, lambda found: {**found, "x": 1}, "--key", KEY.vkey)
        # Hashed and signed with what is wrong in them.
        for name, keys in (("origin", {"origin": "elsewhere"}), ("vkey", {"vkey": NoteKey(ORIGIN, "other").vkey})):
            log = SampleLog(KINDS)
            log.document["log"].update(keys)
            self.case(f"document.json: published with another {name}", 3, log)
            self.case(f"document.json: published with another {name}, key given", None, log, "--key", KEY.vkey)
        good = {"as_of": "2018-07-01T09:00:00Z", "classes": COUNT, "count": 6, "removed": 26, "size": len(KINDS), "slug": "x"}
        for name, code, change in (
            ("the same", 0, {}), ("one more", 3, {"count": 7}), ("one less", 3, {"count": 5}), ("removed", 3, {"removed": 2}),
            ("class", 3, {"classes": {**COUNT, "mail": 5}}), ("class left out", None, {"classes": {"mail": 4, "org": 1}}),
            ("empty class left out", None, {"classes": {"mail": 4, "org": 1, "member": 1}}),
            ("another class", None, {"classes": {**COUNT, "sms": 3}}), ("no classes", 3, {"classes": None}),
            ("of an earlier size", 0, {"size": len(KINDS) - 1, "count": 99}), ("of a later size", 0, {"size": 999, "count": 1}),
            ("text for a number", 3, {"count": "6"}), ("no count", 3, {"count": None}), ("a fraction", None, {"count": 6.5}),
            ("a whole fraction", None, {"count": 6.0}), ("true", None, {"removed": True}), ("negative size", None, {"size": -1}),
        ):  # fmt: skip
            log = SampleLog(KINDS)
            log.count = copy.deepcopy({**good, **change})
            self.case("count.json: " + name, code, log)
