"""Numbers in running text, in digits as a language writes them and in words, each with its place and value.

Separators are read by Babel, strictly ("1,000" is a thousand in English, one in Vietnamese); what a language's own
custom cannot be is read by the next one in its data file. Other readings that a reader could have are kept beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from paraph.concordance.checks.language import Language, either, whole

_DIGITS = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,’']\d+)*)"
    r"(?![.,’']?\d)(?:(?!\w)|(?=(?:kg|cm|mm|km|ha)\b))"
)
_SPACES = re.compile(r"[ \u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """``value``: as the language's own custom reads it. ``also``: what another custom would read. ``firm``: written
    in digits, or in words that can be nothing but a number."""

    value: Decimal
    start: int
    end: int
    firm: bool = True
    words: bool = False
    also: frozenset[Decimal] = frozenset()


def numerals(text: str, language: Language) -> list[Numeral]:
    """Every number in a text, in order; "ninety (90)" is one.

    >>> from paraph.concordance.checks.language import language
    >>> [str(each.value) for each in numerals("136,6 tỷ, hai mươi mốt, 1.000", language("vi"))]
    ['136.6', '21', '1000']
    >>> [str(each.value) for each in numerals("ninety (90) days, 1,000.5", language("en"))]
    ['90', '1000.5']
    """
    found = sorted([*_written(text, language), *_spelled(text, language)], key=lambda each: each.start)
    idioms = [match.span() for match in _idioms(language).finditer(text)]
    plain = [each for each in found if not any(start < each.end and each.start < end for start, end in idioms)]
    return _twice_said(text, plain)


@cache
def _idioms(language: Language) -> re.Pattern[str]:
    return whole(language.data["idioms"])


def _written(text: str, language: Language) -> Iterator[Numeral]:
    for match in _DIGITS.finditer(text):
        read = readings(match[0], tuple(language.data["separators"]))
        if read:
            yield Numeral(read[0], match.start(), match.end(), also=frozenset(read[1:]))


@lru_cache(maxsize=1 << 14)
def readings(written: str, locales: tuple[str, ...]) -> tuple[Decimal, ...]:
    """The values that a number in digits can have, by the custom of each locale, the first that fits first.

    >>> readings("1,000", ("vi", "en")), readings("1,000.5", ("vi", "en"))
    ((Decimal('1.000'), Decimal('1000')), (Decimal('1000.5'),))
    """
    from babel.numbers import NumberFormatError, parse_decimal

    plain = _SPACES.sub("", written).replace("’", "").replace("'", "")
    found: list[Decimal] = []
    for locale in locales:
        try:
            value = parse_decimal(plain, locale=locale, strict=True)
        except NumberFormatError:
            continue
        if value not in found:
            found.append(value)
    return tuple(found)


def _spelled(text: str, language: Language) -> Iterator[Numeral]:
    """Numbers in words: each the longest run of number words that makes one number."""
    table, joins, tokens = _vocabulary(language)
    ambiguous = frozenset(language.data["ambiguous"])
    run: list[re.Match[str]] = []
    for match in tokens.finditer(text):
        word = match[0].lower()
        between = text[run[-1].end() : match.start()].lower() if run else ""
        anew = word in language.data["first_only"] and not between.strip()
        if run and (anew or not _joined(between, joins)):
            yield from _read(run, table, ambiguous, language.data["over"])
            run = []
        if word in table:
            run.append(match)
    if run:
        yield from _read(run, table, ambiguous, language.data["over"])


def _joined(between: str, joins: frozenset[str]) -> bool:
    return not between.strip(" ") or between.strip() in joins


@cache
def _vocabulary(language: Language) -> tuple[Mapping[str, tuple[int, bool]], frozenset[str], re.Pattern[str]]:
    """Number words with their value and whether they multiply what stands before; joints; and all of them as tokens."""
    table = {word: (value, False) for word, value in language.data["numbers"].items()}
    table |= {word: (value, True) for word, value in language.data["multipliers"].items()}
    return (
        table,
        frozenset(language.data["joins"]),
        re.compile(rf"(?<!\w){either(map(re.escape, table))}(?!\w)", re.IGNORECASE),
    )


def _read(
    run: Sequence[re.Match[str]], table: Mapping[str, tuple[int, bool]], ambiguous: frozenset[str], over: Sequence[int]
) -> Iterator[Numeral]:
    """Cut a run of number words into numbers ("two three" is two of them)."""
    done: list[int] = []
    begin = 0
    for place, match in enumerate(run):
        value, multiplies = table[match[0].lower()]
        grown = _grown(done, value, multiplies, over)
        if grown is None:
            yield _numeral(run[begin:place], done, ambiguous)
            begin, grown = place, [value]
        done = grown
    yield _numeral(run[begin:], done, ambiguous)


def _numeral(run: Sequence[re.Match[str]], addends: Sequence[int], ambiguous: frozenset[str]) -> Numeral:
    firm = len(run) > 1 or run[0][0].lower() not in ambiguous
    return Numeral(Decimal(sum(addends)), run[0].start(), run[-1].end(), firm, words=True)


def _grown(addends: Sequence[int], value: int, multiplies: bool, over: Sequence[int]) -> list[int] | None:
    """The addends with one more word, None where that word begins another number.

    >>> _grown([2], 100, True, ()), _grown([200, 3], 10, True, ()), _grown([2], 3, False, ())
    ([200], [200, 30], None)
    """
    if not addends:
        return [value]
    last = addends[-1]
    if multiplies and value >= 1000:
        return [sum(addends) * value] if sum(addends) < value else None
    if multiplies:
        return [*addends[:-1], last * value] if 0 < last < value else None
    if last in over and value < 20:
        return [*addends[:-1], last + value]
    if value and last and last % 10 ** len(str(value)) == 0:
        return [*addends, value] if last >= 100 else [*addends[:-1], last + value]
    return None


def _twice_said(text: str, found: Sequence[Numeral]) -> list[Numeral]:
    """A number in words and again in digits ("thirty (30)") made one."""
    kept: list[Numeral] = []
    for each in found:
        before = kept[-1] if kept else None
        if before and before.words and not each.words and before.value == each.value:
            gap = text[before.end : each.start]
            if gap.strip() == "(" and text[each.end : each.end + 1] == ")":
                kept[-1] = replace(each, start=before.start, end=each.end + 1)
                continue
        if before and each.start < before.end:
            continue
        kept.append(each)
    return kept
