"""What requests and offers on tariff lines would do: each party's position on a schedule, year by year.

An offer is measured against the base rates that it states itself, line by line, or where it states none against what
was collected; lines on which a party has no position stay as they are. The equations are those of ``lines``; the range
is over all its variants.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from paraph.economy import us_lines
from paraph.economy.lines import VARIANTS, reckon
from paraph.errors import InvalidContent, RateRefused, UnknownCountry
from paraph.record.contents import TariffLine
from paraph.trade.offers import Line
from paraph.trade.rates import parse_rate
from paraph.trade.staging import parse_category

SCHEDULE = "US"
"""The schedule whose trade by line is known: that of the United States."""

YEARS = (1, 5, 10)


@dataclass(frozen=True)
class YearWorth:
    """One year of an agreement, US$ million against the base rates: by variant, what the exporter's sales change,
    ``created`` and ``diverted``, and what revenue and buyers of the importer gain or lose.
    """

    year: int
    totals: dict[str, dict[str, float]]

    def range(self, measure: str) -> tuple[float, float, float]:
        """The first variant's figure, the lowest and the highest."""
        every = [each[measure] for each in self.totals.values()]
        return every[0], min(every), max(every)


@dataclass(frozen=True)
class Worth:
    """A party's position on the schedule of the United States. ``lines``: on which it has one; ``in_words``: those of
    them whose rate or stages no percentage states, which cannot be reckoned; ``untraded``: those without imports.
    ``sales``: the exporter's on lines that were reckoned, US$ million.
    """

    party: str
    lines: int
    in_words: tuple[str, ...]
    untraded: int
    sales: float
    years: tuple[YearWorth, ...]


def worth(lines: Iterable[Line], party: str, exporter: str, years: Sequence[int] = YEARS) -> Worth:
    """What ``party``'s position on the schedule of the United States does to what ``exporter`` sells there.

    Raises UnknownCountry for an exporter whose trade is not known.
    """
    held = us_lines.load()
    if exporter not in held.partners:
        raise UnknownCountry(country=exporter, near=", ".join(held.partners))
    own = {line.line: line.offers[party] for line in lines if line.schedule == SCHEDULE and party in line.offers}
    paths = {line: path for line, offer in own.items() if (path := _path(offer, years)) is not None}
    words = tuple(line for line in own if line not in paths)
    if not paths:
        return Worth(party, len(own), words, 0, 0.0, ())
    places = us_lines.rows_of(held, exporter, list(paths))
    chosen = places >= 0
    stated, final, *left = np.array([*paths.values()]).T[:, places]
    base = np.where(chosen & ~np.isnan(stated), stated, held.flows.base)
    flows = replace(held.flows, base=base)
    found = []
    for year, share in zip(years, left, strict=True):
        new = np.where(chosen, final + (base - final) * share, base)
        effects = {name: reckon(flows, new, each) for name, each in VARIANTS.items()}
        found.append(YearWorth(year, us_lines.told(replace(held, flows=flows), exporter, effects).totals))
    traded = len(np.unique(places[chosen & (flows.value > 0)]))
    sales = float(flows.value[chosen].sum()) / 1e6
    return Worth(party, len(own), words, len(paths) - traded, sales, tuple(found))


def _path(offer: TariffLine, years: Sequence[int]) -> list[float] | None:
    """The base rate (no number where none is stated: that in force stands), the final rate, and the share of the way
    between them that is left in each year, as fractions; None where no percentage states them.
    """
    try:
        base = parse_rate(offer.base_rate).percent if offer.base_rate else Decimal("NaN")
        final = parse_rate(offer.rate).percent
        category = parse_category(offer.staging or "entry")
    except (RateRefused, InvalidContent):
        return None
    if base is None or final is None:
        return None
    return [float(base) / 100, float(final) / 100, *(float(category.share(year)) for year in years)]
