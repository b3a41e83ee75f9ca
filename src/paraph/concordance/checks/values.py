"""What is said exactly in a text: numbers, percentages, money, dates, periods, ordinals, cross-references, HS codes.

``values`` finds them all, each with its place and a value that is the same in every language: "US$136.6 billion" and
"136,6 tỷ USD" are one amount, "ninety days" and "90 ngày" one period.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from paraph.concordance.checks.dates import Date, dates
from paraph.concordance.checks.language import Language, either, name_of
from paraph.concordance.checks.numerals import Numeral, numerals
from paraph.concordance.checks.references import Reference, references


class Kind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    PERIOD = "period"
    MEASURE = "measure"
    ORDINAL = "ordinal"
    ROMAN = "roman"
    REFERENCE = "reference"
    HS = "hs"
    NOTE = "note"


_PERIODS = frozenset({"day", "working-day", "week", "month", "quarter", "year", "hour", "minute"})
_PERCENT = frozenset({"percent", "percentage-point", "basis-point"})


@dataclass(frozen=True, slots=True)
class Value:
    """``what``: the value itself, comparable across languages: a Decimal (money in single units of the currency), a
    ``Date``, a ``Reference``, or text. ``unit``: of a period, measure, percentage ("percent", "percentage-point"), or
    the currency (ISO 4217), "" where none is written. ``firm``: can be nothing else. ``also``: other readings."""

    kind: Kind
    what: Hashable
    start: int
    end: int
    unit: str = ""
    firm: bool = True
    also: frozenset[Decimal] = frozenset()

    @property
    def key(self) -> tuple[Kind, Hashable, str]:
        return self.kind, self.what, self.unit


def values(text: str, language: Language) -> list[Value]:
    """All of them, in order, none overlapping another.

    >>> from paraph.concordance.checks.language import language
    >>> [(str(each.kind), str(each.what), each.unit) for each in values("136,6 tỷ USD trong 90 ngày", language("vi"))]
    [('money', '136600000000', 'USD'), ('period', '90', 'day')]
    """
    taken: list[Value] = []
    for found in (_references(text, language), _codes(text), _dates(text, language)):
        taken += _free(found, taken)
    taken += _free(_marks(text), taken)
    numbers = [each for each in numerals(text, language) if not _overlaps(each.start, each.end, taken)]
    taken += _free(_quantities(text, language, numbers), taken)
    taken += _free(_ordinals(text, language), taken)
    taken += _free(_romans(text), taken)
    return sorted(taken, key=lambda value: value.start)


def _overlaps(start: int, end: int, taken: Iterable[Value]) -> bool:
    return any(start < each.end and each.start < end for each in taken)


def _free(found: Iterable[Value], taken: Sequence[Value]) -> list[Value]:
    return [each for each in found if not _overlaps(each.start, each.end, taken)]


def _references(text: str, language: Language) -> Iterator[Value]:
    for each in references(text, language):
        yield Value(Kind.HS if each.head == "heading" else Kind.REFERENCE, each.what, each.start, each.end)


def _dates(text: str, language: Language) -> Iterator[Value]:
    for date, start, end in dates(text, language):
        yield Value(Kind.DATE, date, start, end)


_HS = re.compile(r"(?<![\w.,/$€-])\d{4}\.\d{2}(?:\.\d{2}){0,2}(?![\w]|[.,]\d)")


def _codes(text: str) -> Iterator[Value]:
    for match in _HS.finditer(text):
        yield Value(Kind.HS, Reference.code(match[0]), match.start(), match.end())


_MARK = re.compile(r'(?<=[^\d\s][.,;:”"])\s?\d{1,3}(?:,\s?\d{1,3})*(?=\s*$|\s+[A-ZĐÁÉÍÓÚ“"])')


def _marks(text: str) -> Iterator[Value]:
    """Marks of footnotes that stand in the words as plain digits, behind a sentence's end."""
    for match in _MARK.finditer(text):
        yield Value(Kind.NOTE, match[0].strip(), match.start(), match.end(), firm=False)


# -- numbers with what stands around them ------------------------------------------------------------------------


@cache
def _scale(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:de )?({either(language.scales)})(?!\w)", re.IGNORECASE)


_GAP = re.compile(r"[\s-]{0,2}")
_BETWEEN = re.compile(r"\s*(?:[-–]|to|or|and|and/or|through|đến|tới|hoặc|và|a|o|y|à|ou|et|al?)\s*", re.IGNORECASE)


def _quantities(text: str, language: Language, numbers: Sequence[Numeral]) -> list[Value]:
    """Numbers with scale, unit and currency; in "30 to 60 days" the first has the unit of the second."""
    found: list[Value] = []
    factors = {number.start: _scaled(text, number.end, language) for number in numbers}
    later: Numeral | None = None
    for number in reversed(numbers):
        joined = later and _BETWEEN.fullmatch(text[number.end : later.start])
        if joined and later and factors[later.start] and not factors[number.start]:
            factor, _ = factors[later.start] or (Decimal(1), 0)
            factors[number.start] = factor, number.end  # "1.2-1.5 billion"
        later = number
        value = _quantity(text, language, number, factors[number.start])
        after = found[-1] if found else None
        if value.kind is Kind.NUMBER and after and after.kind in (Kind.PERIOD, Kind.PERCENT, Kind.MONEY, Kind.MEASURE):
            gap = text[value.end : after.start]
            if _BETWEEN.fullmatch(gap) and not (number.words and not number.firm):
                value = replace(value, kind=after.kind, unit=after.unit)
        found.append(value)
    found.reverse()
    return [each for place, each in enumerate(found) if not _overlaps(each.start, each.end, found[:place])]


def _quantity(text: str, language: Language, number: Numeral, scale: tuple[Decimal, int] | None) -> Value:
    amount, end, also, firm = number.value, number.end, number.also, number.firm
    if scale:
        factor, end = scale
        amount, also, firm = amount * factor, frozenset(each * factor for each in also), True
    amount = _plain(amount)
    base = Value(Kind.NUMBER, amount, number.start, end, firm=firm, also=frozenset(map(_plain, also)))
    gap = _GAP.match(text, end)
    unit = language.units.match(text, gap.end() if gap else end)
    if unit:
        name = name_of(unit)
        kind = Kind.PERIOD if name in _PERIODS else Kind.PERCENT if name in _PERCENT else Kind.MEASURE
        return replace(base, kind=kind, unit=name, end=unit.end(), firm=firm or number.value > 1)
    return _money(text, language, base)


def _money(text: str, language: Language, base: Value) -> Value:
    gap = _GAP.match(text, base.end)
    after = language.currencies.match(text, gap.end() if gap else base.end)
    if after:
        return replace(base, kind=Kind.MONEY, unit=name_of(after), end=after.end(), firm=True)
    window = max(0, base.start - 24)
    before = [each for each in language.currencies.finditer(text, window, base.start) if each[0].strip()]
    if before and not text[before[-1].end() : base.start].strip():
        return replace(base, kind=Kind.MONEY, unit=name_of(before[-1]), start=before[-1].start(), firm=True)
    return base


def _scaled(text: str, end: int, language: Language) -> tuple[Decimal, int] | None:
    """Scale words after a number ("billion", "nghìn tỷ") and where they end."""
    match = _scale(language).match(text, end)
    if match is None:
        return None
    word = match[1].lower()
    factor = language.scales.get(word) or next(
        (value for words, value in language.scales.items() if re.fullmatch(words, word, re.IGNORECASE)), None
    )
    return (factor, match.end()) if factor else None


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros or exponent, so that equal numbers print alike.

    >>> _plain(Decimal("1E+3")), _plain(Decimal("2.50"))
    (Decimal('1000'), Decimal('2.5'))
    """
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral() and abs(short) < Decimal(10) ** 20 else short


# -- ordinals, roman numbers -------------------------------------------------------------------------------------


@cache
def _ordinal(language: Language) -> re.Pattern[str]:
    after, before = language.data["ordinal"]["after"], language.data["ordinal"]["before"]
    shapes = [rf"(?<!\w)(?P<word>{either(language.data['ordinals'])})(?!\w)"]
    if after:
        shapes.append(rf"(?<![\w.,])(?P<digits>\d{{1,3}})\s?(?:{after})(?!\w)")
    if before:
        shapes.append(rf"(?<!\w)(?:{before})\s(?P<digits_after>\d{{1,3}})(?!\w)")
    return re.compile("|".join(shapes), re.IGNORECASE)


def _ordinals(text: str, language: Language) -> Iterator[Value]:
    for match in _ordinal(language).finditer(text):
        groups = match.groupdict()
        word = groups["word"]
        number = (
            language.data["ordinals"][word.lower()] if word else int(groups.get("digits") or groups["digits_after"])
        )
        yield Value(Kind.ORDINAL, number, match.start(), match.end(), firm=not word)


_ROMAN = re.compile(r"(?<![\w.(-])(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{2,3})(?![\w-])")


def _romans(text: str) -> Iterator[Value]:
    """Roman numbers that stand by themselves; a single I, V or X counts for a number only after a head."""
    for match in _ROMAN.finditer(text):
        if len(match[0]) > 1:
            yield Value(Kind.ROMAN, roman(match[0]), match.start(), match.end(), firm=False)


def roman(written: str) -> int:
    """
    >>> roman("XIV"), roman("iii")
    (14, 3)
    """
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    each = [worth[letter] for letter in written.lower()]
    return sum(-value if any(value < later for later in each[place:]) else value for place, value in enumerate(each))


__all__ = ["Date", "Kind", "Value", "roman", "values"]
