"""A few open connections, lent to one thread at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    def close(self) -> None: ...


C = TypeVar("C", bound=Closable)


class Pool(Generic[C]):
    """``connect`` is called when none is idle; a connection that was in use when an error came is not lent again."""

    def __init__(self, connect: Callable[[], C], idle: int = 8) -> None:
        self._connect = connect
        self._idle: LifoQueue[C] = LifoQueue()
        self._most = idle

    @contextmanager
    def lend(self) -> Iterator[C]:
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if self._idle.qsize() < self._most:
            self._idle.put(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close those that are idle."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return
