"""The rates of all lines for all partners over time, kept as intervals and asked with SQL (DuckDB).

Nothing is held dense: base rates lie by line, additional duties by partner and interval, and lines fall into the few
*classes* that the duties' scopes tell apart (here: exempt under Annex II, or not). A question is answered class by
class first and for single lines only where lines are asked for. Rates are percent; a line whose rate is not of the
value alone has none, and is counted apart in every answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb

from paraph.trade.nomenclature import nomenclature
from paraph.trade.partners import OUTSIDE_NORMAL_RELATIONS
from paraph.trade.schedules import BEGINNING, END, Measure, additional_duties, preferences, rate_or_words

TABLES = """
CREATE TABLE lines (line VARCHAR, class UTINYINT, mfn DOUBLE, other DOUBLE, special INTEGER);
CREATE TABLE preferences (special INTEGER, partner VARCHAR, rate DOUBLE);
CREATE TABLE partners (partner VARCHAR, ordinary BOOLEAN);
CREATE TABLE duties (class UTINYINT, partner VARCHAR, starts DATE, ends DATE, rate DOUBLE);
"""
"""``special``: which text of the column of preferences a line has; a few hundred texts stand for all lines."""

APPLIED = """
SELECT l.line, p.partner, d.day,
       least(CASE WHEN p.ordinary THEN l.mfn ELSE l.other END, f.rate) + coalesce(a.rate, 0) AS rate
FROM lines l
CROSS JOIN partners p
CROSS JOIN days d
LEFT JOIN preferences f ON f.special = l.special AND f.partner = p.partner
LEFT JOIN extra a ON a.class = l.class AND a.partner = p.partner AND a.day = d.day
"""
"""The applied rate of each line, partner and day; NULL where the base rate is not of the value alone."""

EXTRA = """
CREATE OR REPLACE TEMP TABLE extra AS
SELECT class, partner, day, sum(rate) AS rate
FROM duties JOIN days ON day BETWEEN starts AND ends GROUP BY ALL
"""
AVERAGES = """
WITH classes AS (
    SELECT class, count(*) AS lines, sum(mfn) AS mfn, count(mfn) AS with_mfn, sum(other) AS other,
           count(other) AS with_other
    FROM lines GROUP BY class
), specials AS (
    SELECT class, special, count(*) AS lines, sum(mfn) AS mfn, mfn AS rate FROM lines GROUP BY class, special, lines.mfn
), preferred AS (
    SELECT s.class, f.partner,
           sum(CASE WHEN s.rate IS NULL THEN f.rate * s.lines ELSE least(f.rate - s.rate, 0) * s.lines END) AS less,
           sum(CASE WHEN s.rate IS NULL THEN s.lines ELSE 0 END) AS more
    FROM specials s JOIN preferences f USING (special) GROUP BY ALL
), base AS (
    SELECT p.partner, c.class, c.lines,
           CASE WHEN p.ordinary THEN c.mfn ELSE c.other END + coalesce(f.less, 0) AS total,
           CASE WHEN p.ordinary THEN c.with_mfn ELSE c.with_other END + coalesce(f.more, 0) AS rated
    FROM partners p CROSS JOIN classes c LEFT JOIN preferred f ON f.partner = p.partner AND f.class = c.class
)
SELECT b.partner, d.day, sum(b.total + b.rated * coalesce(a.rate, 0)) / sum(b.rated),
       sum(b.rated)::BIGINT, (sum(b.lines) - sum(b.rated))::BIGINT
FROM base b CROSS JOIN days d
LEFT JOIN extra a ON a.class = b.class AND a.partner = b.partner AND a.day = d.day
GROUP BY ALL ORDER BY ALL
"""
"""For each partner and day the mean applied rate, the lines that have one and those that have none: worked out by class
and by text of preferences, with no row for each line and partner."""


class Panel:
    """All lines of so many ``digits`` under a ``prefix``, for any partners, on any days. ``partners``: codes.

    >>> panel = Panel(["VN", "KR", "CN"], digits=8, prefix="6403")
    >>> panel.rates([date(2025, 4, 9)], lines=["64039160"])
    [('64039160', 'CN', datetime.date(2025, 4, 9), 112.5), ('64039160', 'KR', ..., 26.0), ('64039160', 'VN', ..., 54.5)]
    """

    def __init__(self, partners: Iterable[str], digits: int = 10, prefix: str = "") -> None:
        self.connection = duckdb.connect(config={"threads": 2})
        self.connection.execute(TABLES)
        codes = sorted(set(partners))
        goods = nomenclature()
        rated = [good for number in goods.under(prefix) if len(number) == digits and (good := goods.goods[number]).rate]
        exempt = frozenset[str]().union(*(measure.but_lines for measure in additional_duties()))
        percents = {
            written: percent(written) for written in {each for good in rated for each in (good.rate, good.other)}
        }
        specials = {special: at for at, special in enumerate({good.special for good in rated})}
        self._fill("partners", [(code, code not in OUTSIDE_NORMAL_RELATIONS) for code in codes])
        self._fill("lines", [
            (good.number, int(good.number[:8] in exempt), percents[good.rate], percents[good.other],
             specials[good.special]) for good in rated
        ])  # fmt: skip
        self._fill("preferences", [
            (at, code, float(rate.percent)) for special, at in specials.items()
            for code, rate in preferences(special).items() if code in codes and rate.percent is not None
        ])  # fmt: skip
        self._fill("duties", _intervals(codes))

    def _fill(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        marks = ", ".join(f"unnest($c{at})" for at in range(len(columns)))
        self.connection.execute(
            f"INSERT INTO {table} SELECT {marks}",
            {f"c{at}": list(column) for at, column in enumerate(columns)},
        )

    def days(self, days: Iterable[date]) -> None:
        """The days that the next question is about."""
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE days AS SELECT unnest($days)::DATE AS day", {"days": list(days)}
        )
        self.connection.execute(EXTRA)

    def rates(
        self, days: Iterable[date], lines: Sequence[str] = (), partners: Sequence[str] = ()
    ) -> list[tuple[str, str, date, float | None]]:
        """The applied rate for each of these lines, partners and days; of all where none are named."""
        self.days(days)
        query = APPLIED
        given: dict[str, object] = {}
        if lines:
            query = query.replace("FROM lines l", "FROM (FROM lines WHERE line IN (SELECT unnest($lines))) l")
            given["lines"] = list(lines)
        if partners:
            among = "CROSS JOIN (FROM partners WHERE partner IN (SELECT unnest($among))) p"
            query = query.replace("CROSS JOIN partners p", among)
            given["among"] = list(partners)
        return self.connection.execute(f"{query} ORDER BY ALL", given).fetchall()

    def averages(self, days: Iterable[date]) -> list[tuple[str, date, float, int, int]]:
        """For each partner and day: the mean applied rate, how many lines have one, and how many have none."""
        self.days(days)
        return self.connection.execute(AVERAGES).fetchall()


def percent(written: str) -> float | None:
    """A rate in percent of value, None where it is not of the value alone.

    >>> percent("16.5%"), percent("1.9¢/kg"), percent("")
    (16.5, None, None)
    """
    found = rate_or_words(written).percent if written else None
    return float(found) if found is not None else None


def _intervals(partners: Sequence[str]) -> list[tuple[int, str, date, date, float]]:
    """The additional duties as intervals, for each partner and class of lines; in a group the partner's own comes
    before the one for all, on each day."""
    found = []
    for code in partners:
        covering = [each for each in additional_duties() if not each.partners or code in each.partners]
        covering = [each for each in covering if code not in each.but_partners]
        bounds = sorted({each.starts for each in covering} | {_after(each.ends) for each in covering})
        for starts, ends in zip(bounds, [*bounds[1:], END], strict=False):
            for exempt in (0, 1):
                groups: dict[str, Measure] = {}
                for each in covering:
                    if each.starts <= starts <= each.ends and not (exempt and each.but_lines):
                        key = each.group or each.authority
                        if key not in groups or bool(each.partners) >= bool(groups[key].partners):
                            groups[key] = each
                for each in groups.values():
                    if each.rate.percent is not None:
                        last = date.fromordinal(ends.toordinal() - 1) if ends != END else END
                        found.append((exempt, code, max(starts, BEGINNING), last, float(each.rate.percent)))
    return found


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1) if day != END else END
