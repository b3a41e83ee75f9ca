"""Where real texts lie that are not ours to ship: a folder ``shared/data`` beside the repository, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real texts of {SHARED} are not on this machine")


def treaty(number: int) -> bytes:
    """The bytes of a treaty of the ToTA corpus; skips the test where the corpus is absent."""
    path = SHARED / "treaties" / f"pta_{number}.xml"
    if not path.is_file():
        pytest.skip(f"the treaty texts of {SHARED} are not on this machine")
    return path.read_bytes()
