"""Runs one kind of test in a fresh folder; the folder is kept only when something was found."""

import pathlib
import shutil
import tempfile
import time

from site_under_test import Found


def run(what, prefix, test):
    """`test`: gives its words for a folder, or raises `Found`. True when nothing was found; it is printed either way."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"undersigned-{prefix}-"))
    begin = time.monotonic()
    try:
        words = test(folder)
    except Found as found:
        print(f"FAILED  {what}: {found}\n        kept: {folder}", flush=True)
        return False
    shutil.rmtree(folder)
    print(f"ok  {what} in {time.monotonic() - begin:.0f} s\n    {words}", flush=True)
    return True
