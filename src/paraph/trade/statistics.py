"""Statistics of trade: figures that carry their source, and what follows from them, computed when asked.

Values are US$ million. A figure knows what it measures: general imports and imports for consumption, customs value and
CIF, differ, and two figures that measure different things are never taken for a contradiction of each other.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from paraph.errors import N_, UnknownSubject
from paraph.trade.facts import FLOWS, VALUATIONS, Source, connect, file_of, sources
from paraph.trade.partners import EUROPEAN_UNION, code_of


class Measure(StrEnum):
    EXPORTS = "exports"
    IMPORTS = "imports"
    BALANCE = "balance"
    TOTAL = "total"


MEASURES = {
    Measure.EXPORTS: N_("exports"),
    Measure.IMPORTS: N_("imports"),
    Measure.BALANCE: N_("balance"),
    Measure.TOTAL: N_("total trade"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. ``value``: US$ million; ``partner``: a code, "" for the world; ``computed``: from what it follows.

    ``valuation`` and ``flow`` are keys of ``facts.VALUATIONS`` and ``facts.FLOWS``.
    """

    measure: Measure
    partner: str
    period: str
    value: Decimal
    table: str
    valuation: str
    flow: str
    computed: tuple[Measure, ...] = ()

    @property
    def source(self) -> Source:
        return sources()[self.table]

    @property
    def definition(self) -> tuple[str, str]:
        """Its valuation and flow as message keys."""
        return VALUATIONS[self.valuation], FLOWS[self.flow]


@dataclass(frozen=True, slots=True)
class Trade:
    """US trade in goods with one partner in a year. ``balance`` and ``total`` follow from the two figures."""

    exports: Figure
    imports: Figure

    @property
    def balance(self) -> Figure:
        return self._of(Measure.BALANCE, self.exports.value - self.imports.value)

    @property
    def total(self) -> Figure:
        return self._of(Measure.TOTAL, self.exports.value + self.imports.value)

    @property
    def figures(self) -> tuple[Figure, Figure, Figure, Figure]:
        return (self.exports, self.imports, self.balance, self.total)

    def _of(self, measure: Measure, value: Decimal) -> Figure:
        each = self.imports
        return Figure(
            measure, each.partner, each.period, value, each.table, each.valuation, each.flow,
            (Measure.EXPORTS, Measure.IMPORTS),
        )  # fmt: skip


GOODS = "us-goods-2024"
IMPORTS = "us-imports-2024"
PERIOD = "2024"


@cache
def goods_trade() -> Mapping[str, Trade]:
    """US trade in goods in 2024 by partner: total exports and general imports on a Census basis.

    >>> vietnam = goods_trade()["VN"]
    >>> vietnam.exports.value, vietnam.imports.value, vietnam.balance.value
    (Decimal('13098.2'), Decimal('136561.2'), Decimal('-123463.0'))
    """
    source = sources()[GOODS]
    found = {}
    with file_of(GOODS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["partner"]
            found[code] = Trade(
                Figure(Measure.EXPORTS, code, PERIOD, Decimal(row["exports"]), GOODS, *source.exports),
                Figure(Measure.IMPORTS, code, PERIOD, Decimal(row["imports"]), GOODS, source.valuation, source.flow),
            )
    return found


def trade_with(partner: str) -> Trade:
    """Trade with a partner, by its code or name. Raises UnknownSubject."""
    known = goods_trade()
    code = code_of(partner, frozenset(known))
    if code is None:
        raise UnknownSubject(kind=N_("partner"), subject=partner, hint=N_("Give its code of two letters, such as VN."))
    return known[code]


@dataclass(frozen=True, slots=True)
class Imports:
    """Imports for consumption of some goods from a partner. ``value`` and ``duty``: US$; ``lines``: with any trade."""

    partner: str
    value: int
    duty: int
    lines: int

    @property
    def collected(self) -> Decimal:
        """Duty as a percentage of value: the rate that was collected, whatever the schedule says."""
        return Decimal(self.duty) * 100 / self.value if self.value else Decimal(0)


def imports_of(prefix: str = "", partner: str = "") -> Imports:
    """Imports for consumption of all lines under these digits, from one partner or from all.

    >>> imports_of("", "VN").value
    141361159091

    From all: a member of the European Union that is given besides the Union is counted once.
    """
    found = _imports(prefix)
    if partner:
        return found.get(partner, Imports(partner, 0, 0, 0))
    once = [each for each in found.values() if each.partner not in EUROPEAN_UNION]
    return Imports("", sum(each.value for each in once), sum(each.duty for each in once), _lines(prefix))


def suppliers(prefix: str = "") -> list[Imports]:
    """The partners that goods under these digits come from, the largest first; members of the Union stand in it."""
    found = [each for each in _imports(prefix).values() if each.partner not in EUROPEAN_UNION]
    return sorted(found, key=lambda each: -each.value)


@cache
def _imports(prefix: str) -> dict[str, Imports]:
    with connect() as database:
        rows = database.execute(
            "SELECT partner, sum(value)::BIGINT, sum(duty)::BIGINT, count(*) FROM us_imports_2024"
            " WHERE line >= ? AND line < ? GROUP BY partner",
            _range(prefix),
        ).fetchall()
    return {row[0]: Imports(*row) for row in rows}


@cache
def by_chapter(partner: str) -> list[tuple[str, Imports]]:
    """Imports for consumption from a partner by chapter, the largest first."""
    with connect() as database:
        rows = database.execute(
            "SELECT printf('%02d', line // 100000000), sum(value)::BIGINT, sum(duty)::BIGINT, count(*)"
            " FROM us_imports_2024 WHERE partner = ? GROUP BY 1 ORDER BY 2 DESC",
            [partner],
        ).fetchall()
    return [(chapter, Imports(partner, value, duty, lines)) for chapter, value, duty, lines in rows]


@cache
def _lines(prefix: str) -> int:
    with connect() as database:
        found = database.execute(
            "SELECT count(DISTINCT line) FROM us_imports_2024 WHERE line >= ? AND line < ?", _range(prefix)
        ).fetchone()
    return found[0] if found else 0


def _range(prefix: str) -> tuple[int, int]:
    """The numbers of ten digits that begin with these.

    >>> _range("6109"), _range("")
    ((6109000000, 6110000000), (0, 10000000000))
    """
    step = 10 ** (10 - len(prefix))
    start = int(prefix or "0") * step
    return start, start + step


@cache
def line_values(partner: str) -> Mapping[str, int]:
    """Imports for consumption from a partner by line of eight digits, in US$: what a line weighs in an offer."""
    with connect() as database:
        rows = database.execute(
            "SELECT printf('%08d', line // 100), sum(value)::BIGINT FROM us_imports_2024 WHERE partner = ? GROUP BY 1",
            [partner],
        ).fetchall()
    return dict(rows)


def growth(before: Decimal, after: Decimal) -> Decimal:
    """The change in percent.

    >>> growth(Decimal("9855.7"), Decimal("13098.2")).quantize(Decimal("0.1"))
    Decimal('32.9')
    """
    return (after / before - 1) * 100
