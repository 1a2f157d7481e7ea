"""Checkpoints with and without their signatures, and keys given by hand."""

from agreement import KINDS, Agreement
from sample_log import KEY, ORIGIN, NoteKey, SampleLog, some_hash


class Checkpoints(Agreement):
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
            ("lines, as on paper", f"{name}+\n  {identity}+{material} ", 0), ("short", good[:-4], 2),
        ):  # fmt: skip
            self.case("--key: " + what, code, log, "--key", key)
