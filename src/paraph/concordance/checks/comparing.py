"""All checks in one pass, over aligned segments or over one provision."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from paraph.concordance.checks import (
    bracketing,
    citations,
    completeness,
    connectives,
    figures,
    glossary,
    modality,
    orthography,
    stale,
    terms,
)
from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.glossary import Entry
from paraph.concordance.checks.language import known
from paraph.concordance.checks.passage import Couple, Passage
from paraph.concordance.checks.terms import Term
from paraph.concordance.segments import Pair, Segment

CHECKS = (
    completeness.NAME,
    figures.NAME,
    citations.NAME,
    bracketing.NAME,
    modality.NAME,
    connectives.NEGATION,
    connectives.NAME,
    terms.NAME,
    glossary.NAME,
    orthography.NAME,
    stale.NAME,
)
"""Every check by its name, in the order in which a person would go through them."""


@dataclass(frozen=True)
class Context:
    """What the checks know beside the passages. ``terms``: defined elsewhere (those of the text itself are found).
    ``renderings``: for a term, several forms of which one should be kept to. ``glossary``: () for the one shipped.
    ``dismissed``: keys of findings that somebody has dismissed with a reason; they are left out."""

    parties: tuple[str, ...] = ()
    terms: Sequence[Term] = ()
    renderings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    glossary: Sequence[Entry] = ()
    dismissed: Container[str] = frozenset()


PLAIN = Context()


def compare(
    pairs: Iterable[Pair], left: Sequence[Segment], right: Sequence[Segment], context: Context = PLAIN
) -> list[Finding]:
    """Every finding over aligned segments, in the order of the left version; each once.

    Raises: InvalidContent for a language that the checks do not know.

    >>> left, right = [Segment("within 30 days", "en")], [Segment("trong vòng 60 ngày", "vi")]
    >>> [(each.check, each.severity.value) for each in compare([Pair((0,), (0,), 1.0)], left, right)]
    [('figures', 'severe')]
    """
    tags = [side[0].language if side else "" for side in (left, right)]
    tags = [tag or other for tag, other in zip(tags, reversed(tags), strict=True)]
    if not tags[0]:
        return []
    couples = [Couple(Passage.of(left, pair.left, tags[0]), Passage.of(right, pair.right, tags[1])) for pair in pairs]
    return _once(_all(couples, context), context.dismissed)


def compare_provision(
    wording: Mapping[str, str], languages: Sequence[str], context: Context = PLAIN, usual: float = 0.0
) -> list[Finding]:
    """Findings in one provision's words; the first language that has words is compared with each other.

    Languages without data are left out: nothing is checked, nothing is claimed. ``usual``: see ``completeness``.
    """
    there = [each for each in languages if wording.get(each, "").strip() and each.partition("-")[0] in known()]
    found: list[Finding] = []
    for other in there[1:]:
        first = there[0]
        couple = Couple(*(Passage.of([Segment(wording[each], each)], [0], each) for each in (first, other)))
        found += _each(couple, context, usual, context.terms, "")
    return _once(found, context.dismissed)


def _all(couples: Sequence[Couple], context: Context) -> Iterator[Finding]:
    usual = completeness.proportion(list(couples))
    known_terms = [*terms.defined(couples), *context.terms]
    custom = orthography.custom_of(
        passage.text for couple in couples for passage in (couple.left, couple.right) if passage.language.code == "vi"
    )
    for couple in couples:
        yield from _each(couple, context, usual, known_terms, custom)
    yield from terms.drifting(couples, context.renderings)


def _each(
    couple: Couple, context: Context, usual: float, known_terms: Sequence[Term], custom: str
) -> Iterator[Finding]:
    yield from completeness.check(couple, usual)
    if not couple.left.segments or not couple.right.segments:
        return
    yield from figures.check(couple)
    yield from citations.check(couple)
    binding = list(modality.check(couple))
    small = list(connectives.check(couple))
    yield from binding
    yield from (each for each in small if not (binding and each.check == connectives.NEGATION))
    yield from bracketing.check(couple, context.parties)
    yield from terms.check(couple, known_terms)
    yield from glossary.check(couple, context.glossary)
    yield from orthography.check(couple, custom)


def _once(found: Iterable[Finding], dismissed: Container[str]) -> list[Finding]:
    """Each finding once, without the dismissed; of loose marks, of which a whole file is full, the first alone."""
    kept: dict[str, Finding] = {}
    seen_loose = False
    for each in found:
        if each.check == orthography.NAME and each.message == orthography.LOOSE:
            if seen_loose:
                continue
            seen_loose = True
        if each.key not in dismissed:
            kept.setdefault(each.key + str((each.left, each.right)), each)
    return list(kept.values())


def by_severity(found: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then the surest."""
    return sorted(found, key=lambda each: (each.severity.rank, -each.sure))


def worst(found: Iterable[Finding]) -> Severity | None:
    """The gravest severity among them."""
    return min((each.severity for each in found), key=lambda severity: severity.rank, default=None)
