"""Files that come in: bounded while they arrive, and kept where nobody else looks until they are handed over.

A file that was chosen has to wait while its author reads what would leave. It waits in the seat's own folder, under
the hash of its content, readable by the owner of the negotiation's folder alone; what is not handed over within an hour
is removed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from paraph.documents.gateway import SIZE_LIMIT
from paraph.record.values import digest
from paraph.store.files import make_private_folder, replace
from paraph.web.visit import Visit

STALE = 3600.0
"""Seconds after which a file that still waits is removed."""
KEPT = 4
"""How many files wait for one seat; the oldest goes first."""
_HASH = re.compile(r"[0-9a-f]{64}")

MEDIA: dict[str, str] = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/zip": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/html": ".html",
    "application/octet-stream": ".bin",
}
"""The media types that are told apart, and how the name of such a file ends."""
_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"PK\x03\x04": "application/zip",
}
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|script|svg|iframe)\b", re.DOTALL | re.IGNORECASE
)


def media_type(data: bytes, declared: str) -> str:
    """What a file is: what its bytes show; what its sender says only where that fits them.

    >>> media_type(b"%PDF-1.7", "text/plain"), media_type(b"a,b", "text/csv; charset=utf-8")
    ('application/pdf', 'text/csv')
    >>> media_type(b"\\x00", "image/png")
    'application/octet-stream'
    """
    declared = declared.partition(";")[0].strip().lower()
    for beginning, found in _BEGINNINGS.items():
        if data.startswith(beginning):
            packed = found == "application/zip" and MEDIA.get(declared) and declared.startswith("application/vnd.")
            return declared if packed else found
    if b"\0" in data:
        return "application/octet-stream"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "application/octet-stream"
    if _MARKUP.match(data[:4096]):
        return "text/html"
    return declared if declared.startswith("text/") and declared in MEDIA else "text/plain"


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits."""

    sha256: str
    media_type: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)


class WaitingRoom:
    """Where the files of one seat wait. Another seat has another room, and no name for anything in this one."""

    def __init__(self, folder: Path, seat: str) -> None:
        self._all = folder
        self._own = folder / digest(seat.encode("utf-8"))

    def keep(self, data: bytes, declared: str) -> Staged:
        """Let a file wait. Raises UnusablePath."""
        self._sweep(KEPT - 1)
        make_private_folder(self._all)
        make_private_folder(self._own)
        sha256 = digest(data)
        replace(self._own / sha256, data)
        return Staged(sha256, media_type(data, declared), data)

    def find(self, sha256: str, declared: str) -> Staged | None:
        """The file with this hash, if it waits here; None for anything else, and for bytes that have changed."""
        if not _HASH.fullmatch(sha256):
            return None
        self._sweep(KEPT)
        path = self._own / sha256
        try:
            if time.time() - path.stat().st_mtime > STALE:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        return Staged(sha256, media_type(data, declared), data) if digest(data) == sha256 else None

    def drop(self, sha256: str) -> None:
        if _HASH.fullmatch(sha256):
            (self._own / sha256).unlink(missing_ok=True)

    def _sweep(self, allowed: int) -> None:
        """Remove what has waited too long, here and in every room, and what is too much in this one.

        Others send and remove files at the same time: what is gone by now needs no removing.
        """
        for room in self._all.iterdir() if self._all.is_dir() else ():
            ages = sorted(((time.time() - when, path) for path, when in _moments(room)), key=lambda each: each[0])
            for index, (age, path) in enumerate(ages):
                if (room == self._own and index >= allowed) or age > STALE:
                    path.unlink(missing_ok=True)


def _moments(room: Path) -> Iterator[tuple[Path, float]]:
    for path in room.iterdir():
        with suppress(FileNotFoundError):
            yield path, path.stat().st_mtime


def waiting_room(here: Visit) -> WaitingRoom:
    return WaitingRoom(here.site.place.path / "waiting", str(here.desk.seat))


class Bounded(FileUploadHandler):
    """Keeps what arrives in memory, all files together up to one byte more than is taken in: enough to refuse it."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._left = SIZE_LIMIT + 1
        self._parts: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._parts = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        taken = raw_data[: self._left]
        self._left -= len(taken)
        self._parts.append(taken)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        data = b"".join(self._parts)
        return InMemoryUploadedFile(
            BytesIO(data), self.field_name, "document", self.content_type, len(data), self.charset
        )
