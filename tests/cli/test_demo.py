"""The sample in the browser: prepared once, opened as it stands afterwards, and never in the way of a script."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from time import monotonic, sleep
from urllib.request import urlopen

import pytest

from .conftest import Call

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def demo(*words: str, at: Path, **variables: str) -> Iterator[tuple[str, str]]:
    """``paraph demo`` in a process of its own, stopped with Ctrl-C: (all that it says, the address)."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "LANG", "LC_ALL")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    environment |= {"PYTHONPATH": str(ROOT / "src"), **variables}
    command = [sys.executable, "-m", "paraph.cli", "demo", *words]
    with subprocess.Popen(command, cwd=at, stdout=subprocess.PIPE, text=True, env=environment) as running:
        assert running.stdout
        said, address = "", None
        while not address:
            line = running.stdout.readline()
            assert line, f"it has ended without an address: {said}"
            said += line
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        try:
            yield said, address[0]
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(20) == 0


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from paraph.samples.vietnam_us import prepare

    folder = tmp_path_factory.mktemp("demo") / "vietnam-us"
    prepare(folder).close()
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """Where one stands: the sample lies in ``vietnam-us`` there."""
    copytree(prepared, tmp_path / "vietnam-us")
    return tmp_path


def test_the_demo_prepares_what_is_not_there_and_serves_it(tmp_path: Path) -> None:
    with demo(at=tmp_path) as (said, address):
        assert "are prepared in vietnam-us" in said
        page = urlopen(address).read().decode()
        for seat in ("United States", "Viet Nam", "Secretariat", "Observer"):
            assert seat in page


def test_the_demo_opens_what_is_there_as_it_stands_and_a_browser_on_it(folder: Path, call: Call) -> None:
    at = folder / "vietnam-us"
    assert call("park", "a2.3-1", "--at", at, "--as", "US", "--yes").status == 0
    seen, opener = folder / "seen", folder / "opener"
    opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {seen}\n')
    opener.chmod(0o700)
    with demo(at=folder, DISPLAY=":77", BROWSER=str(opener)) as (said, address):
        assert "was there already" in said
        assert "paraph demo --anew" in said
        assert "parked" in urlopen(f"{address}provision/a2.3-1/").read().decode()
        until = monotonic() + 10
        while not (seen.exists() and seen.read_text()) and monotonic() < until:
            sleep(0.05)
        assert seen.read_text() == address


def test_a_browser_that_cannot_be_started_and_a_port_that_is_taken_are_no_fault(folder: Path) -> None:
    missing = str(folder / "nothing")
    with (
        demo("--port", "0", at=folder) as (_, first),
        demo("--port", first.rstrip("/").rpartition(":")[2], at=folder, DISPLAY=":77", BROWSER=missing) as (_, second),
    ):
        assert first != second
        assert urlopen(second).status == 200


def test_beginning_anew_loses_nothing(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert call("park", "a2.3-1", "--at", "vietnam-us", "--as", "US", "--yes").status == 0
    assert call("demo", "--anew", "--no-serve").status == 0
    for name, parked in (("vietnam-us", False), ("vietnam-us-1", True)):
        shown = call("show", "a2.3-1", "--at", name).out
        assert ("parked" in shown) is parked, name


def test_scripts_end(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    assert call("demo", "--no-serve").status == 0
    assert call("demo", "--json").result["state"]["whole"]["provisions"]["agreed"] == 178
    assert call("demo", "--dry").status == 0
    kept = {each for each in before if each.is_dir()}
    assert {each for each in folder.rglob("*") if each.is_dir()} == kept


def test_no_negotiation_but_a_sample_is_opened_or_put_aside(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    parties = ("-p", "US=United States@UTC", "-p", "VN=Viet Nam@UTC")
    assert call("init", "talks", "--title", "Talks", *parties).status == 0
    for more in ((), ("--anew",)):
        assert call("demo", "talks", *more, "--json").error["code"] == "negotiation-exists"
    assert [each.name for each in tmp_path.iterdir()] == ["talks"]
