"""Files that survive a power cut and that nobody else may read."""

from __future__ import annotations

import os
from pathlib import Path

from paraph.errors import UnusablePath


def make_private(path: Path, data: bytes = b"") -> None:
    """Make a new file of mode 600 and flush it. Raises FileExistsError when the name is taken."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def make_private_folder(path: Path) -> None:
    """Make a folder of mode 700 unless it is there."""
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)


def flush_folder(path: Path) -> None:
    """Make the names in a folder durable: a new file is not safe until the folder that names it is."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """Give a file new content, or none of it: written beside it, flushed, then renamed over it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        make_private(beside, data)
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UnusablePath(path=str(path), detail=error.strerror) from error
