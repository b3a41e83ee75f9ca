"""Rates of 19,730 lines for 240 partners on 39 days: built, and asked. Target: each question under 1 s.

The peer holds the panel dense, as one would first: a numpy array of lines by partners for a day at a time, filled from
the same schedule's tables, averaged over lines. It is spared 35 of the 39 days, and preferences by line are its own
matrix made beforehand.

Run: python bench/tariffs.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from babel import Locale

from paraph.trade.nomenclature import nomenclature
from paraph.trade.panel import Panel

T = TypeVar("T")
CODES = [code for code in Locale("en").territories if len(code) == 2 and code.isalpha()][:239]
DAYS = [date(2025, 1, 15) + timedelta(days=4 * each) for each in range(39)]


def timed(what: str, do: Callable[[], T]) -> tuple[T, float]:
    before = time.perf_counter(), time.process_time()
    found = do()
    wall, cpu = time.perf_counter() - before[0], time.process_time() - before[1]
    print(f"{what:58} {wall * 1000:9.1f} ms  {cpu * 1000:9.1f} ms CPU")
    return found, wall


def dense(panel: Panel, days: list[date]) -> list[float]:
    """The mean applied rate of each partner on each day, from a matrix of lines by partners."""
    ask = panel.connection.execute
    lines = ask("SELECT class, mfn, other, special FROM lines ORDER BY line").fetchnumpy()
    partners = ask("SELECT partner, ordinary FROM partners ORDER BY partner").fetchall()
    at = {code: index for index, (code, _) in enumerate(partners)}
    base = np.where(
        np.array([ordinary for _, ordinary in partners])[None, :],
        np.ma.filled(lines["mfn"].astype(float), np.nan)[:, None],
        np.ma.filled(lines["other"].astype(float), np.nan)[:, None],
    )
    for special, code, rate in ask("SELECT special, partner, rate FROM preferences").fetchall():
        rows = lines["special"] == special
        base[rows, at[code]] = np.fmin(base[rows, at[code]], rate)
    found: list[float] = []
    for day in days:
        extra = np.zeros((2, len(partners)))
        query = "SELECT class, partner, sum(rate) FROM duties WHERE ? BETWEEN starts AND ends GROUP BY ALL"
        for kind, code, rate in ask(query, [day]).fetchall():
            extra[kind, at[code]] = rate
        found.extend(np.nanmean(base + extra[lines["class"]], axis=0))
    return found


def main() -> None:
    timed("nomenclature and schedule read", nomenclature)
    panel, _ = timed("panel built: 19,730 lines, 240 partners", lambda: Panel([*CODES, "VN"]))
    averages, ours = timed("mean of each partner on 39 days", lambda: panel.averages(DAYS))
    timed("2 lines, all partners, 39 days", lambda: panel.rates(DAYS, lines=["6403916000", "6109100012"]))
    timed("all lines of Viet Nam, 4 days", lambda: panel.rates(DAYS[20:24], partners=["VN"]))
    means, theirs = timed("dense: mean of each partner on 4 days", lambda: dense(panel, DAYS[20:24]))
    known = {(partner, day): mean for partner, day, mean, *_ in averages}
    order = sorted({partner for partner, _ in known})
    expected = [known[partner, day] for day in DAYS[20:24] for partner in order]
    assert np.allclose(means, expected), "the two do not agree"
    print(f"dense / ours, for each day: {(theirs / 4) / (ours / 39):.0f}")


if __name__ == "__main__":
    main()
