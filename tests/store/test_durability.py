"""Acknowledged means durable: through power cuts, kill -9, failed flushes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw
import pytest

from paraph.errors import StoreFailed, Unacknowledged
from paraph.store.ledger import Row
from paraph.store.sqlite import SqliteLedger
from store.powercut import Disk, ForgetfulSystem, Medium, PowerCut
from store.rows import rows

CUTS = 250
SEARCH = os.pathsep.join([str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[1])])


class OnForgetfulDisk(SqliteLedger):
    """The ledger as it is, but for the locking that a disk without shared memory asks for, and earlier checkpoints."""

    vfs = "powercut"
    pragmas = {"locking_mode": "EXCLUSIVE", **SqliteLedger.pragmas, "wal_autocheckpoint": 20}

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        yield self._writer_connection()


class Careless(OnForgetfulDisk):
    pragmas = {**OnForgetfulDisk.pragmas, "synchronous": "NORMAL"}


@pytest.fixture
def system() -> Iterator[ForgetfulSystem]:
    system = ForgetfulSystem()
    yield system
    system.unregister()


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite3"
    SqliteLedger.create(path, b"charter").close()
    return path


@dataclass(frozen=True)
class Survival:
    """What one power cut did: how many calls had been acknowledged, how many rows of theirs were lost after it."""

    acknowledged: int
    lost: int
    whole: bool
    """Nothing is there but what was acknowledged, in order, and the call in flight, all of it or nothing."""
    checkpointed: bool


def survive_cut(kind: type[SqliteLedger], system: ForgetfulSystem, empty: Path, seed: int) -> Survival:
    """Append until the power fails, at a moment that ``seed`` chooses; then look at what came through."""
    chance = random.Random(seed)
    image = Medium(bytearray(empty.read_bytes()))
    system.disk = Disk({str(empty): image}, left=chance.randrange(5, 250))
    calls: list[list[Row]] = []
    with suppress(StoreFailed, PowerCut), kind(empty) as ledger:
        chain = rows(ledger, "VN", 500, size=chance.choice([100, 900, 9000]))
        while True:
            calls.append([chain.pop(0) for _ in range(chance.randrange(1, 4))])
            ledger.append(calls[-1])
    assert system.disk.left < 0
    after = empty.parent / f"{kind.__name__}-{seed}"
    system.disk.fail(after, chance, odds=chance.choice([0.0, 0.5, 1.0]))
    promised = [row for call in calls[:-1] for row in call]
    in_flight = calls[-1] if calls else []
    with SqliteLedger(after / empty.name) as survivor:
        found = [filed.row for filed in survivor.entries()]
        assert survivor.check() == []
    return Survival(
        acknowledged=len(calls[:-1]),
        lost=sum(row not in found for row in promised),
        whole=found[: len(promised)] == promised and found[len(promised) :] in ([], in_flight),
        checkpointed=len(image.seen) > empty.stat().st_size,
    )


def test_what_was_acknowledged_survives_every_power_cut(system: ForgetfulSystem, empty: Path) -> None:
    survivals = [survive_cut(OnForgetfulDisk, system, empty, seed) for seed in range(CUTS)]
    assert [seed for seed, each in enumerate(survivals) if each.lost or not each.whole] == []
    # The cuts struck where it matters: after acknowledgements, and after the log had been moved into the file.
    assert sum(each.acknowledged > 0 for each in survivals) > CUTS * 3 // 4
    assert sum(each.checkpointed for each in survivals) > CUTS // 4


def test_the_same_cuts_lose_acknowledged_entries_where_commits_are_not_flushed(
    system: ForgetfulSystem, empty: Path
) -> None:
    survivals = [survive_cut(Careless, system, empty, seed) for seed in range(CUTS)]
    assert sum(each.lost > 0 for each in survivals) > CUTS // 4


@pytest.mark.parametrize("killed", [False, True], ids=["flush failed", "killed before the flush"])
def test_a_retry_is_durable_even_if_the_rows_are_seen_already(
    system: ForgetfulSystem, empty: Path, killed: bool
) -> None:
    """A commit was written but not flushed; whoever tries again must not be told "known" before it is."""
    system.disk = Disk({str(empty): Medium(bytearray(empty.read_bytes()))}, left=10_000)
    with OnForgetfulDisk(empty) as ledger:
        first, second = rows(ledger, "VN", 2)
        ledger.append([first])
        system.disk.faulty = 1
        with pytest.raises(Unacknowledged):
            ledger.append([second], {"VN": first.id})
        if not killed:
            assert ledger.append([second], {"VN": first.id}).position == 2
            system.disk.fail(empty.parent / "after", random.Random(0), odds=0.0)
    if killed:
        system.disk = Disk(system.disk.at_fault, left=10_000)
        with OnForgetfulDisk(empty) as ledger:
            assert ledger.append([second], {"VN": first.id}) == ((2,), {second.id})
            system.disk.fail(empty.parent / "after", random.Random(0), odds=0.0)
    with SqliteLedger(empty.parent / "after" / empty.name) as survivor:
        assert [filed.row for filed in survivor.entries()] == [first, second]


@pytest.mark.parametrize("seed", range(6))
def test_kill_9_loses_nothing_that_was_acknowledged(empty: Path, seed: int) -> None:
    program = [sys.executable, str(Path(__file__).with_name("appender.py")), "sqlite", str(empty), "VN", "100000"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": SEARCH}) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip()]
        time.sleep(random.Random(seed).uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    with SqliteLedger(empty) as ledger:
        assert ledger.check() == []
        found = [filed.row.id for filed in ledger.entries()]
        assert found[: len(acknowledged)] == acknowledged
        assert len(found) <= len(acknowledged) + 1
        head = ledger.heads()["VN"]
        assert ledger.append(rows(ledger, "US", 1), {"VN": head[0]}).position == len(found) + 1
