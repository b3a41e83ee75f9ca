"""A private PostgreSQL server for tests and benches: a cluster in a temporary folder, reached by a Unix socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl: that of the newest Debian packages, else of what stands on the PATH."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as another user of this system."""
    return None if os.geteuid() else ("postgres" if _known("postgres") else "nobody")


def _known(user: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@contextmanager
def server(bin: Path) -> Iterator[str]:
    """Start a server that flushes to disk as in earnest (the default); gives its URL, and leaves nothing behind."""
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="paraph-pg-"))
    try:
        if owner:
            shutil.chown(folder, owner)
        data = folder / "data"

        def run(*command: str | Path) -> None:
            done = subprocess.run(command, user=owner, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"{Path(command[0]).name}: {done.stdout}{done.stderr}")

        run(bin / "initdb", "-D", data, "-U", "paraph", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        run(bin / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://paraph@/postgres?host={quote(str(folder), safe='')}"
        finally:
            run(bin / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
