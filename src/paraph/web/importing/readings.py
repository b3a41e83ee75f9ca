"""Files being read while the server answers: each for the one seat that sent it, and kept no longer than they wait."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
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

    def begin(self, asked: Asked, staged: Staged) -> Future[Manuscript]:
        """The reading of a file, begun now unless it was before."""
        with self._lock:
            found = self._held.get(asked)
            if found is None:
                name = f"draft.{asked.kind}"
                found = self._pool.submit(receive_whole, name, staged.data, asked.language)
                self._held[asked] = found
                while len(self._held) > MOST:
                    self._held.popitem(last=False)
            self._held.move_to_end(asked)
            return found

    def forget(self, asked: Asked) -> None:
        with self._lock:
            self._held.pop(asked, None)


READINGS = Readings()


def asked_by(here: Visit, kind: str, sha256: str) -> Asked:
    """The key of a file at the visitor's own seat."""
    return Asked(str(here.site.place.path), str(here.desk.seat), sha256, kind, here.language)
