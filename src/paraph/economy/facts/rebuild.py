"""Make ``world-2023.npz`` and ``countries.csv`` anew from the folder of their source; README.md names it.

python -m paraph.economy.facts.rebuild FOLDER
"""

from __future__ import annotations

import csv
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from babel.core import get_global
from numpy.typing import NDArray

from paraph.economy.world import read

HERE = Path(__file__).parent
_SAME_DAY = (2025, 7, 1, 0, 0, 0)
"""One date for all that is packed."""


def rebuild(folder: Path, into: Path = HERE) -> None:
    """Read the four tables of ``folder``, check them, and write the two files."""
    world = read(folder)
    arrays = {"trade": world.trade, "gdp": world.gdp * 1000, "announced": world.announced}
    pack(into / "world-2023.npz", arrays)
    short = {three: two[0] for three, two in get_global("territory_aliases").items() if len(three) == 3}
    with (into / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("code", "short", "name"))
        table.writerows((code, short.get(code, ""), name) for code, name in zip(world.codes, world.names, strict=True))


def pack(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays so that the same figures give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            raw = BytesIO()
            np.save(raw, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _SAME_DAY), raw.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]))
