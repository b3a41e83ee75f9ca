"""Rates over time, asked by class of lines, are those of the schedule line by line."""

from datetime import date

from paraph.trade.panel import Panel
from paraph.trade.schedules import us_schedule

PARTNERS = ["VN", "CN", "KR", "RU", "MX", "DE", "EU", "BR"]
DAYS = [date(2025, 1, 1), date(2025, 3, 4), date(2025, 4, 5), date(2025, 4, 9), date(2025, 4, 10), date(2025, 5, 14)]


def test_the_panel_says_what_the_schedule_says() -> None:
    panel = Panel(PARTNERS, digits=8, prefix="04")
    schedule = us_schedule("04")
    rows = panel.rates(DAYS)
    assert len(rows) > 8 * 6 * 100
    for line, partner, day, rate in rows:
        applied = schedule.applied(line, partner, day)
        assert (rate is None) == (applied.percent is None), (line, partner, day)
        assert rate is None or abs(rate - float(applied.percent or 0)) < 1e-9, (line, partner, day)


def test_averages_are_those_of_the_single_lines() -> None:
    panel = Panel(PARTNERS, digits=8, prefix="2")
    rows = panel.rates(DAYS)
    for partner, day, mean, rated, unrated in panel.averages(DAYS):
        mine = [rate for _, code, on, rate in rows if (code, on) == (partner, day)]
        known = [rate for rate in mine if rate is not None]
        assert (rated, unrated) == (len(known), len(mine) - len(known))
        assert abs(mean - sum(known) / len(known)) < 1e-9
