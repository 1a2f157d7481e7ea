"""Where a site's rows are, as somebody reads them who has taken the machine: an SQLite file, or a PostgreSQL server."""

import csv
import io
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

POSTGRES = pathlib.Path(__file__).resolve().parent.parent / "bin/postgres"
# Rows hold whole bundles of entries.
csv.field_size_limit(sys.maxsize)


class SQLiteStore:
    name, options = "SQLite", ()

    def __init__(self, data):
        self.file = data / "undersigned.sqlite"

    def folders(self):
        """What is taken beside the data folder."""
        return []

    def count(self, query):
        return self._rows(query)[0][0]

    def values(self):
        for (table,) in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            try:
                for row in self._rows(f'SELECT * FROM "{table}"'):
                    yield from row
            except sqlite3.OperationalError:
                # A table of the search index, which reads through another one.
                continue

    def _rows(self, query):
        database = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()


class PostgresStore:
    name = "PostgreSQL"

    def __init__(self, server, database):
        self.server, self.database = server, database
        self.options = ("--database", server.address.replace("/undersigned?", f"/{database}?"))

    def folders(self):
        # What was committed may be in the server's memory alone.
        self.server.query(self.database, "CHECKPOINT")
        return [self.server.folder / "data"]

    def count(self, query):
        return int(self.server.query(self.database, query))

    def values(self):
        tables = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        for table in self.server.query(self.database, tables).split():
            text = self.server.query(self.database, f"COPY {table} TO STDOUT WITH (FORMAT csv)")
            for row in csv.reader(io.StringIO(text)):
                for value in row:
                    # How it writes bytes.
                    yield bytes.fromhex(value[2:]) if value.startswith("\\x") else value


class PostgresServer:
    """One of its own, in memory where there is room for files in memory."""

    def __init__(self):
        self.parent = tempfile.mkdtemp(prefix="undersigned-seize-", dir="/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None)
        # The server's account goes through it.
        pathlib.Path(self.parent).chmod(0o711)
        self.folder = pathlib.Path(self.parent) / "postgres"
        started = subprocess.run([POSTGRES, "start", self.folder], capture_output=True, text=True)
        if started.returncode:
            raise SystemExit(f"PostgreSQL did not start: {started.stderr[-1000:]}")
        self.address = started.stdout.strip()

    def store(self, name):
        self.query("undersigned", f'CREATE DATABASE "{name}"')
        return PostgresStore(self, name)

    def query(self, database, text):
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--host", self.folder]
        command += ["--username", "undersigned", "--dbname", database, "--set", "ON_ERROR_STOP=1", "--command", text]
        finished = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if finished.returncode:
            raise SystemExit(f"psql: {finished.stderr[-1000:]}")
        return finished.stdout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run([POSTGRES, "stop", self.folder], capture_output=True)
        shutil.rmtree(self.parent, ignore_errors=True)
