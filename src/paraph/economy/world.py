"""The countries of the world, what they trade and earn: the facts that the models in general equilibrium start from."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from paraph.errors import N_, BadFigure, InvalidContent, UnknownCountry, UnreadableFile

Array = NDArray[np.float64]

FACTS = Path(__file__).parent / "facts"
SOURCE = N_(
    "Goods trade: BACI HS22 2023, release 202501 (CEPII, Etalab 2.0); GDP: World Development Indicators (World Bank, "
    "CC BY 4.0); both as in the replication package of Ignatenko, Lashkaripour, Macedoni and Simonovska (2025)"
)


@dataclass(frozen=True)
class World:
    """``trade``: US$ thousand, row exporter, column importer. ``gdp``: US$ thousand.

    ``announced``: the rates of 2 April 2025 on what the United States imports from each, fractions. ``codes`` are ISO
    3166 alpha-3, ``short`` alpha-2 where there is one.

    >>> world = load()
    >>> len(world.codes), world.country("VN") == world.country("vnm") == world.codes.index("VNM")
    (194, True)
    """

    codes: tuple[str, ...]
    short: tuple[str, ...]
    names: tuple[str, ...]
    trade: Array
    gdp: Array
    announced: Array

    def __post_init__(self) -> None:
        _check(self.codes, self.trade, "trade")
        _check(self.codes, self.gdp[:, None], "gdp", least=np.nextafter(0.0, 1.0))
        _check(self.codes, self.announced[:, None], "tariffs")

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def _places(self) -> dict[str, int]:
        twos = {two: place for place, two in enumerate(self.short) if two}
        return twos | {code: place for place, code in enumerate(self.codes)}

    def country(self, code: str) -> int:
        """The place of a country, by its code of two or three letters. Raises UnknownCountry."""
        place = self._places.get(code.strip().upper())
        if place is None:
            raise UnknownCountry(country=code, near=self._near(code))
        return place

    def places(self, codes: Iterable[str]) -> NDArray[np.intp]:
        """The places of those of ``codes`` that are in the matrix: groups name countries that it may lack."""
        return np.array([self._places[code] for code in codes if code in self._places], np.intp)

    def named(self, place: int, language: str = "en") -> str:
        """A country's name in a language; as the source has it where the language has none.

        >>> load().named(load().country("US"), "vi")
        'Hoa Kỳ'
        """
        from babel import Locale

        found: str | None = Locale.parse(language).territories.get(self.short[place])
        return found or self.names[place]

    def _near(self, code: str) -> str:
        from difflib import get_close_matches

        wanted = code.strip().casefold()
        by_name = [mine for mine, name in zip(self.codes, self.names, strict=True) if wanted in name.casefold()]
        return ", ".join((by_name or get_close_matches(wanted.upper(), self.codes, n=4, cutoff=0.3))[:6]) or "–"


@cache
def load() -> World:
    """The world of 2023, as shipped."""
    with (FACTS / "countries.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with np.load(FACTS / "world-2023.npz") as held:
        return World(
            tuple(row["code"] for row in rows),
            tuple(row["short"] for row in rows),
            tuple(row["name"] for row in rows),
            held["trade"],
            held["gdp"] / 1000,
            held["announced"],
        )


def read(folder: Path) -> World:
    """A world from four tables: ``country_labels.csv`` (``iso3``, ``CountryName``), ``trade_cepii.csv`` (US$ thousand,
    row exporter, column importer, an empty cell is no trade), ``gdp.csv`` (US$), ``tariffs.csv`` (fractions).

    Raises UnreadableFile, InvalidContent, and BadFigure with the row and column of a figure that cannot be.
    """
    labels = _rows(folder / "country_labels.csv")
    head, *body = labels
    if not {"iso3", "CountryName"} <= set(head):
        raise InvalidContent(field="country_labels.csv", detail=N_("the columns iso3 and CountryName are needed"))
    codes = tuple(row[head.index("iso3")] for row in body)
    names = tuple(row[head.index("CountryName")] for row in body)
    count = len(codes)
    trade = _figures(folder / "trade_cepii.csv", codes, count)
    gdp = _figures(folder / "gdp.csv", codes, 1)[:, 0]
    rates = _figures(folder / "tariffs.csv", codes, 1)[:, 0]
    return World(codes, ("",) * count, names, trade, gdp / 1000, rates)


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    except OSError as error:
        raise UnreadableFile(path=str(path), detail=error.strerror or "") from error


def _figures(path: Path, codes: Sequence[str], columns: int) -> Array:
    body = _rows(path)[1:]
    if len(body) != len(codes):
        detail = N_("the file has another number of rows than there are countries")
        raise BadFigure(table=path.name, row=len(body) + 1, column=1, detail=detail)
    found = np.zeros((len(codes), columns))
    for place, row in enumerate(body):
        if len(row) != columns:
            detail = N_("the row has another number of cells than there are columns")
            raise BadFigure(table=path.name, row=place + 2, column=min(len(row), columns) + 1, detail=detail)
        for column, cell in enumerate(row):
            try:
                found[place, column] = float(cell) if cell.strip() else 0.0
            except ValueError as error:
                detail = N_("not a number")
                raise BadFigure(table=path.name, row=place + 2, column=column + 1, detail=detail) from error
    return found


def _check(codes: Sequence[str], figures: Array, table: str, least: float = 0.0) -> None:
    """Raises BadFigure for the first figure that is negative (or below ``least``), infinite or no number."""
    if figures.shape[0] != len(codes):
        detail = N_("the table has another number of rows than there are countries")
        raise BadFigure(table=table, row=figures.shape[0], column=1, detail=detail)
    bad = np.argwhere(~((figures >= least) & np.isfinite(figures)))
    if bad.size:
        row, column = map(int, bad[0])
        where = codes[column] if figures.shape[1] == len(codes) else column + 1
        detail = N_("a figure here must be a finite number, not below zero")
        raise BadFigure(table=table, row=codes[row], column=where, detail=detail)
