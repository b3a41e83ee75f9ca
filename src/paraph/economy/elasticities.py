"""How readily buyers change from one supplier to another, by tariff line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from paraph.economy.world import FACTS, Array
from paraph.errors import N_

Codes = NDArray[np.int64]

SOURCE = N_("Elasticities of substitution: Broda and Weinstein (2006), by HTS line of 1990 to 2001")
CITATION = (
    'C. Broda and D. Weinstein, "Globalization and the Gains from Variety", Quarterly Journal of Economics 121(2), 2006'
)
CEILING = 20.0
"""Above it an elasticity says only that goods are nearly the same; the source has some in the thousands."""

DIGITS = (10, 8, 6, 4, 2)


@dataclass(frozen=True)
class Elasticities:
    """``codes``: lines of ten digits, as numbers, sorted. ``sigma``: one each, above 1."""

    codes: Codes
    sigma: Array

    @cached_property
    def _levels(self) -> dict[int, tuple[Codes, Array]]:
        found = {}
        for digits in DIGITS:
            keys = self.codes // 10 ** (10 - digits)
            starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
            groups = np.split(self.sigma, starts[1:])
            found[digits] = keys[starts], np.array([np.median(group) for group in groups])
        return found

    def of(self, lines: Codes, ceiling: float = CEILING) -> tuple[Array, NDArray[np.int8]]:
        """Of each line (ten digits, as a number): σ, and how many digits of it were found in the table.

        A line that the table does not have takes the median of those with as many digits in common as there are;
        where there is none, of all, and 0 digits.

        >>> sigma, digits = load().of(np.array([101110010, 8517130000, 9999999999]))
        >>> digits.tolist(), float(sigma[0])
        ([10, 4, 0], 20.0)
        """
        sigma = np.full(len(lines), float(np.median(self.sigma)))
        found = np.zeros(len(lines), np.int8)
        open_ = np.arange(len(lines))
        for digits in DIGITS:
            keys, values = self._levels[digits]
            wanted = lines[open_] // 10 ** (10 - digits)
            at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            hit = keys[at] == wanted
            sigma[open_[hit]], found[open_[hit]] = values[at[hit]], digits
            open_ = open_[~hit]
        return np.minimum(sigma, ceiling), found


@cache
def load() -> Elasticities:
    """The table as shipped."""
    with np.load(FACTS / "elasticities.npz") as held:
        return Elasticities(held["codes"], held["sigma"])
