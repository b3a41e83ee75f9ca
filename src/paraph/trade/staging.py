"""Staging categories: how a base rate comes down over the years of an agreement, as functions.

Year 1 is the year in which the agreement enters into force. As schedules have it, the cuts are equal and the first is
made on entry; each rate is rounded down to a tenth of a percentage point, or of a cent. The notations of agreements
("A", "B5", "EIF", "5 Years", "No Cut") and the words of offers ("in 5 years", "trong 5 năm") mean the same functions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from functools import lru_cache

from paraph.errors import N_, InvalidContent
from paraph.trade.rates import Kind, Rate, Term

TENTH = Decimal("0.1")
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Category:
    """``years``: from entry until the end of cuts, 1 for all at once, 0 for no cut; ``waits``: years at the base rate
    before the first cut; ``leaves``: the fraction of the base rate that stays at the end."""

    years: int
    waits: int = 0
    leaves: Decimal = Decimal(0)

    @property
    def last_year(self) -> int:
        """The year in which the last cut is made; 0 where there is none."""
        return self.waits + self.years if self.years else 0

    def share(self, year: int) -> Fraction:
        """The fraction of the base rate that is left in a year, exactly.

        >>> [str(Category(5).share(year)) for year in range(1, 7)]
        ['4/5', '3/5', '2/5', '1/5', '0', '0']
        """
        done = min(max(year - self.waits, 0), self.years)
        if not self.years or not done:
            return Fraction(1)
        return 1 - (1 - Fraction(self.leaves)) * done / self.years

    def rate(self, base: Rate, year: int) -> Rate:
        """The rate in a year, of the same kind as the base rate.

        >>> from paraph.trade.rates import parse_rate
        >>> Category(15).rate(parse_rate("40%"), 2).text, Category(5).rate(parse_rate("4.4¢/kg"), 1).text
        ('34.6%', '3.5¢/kg')

        Raises InvalidContent where the base rate is words.
        """
        if base.kind in (Kind.WORDS, Kind.SURCHARGE):
            raise InvalidContent(field=base.text, detail=N_("a rate in words has no stages"))
        share = self.share(year)
        if share == 1:
            return base
        staged = [tuple(_cut(term, share) for term in part) for part in (base.terms, base.floor, base.ceiling)]
        if not any(term.amount for term in staged[0]):
            return Rate("Free", Kind.FREE)
        return Rate(_written(*staged), base.kind, *staged)

    def __str__(self) -> str:
        """The category in the notation of offers, which ``parse_category`` reads."""
        if not self.years:
            return "none"
        said = "entry" if self == IMMEDIATE else f"{self.years} years"
        if self.waits:
            said += f" after {self.waits}"
        return f"{said} to {(self.leaves * 100).normalize():f}%" if self.leaves else said


def _cut(term: Term, share: Fraction) -> Term:
    """A term times a share, rounded down to a tenth of a point or of a cent."""
    grain = TENTH if term.ad_valorem else TENTH / 100
    return replace(term, amount=(term.amount * share.numerator / share.denominator).quantize(grain, ROUND_DOWN))


def _written(terms: tuple[Term, ...], floor: tuple[Term, ...], ceiling: tuple[Term, ...]) -> str:
    said = _sum(terms)
    if floor:
        said += f" but not less than {_sum(floor)}"
    if ceiling:
        said += f" {'or' if floor else 'but not'} more than {_sum(ceiling)}"
    return said


def _sum(terms: tuple[Term, ...]) -> str:
    return " + ".join(_term(term) for term in terms if term.amount) or "0%"


def _term(term: Term) -> str:
    basis = f" {term.basis}" if term.basis else ""
    if term.ad_valorem:
        return f"{term.amount.normalize():f}%{basis}"
    amount = f"{(term.amount * 100).normalize():f}¢" if term.currency == "USD" else f"{term.currency} {term.amount:f}"
    return f"{amount} each{basis}" if term.unit == "each" else f"{amount}/{term.unit}{basis}"


IMMEDIATE = Category(1)
NO_CUT = Category(0)

_AT_ONCE = re.compile(
    r"immediate(?:ly)?|a|eif|entry|on entry(?: into force)?|year 1|ngay(?: khi có hiệu lực)?|khi có hiệu lực",
    re.IGNORECASE,
)
_NONE = re.compile(r"none|no cut|e|x|excluded|u|không cắt giảm|loại trừ", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:in |over |b|trong )?(?P<years>\d{1,2})(?:[ -]?(?:years?|năm))?"
    r"(?:\s+(?:after|sau)\s+(?P<waits>\d{1,2})(?: years?| năm)?)?"
    r"(?:\s+(?:to|còn)\s+(?P<leaves>\d{1,2}(?:[.,]\d+)?)\s?%)?",
    re.IGNORECASE,
)
_TRAILER = re.compile(r"\s*[,;:](?:.*)$", re.DOTALL)


@lru_cache(maxsize=1 << 10)
def parse_category(text: str, where: str = "") -> Category:
    """A category as agreements and offers write it.

    >>> parse_category("Immediate"), parse_category("B5"), parse_category("trong 10 năm")
    (Category(years=1, waits=0, leaves=Decimal('0')), Category(years=5, ...), Category(years=10, ...))
    >>> str(parse_category("5 years after 2 to 50%")), str(parse_category("No Cut, TRQ: in-quota only"))
    ('5 years after 2 to 50%', 'none')

    What follows a comma is a remark on quotas, and is not read. Raises InvalidContent with ``where``.
    """
    said = _TRAILER.sub("", " ".join(text.split()))
    if _AT_ONCE.fullmatch(said):
        return IMMEDIATE
    if _NONE.fullmatch(said):
        return NO_CUT
    found = _YEARS.fullmatch(said)
    if found and 1 <= int(found["years"]) <= LONGEST:
        leaves = Decimal((found["leaves"] or "0").replace(",", ".")) / 100
        return Category(int(found["years"]), int(found["waits"] or 0), leaves)
    raise InvalidContent(
        field=where or text, detail=N_("no staging category; write one like: entry, 5 years, 10 years after 2, none")
    )
