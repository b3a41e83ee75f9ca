"""What persons decided about links, kept by the words of the segments: it holds when numbers and places change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from paraph.concordance.segments import Pair, Segment

Mark = tuple[str, ...]
"""Fingerprints of the segments of one side of a link, in order; empty for none."""
Decision = tuple[Mark, Mark]
"""These on the left are answered by those on the right; by () where nothing answers them, and the reverse."""


def fingerprint(segment: Segment) -> str:
    """The same for segments of the same words, whatever their number, place and white space.

    >>> fingerprint(Segment("Each  Party", "en", "1.")) == fingerprint(Segment("Each Party", "en", "2."))
    True
    """
    return hashlib.sha256(f"{segment.language}\0{' '.join(segment.text.split())}".encode()).hexdigest()[:16]


def mark(segments: Sequence[Segment], places: Sequence[int]) -> Mark:
    """What a decision about these segments is kept under."""
    return tuple(fingerprint(segments[place]) for place in places)


def decided(left: Sequence[Segment], right: Sequence[Segment], decisions: Iterable[Decision]) -> list[Pair]:
    """The decisions that these two texts still hold, as pairs that are sure; a decision whose words are gone is none.

    Where the words stand several times, the first place that is free is meant.
    """
    places = [_Places(left), _Places(right)]
    found = []
    for one, other in decisions:
        mine, its = places[0].of(one), places[1].of(other)
        if mine is not None and its is not None and (mine or its):
            places[0].taken.update(mine)
            places[1].taken.update(its)
            found.append(Pair(mine, its, 1.0))
    return found


class _Places:
    def __init__(self, segments: Sequence[Segment]) -> None:
        self.marks = [fingerprint(each) for each in segments]
        self.at: dict[str, list[int]] = {}
        self.taken: set[int] = set()
        for place, each in enumerate(self.marks):
            self.at.setdefault(each, []).append(place)

    def of(self, wanted: Mark) -> tuple[int, ...] | None:
        """Places that follow each other and have these marks; None where there are none."""
        if not wanted:
            return ()
        for start in self.at.get(wanted[0], ()):
            span = range(start, start + len(wanted))
            if tuple(self.marks[start : span.stop]) == wanted and not self.taken.intersection(span):
                return tuple(span)
        return None
