"""Published figures against each other: does the total equal its parts, the deficit their difference?

Figures that belong together have one source, one unit and one period, and the name of each says what it measures:
"us-exports-2024", "us-imports-2024", "us-deficit-2024", "total-trade-2024". Where one source publishes several trades
(goods, services), the rest of the name tells them apart.

A figure rounded to one decimal may be off by 0.05, so sums of rounded figures may differ from the rounded sum; that is
said, and told apart from a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from paraph.record.state import Figure

_MEASURES = ("exports", "imports", "deficit", "total")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?")


class Agreement(StrEnum):
    EXACT = "exact"
    ROUNDING = "rounding"
    CONTRADICTION = "contradiction"


class Rule(StrEnum):
    """What ought to hold. ``CHANGE``: last year's deficit, as the changes imply it, is last year's difference."""

    TOTAL = "total"
    DEFICIT = "deficit"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Check:
    """``published`` stands in the figure ``name``; ``computed`` follows from the figures ``parts``, in its precision.

    For ``Rule.CHANGE`` both are the change of the deficit on the year before, in percent.
    """

    rule: Rule
    name: str
    parts: tuple[str, str]
    published: Decimal
    computed: Decimal
    agreement: Agreement


def quantity(text: str) -> Decimal | None:
    """A number written as plain decimal text, else None.

    >>> quantity("136.6"), quantity("about 3"), quantity("NaN")
    (Decimal('136.6'), None, None)
    """
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def check_figures(figures: Mapping[str, Figure]) -> list[Check]:
    """Every relation that can be checked, whatever comes of it.

    >>> from paraph.record.state import Mark
    >>> mark = Mark("US", "chief", "2025-05-19T13:00:00Z", "")
    >>> published = {"exports": "13.1", "imports": "136.6", "total": "149.6", "deficit": "123.5"}
    >>> figures = {
    ...     f"goods-{name}": Figure({}, value, "US$ bn", "2024", {}, "", mark) for name, value in published.items()
    ... }
    >>> for check in check_figures(figures):
    ...     print(check.rule, check.published, check.computed, check.agreement)
    total 149.6 149.7 rounding
    deficit 123.5 123.5 exact
    """
    return [check for group in _groups(figures) for check in _checks(group, figures)]


def _groups(figures: Mapping[str, Figure]) -> Iterator[dict[str, str]]:
    """Figures that belong together: {measure: name of the figure}."""
    published: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    for name, figure in figures.items():
        measure = _measure(name)
        if measure and quantity(figure.value) is not None:
            origin = (figure.unit, figure.period, *sorted(figure.source.items()))
            published.setdefault(origin, []).append((measure, name))
    for found in published.values():
        if len({measure for measure, _ in found}) == len(found):
            yield dict(found)
        else:
            trades: dict[str, dict[str, str]] = {}
            for measure, name in found:
                trades.setdefault(name.replace(measure, ""), {})[measure] = name
            yield from trades.values()


def _measure(name: str) -> str:
    found = [measure for measure in _MEASURES if measure in re.split(r"[-._]", name)]
    return found[0] if len(found) == 1 else ""


def _checks(group: Mapping[str, str], figures: Mapping[str, Figure]) -> Iterator[Check]:
    if not {"exports", "imports"} <= group.keys():
        return
    parts = (group["exports"], group["imports"])
    exports, imports = (_Range.of(figures[name].value) for name in parts)
    for rule, computed in ((Rule.TOTAL, exports + imports), (Rule.DEFICIT, imports - exports)):
        if rule in group:
            published = figures[group[rule]].value
            yield Check(rule, group[rule], parts, Decimal(published), computed.middle, computed.against(published))
    if "deficit" in group:
        yield from _change(group["deficit"], parts, figures)


def _change(deficit: str, parts: tuple[str, str], figures: Mapping[str, Figure]) -> Iterator[Check]:
    changes = [quantity(figures[name].change) for name in (*parts, deficit)]
    if any(change is None or change <= -100 for change in changes):
        return
    exports, imports, now = (figures[name] for name in (*parts, deficit))
    difference = _before(imports) - _before(exports)
    if difference.low <= 0:
        return
    implied = (_Range.of(now.value) / difference - _Range.exactly(1)) * _Range.exactly(100)
    places = Decimal(now.change).as_tuple().exponent
    computed = implied.middle.quantize(Decimal(1).scaleb(int(places)))
    yield Check(Rule.CHANGE, deficit, parts, Decimal(now.change), computed, implied.against(now.change, computed))


def _before(figure: Figure) -> _Range:
    """Last year's figure, from this year's and the change in percent."""
    return _Range.of(figure.value) / (_Range.exactly(1) + _Range.of(figure.change) / _Range.exactly(100))


@dataclass(frozen=True, slots=True)
class _Range:
    """Where a number lies that was rounded, and what follows for numbers worked out from it."""

    low: Decimal
    middle: Decimal
    high: Decimal

    @classmethod
    def of(cls, text: str) -> _Range:
        value = Decimal(text)
        half = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
        return cls(value - half, value, value + half)

    @classmethod
    def exactly(cls, value: int) -> _Range:
        return cls(Decimal(value), Decimal(value), Decimal(value))

    def __add__(self, other: _Range) -> _Range:
        return _Range(self.low + other.low, self.middle + other.middle, self.high + other.high)

    def __sub__(self, other: _Range) -> _Range:
        return _Range(self.low - other.high, self.middle - other.middle, self.high - other.low)

    def __mul__(self, other: _Range) -> _Range:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _Range(min(ends), self.middle * other.middle, max(ends))

    def __truediv__(self, other: _Range) -> _Range:
        """For a divisor above zero."""
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _Range(min(ends), self.middle / other.middle, max(ends))

    def against(self, published: str, computed: Decimal | None = None) -> Agreement:
        other = _Range.of(published)
        if (self.middle if computed is None else computed) == other.middle:
            return Agreement.EXACT
        overlap = self.low <= other.high and other.low <= self.high
        return Agreement.ROUNDING if overlap else Agreement.CONTRADICTION
