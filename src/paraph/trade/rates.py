"""Rates of duty as schedules write them: free, ad valorem, specific, compound, bounded; in words where they are words.

A rate that is no number is kept as it is written and never counted as zero: asking for its duty is refused.
Amounts are ``Decimal``, in percent or in the currency named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from paraph.errors import N_, NoDutyFollows, RateRefused

CENT = Decimal("0.01")
KNOWN = "Free, 5%, 3¢/kg, 5% + 3¢/kg"
"""How rates are written."""


class Kind(StrEnum):
    """``SURCHARGE``: on top of the duty of the applicable line. ``WORDS``: a rule that no number states."""

    FREE = "free"
    AD_VALOREM = "ad_valorem"
    SPECIFIC = "specific"
    COMPOUND = "compound"
    BOUNDED = "bounded"
    SURCHARGE = "surcharge"
    WORDS = "words"


KINDS = {
    Kind.FREE: N_("free"),
    Kind.AD_VALOREM: N_("ad valorem"),
    Kind.SPECIFIC: N_("specific"),
    Kind.COMPOUND: N_("compound"),
    Kind.BOUNDED: N_("with a floor or ceiling"),
    Kind.SURCHARGE: N_("on top of another line's duty"),
    Kind.WORDS: N_("in words only"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """``amount`` percent of the value, where ``unit`` is "%", else ``amount`` of ``currency`` for each ``unit``.

    ``basis``: what of the good it is taken on ("on the case"), "" for the whole.
    """

    amount: Decimal
    unit: str = "%"
    currency: str = ""
    basis: str = ""

    @property
    def ad_valorem(self) -> bool:
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate: the sum of its ``terms``, not less than ``floor`` and not more than ``ceiling`` where these are given."""

    text: str
    kind: Kind
    terms: tuple[Term, ...] = ()
    floor: tuple[Term, ...] = ()
    ceiling: tuple[Term, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        """The rate in percent of value where that is all there is to it; None for every other.

        >>> parse_rate("Free").percent, parse_rate("2.5%").percent, parse_rate("3¢/kg").percent
        (Decimal('0'), Decimal('2.5'), None)
        """
        if self.kind is Kind.FREE:
            return Decimal(0)
        if self.kind is Kind.AD_VALOREM and not any(term.basis for term in self.terms):
            return sum((term.amount for term in self.terms), Decimal(0))
        return None

    def duty(self, value: Decimal, quantities: Mapping[str, Decimal] | None = None) -> Decimal:
        """The duty on goods of this ``value`` and these ``quantities`` by unit, to the cent.

        >>> parse_rate("5% + 3c/kg").duty(Decimal(200), {"kg": Decimal(50)})
        Decimal('11.50')

        Raises NoDutyFollows where a quantity is missing or the rate is words.
        """
        if self.kind in (Kind.WORDS, Kind.SURCHARGE):
            raise NoDutyFollows(rate=self.text, detail=N_("it is given in words"), what=self.kind.value)
        found = _sum(self.text, self.terms, value, quantities or {})
        if self.floor:
            found = max(found, _sum(self.text, self.floor, value, quantities or {}))
        if self.ceiling:
            found = min(found, _sum(self.text, self.ceiling, value, quantities or {}))
        return found.quantize(CENT, ROUND_HALF_UP)


def _sum(text: str, terms: tuple[Term, ...], value: Decimal, quantities: Mapping[str, Decimal]) -> Decimal:
    total = Decimal(0)
    for term in terms:
        if term.ad_valorem and not term.basis:
            total += value * term.amount / 100
            continue
        unit = f"{term.unit} {term.basis}".strip()
        if unit not in quantities:
            raise NoDutyFollows(rate=text, detail=N_("a quantity is missing"), what=unit)
        total += quantities[unit] * (term.amount / 100 if term.ad_valorem else term.amount)
    return total


_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)"
_PERCENT = re.compile(rf"(?P<amount>{_NUMBER})\s*(?:%|percent|per cent)(?:\s+(?P<basis>(?:on|of)\b.*))?", re.IGNORECASE)
_PLAIN = re.compile(_NUMBER)
_MONEY = re.compile(
    rf"(?:(?P<sign>\$|US\$|USD\s?|€|EUR\s?)(?P<amount>{_NUMBER})|(?P<cents>{_NUMBER})\s?(?:¢|c\b|cents?\b))"
    r"\s*(?:/\s*|per\s+)?(?P<unit>(?:\d[\d,]*\s?)?[^\W\d]?[\w./ ³²]*?)(?:\s+(?P<basis>(?:on|of|over)\b.*))?",
    re.IGNORECASE,
)
_SURCHARGE = re.compile(
    r"the duty (?:rate )?provided (?:for )?in ?(?:the|such) (?:applicable )?subheading", re.IGNORECASE
)
_FLOOR = re.compile(r",?\s*but not (?:less|lower) than\s+", re.IGNORECASE)
_CEILING = re.compile(r",?\s*(?:or|but not|and not) more than\s+", re.IGNORECASE)
_FREE = ("free", "0", "0%", "miễn thuế", "duty-free")
_CURRENCY = {"$": "USD", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR"}


@lru_cache(maxsize=1 << 15)
def parse_rate(text: str, where: str = "") -> Rate:
    """A rate as it is written; plain decimal text is percent.

    >>> parse_rate("5% + 3c/kg").kind, parse_rate("46").percent
    (<Kind.COMPOUND: 'compound'>, Decimal('46'))
    >>> parse_rate("238% but not less than $1.67/kg").floor
    (Term(amount=Decimal('1.67'), unit='kg', currency='USD', basis=''),)
    >>> parse_rate("-5%", "line 3, rate")
    Traceback (most recent call last):
    paraph.errors.RateRefused: line 3, rate: "-5%" is no rate of duty...

    Words are taken as words only where they are a schedule's ("The duty provided in ...", "Free, under bond ...").
    Raises RateRefused for anything else that is no rate; ``where`` is said with it.
    """
    said = " ".join(text.split())
    if said.lower() in _FREE:
        return Rate(said, Kind.FREE)
    if _SURCHARGE.match(said):
        rest = _terms(_SURCHARGE.sub("", said, count=1).strip().removeprefix("plus").lstrip("+ ").strip())
        return Rate(said, Kind.SURCHARGE, rest or ())
    whole, floor, ceiling = _bounds(said)
    terms = _terms(whole)
    low, high = (_terms(each) if each else () for each in (floor, ceiling))
    if terms is not None and low is not None and high is not None:
        return Rate(said, _kind(terms, bool(low or high)), terms, low, high)
    if re.match(r"(?:the|a|see|no change|free,|\d.* (?:less|minus|each other))", said, re.IGNORECASE) and len(said) > 8:
        return Rate(said, Kind.WORDS)
    raise RateRefused(place=where or N_("rate"), detail=f'"{text}"', known=KNOWN)


def _bounds(said: str) -> tuple[str, str, str]:
    """A rate, its floor and its ceiling as they are written."""
    whole, *lower = _FLOOR.split(said, maxsplit=1)
    if lower:
        floor, *upper = _CEILING.split(lower[0], maxsplit=1)
        return whole, floor, upper[0] if upper else ""
    whole, *upper = _CEILING.split(said, maxsplit=1)
    return whole, "", upper[0] if upper else ""


def _terms(said: str) -> tuple[Term, ...] | None:
    """The terms of a sum, None where one of them is none."""
    found = [_term(part.strip()) for part in re.split(r"\+", said)]
    return None if None in found else tuple(_known(found))


def _known(found: list[Term | None]) -> Iterator[Term]:
    for term in found:
        if term is not None:
            yield term


def _term(part: str) -> Term | None:
    if match := _PERCENT.fullmatch(part):
        return Term(_decimal(match["amount"]), basis=(match["basis"] or "").strip())
    if _PLAIN.fullmatch(part):
        return Term(_decimal(part))
    match = _MONEY.fullmatch(part)
    if not match or not match["unit"].strip():
        return None
    amount = _decimal(match["amount"]) if match["amount"] else _decimal(match["cents"]) / 100
    currency = _CURRENCY[(match["sign"] or "$").strip().upper()]
    return Term(amount, match["unit"].strip().rstrip("."), currency, (match["basis"] or "").strip())


def _decimal(written: str) -> Decimal:
    """
    >>> _decimal("1,000.5"), _decimal("2,5"), _decimal("1,000")
    (Decimal('1000.5'), Decimal('2.5'), Decimal('1000'))
    """
    if re.fullmatch(r"\d+,\d{1,2}", written):
        return Decimal(written.replace(",", "."))
    return Decimal(written.replace(",", ""))


def _kind(terms: tuple[Term, ...], bounded: bool) -> Kind:
    if bounded:
        return Kind.BOUNDED
    shares = {term.ad_valorem for term in terms}
    if shares == {True}:
        return Kind.AD_VALOREM if any(term.amount for term in terms) else Kind.FREE
    return Kind.SPECIFIC if shares == {False} else Kind.COMPOUND
