"""From paragraphs to provisions: headings by style or words, numbers as printed or typed, rows of tables, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from paraph.documents.manuscript import Manuscript, Paragraph, Read, Stretch, paragraphs_of, stands
from paraph.documents.outline import Head, Outline, heading, label
from paraph.documents.tongues import layout_of, named_only, split
from paraph.errors import N_
from paraph.text.provision import Draft, Kind, Provision

_TITLE = 160
"""Characters of the longest title."""
_SHORT = 100
"""Characters of the longest title that no style says to be one."""
_HEADED = re.compile(r"(?P<number>\S+ \S+?)\s+(?P<text>[^\W\d].*)")
_BY_LEVEL = {1: Kind.CHAPTER, 2: Kind.ARTICLE, 3: Kind.SECTION}
ROW, FOOTNOTE = N_("row of a table"), N_("footnote")


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft out of paragraphs. ``places``: for each provision the paragraph of the file in which it begins.

    ``apart``: of the provisions that the file does not set as paragraphs of its text, by id, what they are: ``ROW`` or
    ``FOOTNOTE``. ``left``: letters and digits of those that were left out, by the same.
    """

    draft: Draft
    places: list[int]
    apart: Mapping[str, str]
    left: Mapping[str, int]


def draft_of(manuscript: Manuscript, authors: Collection[str], language: str) -> Draft:
    """The text of these authors as a draft, in ``language`` where the file holds it beside another.

    Headings are known by their style or by their words ("Article 2.3"), numbers as the word processor prints them or as
    they were typed. Paragraphs that show nothing, titles and tables of contents are left out.
    """
    layout = layout_of(manuscript, language)
    reads = [each for each in sides(manuscript, authors) if not each.of.front and not named_only(each, layout)]
    found = split(reads, layout)
    tongue = language if language in layout.languages else layout.languages[0]
    return shaped(found[tongue], tongue)


def sides(manuscript: Manuscript, authors: Collection[str]) -> list[Read]:
    """The paragraphs as these authors have them, each with its footnotes after it."""
    notes = {each.id: each for each in manuscript.notes}
    found: list[Read] = []
    for read in paragraphs_of(manuscript, authors):
        found.append(read)
        for piece in read.pieces:
            note = notes.pop(piece.note, None)  # a note to which several marks refer stands after the first
            if note is not None:
                words = tuple(each for each in note.stretches if stands(each.revisions, authors) and not each.hidden)
                found.append(Read(words, Paragraph(words, cell=read.of.cell, kind=Kind.FOOTNOTE), read.place))
    return found


def shaped(reads: Iterable[Read], language: str) -> Draft:
    """Paragraphs in one language as a draft; each provision's id says nothing but its order in the draft."""
    return placed(list(reads), language).draft


def placed(reads: Sequence[Read], language: str, without: Collection[str] = ()) -> Placed:
    """Like ``shaped``, and what is known of each provision. ``without``: ids of those in ``apart`` to leave out, which
    changes the numbers of later footnotes and no id."""
    outline, places, widths = Outline(), list[int](), _widths(reads)
    apart: dict[str, str] = {}
    left: Counter[str] = Counter()
    shown = [each for each in rows(reads) if each.of.kind is not None or shows(each)]
    for number, each in enumerate(shown, 1):
        id_, what = f"p{number}", _apart(each, widths)
        if what and id_ in without:
            left[what] += sum(map(str.isalnum, each.text))
            continue
        _set(outline, each)
        outline.provisions[-1] = replace(outline.provisions[-1], id=id_)
        places.append(each.place)
        if what:
            apart[id_] = what
    return Placed(Draft(language, tuple(outline.provisions)), places, apart, left)


def _set(outline: Outline, each: Read) -> None:
    text = each.text.strip()
    if each.of.kind is Kind.FOOTNOTE:
        notes = sum(before.kind is Kind.FOOTNOTE for before in outline.provisions)
        outline.add(Kind.FOOTNOTE, str(notes + 1), text)
    elif each.of.kind is not None:
        outline.provisions.append(Provision("", each.of.kind, each.of.depth, each.of.label, text))
    else:
        _add(outline, each, text)


def _apart(each: Read, widths: Mapping[int, Collection[int]]) -> str:
    """What a line is that may be no provision: a footnote, or a row of a table that is not numbered as a provision is.

    "61.09" before a rule of origin is a heading of the tariff and numbers nothing; "1." or "(a)" before words does.
    """
    if each.of.kind is not None:
        return FOOTNOTE if each.of.kind is Kind.FOOTNOTE else ""
    line = each.text.strip()
    numbered = heading(line) or _unstopped(line, False) or label(line).number.endswith((".", ")"))
    return ROW if _row(each, widths) and not numbered else ""


def shows(each: Read) -> bool:
    """Whether a paragraph is there to be read on this side: its words, or a number that stands without any in the file.

    Of one whose words are all somebody else's nothing is there, unless its number is a heading ("Article 5").
    """
    return bool(each.text.strip() or heading(each.of.label) or (each.of.label and not each.of.text.strip()))


def rows(reads: Sequence[Read]) -> Iterator[Read]:
    """Of a table with several columns each row as one line, its cells apart by tabs; anything else as it stands."""
    widths = _widths(reads)
    for place, line in groupby(reads, key=lambda each: _row(each, widths)):
        if place is None:
            yield from line
        else:
            yield from _one_line(list(line))


def _widths(reads: Iterable[Read]) -> dict[int, set[int]]:
    """The columns of each table in which there is something."""
    widths: dict[int, set[int]] = {}
    for each in reads:
        if each.of.cell:
            widths.setdefault(each.of.cell.table, set()).add(each.of.cell.column)
    return widths


def _row(each: Read, widths: Mapping[int, Collection[int]]) -> tuple[int, int] | None:
    cell = each.of.cell
    return (cell.table, cell.row) if cell and len(widths[cell.table]) > 1 else None


def _one_line(cells: Sequence[Read]) -> Iterator[Read]:
    """A row as one paragraph, then the footnotes of its cells."""
    words = [each for each in cells if each.of.kind is not Kind.FOOTNOTE]
    pieces: list[Stretch] = []
    for _, several in groupby(words, key=lambda each: each.of.cell.column if each.of.cell else 0):
        if pieces:
            pieces.append(Stretch("\t"))
        for at, each in enumerate(several):
            before = " ".join(filter(None, ("\n" if at else "", each.of.label)))
            pieces += [Stretch(before + " "), *each.pieces] if before.strip() else [*each.pieces]
    if words:
        yield replace(words[0], pieces=tuple(pieces), of=replace(words[0].of, label="", level=0))
    yield from (each for each in cells if each.of.kind is Kind.FOOTNOTE)


def _unstopped(line: str, styled: bool) -> Head | None:
    """A heading without a stop between its number and its title, "Article 2.3 Fees": where its style says that it is
    one, or it is short and goes on with a capital, as no sentence about an article does.

    >>> _unstopped("Article 2.3 Fees", False).text, _unstopped("Article 5 applies to goods", False)
    ('Fees', None)
    """
    found = _HEADED.fullmatch(line)
    head = heading(found["number"].rstrip()) if found else None
    if not found or head is None or len(line) > _TITLE or line.endswith((".", ";", ",", ":")):
        return None
    text = found["text"]
    return replace(head, text=text) if styled or (text[:1].isupper() and len(text) < _SHORT) else None


def _add(outline: Outline, each: Read, text: str) -> None:
    """One more provision. A heading that names no kind of container takes the one of its level."""
    counted = heading(each.of.label)  # "Article 2.3" that the word processor counts, and a title beside it
    line = " ".join(filter(None, (each.of.label, text)))
    head = heading(line) or _unstopped(line, bool(each.of.level))
    if head:
        outline.add(head.kind, head.number, head.text)
    elif counted and len(text) <= _TITLE and not text.endswith((".", ";", ",")):
        outline.add(counted.kind, counted.number, text)
    elif each.of.level:
        outline.add(_BY_LEVEL.get(each.of.level, Kind.ARTICLE), each.of.label.rstrip("."), text)
    else:
        found = label(line)
        typed = found.number or each.of.label
        outline.add(found.kind, typed, found.text if found.number else text)
