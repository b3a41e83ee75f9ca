"""Requests and offers: tables read whole or refused, positions side by side, many lines in one act."""

import io
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from desk.room import Room
from paraph.documents.receiving import receive_table
from paraph.documents.sheet import read_sheet, write_sheet
from paraph.errors import NothingChanged, NotPermitted, TableRefused, UnreadableFile
from paraph.record.contents import Round, TariffLine
from paraph.record.state import Standing
from paraph.text.convergence import Status
from paraph.trade.nomenclature import nomenclature
from paraph.trade.offer_tables import NEEDED, by_rule, plain, read_offers, written
from paraph.trade.offers import history, parts_of, subject_of, tallies
from paraph.trade.tables import table_of

PARTIES = ("US", "VN")
SHOES = "tariff:us-64039160"
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)


def read(text: str) -> list[tuple[str, TariffLine]]:
    return read_offers(table_of("offers.csv", read_sheet("offers.csv", text.encode()), NEEDED), "US", PARTIES)


def test_a_table_states_positions_on_real_lines() -> None:
    found = dict(read("line;rate;staging\n6403.91.60;4,25;in 5 years\n0409.00.00;1¢/kg + 2%;EIF\n0409;Free;\n"))
    assert list(found) == [SHOES, "tariff:us-04090000", "tariff:us-0409"]
    shoes, honey, heading = found.values()
    assert (shoes.base_rate, shoes.rate, shoes.staging) == ("8.5", "4.25", "5 years")
    assert (honey.base_rate, honey.rate, honey.staging) == ("1.9¢/kg", "1¢/kg + 2%", "entry")
    assert (heading.base_rate, heading.rate) == ("", "0")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("line\n6403.91.60\n", "row 1, column rate: the column is missing"),
        ("line,rate\n6403.91.60,0\n6403.91.61,0\n", r"row 3, column line: .*6403.91.61"),
        ("line,rate\n6403.91.60,-5%\n", r"row 2, column rate: .*-5%"),
        ("line,rate\n6403.91.60,\n", "row 2, column rate: a rate is missing"),
        ("line,rate\n6403.91.60,0\n64039160,5\n", "row 3, column line: .*twice"),
        ("line,rate,staging\n6403.91.60,0,soon\n", "row 2, column staging"),
        ("line,rate,schedule\n6403.91.60,0,JP\n", "row 2, column schedule: .*JP"),
        ("line,rate\n64,0\n", "row 2, column line: a chapter"),
        ("line,rate\n6403.91.60,0,7\n", "row 2, column 3"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(TableRefused, match=place):
        read(text)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_what_is_written_is_read_back(kind: str, rows: list[list[str]]) -> None:
    """All cells come back; only an apostrophe stands before what a spreadsheet would take for a formula."""
    rows = [[cell.replace("=", "").replace("\r", "").lstrip(" +@-\t") for cell in row] for row in rows]
    rows = [[cell if cell.isprintable() and cell.isascii() else "x" for cell in row] for row in rows]
    got = read_sheet(f"t.{kind}", write_sheet(f"t.{kind}", ["a", "b", "c"], rows))
    assert [[cell.strip() for cell in row] for row in got] == [["a", "b", "c"], *[[c.strip() for c in r] for r in rows]]


@pytest.mark.parametrize("cell", ["-2+3+cmd|' /C calc'!A0", " =1+1", "＝1+1", "-A1"])
def test_no_cell_is_worked_out_but_a_number_keeps_its_sign(cell: str) -> None:
    data = write_sheet("o.csv", ["line", "rate"], [[cell, "-2.5"]]).decode()
    assert data.splitlines()[1] == f"'{cell},-2.5"


def test_a_workbook_keeps_leading_zeros_and_no_formula_is_taken() -> None:
    data = write_sheet("o.xlsx", ["line", "rate"], [["0409.00.00", "=1+1"]])
    assert receive_table("o.xlsx", data)[1] == ["0409.00.00", "=1+1"]
    book = Workbook()
    book.active.append(["line", "rate"])
    book.active.append(["0409", "=1+1"])
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(UnreadableFile, match=r"o\.xlsx:2"):
        receive_table("o.xlsx", held.getvalue())
    with pytest.raises(UnreadableFile):
        receive_table("o.xlsx", b"PK\x03\x04 no workbook")


def test_one_act_for_many_lines(tmp_path: Path) -> None:
    room = Room(tmp_path / "room")
    offers = by_rule("US", "64", "0", "5 years")
    receipt = room.us.table_offers(offers)
    assert (len(receipt.acts), len(receipt.entries)) == (1, 1)
    assert len(room.us.offers()) == len(offers) == len(nomenclature().rated("64"))
    with pytest.raises(NothingChanged):
        room.us.table_offers(offers)
    room.vn.table_offers(by_rule("US", "6403", "0", "entry"))
    line = next(each for each in room.sec.offers() if each.subject == SHOES)
    assert line.consolidated(PARTIES) == "[US: 0% in 5 years] [VN: 0% on entry]"
    room.vn.table_offers(offers)
    assert {each.standing for each in room.us.offers()} == {Standing.AGREED}
    assert next(e for e in room.us.offers() if e.subject == SHOES).consolidated(PARTIES) == "0% in 5 years"
    with pytest.raises(NotPermitted):
        room.sec.table_offers(offers)


def test_a_schedule_too_long_for_one_entry_is_several_published_together(tmp_path: Path) -> None:
    room = Room(tmp_path / "room")
    offers = [offer for chapter in ("84", "85", "90", "29") for offer in by_rule("US", chapter, "0")]
    long = [(s, TariffLine(description={"en": "x" * 300}, base_rate=c.base_rate, rate="0")) for s, c in offers]
    receipt = room.us.table_offers(long)
    assert len(receipt.entries) > 1
    assert [line.subject for act in receipt.acts for line in act.lines] == [subject for subject, _ in long]
    assert len(room.us.offers()) == len(long)


def test_lines_narrow_by_the_gap_and_have_a_history(tmp_path: Path) -> None:
    room = Room(tmp_path / "room")

    def at(number: int) -> None:
        planned = Round(number=number, starts="2025-05-19", ends="2025-05-22", zone="UTC")
        for desk in (room.us, room.vn):
            desk.table(f"round:{number}", planned)
        room.us.open_round(f"round:{number}")

    def offer(rate: str) -> list[tuple[str, TariffLine]]:
        return by_rule("US", "6403.91.60", rate, "5 years")

    at(1)
    room.us.table_offers(offer("8"))
    room.vn.table_offers(offer("0"))
    room.us.close_round("round:1")
    at(2)
    (line,) = room.us.offers()
    assert (line.status, line.gap) == (Status.OPEN, 8)
    room.us.table_offers(offer("4"))
    (line,) = room.us.offers()
    assert (line.status, line.gap, line.gap_before) == (Status.NARROWED, 4, 8)
    steps = history(room.us.state, SHOES)
    assert [(step.round, step.offers["US"].rate) for step in steps] == [("round:1", "8"), ("", "4")]
    counted = tallies(room.us.offers())
    assert counted[("US", "64")].lines[Status.NARROWED] == 1
    assert counted[("US", "")].trade == line.value > 0


def test_what_is_exported_is_what_is_imported(tmp_path: Path) -> None:
    room = Room(tmp_path / "room")
    room.us.table_offers(by_rule("US", "0406", "0", "B10", "100 t"))
    header, rows = written(room.us.offers(), PARTIES, "US")
    for name in ("offers.csv", "offers.xlsx"):
        table = table_of(name, receive_table(name, write_sheet(name, header, rows)), NEEDED)
        assert dict(read_offers(table, "US", PARTIES)) == {each.subject: each.offers["US"] for each in room.us.offers()}


@given(st.decimals(0, 500, places=3))
def test_rates_are_written_plainly_and_exactly(value: object) -> None:
    assert plain(value) == plain(type(value)(plain(value)))
    assert type(value)(plain(value)) == value


def test_names_of_lines_read_back() -> None:
    for line in random.Random(1).sample(list(nomenclature().goods), 50):
        if len(line) >= 4:
            assert parts_of(subject_of("VN", line)) == ("VN", line)
