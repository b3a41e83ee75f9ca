"""The facts of trade that come with Paraph: tables, where each is from, and a door to them through DuckDB.

``rebuild`` makes the tables again from the files of the official sources.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import msgspec

from paraph.errors import N_

FOLDER = Path(__file__).parent

VALUATIONS = {
    "customs": N_("customs value: at the port of export, without freight and insurance"),
    "fas": N_("value at the side of the ship, in the port of export"),
    "none": N_("no value: rates or words"),
}
FLOWS = {
    "general": N_("general imports: all that arrives, also into warehouses and free zones"),
    "consumption": N_("imports for consumption: what clears customs to be used in the country"),
    "total-exports": N_("total exports: domestic goods and goods re-exported"),
    "none": N_("no flow"),
}


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a table is from. ``vintage``: the period and edition; ``retrieved``: the day of the source's file.

    ``valuation`` and ``flow`` are keys of ``VALUATIONS`` and ``FLOWS``; ``exports``: the valuation and flow of exports
    where the table has them. ``unit``: of the values; ``remarks``: what a reader must know, in English.
    """

    title: dict[str, str]
    publisher: str
    address: str
    vintage: str
    retrieved: str
    unit: str = ""
    valuation: str = "none"
    flow: str = "none"
    exports: tuple[str, str] = ("none", "none")
    remarks: tuple[str, ...] = ()


@cache
def sources() -> dict[str, Source]:
    """All tables with their sources, by name of the table.

    >>> sources()["us-imports-2024"].flow, sources()["us-goods-2024"].flow
    ('consumption', 'general')
    """
    return msgspec.json.decode((FOLDER / "sources.json").read_bytes(), type=dict[str, Source])


@cache
def file_of(table: str) -> Path:
    """The file that holds a table. Raises KeyError for a name without a source: no figure goes without one."""
    _ = sources()[table]
    return next(path for suffix in (".parquet", ".csv") if (path := FOLDER / f"{table}{suffix}").exists())


def connect() -> duckdb.DuckDBPyConnection:
    """A new database in memory with each table as a view: "us-imports-2024" is ``us_imports_2024``.

    >>> connect().execute("SELECT count(*) FROM annex_i_2025").fetchone()
    (59,)
    """
    connection = duckdb.connect(config={"threads": 2})
    for name in sources():
        path = file_of(name)
        read = "read_parquet" if path.suffix == ".parquet" else "read_csv"
        options = "" if path.suffix == ".parquet" else ", all_varchar = true, header = true"
        place = str(path).replace("'", "''")
        view = name.replace("-", "_")
        connection.execute(f"CREATE VIEW {view} AS SELECT * FROM {read}('{place}'{options})")  # noqa: S608
    return connection
