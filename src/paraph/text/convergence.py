"""How far the parties have come: words agreed, narrowed and open, for a provision, an article, a chapter, the whole.

Words are counted, not provisions, so that a long article in dispute weighs more than a short one. A word outside all
brackets is *agreed*. A word inside one counts once for each alternative in which it stands, and is *narrowed* if fewer
words of its provision stand in brackets now than at the close of the previous round, else *open*. Punctuation marks
count as words, as they do in comparison. Counts add up; shares are worked out from the sums.

What is measured here is wording. That every party has *accepted* the same content is for the record to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from paraph.text.brackets import Bracket, Runs, disputed
from paraph.text.tokens import words

K = TypeVar("K")


class Status(StrEnum):
    """Where one provision stands, by its wordings."""

    AGREED = "agreed"
    NARROWED = "narrowed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Convergence:
    """Words agreed, narrowed and open; those in dispute once for each alternative.

    >>> whole = Convergence(agreed=90, open=10) + Convergence(agreed=60, narrowed=40)
    >>> whole, whole.shares
    (Convergence(agreed=150, narrowed=40, open=10), Shares(agreed=0.75, narrowed=0.2, open=0.05))
    """

    agreed: int = 0
    narrowed: int = 0
    open: int = 0

    @property
    def disputed(self) -> int:
        """Words inside brackets: what the next round is measured against."""
        return self.narrowed + self.open

    @property
    def words(self) -> int:
        return self.agreed + self.disputed

    @property
    def shares(self) -> Shares:
        """Shares of all words; of no words at all everything is agreed."""
        total = self.words
        if not total:
            return Shares(1.0, 0.0, 0.0)
        return Shares(self.agreed / total, self.narrowed / total, self.open / total)

    def __add__(self, other: Convergence) -> Convergence:
        return Convergence(self.agreed + other.agreed, self.narrowed + other.narrowed, self.open + other.open)


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of agreed, narrowed and open words, or the difference of two such; 0.05 is five per cent."""

    agreed: float
    narrowed: float
    open: float

    def __sub__(self, earlier: Shares) -> Shares:
        """The change since an earlier state, in shares.

        >>> change = Convergence(agreed=9, open=1).shares - Convergence(agreed=4, open=1).shares
        >>> f"{change.agreed:+.0%}"
        '+10%'
        """
        return Shares(self.agreed - earlier.agreed, self.narrowed - earlier.narrowed, self.open - earlier.open)


def status(runs: Runs, before: int | None = None) -> Status:
    """Where a provision stands; ``before``: its words in brackets at the previous close, None if it did not exist.

    >>> from paraph.text.consolidate import consolidate
    >>> now = consolidate({"US": "Each Party shall act.", "VN": "Each Party may act."})
    >>> str(status(now, before=6)), str(status(now, before=2)), str(status(now)), str(status(("Done.",), 6))
    ('narrowed', 'open', 'open', 'agreed')
    """
    if not any(isinstance(run, Bracket) for run in runs):
        return Status.AGREED
    return Status.NARROWED if before is not None and _inside(runs) < before else Status.OPEN


def measure(runs: Runs, before: int | None = None) -> Convergence:
    """The words of one provision; ``before`` as for ``status``.

    >>> from paraph.text.consolidate import consolidate
    >>> now = consolidate({"US": "Each Party shall act.", "VN": "Each Party may act."})
    >>> measure(now), measure(now, before=6)
    (Convergence(agreed=4, narrowed=0, open=2), Convergence(agreed=4, narrowed=2, open=0))
    """
    agreed = sum(len(words(run)) for run in runs if isinstance(run, str))
    inside = _inside(runs)
    if status(runs, before) is Status.NARROWED:
        return Convergence(agreed, narrowed=inside)
    return Convergence(agreed, open=inside)


def roll_up(measured: Mapping[K, Convergence], parents: Mapping[K, K]) -> dict[K, Convergence]:
    """Add up by container: each provision with all that stands in it, and the whole under what has no parent.

    ``parents`` maps each key to its container's, those at the top to a key of your choice for the whole
    (``provision.Draft.parents`` gives "").

    >>> parts = {"c1": Convergence(2), "a1": Convergence(3, open=1), "c2": Convergence(1)}
    >>> rolled = roll_up(parts, {"c1": "", "a1": "c1", "c2": ""})
    >>> rolled["c1"].agreed, rolled[""].words
    (5, 7)
    """
    sums: dict[K, Convergence] = {}
    for key, own in measured.items():
        sums[key] = sums.get(key, Convergence()) + own
        while key in parents:
            key = parents[key]
            sums[key] = sums.get(key, Convergence()) + own
    return sums


def _inside(runs: Runs) -> int:
    return sum(len(words(inner)) for inner in disputed(runs))
