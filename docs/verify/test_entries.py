"""Logs of good entries, of entries in a wrong place, and of entries that break a rule or the grammar."""

import random

from agreement import KINDS, Agreement
from sample_log import many, some_hash


class Entries(Agreement):
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
