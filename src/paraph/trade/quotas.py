"""Tariff-rate quotas: a lower rate up to a quantity, a higher one beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from paraph.errors import N_, InvalidContent, NoDutyFollows
from paraph.trade.rates import CENT, Rate


@dataclass(frozen=True, slots=True)
class Quota:
    """``volume`` in ``unit`` a year, of which ``filled`` has come in already; ``inside`` and ``outside``: the rates.

    ``growth``: percent a year by which the volume grows.
    """

    volume: Decimal
    unit: str
    inside: Rate
    outside: Rate
    filled: Decimal = Decimal(0)
    growth: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.volume < 0 or self.filled < 0:
            raise InvalidContent(field=self.unit, detail=N_("a quota is not negative"))

    @property
    def left(self) -> Decimal:
        return max(self.volume - self.filled, Decimal(0))

    def in_year(self, year: int) -> Decimal:
        """The volume in a year of the agreement, the first being 1.

        >>> from paraph.trade.rates import parse_rate
        >>> rates = parse_rate("Free"), parse_rate("26.4%")
        >>> Quota(Decimal(1000), "t", *rates, growth=Decimal(5)).in_year(3).normalize()
        Decimal('1102.5')
        """
        return self.volume * (1 + self.growth / 100) ** (year - 1)

    def duty(self, value: Decimal, quantities: Mapping[str, Decimal]) -> Decimal:
        """The duty on an entry, which may use up what is left of the quota and go beyond it, to the cent.

        Value and all quantities are divided as the quantity in the quota's unit is.

        >>> from paraph.trade.rates import parse_rate
        >>> quota = Quota(Decimal(100), "kg", parse_rate("Free"), parse_rate("20%"), filled=Decimal(70))
        >>> quota.duty(Decimal(1000), {"kg": Decimal(40)})
        Decimal('50.00')

        Raises NoDutyFollows without a quantity in the unit of the quota.
        """
        if self.unit not in quantities:
            raise NoDutyFollows(rate=self.outside.text, detail=N_("a quantity is missing"), what=self.unit)
        quantity = quantities[self.unit]
        if quantity < 0:
            raise InvalidContent(field=self.unit, detail=N_("trade is not negative"))
        share = min(self.left / quantity, Decimal(1)) if quantity else Decimal(1)
        inside = self.inside.duty(value * share, {unit: each * share for unit, each in quantities.items()})
        beyond = 1 - share
        outside = self.outside.duty(value * beyond, {unit: each * beyond for unit, each in quantities.items()})
        return (inside + outside).quantize(CENT, ROUND_HALF_UP)
