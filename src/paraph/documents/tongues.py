"""Which language each paragraph of a file is in: one, two in columns, or two among one another.

Vietnamese is told from any other language by its letters, which no other language of treaties has; where a paragraph
is too short to tell, by what the file says of it, else by the paragraph that it stands under. Nothing else is guessed:
of two languages without such letters one is what the reader says, and the file is then of one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from paraph.documents.manuscript import Manuscript, Paragraph, Read
from paraph.documents.outline import heading, label
from paraph.text.provision import Kind

VIETNAMESE, NEITHER = "vi", ""
_LETTERS = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_MARKED = re.compile(r"[^\W\d_a-z]", re.IGNORECASE)
"""Letters with marks: in a file of English and Vietnamese, a short paragraph that has one is Vietnamese."""
_EVIDENT = 0.03
"""The share of such letters from which a text is Vietnamese."""
_ENOUGH = 20
"""Letters without any mark that tell that a paragraph is not Vietnamese."""
_SHARE = 0.2
"""The share of paragraphs from which a file has two languages."""
_TURNS = 0.3
"""The share of paragraphs in another language than the one before from which the languages stand among one another."""
_NAMES = frozenset({
    "en", "vi", "english", "vietnamese", "tiếng anh", "tiếng việt", "bản tiếng anh", "bản tiếng việt", "english text",
    "vietnamese text",
})  # fmt: skip
_DASH = re.compile(r"[-–—][ ]+")


class Way(StrEnum):
    """How the languages of a file stand: one; each in a column; paragraph by paragraph; a whole text after another."""

    ONE = "one"
    COLUMNS = "columns"
    AMONG = "among"
    AFTER = "after"


@dataclass(frozen=True)
class Layout:
    """``languages``: those of the file. ``columns``: {table: {column: language}} of tables that hold one in each.

    ``dashed``: the second language is set off by a dash before each paragraph, which is no word of the text.
    """

    way: Way
    languages: tuple[str, ...]
    columns: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    dashed: bool = False


def layout_of(manuscript: Manuscript, language: str) -> Layout:
    """How the languages of a file stand. ``language``: what its words are in where they do not show it."""
    other = manuscript.language or language
    other = "en" if other == VIETNAMESE else other
    columns = _columns(manuscript.paragraphs, other)
    if columns:
        return Layout(Way.COLUMNS, (other, VIETNAMESE), columns)
    told = [found for each in manuscript.paragraphs if (found := _told(each.text)) is not None]
    share = sum(told) / len(told) if told else float((manuscript.language or language) == VIETNAMESE)
    if share <= _SHARE or share >= 1 - _SHARE or len(told) < 2:
        return Layout(Way.ONE, (VIETNAMESE if share > 0.5 else other,))
    turns = sum(a != b for a, b in pairwise(told)) / len(told)
    way = Way.AMONG if turns > _TURNS else Way.AFTER
    dashes = [bool(_DASH.match(each.text)) for each in manuscript.paragraphs if _told(each.text)]
    return Layout(way, (other, VIETNAMESE), dashed=sum(dashes) > len(dashes) / 2)


def split(reads: Sequence[Read], layout: Layout) -> dict[str, list[Read]]:
    """The paragraphs of each language, in their order; under "" what stands in a column of neither language.

    A footnote is in the language of what it stands under. Numbers in a column of their own number the whole row.
    """
    if layout.way is Way.ONE:
        return {layout.languages[0]: list(reads), NEITHER: []}
    found: dict[str, list[Read]] = {language: [] for language in (*layout.languages, NEITHER)}
    current = layout.languages[0]
    for each in reads:
        if layout.way is Way.COLUMNS:
            current = _in_column(each, layout, current)
        elif each.of.kind is not Kind.FOOTNOTE:
            current = _tongue(each, layout, current, found)
        found[current].append(_undashed(each) if layout.dashed and current == VIETNAMESE else each)
    return _numbered(found) if layout.way is Way.COLUMNS else found


def _numbered(found: dict[str, list[Read]]) -> dict[str, list[Read]]:
    """Numbers that stand in a column of their own, given to the first paragraph of each language in their row."""
    numbers: dict[tuple[int, int], str] = {}
    rest = []
    for each in found[NEITHER]:
        number, cell = " ".join(filter(None, (each.of.label, each.text.strip()))), each.of.cell
        if cell and number and _number(number) and (cell.table, cell.row) not in numbers:
            numbers[cell.table, cell.row] = number
        elif number:
            rest.append(each)
    return {language: _with_numbers(reads, numbers) if language else rest for language, reads in found.items()}


def _with_numbers(reads: Sequence[Read], numbers: Mapping[tuple[int, int], str]) -> list[Read]:
    left = dict(numbers)
    made = []
    for each in reads:
        cell = each.of.cell
        number = left.pop((cell.table, cell.row), "") if cell and each.text.strip() else ""
        made.append(replace(each, of=replace(each.of, label=number)) if number and not each.of.label else each)
    return made


def named_only(read: Read, layout: Layout) -> bool:
    """Whether it only names the language of its column."""
    cell = read.of.cell
    return bool(cell and cell.row == 0 and cell.table in layout.columns) and read.text.strip().casefold() in _NAMES


def _columns(paragraphs: Iterable[Paragraph], other: str) -> dict[int, dict[int, str]]:
    words: dict[int, dict[int, list[str]]] = {}
    for each in paragraphs:
        if each.cell:
            words.setdefault(each.cell.table, {}).setdefault(each.cell.column, []).append(each.text)
    found = {}
    for table, columns in words.items():
        full = {column: " ".join(texts) for column, texts in columns.items() if _has_words(texts)}
        tongues = {column: _vietnamese(text) for column, text in full.items()}
        if sorted(tongues.values()) == [False, True]:
            found[table] = {column: VIETNAMESE if yes else other for column, yes in tongues.items()}
    return found


def _has_words(texts: Sequence[str]) -> bool:
    """Whether a column holds more than numbers and what is written above them."""
    return sum(not _number(text.strip()) for text in texts) > 1 or (len(texts) == 1 and _letters(texts[0]) > 1)


def _number(text: str) -> bool:
    return not text or label(text).number == text or heading(text) is not None or _letters(text) == 0


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _vietnamese(text: str) -> bool:
    return len(_LETTERS.findall(text)) > _EVIDENT * max(_letters(text), 1)


def _told(text: str) -> bool | None:
    """Whether a paragraph is Vietnamese; None where it is too short to tell."""
    if _vietnamese(text):
        return True
    return False if _letters(text) >= _ENOUGH else None


def _in_column(each: Read, layout: Layout, current: str) -> str:
    """The language of its column; a footnote's is that of what it stands under, a note between tables' is the first."""
    if each.of.kind is Kind.FOOTNOTE:
        return current
    cell = each.of.cell
    if cell is None or cell.table not in layout.columns:
        return VIETNAMESE if _told(each.text) else layout.languages[0]
    return layout.columns[cell.table].get(cell.column, NEITHER)


def _tongue(each: Read, layout: Layout, current: str, found: Mapping[str, Sequence[Read]]) -> str:
    """The language of a paragraph among two: by its letters, by what the file says, or under its like."""
    told = _told(each.text)
    if told is None and _MARKED.search(each.text):
        told = True
    if told is None and (head := heading(each.text.strip())) and not head.number.casefold().startswith("phần"):
        told = False
    if told is not None:
        return VIETNAMESE if told else layout.languages[0]
    if each.of.language in layout.languages:
        return each.of.language
    before = found[current][-1] if found[current] else None
    same = before is not None and label(before.text.strip()).number == label(each.text.strip()).number
    if layout.way is Way.AFTER or (current == layout.languages[0] and not same):
        return current
    return VIETNAMESE if current == layout.languages[0] else layout.languages[0]


def _undashed(each: Read) -> Read:
    """The paragraph without the dash that sets its language off."""
    for at, piece in enumerate(each.pieces):
        if piece.text.strip():
            dash = _DASH.match(piece.text.lstrip())
            if not dash:
                return each
            words = piece.text.lstrip()[dash.end() :]
            return replace(each, pieces=(*each.pieces[:at], replace(piece, text=words), *each.pieces[at + 1 :]))
    return each
