"""Schedules of agreements with a rate for each year: read, and each cell held against its staging category.

The columns are those of the US International Trade Administration's FTA tariff tool. A table is read whole; what looks
wrong in it (a rate that its category does not give, a cell that is no rate, a rate before entry into force, a rise) is
reported with row and column, and nothing is put right in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from paraph.errors import N_, InvalidContent, RateRefused
from paraph.trade.nomenclature import digits
from paraph.trade.rates import Kind, Rate, Term, parse_rate
from paraph.trade.staging import NO_CUT, Category, parse_category
from paraph.trade.tables import Row, Table, check_columns

NEEDED = (
    "tl", "TL_Desc", "HS6", "Base_Rate", "Base_Rate_Alt", "Final_Year", "TRQ_Quota", "PartnerName", "ReporterName",
    "StagingBasket",
)  # fmt: skip
_YEAR = re.compile(r"(?:YEAR|Y)(?P<year>\d{1,4})", re.IGNORECASE)
_ALT = re.compile(r"(?:Alt_|YEAR)(?P<year>\d{1,4})(?:_Alt)?", re.IGNORECASE)
TOLERANCE = Decimal("0.1")
"""How far a yearly rate may be off, in percentage points or cents: schedules round down to a tenth."""

KINDS = {
    "rate": N_("the rate is not what the category gives"),
    "words": N_("this is no rate"),
    "early": N_("a rate before the agreement is in force"),
    "rise": N_("the rate rises"),
    "base": N_("the base rate is given twice, and differs"),
    "final": N_("the last year is not that of the category"),
    "line": N_("the line is not under its subheading"),
    "category": N_("no staging category that is known"),
    "quota": N_("the category has a quota and the row names none"),
    "years": N_("the years stop before the cuts are done"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a cell. ``kind``: a key of ``KINDS``; ``found`` and ``expected`` as written."""

    row: int
    column: str
    kind: str
    found: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class StagedLine:
    """One line of a schedule. ``rates``: by calendar year, or by year of the agreement where the table counts so."""

    row: int
    line: str
    description: str
    reporter: str
    partner: str
    base: Rate | None
    category: Category | None
    quota: str
    starts: int
    rates: Mapping[int, Rate]

    def expected(self, year: int) -> Rate | None:
        """The rate that the category gives for a year of the table."""
        if self.base is None or self.category is None or self.base.kind in (Kind.WORDS, Kind.SURCHARGE):
            return None
        return self.category.rate(self.base, year - self.starts + 1)


@dataclass(frozen=True, slots=True)
class Staged:
    """A schedule and what is wrong in it. ``starts``: the year of entry into force, 1 where years are counted."""

    lines: tuple[StagedLine, ...]
    findings: tuple[Finding, ...]
    starts: int


def read_staged(table: Table) -> Staged:
    """Read a schedule whole. Raises TableRefused when a column is missing."""
    check_columns(table.path, table.columns, NEEDED)
    starts = _starts(table)
    lines: list[StagedLine] = []
    findings: list[Finding] = []
    for row in table:
        line = _line(row, starts, findings)
        lines.append(line)
        findings.extend(_checked(line, row))
    return Staged(tuple(lines), tuple(findings), starts)


def _starts(table: Table) -> int:
    """The year of entry into force: the commonest first year with a rate; 1 where the table counts years."""
    firsts: dict[int, int] = {}
    for row in table:
        years = [int(found["year"]) for column in table.columns if (found := _YEAR.fullmatch(column)) and row[column]]
        if years:
            firsts[min(years)] = firsts.get(min(years), 0) + 1
    return max(firsts, key=lambda year: firsts[year]) if firsts else 1


def _line(row: Row, starts: int, findings: list[Finding]) -> StagedLine:
    base = _base(row, findings)
    category: Category | None = None
    try:
        category = parse_category(row["StagingBasket"])
    except InvalidContent:
        findings.append(Finding(row.number, "StagingBasket", "category", row["StagingBasket"]))
    rates: dict[int, Rate] = {}
    for column, cell in row.cells.items():
        alternative = bool(re.match(r"Alt_", column, re.IGNORECASE) or re.search(r"_Alt$", column, re.IGNORECASE))
        found = (_ALT if alternative else _YEAR).fullmatch(column)
        if not found or not cell or column.startswith("Base"):
            continue
        year = int(found["year"])
        try:
            rate = parse_rate(cell)
        except RateRefused:
            findings.append(Finding(row.number, column, "words", cell))
            continue
        if year < starts:
            findings.append(Finding(row.number, column, "early", cell))
        elif alternative or year not in rates:
            if alternative and year in rates and rates[year] != rate and rate.kind is Kind.AD_VALOREM:
                findings.append(Finding(row.number, column, "base", cell, rates[year].text))
            rates[year] = rate
    quota = row["TRQ_Quota"]
    return StagedLine(row.number, digits(row["tl"]), row["TL_Desc"], row["ReporterName"], row["PartnerName"], base,
                      category, quota, starts, dict(sorted(rates.items())))  # fmt: skip


def _base(row: Row, findings: list[Finding]) -> Rate | None:
    """The base rate: in percent, or the alternative one where there is no percentage."""
    found: list[Rate] = []
    for column in ("Base_Rate", "Base_Rate_Alt"):
        if row[column]:
            try:
                found.append(parse_rate(row[column]))
            except RateRefused:
                findings.append(Finding(row.number, column, "words", row[column]))
    if len(found) == 2 and found[0].terms != found[1].terms:
        findings.append(Finding(row.number, "Base_Rate_Alt", "base", row["Base_Rate_Alt"], row["Base_Rate"]))
    return found[0] if found else None


def _checked(line: StagedLine, row: Row) -> Iterator[Finding]:
    if not line.line.startswith(row["HS6"]):
        yield Finding(row.number, "tl", "line", row["tl"], row["HS6"])
    before: Rate | None = None
    for year, rate in line.rates.items():
        column = next(name for name in row.cells if (m := _YEAR.fullmatch(name)) and int(m["year"]) == year)
        expected = line.expected(year)
        if expected is not None and not _close(rate, expected):
            yield Finding(row.number, column, "rate", rate.text, expected.text)
        if before is not None and _percent(rate) > _percent(before) >= 0:
            yield Finding(row.number, column, "rise", rate.text, before.text)
        before = rate
    yield from _checked_end(line, row)


def _checked_end(line: StagedLine, row: Row) -> Iterator[Finding]:
    category, final = line.category, row["Final_Year"]
    if category is None:
        return
    last = re.search(r"\d+", final)
    if last and category != NO_CUT and int(last[0]) != line.starts + category.last_year - 1:
        yield Finding(row.number, "Final_Year", "final", final, str(line.starts + category.last_year - 1))
    if "TRQ" in row["StagingBasket"].upper() and not line.quota:
        yield Finding(row.number, "TRQ_Quota", "quota", line.quota)
    if line.rates and category != NO_CUT and max(line.rates) < line.starts + category.last_year - 1:
        yield Finding(
            row.number, "Final_Year", "years", str(max(line.rates)), str(line.starts + category.last_year - 1)
        )


def _close(one: Rate, other: Rate) -> bool:
    """Whether two rates are the same but for rounding."""
    if one.percent is not None and other.percent is not None:
        return abs(one.percent - other.percent) < TOLERANCE
    if len(one.terms) != len(other.terms):
        return False
    return all(_alike(*pair) for pair in zip(one.terms, other.terms, strict=True))


def _alike(one: Term, other: Term) -> bool:
    grain = TOLERANCE if one.ad_valorem else TOLERANCE / 100
    return one.unit == other.unit and abs(one.amount - other.amount) < grain


def _percent(rate: Rate) -> Decimal:
    return rate.percent if rate.percent is not None else Decimal(-1)
