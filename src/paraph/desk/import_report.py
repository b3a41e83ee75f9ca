"""The import report: everything that is to be said of a file that came in, as plain data. Words are message keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from paraph.desk.importing import Apart, Importing, Look, Wanted
from paraph.documents.attributing import NOBODY, Spot
from paraph.documents.intake import EVERYBODY, Intake, Row, Told
from paraph.documents.manuscript import Aside, Change, Comment, Found
from paraph.documents.tongues import Way
from paraph.documents.whose import Proposal
from paraph.errors import N_
from paraph.record.assembly import PROVISION

ASIDES: Mapping[Aside, str] = {
    Aside.HIDDEN: N_("Hidden in the file, and left out"),
    Aside.FIELD: N_("Fields: what they show is in the text"),
    Aside.PLACEHOLDER: N_("Prompts of content controls, taken as words of the text"),
    Aside.HEADER: N_("Headers and feet, left out"),
    Aside.METADATA: N_("What the file says of its makers"),
    Aside.UNREAD: N_("What cannot be read as text, left out"),
}
CHANGES: Mapping[Change, str] = {
    Change.INSERTED: N_("inserted"),
    Change.DELETED: N_("deleted"),
    Change.MOVED_HERE: N_("moved here"),
    Change.MOVED_AWAY: N_("moved away"),
    Change.FORMATTED: N_("formatted"),
}
WAYS: Mapping[Way, str] = {
    Way.ONE: N_("one language"),
    Way.COLUMNS: N_("each language in a column"),
    Way.AMONG: N_("two languages, paragraph by paragraph"),
    Way.AFTER: N_("two languages, one text after the other"),
}
ROLES: Mapping[str, str] = {
    EVERYBODY: N_("for everybody: changes are made in every party's text"),
    NOBODY: N_("for nobody: changes are not made"),
}
COUNTS: Mapping[str, str] = {
    "paragraphs": N_("paragraphs"),
    "tables": N_("tables"),
    "footnotes": N_("footnotes"),
    "endnotes": N_("endnotes"),
    "comments": N_("comments"),
    "fields": N_("fields"),
    "content controls": N_("content controls"),
    "text boxes": N_("text boxes"),
    "hidden characters": N_("hidden characters"),
    "formatting changes": N_("tracked changes of formatting"),
    "rows changed": N_("rows of tables inserted or deleted"),
    "prompts": N_("prompts of content controls"),
    "pages": N_("pages"),
    "pictures": N_("pictures"),
    "formulas": N_("formulas"),
}
"""What was met, or left out; what is not named here is said by its own name."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who has changed something. ``said``: whose changes these are, "" while that is open."""

    name: str
    initials: str
    insertions: int
    deletions: int
    moves: int
    formatting: int
    comments: int
    first: str
    last: str
    said: str
    proposed: Proposal | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A colour, or a code in brackets. ``said``: the party, "" while that is open; ``sample``: words in the colour."""

    sign: str
    characters: int
    bracketed: int
    sample: str
    said: str
    proposed: Proposal | None


@dataclass(frozen=True, slots=True)
class Matched:
    """A provision of the file: which known one it is, "" for a new one, how surely, and what it changes. ``what``: that
    it is a row of a table or a footnote (a message key), "" for a paragraph."""

    id: str
    place: int
    number: str
    words: str
    name: str
    known: bool
    confidence: float
    reason: str
    doubtful: bool
    change: str
    what: str = ""

    @property
    def subject(self) -> str:
        return PROVISION + self.name


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment and the provision it stands at; ``answers``: to which comment it is one."""

    comment: Comment
    subject: str
    near: str


@dataclass(frozen=True)
class Report:
    """``matched``, ``dropped``, ``changed``, ``agrees``, ``others``, ``apart``, the account: once it is said whose
    changes are whose."""

    file: str
    read: tuple[str, ...]
    skipped: tuple[str, ...]
    wanting: str
    way: Way
    languages: tuple[str, ...]
    counts: Mapping[str, int]
    left_out: Mapping[str, int]
    authors: tuple[Author, ...]
    colors: tuple[Sign, ...]
    names: tuple[Sign, ...]
    changes: tuple[Told, ...]
    brackets: Mapping[str, int]
    spots: tuple[tuple[int, Spot], ...]
    remarks: tuple[Remark, ...]
    notes: int
    asides: tuple[Found, ...]
    undecided: tuple[str, ...]
    came: tuple[Row, ...] = ()
    taken: tuple[Row, ...] = ()
    left: tuple[Row, ...] = ()
    matched: tuple[Matched, ...] = ()
    dropped: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    agrees: Mapping[str, list[str]] | None = None
    others: tuple[Wanted, ...] = ()
    apart: tuple[Apart, ...] = ()

    @property
    def doubts(self) -> int:
        """How many things are asked: authors, brackets, matches."""
        spots = sum(spot.doubt for _, spot in self.spots)
        return len(self.undecided) + spots + sum(each.doubtful for each in self.matched)


def report(desk: Importing, intake: Intake, look: Look | None, others: tuple[Wanted, ...] = ()) -> Report:
    """All of it. ``look``: None while it is not said whose changes are whose."""
    manuscript, proposals = intake.manuscript, desk.proposals(intake)
    rules = intake.rules
    authors = tuple(
        Author(
            each.name, each.initials, each.insertions, each.deletions, each.moves, each.formatting, each.comments,
            each.first, each.last, rules.authors.get(each.name, ""), proposals.authors.get(each.name),
        )
        for each in intake.editors
    )  # fmt: skip
    colors = tuple(
        Sign(p.color, p.characters, p.bracketed, p.sample, rules.colors.get(p.color, ""), proposals.colors.get(p.color))
        for p in intake.paints
    )
    names = tuple(
        Sign(code, 0, 0, "", rules.names.get(code, ""), proposals.names.get(code))
        for code in dict.fromkeys((*intake.strangers, *rules.names))
    )
    owned = sum((Counter(found.owned) for found in intake.brackets.values()), Counter[str]())
    remarks = tuple(
        Remark(each, look.subject_of(each) if look else "", intake.near(each.paragraph)) for each in manuscript.comments
    )
    side = look.side if look else None
    return Report(
        intake.where, manuscript.read, manuscript.skipped, manuscript.wanting, intake.layout.way,
        intake.layout.languages, dict(manuscript.counts), dict(manuscript.left_out), authors, colors, names,
        intake.changes, dict(owned), tuple(intake.spots), remarks, len(manuscript.notes), manuscript.asides,
        tuple(intake.undecided()),
        side.came if side else (), side.taken if side else (), side.left if side else (),
        _matched(look) if look else (), look.dropped if look else (), tuple(look.changed) if look else (),
        look.agrees if look else None, others, look.apart if look else (),
    )  # fmt: skip


def _matched(look: Look) -> tuple[Matched, ...]:
    """Every provision of the file, in its order, with what it was matched to."""
    sure = {id_: each for found in look.arrival.reports for each in found.matches for id_ in each.right if each.left}
    doubtful = {each.read.id for each in look.doubts}
    draft = next(iter(look.side.drafts.values()))
    made = []
    for each, place in zip(draft.provisions, look.side.places, strict=True):
        name, match = look.arrival.names[each.id], sure.get(each.id)
        subject = PROVISION + name
        known = subject in look.state.subjects
        change = "same" if subject not in look.changed else "changed" if known else "new"
        confidence = match.confidence if match and known else 0.0
        reason = match.reason if match and known else ""
        words = each.text if len(each.text) <= _WORDS else each.text[: _WORDS - 1] + "…"
        made.append(
            Matched(
                each.id, place, each.number, words, name, known, confidence, reason, each.id in doubtful, change,
                look.side.apart.get(each.id, ""),
            )
        )  # fmt: skip
    return tuple(made)


_WORDS = 80
