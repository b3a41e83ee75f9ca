"""What a hit shows: the few words around what was found, with what was found marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paraph.record.search import Hit, Passage, Role
from paraph.text.folding import words

AROUND = 9
"""Words shown before and after what was found."""
WIDEST = 34
"""Words that an excerpt has at most."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``parts``: stretches of text, each with whether it was found. ``cut``: something stands before, and after."""

    language: str
    party: str
    role: Role
    parts: tuple[tuple[str, bool], ...]
    cut: tuple[bool, bool] = (False, False)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)


def excerpts(hit: Hit) -> list[Excerpt]:
    """Of each language the passage in which most was found, in the order of the document.

    Where only its name was found, its first words.
    """
    best: dict[str, tuple[int, int]] = {}
    for number, (passage, places) in enumerate(zip(hit.document.passages, hit.places, strict=True)):
        if places and passage.role is not Role.LABEL:
            held = best.get(passage.language)
            if held is None or len(places) > held[0]:
                best[passage.language] = (len(places), number)
    if not best:
        speaking = [each for each in hit.document.passages if each.role is not Role.LABEL]
        return [excerpt(each, ()) for each in {each.language: each for each in reversed(speaking)}.values()][::-1]
    return [excerpt(hit.document.passages[number], hit.places[number]) for _, number in best.values()]


def excerpt(passage: Passage, places: Sequence[int]) -> Excerpt:
    """A passage cut down to where most of these words stand, all of them marked that are in sight.

    >>> found = excerpt(Passage("Duties shall be eliminated in ten stages."), [3])
    >>> found.parts
    (('Duties shall be ', False), ('eliminated', True), (' in ten stages.', False))
    """
    text, found = passage.text, words(passage.text)
    first, last = _window(places, len(found))
    start = found[first].start if first else 0
    end = found[last - 1].end if last < len(found) else len(text)
    parts: list[tuple[str, bool]] = []
    at = start
    for place in places:
        if first <= place < last:
            word = found[place]
            if parts and parts[-1][1] and not text[at : word.start].strip():
                parts[-1] = (parts[-1][0] + text[at : word.end], True)
            else:
                parts += [(text[at : word.start], False)] if at < word.start else []
                parts.append((text[word.start : word.end], True))
            at = word.end
    parts += [(text[at:end], False)] if at < end else []
    return Excerpt(passage.language, passage.party, passage.role, tuple(parts), (start > 0, end < len(text)))


def _window(places: Sequence[int], length: int) -> tuple[int, int]:
    """The words to show, from and to: around the places that lie closest together."""
    if length <= WIDEST or not places:
        return 0, min(length, WIDEST)
    inside = WIDEST - AROUND
    begin = max(places, key=lambda place: sum(place <= each < place + inside for each in places) - place / length)
    first = max(0, begin - AROUND)
    return first, min(length, first + WIDEST)
