"""Run the storage tests on a real PostgreSQL, which lives only as long as they do.

As root on Debian the server is installed when it is missing. The cluster is our own: a data
folder made for the purpose, a free port on loopback, a user that is not root. The tests learn its
address from `KAIROS_POSTGRESQL`. Prints `POSTGRESQL: RUN` or `POSTGRESQL: NOT RUN (reason)`.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from system_libraries import apt_get, can_install

PROJECT = Path(__file__).resolve().parent.parent
STORAGE_TESTS = PROJECT / "tests" / "storage"
BINARIES = Path("/usr/lib/postgresql")
CLUSTER_DEFAULTS = Path("/etc/postgresql-common/createcluster.conf")
SERVER_USER = "postgres"
DATABASE_USER = "kairos"


class NotRunError(Exception):
    """Why the storage tests can't run on PostgreSQL here."""


def newest_binaries() -> Path | None:
    """Folder with `initdb` and `pg_ctl` of the newest server installed, if any."""
    found = [path.parent for path in BINARIES.glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


def install_server() -> None:
    """Install Debian's PostgreSQL without the cluster it would make and start by itself."""
    if not can_install():
        reason = "no PostgreSQL server is installed and this is not root on Debian"
        raise NotRunError(reason)
    if not CLUSTER_DEFAULTS.exists():
        CLUSTER_DEFAULTS.parent.mkdir(parents=True, exist_ok=True)
        CLUSTER_DEFAULTS.write_text("create_main_cluster = false\n", encoding="utf-8")
    install = ["install", "--yes", "--quiet", "--no-install-recommends", "postgresql"]
    if not apt_get(install, quietly=True):
        apt_get(["update", "--quiet"])
        if not apt_get(install):
            reason = "apt could not install postgresql"
            raise NotRunError(reason)


def free_port() -> int:
    """Return a port of 127.0.0.1 nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """One PostgreSQL server of our own in a scratch folder."""

    def __init__(self, binaries: Path, scratch: Path) -> None:
        self.binaries = binaries
        self.scratch = scratch
        self.data = scratch / "cluster"
        self.port = free_port()
        self.password = secrets.token_urlsafe(16)
        self.run_as = SERVER_USER if os.geteuid() == 0 else None
        """PostgreSQL refuses to run as root."""

    @property
    def address(self) -> str:
        """Address of the database, as SQLAlchemy writes it."""
        host = f"127.0.0.1:{self.port}"
        return f"postgresql+psycopg://{DATABASE_USER}:{self.password}@{host}/postgres"

    def call(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the server's user; its log goes to the scratch."""
        with (self.scratch / f"{program}.out").open("wb") as log:
            done = subprocess.run(
                [str(self.binaries / program), "--pgdata", str(self.data), *arguments],
                cwd=self.scratch,
                user=self.run_as,
                group=self.run_as,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode != 0:
            said = (self.scratch / f"{program}.out").read_text(encoding="utf-8", errors="replace")
            reason = f"{program} failed: {said.strip()[-300:]}"
            raise NotRunError(reason)

    def start(self) -> None:
        """Make the cluster and start it."""
        password_file = self.scratch / "password"
        password_file.write_text(self.password, encoding="utf-8")
        if self.run_as is not None:
            shutil.chown(self.scratch, self.run_as, self.run_as)
            shutil.chown(password_file, self.run_as, self.run_as)
        who = ("--username", DATABASE_USER, "--pwfile", str(password_file))
        how = ("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C")
        self.call("initdb", "--no-sync", *who, *how)
        listen = f"-p {self.port} -h 127.0.0.1 -k {self.scratch}"
        self.call("pg_ctl", "start", "--wait", "--log", str(self.scratch / "log"), "-o", listen)

    def stop(self) -> None:
        """Stop the server, waiting until it is gone."""
        self.call("pg_ctl", "stop", "--wait", "--mode", "fast")


def run_tests(binaries: Path) -> int:
    """Run the storage tests against a cluster of their own; pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="kairos-postgresql-") as scratch:
        cluster = Cluster(binaries, Path(scratch))
        cluster.start()
        try:
            return subprocess.run(
                [sys.executable, "-m", "pytest", str(STORAGE_TESTS), "-q"],
                cwd=PROJECT,
                env=dict(os.environ, KAIROS_POSTGRESQL=cluster.address),
                stdin=subprocess.DEVNULL,
                check=False,
            ).returncode
        finally:
            cluster.stop()


def main() -> None:
    """Provide a server, run the tests, say whether they ran; pytest's exit code."""
    try:
        if newest_binaries() is None:
            install_server()
        binaries = newest_binaries()
        if binaries is None:
            sys.exit("POSTGRESQL: NOT RUN (the package brought no server)")
        code = run_tests(binaries)
    except NotRunError as reason:
        print(f"POSTGRESQL: NOT RUN ({reason})")
        return
    print("POSTGRESQL: RUN" + ("" if code == 0 else f" (pytest ended with {code})"))
    sys.exit(code)


if __name__ == "__main__":
    main()
