"""Reservations that stand in a text in words: "JP reserves its position pending the outcome of Article 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paraph.text.attribution import CODE
from paraph.text.markup import Parsed

_NEAR = 250  # characters before and after the verb
_CODE = rf"{CODE}|[A-Z]"
_TARGET = r"(?:[^\W\d]+[ ])?(?:[A-Z0-9](?:[\w.()]{0,24}[\w)])?)(?:[ ](?:bis|ter|alt))?"
_ENGLISH = (
    r"(?P<party>CODES)[ ]reserves?[ ](?:(?:its|their)[ ])?(?:right|position)s?"
    r"(?:[ ]on[ ](?P<subject>TARGET))?(?:,?[ ](?:pending|until)(?:[ ]the)?(?:[ ](?:outcomes?|results?)[ ](?:of|on|in))?"
    r"(?:[ ](?:the[ ])?discussions?[ ](?:of|on))?[ ](?P<target>TARGET))?"
)
_VIETNAMESE = (
    r"(?P<party>CODES)[ ]bảo lưu[ ](?:lập trường|ý kiến|quan điểm)(?:[ ]về[ ](?P<subject>TARGET))?"
    r"(?:,?[ ](?:chờ|cho đến khi có|phụ thuộc vào)[ ]kết quả(?:[ ]thảo luận)?[ ](?:của|về)?[ ]?(?P<target>TARGET))?"
)


@dataclass(frozen=True, slots=True)
class Reservation:
    """A party's reservation: on what (``subject``) and pending the outcome of what (``target``), "" where unsaid."""

    start: int
    source: str
    parties: tuple[str, ...]
    subject: str
    target: str


def reservations(parsed: Parsed) -> tuple[Reservation, ...]:
    """The reservations that a text states in words, in order.

    >>> from paraph.text.notation import parse
    >>> found, = reservations(parse("{JP reserves its position pending the outcome of Article QQ.A.1.}"))
    >>> found.parties, found.target
    (('JP',), 'Article QQ.A.1')
    """
    names = "".join(re.escape(code) + "|" for code in sorted(parsed.parties, key=len, reverse=True))
    code = rf"(?>(?:{names}{_CODE})\b)"  # atomic: a code that is read is not read in another way
    codes = rf"\b{code}(?:(?:[ ]?/[ ]?|,[ ]|[ ]and[ ]|[ ]và[ ]){code}){{0,40}}"
    found = []
    for verb, grammar in ((" reserve", _ENGLISH), (" bảo lưu", _VIETNAMESE)):
        pattern = re.compile(grammar.replace("CODES", codes).replace("TARGET", _TARGET))
        for match in _around(verb, pattern, parsed.text):
            parties = tuple(re.findall(rf"{names}{_CODE}", match["party"]))
            found.append(Reservation(match.start(), match[0], parties, match["subject"] or "", match["target"] or ""))
    return tuple(sorted(found, key=lambda each: each.start))


def _around(verb: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a sentence's pattern near its verb, so that a long text is not tried at every capital."""
    end = 0
    at = text.find(verb)
    while at >= 0:
        match = pattern.search(text, max(end, at - _NEAR), at + _NEAR)
        if match:
            end = match.end()
            yield match
        at = text.find(verb, max(end, at + 1))
