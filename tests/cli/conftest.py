"""Calling the program as a person does, and reading what it prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from paraph import i18n
from paraph.cli.app import app

CATALOGUE = i18n.LOCALE / "vi/LC_MESSAGES/paraph.po"


@dataclass
class Called:
    """What one call left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def result(self) -> Any:
        return self.json["result"]

    @property
    def error(self) -> Any:
        return self.json["error"]


Call = Callable[..., Called]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """``call("state", "--json")``: the whole application, in this process."""
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def carried_out(*words: str | Path, input: str | None = None) -> Called:
        result = CliRunner().invoke(app, [str(word) for word in words], input=input)
        return Called(result.exit_code, result.stdout, result.stderr)

    return carried_out


@pytest.fixture
def vietnamese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The Vietnamese of the source, compiled."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="vi")
    compiled = tmp_path / "locale" / "vi" / "LC_MESSAGES" / "paraph.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as target:
        write_mo(target, catalogue)
    monkeypatch.setattr(i18n, "LOCALE", tmp_path / "locale")
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()
