"""Defined terms: taken from the definitions of both versions, then looked for wherever they are used.

A definition's pair says how a term is rendered. Where the one stands as defined and the other does not, that is a
finding; words are compared by their beginnings, since languages inflect. Drift is a term rendered one way in one
chapter and another way in another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.language import Language, either
from paraph.concordance.checks.passage import Couple, Passage, Place
from paraph.errors import N_
from paraph.text.lexicon import STOPWORDS

NAME = "terms"
_QUOTES = "“”\"'‘’«»"
_LONGEST = 9
"""Words of a term."""
_MOSTLY = 0.7
"""The share of its uses in which a term must have the rendering of its definition, to be held to it."""
_ENOUGH = 4
"""A rendering is expected only where it has been seen this often; two that both are make a drift."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term in both languages, as its definition has it. ``where``: the place of the definition in the left list."""

    left: str
    right: str
    where: int = 0


def defined(couples: Sequence[Couple]) -> list[Term]:
    """The terms that definitions give, each once.

    A definition begins with the term, in quotation marks or not, and goes on with "means" (is, signifies ...).
    """
    found: dict[str, Term] = {}
    for couple in couples:
        left, right = _term(couple.left), _term(couple.right)
        if left and right:
            where = couple.left.places[0] if couple.left.places else 0
            found.setdefault(left.lower(), Term(left, right, where))
    return [each for each in found.values() if _kept_to(each, couples)]


def _kept_to(term: Term, couples: Sequence[Couple]) -> bool:
    """Whether the text itself renders the term as defined, mostly; what it does not is no term, or another word."""
    used = [couple for couple in couples if _used(couple.left, term.left)]
    alike = sum(bool(_used(each.right, term.right) or _loosely(each.right, term.right)) for each in used)
    return len(used) < 2 or alike >= _MOSTLY * len(used)


def _term(passage: Passage) -> str:
    match = _definition(passage.language).match(passage.text)
    if match is None:
        return ""
    term = (match["quoted"] or match["bare"]).strip(_QUOTES + " ")
    words = term.lower().split()
    if not match["quoted"] and any(word in STOPWORDS for word in words[:1]):
        return ""  # "that means ..."
    return term if 0 < len(words) <= _LONGEST else ""


@cache
def _definition(language: Language) -> re.Pattern[str]:
    data = language.data["definitions"]
    means, weak = either(data["means"]), either([*data["means"], *data["quoted"]])
    head = r"\W{0,3}?(?:\w{1,4}[.)]\s+)?"
    quoted = rf"[{_QUOTES}](?P<quoted>[^{_QUOTES}]{{2,80}})[{_QUOTES}],?\s+{weak}(?!\w)"
    return re.compile(rf"{head}(?:{quoted}|(?P<bare>[^.;:,]{{2,80}}?),?\s+{means}(?!\w))", re.IGNORECASE)


def check(couple: Couple, terms: Sequence[Term] = ()) -> Iterator[Finding]:
    """A defined term that stands in one version while its rendering is nowhere in the other."""
    covered: list[Place] = []
    for term in sorted(terms, key=lambda each: -len(each.left)):
        places = [each for each in _used(couple.left, term.left) if not _within(each, covered)]
        covered += places
        if not places or _used(couple.right, term.right) or _loosely(couple.right, term.right):
            continue
        said = {"words": couple.left.text[slice(*places[0])], "expected": term.right}
        message = N_("The defined term “%(words)s” is expected as “%(expected)s” in the other language")
        yield couple.find(NAME, Severity.SERIOUS, 0.7, message, said, places, ())


def _within(place: Place, covered: Sequence[Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in covered)


def _used(passage: Passage, term: str) -> list[Place]:
    return [match.span() for match in _pattern(term, passage.language).finditer(passage.text)]


@cache
def _pattern(term: str, language: Language) -> re.Pattern[str]:
    """A term with its inflections: each word's beginning, and some letters; whole syllables in Vietnamese."""
    words = [re.escape(word) for word in term.split()]
    if language.code != "vi":
        words = [_stem(word) + r"\w{0,4}" if len(word) > 3 else word for word in words]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _stem(word: str) -> str:
    """
    >>> _stem("mercancías"), _stem("originating")
    ('mercanc', 'originati')
    """
    return word[: max(4, len(word) - (3 if word.endswith(("es", "as", "os")) else 2))]


def _loosely(passage: Passage, term: str) -> bool:
    """Whether the words of a rendering stand in the passage, in whatever order: two in three of those that count."""
    words = [word for word in term.split() if len(word) > 3] or term.split()
    text = passage.text.lower()
    beginnings = [word.lower() if passage.language.code == "vi" else _stem(word.lower()) for word in words]
    return sum(each in text for each in beginnings) * 3 >= len(beginnings) * 2


def drifting(couples: Sequence[Couple], renderings: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Terms with several renderings of which a chapter uses another than most do.

    ``renderings``: for a term of the left language, what the right language may have for it.
    """
    for term, forms in renderings.items():
        seen: dict[str, list[Couple]] = {form: [] for form in forms}
        for couple in couples:
            if _used(couple.left, term):
                for form in forms:
                    if _used(couple.right, form):
                        seen[form].append(couple)
        often = Counter({form: len(where) for form, where in seen.items()}).most_common(2)
        if len(often) < 2 or often[0][1] < _ENOUGH or not often[1][1]:
            continue
        (most, _), (other, _) = often
        for couple in seen[other]:
            if _used(couple.right, most):
                continue
            said = {"words": term, "here": other, "elsewhere": most}
            message = N_("“%(words)s” is “%(here)s” here and “%(elsewhere)s” elsewhere")
            places = _used(couple.left, term), _used(couple.right, other)
            yield couple.find(NAME, Severity.MINOR, 0.8, message, said, *places)
