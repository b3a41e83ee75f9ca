"""The facts of the world, and figures that cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from paraph.economy.baseline import calibrate
from paraph.economy.facts.rebuild import rebuild
from paraph.economy.models import MODELS
from paraph.economy.world import FACTS, load, read
from paraph.errors import BadFigure, InvalidContent, UnknownCountry, UnreadableFile
from paths import SHARED

GE = SHARED / "ge"
needs_source = pytest.mark.skipif(not GE.is_dir(), reason=f"the source of the facts is not on this machine ({GE})")


@needs_source
def test_the_facts_are_what_the_source_makes_of_them(tmp_path: Path) -> None:
    rebuild(GE, tmp_path)
    for name in ("countries.csv", "world-2023.npz"):
        assert (tmp_path / name).read_bytes() == (FACTS / name).read_bytes()


@needs_source
@pytest.mark.parametrize(
    ("name", "row", "cell", "where"),
    [
        ("trade_cepii.csv", 2, "-5", ("AFG", "AGO")),
        ("trade_cepii.csv", 2, "much", (3, 3)),
        ("gdp.csv", 3, "inf", ("AGO", 1)),
        ("tariffs.csv", 3, "", (4, 1)),
    ],
)
def test_a_figure_that_cannot_be_is_named_by_row_and_column(
    tmp_path: Path, name: str, row: int, cell: str, where: tuple[object, object]
) -> None:
    shutil.copytree(GE, tmp_path / "ge")
    path = tmp_path / "ge" / name
    path.chmod(0o644)
    lines = path.read_text().splitlines()
    cells = lines[row].split(",")
    cells[min(2, len(cells) - 1)] = cell
    path.write_text("\n".join([*lines[:row], ",".join(cells), *lines[row + 1 :]]))
    with pytest.raises(BadFigure) as refused:
        read(tmp_path / "ge")
    assert (refused.value.data["row"], refused.value.data["column"]) == where


@needs_source
def test_a_table_of_another_size_or_without_its_columns_is_refused(tmp_path: Path) -> None:
    for name in ("country_labels.csv", "gdp.csv", "tariffs.csv", "trade_cepii.csv"):
        shutil.copyfile(GE / name, tmp_path / name)
    lines = (tmp_path / "gdp.csv").read_text().splitlines()
    (tmp_path / "gdp.csv").write_text("\n".join(lines[:-1]))
    with pytest.raises(BadFigure):
        read(tmp_path)
    (tmp_path / "country_labels.csv").write_text("code,name\nVNM,Viet Nam\n")
    with pytest.raises(InvalidContent):
        read(tmp_path)
    (tmp_path / "gdp.csv").unlink()
    (tmp_path / "country_labels.csv").unlink()
    with pytest.raises(UnreadableFile):
        read(tmp_path)


def test_an_unknown_country_is_refused_with_those_near_by() -> None:
    world = load()
    assert world.country("us") == world.country("USA")
    with pytest.raises(UnknownCountry) as refused:
        world.country("Viet")
    assert "VNM" in refused.value.data["near"]
    assert world.places(["VNM", "XXX", "USA"]).tolist() == [world.country("VN"), world.country("US")]


@pytest.mark.parametrize("name", MODELS)
def test_the_baseline_of_every_model_adds_up(name: str) -> None:
    model = MODELS[name].model
    base = calibrate(load(), model)
    earned = base.trade @ (1 - base.affiliates)
    assert np.allclose(base.income, model.value_added * earned + base.affiliates * base.spending, rtol=1e-13)
    assert abs(base.transfers.sum()) < 1e-9 * base.income.sum()
    assert np.allclose(base.final, base.income + base.transfers, rtol=1e-12)
