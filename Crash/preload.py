"""Builds the libraries that are loaded into the program under test, between it and the system."""

import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


def library(folder, name):
    """Builds `name`.c; gives the file to preload."""
    file = pathlib.Path(folder) / f"{name}.so"
    subprocess.run(
        ["cc", "-O1", "-shared", "-fPIC", "-o", file, HERE / f"{name}.c", "-ldl", "-lpthread"], check=True)
    return str(file)
