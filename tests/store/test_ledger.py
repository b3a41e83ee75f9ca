"""One suite for every ledger: what ``store.ledger`` promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import apsw
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraph.errors import ForeignEntry, OutOfOrder, StoreFailed
from paraph.record.values import digest
from paraph.store import ledger as contract
from paraph.store.ledger import Heads, Ledger, Row, Snapshot, heads_hash
from paraph.store.postgres import PostgresLedger
from paraph.store.sqlite import SqliteLedger
from store.rows import row, rows

SEARCH = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[1])]


@dataclass
class Bench:
    """A kind of ledger under test: how one is made, opened again, named to another process, and tampered with."""

    kind: str
    folder: Path
    url: str

    def make(self) -> Ledger:
        charter = uuid.uuid4().bytes
        if self.kind == "sqlite":
            return SqliteLedger.create(self.folder / f"{uuid.uuid4().hex}.sqlite3", charter)
        return PostgresLedger.create(self.url, charter)

    def again(self, ledger: Ledger) -> Ledger:
        """The same ledger opened once more, as another process would."""
        if isinstance(ledger, SqliteLedger):
            return SqliteLedger(ledger.path)
        return PostgresLedger(self.url, ledger.negotiation)

    def address(self, ledger: Ledger) -> list[str]:
        if isinstance(ledger, SqliteLedger):
            return ["sqlite", str(ledger.path)]
        return ["postgres", self.url, ledger.negotiation]

    def tamper(self, ledger: Ledger, sql: str) -> None:
        """Run SQL past the ledger, straight on its tables."""
        if isinstance(ledger, SqliteLedger):
            database = apsw.Connection(str(ledger.path))
            try:
                database.execute(sql.replace("paraph.", ""))
            finally:
                database.close()
        else:
            with psycopg.connect(self.url) as connection:
                connection.execute(sql)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))])
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    return Bench(request.param, tmp_path_factory.mktemp("ledger"), url)


@pytest.fixture
def ledger(bench: Bench) -> Iterator[Ledger]:
    with bench.make() as ledger:
        yield ledger


# Keeping and finding


def test_rows_come_back_byte_for_byte_in_the_order_of_arrival(bench: Bench, ledger: Ledger) -> None:
    us, vn = rows(ledger, "US", 3), rows(ledger, "VN", 2, size=20_000)
    given = [us[0], vn[0], us[1], vn[1], us[2]]
    receipt = ledger.append(given[:2])
    assert (receipt.positions, receipt.position, receipt.known) == ((1, 2), 2, frozenset())
    assert ledger.append(given[2:]).positions == (3, 4, 5)
    for reader in (ledger, bench.again(ledger)):
        assert [(filed.position, filed.row) for filed in reader.entries()] == list(enumerate(given, 1))
        assert [filed.row for filed in reader.entries(after=1, until=3)] == given[1:3]
        assert [filed.row for filed in reader.chain("US", after=1)] == us[1:]
        found = reader.entry(vn[1].id)
        assert found is not None
        assert found == (4, vn[1])
        assert reader.entry("0" * 64) is None
        assert reader.count() == 5
        assert (reader.negotiation, reader.charter) == (ledger.negotiation, ledger.charter)
        assert reader.check() == []
        if reader is not ledger:
            reader.close()


def test_an_entry_is_kept_once_and_appending_it_again_is_reported(ledger: Ledger) -> None:
    first, second, third = rows(ledger, "US", 3)
    ledger.append([first, second], {"US": ""})
    # A retry, as after a lost acknowledgement: the same rows with the expectation that they have fulfilled.
    again = ledger.append([first, second], {"US": ""})
    assert (again.positions, again.known) == ((1, 2), {first.id, second.id})
    mixed = ledger.append([second, third, third])
    assert (mixed.positions, mixed.known) == ((2, 3, 3), {second.id})
    assert ledger.count() == 3


def test_a_fork_is_kept_as_proof(ledger: Ledger) -> None:
    first, second = rows(ledger, "US", 2)
    other = row(ledger, "US", 2, first.id, mark="other")
    ledger.append([first, second])
    ledger.append([other])
    assert [(filed.row.sequence, filed.row.id) for filed in ledger.chain("US", after=1)] == [
        (2, second.id),
        (2, other.id),
    ]
    assert ledger.heads() == {"US": tuple(sorted([second.id, other.id]))}


def test_heads_are_the_ends_of_chains_in_whatever_order_entries_arrive(ledger: Ledger) -> None:
    assert ledger.heads() == {}
    us, vn = rows(ledger, "US", 3), rows(ledger, "VN", 1)
    for each in [us[2], us[0], vn[0], us[1]]:
        ledger.append([each])
    assert ledger.heads() == {"US": (us[2].id,), "VN": (vn[0].id,)}


def test_reading_goes_on_over_pages_and_sees_what_arrives_meanwhile(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("sqlite", "postgres"):
        monkeypatch.setattr(f"paraph.store.{module}.PAGE", 2)
    us = rows(ledger, "US", 7)
    ledger.append(us[:5])
    reading = ledger.entries()
    seen = [next(reading).row for _ in range(3)]
    ledger.append(us[5:])
    assert seen + [filed.row for filed in reading] == us
    fork = row(ledger, "US", 2, us[0].id, mark="fork")
    ledger.append([fork])
    assert [filed.row for filed in ledger.chain("US")] == [us[0], us[1], fork, *us[2:]]


# Refusing


def test_all_rows_of_a_call_or_none(ledger: Ledger) -> None:
    us = rows(ledger, "US", 3)
    foreign = us[1]._replace(negotiation=digest(b"another"))
    with pytest.raises(ForeignEntry):
        ledger.append([us[0], foreign])
    with pytest.raises(OutOfOrder):
        ledger.append(us[1:], {"US": us[0].id})  # not there yet
    assert (ledger.count(), list(ledger.entries())) == (0, [])
    assert ledger.append([]).positions == ()


def test_a_seat_that_has_not_read_its_own_chain_is_refused(bench: Bench, ledger: Ledger) -> None:
    first, second = rows(ledger, "US", 2)
    with bench.again(ledger) as elsewhere:
        ledger.append([first], {"US": ""})
        with pytest.raises(OutOfOrder):
            elsewhere.append([row(ledger, "US", 1, mark="rival")], {"US": ""})
        elsewhere.append([second], {"US": first.id})
        with pytest.raises(OutOfOrder):
            ledger.append([row(ledger, "US", 2, first.id, mark="rival")], {"US": first.id})
        # Others may write meanwhile; only the chains that are named must stand still.
        elsewhere.append(rows(ledger, "VN", 1))
        ledger.append([row(ledger, "US", 3, second.id)], {"US": second.id})
    assert ledger.count() == 4


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE paraph.entry SET party = 'XX'",
        "DELETE FROM paraph.entry",
        "UPDATE paraph.charter SET negotiation = 'x'",
        "DELETE FROM paraph.charter",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_kept(bench: Bench, ledger: Ledger, sql: str) -> None:
    kept = rows(ledger, "US", 2)
    ledger.append(kept)
    with pytest.raises((apsw.ConstraintError, psycopg.errors.RaiseException), match="never"):
        bench.tamper(ledger, sql)
    with bench.again(ledger) as reader:
        assert [filed.row for filed in reader.entries()] == kept
        assert reader.charter == ledger.charter


def test_a_closed_ledger_refuses_what_comes_after(bench: Bench, ledger: Ledger) -> None:
    us = rows(ledger, "US", 2)
    ledger.append(us[:1])
    ledger.close()
    ledger.close()
    with pytest.raises(StoreFailed):
        ledger.append(us[1:])
    with bench.again(ledger) as reader:
        assert reader.count() == 1


# Many at once


class Gate:
    """Stands before a ledger's writer: while it is shut, jobs queue up. ``sizes``: how many jobs each commit took."""

    def __init__(self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.sizes: list[int] = []
        self._commit = ledger._writer._commit
        monkeypatch.setattr(ledger._writer, "_commit", self._pass)

    def _pass(self, jobs: list[contract.Job]) -> None:
        self.sizes.append(len(jobs))
        assert self.open.wait(60)
        self._commit(jobs)


def eventually(happened: Callable[[], bool]) -> None:
    """Wait for another thread, not for ever."""
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.001)


def test_those_who_wait_share_one_commit_and_a_refusal_is_its_callers_alone(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(ledger, monkeypatch)
    with ThreadPoolExecutor(20) as pool:
        first = pool.submit(ledger.append, [row(ledger, "ZZ", 1)])
        eventually(lambda: gate.sizes == [1])
        others = [pool.submit(ledger.append, [row(ledger, f"P{n}", 1)], {f"P{n}": ""}) for n in range(16)]
        rivals = [pool.submit(ledger.append, [row(ledger, "US", 1, mark=mark)], {"US": ""}) for mark in ("a", "b")]
        eventually(lambda: ledger._writer._queue.qsize() == 18)
        gate.open.set()
        assert first.result().position == 1
        assert len({other.result().position for other in others}) == 16
        refused = [rival.exception() for rival in rivals]
    assert gate.sizes == [1, 18]
    assert sorted(type(each).__name__ for each in refused) == ["NoneType", "OutOfOrder"]
    assert ledger.count() == 1 + 16 + 1


def test_sixteen_writers_each_get_their_own_places_in_order(ledger: Ledger) -> None:
    def write(party: str) -> list[int]:
        head, places = "", []
        for each in rows(ledger, party, 20):
            places.append(ledger.append([each], {party: head}).position)
            head = each.id
        return places

    parties = [f"P{number}" for number in range(16)]
    with ThreadPoolExecutor(16) as pool:
        places = dict(zip(parties, pool.map(write, parties), strict=True))
    assert sorted(place for each in places.values() for place in each) == list(range(1, 321))
    for party, each in places.items():
        assert each == sorted(each)
        assert [(filed.position, filed.row.sequence) for filed in ledger.chain(party)] == list(
            zip(each, range(1, 21), strict=True)
        )
    assert ledger.check() == []


def test_two_processes_of_one_seat_never_fork_it(bench: Bench, ledger: Ledger) -> None:
    program = [sys.executable, str(Path(__file__).with_name("appender.py")), *bench.address(ledger), "VN", "25"]
    environment = {"PYTHONPATH": os.pathsep.join(SEARCH)}
    racing = [subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    said = [process.communicate(timeout=120)[0].split() for process in racing]
    assert [process.returncode for process in racing] == [0, 0]
    chain = [filed.row for filed in ledger.chain("VN")]
    assert [each.sequence for each in chain] == list(range(1, 51))
    assert {each.id for each in chain} == {*said[0], *said[1]}
    assert ledger.heads() == {"VN": (chain[-1].id,)}


def test_waiting_ends_when_something_arrives_from_whomever(bench: Bench, ledger: Ledger) -> None:
    us = rows(ledger, "US", 3)
    assert ledger.wait(0, timeout=0.01) == 0
    ledger.append(us[:1])
    assert ledger.wait(0, timeout=60) == 1
    with bench.again(ledger) as elsewhere, ThreadPoolExecutor(1) as pool:
        for each, writer in ((us[1], elsewhere), (us[2], ledger)):
            waiting = pool.submit(ledger.wait, each.sequence - 1, 60)
            writer.append([each])
            assert waiting.result(timeout=30) == each.sequence


# Snapshots


def test_snapshots_are_found_by_heads_or_by_place_and_may_be_thrown_away(bench: Bench, ledger: Ledger) -> None:
    us = rows(ledger, "US", 2)
    kept: list[Snapshot] = []
    for each in us:
        position = ledger.append([each]).position
        kept.append(Snapshot("state-1", heads_hash(ledger.heads()), position, f"state {position}".encode()))
        ledger.put_snapshot(kept[-1])
    ledger.put_snapshot(kept[0]._replace(data=b"folded again"))
    with bench.again(ledger) as reader:
        assert reader.snapshot("state-1") == kept[1]
        assert reader.snapshot("state-1", until=1) == kept[0]._replace(data=b"folded again")
        assert reader.snapshot_of("state-1", kept[1].heads) == kept[1]
        assert reader.snapshot("state-2") is None
        reader.drop_snapshots()
    assert ledger.snapshot("state-1") is None
    assert ledger.count() == 2


def test_only_the_last_few_snapshots_of_a_format_are_kept(ledger: Ledger) -> None:
    ledger.put_snapshot(Snapshot("another", "0", 1, b""))
    for position in range(1, contract.KEPT + 4):
        ledger.put_snapshot(Snapshot("state-1", f"{position}", position, b"state"))
    found = [position for position in range(1, 20) if ledger.snapshot_of("state-1", f"{position}")]
    assert found == list(range(4, contract.KEPT + 4))
    assert ledger.snapshot("another") is not None


# The whole, against a model


class Model:
    """The contract in a list."""

    def __init__(self) -> None:
        self.kept: list[Row] = []

    def append(self, given: list[Row], expecting: dict[str, str]) -> tuple[int, ...]:
        here = {each.id for each in self.kept}
        if not all(each.id in here for each in given):
            for party, head in expecting.items():
                links = {each.previous for each in self.kept if each.party == party}
                if head in links or (head and head not in here):
                    raise OutOfOrder(detail="", hint="")
        for each in given:
            if each.id not in {kept.id for kept in self.kept}:
                self.kept.append(each)
        places = {each.id: place for place, each in enumerate(self.kept, 1)}
        return tuple(places[each.id] for each in given)

    def heads(self) -> Heads:
        followed = {(each.party, each.previous) for each in self.kept}
        ends = [each for each in self.kept if (each.party, each.id) not in followed]
        return {
            party: tuple(sorted(each.id for each in ends if each.party == party))
            for party in sorted({each.party for each in ends})
        }


PARTIES = st.sampled_from(["AU", "US", "VN"])
# Rows in terms of those made before: each continues, forks or repeats one of them, or begins a chain.
STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(PARTIES, st.integers(0, 6), st.sampled_from(["", "rival"])), max_size=4),
        st.dictionaries(PARTIES, st.integers(0, 6), max_size=2),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(steps=STEPS)
def test_any_history_is_as_the_contract_says(
    bench: Bench, steps: list[tuple[list[tuple[str, int, str]], dict[str, int]]]
) -> None:
    with bench.make() as ledger:
        model = Model()
        chains = {party: [row(ledger, party, 0), *rows(ledger, party, 7)] for party in ("AU", "US", "VN")}
        for wanted, expected in steps:
            given_rows = []
            for party, at, mark in wanted:
                previous = chains[party][at].id if at else ""
                given_rows.append(row(ledger, party, at + 1, previous, mark) if mark else chains[party][at + 1])
            expecting = {party: chains[party][at].id if at else "" for party, at in expected.items()}
            try:
                places: tuple[int, ...] | None = model.append(given_rows, expecting)
            except OutOfOrder:
                places = None
            if places is None:
                with pytest.raises(OutOfOrder):
                    ledger.append(given_rows, expecting)
            else:
                assert ledger.append(given_rows, expecting).positions == places
        assert [filed.row for filed in ledger.entries()] == model.kept
        assert ledger.heads() == model.heads()
