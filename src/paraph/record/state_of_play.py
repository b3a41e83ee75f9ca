"""The state of play: what is agreed, what has narrowed, what is open; by provision, article, chapter and whole.

*Agreed*: every party holds the same content, by its hash, and nobody holds back; a capital may still have to confirm.
*Narrowed*: not agreed, but fewer words stand in brackets than at the close of an earlier round, normally the previous
one (for a tariff line: the offers lie less far apart). *Open*: all else.

Words are counted in one language, which is named; in the others too if asked again. A word in brackets counts once for
each alternative in which it stands, punctuation marks count as words, and in Vietnamese each syllable does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from paraph.record.assembly import PROVISION, Clause, ConsolidatedText, assemble, positions_of
from paraph.record.contents import Content, Level, Statement, TariffLine
from paraph.record.figures import quantity
from paraph.record.state import Close, Remark, Reservation, Standing, State, SubjectState
from paraph.text.brackets import Runs
from paraph.text.consolidate import consolidate
from paraph.text.convergence import Convergence, Shares, Status, measure

_measured = lru_cache(maxsize=1 << 16)(measure)
"""Runs that have not changed are not counted again."""

LEVELS: tuple[Level, ...] = ("technical", "chief_negotiators", "ministers")
_SETTLED = (Standing.AGREED, Standing.AD_REFERENDUM)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the positions lie apart, now and at the earlier close; None where there is, or was, nothing to measure.

    ``words``: a provision's own words, or a statement's. ``gap``: for a tariff line, percentage points between the
    highest and the lowest offer.
    """

    words: Convergence | None = None
    before: Convergence | None = None
    gap: Decimal | None = None
    gap_before: Decimal | None = None

    @property
    def closer(self) -> bool:
        """Whether fewer words stand in brackets, or the offers lie less far apart, than at the earlier close."""
        if self.words and self.before:
            return self.words.disputed < self.before.disputed
        return self.gap is not None and self.gap_before is not None and self.gap < self.gap_before


@dataclass(frozen=True, slots=True)
class Item:
    """One subject. ``level``: the highest at which it, or what it stands in, is placed; ``referrals``: those that
    still wait for an answer. ``waits_for``: parties whose capital must confirm. ``elsewhere``: as in ``Clause``.
    """

    subject: str
    status: Status
    standing: Standing
    progress: Progress
    level: Level = "technical"
    referrals: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    reservations: Mapping[str, Reservation] = field(default_factory=dict)
    reopened: Mapping[str, Remark] = field(default_factory=dict)
    parked: Remark | None = None
    elsewhere: tuple[str, ...] = ()

    @property
    def words(self) -> Convergence:
        return self.progress.words or Convergence()

    @property
    def kind(self) -> str:
        return self.subject.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Tally:
    """A container (or the whole) with all that stands in it: provisions by status, and their words."""

    counts: Mapping[Status, int]
    words: Convergence
    before: Convergence | None
    level: Level

    @property
    def provisions(self) -> int:
        return sum(self.counts.values())

    @property
    def status(self) -> Status:
        """Agreed (a chapter: closed) when everything in it is."""
        if self.counts.get(Status.AGREED, 0) == self.provisions:
            return Status.AGREED
        fewer = self.before is not None and self.words.disputed < self.before.disputed
        return Status.NARROWED if fewer else Status.OPEN

    @property
    def change(self) -> Shares | None:
        """The change of the shares of words since the earlier close; None where there was nothing then."""
        return self.words.shares - self.before.shares if self.before is not None else None


@dataclass(frozen=True)
class StateOfPlay:
    """``items``: every subject, provisions first in document order. ``tallies``: for every provision by name, and ""
    for the whole. ``since``: the close that it is measured against."""

    language: str
    since: Close | None
    text: ConsolidatedText
    items: Mapping[str, Item]
    tallies: Mapping[str, Tally]

    def of(self, clause: Clause) -> Item:
        return self.items[clause.subject]

    def counts(self, kind: str) -> Counter[Status]:
        """How many of a kind are agreed, narrowed, open: "chapter", "article" (with all in them), or "tariff"."""
        clauses = [clause for clause in self.text if clause.kind == kind]
        if clauses:
            return Counter(self.tallies[clause.name].status for clause in clauses)
        return Counter(item.status for item in self.others(kind))

    def others(self, kind: str) -> list[Item]:
        """Subjects of another kind: agenda, round, meeting, statement, tariff, package."""
        return [item for item in self.items.values() if item.kind == kind]


def previous_close(state: State) -> Close | None:
    """The close of the round before the latest round that was opened: what progress is measured against."""
    opened = [subject for subject, sitting in state.sittings.items() if subject.startswith("round:") and sitting.opened]
    latest = opened[-1] if opened else ""
    return next((close for close in reversed(state.closes) if close.round != latest), None)


@dataclass(frozen=True)
class Baseline:
    """An earlier close with its text in one language and the words in it, to measure later states against."""

    close: Close
    text: ConsolidatedText
    words: Mapping[str, Convergence]


def baseline(state: State, close: Close, language: str) -> Baseline:
    """A close as something to measure by; ``state`` is any later one, which knows the contents that were held then."""
    text = assemble(state, [language], close.positions)
    return Baseline(close, text, {clause.name: _measured(clause.runs[language]) for clause in text})


def state_of_play(
    state: State,
    languages: Sequence[str],
    since: Close | Baseline | None = None,
    language: str = "",
    text: ConsolidatedText | None = None,
) -> StateOfPlay:
    """Where every subject stands. ``since``: measured against this close, a ``Baseline`` in this language where one is
    at hand; ``language``: in which words are counted, the first of ``languages`` if left out; ``text``: of this very
    state, if it is at hand.
    """
    language = language or languages[0]
    text = text or assemble(state, languages)
    against = baseline(state, since, language) if isinstance(since, Close) else since
    before = against.close.positions if against else {}
    words_then = against.words if against else {}
    levels = _levels(state)
    items: dict[str, Item] = {}
    for clause in text:
        level = max(levels.get(each.subject, 0) for each in text.path(clause.name))
        progress = _provision_progress(clause, language, words_then.get(clause.name))
        items[clause.subject] = _item(clause.subject, state, progress, level, clause.elsewhere)
    for subject, positions in positions_of(state).items():
        if not subject.startswith(PROVISION):
            progress = _other_progress(positions, before.get(subject), state, language)
            items[subject] = _item(subject, state, progress, levels.get(subject, 0))
    tallies = _tallies(text, items, against)
    return StateOfPlay(language, against.close if against else None, text, items, tallies)


def _levels(state: State) -> dict[str, int]:
    found: dict[str, int] = {}
    for referral in state.referrals.values():
        found[referral.subject] = max(found.get(referral.subject, 0), LEVELS.index(referral.now_with))
    return found


def _item(subject: str, state: State, progress: Progress, level: int, elsewhere: tuple[str, ...] = ()) -> Item:
    found = state.subjects[subject]
    stands = state.standing(subject)
    return Item(
        subject,
        Status.AGREED if stands in _SETTLED else Status.NARROWED if progress.closer else Status.OPEN,
        stands,
        progress,
        LEVELS[level],
        tuple(name for name, each in state.referrals.items() if each.subject == subject and not each.returned),
        _waits_for(found, state.parties),
        dict(found.reservations),
        dict(found.reopened),
        found.parked,
        elsewhere,
    )


def _waits_for(found: SubjectState, parties: Iterable[str]) -> tuple[str, ...]:
    return tuple(party for party in parties if party in found.positions and found.positions[party].ad_referendum)


# How far apart


def _provision_progress(clause: Clause, language: str, before: Convergence | None) -> Progress:
    return Progress(_measured(clause.runs[language], before.disputed if before else None), before)


def _other_progress(now: Mapping[str, str], then: Mapping[str, str] | None, state: State, language: str) -> Progress:
    contents = state.contents
    before = _statement_words(then, state, language) if then else None
    return Progress(
        _statement_words(now, state, language, before),
        before,
        _gap(contents[key] for key in now.values()),
        _gap(contents[key] for key in then.values()) if then else None,
    )


def _gap(contents: Iterable[Content]) -> Decimal | None:
    """Percentage points between the highest and the lowest rate; None unless there are rates, and only rates."""
    rates = [quantity(line.rate) if isinstance(line, TariffLine) else None for line in contents]
    known = [rate for rate in rates if rate is not None]
    return max(known) - min(known) if known and len(known) == len(rates) else None


def _statement_words(
    positions: Mapping[str, str], state: State, language: str, before: Convergence | None = None
) -> Convergence | None:
    """The words of a statement, its paragraphs compared one by one in their order; None for other kinds."""
    held = {party: state.contents[positions[party]] for party in state.parties if party in positions}
    statements = {party: each for party, each in held.items() if isinstance(each, Statement)}
    if not statements:
        return None
    length = max(len(each.paragraphs) for each in statements.values())
    runs: Runs = tuple(
        run
        for index in range(length)
        for run in consolidate(
            {
                party: statements[party].paragraphs[index].get(language)
                if party in statements and index < len(statements[party].paragraphs)
                else None
                for party in state.parties
            }
        )
    )
    return measure(runs, before.disputed if before else None)


# Containers


def _tallies(text: ConsolidatedText, items: Mapping[str, Item], against: Baseline | None) -> dict[str, Tally]:
    before = _sums(against.text, against.words) if against else {}
    words = _sums(text, {clause.name: items[clause.subject].words for clause in text})
    counts: dict[str, Counter[Status]] = {name: Counter() for name in words}
    levels = dict.fromkeys(words, 0)
    for clause in text:
        item = items[clause.subject]
        for name in ["", *(each.name for each in text.path(clause.name))]:
            counts[name][item.status] += 1
            if item.status is not Status.AGREED:
                levels[name] = max(levels[name], LEVELS.index(item.level))
    return {name: Tally(counts[name], words[name], before.get(name), LEVELS[levels[name]]) for name in words}


def _sums(text: ConsolidatedText, words: Mapping[str, Convergence]) -> dict[str, Convergence]:
    sums = {"": Convergence(), **{clause.name: words[clause.name] for clause in text}}
    for clause in reversed(text.clauses):
        sums[clause.parent] += sums[clause.name]
    return sums
