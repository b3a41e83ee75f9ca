"""Tariff lines by number and by words: the Harmonized System and the schedule of the United States over it.

Every number is found: chapters, headings and subheadings of HS 2022, the lines of the schedule, and the 303 headings
that have no row of their own in it, for they stand in HS 2022. Words are looked for in a line's own description and in
all that it stands in; Vietnamese words go through the chapters in Vietnamese and a list of words for goods.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from paraph.errors import N_, UnknownLine
from paraph.text.folding import folded, forms
from paraph.trade.facts import connect, file_of

_NUMBER = re.compile(r"\d[\d.\s]*")


@dataclass(frozen=True, slots=True)
class Good:
    """A chapter, heading, subheading or tariff line.

    ``number``: its digits, 2 to 10. ``words``: descriptions from the chapter down to its own. ``rate``: the general
    rate that holds for it, as written and taken from the line above where its own row has none; "" above the level of
    rates. ``special``, ``other``: the preferential rates and those of column 2. ``own``: whether the schedule has a
    row for it.
    """

    number: str
    words: tuple[str, ...]
    rate: str = ""
    special: str = ""
    other: str = ""
    units: tuple[str, ...] = ()
    own: bool = True

    @property
    def shown(self) -> str:
        """The number with its points.

        >>> Good("6109100012", ()).shown, Good("0409", ()).shown, Good("61", ()).shown
        ('6109.10.00.12', '0409', '61')
        """
        return dotted(self.number)

    @property
    def description(self) -> str:
        return self.words[-1].rpartition(" | ")[2] if self.words else ""

    @property
    def chapter(self) -> str:
        return self.number[:2]


def dotted(number: str) -> str:
    """The digits of a line with the points that schedules write."""
    parts = [number[:4], number[4:6], number[6:8], number[8:]]
    return ".".join(part for part in parts if part)


def digits(written: str) -> str:
    """The digits of a number as it is typed, "" where it is none.

    >>> digits("6109.10.00"), digits(" 0409 "), digits("T-shirts")
    ('61091000', '0409', '')
    """
    plain = written.strip()
    return re.sub(r"\D", "", plain) if _NUMBER.fullmatch(plain) else ""


class Nomenclature:
    """All goods by number, in the order of their numbers."""

    def __init__(self, goods: dict[str, Good]) -> None:
        self.goods = goods
        self._numbers = sorted(goods)
        self._said: dict[str, frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self.goods)

    def __contains__(self, number: object) -> bool:
        return number in self.goods

    def get(self, written: str, place: str = "") -> Good:
        """A good by its number, with or without points.

        >>> nomenclature().get("0409").own, nomenclature().get("6109.10.00").rate
        (False, '16.5%')

        Raises UnknownLine with the nearest numbers; ``place`` (a row of a file) is said before it.
        """
        number = digits(written)
        if number in self.goods:
            return self.goods[number]
        raise UnknownLine(
            line=written, place=place or N_("schedule"), near=", ".join(map(dotted, self._near(number))) or "-"
        )

    def _near(self, number: str) -> Sequence[str]:
        for length in range(len(number) - 1, 1, -1):
            if found := [each for each in self.under(number[:length]) if len(each) >= 4][:3]:
                return found
        return ()

    def under(self, prefix: str) -> list[str]:
        """All numbers that begin with these digits, in order."""
        start = bisect_left(self._numbers, prefix)
        end = bisect_left(self._numbers, prefix + ":")
        return self._numbers[start:end]

    def rated(self, prefix: str = "") -> list[Good]:
        """The lines of eight digits that a rate stands on, under these digits: the lines that are negotiated."""
        return [good for number in self.under(prefix) if len(number) == 8 and (good := self.goods[number]).rate]

    def chapter_words(self, number: str, language: str) -> str:
        """The title of a line's chapter in a language."""
        vietnamese = chapters_in_vietnamese()
        if language == "vi" and number[:2] in vietnamese:
            return vietnamese[number[:2]]
        chapter = self.goods.get(number[:2])
        return chapter.description if chapter else ""

    def find(self, query: str, most: int = 20, levels: Sequence[int] = (2, 4, 6, 8, 10)) -> list[Good]:
        """Goods by number or by words in either language, the best first: by how much of the query stands in the
        line's own words, then the shorter description, then the number.

        >>> [good.shown for good in nomenclature().find("natural honey", 2)]
        ['0409.00.00', '0409']
        >>> nomenclature().find("giày thể thao", 1)[0].chapter
        '64'
        """
        if number := digits(query):
            return [self.goods[each] for each in self.under(number) if len(each) in levels][:most]
        return self._found(_terms(query), most, levels) or self._found(_terms(query, loose=True), most, levels)

    def _found(self, terms: Sequence[Term], most: int, levels: Sequence[int]) -> list[Good]:
        if not terms:
            return []
        matched = [self._saying(term) for term in terms]
        chapters = [_chapters_saying(term) for term in terms]
        scored = []
        for number, good in self.goods.items():
            if len(number) in levels and all(
                number[:2] in titled or not said.isdisjoint(good.words)
                for titled, said in zip(chapters, matched, strict=True)
            ):
                own = sum(good.words[-1] in said for said in matched)
                own += sum(number in titled for titled in chapters)
                scored.append((-own, len(number) > 8, len(good.words[-1]), number))
        scored.sort()
        return [self.goods[each[-1]] for each in scored[:most]]

    def _saying(self, term: Term) -> set[str]:
        """The descriptions that have all words of one of a term's alternatives."""
        return set().union(
            *(frozenset.intersection(*map(self._with_stem, alternative)) for alternative in term.english)
        )

    def _with_stem(self, stem: str) -> frozenset[str]:
        """The descriptions that have a word of this stem."""
        if stem not in self._said:
            self._said[stem] = frozenset(
                words for words, plain in self._plain.items() if stem in plain and stem in _stems(words)
            )
        return self._said[stem]

    @cached_property
    def _plain(self) -> dict[str, str]:
        """Every description in small letters without marks: a quick look before the words are told apart."""
        said = {words for good in self.goods.values() for words in good.words}
        return {words: words.lower() if words.isascii() else folded(words.lower()) for words in said}


@dataclass(frozen=True, slots=True)
class Term:
    """What one word of a query (or several that name one good in Vietnamese) may stand for.

    ``said``: the folded words as typed; ``english``: alternatives, each the stems that a description must have all.
    """

    said: tuple[str, ...]
    english: tuple[frozenset[str], ...]


def _terms(query: str, loose: bool = False) -> list[Term]:
    """``loose``: one syllable without marks ("tom") may be Vietnamese, too."""
    exact, bare = _goods_in_vietnamese()
    typed = [form for form in forms(query) if len(form) > 1 or not form.isascii()]
    plain = [folded(form) for form in typed]
    marked = any(not letter.isascii() for letter in query)
    terms: list[Term] = []
    at = 0
    while at < len(typed):
        for length in range(min(4, len(typed) - at), 0, -1):
            said = tuple(plain[at : at + length])
            found = exact.get(" ".join(typed[at : at + length])) if marked else bare.get(" ".join(said))
            if found and (length > 1 or marked or loose):
                terms.append(Term(said, found))
                at += length
                break
        else:
            terms.append(Term((plain[at],), (frozenset({_stem(plain[at])}),)))
            at += 1
    return terms


def _chapters_saying(term: Term) -> frozenset[str]:
    """The chapters whose Vietnamese title has the words side by side."""
    sought = f" {' '.join(term.said)} "
    return frozenset(chapter for chapter, title in _folded_chapters().items() if sought in title)


@cache
def _folded_chapters() -> dict[str, str]:
    return {
        chapter: f" {' '.join(folded(form) for form in forms(title))} "
        for chapter, title in chapters_in_vietnamese().items()
    }


@lru_cache(maxsize=1 << 16)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(folded(form)) for form in forms(text))


def _stem(word: str) -> str:
    """A word without its plural, so that "shirt" finds "shirts".

    >>> _stem("shirts"), _stem("batteries"), _stem("glass"), _stem("dishes")
    ('shirt', 'batter', 'glass', 'dish')
    """
    if len(word) > 4 and word.endswith(("ies", "y")):
        return word.removesuffix("ies").removesuffix("y")  # the stem must stand in the word as it is written
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def chapters_in_vietnamese() -> dict[str, str]:
    with file_of("chapters-vi").open(encoding="utf-8", newline="") as file:
        return {row["chapter"]: row["vi"] for row in csv.DictReader(file)}


@cache
def _goods_in_vietnamese() -> tuple[dict[str, tuple[frozenset[str], ...]], dict[str, tuple[frozenset[str], ...]]]:
    """Vietnamese words for goods with what they are in English: by the words as written, and without marks."""
    exact: dict[str, tuple[frozenset[str], ...]] = {}
    bare: dict[str, tuple[frozenset[str], ...]] = {}
    with file_of("goods-vi").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            written = forms(row["vi"])
            english = tuple(_stems(each) for each in row["en"].split("/"))
            plain = " ".join(folded(form) for form in written)
            exact[" ".join(written)] = english
            bare[plain] = (*bare.get(plain, ()), *english)
    return exact, bare


@cache
def nomenclature() -> Nomenclature:
    """HS 2022 and the schedule of the United States, 2025."""
    with connect() as database:
        system = database.execute("SELECT code, description FROM hs_2022 ORDER BY code").fetchall()
        rows = database.execute(
            "SELECT line, indent, description, general, special, other, units FROM us_tariff_2025 ORDER BY place"
        ).fetchall()
    goods: dict[str, Good] = {}
    for code, description in system:
        above = goods[code[: {4: 2, 6: 4}.get(len(code), 0)]].words if len(code) > 2 else ()
        goods[code] = Good(code, (*above, description), own=False)
    for code, description in (("98", N_("Special classification provisions")), ("99", N_("Temporary legislation"))):
        goods.setdefault(code, Good(code, (description,), own=False))
    _schedule(goods, rows)
    _headings(goods)
    return Nomenclature(dict(sorted(goods.items())))


def _schedule(goods: dict[str, Good], rows: Sequence[tuple[str, int, str, str, str, str, str]]) -> None:
    """Put the rows of a schedule in. A row without rates has those of the row that it is indented under."""
    path: list[tuple[str, tuple[str, str, str]]] = []
    for line, indent, description, general, special, other, units in rows:
        del path[indent:]
        rates = (general, special, other) if general else path[-1][1] if path else ("", "", "")
        path.append((description, rates))
        if not line:
            continue
        above = goods.get(line[:2])
        words = (*(above.words if above else ()), *(said for said, _ in path))
        if len(line) in (4, 6) and line in goods:
            words = (*words[:-1], f"{goods[line].description} | {description}") if description else words
        good = Good(line, words, *rates, tuple(filter(None, units.split("|"))))
        goods[line] = good
        if len(line) == 10 and general:
            goods.setdefault(line[:8], Good(line[:8], words, *rates, good.units))


def _headings(goods: dict[str, Good]) -> None:
    """Put in what stands above a line and has a row neither in the schedule nor in HS 2022: headings of chapters 98
    and 99, and subheadings that the schedule writes with eight digits at once, or lines that it has in parts only."""
    for number in list(goods):
        for length in (4, 6, 8):
            if len(number) > length and (above := number[:length]) not in goods:
                shared = goods[number].words[: max(1, len(goods[number].words) - 1)]
                goods[above] = Good(above, shared, own=False)
