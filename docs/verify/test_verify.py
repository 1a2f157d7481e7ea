"""verify.py and the program say the same, of good logs and of logs with faults of every kind.

The two share no code: where they differ, one of them or the documents in docs/formats are wrong.
UNDERSIGNED names the program.
"""

import ast
import copy
import json
import os
import random
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import verify
from sample_log import KEY, ORIGIN, NoteKey, SampleLog, every_kind, many, some_hash

PROGRAM = os.environ.get("UNDERSIGNED", "undersigned")
KINDS = every_kind()
COUNT = {"mail": 4, "member": 1, "org": 1, "paper": 0}


def both(folder: Path, *options: str) -> tuple[tuple, tuple]:
    """Verdict and numbers of the program, and of verify.py."""
    done = subprocess.run(
        [PROGRAM, "verify", str(folder), "--json", *options], capture_output=True, text=True, timeout=60
    )
    program = (done.returncode, json.loads(done.stdout) if done.returncode == 0 else done.stderr)
    try:
        return program, (0, verify.verify(str(folder), options[1] if options else None))
    except verify.Stop as stop:
        return program, stop.args


class Agreement(unittest.TestCase):
    """Each case is a folder; all of them are looked at, so that one run names every difference."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.cases: list[tuple[str, Path, int | None, tuple]] = []

    def tearDown(self):
        expected = [(name, code, *result) for (name, _, code, _), result in zip(self.cases, self.judged())]
        self.folder.cleanup()
        wrong = [
            f"{name}: expected {code}, the program says {program}, verify.py {second}"
            for name, code, program, second in expected
            if program[0] != second[0]
            or (program[0] == 0 and program != second)
            or (code is not None and program[0] != code)
        ]
        print(f"{self.id().rsplit('.')[-1]}: {len(expected)} cases, {sum(e[2][0] == 0 for e in expected)} sound")
        self.assertFalse(wrong, "\n" + "\n".join(wrong))

    def judged(self):
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda case: both(case[1], *case[3]), self.cases))

    def case(self, name: str, code: int | None, log: SampleLog, *options: str, note=None) -> Path:
        folder = Path(self.folder.name) / str(len(self.cases))
        log.write(folder, note)
        self.cases.append((name, folder, code, options))
        return folder

    def lines(self, name: str, code: int | None, lines: list) -> None:
        self.case(name, code, SampleLog(lines))

    def entry(self, code: int | None, *lines) -> None:
        """A log that ends with these entries."""
        self.lines(repr(lines), code, KINDS + list(lines))

    def test_good_logs(self):
        self.lines("every kind", 0, KINDS)
        for size in (1, 2, 3, 255, 256, 257, 511, 512, 513, 1000):
            self.lines(f"{size} entries", 0, many(size)[:size])
        self.lines("days", 0, [KINDS[0], "day 2018-06-20", KINDS[3], "day 2018-06-21", KINDS[4], "removed 2 order"])
        self.lines("removed in another hour", 0, KINDS + ["removed 24 bounced"])
        self.lines("below zero in an hour", 0, KINDS + ["hour 2019-01-01T00Z", "removed 3 duplicate"])
        self.lines("a mark without entries", 0, KINDS + ["hour 2019-01-01T00Z", "hour 2019-01-01T02Z"])
        self.lines("amended before removed", 0, KINDS + [f"amended 5 {some_hash(1)}", "removed 5 withdrawn"])
        self.lines("the same commitment twice", 0, KINDS + [f"signed mail {some_hash(1)}"])

    def test_entries_dropped_doubled_and_swapped(self):
        for at in range(len(KINDS)):
            self.lines(f"without {at}", None, KINDS[:at] + KINDS[at + 1 :])
            self.lines(f"{at} twice", None, KINDS[: at + 1] + KINDS[at:])
            if at:
                self.lines(f"{at} before {at - 1}", None, KINDS[: at - 1] + [KINDS[at], KINDS[at - 1]] + KINDS[at + 1 :])
        chance = random.Random(1)
        for number in range(20):
            lines = KINDS[:1] + chance.sample(KINDS[1:], len(KINDS) - 1)
            self.lines(f"shuffled {number}", None, lines)

    def test_rules_of_counting(self):
        wrong = [
            ["removed 4 withdrawn"], ["removed 3 withdrawn", "removed 3 withdrawn"], ["removed 7 order"],
            ["removed 26 withdrawn"], ["removed 27 withdrawn", KINDS[3]], ["removed 999 withdrawn"],
            ["removed 0 withdrawn"], ["removed 2 withdrawn"], ["removed 9 withdrawn"], ["removed 12 withdrawn"],
            [f"amended 4 {some_hash(1)}"], [f"amended 26 {some_hash(1)}"], [f"amended 0 {some_hash(1)}"],
            [f"text 2 {some_hash(1)}"], [f"text 4 {some_hash(1)}"], [f"text 1 {some_hash(1)}"],
            [f"text 0 {some_hash(1)}"], [KINDS[8]], ["hour 2018-07-01T08Z"], ["hour 2018-07-01T07Z"],
            ["hour 2017-07-01T09Z"], ["day 2018-07-02"], ["day 2018-06-01"],
            [KINDS[0]], [f"undersigned/v1 petition {some_hash(1)}"],
            [f"signed paper {some_hash(1)} 0"], [f"signed paper {some_hash(1)} 1000001"],
        ]  # fmt: skip
        for lines in wrong:
            self.entry(3, *lines)
        for lines in (
            ["removed 3 withdrawn"], ["removed 8 order"], ["removed 5 duplicate"], [f"amended 8 {some_hash(1)}"],
            [f"text 3 {some_hash(1)}"], ["hour 2018-07-01T09Z"], [f"signed paper {some_hash(1)} 1000000"],
            [f"signed paper {some_hash(1)} 1"], ["opened"], ["closed", "closed"], ["issued 0"], ["reveal", "reveal"],
            ["goal 0 " + some_hash(1)], ["goal 999999999999999999 " + some_hash(1)],
            ["member AAI" + "c" * 469],
        ):  # fmt: skip
            self.entry(0, *lines)
        # The nonce is what may not come twice; the type and the rest are looked at by those who know the issuer.
        self.entry(3, KINDS[8][:-4] + "AAAA")
        for first in ("AAI", "AAM", "zzz"):
            self.entry(None, "member " + first + "q" * 469)
        for line in ("signed mail " + some_hash(1), "signed org " + some_hash(1), KINDS[8],
                     f"signed paper {some_hash(1)} 2"):  # fmt: skip
            self.lines(f"before the first mark: {line}", 3, [KINDS[0], "opened", line])
        for line in ("opened", "closed", "reveal", "issued 3", f"goal 5 {some_hash(1)}", f"note {some_hash(1)}",
                     f"text 2 {some_hash(1)}", f"amended 0 {some_hash(1)}", "removed 0 withdrawn"):  # fmt: skip
            self.lines(f"before the first mark: {line}", None, [KINDS[0], line])
        self.lines("no entry 0", 3, KINDS[1:])
        self.lines("days, then hours", 3, [KINDS[0], "day 2018-06-20", "hour 2018-06-21T00Z"])

    def test_grammar(self):
        hash_ = some_hash(1)
        for line in (
            "", " ", "open", "Opened", "opened ", " opened", "opened\n", "opened\r", "opened\0", "\ufeffopened", "ｏpened",
            "signed", "signed mail", f"signed  mail {hash_}", f"signed mail  {hash_}", f"signed mail {hash_} ",
            f"signed mail {hash_}\n", f"signed mail\t{hash_}", f"signed Mail {hash_}", f"signed sms {hash_}",
            f"signed mail {hash_[:-1]}", f"signed mail {hash_}=", f"signed mail {hash_[:-2]}B=",
            f"signed mail {hash_[:-2]}J=", "signed mail " + "A" * 43 + "=\n", "signed mail " + "A" * 44,
            "signed mail " + "-" * 43 + "=", "signed mail " + "A" * 20 + " " + "A" * 22 + "=", f"signed paper {hash_}",
            f"signed paper {hash_} 01", f"signed paper {hash_} +1", f"signed paper {hash_} -1", f"signed paper {hash_} 1.0",
            f"signed paper {hash_} ١", f"signed mail {hash_} 1", "removed 3", "removed withdrawn", "removed 3 Withdrawn",
            "removed 3 invalid", "removed 3 invalid:", "removed 3 invalid:A", "removed 3 invalid:a_b",
            "removed 3 invalid:" + "a" * 65, "removed 03 withdrawn", "removed +3 withdrawn", "removed 3 withdrawn x",
            "removed 1000000000000000000 withdrawn", "removed -1 withdrawn", "removed 3  withdrawn",
            f"text 02 {hash_}", f"text 3  {hash_}", "text 3", f"text {hash_}", "hour 2018-13-01T00Z", "hour 2019-02-29T00Z",
            "hour 2019-01-01T24Z", "hour 2019-01-01T60Z", "hour 2019-01-01", "hour 2019-01-01T00", "hour 2019-1-01T00Z",
            "hour 2019-01-00T00Z", "hour 2019-01-01t00Z", "hour 2019-01-01T00z", "hour 2019-01-01T00:00Z",
            "hour 02019-01-01T00Z", "hour 20190101T00Z", "hour 2019-W01-1T00Z", "day 2019-01-01", "day 2019-01-01T00Z",
            "hour 2100-02-29T00Z", "member " + "b" * 471, "member " + "b" * 473, "member " + "b" * 470 + "==",
            "member " + "_" * 472, "issued", "issued 01", "issued -1", "issued 1000000000000000000", f"amended 3",
            f"amended 3 {hash_[:-1]}", f"goal {hash_}", f"goal 5", f"delivered", f"delivered {hash_[:-1]}A",
            f"response  {hash_}", f"audit {hash_} x", f"notes {hash_}", "note", f"undersigned/v2 petition {hash_}",
            f"undersigned/v1  petition {hash_}", "reveal now", "correction", b"\xff\xfe", b"opened\xc3", b"signed \xe9",
            "x" * 65535,
        ):  # fmt: skip
            self.entry(3, line)
        for line in ("hour 2020-02-29T00Z", "hour 2400-02-29T23Z", "hour 9999-12-31T23Z", "removed 3 invalid:a",
                     "removed 3 invalid:-", "removed 3 invalid:" + "a" * 64, "issued 999999999999999999",
                     f"signed mail {'A' * 43}=", "member " + "/" * 472):  # fmt: skip
            self.entry(0, line)
        for date in ("0000-01-01", "0001-01-01", "0000-00-00"):
            self.lines(f"year of {date}", None, [KINDS[0], f"day {date}", KINDS[3]])
        for first in (f"undersigned/v1 petition {hash_}", "undersigned/v1 petition", "undersigned/v1 petition {document} ",
                      "undersigned/v2 petition {document}", "Undersigned/v1 petition {document}", ""):  # fmt: skip
            self.lines(f"entry 0: {first}", 3, [first] + KINDS[1:])

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

    def test_checkpoints(self):
        log = SampleLog(KINDS)
        text, line, other = log.checkpoint_text(), KEY.line(log.checkpoint_text()), NoteKey("witness.example.org", "w")
        origin, size, root = text.split("\n")[:3]

        def signed(text: str) -> str:
            return text + "\n" + KEY.line(text)

        for name, code, note in (
            ("with a witness", 0, text + "\n" + line + other.line(text)),
            ("a witness first", 0, text + "\n" + other.line(text) + line),
            ("a witness alone", 3, text + "\n" + other.line(text)),
            ("signed twice", 0, text + "\n" + line + line),
            ("a bad and a good line", 3, text + "\n" + KEY.line(text + "x") + line),
            ("a good and a bad line", 3, text + "\n" + line + KEY.line(text + "x")),
            ("a bad line of a witness", 0, text + "\n" + line + other.line("x\n")),
            ("of another key", 3, text + "\n" + NoteKey(ORIGIN, "other").line(text)),
            ("of another text", 3, text + "\n" + KEY.line(text + " ")),
            ("no line", 3, text + "\n"),
            ("no empty line", 3, text + line),
            ("no line end", 3, (text + "\n" + line)[:-1]),
            ("two line ends", 3, text + "\n" + line + "\n"),
            ("a line that is no signature", 3, text + "\n" + line + "hello\n"),
            ("a hyphen for the dash", 3, text + "\n" + line.replace("—", "-")),
            ("two spaces", 3, text + "\n" + line.replace("— ", "—  ")),
            ("a short witness line", 3, text + "\n" + line + "— w.example.org AAAA\n"),
            ("a witness line of five bytes", 0, text + "\n" + line + "— w.example.org AAAAAAA=\n"),
            ("a witness line, no base64", 3, text + "\n" + line + "— w.example.org A*AAAAA=\n"),
            ("a witness line, loose base64", 3, text + "\n" + line + "— w.example.org AAAAAAB=\n"),
            ("a witness with a plus", 3, text + "\n" + line + "— w+example.org AAAAAAA=\n"),
            ("line ends of Windows", 3, signed(text).replace("\n", "\r\n")),
            ("an extension line", 0, signed(text + "extension\n")),
            ("an empty extension line", 3, signed(text + "\n")),
            ("a tabulator", 3, signed(text.replace("\n", "\t\n", 1))),
            ("another origin", 3, signed(text.replace("save", "close"))),
            ("one more entry", 3, signed(f"{origin}\n{int(size) + 1}\n{root}\n")),
            ("one entry less", 3, signed(f"{origin}\n{int(size) - 1}\n{root}\n")),
            ("no entry", 3, signed(f"{origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")),
            ("a leading zero", 3, signed(f"{origin}\n0{size}\n{root}\n")),
            ("a plus", 3, signed(f"{origin}\n+{size}\n{root}\n")),
            ("a size beyond 64 bits", 3, signed(f"{origin}\n99999999999999999999\n{root}\n")),
            ("another root", 3, signed(f"{origin}\n{size}\n{some_hash(1)}\n")),
            ("a short root", 3, signed(f"{origin}\n{size}\n{root[4:]}\n")),
            ("two lines", 3, signed(f"{origin}\n{size}\n")),
            ("nothing", 3, ""),
            ("a page", 3, "<!doctype html>\n"),
        ):
            self.case("checkpoint: " + name, code, log, note=note)

    def test_keys(self):
        log = SampleLog(KINDS)
        good = KEY.vkey
        name, identity, material = good.split("+", 2)
        self.case("the right key", 0, log, "--key", good)
        for what, key, code in (
            ("another key", NoteKey(ORIGIN, "other").vkey, 3), ("another name", NoteKey("a.example.org").vkey, 3),
            ("no key", "hello", 2), ("empty", "", 2), ("wrong id", f"{name}+00000000+{material}", 2),
            ("capital id", f"{name}+{identity.upper()}+{material}", None), ("no name", f"+{identity}+{material}", 2),
            ("space", good + " ", 2), ("short", good[:-4], 2),
        ):  # fmt: skip
            self.case("--key: " + what, code, log, "--key", key)

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

class Length(unittest.TestCase):
    def test_it_can_be_read_at_one_sitting(self):
        """At most 200 lines of Python, not counting empty ones, comments and what describes them."""
        source = Path(verify.__file__).read_text()
        described = set()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node):
                described |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
        lines = [line.strip() for at, line in enumerate(source.split("\n"), 1) if at not in described]
        self.assertLessEqual(len([line for line in lines if line and not line.startswith("#")]), 200)


if __name__ == "__main__":
    unittest.main()
