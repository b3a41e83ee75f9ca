"""The rows of one look at the text, as they were last made: a row is made again only where what it shows has changed.

Each row remembers after how many entries of the record it became what it is, so that a page that is open elsewhere can
be sent the rows that have changed, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

Part = tuple[str, object, Callable[[], str]]
"""(id of the element, all that it shows, what makes its HTML)."""


@dataclass(frozen=True, slots=True)
class Made:
    shows: object
    html: str
    since: int


@dataclass(slots=True)
class Sheet:
    """``order``: the ids of its rows; ``since``: after how many entries it became that."""

    order: tuple[str, ...] = ()
    since: int = 0
    version: Hashable = None
    _made: dict[str, Made] = field(default_factory=dict)

    def renew(self, version: Hashable, entries: int, parts: Callable[[], Iterable[Part]]) -> Sheet:
        """Bring it up to what ``parts`` show; ``version``: what they are made of, nothing is done while it stands."""
        if version == self.version:
            return self
        made: dict[str, Made] = {}
        for name, shows, make in parts():
            before = self._made.get(name)
            made[name] = before if before and before.shows == shows else Made(shows, make(), entries)
        order = tuple(made)
        if order != self.order:
            self.order, self.since = order, entries
        self._made, self.version = made, version
        return self

    def html(self) -> str:
        return "".join(each.html for each in self._made.values())

    def changed(self, after: int) -> Sequence[str] | None:
        """The HTML of rows that have changed since; None when rows have come, gone or changed places."""
        return None if self.since > after else [each.html for each in self._made.values() if each.since > after]
