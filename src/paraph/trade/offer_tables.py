"""Schedules of offers as tables: read with every cell checked, and written for a spreadsheet.

Columns: ``line`` and ``rate`` are needed; ``schedule`` (whose schedule the line stands in), ``staging``, ``quota``,
``base_rate`` and ``description`` may be left out. A table is taken in whole or not at all: the first cell that cannot
be taken is named with row and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from paraph.errors import N_, InvalidContent, RateRefused, UnknownLine
from paraph.record.contents import TariffLine
from paraph.trade.nomenclature import Good, Nomenclature, digits, nomenclature
from paraph.trade.offers import Line, subject_of, worded
from paraph.trade.rates import parse_rate
from paraph.trade.schedules import rate_or_words
from paraph.trade.staging import parse_category
from paraph.trade.tables import Row, Table

NEEDED = ("line", "rate")
COLUMNS = ("schedule", "line", "description", "base_rate", "rate", "staging", "quota")


def read_offers(table: Table, schedule: str, parties: Sequence[str]) -> list[tuple[str, TariffLine]]:
    """The positions that a table of offers states, as (subject, content).

    ``schedule``: the party in whose schedule lines stand that name none; ``parties``: those that there are. Raises
    TableRefused with row and column.
    """
    goods = nomenclature()
    seen: dict[str, int] = {}
    found = []
    for row in table:
        owner = (row.cells.get("schedule") or schedule).upper()
        if owner not in parties:
            raise row.refused("schedule", N_("it is no party to this negotiation"))
        content, line = _offer(row, goods, owner)
        subject = subject_of(owner, line)
        if subject in seen:
            raise row.refused("line", N_("the line stands in the table twice"))
        seen[subject] = row.number
        found.append((subject, content))
    return found


def _offer(row: Row, goods: Nomenclature, owner: str) -> tuple[TariffLine, str]:
    line = digits(row["line"])
    try:
        good = goods.get(row["line"])
    except UnknownLine:
        raise row.refused("line", N_("there is no such tariff line")) from None
    if len(line) < 4:
        raise row.refused("line", N_("a chapter is no tariff line; name a line, a subheading or a heading"))
    rate = _rate(row, "rate")
    staging = row.cells.get("staging", "")
    if staging:
        try:
            staging = str(parse_category(staging))
        except InvalidContent:
            raise row.refused("staging", N_("no staging category that is known")) from None
    # The base of a line that the schedule of the United States rates is the MFN rate, whatever a table says nothing of.
    base = _rate(row, "base_rate") if row.cells.get("base_rate") else _known(good.rate if owner == "US" else "")
    description = described(good)
    if row.cells.get("description"):
        description["en"] = row["description"]
    return TariffLine(description=description, base_rate=base, rate=rate, staging=staging,
                      tariff_rate_quota=row.cells.get("quota", "")), line  # fmt: skip


def described(good: Good) -> dict[str, str]:
    """A line in words: its own in English; in Vietnamese, in which lines are not described here, its chapter.

    >>> described(nomenclature().get("0409.00.00"))["en"]
    'Natural honey'
    """
    vietnamese = nomenclature().chapter_words(good.number, "vi")
    return {"en": good.description, "vi": f"Chương {good.chapter}: {vietnamese}"}


def _rate(row: Row, column: str) -> str:
    """A rate as the record has it: plain decimal text for percent, else as written."""
    if not row[column]:
        raise row.refused(column, N_("a rate is missing"))
    try:
        rate = parse_rate(row[column])
    except RateRefused:
        raise row.refused(column, N_("this is no rate")) from None
    return rate.text if rate.percent is None else plain(rate.percent)


def _known(written: str) -> str:
    rate = rate_or_words(written) if written else None
    return written if rate is None or rate.percent is None else plain(rate.percent)


def plain(value: Decimal) -> str:
    """A number without zeros that say nothing.

    >>> plain(Decimal("16.50")), plain(Decimal("0.0")), plain(Decimal("100"))
    ('16.5', '0', '100')
    """
    return f"{value.normalize():f}" if value else "0"


def written(lines: Iterable[Line], parties: Sequence[str], party: str = "") -> tuple[list[str], list[list[str]]]:
    """Lines as a table: one party's own, in the columns that ``read_offers`` takes, or all parties' side by side."""
    if party:
        rows = [
            [each.schedule, each.line, offer.description.get("en", ""), offer.base_rate, offer.rate, offer.staging,
             offer.tariff_rate_quota]
            for each in lines if (offer := each.offers.get(party))
        ]  # fmt: skip
        return list(COLUMNS), rows
    header = ["schedule", "line", "description", "base_rate", *parties, "status", "gap", "trade"]
    rows = [
        [each.schedule, each.line, each.description.get("en", ""), each.base_rate,
         *(worded(each.offers[code]) if code in each.offers else "" for code in parties),
         each.status.value, str(each.gap) if each.gap is not None else "", str(each.value)]
        for each in lines
    ]  # fmt: skip
    return header, rows


def by_rule(schedule: str, prefix: str, rate: str, staging: str = "", quota: str = "") -> list[tuple[str, TariffLine]]:
    """One rate and staging for every line under some digits: tariff lines of eight digits in the schedule of the
    United States, subheadings of six in any other, whose national lines are not here. ``rate`` may be "half", "base"
    or a rate.

    >>> [(subject, offer.base_rate, offer.rate) for subject, offer in by_rule("US", "6403.12", "half", "5 years")]
    [('tariff:us-64031230', '0', '0'), ('tariff:us-64031260', '0', '0')]

    Raises UnknownLine, RateRefused, InvalidContent; for "half" where a line's base rate is no percentage, and for
    both where none is known.
    """
    goods = nomenclature()
    good = goods.get(prefix)
    staged = str(parse_category(staging)) if staging else ""
    among = (
        goods.rated(good.number)
        if schedule == "US"
        else [goods.goods[number] for number in goods.under(good.number) if len(number) == 6]
    )
    if schedule == "US" and not among and good.rate:
        among = [good]
    found = []
    for each in among:
        base = _known(each.rate if schedule == "US" else "")
        content = TariffLine(description=described(each), base_rate=base, rate=_ruled(rate, base, each.shown),
                             staging=staged, tariff_rate_quota=quota)  # fmt: skip
        found.append((subject_of(schedule, each.number), content))
    return found


def _ruled(rate: str, base: str, line: str) -> str:
    if rate not in ("half", "base"):
        parsed = parse_rate(rate)
        return parsed.text if parsed.percent is None else plain(parsed.percent)
    if rate == "base" and base:
        return base
    known = parse_rate(base).percent if base else None
    if known is None:
        raise InvalidContent(field=line, detail=N_("its base rate is no percentage; give a rate for it"))
    return plain(known / 2)
