"""What a check looks at: one passage in two languages, each of one or several segments, joined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from paraph.concordance.checks.finding import Finding, Severity, Span, context, key_of
from paraph.concordance.checks.language import Language, language
from paraph.concordance.checks.values import Value, values
from paraph.concordance.segments import Segment
from paraph.text.characters import normal

_JOINT = "\n"
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
Place = tuple[int, int]
"""Characters of a passage's text: from, to."""


@dataclass(frozen=True)
class Passage:
    """Segments of one version, in order, and their places in its list."""

    segments: tuple[Segment, ...]
    places: tuple[int, ...]
    language: Language = field(repr=False)

    @classmethod
    def of(cls, segments: Sequence[Segment], places: Sequence[int], tag: str) -> Passage:
        return cls(tuple(segments[place] for place in places), tuple(places), language(tag))

    @cached_property
    def raw(self) -> str:
        return _JOINT.join(segment.text for segment in self.segments)

    @cached_property
    def text(self) -> str:
        """All its words, in NFC whatever they were in."""
        return normal(self.raw)

    @cached_property
    def _back(self) -> Sequence[int]:
        """For each character of ``text``, and its end, the place in ``raw``."""
        if self.text == self.raw:
            return range(len(self.raw) + 1)
        places = [match.start() for match in _CLUSTER.finditer(self.raw) for _ in normal(match[0])]
        return [*places, len(self.raw)]

    @property
    def loose(self) -> Place | None:
        """The first letter whose marks are not composed with it."""
        match = next((each for each in _CLUSTER.finditer(self.raw) if normal(each[0]) != each[0]), None)
        place = self._back.index(match.start()) if match else 0
        return (place, place + 1) if match else None

    @cached_property
    def values(self) -> list[Value]:
        return values(self.text, self.language)

    def span(self, start: int, end: int) -> Span:
        """A place of ``text`` as one of its segments, in the characters that the segment has."""
        last = len(self._back) - 1
        start, end = self._back[min(start, last)], self._back[min(end, last)]
        ends = list(accumulate(len(segment.text) + len(_JOINT) for segment in self.segments))
        for place, (segment, after) in enumerate(zip(self.segments, ends, strict=True)):
            if start < after:
                begin = after - len(segment.text) - len(_JOINT)
                return Span(self.places[place], start - begin, min(end - begin, len(segment.text)))
        return Span(self.places[-1] if self.places else 0)


@dataclass(frozen=True)
class Couple:
    """The passages that answer each other."""

    left: Passage
    right: Passage

    def swapped(self) -> Couple:
        return Couple(self.right, self.left)

    def find(
        self,
        check: str,
        severity: Severity,
        sure: float,
        message: str,
        data: Mapping[str, Any],
        left: Sequence[Place] = (),
        right: Sequence[Place] = (),
    ) -> Finding:
        """A finding with its key: of the check, what it says, and the words around on both sides."""
        around = [context(self.left.text, *place) for place in left] + [
            context(self.right.text, *place) for place in right
        ]
        return Finding(
            check, severity, sure, message, data,
            tuple(self.left.span(*place) for place in left),
            tuple(self.right.span(*place) for place in right),
            key_of(check, message, *map(str, data.values()), *around),
        )  # fmt: skip
