"""What a new rate on one partner does to the imports of the United States, tariff line by tariff line.

Imports for consumption of 2024 and the duty that was collected on them come from the room of trade. The new rate stands
on top of what was collected; lines of Annex II stay free of it unless that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from paraph.economy import elasticities
from paraph.economy.lines import VARIANTS, Coverage, Effects, Flows, Places, flows, reckon
from paraph.economy.world import Array
from paraph.errors import N_, UnknownCountry
from paraph.trade.facts import connect
from paraph.trade.partners import EUROPEAN_UNION

SOURCE = N_("US imports for consumption by tariff line, 2024, customs value, and the duty collected: US Census Bureau")


@dataclass(frozen=True)
class Imports:
    """``flows``: value in US$, the rate collected as a fraction; ``partners``: their codes, as ``flows.partner`` counts
    them; ``exempt``: rows of lines that Annex II names, by their first eight digits.
    """

    flows: Flows
    partners: tuple[str, ...]
    exempt: NDArray[np.bool_]


@cache
def load() -> Imports:
    """All lines and partners; a member of the European Union stands in it, not beside it.

    >>> held = load()
    >>> held.flows.coverage.given.rows == held.flows.coverage.taken.rows + held.flows.coverage.without_rate.rows
    True
    """
    with connect() as database:
        query = "SELECT line, partner, value, duty FROM us_imports_2024"
        table = database.execute(query).fetchnumpy()
        exempt = database.execute("SELECT line::BIGINT AS line FROM annex_ii_2025").fetchnumpy()["line"]
    codes = np.asarray(table["partner"]).astype(str)
    once = ~np.isin(codes, sorted(EUROPEAN_UNION))
    partners, places = np.unique(codes[once], return_inverse=True)
    value = np.asarray(table["value"], float)[once]
    duty = np.asarray(table["duty"], float)[once]
    line = np.asarray(table["line"], np.int64)[once]
    collected = np.divide(duty, value, out=np.full(len(value), np.nan), where=value > 0)
    held = flows(line, places, value, collected, elasticities.load())
    return Imports(held, tuple(partners.tolist()), np.isin(held.line // 100, np.asarray(exempt) // 100))


@dataclass(frozen=True)
class LineReport:
    """US$ million. ``totals``: by variant, of the partner's rows ``created``, ``diverted``, ``change`` of its sales and
    of the whole ``revenue`` and ``buyers``. ``takers``: who takes over how much of what it loses, or loses it, in the
    first variant, the largest first. ``exempt``: its sales on lines of Annex II, free of the new rate.
    """

    partner: str
    sales: float
    exempt: float
    totals: dict[str, dict[str, float]]
    takers: tuple[tuple[str, float], ...]
    capped: dict[str, int]
    coverage: Coverage


def simulate(partner: str, rate: float, everywhere: bool = False) -> LineReport:
    """A new rate on all that ``partner`` (ISO 3166, two letters; EU) sells. Raises UnknownCountry.

    ``everywhere``: on lines of Annex II too.
    """
    held = load()
    if partner not in held.partners:
        raise UnknownCountry(country=partner, near=", ".join(held.partners))
    place = held.partners.index(partner)
    mine = held.flows.partner == place
    new = held.flows.base + rate * (mine if everywhere else mine & ~held.exempt)
    return told(held, partner, {name: reckon(held.flows, new, each) for name, each in VARIANTS.items()})


def told(held: Imports, partner: str, found: dict[str, Effects]) -> LineReport:
    """A report of effects by variant; the first is the one whose takers are named."""
    place = held.partners.index(partner)
    mine = held.flows.partner == place
    million = 1e-6
    totals = {}
    for name, each in found.items():
        its = {key: float(getattr(each, key)[mine].sum()) * million for key in ("created", "diverted", "change")}
        totals[name] = its | {key: float(getattr(each, key).sum()) * million for key in ("revenue", "buyers")}
    first = next(iter(found.values()))
    moved = np.bincount(held.flows.partner, first.diverted, len(held.partners)) * million
    ranked = [other for other in np.argsort(-np.abs(moved)).tolist() if other != place]
    return LineReport(
        partner,
        float(held.flows.value[mine].sum()) * million,
        float(held.flows.value[mine & held.exempt].sum()) * million,
        totals,
        tuple((held.partners[other], float(moved[other])) for other in ranked[:8]),
        {name: each.capped for name, each in found.items()},
        held.flows.coverage,
    )


def rows_of(held: Imports, partner: str, lines: Sequence[str]) -> Places:
    """For every row the place in ``lines`` (digits, four to ten of them) of the one that it stands under, the longest
    that there is; -1 for rows under none, or of another partner.

    >>> held = load()
    >>> found = rows_of(held, "VN", ["6109", "61091000"])
    >>> sorted(set(found.tolist()))
    [-1, 0, 1]
    """
    found = np.full(len(held.flows), -1, np.intp)
    mine = np.flatnonzero(held.flows.partner == held.partners.index(partner))
    for digits in sorted({len(line) for line in lines}):
        chosen = np.array([place for place, line in enumerate(lines) if len(line) == digits], np.intp)
        codes = np.array([int(lines[place]) for place in chosen.tolist()], np.int64)
        order = np.argsort(codes)
        keys = held.flows.line[mine] // 10 ** (10 - digits)
        at = np.minimum(np.searchsorted(codes[order], keys), len(codes) - 1)
        hit = codes[order][at] == keys
        found[mine[hit]] = chosen[order][at[hit]]
    return found


def rates_for(held: Imports, partner: str, lines: Sequence[str], rates: Array) -> Array:
    """New rates for all rows: those of ``partner`` under ``lines`` become ``rates`` (fractions), all else stays. An
    offer by line, ready for ``reckon``.

    >>> held = load()
    >>> new = rates_for(held, "VN", ["61091000"], np.array([0.0]))
    >>> bool((new <= held.flows.base).all() and (new < held.flows.base).any())
    True
    """
    places = rows_of(held, partner, lines)
    found: Array = np.where(places >= 0, np.append(rates, 0.0)[places], held.flows.base)
    return found
