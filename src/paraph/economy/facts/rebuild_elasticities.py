"""Make ``elasticities.npz`` anew from the workbook of its authors; README.md names it. Needs xlrd, which is not ours.

python -m paraph.economy.facts.rebuild_elasticities FILE.xls
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import numpy as np

from paraph.economy.facts.rebuild import HERE, pack


def rebuild(workbook: Path, into: Path = HERE) -> None:
    """Read the table below its head, check it, and write it sorted by line; one that stands twice by its median."""
    sheet = import_module("xlrd").open_workbook(str(workbook)).sheet_by_index(0)
    rows = [sheet.row_values(place) for place in range(sheet.nrows)]
    start = next(place for place, row in enumerate(rows) if row[:1] == ["HTS"]) + 1
    held: dict[int, list[float]] = {}
    for row in rows[start:]:
        held.setdefault(int(row[0]), []).append(float(row[1]))
    codes = np.array(sorted(held), np.int64)
    sigma = np.array([np.median(held[code]) for code in codes.tolist()])
    if not (sigma > 1).all():
        raise SystemExit("an elasticity is not above 1")
    pack(into / "elasticities.npz", {"codes": codes, "sigma": sigma})


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]))
