"""A file that came in, and what becomes of it: whose words are whose, what is taken, what is left, what is doubtful.

An *intake* is a manuscript under rules that a person has confirmed: which author of tracked changes and which colour is
which party. ``side`` is one party's text under them, with an account of every letter of the file: in the text, or left
out for a reason that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from paraph.documents.attributing import FILE, Attributed, Paint, Spot, attributed, paints
from paraph.documents.manuscript import Change, Manuscript, Read, Revision, Stretch, stands
from paraph.documents.shaping import FOOTNOTE, ROW, placed, rows, shows, sides
from paraph.documents.tongues import NEITHER, Layout, layout_of, named_only, split
from paraph.errors import N_, UnreadableFile
from paraph.text.convention import Convention
from paraph.text.provision import Draft, Kind

EVERYBODY = "*"
"""What an author is whose changes are made for every party: a secretariat's corrections."""
IN_PARAGRAPHS, IN_NOTES = N_("in paragraphs of the file"), N_("in its footnotes")
INSERTED, DELETED = N_("in insertions that are not this side's"), N_("deleted, by this side or for everybody")
HIDDEN = N_("hidden in the file")
FRONT = N_("titles, tables of contents and editors' notes")
COLUMN_NAMES = N_("names of the columns")
BESIDE, DASHES = N_("in columns of neither language"), N_("dashes before the second language")
BRACKETED = N_("in brackets of others, with the names in brackets")
UNMARKED = N_("footnotes to which nothing in this side's text refers")
APART = {
    ROW: N_("in rows of tables that are not taken as provisions"),
    FOOTNOTE: N_("in footnotes that are not taken as provisions"),
}
TAKEN = N_("in this side's text")
NUMBERS = N_("in numbers that the word processor counts")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a person has confirmed. ``authors``: {author: party, ``EVERYBODY``, or ``attributing.NOBODY``}; ``colors``
    and ``names``: {colour, or a code in brackets: party or ``NOBODY``}."""

    authors: Mapping[str, str] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    convention: Convention = FILE

    def made_for(self, party: str) -> set[str]:
        """The authors whose changes are made in this party's text.

        >>> sorted(Rules({"Lan": "VN", "Doe": "US", "Desk": EVERYBODY, "Temp": "-"}).made_for("VN"))
        ['Desk', 'Lan']
        """
        return {author for author, said in self.authors.items() if said in (party, EVERYBODY)}


@dataclass(frozen=True, slots=True)
class Person:
    """Who has worked on a file: how much, when first and last, with which initials."""

    name: str
    initials: str = ""
    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    formatting: int = 0
    comments: int = 0
    first: str = ""
    last: str = ""

    @property
    def changes(self) -> int:
        return self.insertions + self.deletions + self.moves + self.formatting


@dataclass(frozen=True, slots=True)
class Told:
    """A tracked change: in which paragraph of the file (from 0) and near what, by whom, its words."""

    place: int
    near: str
    change: Change
    author: str
    date: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an account: letters and digits, and where they are (a message key)."""

    what: str
    letters: int


@dataclass(frozen=True)
class Side:
    """One party's text by language, and the account: ``came`` adds up to ``taken`` and ``left`` together.

    ``places``: for each provision of the first language the paragraph of the file in which it begins. ``apart``: which
    of them are rows of tables or footnotes (``shaping.Placed``), where there are other provisions beside.
    """

    party: str
    drafts: Mapping[str, Draft]
    places: tuple[int, ...]
    came: tuple[Row, ...]
    taken: tuple[Row, ...]
    left: tuple[Row, ...]
    apart: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """``language``: of words that do not show theirs; ``parties``: those of the negotiation, by code."""

    manuscript: Manuscript
    parties: tuple[str, ...]
    language: str = "en"
    rules: Rules = field(default_factory=Rules)
    where: str = "file"

    @cached_property
    def layout(self) -> Layout:
        return layout_of(self.manuscript, self.language)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """Everybody who has changed or remarked something, in the order in which they first appear."""
        return tuple(_persons(self.manuscript))

    @property
    def editors(self) -> tuple[Person, ...]:
        """Those who have changed something: of each it must be said whose changes these are."""
        return tuple(each for each in self.persons if each.changes)

    @cached_property
    def changes(self) -> tuple[Told, ...]:
        return tuple(_changes(self.manuscript))

    @cached_property
    def paints(self) -> tuple[Paint, ...]:
        """The colours in the text, whoever's changes are made."""
        return tuple(paints(self._body(self.manuscript.authors), self.parties, self.rules.convention))

    @cached_property
    def brackets(self) -> Mapping[str, Attributed]:
        """The brackets of each language, with all changes made."""
        reads = split(self._body(self.manuscript.authors), self.layout)
        return {language: self._attributed(reads[language]) for language in self.layout.languages}

    @property
    def spots(self) -> list[tuple[int, Spot]]:
        """Brackets to be looked at, each with the paragraph of the file in which it stands."""
        return [
            (found.reads[min(each.place, len(found.reads) - 1)].place, each)
            for found in self.brackets.values()
            for each in found.spots
            if found.reads
        ]

    @property
    def strangers(self) -> tuple[str, ...]:
        """Codes in brackets that are no party's."""
        return tuple(dict.fromkeys(code for found in self.brackets.values() for code in found.strangers))

    def undecided(self) -> list[str]:
        """Authors of whom it is not said whose changes theirs are."""
        return [each.name for each in self.editors if each.name not in self.rules.authors]

    def near(self, place: int) -> str:
        """What a person knows a paragraph by: its number or its first words."""
        if not 0 <= place < len(self.manuscript.paragraphs):
            return ""
        return _near(self.manuscript, place)

    def side(self, party: str, without: Collection[str] = ()) -> Side:
        """One party's text, ``without`` some that are in ``Side.apart``, by id.

        Raises UnreadableFile when the account does not add up: nothing is lost in silence.
        """
        authors = self.rules.made_for(party)
        left: Counter[str] = Counter(_set_aside(self.manuscript, authors))
        reads = []
        for each in sides(self.manuscript, authors):
            reason = FRONT if each.of.front else COLUMN_NAMES if named_only(each, self.layout) else ""
            if reason:
                left[reason] += letters(each.text)
            else:
                reads.append(each)
        found = split(reads, self.layout)
        left[BESIDE] += _letters(found[NEITHER])
        numbered = _letters(reads) - _letters(each for several in found.values() for each in several)
        drafts: dict[str, Draft] = {}
        places: list[int] = []
        apart: Mapping[str, str] = {}
        counted = 0
        for language in self.layout.languages:
            own = self._attributed(found[language]).of(party)
            left[BRACKETED] += _letters(found[language]) - _letters(own)
            made = placed(own, language, without)
            drafts[language] = made.draft
            left.update({APART[what]: number for what, number in made.left.items()})
            if made.draft.provisions and not places:
                places, apart = made.places, made.apart if len(made.apart) < len(made.places) else {}
            counted += _numbers(own, drafts[language])
        side = Side(
            party, {each: draft for each, draft in drafts.items() if draft.provisions}, tuple(places), (), (), (),
            apart,
        )  # fmt: skip
        return self._accounted(side, left, counted - numbered)

    def _accounted(self, side: Side, left: Mapping[str, int], counted: int) -> Side:
        """The side with its account. ``counted``: letters of its numbers that stand in no paragraph's words."""
        came = (
            Row(IN_PARAGRAPHS, sum(letters(each.text) for each in self.manuscript.paragraphs)),
            Row(IN_NOTES, sum(letters(each.text) for each in self.manuscript.notes)),
            Row(NUMBERS, counted),
        )
        provisions = [each for draft in side.drafts.values() for each in draft.provisions]
        words = sum(letters(each.number) + letters(each.text) for each in provisions)
        rest = tuple(Row(what, number) for what, number in left.items() if number)
        if sum(each.letters for each in came) != words + sum(each.letters for each in rest):
            raise UnreadableFile(path=self.where, detail=N_("some of its characters would be lost"))
        return replace(side, came=tuple(each for each in came if each.letters), taken=(Row(TAKEN, words),), left=rest)

    def _body(self, authors: Iterable[str]) -> list[Read]:
        return [
            each
            for each in sides(self.manuscript, set(authors))
            if not each.of.front and not named_only(each, self.layout)
        ]

    def _attributed(self, reads: Sequence[Read]) -> Attributed:
        return attributed(reads, self.parties, self.rules.colors, self.rules.names, self.rules.convention)


def letters(text: str) -> int:
    """How many letters and digits there are: what an account counts.

    >>> letters("Điều 2.3 – (a)")
    7
    """
    return sum(map(str.isalnum, text))


def _letters(reads: Iterable[Read]) -> int:
    return sum(letters(each.text) for each in reads)


def _numbers(reads: Sequence[Read], draft: Draft) -> int:
    """How many letters of a draft's numbers stand in no paragraph's words."""
    lines = list(rows(reads))
    numbers = sum(letters(each.of.label) for each in lines if each.of.kind is not Kind.FOOTNOTE and _stands(each))
    numbers += sum(letters(each.number) for each in draft.provisions if each.kind is Kind.FOOTNOTE)
    return numbers + _letters(lines) - _letters(reads)


def _stands(each: Read) -> bool:
    return each.of.kind is not None or shows(each)


def _set_aside(manuscript: Manuscript, authors: set[str]) -> dict[str, int]:
    """Letters that are not in these authors' paragraphs, by the reason."""
    left: Counter[str] = Counter()
    referred: set[str] = set()
    for each in manuscript.paragraphs:
        for part in each.stretches:
            if part.note and stands(part.revisions, authors) and not part.hidden:
                referred.add(part.note)
        left.update(_lost(each.stretches, authors))
    for note in manuscript.notes:
        if note.id in referred:
            left.update(_lost(note.stretches, authors))
        else:
            left[UNMARKED] += letters(note.text)
    return left


def _lost(stretches: Sequence[Stretch], authors: set[str]) -> Counter[str]:
    left: Counter[str] = Counter()
    for part in stretches:
        if not stands(part.revisions, authors):
            new = any(each.change.adds and each.author not in authors for each in part.revisions)
            left[INSERTED if new else DELETED] += letters(part.text)
        elif part.hidden:
            left[HIDDEN] += letters(part.text)
    return left


def _persons(manuscript: Manuscript) -> Iterable[Person]:
    counts: dict[str, Counter[str]] = {}
    dates: dict[str, list[str]] = {}
    initials: dict[str, str] = {}
    for change in _changes(manuscript):
        counts.setdefault(change.author, Counter())[_FIELD[change.change]] += 1
        dates.setdefault(change.author, []).append(change.date)
    for each in manuscript.paragraphs:
        if each.before:
            counts.setdefault(each.before.author, Counter())["formatting"] += 1
            dates.setdefault(each.before.author, [])
    for comment in manuscript.comments:
        counts.setdefault(comment.author, Counter())["comments"] += 1
        dates.setdefault(comment.author, []).append(comment.date)
        initials.setdefault(comment.author, comment.initials)
    for name, found in counts.items():
        when = sorted(filter(None, dates[name])) or [""]
        yield Person(name, initials.get(name, ""), **found, first=when[0], last=when[-1])


_FIELD = {
    Change.INSERTED: "insertions",
    Change.DELETED: "deletions",
    Change.MOVED_HERE: "moves",
    Change.MOVED_AWAY: "moves",
    Change.FORMATTED: "formatting",
}


def _changes(manuscript: Manuscript) -> Iterable[Told]:
    """Every tracked change once, where it begins; what one author did in one go is one change."""
    notes = {each.id: each for each in manuscript.notes}
    for place, each in enumerate(manuscript.paragraphs):
        near = _near(manuscript, place)
        yield from _runs(each.stretches, place, near)
        for revision in each.mark:
            yield Told(place, near, revision.change, revision.author, revision.date, "¶")
        for part in each.stretches:
            if part.note in notes:
                yield from _runs(notes[part.note].stretches, place, near)


def _runs(stretches: Sequence[Stretch], place: int, near: str) -> Iterable[Told]:
    """The changes in some stretches: one that goes on over several of them is one."""
    open_now: dict[Revision, list[str]] = {}
    for part in stretches:
        for revision in [each for each in open_now if each not in part.revisions]:
            yield Told(place, near, revision.change, revision.author, revision.date, "".join(open_now.pop(revision)))
        for revision in part.revisions:
            open_now.setdefault(revision, []).append(part.text)
    for revision, words in open_now.items():
        yield Told(place, near, revision.change, revision.author, revision.date, "".join(words))


def _near(manuscript: Manuscript, place: int) -> str:
    paragraph = manuscript.paragraphs[place]
    words = " ".join(filter(None, (paragraph.label, " ".join(paragraph.text.split()))))
    return words if len(words) <= _NEAR else words[: _NEAR - 1] + "…"


_NEAR = 60
"""Characters by which a paragraph is recognised."""
