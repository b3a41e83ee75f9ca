from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.place.close()
