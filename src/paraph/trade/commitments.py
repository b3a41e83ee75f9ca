"""Offers held against what a party is bound to: bound rates, the MFN rate, what others get, substantially all trade.

Rules: GATT 1994, Articles I (most-favoured-nation treatment), II (bound rates) and XXIV:8 (a free-trade area removes
duties on substantially all trade). No number is agreed for "substantially all"; 90 percent of trade and of lines within
ten years is the customary reading, and a parameter here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from paraph.errors import N_
from paraph.trade.rates import Rate
from paraph.trade.schedules import Basis, Schedule
from paraph.trade.staging import IMMEDIATE, Category

RULES = {
    "bound": N_("above the bound rate"),
    "mfn": N_("above the MFN rate"),
    "others": N_("others pay less under an agreement in force"),
    "mfn-clause": N_("below the MFN rate: outside a free-trade area it is owed to every member of the WTO"),
    "unknown": N_("no rate is known to hold it against"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer on a line: the rate at the end of staging, and how it is reached."""

    line: str
    rate: Rate
    category: Category = IMMEDIATE


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an offer does not keep, or a warning. ``rule``: a key of ``RULES``; ``against``: the other rate;
    ``who``: partners that pay less, for "others"."""

    line: str
    rule: str
    offered: Rate
    against: Rate | None = None
    who: tuple[str, ...] = ()


def check_offers(
    offers: Iterable[Offer], schedule: Schedule, partner: str, day: date, free_trade_area: bool = True
) -> list[Breach]:
    """What offers to a partner break, line by line; rates that cannot be compared are named, not passed over.

    >>> from paraph.trade.rates import parse_rate
    >>> from paraph.trade.schedules import us_schedule
    >>> offers = [Offer("64039160", parse_rate("46%")), Offer("61091000", parse_rate("0%"))]
    >>> found = check_offers(offers, us_schedule("6"), "VN", date(2025, 5, 19))
    >>> [(each.line, each.rule) for each in found]
    [('64039160', 'mfn'), ('64039160', 'others')]
    """
    found: list[Breach] = []
    for offer in offers:
        bound = schedule.rate(Basis.BOUND, offer.line, partner, day)
        mfn = schedule.rate(Basis.MFN, offer.line, partner, day)
        if bound is None and mfn is None:
            found.append(Breach(offer.line, "unknown", offer.rate))
            continue
        for rule, held in (("bound", bound), ("mfn", mfn)):
            if held is None:
                continue
            above = exceeds(offer.rate, held.rate)
            if above is None:
                found.append(Breach(offer.line, "unknown", offer.rate, held.rate))
            elif above:
                found.append(Breach(offer.line, rule, offer.rate, held.rate))
        if mfn is not None and not free_trade_area and exceeds(mfn.rate, offer.rate):
            found.append(Breach(offer.line, "mfn-clause", offer.rate, mfn.rate))
        found.extend(_others(offer, schedule, day))
    return found


def _others(offer: Offer, schedule: Schedule, day: date) -> list[Breach]:
    """Who pays less on this line under an agreement in force."""
    by_rate: dict[Rate, set[str]] = {}
    for measure in schedule.under(offer.line):
        in_force = measure.basis is Basis.PREFERENCE and measure.starts <= day <= measure.ends
        if in_force and exceeds(offer.rate, measure.rate):
            by_rate.setdefault(measure.rate, set()).update(measure.partners)
    return [Breach(offer.line, "others", offer.rate, rate, tuple(sorted(who))) for rate, who in by_rate.items()]


def exceeds(one: Rate, other: Rate) -> bool | None:
    """Whether a rate is above another one; None where they cannot be compared.

    >>> from paraph.trade.rates import parse_rate
    >>> exceeds(parse_rate("5%"), parse_rate("4.9%")), exceeds(parse_rate("2¢/kg"), parse_rate("3¢/kg"))
    (True, False)
    >>> exceeds(parse_rate("5%"), parse_rate("3¢/kg")) is None, exceeds(parse_rate("Free"), parse_rate("3¢/kg"))
    (True, False)
    """
    if one == other or (one.terms == other.terms and not (one.floor or one.ceiling or other.floor or other.ceiling)):
        return False
    if one.percent is not None and other.percent is not None:
        return one.percent > other.percent
    if one.percent == 0 or other.percent == 0:
        return one.percent != 0
    units = [[(term.unit, term.currency, term.basis) for term in rate.terms] for rate in (one, other)]
    if units[0] != units[1] or not units[0] or one.floor or other.floor or one.ceiling or other.ceiling:
        return None
    above = [a.amount > b.amount for a, b in zip(one.terms, other.terms, strict=True)]
    below = [a.amount < b.amount for a, b in zip(one.terms, other.terms, strict=True)]
    return None if any(above) and any(below) else any(above)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of trade an agreement frees by a year. ``trade`` and ``lines``: percent; ``left``: lines not freed that
    have trade, the largest first, with their trade in US$."""

    year: int
    trade: Decimal
    lines: Decimal
    left: tuple[tuple[str, int], ...]

    def substantially_all(self, threshold: Decimal = Decimal(90)) -> bool:
        return self.trade >= threshold and self.lines >= threshold


def coverage(
    offers: Mapping[str, Offer], every: Iterable[str], free_now: Iterable[str], trade: Mapping[str, int], year: int = 10
) -> Coverage:
    """How much is free in a year of the agreement.

    ``every``: all lines of the schedule; ``free_now``: those free for everybody already; ``trade``: US$ by line.

    >>> from paraph.trade.rates import parse_rate
    >>> offers = {"a": Offer("a", parse_rate("0%"), Category(5)), "b": Offer("b", parse_rate("0%"), Category(15))}
    >>> found = coverage(offers, ["a", "b", "c"], ["c"], {"a": 60, "b": 30, "c": 10})
    >>> found.trade, round(found.lines, 1), found.left
    (Decimal('70'), Decimal('66.7'), (('b', 30),))
    """
    lines, already = list(every), set(free_now)
    free = {
        line
        for line in lines
        if line in already or ((offer := offers.get(line)) and offer.rate.percent == 0 and _done(offer.category, year))
    }
    whole = sum(trade.get(line, 0) for line in lines)
    freed = sum(trade.get(line, 0) for line in free)
    left = sorted(((line, trade[line]) for line in lines if line not in free and trade.get(line)), key=lambda e: -e[1])
    return Coverage(
        year,
        Decimal(freed) * 100 / whole if whole else Decimal(0),
        Decimal(len(free)) * 100 / len(lines) if lines else Decimal(0),
        tuple(left),
    )


def _done(category: Category, year: int) -> bool:
    return 0 < category.last_year <= year
