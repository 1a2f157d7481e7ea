"""A sealed petition as the program published it, and what is spoilt in it.

docs/formats/sealed-example is the mirror of a site's petition that is sealed to its organiser's key and published
daily: 46 people signed on two days, three of them took it back on the third.
"""

import json
import shutil
from pathlib import Path

import verify
from agreement import Agreement
from sample_log import SampleLog, some_hash

EXAMPLE = Path(__file__).resolve().parent.parent / "formats/sealed-example"
SEALED = {"custody": some_hash(99), "sealed": True}


class Sealed(Agreement):
    def example(self, name: str, code: int | None) -> Path:
        """A copy of the example, to be spoilt."""
        folder = Path(self.folder.name) / str(len(self.cases))
        shutil.copytree(EXAMPLE, folder)
        self.cases.append((name, folder, code, ()))
        return folder

    def spoil(self, name: str, file: str, old: bytes, new: bytes) -> None:
        folder = self.example(name, 3)
        content = (folder / file).read_bytes()
        self.assertEqual(content.count(old), 1, f"{name}: {old!r} must stand in {file} once")
        (folder / file).write_bytes(content.replace(old, new))

    def test_the_program_s_own(self):
        self.example("as it was published", 0)
        document = json.loads((EXAMPLE / "document.json").read_text())
        self.assertTrue(document["keys"]["sealed"] and document["rules"]["publication"] == "daily")
        report = verify.verify(str(EXAMPLE))
        shown = json.loads((EXAMPLE / "count.json").read_text())
        self.assertEqual((report["count"], report["removed"]), (43, 3))
        self.assertEqual((shown["count"], shown["size"]), (43, report["size"]))
        self.assertEqual([len(mark["hour"]) for mark in report["hours"]], [len("2018-06-20")] * len(report["hours"]))
        self.assertEqual(sum(mark["count"] for mark in report["hours"]), 43)
        self.assertTrue(all(mark["count"] >= 20 for mark in report["hours"] if mark["count"] > 0))

    def test_what_is_spoilt(self):
        key = json.loads((EXAMPLE / "document.json").read_text())["keys"]["custody"].encode()
        self.spoil("another custody key", "document.json", key, some_hash(1).encode())
        self.spoil("no longer sealed", "document.json", b'"sealed":true', b'"sealed":null')
        self.spoil("published at once", "document.json", b'"daily"', b'"at-once"')
        self.spoil("one more than the log has", "count.json", b'"count":43', b'"count":44')
        bundle = next((EXAMPLE / "log/tile/entries").rglob("54")).relative_to(EXAMPLE)
        self.spoil("another day", str(bundle), b"day 2018-06-22", b"day 2018-06-23")

    def test_days_and_a_key_in_the_document(self):
        days = ["undersigned/v1 petition {document}", "day 2018-06-20", "opened", "day 2018-06-21"]
        signed = [f"signed mail {some_hash(number)}" for number in range(400)]
        for name, code, lines in [
            ("sealed, two days", 0, [*days, *signed, "day 2018-06-22", "removed 5 withdrawn"]),
            ("sealed, and an hour", 3, [*days, *signed, "hour 2018-06-22T00Z"]),
            ("sealed, a day twice", 3, [*days, *signed, "day 2018-06-21"]),
        ]:
            log = SampleLog(lines)
            log.document["keys"] = SEALED
            log.document["rules"] = {"publication": "daily"}
            self.case(name, code, log)
