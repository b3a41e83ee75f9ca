"""A statement in the words of all who hold one: paragraphs matched, then consolidated in each language.

A paragraph is the same paragraph in all its languages, so it is matched by the words of all of them together. Keeping
one holder's brackets gives back its statement, paragraph by paragraph; in which order the holders are named changes
the order of brackets and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from paraph.record.contents import Statement
from paraph.record.state import State
from paraph.record.values import Language, Text, canonical
from paraph.text.align import Kind, align
from paraph.text.brackets import Bracket, Runs
from paraph.text.consolidate import consolidate


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that answer each other: the words by language, and whose paragraphs (by index) stand in them."""

    runs: Mapping[Language, Runs]
    parts: Mapping[str, tuple[int, ...]]

    @property
    def disputed(self) -> bool:
        return any(isinstance(run, Bracket) for runs in self.runs.values() for run in runs)


@dataclass(frozen=True, slots=True)
class ConsolidatedStatement:
    """``holders``: whose statements stand in it, in the order in which brackets name them."""

    holders: tuple[str, ...]
    title: Mapping[Language, Runs]
    passages: tuple[Passage, ...]

    @property
    def disputed(self) -> int:
        """In how many passages words are in dispute, the title counted as one."""
        return Passage(self.title, {}).disputed + sum(passage.disputed for passage in self.passages)


def statements_of(state: State, subject: str) -> dict[str, Statement]:
    """Who holds which statement: the parties in the order of the negotiation, then a secretariat that proposes one."""
    order = [*state.parties, *(each for each in state.participants if each not in state.parties)]
    return {party: each for party in order if isinstance(each := state.content(subject, party), Statement)}


def rivals(state: State, subject: str, supposed: Mapping[str, Statement] | None = None) -> dict[str, Statement]:
    """The statements to be put together; ``supposed``: what somebody holds instead of what is on record.

    A secretariat's counts while a party has yet to speak, and where it is the one supposed.
    """
    supposed = supposed or {}
    held = {**statements_of(state, subject), **supposed}
    spoken = all(party in held for party in state.parties)
    order = [*state.parties, *(each for each in state.participants if each not in state.parties)]
    return {p: held[p] for p in order if p in held and (p in state.parties or p in supposed or not spoken)}


def consolidate_statements(statements: Mapping[str, Statement], languages: Sequence[Language]) -> ConsolidatedStatement:
    """Put statements together, paragraph by paragraph.

    >>> def said(month): return Statement(title={"en": "Minutes"}, paragraphs=[{"en": f"They meet again in {month}."}])
    >>> from paraph.text.brackets import show
    >>> found = consolidate_statements({"US": said("June"), "VN": said("July")}, ["en"])
    >>> show(found.title["en"]), [show(each.runs["en"]) for each in found.passages]
    ('Minutes', ['They meet again in [US: June][VN: July].'])
    """
    rows: list[_Row] = []
    for _, statement in sorted({canonical(each): each for each in statements.values()}.items()):
        alike = [party for party, each in statements.items() if each == statement]
        rows = _taken_in(rows, alike, [_words(each, languages) for each in statement.paragraphs])
    return ConsolidatedStatement(
        tuple(statements),
        {each: consolidate({party: s.title.get(each) for party, s in statements.items()}) for each in languages},
        tuple(_passage(row, statements, languages) for row in rows),
    )


@dataclass(slots=True)
class _Row:
    """A passage in the making. ``words``: what later statements are matched with."""

    words: str
    parts: dict[str, tuple[int, ...]] = field(default_factory=dict)


def _words(paragraph: Text, languages: Sequence[Language]) -> str:
    return "\n".join(paragraph.get(language, "") for language in languages)


def _taken_in(rows: list[_Row], holders: Sequence[str], paragraphs: Sequence[str]) -> list[_Row]:
    """Match a statement with the rows so far; what it has and they lack becomes a row of its own."""
    result: list[_Row] = []
    moved: set[int] = set()
    for group in align([row.words for row in rows], paragraphs):
        if group.kind is Kind.MOVED:
            moved.update(group.left)
        met = [rows[index] for index in group.left] if group.kind is not Kind.MOVED else []
        row = _joined(met) if met else _Row("\n".join(paragraphs[index] for index in group.right))
        row.parts |= dict.fromkeys(holders, group.right) if group.right else {}
        result.append(row)
    for index in sorted(moved):
        before = next((k for k, row in enumerate(result) if index and row is rows[index - 1]), -1)
        result.insert(before + 1, rows[index])
    return result


def _joined(rows: Sequence[_Row]) -> _Row:
    """Rows that one paragraph answers together are one; the first of them grows."""
    first, *rest = rows
    for row in rest:
        first.words += "\n" + row.words
        for party, indices in row.parts.items():
            first.parts[party] = tuple(sorted({*first.parts.get(party, ()), *indices}))
    return first


def _passage(row: _Row, statements: Mapping[str, Statement], languages: Sequence[Language]) -> Passage:
    parts = {party: row.parts[party] for party in statements if party in row.parts}
    runs = {}
    for language in languages:
        worded = {
            party: "\n".join(statements[party].paragraphs[index].get(language, "") for index in parts[party])
            if party in parts
            else None
            for party in statements
        }
        runs[language] = consolidate(worded)
    return Passage(runs, parts)
