"""By tariff line, in partial equilibrium: what new rates do to one importer's trade, partner by partner.

Two sets of equations side by side, since neither is known to be right and they part ways for large changes:

``SMART``, of the World Bank's WITS: linear in the change of price. Created: V η (x - 1) / (1 - η/μ), x being one plus
the new rate over one plus the old; diverted by shares in proportion to V (1 - σ (x - 1)), within what is there.

``CES``, exact: a line's suppliers are substitutes with elasticity σ, the line as a whole has demand elasticity η, and
suppliers meet any demand at their price. New trade: V x^-σ P^(σ+η), P the price index of the line.

In both, what is diverted to one partner is taken from others: in every line it sums to zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from paraph.economy.elasticities import Codes, Elasticities
from paraph.economy.world import Array
from paraph.errors import N_, BadFigure

SMART_SIGMA, SMART_SUPPLY = 1.5, 99.0
"""What SMART takes for all lines: substitution among suppliers, and their supply."""

DEMAND = -1.0
"""η where nothing better is known: spending on a line stays what it was. A convention, not an estimate."""

Places = NDArray[np.intp]
_PIECE = 1 << 14


@dataclass(frozen=True)
class Left:
    """Rows that could not be taken as they are: how many, and the trade in them, in the money of the flows."""

    rows: int = 0
    value: float = 0.0


@dataclass(frozen=True)
class Coverage:
    """What came in and what became of it: ``taken`` + ``without_rate`` = ``given``. ``by_digits``: of those taken, how
    many digits of the line the table of elasticities knew; 10 is the line itself, 0 the median of all.
    """

    given: Left
    taken: Left
    without_rate: Left
    by_digits: dict[int, Left] = field(default_factory=dict)


@dataclass(frozen=True)
class Flows:
    """Imports, sorted by line. ``line``: HTS10 as a number; ``partner``: from 0; ``value``: what is paid abroad;
    ``base``: the rate in force, a fraction. ``starts``, ``sizes``: where each line begins, how many rows it
    has; ``sigma`` and ``demand`` by line.
    ``order``: the place that each row had as given.
    """

    line: Codes
    partner: Places
    value: Array
    base: Array
    starts: Places
    sizes: Places
    sigma: Array
    demand: Array
    order: Places
    coverage: Coverage

    def __len__(self) -> int:
        return len(self.value)

    @cached_property
    def whole(self) -> Array:
        """By line: its value, and what is spent on it with duty."""
        found = np.zeros((2, len(self.starts)))
        if len(self):
            np.add.reduceat(self.value, self.starts, out=found[0])
            np.add.reduceat(self.value * (1 + self.base), self.starts, out=found[1])
        return found

    def parts(self) -> Iterator[tuple[slice, slice]]:
        """Rows and lines in pieces, each of whole lines and small enough for a processor to keep at hand."""
        edges = np.append(self.starts, len(self))
        line = 0
        while line < len(self.starts):
            end = max(line + 1, int(np.searchsorted(edges, edges[line] + _PIECE, "right")) - 1)
            yield slice(int(edges[line]), int(edges[end])), slice(line, end)
            line = end

    def arranged(self, given: Array) -> Array:
        """Figures in the order of the rows as they were given, in the order of these."""
        found: Array = given[self.order]
        return found


@dataclass(frozen=True)
class Effects:
    """Of each row, in the money of the flows: ``created`` and ``diverted`` trade, ``revenue`` and what ``buyers`` and
    ``sellers`` gain, all as changes. ``capped``: rows that a linear form would have taken below nothing.
    """

    created: Array
    diverted: Array
    revenue: Array
    buyers: Array
    sellers: Array
    capped: int

    @property
    def change(self) -> Array:
        return self.created + self.diverted

    def by(self, groups: Places, count: int) -> dict[str, Array]:
        """Sums of every effect over groups of rows, such as partners (``flows.partner``)."""
        names = ("created", "diverted", "revenue", "buyers", "sellers")
        return {name: np.bincount(groups, getattr(self, name), count).astype(float) for name in names}

    def total(self) -> dict[str, float]:
        return {name: float(sums[0]) for name, sums in self.by(np.zeros(len(self.created), np.intp), 1).items()}


def flows(
    line: Codes,
    partner: Places,
    value: Array,
    base: Array,
    table: Elasticities,
    demand: float = DEMAND,
) -> Flows:
    """Imports as given, in any order. A rate that is no number is a rate that is not known: such rows are left out and
    counted. Raises BadFigure for a value or a rate that cannot be, with its row (from 1).
    """
    _check("value", value, value >= 0)
    _check("rate", base, (base > -1) | np.isnan(base))
    known = ~np.isnan(base)
    given, missing = Left(len(value), float(value.sum())), Left(int((~known).sum()), float(value[~known].sum()))
    kept = np.flatnonzero(known)
    order = kept[np.argsort(line[kept], kind="stable")]
    line, partner, value, base = line[order], partner[order], value[order], base[order]
    starts = np.flatnonzero(np.diff(line, prepend=-1)) if len(line) else np.zeros(0, np.intp)
    sigma, digits = table.of(line[starts])
    sizes = np.diff(np.append(starts, len(line)))
    sums = np.add.reduceat(value, starts) if len(starts) else np.zeros(0)
    by_digits = {
        int(each): Left(int(sizes[digits == each].sum()), float(sums[digits == each].sum()))
        for each in np.unique(digits)[::-1]
    }
    coverage = Coverage(given, Left(len(line), float(value.sum())), missing, by_digits)
    return Flows(line, partner, value, base, starts, sizes, sigma, np.full(len(starts), demand), order, coverage)


def smart(held: Flows, new: Array, demand: float = 1.0) -> Effects:
    """The equations of SMART for the rates ``new`` (fractions, in the order of ``held``); ``demand`` multiplies η.

    ``sellers`` gain by the price that rises with demand; ``buyers`` by the area under their demand, as SMART has it.
    """
    found = np.zeros((5, len(held)))
    capped = 0
    eta = held.demand * demand
    slopes = eta / (1 - eta / SMART_SUPPLY)
    for rows, lines in held.parts():
        value, there, starts = held.value[rows], new[rows], held.starts[lines] - rows.start
        some = np.flatnonzero(there != held.base[rows])
        if not some.size:
            continue
        created, diverted, revenue, buyers, sellers = found[:, rows]
        old, base, rate = value[some], held.base[rows][some], there[some]
        before = 1 + base
        dearer = (rate - base) / before
        wanted = value.copy()
        wanted[some] *= np.maximum(1 - SMART_SIGMA * dearer, 0.0)
        all_wanted = np.add.reduceat(wanted, starts)
        wanted *= np.repeat(_ratio(held.whole[0, lines], all_wanted), held.sizes[lines])
        np.subtract(wanted, value, out=diverted)
        if not all_wanted.all():  # where nobody would sell, nobody can take over
            diverted[np.repeat(all_wanted == 0, held.sizes[lines])] = 0.0
        answer = slopes[lines][np.searchsorted(starts, some, "right") - 1] * dearer
        least = -(old + diverted[some])
        made = np.maximum(old * answer, least)
        capped += int(np.count_nonzero(old * answer < least))
        price = answer / SMART_SUPPLY
        between = old + made / 2
        created[some] = made
        sellers[some] = price * between
        buyers[some] = before * (1 - (1 + dearer) * (1 + price)) * between
        np.multiply(diverted, there, out=revenue)
        revenue[some] += made * rate + old * (rate - base)
    return Effects(found[0], found[1], found[2], found[3], found[4], capped)


def ces(held: Flows, new: Array, spread: float = 1.0, demand: float = 1.0) -> Effects:
    """Exact constant elasticities for the rates ``new`` (fractions, in the order of ``held``); ``spread`` multiplies
    how far σ lies above 1, ``demand`` multiplies η.

    Suppliers meet demand at their price, so ``sellers`` gain nothing; what ``buyers`` of a line gain stands with its
    rows in proportion to what was spent on each.
    """
    found = np.zeros((4, len(held)))
    sigmas, etas = 1 + spread * (held.sigma - 1), held.demand * demand
    for rows, lines in held.parts():
        value, base, there = held.value[rows], held.base[rows], new[rows]
        some = np.flatnonzero(there != base)
        if not some.size:
            continue
        starts, sizes, sigma = held.starts[lines] - rows.start, held.sizes[lines], sigmas[lines]
        created, diverted, revenue, buyers = found[:, rows]
        dearer = (1 + there[some]) / (1 + base[some])
        wanted = value.copy()
        wanted[some] *= np.exp(-sigma[np.searchsorted(starts, some, "right") - 1] * np.log(dearer))
        all_value, all_spent = held.whole[:, lines]
        ratio = _ratio(np.add.reduceat(wanted * (1 + there), starts), all_spent)
        log_price = np.log(np.where(ratio > 0, ratio, 1.0)) / (1 - sigma)
        stayed = wanted * np.repeat(_ratio(all_value, np.add.reduceat(wanted, starts)), sizes)
        wanted *= np.repeat(np.exp((sigma + etas[lines]) * log_price), sizes)
        np.subtract(stayed, value, out=diverted)
        np.subtract(wanted, stayed, out=created)
        duty = value * base
        np.multiply(value + duty, np.repeat(-_area(log_price, 1 + etas[lines]), sizes), out=buyers)
        wanted *= there
        np.subtract(wanted, duty, out=revenue)
    return Effects(found[0], found[1], found[2], found[3], np.zeros(len(held)), 0)


def _ratio(upper: Array, lower: Array) -> Array:
    """A quotient, zero where there is nothing below."""
    return np.divide(upper, lower, out=np.zeros_like(upper), where=lower > 0)


def _area(log_price: Array, power: Array) -> Array:
    """(P^p - 1) / p, and log P where p is 0: what a dearer line costs, of what was spent on it."""
    flat = np.abs(power) < 1e-12
    steep = np.where(flat, 1.0, power)
    found: Array = np.where(flat, log_price, np.expm1(steep * log_price) / steep)
    return found


@dataclass(frozen=True)
class Variant:
    """One way to reckon: ``title`` is a message key."""

    title: str
    linear: bool = False
    spread: float = 1.0
    demand: float = 1.0


VARIANTS: dict[str, Variant] = {
    "ces": Variant(N_("Exact CES")),
    "smart": Variant(N_("SMART (linear)"), linear=True),
    "ces-sticky": Variant(N_("Exact CES, suppliers half as easily changed"), spread=0.5),
    "ces-fluid": Variant(N_("Exact CES, suppliers twice as easily changed"), spread=2.0),
    "ces-inelastic": Variant(N_("Exact CES, demand half as elastic"), demand=0.5),
    "ces-elastic": Variant(N_("Exact CES, demand twice as elastic"), demand=2.0),
}
"""What an answer ranges over; see ``ces`` for ``spread`` and ``demand``."""


def reckon(held: Flows, new: Array, variant: Variant) -> Effects:
    """The effects of ``new`` in one variant."""
    if variant.linear:
        return smart(held, new, variant.demand)
    return ces(held, new, variant.spread, variant.demand)


def over(held: Flows, years: Iterable[Array], variant: Variant = VARIANTS["ces"]) -> Iterator[Effects]:
    """The effects year by year, each against the rates in force today: a staging schedule, year for year."""
    for rates in years:
        yield reckon(held, rates, variant)


def _check(name: str, figures: Array, fit: NDArray[np.bool_]) -> None:
    bad = np.flatnonzero(~fit | np.isinf(figures))
    if bad.size:
        detail = N_("a value must be a finite number, not below zero, and a rate above -100%")
        raise BadFigure(table="flows", row=int(bad[0]) + 1, column=name, detail=detail)
