"""What binds: obligation, prohibition, permission, recommendation, best endeavours, compared by class and not by word.

"Shall" is "sẽ", "phải", "sẽ phải" or the Spanish future, so words prove nothing; what matters is that an obligation
here is a permission there. Where a class is rendered by a tense, single counts mislead: two classes that differ in
opposite directions do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.language import Language
from paraph.concordance.checks.passage import Couple, Passage, Place
from paraph.errors import N_

NAME = "modality"
CLASSES = {
    "prohibition": N_("prohibition"),
    "exemption": N_("exemption"),
    "obligation": N_("obligation"),
    "endeavour": N_("best endeavours"),
    "recommendation": N_("recommendation"),
    "permission": N_("permission"),
    "future": N_("future"),
}
_BINDS = ("obligation", "prohibition", "exemption")


@dataclass(frozen=True, slots=True)
class Modal:
    """``kind``: one of ``CLASSES``."""

    kind: str
    start: int
    end: int


def modals(text: str, language: Language) -> list[Modal]:
    """Every word that binds, permits or recommends, by class; a prohibition before the "may" in it.

    >>> from paraph.concordance.checks.language import language
    >>> [each.kind for each in modals("Neither Party may tax; each Party shall publish.", language("en"))]
    ['prohibition', 'obligation']
    >>> [each.kind for each in modals("không Bên nào được đánh thuế; mỗi Bên sẽ phải công bố.", language("vi"))]
    ['prohibition', 'obligation']
    """
    taken: list[Modal] = []  # the first entry of the data file, idioms, only takes its words out of account
    for kind, pattern in language.modality.items():
        for match in pattern.finditer(text):
            if not any(match.start() < each.end and each.start < match.end() for each in taken):
                taken.append(Modal(kind, match.start(), match.end()))
    return sorted((each for each in taken if each.kind in CLASSES), key=lambda each: each.start)


def check(couple: Couple) -> Iterator[Finding]:
    """One finding a passage at most: the classes that changed into each other, or one that stands on one side only."""
    swap = next(_exchanged(couple), None)
    if swap:
        yield _found(couple, *swap)
    else:
        yield from _unanswered(couple, left=True)
        yield from _unanswered(couple, left=False)


def _unanswered(couple: Couple, *, left: bool) -> Iterator[Finding]:
    """A prohibition to which the other version has nothing that forbids, exempts or denies."""
    this, other = (couple.left, couple.right) if left else (couple.right, couple.left)
    found, there = _by_class(this), _by_class(other)
    if not found["prohibition"] or there["prohibition"] or there["exemption"]:
        return
    words = other.language.words
    if any(words[each].search(other.text) for each in ("denial", "forbids", "unless")):
        return
    places = _places(found["prohibition"])
    message = N_("A prohibition in one language is none in the other")
    yield couple.find(NAME, Severity.SEVERE, 0.75, message, {}, *((places, ()) if left else ((), places)))


def _by_class(passage: Passage) -> Mapping[str, Sequence[Modal]]:
    found: dict[str, list[Modal]] = {kind: [] for kind in CLASSES}
    for each in modals(passage.text, passage.language):
        found[each.kind].append(each)
    return found


def _exchanged(couple: Couple) -> Iterator[tuple[str, str]]:
    """Classes of which the one has more here and the other more there; one of them is gone altogether on its side."""
    left, right = _by_class(couple.left), _by_class(couple.right)
    more = {kind: len(left[kind]) - len(right[kind]) for kind in CLASSES}
    for one, other in _EXCHANGES:
        if more[one] * more[other] >= 0:
            continue
        here, there = (one, other) if more[one] > 0 else (other, one)
        if right[here] and left[there]:
            continue
        denies = couple.right if there == "obligation" else couple.left
        if "prohibition" in (one, other) and _denied(denies if "obligation" in (one, other) else None):
            continue
        yield here, there


_EXCHANGES = (
    ("prohibition", "obligation"),
    ("prohibition", "permission"),
    ("obligation", "permission"),
    ("obligation", "recommendation"),
    ("obligation", "endeavour"),
    ("recommendation", "permission"),
)
"""What can be mistaken for each other: the pairs whose exchange changes what binds."""


def _denied(passage: Passage | None) -> bool:
    """Whether an obligation is one to leave something undone, and so a prohibition by other words."""
    return passage is not None and bool(passage.language.words["negation"].search(passage.text))


def _found(couple: Couple, here: str, there: str) -> Finding:
    places = _places(_by_class(couple.left)[here]), _places(_by_class(couple.right)[there])
    said = {"left_class": CLASSES[here], "right_class": CLASSES[there]}
    severity = Severity.SEVERE if {here, there} & set(_BINDS) else Severity.SERIOUS
    message = N_("In one language: %(left_class)s; in the other: %(right_class)s")
    return couple.find(NAME, severity, 0.8, message, said, *places)


def _places(found: Sequence[Modal]) -> list[Place]:
    return [(each.start, each.end) for each in found]
