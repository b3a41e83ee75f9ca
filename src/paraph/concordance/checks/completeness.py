"""What is missing in one version: a segment, a sentence, a footnote's mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.passage import Couple, Passage
from paraph.errors import N_
from paraph.text.provision import Kind

NAME = "completeness"
_SAID = {
    Kind.POINT: N_("point"),
    Kind.FOOTNOTE: N_("footnote"),
    Kind.ARTICLE: N_("article"),
    Kind.CHAPTER: N_("chapter"),
    Kind.SECTION: N_("section"),
    Kind.ANNEX: N_("annex"),
}
_END = r"(?<=[\w)\]”\"’])[.!?](?:\[\^\w+\])?[”\"]?\s+"
_SENTENCE = re.compile(_END + r"(?=[“\"(\[]?[A-ZÀ-ÝĂĐƠƯẠ-Ỹ])")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|[Nn]os?|[Aa]rts?|vs|cf|St|Mrs?|Dr|Inc|Co|Ltd|TP|TS|PGS|[Nn]úm|Sra?)$")
_MARK = re.compile(r"\[\^[^\]\s]{1,20}\](?!:)")
_SLACK = 1.25
"""A passage is short when the document's own proportion leads one to expect so many times more characters."""
_ENOUGH = 40
"""Characters below which a length tells nothing."""


def check(couple: Couple, proportion: float = 0.0) -> Iterator[Finding]:
    """``proportion``: characters of the right for one of the left, usual in these two versions (0: not known)."""
    if not couple.left.segments or not couple.right.segments:
        yield from _alone(couple)
        return
    yield from _sentences(couple, proportion)
    yield from _notes(couple)


def proportion(couples: list[Couple]) -> float:
    """The usual proportion of lengths, from the passages long enough to tell; 0.0 from fewer than eight of them."""
    found = [
        len(each.right.text) / len(each.left.text)
        for each in couples
        if len(each.left.text) >= _ENOUGH and len(each.right.text) >= _ENOUGH
    ]
    return median(found) if len(found) >= 8 else 0.0


def sentences(text: str) -> list[str]:
    """Sentences of a passage, roughly: enough to count them alike in both versions.

    >>> sentences("Article 5.3 applies. The U.S. Party shall act.")
    ['Article 5.3 applies.', 'The U.S. Party shall act.']
    """
    found, start = [], 0
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATED.search(text[start : match.start()]):
            found.append(text[start : match.end()].strip())
            start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def _alone(couple: Couple) -> Iterator[Finding]:
    passage = couple.left if couple.left.segments else couple.right
    if not passage.text.strip():
        return
    kind = passage.segments[0].kind
    said = {"kind": _SAID.get(kind, N_("paragraph")), "language": passage.language.code}
    place = [(0, len(passage.text))]
    message = N_("This %(kind)s has no counterpart in the other language")
    places = (place, ()) if couple.left.segments else ((), place)
    yield couple.find(NAME, Severity.SEVERE, 0.9, message, said, *places)


def _sentences(couple: Couple, usual: float) -> Iterator[Finding]:
    """Fewer sentences and far fewer characters than expected: one of the two alone is no sign."""
    left, right = len(sentences(couple.left.text)), len(sentences(couple.right.text))
    long_left = len(couple.left.text) * usual
    if not usual or left == right or max(long_left, len(couple.right.text)) < _ENOUGH:
        return
    short_right = left > right and long_left > len(couple.right.text) * _SLACK
    short_left = right > left and len(couple.right.text) > long_left * _SLACK
    if short_right or short_left:
        said = {"left": str(left), "right": str(right)}
        message = N_("%(left)s sentences in one language, %(right)s in the other, and much shorter")
        ends = [(0, len(couple.left.text))], [(0, len(couple.right.text))]
        yield couple.find(NAME, Severity.SEVERE, 0.8, message, said, *ends)


def _notes(couple: Couple) -> Iterator[Finding]:
    left, right = _marks(couple.left), _marks(couple.right)
    if len(left) != len(right):
        said = {"left": str(len(left)), "right": str(len(right))}
        message = N_("%(left)s footnotes in one language, %(right)s in the other")
        yield couple.find(NAME, Severity.SERIOUS, 0.95, message, said, left, right)


def _marks(passage: Passage) -> list[tuple[int, int]]:
    return [match.span() for match in _MARK.finditer(passage.text)]
