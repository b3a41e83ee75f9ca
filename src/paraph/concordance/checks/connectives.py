"""Small words that decide: "and" or "or" at the end of a point, and/or, inter alia, only, unless; and denial.

Of "and" and "or" only the one that ends a point is compared, since inside a sentence languages join words freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.language import Language, either
from paraph.concordance.checks.passage import Couple, Passage, Place
from paraph.errors import N_

NAME = "connectives"
NEGATION = "negation"

_SAID = {
    "and_or": N_("and/or"),
    "inter_alia": N_("inter alia"),
    "without_prejudice": N_("without prejudice to"),
    "mutatis": N_("mutatis mutandis"),
    "and": N_("and"),
    "or": N_("or"),
}
_LONE = ("and_or", "without_prejudice", "mutatis", "inter_alia")
"""What has a fixed rendering in every language, so that its absence tells."""


def check(couple: Couple) -> Iterator[Finding]:
    """What ends the points, then words with fixed renderings, then a denial that the other version does not have."""
    yield from _endings(couple)
    for kind in _LONE:
        left, right = _found(couple.left, kind), _found(couple.right, kind)
        if bool(left) != bool(right) and not _said_otherwise(couple, kind, bool(left)):
            message = N_("“%(small_word)s” stands in one language only")
            yield couple.find(NAME, Severity.SERIOUS, 0.8, message, {"small_word": _SAID[kind]}, left, right)
    yield from _denial(couple)


def _found(passage: Passage, kind: str) -> list[Place]:
    return [match.span() for match in passage.language.words[kind].finditer(passage.text)]


def _said_otherwise(couple: Couple, kind: str, on_left: bool) -> bool:
    """Whether the other version has words that may stand for it: "including" for "inter alia" and the like."""
    other = couple.right if on_left else couple.left
    loose = {"inter_alia": ("inter_alia_like",), "without_prejudice": ("notwithstanding",)}
    return any(other.language.words[each].search(other.text) for each in loose.get(kind, ()))


def _endings(couple: Couple) -> Iterator[Finding]:
    left, right = _ending(couple.left), _ending(couple.right)
    if left and right and left[0] != right[0]:
        said = {"left_class": _SAID[left[0]], "right_class": _SAID[right[0]]}
        message = N_("The point ends with “%(left_class)s” in one language, with “%(right_class)s” in the other")
        yield couple.find(NAME, Severity.SEVERE, 0.95, message, said, [left[1]], [right[1]])


def _ending(passage: Passage) -> tuple[str, Place] | None:
    match = _last_word(passage.language).search(passage.text)
    return (match.lastgroup or "", match.span()) if match else None


@cache
def _last_word(language: Language) -> re.Pattern[str]:
    words = language.data["words"]
    shapes = (rf"(?P<{kind}>{either(words['last_' + kind])})" for kind in ("and", "or"))
    return re.compile(rf"(?<=[;,])\s*(?:{'|'.join(shapes)})\s*$", re.IGNORECASE)


def _denial(couple: Couple) -> Iterator[Finding]:
    """A version that denies nothing where the other plainly does: a "not" that was lost, or slipped in."""
    for this, other, on_left in ((couple.left, couple.right, True), (couple.right, couple.left, False)):
        plain = [match.span() for match in this.language.words["denial"].finditer(this.text)]
        if len(plain) == 1 and not _denies(other) and not _denies_by_idiom(this, plain[0]):
            words = this.text[slice(*plain[0])]
            message = N_("“%(words)s” denies in one language what the other does not")
            places = (plain, []) if on_left else ([], plain)
            yield couple.find(NEGATION, Severity.SEVERE, 0.75, message, {"words": words}, *places)


def _denies(passage: Passage) -> bool:
    words = passage.language.words
    return bool(words["negation"].search(passage.text) or words["unless"].search(passage.text))


def _denies_by_idiom(passage: Passage, place: Place) -> bool:
    return any(
        match.start() <= place[0] and place[1] <= match.end()
        for match in passage.language.words["no_denial"].finditer(passage.text)
    )
