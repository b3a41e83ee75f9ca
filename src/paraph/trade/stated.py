"""Figures of trade as a statement publishes them, read out of its words in English or Vietnamese.

What is read: amounts of money with their scale ("US$149.6 billion", "136,6 tỷ USD"), what each measures (exports,
imports, deficit, total), whose it is, for which year, the change on the year before ("up 32.9 per cent", "tăng 32,9%"),
and rates of duty. A figure without a year is of the year named last. An amount whose measure is not said is reported
as such and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Role = Literal["exports", "imports", "deficit", "surplus", "total", ""]

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SCALES = {
    "trillion": 6, "billion": 3, "bn": 3, "million": 0, "mn": 0,
    "nghìn tỷ": 6, "ngàn tỷ": 6, "nghìn tỉ": 6, "tỷ": 3, "tỉ": 3, "triệu": 0,
}  # fmt: skip
"""Powers of ten over a million."""
_VIETNAMESE = {scale for scale in _SCALES if not scale.isascii()}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_DOLLAR = r"(?:US\s?\$|\$|USD)"
_TAIL = r"(?:\s*(?:USD|US\s?dollars?|dollars?|đô[ -]la(?:\s+Mỹ)?|US\$))"
_AMOUNT = re.compile(
    rf"(?P<sign>{_DOLLAR})\s?(?P<a>{_NUMBER})\s*(?P<sa>{_SCALE})?\b|(?P<b>{_NUMBER})\s*(?P<sb>{_SCALE}){_TAIL}",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?P<n>{_NUMBER})\s?(?:%|per\s?cent\b|phần trăm\b|percent\b)", re.IGNORECASE)
_ROLES: tuple[tuple[Role, str], ...] = (
    ("deficit", r"trade deficit|deficit|thâm hụt|nhập siêu"),
    ("surplus", r"trade surplus|surplus|thặng dư|xuất siêu"),
    ("total", r"total(?:l?ed)?|(?:two-way|bilateral|goods) trade|trade turnover|tổng kim ngạch|kim ngạch thương mại|"
              r"thương mại (?:hai chiều|song phương|hàng hóa)|tổng giá trị thương mại|trao đổi thương mại"),
    ("exports", r"exports?|exported|xuất khẩu"),
    ("imports", r"imports?|imported|nhập khẩu"),
)  # fmt: skip
_ROLE = re.compile("|".join(f"(?P<{role}>\\b(?:{words})\\b)" for role, words in _ROLES), re.IGNORECASE)
_COUNTRIES = {
    "US": r"U\.?S\.?A?\.?(?![\w$])|United States|America[n]?|Hoa Kỳ|nước Mỹ|Mỹ",
    "VN": r"Vi[eệ]t\s?[Nn]am(?:ese)?",
}
_COUNTRY = re.compile("|".join(f"(?P<{code}>\\b(?:{words}))" for code, words in _COUNTRIES.items()))
_YEAR = re.compile(
    r"(?<![\d.,$])(?:in|for|during|of|năm|trong năm|calendar year)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?:from|over|compared (?:with|to)|on|than in|so với(?: cùng kỳ)?(?: năm)?)\s+(?:19|20)\d\d", re.IGNORECASE
)
_DOWN = re.compile(r"\b(?:down|fell|fall|decrease|decline|drop|lower|giảm)", re.IGNORECASE)
_UP = re.compile(r"\b(?:up|rose|rise|increase|grew|growth|higher|tăng)", re.IGNORECASE)
_TARIFF = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|baseline|levy|levies|highest level|thuế)", re.IGNORECASE)
_BASELINE = re.compile(r"\b(?:baseline|minimum|cơ bản|cơ sở|tối thiểu)\b", re.IGNORECASE)
_ON_TOP = re.compile(r"\bon top of\b|\bin addition to\b|ngoài mức|cộng thêm|chồng lên", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[^\WA-Z\d][.!?;])\s+|(?<=\d[.;])\s+(?=[A-ZĐ])|\n\s*\n|\n(?=- )")
_CLAUSE = re.compile(r",?\s+(?:while|whereas|trong khi(?: đó)?|còn)\s+", re.IGNORECASE)
_SOURCE = re.compile(r"(?:according to|data from|theo)\s+(?P<source>[^.,;\n]{4,120})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of trade in a text.

    ``value``: US$ million; ``places``: decimals as published, in its scale; ``scale``: the power of ten over a million.
    ``whose``: the party whose exports, imports or balance it is, "" if not said. ``change``: percent on the year
    before, None if not said, with ``change_places`` decimals. ``line``: of the text, from 1; ``words``: as they stand.
    """

    role: Role
    value: Decimal
    places: int
    scale: int
    whose: str
    period: str
    change: Decimal | None
    change_places: int
    line: int
    words: str

    @property
    def published(self) -> Decimal:
        """The number as it stands in the text, in its scale."""
        return (self.value / Decimal(10) ** self.scale).quantize(Decimal(1).scaleb(-self.places))


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate of duty in a text, in percent. ``on_top``: the text says that it comes on top of the baseline."""

    percent: Decimal
    baseline: bool
    on_top: bool
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text states. ``unread``: amounts whose measure is not said, as they stand, with their lines."""

    figures: tuple[Stated, ...]
    rates: tuple[StatedRate, ...]
    unread: tuple[tuple[int, str], ...]
    source: str = ""


def number(written: str, vietnamese: bool) -> Decimal:
    """A number in the format of its language; where only one reading is possible, the language does not matter.

    >>> number("136,6", True), number("136.6", True), number("13,098.2", False), number("1.500", True)
    (Decimal('136.6'), Decimal('136.6'), Decimal('13098.2'), Decimal('1500'))
    """
    marks = [mark for mark in written if mark in ".,"]
    if not marks:
        return Decimal(written)
    if len(set(marks)) == 2:
        decimal = marks[-1]
    elif len(marks) > 1:
        decimal = ""
    else:
        groups = len(written.rpartition(marks[0])[2]) == 3
        decimal = ("," if vietnamese else ".") if groups else marks[0]
    grouping = "".join(mark for mark in ".," if mark != decimal)
    plain = written.translate(str.maketrans("", "", grouping))
    return Decimal(plain.replace(",", "."))


def read_statement(text: str) -> Statement:
    """The figures of trade and rates of duty in a text, in their order.

    >>> found = read_statement("Xuất khẩu của Hoa Kỳ sang Việt Nam năm 2024 đạt 13,1 tỷ USD, tăng 32,9% so với 2023.")
    >>> each = found.figures[0]
    >>> each.role, each.whose, each.value, each.period, each.change
    ('exports', 'US', Decimal('13100.0'), '2024', Decimal('32.9'))
    """
    figures: list[Stated] = []
    rates: list[StatedRate] = []
    unread: list[tuple[int, str]] = []
    source = period = ""
    for line, sentence in _sentences(text):
        role: Role = ""
        whose = ""
        for clause in _CLAUSE.split(sentence):
            amounts = [each for each in _AMOUNT.finditer(clause) if each["sign"] or each["sb"]]
            starts = [each.start() for each in amounts] + [len(clause)]
            for index, amount in enumerate(amounts):
                role, whose = _role(clause, amount, role, whose)
                tail = clause[amount.end() : starts[index + 1]]
                if not role:
                    unread.append((line, amount[0]))
                    continue
                period = _period(tail, clause, sentence) or period
                figures.append(_stated(amount, role, whose, period, tail, line))
        rates.extend(_rates(sentence, line))
        if figures and not source and (found := _SOURCE.search(sentence)):
            source = " ".join(found["source"].split())
    return Statement(tuple(figures), tuple(rates), tuple(unread), source)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for found in (*_SENTENCE.finditer(text), None):
        end = found.start() if found else len(text)
        if text[at:end].strip():
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            yield text.count("\n", 0, start) + 1, text[start:end]
        at = found.end() if found else end


def _role(clause: str, amount: re.Match[str], role: Role, whose: str) -> tuple[Role, str]:
    """What an amount measures: the last measure named before it, else the first after it, else that of before."""
    before = list(_ROLE.finditer(clause, 0, amount.start()))
    named = before[-1] if before else _ROLE.search(clause, amount.end())
    if named is None:
        return role, whose
    kind: Role = named.lastgroup  # type: ignore[assignment]
    if kind == "total" and len(before) > 1 and before[-2].lastgroup in ("exports", "imports", "deficit", "surplus"):
        named = before[-2]  # "imports from Viet Nam totalled": the verb names no measure
        kind = named.lastgroup  # type: ignore[assignment]
    return kind, "" if kind == "total" else _owner(clause, named) or whose


def _owner(clause: str, named: re.Match[str]) -> str:
    """Whose exports or imports: the country before the word in English ("US exports"), after "của" in Vietnamese."""
    of = re.match(
        r"\s*(?:thương mại\s*)?(?:hàng hóa\s*)?(?:của|of)\s+(?:the\s+)?", clause[named.end() :], re.IGNORECASE
    )
    if of and (found := _COUNTRY.match(clause, named.end() + of.end())):
        return str(found.lastgroup)
    before = list(_COUNTRY.finditer(clause, 0, named.start()))
    return str(before[-1].lastgroup) if before else ""


def _period(*parts: str) -> str:
    """The year that is named nearest, other than the one that is compared with."""
    found = next(filter(None, (_YEAR.search(_BEFORE.sub("", part)) for part in parts)), None)
    return found["year"] if found else ""


def _stated(amount: re.Match[str], role: Role, whose: str, period: str, tail: str, line: int) -> Stated:
    written, said = (amount["a"], amount["sa"]) if amount["a"] else (amount["b"], amount["sb"])
    key = (said or "").lower()
    scale = _SCALES.get(key, -6)  # plain dollars
    value = number(written, key in _VIETNAMESE)
    change, places = _change(tail)
    return Stated(
        role, value * Decimal(10) ** scale, max(0, -int(value.as_tuple().exponent)), scale, whose,
        period, change, places, line, " ".join(amount[0].split()),
    )  # fmt: skip


def _change(tail: str) -> tuple[Decimal | None, int]:
    """The change that is said with an amount, up or down; None where the percentage is of something else."""
    found = _PERCENT.search(tail)
    if not found:
        return None, 0
    around = tail[: found.end() + 24]
    down, up = _DOWN.search(around), _UP.search(around)
    if not down and not up:
        return None, 0
    value = number(found["n"], bool(re.search("tăng|giảm", around)))
    return -value if down and not up else value, max(0, -int(value.as_tuple().exponent))


def _rates(sentence: str, line: int) -> Iterator[StatedRate]:
    if not _TARIFF.search(sentence):
        return
    on_top = bool(_ON_TOP.search(sentence))
    for found in _PERCENT.finditer(sentence):
        near = sentence[max(0, found.start() - 30) : found.end() + 14]
        if _UP.search(near) or _DOWN.search(near):
            continue
        baseline = bool(_BASELINE.search(sentence[max(0, found.start() - 30) : found.end() + 3]))
        value = number(found["n"], "," in found["n"])
        yield StatedRate(value, baseline, on_top and not baseline, line, " ".join(found[0].split()))
