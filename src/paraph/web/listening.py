"""Word that something has arrived in the ledger, to all who listen: one thread looks, however many pages are open."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from paraph.errors import ParaphError
from paraph.store.ledger import Ledger

TURN = 1.0
"""Seconds after which the thread sees whether anybody listens still."""


class Bell:
    """Rings for every listener when the ledger has grown: at once for what this process appends."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._ringers: set[Callable[[], None]] = set()
        self._looking = False
        self._closed = False
        self.last = ledger.count()
        """The last position in the ledger that is known of."""

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event of the running loop that is set whenever something has arrived."""
        loop, rung = asyncio.get_running_loop(), asyncio.Event()

        def ring() -> None:
            with suppress(RuntimeError):  # the loop has ended, and with it whoever listened there
                loop.call_soon_threadsafe(rung.set)

        with self._lock:
            self._ringers.add(ring)
            if not self._looking and not self._closed:
                self._looking = True
                threading.Thread(target=self._look, name="paraph-bell", daemon=True).start()
        try:
            yield rung
        finally:
            with self._lock:
                self._ringers.discard(ring)

    def _look(self) -> None:
        while True:
            try:
                last = self._ledger.wait(self.last, TURN)
            except ParaphError:  # a database that does not answer now may do so at the next turn
                last = self.last
                time.sleep(TURN)
            if last != self.last:
                self.last = last
                self._ring()
            with self._lock:
                if self._closed or not self._ringers:
                    self._looking = False
                    return

    def _ring(self) -> None:
        with self._lock:
            ringers = tuple(self._ringers)
        for ring in ringers:
            ring()

    def close(self) -> None:
        self._closed = True
