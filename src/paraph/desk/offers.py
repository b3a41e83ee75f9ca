"""Requests and offers on tariff lines: many tabled in one act, from a table or a rule, and put side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from paraph.desk.publishing import does
from paraph.desk.searching import Searching
from paraph.errors import N_, InvalidContent, NothingChanged, NotYours
from paraph.record import acts
from paraph.record.contents import TariffLine, content_hash
from paraph.record.entry import MAX_BYTES
from paraph.record.state import Close
from paraph.record.values import Text, canonical
from paraph.trade.offers import KIND, Line, book

ROOM = MAX_BYTES * 9 // 10
"""Bytes of lines that one act is given: the rest of an entry is for its reason and its links."""

Offers = Sequence[tuple[str, TariffLine]]


class Offering(Searching):
    """What a delegation does about tariff lines, a whole schedule at a time."""

    @does(acts.OffersTabled)
    def table_offers(self, offers: Offers, reason: Text | None = None) -> list[acts.OffersTabled]:
        """Table positions on many lines at once; lines on which the own position reads so already are left out.

        They are one act, or as few as entries have room for (about four thousand lines each); all are published or
        none. Raises NothingChanged when nothing is left; NotYours for a seat that is no party's.
        """
        party = self.seat.party
        if party not in self.state.parties:
            raise NotYours(subject=KIND, owner=", ".join(self.state.parties), party=party or N_("observer"))
        lines = []
        for subject, content in offers:
            if not subject.startswith(KIND):
                raise InvalidContent(field=subject, detail=N_("the content does not fit this kind of subject"))
            own = self._own(subject)
            reopened = own is not None and party in self.state.subjects[subject].reopened
            if own != content_hash(subject, content) or reopened:
                lines.append(acts.LineOffered(subject=subject, content=content, base=own))
        if not lines:
            raise NothingChanged(detail=N_("your positions already read so"))
        return [acts.OffersTabled(lines=part, reason=reason or {}) for part in _parts(lines)]

    def offers(self, since: Close | None = None) -> list[Line]:
        """All lines that anyone has a position on, with the trade in them."""
        return book(self.state, self._values, since)

    @cached_property
    def _values(self) -> dict[str, dict[str, int]]:
        """Trade by schedule and line, US$: imports of the United States from the other party of the negotiation."""
        from paraph.trade.statistics import line_values

        others = [code for code in self.charter.parties if code != "US"]
        if "US" not in self.charter.parties or len(others) != 1:
            return {}
        return {"US": dict(line_values(others[0]))}


def _parts(lines: Sequence[acts.LineOffered]) -> Iterator[list[acts.LineOffered]]:
    """Lines in their order, as many together as one entry has room for."""
    part: list[acts.LineOffered] = []
    size = 0
    for line in lines:
        size += len(canonical(line)) + 1
        if part and size > ROOM:
            yield part
            part, size = [], len(canonical(line)) + 1
        part.append(line)
    yield part
