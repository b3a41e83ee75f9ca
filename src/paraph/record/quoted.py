"""Figures quoted in running text, held against those on record and against the other language of the same paragraph.

Only amounts are looked at that are written with their unit: "US$149.6 billion", "149,6 tỷ đô la Mỹ", "18.1 percent".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from paraph.record.contents import Statement
from paraph.record.figures import Agreement, Check, Rule, check_figures, quantity
from paraph.record.state import Figure
from paraph.record.values import Language, Text

_WORDS = {
    "billion": r"billion|bn\b|tỷ|tỉ",
    "million": r"million|triệu",
    "percent": r"percent|per cent|%|phần trăm",
}
_AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,\s]\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?)\s*(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _WORDS.items())
    + ")",
    re.IGNORECASE,
)
_UNITS = {"USD billion": "billion", "USD million": "million", "percent": "percent"}
_COMMA = frozenset({"vi", "fr", "de", "es", "pt", "id"})
"""Languages that write 149,6 for what English writes 149.6."""
NEAR = Decimal("0.02")
"""An amount this near to a published one (as a fraction of it) is taken for a slip in it."""


@dataclass(frozen=True, order=True, slots=True)
class Amount:
    unit: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Slip:
    """An amount in paragraph ``place`` (from 1) that comes near what the figure ``name`` says, and differs."""

    place: int
    amount: Amount
    name: str
    published: str


@dataclass(frozen=True, slots=True)
class Uneven:
    """An amount that paragraph ``place`` (from 1) has in some languages only."""

    place: int
    amount: Amount
    languages: tuple[Language, ...]


def amounts(text: str, language: Language) -> list[Amount]:
    """Amounts with their units, as written in the language.

    >>> amounts("US$149.6 billion, up 32.9 percent from 1,123 million", "en") == [
    ...     Amount("billion", Decimal("149.6")), Amount("percent", Decimal("32.9")), Amount("million", Decimal("1123"))]
    True
    >>> amounts("149,6 tỷ đô la Mỹ", "vi") == [Amount("billion", Decimal("149.6"))]
    True
    """
    point, mark = (",", ".") if language.partition("-")[0] in _COMMA else (".", ",")
    found = []
    for each in _AMOUNT.finditer(text):
        written = re.sub(r"\s", "", each[1]).replace(mark, "").replace(point, ".")
        value = quantity(written)
        if value is not None and each.lastgroup:
            found.append(Amount(each.lastgroup, value))
    return found


def uneven(statement: Statement, languages: list[Language]) -> Iterator[Uneven]:
    """Amounts that stand in some languages of a paragraph and not in the others it has."""
    for place, paragraph in enumerate(statement.paragraphs, 1):
        said = {each: set(amounts(paragraph[each], each)) for each in languages if paragraph.get(each)}
        for amount in sorted(set().union(*said.values())):
            having = tuple(each for each, found in said.items() if amount in found)
            if len(having) < len(said):
                yield Uneven(place, amount, having)


def slips(statement: Statement, figures: Mapping[str, Figure]) -> Iterator[Slip]:
    """Amounts that are nearly, but not quite, those of a figure on record."""
    published = _published(figures)
    for place, paragraph in enumerate(statement.paragraphs, 1):
        for amount in sorted(_amounts(paragraph) - published.keys()):
            close = [each for each in published if each.unit == amount.unit and _near(amount.value, each.value)]
            if close:
                nearest = min(close, key=lambda each: abs(each.value - amount.value))
                yield Slip(place, amount, published[nearest], str(nearest.value))


def at_odds(statement: Statement, figures: Mapping[str, Figure]) -> list[Check]:
    """Checks of published figures that do not come out exactly and concern a figure that the statement quotes."""
    quoted = set().union(*map(_amounts, statement.paragraphs)) if statement.paragraphs else set()
    return [
        check
        for check in check_figures(figures)
        if check.agreement is not Agreement.EXACT
        and check.rule is not Rule.CHANGE
        and _amount(figures[check.name]) in quoted
    ]


def _amounts(paragraph: Text) -> set[Amount]:
    return {amount for language, text in paragraph.items() for amount in amounts(text, language)}


def _amount(figure: Figure) -> Amount | None:
    value, unit = quantity(figure.value), _UNITS.get(figure.unit)
    return Amount(unit, value) if unit and value is not None else None


def _published(figures: Mapping[str, Figure]) -> dict[Amount, str]:
    """{amount: name of a figure that has it}, the changes in percent as well."""
    found: dict[Amount, str] = {}
    for name, figure in figures.items():
        amount, change = _amount(figure), quantity(figure.change)
        for each in (amount, Amount("percent", change) if change is not None else None):
            if each is not None:
                found.setdefault(each, name)
    return found


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= NEAR * abs(other)
