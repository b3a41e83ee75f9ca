"""Cross-references that differ: to another article, paragraph or point, or standing in one version only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.passage import Couple
from paraph.concordance.checks.references import Reference
from paraph.concordance.checks.values import Kind, Value
from paraph.errors import N_

NAME = "cross-references"
_LOOSE = frozenset({"paragraph", "point"})
"""Heads that languages use for each other: a subparagraph here is a paragraph there."""


def check(couple: Couple) -> Iterator[Finding]:
    """References without their like on the other side, put together by place where both versions have some."""
    left, right = _references(couple.left.values), _references(couple.right.values)
    lone_left = _unmatched(left, right)
    lone_right = _unmatched(right, left)
    if not lone_left and not lone_right:
        return
    if _same_parts(lone_left, lone_right):
        return
    for one, other in zip(lone_left, lone_right, strict=False):
        said = {"left": _words(couple.left.text, one), "right": _words(couple.right.text, other)}
        places = [(one.start, one.end)], [(other.start, other.end)]
        message = N_("“%(left)s” and “%(right)s” refer to different places")
        yield couple.find(NAME, Severity.SEVERE, 0.95, message, said, *places)
    both = min(len(lone_left), len(lone_right))
    for one in lone_left[both:]:
        yield _lacking(couple, one, left=True)
    for other in lone_right[both:]:
        yield _lacking(couple, other, left=False)


def _references(found: Sequence[Value]) -> list[Value]:
    return [each for each in found if each.kind is Kind.REFERENCE]


def _words(text: str, value: Value) -> str:
    return text[value.start : value.end]


def _unmatched(ones: Sequence[Value], others: Sequence[Value]) -> list[Value]:
    """Those whose path is not among the others, each path once."""
    known = [each.what for each in others if isinstance(each.what, Reference)]
    found: dict[Reference, Value] = {}
    for one in ones:
        if isinstance(one.what, Reference) and not any(_like(one.what, other) for other in known):
            found.setdefault(one.what, one)
    return list(found.values())


def _like(one: Reference, other: Reference) -> bool:
    return one.path == other.path and (one.head == other.head or {one.head, other.head} <= _LOOSE)


def _same_parts(left: Sequence[Value], right: Sequence[Value]) -> bool:
    """Whether what is left over are the same numbers and letters, nested otherwise ("Article 4" apart from its
    "paragraph 2"). Where the paths have one shape on both sides they can be compared, and do differ."""
    ones, others = ([each.what for each in side if isinstance(each.what, Reference)] for side in (left, right))
    if Counter(map(_shape, ones)) == Counter(map(_shape, others)):
        return False
    return _parts(ones) == _parts(others)


def _shape(reference: Reference) -> tuple[str, int]:
    return reference.head, len(reference.path)


def _parts(references: Sequence[Reference]) -> set[str]:
    return {part for each in references for part in each.path}


def _lacking(couple: Couple, value: Value, *, left: bool) -> Finding:
    passage = couple.left if left else couple.right
    said = {"words": _words(passage.text, value), "language": passage.language.code}
    place = [(value.start, value.end)]
    message = N_("The reference “%(words)s” is missing in the other language")
    return couple.find(NAME, Severity.SEVERE, 0.85, message, said, *((place, ()) if left else ((), place)))
