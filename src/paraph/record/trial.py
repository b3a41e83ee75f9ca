"""A text on trial: how it would read, and how much would be agreed, if wordings were accepted.

What is not chosen stands as it does now. What is chosen would be held by every party; it would be agreed unless it is
parked, or somebody reserves its position on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paraph.record.assembly import PROVISION, ConsolidatedText, assemble, positions_of, supposing
from paraph.record.state import State
from paraph.text.convergence import Convergence, measure


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a text is agreed: provisions that are, provisions in all, words outside and inside brackets."""

    agreed: int
    provisions: int
    words: Convergence


@dataclass(frozen=True, slots=True)
class Trial:
    """``agreed``: the names of all provisions that would be; ``gone``: those that nobody would want any more."""

    text: ConsolidatedText
    agreed: frozenset[str]
    gone: tuple[str, ...]
    now: Count
    then: Count


def trial(
    state: State, now: ConsolidatedText, languages: Sequence[str], choice: Mapping[str, str], language: str
) -> Trial:
    """``now``: the text of ``state``. ``choice``: {subject: party}. Words are counted in ``language``."""
    text = assemble(state, languages, supposing(positions_of(state), choice, state.parties))
    settled = frozenset(clause.name for clause in now if clause.settled)
    agreed = (settled - {each.removeprefix(PROVISION) for each in choice}) | {
        name for each in choice if (name := each.removeprefix(PROVISION)) in text and _free(state, each)
    }
    agreed &= {clause.name for clause in text}
    gone = tuple(clause.name for clause in now if clause.name not in text)
    return Trial(text, agreed, gone, _count(now, settled, language), _count(text, agreed, language))


def _free(state: State, subject: str) -> bool:
    found = state.subjects[subject]
    return not found.parked and not found.reservations


def _count(text: ConsolidatedText, agreed: frozenset[str], language: str) -> Count:
    words = sum((measure(clause.runs[language]) for clause in text), Convergence())
    return Count(len(agreed), len(text), words)
