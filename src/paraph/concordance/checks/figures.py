"""Numbers, percentages, money, dates, periods, measures and HS codes that stand in one version and not in the other.

What is written in digits, or in words that can be nothing but a number, must have its like on the other side. A word
that may be an article ("un", "một") only ever answers; it never asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.concordance.checks.dates import Date
from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.passage import Couple
from paraph.concordance.checks.values import Kind, Value
from paraph.errors import N_

NAME = "figures"
_CHECKED = (Kind.MONEY, Kind.PERCENT, Kind.PERIOD, Kind.DATE, Kind.MEASURE, Kind.HS, Kind.NUMBER, Kind.ORDINAL)
_SEVERITY = {Kind.ORDINAL: Severity.MINOR, Kind.NUMBER: Severity.SERIOUS}


def check(couple: Couple) -> Iterator[Finding]:
    """Figures that differ (both versions have one that the other lacks), then those that one lacks."""
    left, right = _looked_at(couple.left.values), _looked_at(couple.right.values)
    lone_left = [each for each in left if not any(alike(each, other) for other in right)]
    lone_right = [each for each in right if not any(alike(each, other) for other in left)]
    answered_left: set[int] = set()
    answered_right: set[int] = set()
    for kind in _CHECKED:
        ones = [each for each in lone_left if each.kind is kind]
        others = [each for each in lone_right if each.kind is kind]
        for one, other in zip(ones, others, strict=False):
            if _comparable(one, other):
                yield _differ(couple, one, other)
                answered_left.add(id(one))
                answered_right.add(id(other))
    rest_left = [each for each in lone_left if id(each) not in answered_left]
    rest_right = [each for each in lone_right if id(each) not in answered_right]
    yield from _across(couple, rest_left, rest_right)


def alike(one: Value, other: Value) -> bool:
    """Whether two values can be the same: of one kind, one value and one unit where both write one.

    A bare number may be any kind: "noventa (90)" answers "90 days" where the unit stands elsewhere.
    """
    if isinstance(one.what, Date) and isinstance(other.what, Date):
        return one.what.agrees(other.what)
    if isinstance(one.what, Date) or isinstance(other.what, Date):
        return _year(one, other) or _year(other, one)
    if one.kind is not other.kind and Kind.NUMBER not in (one.kind, other.kind):
        return False
    return one.what == other.what and (not one.unit or not other.unit or one.unit == other.unit)


def _comparable(one: Value, other: Value) -> bool:
    """Whether two values that differ were meant to be one: both sure, or both with a unit that says what they are."""
    if one.kind is Kind.PERIOD and one.unit == other.unit:
        return one.firm or other.firm
    return one.firm and other.firm


def _year(date: Value, number: Value) -> bool:
    """Whether a bare number is the year of a date, which one version writes elsewhere."""
    return isinstance(date.what, Date) and number.kind is Kind.NUMBER and number.what == date.what.year


def _looked_at(found: Sequence[Value]) -> list[Value]:
    return [each for each in found if each.kind in _CHECKED]


def _asks(value: Value) -> bool:
    """Whether a value alone, with nothing of its kind on the other side, is worth a person's time."""
    if value.kind in (Kind.ORDINAL, Kind.ROMAN):
        return False
    return value.firm and value.what != 1


def _across(couple: Couple, left: Sequence[Value], right: Sequence[Value]) -> Iterator[Finding]:
    """What is left over: told apart by kind, or standing on one side only."""
    used: set[int] = set()
    for one in filter(_asks, left):
        other = next((each for each in right if id(each) not in used and _asks(each)), None)
        if other is not None:
            used.add(id(other))
            yield _differ(couple, one, other)
        else:
            yield _lacking(couple, one, left=True)
    for other in filter(_asks, right):
        if id(other) not in used:
            yield _lacking(couple, other, left=False)


def _differ(couple: Couple, one: Value, other: Value) -> Finding:
    said = {
        "left": couple.left.text[one.start : one.end],
        "right": couple.right.text[other.start : other.end],
    }
    places = [(one.start, one.end)], [(other.start, other.end)]
    if one.kind is other.kind and (one.what in other.also or other.what in one.also):
        message = N_("“%(left)s” and “%(right)s”: the separators read as different numbers")
        return couple.find(NAME, Severity.MINOR, 0.9, message, said, *places)
    severity = _SEVERITY.get(one.kind, Severity.SEVERE)
    sure = 0.97 if one.firm and other.firm else 0.7
    return couple.find(NAME, severity, sure, N_("“%(left)s” and “%(right)s” differ"), said, *places)


def _lacking(couple: Couple, value: Value, *, left: bool) -> Finding:
    passage = couple.left if left else couple.right
    said = {"words": passage.text[value.start : value.end], "language": passage.language.code}
    place = [(value.start, value.end)]
    severity = _SEVERITY.get(value.kind, Severity.SEVERE)
    message = N_("“%(words)s” has no counterpart in the other language")
    return couple.find(NAME, severity, 0.85, message, said, *((place, ()) if left else ((), place)))
