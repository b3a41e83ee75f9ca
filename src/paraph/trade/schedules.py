"""Schedules by tariff line: which rates are in force on a day, under which authority, and what an entry owes.

A *measure* is one rate, for lines under some digits and for some partner, from a day to a day, under one authority.
The duty on an entry is the base duty (a preference where one is claimed and lower, else MFN, or column 2) and every
additional duty in force; each authority's part is shown to the cent, and the parts add up to the total exactly.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from paraph.errors import N_, InvalidContent, NoDutyFollows, RateRefused
from paraph.trade.facts import file_of
from paraph.trade.nomenclature import Good, Nomenclature, digits, nomenclature
from paraph.trade.partners import EUROPEAN_UNION, OUTSIDE_NORMAL_RELATIONS
from paraph.trade.quotas import Quota
from paraph.trade.rates import Kind, Rate, parse_rate

BEGINNING, END = date(1, 1, 1), date(9999, 12, 31)


class Basis(StrEnum):
    """What a rate is. ``ADDITIONAL`` duties stack on the others; ``BASE`` is what staging starts from."""

    BASE = "base"
    MFN = "mfn"
    BOUND = "bound"
    PREFERENCE = "preference"
    COLUMN_2 = "column_2"
    ADDITIONAL = "additional"


BASES = {
    Basis.BASE: N_("base rate"),
    Basis.MFN: N_("MFN rate"),
    Basis.BOUND: N_("bound rate"),
    Basis.PREFERENCE: N_("preference"),
    Basis.COLUMN_2: N_("column 2 rate"),
    Basis.ADDITIONAL: N_("additional duty"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One rate and where, for whom and when it holds.

    ``lines``: leading digits, "" for all. ``partners``: codes, empty for all; ``but_partners`` and ``but_lines`` are
    left out. ``starts`` and ``ends``: days, both included. ``authority``: the legal ground. ``group``: additional
    duties of one group take each other's place, the one that names partners before the one for all.
    """

    lines: str
    basis: Basis
    rate: Rate
    authority: str
    starts: date = BEGINNING
    ends: date = END
    partners: frozenset[str] = frozenset()
    but_partners: frozenset[str] = frozenset()
    but_lines: frozenset[str] = frozenset()
    group: str = ""
    quota: Quota | None = None

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise InvalidContent(field=self.authority, detail=N_("it ends before it begins"))

    def covers(self, line: str, partner: str, day: date) -> bool:
        """Whether it holds for goods of this line from this partner on a day."""
        return (
            self.starts <= day <= self.ends
            and line.startswith(self.lines)
            and (not self.partners or partner in self.partners)
            and partner not in self.but_partners
            and line[:8] not in self.but_lines
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What one authority takes. ``duty``: US$ to the cent, None where no value was given."""

    measure: Measure
    rate: Rate
    duty: Decimal | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The duty on goods of a line from a partner on a day; ``parts``: by authority, the base duty first."""

    line: str
    partner: str
    day: date
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal | None:
        """The sum of the parts, to the cent; None where one has none."""
        duties = [part.duty for part in self.parts]
        return None if None in duties else sum((each for each in duties if each is not None), Decimal("0.00"))

    @property
    def percent(self) -> Decimal | None:
        """The sum of the rates in percent of value; None where one of them is not of the value alone."""
        found = [part.rate.percent for part in self.parts]
        return None if None in found else sum((each for each in found if each is not None), Decimal(0))


@dataclass
class Schedule:
    """Measures, found by line. ``country``: whose schedule it is."""

    country: str
    measures: Sequence[Measure]
    _by_prefix: dict[str, list[Measure]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for measure in self.measures:
            self._by_prefix.setdefault(measure.lines, []).append(measure)

    def covering(self, line: str, partner: str, day: date) -> list[Measure]:
        """All measures that hold, those for fewer digits first."""
        prefixes = (line[:length] for length in range(len(line) + 1))
        return [
            measure
            for prefix in prefixes
            for measure in self._by_prefix.get(prefix, ())
            if measure.covers(line, partner, day)
        ]

    def under(self, line: str) -> list[Measure]:
        """The measures that name exactly these digits, for whomever and whenever they hold."""
        return self._by_prefix.get(line, [])

    def rate(self, basis: Basis, line: str, partner: str, day: date) -> Measure | None:
        """The measure of one basis that holds: the one with most digits, and the lowest of equals."""
        found = [each for each in self.covering(line, partner, day) if each.basis is basis]
        if not found:
            return None
        deepest = max(len(each.lines) for each in found)
        return min((each for each in found if len(each.lines) == deepest), key=_rank)

    def applied(
        self,
        line: str,
        partner: str,
        day: date,
        value: Decimal | None = None,
        quantities: Mapping[str, Decimal] | None = None,
        preferred: bool = True,
    ) -> Applied:
        """The duty on an entry. ``value``: US$; ``quantities``: by unit; ``preferred``: preferences are claimed.

        Raises NoDutyFollows with the line where no rate holds for it, or a quantity is missing.
        """
        if value is not None and value < 0:
            raise InvalidContent(field=line, detail=N_("trade is not negative"))
        chosen = [self._base(line, partner, day, preferred), *self._additional(line, partner, day)]
        parts = []
        for measure in chosen:
            rate = measure.rate
            duty = None if value is None else _duty(measure, value, quantities or {})
            parts.append(Part(measure, rate, duty))
        return Applied(line, partner, day, tuple(parts))

    def _base(self, line: str, partner: str, day: date, preferred: bool) -> Measure:
        ordinary = self.rate(Basis.COLUMN_2, line, partner, day) or self.rate(Basis.MFN, line, partner, day)
        preference = self.rate(Basis.PREFERENCE, line, partner, day) if preferred else None
        if preference is not None and (ordinary is None or _lower(preference.rate, ordinary.rate)):
            return preference
        if ordinary is None:
            raise NoDutyFollows(rate=line, detail=N_("no rate holds for this line on this day"), what=day.isoformat())
        return ordinary

    def _additional(self, line: str, partner: str, day: date) -> list[Measure]:
        groups: dict[str, Measure] = {}
        for measure in self.covering(line, partner, day):
            if measure.basis is not Basis.ADDITIONAL:
                continue
            key = measure.group or measure.authority
            if key not in groups or bool(measure.partners) >= bool(groups[key].partners):
                groups[key] = measure
        return list(groups.values())


def _duty(measure: Measure, value: Decimal, quantities: Mapping[str, Decimal]) -> Decimal:
    if measure.quota is None:
        return measure.rate.duty(value, quantities)
    return measure.quota.duty(value, quantities)


def _rank(measure: Measure) -> tuple[int, Decimal]:
    percent = measure.rate.percent
    return (percent is None, percent or Decimal(0))


def _lower(preference: Rate, other: Rate) -> bool:
    """A preference is taken unless it is known to be no better."""
    if preference.percent is None or other.percent is None:
        return True
    return preference.percent < other.percent


PROGRAMMES: Mapping[str, tuple[str, ...]] = {
    "AU": ("AU",), "BH": ("BH",), "CL": ("CL",), "CO": ("CO",), "IL": ("IL",), "JO": ("JO",), "KR": ("KR",),
    "MA": ("MA",), "OM": ("OM",), "PA": ("PA",), "PE": ("PE",), "SG": ("SG",), "JP": ("JP",),
    "P": ("CR", "DO", "SV", "GT", "HN", "NI"), "P+": ("CR", "DO", "SV", "GT", "HN", "NI"),
    "S": ("CA", "MX"), "S+": ("CA", "MX"),
}  # fmt: skip
"""Free trade agreements of the United States by the symbol of the schedule. Programmes for developing countries (A, D,
E and others) depend on beneficiary lists that are not here."""
_PREFERENCE = re.compile(r"(?P<rate>[^()]+?)\s*\((?P<symbols>[^()]*)\)")


def preferences(special: str) -> dict[str, Rate]:
    """The preferential rates of a line by partner, from the schedule's column; agreements only (``PROGRAMMES``).

    >>> found = preferences("Free (A+,AU,KR,S) 2.5% (JP)")
    >>> found["KR"].text, found["MX"].text, found["JP"].text, "BD" in found
    ('Free', 'Free', '2.5%', False)
    """
    found: dict[str, Rate] = {}
    for each in _PREFERENCE.finditer(special):
        rate = rate_or_words(each["rate"].strip(" ,;"))
        if rate.kind is Kind.WORDS:
            continue  # "See 9908.21.01-9908.21.14 (SG)": the rate of another line
        for symbol in re.split(r"[,\s]+", each["symbols"]):
            for partner in PROGRAMMES.get(symbol, ()):
                if partner not in found or (rate.percent or 0) < (found[partner].percent or 0):
                    found[partner] = rate
    return found


@cache
def us_schedule(prefix: str = "") -> Schedule:
    """The schedule of the United States, 2025: MFN, column 2, agreements, and the additional duties on record.

    ``prefix``: only the lines under these digits, for who asks for one.
    """
    return Schedule("US", (*_of_goods(nomenclature(), prefix), *additional_duties()))


def _of_goods(goods: Nomenclature, prefix: str) -> Iterable[Measure]:
    for good in goods.rated(prefix):
        yield Measure(
            good.number, Basis.MFN, parse_rate(good.rate), "HTS general", but_partners=OUTSIDE_NORMAL_RELATIONS
        )
        if good.other:
            yield Measure(good.number, Basis.COLUMN_2, rate_or_words(good.other), "HTS column 2",
                          partners=OUTSIDE_NORMAL_RELATIONS)  # fmt: skip
        yield from _preferred(good)


def _preferred(good: Good) -> Iterable[Measure]:
    for rate, partners in _by_rate(good.special):
        yield Measure(good.number, Basis.PREFERENCE, rate, "HTS special", partners=partners)


@lru_cache(maxsize=1 << 11)
def _by_rate(special: str) -> tuple[tuple[Rate, frozenset[str]], ...]:
    by_rate: dict[Rate, set[str]] = {}
    for partner, rate in preferences(special).items():
        by_rate.setdefault(rate, set()).add(partner)
    return tuple((rate, frozenset(partners)) for rate, partners in by_rate.items())


def rate_or_words(written: str) -> Rate:
    """A rate as a schedule has it; what cannot be read is kept as words."""
    try:
        return parse_rate(written)
    except RateRefused:
        return Rate(written, Kind.WORDS)


@cache
def additional_duties() -> tuple[Measure, ...]:
    """Duties on top of the schedule, from the table of orders; Annex I and Annex II are worked in."""
    from paraph.trade.reciprocal import annex_i, annex_ii

    found = []
    with file_of("us-orders-2025").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            partners = frozenset(row["partners"].split())
            common = {
                "starts": date.fromisoformat(row["starts"]),
                "ends": date.fromisoformat(row["ends"]) if row["ends"] else END,
                "but_partners": frozenset(row["but"].split()),
                "but_lines": annex_ii() if row["exempt"] == "annex-ii" else frozenset(),
                "group": row["group"],
            }
            if row["rate"] != "annex-i":
                found.append(Measure("", Basis.ADDITIONAL, parse_rate(row["rate"]), row["authority"],
                                     partners=_with_members(partners), **common))  # type: ignore[arg-type]  # fmt: skip
                continue
            for partner, rate in annex_i().items():
                if partner not in common["but_partners"]:  # type: ignore[operator]
                    found.append(Measure("", Basis.ADDITIONAL, parse_rate(str(rate)), row["authority"],
                                         partners=_with_members(frozenset({partner})), **common))  # type: ignore[arg-type]  # fmt: skip
    return tuple(found)


def _with_members(partners: frozenset[str]) -> frozenset[str]:
    return partners | EUROPEAN_UNION if "EU" in partners else partners


def line_of(written: str) -> Good:
    """The line of eight digits that a number names, the one rate under it if there is but one. Raises UnknownLine,
    InvalidContent when a heading has several."""
    goods = nomenclature()
    good = goods.get(written)
    if good.rate:
        return good
    rated = goods.rated(digits(written))
    if len(rated) == 1:
        return rated[0]
    raise InvalidContent(field=good.shown, detail=N_("several lines stand under it; name one of eight digits"))
