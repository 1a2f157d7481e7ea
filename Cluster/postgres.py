"""A PostgreSQL server of the run's own, from Debian's package: started, copied, promoted and killed by its own ids."""

import os
import pathlib
import shutil
import signal
import subprocess
import time

from site_under_test import must, run

# What a standby calls itself. Not '*': a copy that pg_basebackup is still making would count as a standby too.
STANDBY = "undersigned_standby"
SETTINGS = f"""
listen_addresses = ''
max_connections = 200
max_locks_per_transaction = 256
synchronous_commit = on
cluster_name = '{STANDBY}'
"""


def tool(name):
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda file: int(file.parts[4]))
    must(found, "PostgreSQL's server is not installed: bin/setup --cluster")
    return found[-1]


def as_owner(*words):
    """Runs one of the server's tools; the server refuses to run as root."""
    owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*owner, *map(str, words)], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, timeout=120,
    )
    must(done.returncode == 0, f"{words[0]}: {done.stderr[-800:]}")


class Server:
    """A folder with a server's data and its socket; no network."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"

    def prepare(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")

    def make(self):
        """A new server with an empty database."""
        self.prepare()
        as_owner(tool("initdb"), "--pgdata", self.data, "--username", "undersigned", "--auth", "trust",
                 "--encoding", "UTF8", "--locale", "C")
        with open(self.data / "postgresql.conf", "a") as file:
            file.write(SETTINGS)
        self.start()
        as_owner(tool("createdb"), "--host", self.folder, "--username", "undersigned", "undersigned")

    def make_standby(self, primary):
        """A copy that follows a primary."""
        self.copy(primary)
        self.start()

    def copy(self, primary, *options):
        self.prepare()
        as_owner(tool("pg_basebackup"), "--pgdata", self.data, "--host", primary.folder, "--username", "undersigned",
                 "--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast", *options)

    def start(self):
        as_owner(tool("pg_ctl"), "--pgdata", self.data, "--wait", "--silent", "--log", self.folder / "server.log",
                 "--options", f"-c unix_socket_directories={self.folder}", "start")

    def promote(self):
        as_owner(tool("pg_ctl"), "--pgdata", self.data, "--wait", "--silent", "promote")

    def rows(self, query):
        """The rows of a query, each a list of texts."""
        code, output, errors = run(
            tool("psql"), "--host", self.folder, "--username", "undersigned", "--no-psqlrc", "--tuples-only",
            "--no-align", "--field-separator", "|", "--command", query, "undersigned",
        )
        must(code == 0, f"{query}: {errors}")
        return [line.split("|") for line in output.splitlines()]

    def name_standbys(self, names):
        self.rows(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.rows("SELECT pg_reload_conf()")
        end = time.monotonic() + 10
        while self.rows("SHOW synchronous_standby_names") != [[names]]:
            must(time.monotonic() < end, "the server does not read its settings again")
            time.sleep(0.05)

    def wait_for_standby(self):
        self.wait_for("sync_state = 'sync' AND replay_lsn IS NOT NULL")

    def wait_for_copy(self):
        self.wait_for("application_name = 'pg_basebackup' AND sync_state = 'sync'")

    def wait_for(self, condition, seconds=60):
        """Waits for somebody who takes the log and is such."""
        end = time.monotonic() + seconds
        while self.rows(f"SELECT COUNT(*) FROM pg_stat_replication WHERE {condition}") == [["0"]]:
            must(time.monotonic() < end, f"nobody follows the primary with {condition}")
            time.sleep(0.05)

    @property
    def postmaster(self):
        return int((self.data / "postmaster.pid").read_text().split("\n")[0])

    def processes(self):
        """The server's main process and then its children, which all have it as their parent."""
        return [self.postmaster, *children(self.postmaster)]

    def freeze_clients(self):
        """Stops what answers our nodes; what sends the log to the standby goes on."""
        for row in self.rows("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
                             "AND pid <> pg_backend_pid()"):
            os.kill(int(row[0]), signal.SIGSTOP)

    def freeze(self):
        for process in self.processes():
            os.kill(process, signal.SIGSTOP)

    def thaw(self):
        for process in self.processes():
            os.kill(process, signal.SIGCONT)

    def kill(self):
        """Kills all of its processes at once, as when a machine is gone."""
        # Stopped first, so that it starts no other child meanwhile.
        os.kill(self.postmaster, signal.SIGSTOP)
        processes = self.processes()
        for process in processes:
            os.kill(process, signal.SIGKILL)
        end = time.monotonic() + 10
        while any(is_running(process) for process in processes):
            must(time.monotonic() < end, "a killed server does not end")
            time.sleep(0.01)

    def end(self):
        """Ends it if it runs; for the end of a run."""
        if (self.data / "postmaster.pid").exists() and is_running(self.postmaster):
            self.kill()


def state(process):
    """Parent and state letter, or None when there is no such process."""
    try:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(fields[1]), fields[0]


def children(parent):
    numbers = [int(entry.name) for entry in pathlib.Path("/proc").iterdir() if entry.name.isdigit()]
    return [number for number in numbers if (found := state(number)) and found[0] == parent]


def is_running(process):
    found = state(process)
    return found is not None and found[1] != "Z"
