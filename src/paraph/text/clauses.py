"""The consolidated text of whole drafts: clauses in order, each with every party's place and words in it.

A *clause* is one provision, or one part of one, as all parties have it. A party stands in it with a ``Part``: its own
provision with its own number, so that renumbering is no change of wording. What one party has as one paragraph and
another as two makes two clauses; in the second the former's part is *joined* to the one before. A provision that some
party has elsewhere makes a second clause, at that place, which knows from where it ``moved``; its words count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from paraph.errors import N_, UnknownSubject
from paraph.text.align import Kind as Match
from paraph.text.brackets import Alternative, Bracket, Run, Runs, project
from paraph.text.consolidate import consolidate
from paraph.text.convergence import Convergence, measure, roll_up
from paraph.text.match import DOUBT
from paraph.text.provision import Draft, Kind, Provision
from paraph.text.redline import ECONOMY

DOUBTFUL = DOUBT
"""A match of less confidence is put to a person."""


@dataclass(frozen=True, slots=True)
class Part:
    """One party's place in a clause.

    ``provision``: as the party has it, whole. ``joined``: None where it begins, else the characters between this part
    and the one before. ``how``, ``confidence``: how it was matched (``align``).
    """

    provision: Provision
    joined: str | None = None
    how: Match = Match.EQUAL
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Clause:
    """One place of the consolidated text.

    ``runs``: the words of its owners, those who want it at all. ``parts``: by owner. ``moved``: the index of the
    clause from which it moved, for those who own this one; None where it stands in its place.
    """

    kind: Kind
    depth: int
    runs: Runs
    parts: Mapping[str, Part]
    moved: int | None = None

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(self.parts)

    @property
    def numbers(self) -> dict[str, str]:
        """The number as each owner shows it."""
        return {party: part.provision.number for party, part in self.parts.items()}

    @property
    def confidence(self) -> float:
        """Of the least certain match in it."""
        return min(part.confidence for part in self.parts.values())

    def before(self, runs: Runs, parties: tuple[str, ...]) -> Runs:
        """``runs`` and then the words; in a bracket of their own where only some of ``parties`` want them."""
        whole = (*runs, *self.runs)
        if not whole or len(self.parts) == len(parties):
            return whole
        return (Bracket((Alternative(self.owners, whole),)),)

    def begins(self, party: str, provision: str) -> bool:
        """Whether the party's provision with this id begins here."""
        part = self.parts.get(party)
        return part is not None and part.provision.id == provision and part.joined is None

    def with_words(self, party: str, words: str, economy: float) -> Clause:
        """The clause when ``party`` has these words in it."""
        wordings = {owner: project(self.runs, owner) for owner in self.parts} | {party: words}
        part = self.parts[party]
        parts = {**self.parts, party: replace(part, provision=replace(part.provision, text=words))}
        return replace(self, runs=consolidate(wordings, economy=economy), parts=parts)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A match that a person should look at: ``party``'s provision was put into the clause with this index."""

    clause: int
    party: str
    provision: Provision
    how: Match
    confidence: float


@dataclass(frozen=True, slots=True)
class ConsolidatedText:
    """All parties' drafts in one, in document order. ``economy`` is that of ``consolidate``."""

    language: str
    parties: tuple[str, ...]
    clauses: tuple[Clause, ...]
    economy: float = ECONOMY

    def runs(self, clause: Clause) -> Runs:
        """A clause's words, bracketed as a whole where some party does not want it there."""
        return clause.before((), self.parties)

    def project(self, party: str) -> Draft:
        """The party's draft, exactly: its provisions in its order, with its ids, numbers and words."""
        found: list[Provision] = []
        for clause in self.clauses:
            part = clause.parts.get(party)
            if part is None:
                continue
            words = project(clause.runs, party)
            if part.joined is not None:
                words = found.pop().text + part.joined + words
            found.append(replace(part.provision, text=words))
        return Draft(self.language, tuple(found))

    def printed(self) -> Runs:
        r"""The whole as one bracketed text; projecting it for a party gives its printed draft, character for character.

        What separates provisions stands before them, so that a bracket around one opens at the end of the line before
        and every heading and paragraph begins its own line.
        """
        begun: set[str] = set()
        printed: list[Run] = []
        for clause in self.clauses:
            leads = {}
            for party, part in clause.parts.items():
                separator = "\n\n" if party in begun else ""
                leads[party] = separator + part.provision.lead if part.joined is None else part.joined
                begun.add(party)
            printed.extend(clause.before(consolidate(leads, economy=1), self.parties))
        printed.extend(consolidate({party: "\n" if party in begun else "" for party in self.parties}))
        return _joined(printed)

    def doubts(self, below: float = DOUBTFUL) -> Iterator[Doubt]:
        """Matches of less confidence than ``below``, in order."""
        for index, clause in enumerate(self.clauses):
            for party, part in clause.parts.items():
                if part.confidence < below:
                    yield Doubt(index, party, part.provision, part.how, part.confidence)

    def parents(self) -> dict[int, int]:
        """The index of the clause that each clause stands in, by depth; -1 at the top."""
        found: dict[int, int] = {}
        path: list[int] = []
        for index, clause in enumerate(self.clauses):
            while path and self.clauses[path[-1]].depth >= clause.depth:
                path.pop()
            found[index] = path[-1] if path else -1
            path.append(index)
        return found

    def measured(self, before: Mapping[int, int] | None = None) -> dict[int, Convergence]:
        """Each clause's words agreed, narrowed and open, by index; ``before``: its words in brackets at the last close.

        A provision that was moved counts once, where it came from.
        """
        earlier = before or {}
        return {
            index: measure(self.runs(clause), earlier.get(index)) if clause.moved is None else Convergence()
            for index, clause in enumerate(self.clauses)
        }

    def by_container(self, before: Mapping[int, int] | None = None) -> dict[int, Convergence]:
        """The same with all that stands in each clause (an article, a chapter), and the whole under -1."""
        return {-1: Convergence()} | roll_up(self.measured(before), self.parents())

    def convergence(self, before: Mapping[int, int] | None = None) -> Convergence:
        """The words of the whole agreed, narrowed and open."""
        return sum(self.measured(before).values(), Convergence())

    def with_words(self, party: str, provision: str, words: str) -> ConsolidatedText:
        """The same text with one provision of one party reworded: only that clause is compared again.

        Raises: UnknownSubject if the party has no provision with that id, or has it in several parts.
        """
        place = next((index for index, clause in enumerate(self.clauses) if clause.begins(party, provision)), -1)
        if place < 0 or self._goes_on(party, place):
            raise UnknownSubject(kind="provision", subject=provision, hint=N_("Consolidate the drafts again."))
        changed = self.clauses[place].with_words(party, words, self.economy)
        return replace(self, clauses=(*self.clauses[:place], changed, *self.clauses[place + 1 :]))

    def _goes_on(self, party: str, place: int) -> bool:
        """Whether the party's provision goes on in a later clause."""
        later = (clause.parts[party].joined for clause in self.clauses[place + 1 :] if party in clause.parts)
        return next(later, None) is not None


def _joined(runs: Iterable[Run]) -> Runs:
    """Join strings side by side, and brackets of one alternative each that have the same owners."""
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        if isinstance(run, str) and isinstance(last, str):
            result[-1] = last + run
        elif isinstance(run, Bracket) and isinstance(last, Bracket) and _sole(run) and _sole(run) == _sole(last):
            content = _joined((*last.alternatives[0].content, *run.alternatives[0].content))
            result[-1] = Bracket((Alternative(_sole(run), content),))
        else:
            result.append(run)
    return tuple(result)


def _sole(bracket: Bracket) -> tuple[str, ...]:
    """The owners of a bracket's one alternative, () if it has several."""
    return bracket.alternatives[0].owners if len(bracket.alternatives) == 1 else ()
