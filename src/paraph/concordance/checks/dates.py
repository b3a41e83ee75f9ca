"""Dates in running text, in the patterns of each language's data file: "19-22 tháng 5" is two days of May."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from paraph.concordance.checks.language import Language, either

_YEAR = r"(?P<y>(?:1[5-9]|20|21)\d\d)"
_DAY = r"(?P<d>(?:0?[1-9]|[12]\d|3[01]))"
_LAST = r"(?P<r>(?:0?[1-9]|[12]\d|3[01]))"
_MONTH = r"(?P<n>(?:0?[1-9]|1[0-2]))"


@dataclass(frozen=True, order=True, slots=True)
class Date:
    """Parts that are not written are 0. ``last``: the last day of a range. ``swapped``: day and month could as well
    be the other way round ("5/6/2025" in English)."""

    year: int
    month: int
    day: int
    last: int = 0
    swapped: bool = False

    def agrees(self, other: Date) -> bool:
        """Whether both may be one date: what both write is the same.

        >>> Date(2025, 5, 19).agrees(Date(0, 5, 19)), Date(2025, 5, 19, 22).agrees(Date(0, 5, 19))
        (True, False)
        """
        return any(one._same(two) for one in self._readings() for two in other._readings())

    def _readings(self) -> tuple[Date, ...]:
        return (self, Date(self.year, self.day, self.month)) if self.swapped and self.day <= 12 else (self,)

    def _same(self, other: Date) -> bool:
        years = not self.year or not other.year or self.year == other.year
        return years and (self.month, self.day, self.last) == (other.month, other.day, other.last)

    def __str__(self) -> str:
        """
        >>> str(Date(2025, 5, 19, 22)), str(Date(0, 6, 0))
        ('2025-05-19/22', '--06')
        """
        said = (f"{self.year:04}" if self.year else "-") + (f"-{self.month:02}" if self.month else "")
        return said + (f"-{self.day:02}" if self.day else "") + (f"/{self.last:02}" if self.last else "")


def dates(text: str, language: Language) -> Iterator[tuple[Date, int, int]]:
    """Each date with its place.

    >>> from paraph.concordance.checks.language import language
    >>> [str(date) for date, *_ in dates("từ ngày 19-22 tháng 5, đầu tháng 6 năm 2025", language("vi"))]
    ['--05-19/22', '2025-06']
    >>> [str(date) for date, *_ in dates("from May 19-22, on 21 May 2025, in early June", language("en"))]
    ['--05-19/22', '2025-05-21', '--06']
    """
    months = language.data["months"]
    for match in _pattern(language).finditer(text):
        parts = {name.rpartition("_")[0]: found for name, found in match.groupdict().items() if found}
        name = parts.get("m", "").lower()
        if name and not match[0][:1].isdigit() and len(parts) == 1 and not _stands_alone(parts["m"], language):
            continue
        yield _date(parts, months, language), match.start(), match.end()


def _stands_alone(name: str, language: Language) -> bool:
    """Whether a month's name by itself is a month: "June", not "may"; in Spanish and French in lower case."""
    rules = language.data["dates"]
    if not rules["alone"] or name.lower() in rules["not_alone"]:
        return False
    return name[0].isupper() or language.code != "en"


def _date(parts: Mapping[str, str], months: Mapping[str, int], language: Language) -> Date:
    year, day, last = (int(parts.get(part, 0)) for part in "ydr")
    if "iso" in parts:
        year, month, day = map(int, parts["iso"].split("-"))
        return Date(year, month, day)
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        orders = language.data["dates"]["numeric"]
        month, day = (first, second) if orders[0] == "mdy" and first <= 12 else (second, first)
        return Date(year, month, day, swapped=len(orders) > 1 and max(month, day) <= 12)
    month = months[" ".join(parts["m"].lower().split())] if "m" in parts else int(parts.get("n", 0))
    return Date(year, month, day, last)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    rules = language.data["dates"]
    month = rf"(?P<m>{either(language.data['months'])})(?!\w)"
    shapes = [
        r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))",
        rf"(?P<a>0?[1-9]|[12]\d|3[01])(?P<cut>[/.-])(?P<b>0?[1-9]|[12]\d|3[01])(?P=cut){_YEAR}",
    ]
    for shape in [*rules["patterns"], *(["{m}"] if rules["alone"] else [])]:
        filled = shape.replace("{st}", rules["st"] or "(?:)").replace("{to}", f"(?:{rules['to']})")
        for mark, part in (("{d}", _DAY), ("{r}", _LAST), ("{m}", month), ("{n}", _MONTH), ("{y}", _YEAR)):
            filled = filled.replace(mark, part)
        shapes.append(filled)
    told_apart = []
    for place, shape in enumerate(shapes):
        named = re.sub(r"\?P<(\w+?)>", rf"?P<\1_{place}>", shape)
        told_apart.append(re.sub(r"\(\?P=(\w+)\)", rf"(?P=\1_{place})", named))
    return re.compile(rf"(?<![\w.,/])(?:{'|'.join(told_apart)})(?![\w/]|[.,-]\d)", re.IGNORECASE)
