"""What is handed over, before it has a format: a text, a report, a redline or a calendar, with what stands around it.

A paper holds all that its file will say and nothing else. ``writers`` makes files of papers; the same paper gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paraph.documents.blocks import Block
from paraph.text.brackets import Alternative, Bracket, Runs, show
from paraph.text.provision import Draft, Kind

if TYPE_CHECKING:  # a calendar program's library is not loaded for a text
    from paraph.documents.ics import Event
    from paraph.text.clauses import ConsolidatedText


@dataclass(frozen=True, slots=True)
class Page:
    """What stands around a text, in words: nothing else about it, its maker or its making is in the file.

    ``header`` and ``footer`` stand on every page, the footer with the page's number; ``end`` closes the text.
    """

    title: str
    subtitle: str = ""
    header: str = ""
    footer: str = ""
    end: str = "—"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Line:
    """One provision to be written: its number as shown, its words with their brackets. ``parent``: an id."""

    id: str
    parent: str
    kind: Kind
    depth: int
    number: str
    runs: Runs

    @property
    def label(self) -> str:
        """The number as it is printed before the words; "" for a heading of which the number is all there is."""
        if not self.number or (self.kind.titled and not self.runs):
            return ""
        ended = self.number.endswith((".", ")", ":", "]"))
        return self.number + ("." if self.kind.titled and not ended else "")

    @property
    def words(self) -> Runs:
        """What is printed after the label."""
        return self.runs or ((self.number,) if self.kind.titled and self.number else ())


def lines_of(draft: Draft) -> list[Line]:
    """A draft's provisions as lines."""
    parents = draft.parents()
    return [
        Line(each.id, parents[each.id], each.kind, each.depth, each.number, (each.text,) if each.text else ())
        for each in draft.provisions
    ]


def lines_together(text: ConsolidatedText) -> list[Line]:
    """The clauses of drafts put together as lines; a number on which they differ is bracketed as words are."""
    parents, found = text.parents(), []
    for index, clause in enumerate(text.clauses):
        wanted: dict[str, list[str]] = {}
        for party, part in clause.parts.items():
            if part.joined is None and part.provision.number:
                wanted.setdefault(part.provision.number, []).append(party)
        number = next(iter(wanted), "")
        if len(wanted) > 1:
            number = show((Bracket(tuple(Alternative(tuple(who), (each,)) for each, who in wanted.items())),))
        parent = str(parents[index]) if parents[index] >= 0 else ""
        found.append(Line(str(index), parent, clause.kind, clause.depth, number, text.runs(clause)))
    return found


@dataclass(frozen=True, slots=True)
class Comment:
    """What a party has said of a provision: a question with its answers, a reservation.

    ``about``: the line's id. ``quote``: the words that it is about, in ``language``; "" for the whole provision.
    ``author``: the party's name, ``code`` its short one. ``time``: RFC 3339, as the record writes it.
    """

    about: str
    author: str
    code: str
    time: str
    words: str
    quote: str = ""
    language: str = ""
    answers: tuple[Comment, ...] = ()

    def said(self) -> str:
        """The comment in a line, with what was answered.

        >>> answer = Comment("p", "Viet Nam", "VN", "", "Yes.")
        >>> Comment("p", "United States", "US", "", "All goods?", "goods", answers=(answer,)).said()
        'United States, “goods”: All goods? Viet Nam: Yes.'
        """
        quote = f", “{self.quote}”" if self.quote else ""
        return " ".join([f"{self.author}{quote}: {self.words}", *(each.said() for each in self.answers)])


@dataclass(frozen=True)
class TextPaper:
    """A text, with brackets or clean. ``lines``: by language, the same provisions in each.

    ``languages``: what each is called above its column. ``parties``: {code: name}, in the order of the negotiation.
    ``source``: an address that names the text in the world, for formats that have one.
    """

    page: Page
    name: str
    lines: Mapping[str, Sequence[Line]]
    languages: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    comments: Sequence[Comment] = ()
    record: Record | None = None

    def __post_init__(self) -> None:
        ids = [[line.id for line in lines] for lines in self.lines.values()]
        if any(each != ids[0] for each in ids):
            raise ValueError("the languages of a text differ in their provisions")


@dataclass(frozen=True, slots=True)
class Record:
    """The record that a paper is worked out from. ``time``: of its last entry, RFC 3339; ``heads``: {code: entry}."""

    negotiation: str
    title: Mapping[str, str]
    time: str
    heads: Mapping[str, str]


@dataclass(frozen=True)
class ReportPaper:
    """A document of blocks: an outcome, a statement, the state of play. ``blocks``: by language, of one shape.

    Its first block is the title, which ``page`` says too. ``data``: the same for programs, plain values.
    """

    page: Page
    name: str
    blocks: Mapping[str, Sequence[Block]]
    languages: Mapping[str, str] = field(default_factory=dict)
    data: object = None


@dataclass(frozen=True)
class TablePaper(ReportPaper):
    """A report of which ``table`` says all in rows, the first of them the head."""

    table: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class RedlinePaper:
    """The changes that lead from one draft to another. ``author``: whose changes they are."""

    page: Page
    name: str
    old: Draft
    new: Draft
    author: str
    time: str = ""


@dataclass(frozen=True)
class CalendarPaper:
    """Rounds, meetings and deadlines. ``blocks``: the same to read."""

    page: Page
    name: str
    events: Sequence[Event]


Paper = TextPaper | ReportPaper | TablePaper | RedlinePaper | CalendarPaper
