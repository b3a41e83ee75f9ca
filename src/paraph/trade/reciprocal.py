"""The reciprocal rate of April 2025, computed from trade as its authors described it, and held against Annex I.

The rate that would balance trade: (imports - exports) / (elasticity x pass-through x imports), halved, rounded up to a
whole percent, and never less than ten. With an elasticity of 4 and a pass-through of 0.25 their product is 1, so that
before halving it is the deficit as a share of imports. Source: Office of the US Trade Representative, "Reciprocal
Tariff Calculations" (2 April 2025); Executive Order 14257, Annex I.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from functools import cache

from paraph.errors import N_, InvalidContent
from paraph.trade.facts import file_of
from paraph.trade.partners import OUTSIDE_NORMAL_RELATIONS, PARTS_OF_THE_UNION
from paraph.trade.statistics import Trade, goods_trade


@dataclass(frozen=True, slots=True)
class Formula:
    """The parameters. ``elasticity``: of imports to their price; ``pass_through``: of the tariff to that price;
    ``discount``: the part that is imposed; ``floor``: percent."""

    elasticity: Decimal = Decimal(4)
    pass_through: Decimal = Decimal("0.25")
    discount: Decimal = Decimal("0.5")
    floor: Decimal = Decimal(10)

    def __post_init__(self) -> None:
        for name in ("elasticity", "pass_through", "discount"):
            if getattr(self, name) <= 0:
                raise InvalidContent(field=name, detail=N_("it must be more than zero"))
        if self.floor < 0:
            raise InvalidContent(field="floor", detail=N_("it must not be less than zero"))

    def rate(self, exports: Decimal, imports: Decimal) -> Computed:
        """The rate on a partner's goods, of exports to it and imports from it in one unit.

        >>> found = Formula().rate(Decimal("13098.2"), Decimal("136561.2"))
        >>> round(found.deficit_share, 2), round(found.halved, 2), found.rate
        (Decimal('90.41'), Decimal('45.20'), Decimal('46'))

        Raises InvalidContent for negative trade.
        """
        if exports < 0 or imports < 0:
            raise InvalidContent(field=N_("trade"), detail=N_("exports and imports are not negative"))
        deficit = imports - exports
        share = deficit * 100 / imports if imports else Decimal(0)
        balancing = share / (self.elasticity * self.pass_through)
        halved = balancing * self.discount
        return Computed(share, balancing, halved, max(self.floor, halved.to_integral_value(ROUND_CEILING)), self.floor)


@dataclass(frozen=True, slots=True)
class Computed:
    """A rate and how it came about, in percent. ``balancing``: the rate that the formula says would balance trade."""

    deficit_share: Decimal
    balancing: Decimal
    halved: Decimal
    rate: Decimal
    floor: Decimal

    @property
    def at_floor(self) -> bool:
        return self.rate == self.floor


class Verdict(StrEnum):
    """What comes of holding a computed rate against Annex I."""

    EQUAL = "equal"
    FLOOR = "floor"
    EXEMPT = "exempt"
    NOT_OF_ANNEX = "not-of-annex"
    IN_UNION = "in-union"
    CORRECTED = "corrected"
    NO_FIGURES = "no-figures"
    UNEXPLAINED = "unexplained"


VERDICTS = {
    Verdict.EQUAL: N_("as the formula gives it"),
    Verdict.FLOOR: N_("not in the annex: the floor holds, as the formula gives it"),
    Verdict.EXEMPT: N_("left out of the order: column 2 rates apply"),
    Verdict.NOT_OF_ANNEX: N_("no rate of the annex, though the table that circulates has one"),
    Verdict.IN_UNION: N_("inside the customs territory of the European Union, whose rate applies"),
    Verdict.CORRECTED: N_("one point apart: annex and announcement of 2 April differ for it"),
    Verdict.NO_FIGURES: N_("the statistics give no values for it"),
    Verdict.UNEXPLAINED: N_("the formula does not explain it"),
}
EXPLAINED = frozenset(Verdict) - {Verdict.UNEXPLAINED}

_NOT_OF_ANNEX = {
    "CA": N_("goods of Canada stand under the orders on the northern border; 8.75 is an average over them"),
    "MX": N_("goods of Mexico stand under the orders on the southern border; 4.5 is an average over them"),
    "CN": N_("34 in the annex; 104 is that, 50 added on 8 April, and 20 of the orders on fentanyl"),
}
_CORRECTED = frozenset({"CH"})
"""Announced on the chart of 2 April with another rate than in the annex."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One partner. ``listed``: the rate of the table of Annex I, None where it has none; ``remark``: a message key."""

    partner: str
    trade: Trade | None
    computed: Computed | None
    listed: Decimal | None
    verdict: Verdict
    remark: str = ""


@cache
def annex_i() -> Mapping[str, Decimal]:
    """Rates by partner in percent, as the table has them.

    >>> annex_i()["VN"], annex_i()["EU"]
    (Decimal('46'), Decimal('20'))
    """
    with file_of("annex-i-2025").open(encoding="utf-8", newline="") as file:
        return {row["partner"]: Decimal(row["rate"]) for row in csv.DictReader(file)}


@cache
def annex_ii() -> frozenset[str]:
    """Lines of eight digits that the reciprocal rate leaves out."""
    with file_of("annex-ii-2025").open(encoding="utf-8", newline="") as file:
        return frozenset(row["line"][:8] for row in csv.DictReader(file))


def compare(formula: Formula | None = None) -> list[Comparison]:
    """Every partner, of the statistics or of the annex, in the order of their imports.

    >>> found = {each.partner: each for each in compare()}
    >>> found["VN"].verdict, found["VN"].computed.rate, found["CN"].verdict
    (<Verdict.EQUAL: 'equal'>, Decimal('46'), <Verdict.NOT_OF_ANNEX: 'not-of-annex'>)
    """
    return sorted(
        _compared(formula or Formula()), key=lambda each: -(each.trade.imports.value if each.trade else Decimal(-1))
    )


def _compared(formula: Formula) -> Iterator[Comparison]:
    trades, listed = goods_trade(), annex_i()
    for partner in sorted({*trades, *listed}):
        trade, rate = trades.get(partner), listed.get(partner)
        if trade is None:
            yield Comparison(partner, None, None, rate, Verdict.NO_FIGURES)
            continue
        computed = formula.rate(trade.exports.value, trade.imports.value)
        yield Comparison(
            partner, trade, computed, rate, _verdict(partner, computed, rate), _NOT_OF_ANNEX.get(partner, "")
        )


def _verdict(partner: str, computed: Computed, listed: Decimal | None) -> Verdict:
    if partner in _NOT_OF_ANNEX:
        return Verdict.NOT_OF_ANNEX
    if partner in OUTSIDE_NORMAL_RELATIONS:
        return Verdict.EXEMPT
    if listed == computed.rate:
        return Verdict.EQUAL
    if listed is None and computed.at_floor:
        return Verdict.FLOOR
    if listed is None and partner in PARTS_OF_THE_UNION:
        return Verdict.IN_UNION
    if listed is not None and partner in _CORRECTED and abs(listed - computed.rate) <= 1:
        return Verdict.CORRECTED
    return Verdict.UNEXPLAINED
