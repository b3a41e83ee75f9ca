"""Make the tables of facts again from the official sources: ``python -m paraph.trade.facts.rebuild FOLDER``.

``FOLDER`` holds, as published: ``us-goods-trade-by-partner-2024.csv`` (US Census Bureau, goods on a Census basis),
``us-imports-hs10-2024/CODE.parquet`` (US Census Bureau, imports for consumption by HTS line, one file a partner),
``us-hts-2025-basic.csv`` and ``us-mfn-hs8-2025.csv`` (US International Trade Commission),
``harmonized-system-2022.csv`` (HS 2022 in English), ``reciprocal-tariffs-annex-I.csv`` and
``annex-II-exemptions.csv`` (Executive Order 14257).

Nothing is dropped in silence: every row that is left out is printed with the reason, and totals before and after are
compared.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
from babel import Locale

from paraph.text.characters import REFUSED, normal
from paraph.trade.facts import FOLDER

CENSUS_NAMES = {
    "turkey": "TR", "burma": "MM", "myanmar (burma)": "MM", "cote d'ivoire": "CI", "côte d`ivoire": "CI",
    "congo (kinshasa)": "CD", "democratic republic of the congo": "CD", "congo (brazzaville)": "CG", "reunion": "RE",
    "korea, south": "KR", "south korea": "KR", "korea, north": "KP", "west bank administered by israel": "PS",
    "st helena": "SH", "british indian ocean territories": "IO", "cabo verde": "CV", "macau": "MO", "hong kong": "HK",
    "falkland islands (islas malvinas)": "FK", "falkland islands": "FK", "st pierre and miquelon": "PM",
    "gaza strip administered by israel": "PS", "svalbard, jan mayen island": "SJ", "sao tome and principe": "ST",
    "st vincent and the grenadines": "VC", "st kitts and nevis": "KN", "curacao": "CW", "st lucia": "LC",
    "european union": "EU", "vietnam": "VN",
}  # fmt: skip
"""Names of the Census Bureau that are not those of CLDR."""


def code_of(name: str) -> str:
    """The ISO 3166 code (EU for the European Union) of a partner as US statistics name it.

    >>> code_of("Korea, South*"), code_of("VIETNAM"), code_of("Costa Rica**")
    ('KR', 'VN', 'CR')
    """
    plain = re.sub(r"\s*(\*+|\(-\))$", "", name.strip()).lower()
    if plain in CENSUS_NAMES:
        return CENSUS_NAMES[plain]
    known: dict[str, str] = {said.lower(): code for code, said in Locale("en").territories.items() if len(code) == 2}
    return known[plain.replace(" and ", " & ").replace("saint ", "st. ")]


def main(arguments: Sequence[str]) -> None:
    source = Path(arguments[0])
    goods(source)
    imports(source)
    tariff(source)
    nomenclature(source)
    annexes(source)


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def goods(source: Path) -> None:
    """Exports and imports by partner; the deficit is computed where it is asked for.

    Rows marked "(-)" hold ranks in the columns of values, no values: they are left out, and named.
    """
    path = source / "us-goods-trade-by-partner-2024.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file, delimiter=";"))
    rows = []
    for row in read:
        name = row["Country"].strip()
        exports, imports, balance = (
            Decimal(row[column].replace(",", ""))
            for column in ("US 2024 Exports", "US 2024 Imports (Customs Basis)", "US 2024 Deficit")
        )
        if name.endswith("(-)"):
            print(f"left out, no values but ranks: {name}")
            continue
        if abs(exports - imports - balance) > Decimal("0.15"):
            raise SystemExit(f"{path}: {name}: {exports} - {imports} is not {balance}")
        rows.append((code_of(name), exports, imports))
    if len({row[0] for row in rows}) != len(rows):
        raise SystemExit(f"{path}: a partner stands there twice")
    _write("us-goods-2024.csv", ("partner", "exports", "imports"), sorted(rows))
    print(f"us-goods-2024: {len(rows)} of {len(read)} rows")


def imports(source: Path) -> None:
    """Imports by HTS line and partner, all that the files hold: value and duty in US$."""
    database = duckdb.connect()
    read = f"read_parquet('{source}/us-imports-hs10-2024/*.parquet')"
    names = database.sql(f"SELECT DISTINCT CTY_CODE, CTY_NAME FROM {read}").fetchall()  # noqa: S608
    database.execute("CREATE TABLE codes (census VARCHAR, partner VARCHAR)")
    database.executemany("INSERT INTO codes VALUES (?, ?)", [(code, code_of(name)) for code, name in names])
    database.execute(f"""
        COPY (
            SELECT I_COMMODITY::BIGINT AS line, partner, CON_VAL_YR::BIGINT AS value, CAL_DUT_YR::BIGINT AS duty
            FROM {read} JOIN codes ON CTY_CODE = census ORDER BY line, partner
        ) TO '{FOLDER / "us-imports-2024.parquet"}'
        (FORMAT parquet, CODEC zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 1000000)
    """)  # noqa: S608
    total = "SELECT count(*), sum({0}::BIGINT), sum({1}::BIGINT) FROM {2}"
    before = database.execute(total.format("CON_VAL_YR", "CAL_DUT_YR", read)).fetchone()
    after = database.execute(total.format("value", "duty", f"'{FOLDER}/us-imports-2024.parquet'")).fetchone()
    if before != after:
        raise SystemExit(f"imports: {before} rows, value, duty became {after}")
    print(f"us-imports-2024: rows, value, duty {after}")


def tariff(source: Path) -> None:
    """The tariff schedule as published, row by row, rates as they are written; checked against the MFN list."""
    with (source / "us-hts-2025-basic.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (source / "us-mfn-hs8-2025.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["hs8"]: row["rate_raw"] for row in csv.DictReader(file)}
    database = duckdb.connect()
    columns = ("place", "line", "indent", "description", "units", "general", "special", "other", "quota", "additional")
    types = {"place": "INTEGER", "indent": "UTINYINT"}
    typed = ", ".join(f"{each} {types.get(each, 'VARCHAR')}" for each in columns)
    database.execute(f"CREATE TABLE t ({typed})")
    taken = [
        (
            place,
            row["HTS Number"].replace(".", ""),
            int(row["Indent"]),
            _words(row["Description"]),
            "|".join(re.findall(r'"([^"]+)"', row["Unit of Quantity"])),
            *(row[column].strip() for column in ("General Rate of Duty", "Special Rate of Duty",
              "Column 2 Rate of Duty", "Quota Quantity", "Additional Duties")),
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip
    arrow = list(zip(*taken, strict=True))
    _fill(database, "t", columns, arrow)
    general = {str(row[1])[:8]: row[5] for row in taken if row[5] and len(str(row[1])) >= 8}
    differing = [line for line, rate in listed.items() if general.get(line) != rate]
    if differing:
        raise SystemExit(f"the MFN list and the schedule differ at {differing[:10]}")
    _copy(database, "SELECT * FROM t ORDER BY place", "us-tariff-2025.parquet")
    print(f"us-tariff-2025: {len(taken)} rows, {len(general)} rated lines, {len(listed)} of them in the MFN list")


def _words(description: str) -> str:
    """A description without mark-up, and without characters that cannot be seen: no record takes those."""
    return normal(REFUSED.sub("", re.sub(r"<[^>]*>|\s+", " ", description))).strip().rstrip(":")


def nomenclature(source: Path) -> None:
    """HS 2022: chapters, headings, subheadings in English."""
    database = duckdb.connect()
    read = f"read_csv('{source}/harmonized-system-2022.csv', all_varchar = true)"
    query = f"SELECT section, hscode AS code, description FROM {read} WHERE hscode <> 'TOTAL' ORDER BY code"  # noqa: S608
    _copy(database, query, "hs-2022.parquet")
    print(database.execute(f"SELECT count(*) FROM '{FOLDER}/hs-2022.parquet'").fetchone())  # noqa: S608


def annexes(source: Path) -> None:
    """Rates by partner of Annex I, and the lines that Annex II exempts."""
    with (source / "reciprocal-tariffs-annex-I.csv").open(encoding="utf-8", newline="") as file:
        rates = sorted((code_of(row["CTY_NAME"]), Decimal(row["tariff_rate"])) for row in csv.DictReader(file))
    _write("annex-i-2025.csv", ("partner", "rate"), rates)
    with (source / "annex-II-exemptions.csv").open(encoding="utf-8", newline="") as file:
        lines = [row["HTSUS"].strip() for row in csv.DictReader(file)]
    unique = sorted(set(lines))
    _write("annex-ii-2025.csv", ("line",), [(line,) for line in unique])
    print(f"annexes: {len(rates)} partners, {len(unique)} lines ({len(lines) - len(unique)} twice)")


def _fill(
    database: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], values: Sequence[Sequence[object]]
) -> None:
    marks = ", ".join(f"unnest($c{at})" for at in range(len(columns)))
    given = {f"c{at}": list(each) for at, each in enumerate(values)}
    database.execute(f"INSERT INTO {table} SELECT {marks}", given)


def _copy(database: duckdb.DuckDBPyConnection, query: str, name: str) -> None:
    database.execute(
        f"COPY ({query}) TO '{FOLDER / name}' (FORMAT parquet, CODEC zstd, COMPRESSION_LEVEL 19,"
        " ROW_GROUP_SIZE 1000000)"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
