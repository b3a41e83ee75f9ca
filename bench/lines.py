"""Effects by tariff line: every row of US imports, and six times as many; polars and DuckDB in the same run.

    python bench/lines.py

Seconds are of processor time after loading, the median of several. The shock: 46% more on Viet Nam. The peers do the
equations of SMART with one window over the lines, ours does them, and exact constant elasticities. ``ours/it``: our
seconds over the peer's; ``apart``: the largest difference of any total, as a share. To reach: 10 ms for 193,000 rows,
50 ms for 1.2 million.
"""

from __future__ import annotations

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")


import duckdb
import numpy as np

from paraph.economy import elasticities, us_lines
from paraph.economy.lines import SMART_SIGMA, SMART_SUPPLY, Flows, ces, flows, smart
from paraph.economy.world import Array
from peers import processor

SLOPE = -1 / (1 + 1 / SMART_SUPPLY)


def rows(times: int) -> tuple[Flows, Array]:
    """The imports, with as many sets of partners as ``times``, and the new rates."""
    held = us_lines.load()
    one = held.flows
    count = len(held.partners)
    partner = np.concatenate([one.partner + count * each for each in range(times)])
    line, value, base = (np.tile(each, times) for each in (one.line, one.value, one.base))
    whole = flows(line, partner, value, base, elasticities.load())
    return whole, whole.base + 0.46 * (whole.partner % count == held.partners.index("VN"))


def in_duckdb(held: Flows, new: Array) -> tuple[float, Array]:
    with duckdb.connect(config={"threads": 1}) as database:
        table = {"line": held.line, "partner": held.partner, "value": held.value, "base": held.base, "new": new}
        database.register("given", table)
        database.execute("CREATE TABLE held AS SELECT * FROM given")
        query = f"""
            WITH one AS (SELECT *, (new - base) / (1 + base) AS dearer,
                                value * greatest(1 - {SMART_SIGMA} * dearer, 0) AS wanted FROM held),
                 two AS (SELECT *, sum(value) OVER w AS whole, sum(wanted) OVER w AS all_wanted FROM one
                         WINDOW w AS (PARTITION BY line)),
                 three AS (SELECT value, new, base, CASE WHEN all_wanted > 0 THEN wanted * whole / all_wanted - value
                           ELSE 0 END AS diverted, greatest(value * {SLOPE} * dearer, -(value + diverted)) AS created
                           FROM two)
            SELECT sum(created), sum(abs(diverted)), sum((value + created + diverted) * new - value * base) FROM three
        """
        seconds, found = processor(lambda: database.execute(query).fetchone(), 7)
    return seconds, np.array(found)


def in_polars(held: Flows, new: Array) -> tuple[float, Array]:
    import polars as pl

    frame = pl.DataFrame({"line": held.line, "value": held.value, "base": held.base, "new": new})
    dearer = (pl.col("new") - pl.col("base")) / (1 + pl.col("base"))
    sums = [pl.col("value").sum().over("line").alias("whole"), pl.col("wanted").sum().over("line").alias("all_wanted")]
    moved = pl.col("wanted") * pl.col("whole") / pl.col("all_wanted") - pl.col("value")
    diverted = pl.when(pl.col("all_wanted") > 0).then(moved)
    created = pl.max_horizontal(pl.col("value") * SLOPE * pl.col("dearer"), -(pl.col("value") + pl.col("diverted")))
    left = pl.col("value") + pl.col("created") + pl.col("diverted")
    query = (
        frame.lazy()
        .with_columns(dearer.alias("dearer"))
        .with_columns((pl.col("value") * (1 - SMART_SIGMA * pl.col("dearer")).clip(lower_bound=0)).alias("wanted"))
        .with_columns(*sums)
        .with_columns(diverted.otherwise(0.0).alias("diverted"))
        .with_columns(created.alias("created"))
        .select(
            pl.col("created").sum(),
            pl.col("diverted").abs().sum(),
            (left * pl.col("new") - pl.col("value") * pl.col("base")).sum().alias("revenue"),
        )
    )
    seconds, found = processor(query.collect, 7)
    return seconds, np.array(found.row(0))


def main() -> None:
    for times in (1, 6):
        held, new = rows(times)
        linear, effects = processor(lambda held=held, new=new: smart(held, new), 7)
        exact, _ = processor(lambda held=held, new=new: ces(held, new), 7)
        ours = np.array([effects.created.sum(), np.abs(effects.diverted).sum(), effects.revenue.sum()])
        told = f"SMART {linear * 1e3:.1f} ms, exact CES {exact * 1e3:.1f} ms"
        print(f"{len(held):,} rows, {len(held.starts):,} lines: {told}")
        for name, peer in (("duckdb", in_duckdb), ("polars", in_polars)):
            try:
                seconds, its = peer(held, new)
            except ImportError:
                print(f"  {name} is not installed here")
                continue
            apart = float(np.abs(its / ours - 1).max())
            print(f"  {name}, SMART: {seconds * 1e3:.1f} ms, ours/it {linear / seconds:.2f}, apart {apart:.0e}")


if __name__ == "__main__":
    main()
