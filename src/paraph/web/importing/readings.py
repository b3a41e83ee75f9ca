"""Files being read while the server answers: each for the one seat that sent it, and kept no longer than they wait."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass

from paraph.documents.manuscript import Manuscript
from paraph.documents.receiving import receive_whole
from paraph.web.exchanges.uploads import Staged
from paraph.web.visit import Visit

MOST = 12
"""How many readings are kept in memory; the oldest goes first, and is read again when it is asked for."""
AT_ONCE = 2
KINDS: dict[str, str] = {
    "docx": "Word",
    "pdf": "PDF",
    "html": "HTML",
    "htm": "HTML",
    "md": "Markdown",
    "txt": "Text",
    "xml": "XML",
}
"""The kinds of file that are taken in, by the ends of their names."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One file of one seat in one negotiation; nobody else has a key that is equal."""

    place: str
    seat: str
    sha256: str
    kind: str
    language: str


class Readings:
    """What is being read, or has been."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="import")
        self._held: OrderedDict[Asked, Future[Manuscript]] = OrderedDict()
        self._bytes: dict[Asked, bytes] = {}
        """What is still to be read: not held by the pool, which keeps what was cancelled until its turn."""

    def begin(self, asked: Asked, staged: Staged) -> Future[Manuscript]:
        """The reading of a file, begun now unless it was before."""
        with self._lock:
            found = self._held.get(asked)
            if found is None:
                name = f"draft.{asked.kind}"
                self._bytes[asked] = staged.data
                found = self._pool.submit(self._read, name, asked)
                self._held[asked] = found
                while len(self._held) > MOST:
                    oldest, reading = self._held.popitem(last=False)
                    reading.cancel()
                    self._bytes.pop(oldest, None)
            self._held.move_to_end(asked)
            return found

    def forget(self, asked: Asked) -> None:
        with self._lock:
            self._held.pop(asked, None)
            self._bytes.pop(asked, None)

    def _read(self, name: str, asked: Asked) -> Manuscript:
        with self._lock:
            data = self._bytes.pop(asked, None)
        if data is None:  # it was forgotten as its turn came
            raise CancelledError
        return receive_whole(name, data, asked.language)


READINGS = Readings()


def asked_by(here: Visit, kind: str, sha256: str) -> Asked:
    """The key of a file at the visitor's own seat."""
    return Asked(str(here.site.place.path), str(here.desk.seat), sha256, kind, here.language)
