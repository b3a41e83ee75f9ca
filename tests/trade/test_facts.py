"""The tables that come with Paraph: each has a source, and they say what the official files say."""

import csv

import pytest

from paraph.trade.facts import FLOWS, FOLDER, VALUATIONS, connect, file_of, sources
from paraph.trade.facts.rebuild import code_of
from paraph.trade.rates import Kind, parse_rate
from paths import SHARED, needs_shared

TABLES = {path.stem for path in FOLDER.iterdir() if path.suffix in (".csv", ".parquet")}


def test_no_table_without_a_source_and_no_source_without_a_table() -> None:
    assert set(sources()) == TABLES
    for name, source in sources().items():
        assert source.vintage, name
        assert source.retrieved, name
        assert source.address.startswith("https://"), name
        assert {*source.title} == {"en", "vi"}, name
        assert source.valuation in VALUATIONS, name
        assert source.flow in FLOWS, name


def test_the_tables_stay_small() -> None:
    assert sum(file_of(name).stat().st_size for name in sources()) < 8_000_000


@needs_shared
def test_imports_add_up_to_the_source() -> None:
    with connect() as database:
        read = f"read_parquet('{SHARED}/trade/us-imports-hs10-2024/*.parquet')"
        ours = "SELECT count(*), sum(value), sum(duty) FROM us_imports_2024"
        theirs = f"SELECT count(*), sum(CON_VAL_YR::BIGINT), sum(CAL_DUT_YR::BIGINT) FROM {read}"
        assert database.execute(ours).fetchone() == database.execute(theirs).fetchone()


@needs_shared
def test_goods_by_partner_are_the_source_without_its_rows_of_ranks() -> None:
    with (SHARED / "trade/us-goods-trade-by-partner-2024.csv").open(encoding="utf-8-sig", newline="") as file:
        theirs = {
            code_of(row["Country"]): (row["US 2024 Exports"], row["US 2024 Imports (Customs Basis)"])
            for row in csv.DictReader(file, delimiter=";")
            if not row["Country"].endswith("(-)")
        }
    with file_of("us-goods-2024").open(newline="") as file:
        ours = {row["partner"]: (row["exports"], row["imports"]) for row in csv.DictReader(file)}
    assert ours == {code: tuple(each.replace(",", "") for each in pair) for code, pair in theirs.items()}


@needs_shared
def test_every_rate_is_read_and_none_is_zeroed() -> None:
    """The published list counts compound and specific rates as 0 or by their percentage; here they stay as they are."""
    with (SHARED / "trade/us-mfn-hs8-2025.csv").open(newline="") as file:
        listed = list(csv.DictReader(file))
    for row in listed:
        rate = parse_rate(row["rate_raw"])
        assert (rate.kind is Kind.FREE) == (row["rate_type"] == "free"), row
        if row["rate_type"] == "ad_valorem":
            assert rate.percent is not None, row
            assert float(rate.percent) == pytest.approx(float(row["mfn_rate"]) * 100), row
        elif row["rate_type"] != "free":
            assert rate.percent is None, row
