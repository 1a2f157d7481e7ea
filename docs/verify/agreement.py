"""verify.py and the program say the same of each case.

The two share no code: where they differ, one of them or the documents in docs/formats are wrong.
UNDERSIGNED names the program.
"""

import json
import os
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import verify
from sample_log import SampleLog, every_kind

PROGRAM = os.environ.get("UNDERSIGNED", "undersigned")
KINDS = every_kind()


def both(second, folder: Path, *options: str) -> tuple[tuple, tuple]:
    """Verdict and numbers of the program, and of a second verifier."""
    done = subprocess.run(
        [PROGRAM, "verify", str(folder), "--json", *options], capture_output=True, text=True, timeout=60
    )
    program = (done.returncode, json.loads(done.stdout) if done.returncode == 0 else done.stderr)
    if done.returncode == 0 and second is verify.verify:
        program[1].pop("issued", None)  # how many tokens were issued is left to members.py
    try:
        return program, (0, second(str(folder), options[1] if options else None))
    except verify.Stop as stop:
        return program, stop.args


class Agreement(unittest.TestCase):
    """Cases of one kind, a folder each; all of them are looked at, so that one run names every difference."""

    second = staticmethod(verify.verify)

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
            return list(pool.map(lambda case: both(self.second, case[1], *case[3]), self.cases))

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
