"""The import report as a page shows it: words for what was counted, lists no longer than a page bears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from paraph.desk.import_report import ASIDES, CHANGES, COUNTS, WAYS, Matched, Report
from paraph.documents.intake import Row

MOST = 200
"""Lines of a list on a page; how many more there are is said, and the command line tells all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is shown: its title (a message key), its lines, and how many more there are."""

    title: str
    lines: Sequence[Any]
    more: int = 0


def listed(title: str, lines: Sequence[Any]) -> Listed:
    """The first lines of a list.

    >>> listed("Comments", range(3)).more, listed("Comments", range(MOST + 2)).more
    (0, 2)
    """
    return Listed(title, lines[:MOST], max(0, len(lines) - MOST))


@dataclass(frozen=True)
class Telling:
    """A report with its words."""

    report: Report

    @property
    def way(self) -> str:
        return WAYS[self.report.way]

    @property
    def met(self) -> list[tuple[int, str]]:
        return [(n, COUNTS[name]) for name, n in self.report.counts.items() if name in COUNTS and n]

    @property
    def missing(self) -> list[tuple[int, str]]:
        return [(n, COUNTS.get(name, name)) for name, n in self.report.left_out.items()]

    @property
    def changes(self) -> Listed:
        return listed("Tracked changes", [(each, CHANGES[each.change]) for each in self.report.changes])

    @property
    def remarks(self) -> Listed:
        return listed("Comments", self.report.remarks)

    @property
    def spots(self) -> Listed:
        return listed("Brackets to look at", [spot for _, spot in self.report.spots])

    @property
    def asides(self) -> list[Listed]:
        found = ((title, [each for each in self.report.asides if each.aside is kind]) for kind, title in ASIDES.items())
        return [listed(title, lines) for title, lines in found if lines]

    @property
    def account(self) -> list[tuple[Row, bool]]:
        """The rows of the account; True for those that are of what came in."""
        told = self.report
        return [*((row, True) for row in told.came), *((row, False) for row in (*told.taken, *told.left))]

    @property
    def tally(self) -> dict[str, int]:
        found = {change: sum(each.change == change for each in self.report.matched) for change in _TALLIED}
        return {**found, "dropped": len(self.report.dropped)}

    @property
    def matched(self) -> Listed:
        """The provisions that are new, changed or doubtful."""
        shown: list[Matched] = [each for each in self.report.matched if each.change != "same" or each.doubtful]
        return listed("Provisions of the file", shown)

    @property
    def apart(self) -> Listed:
        return listed("Rows of tables and footnotes that are not on record", self.report.apart)

    @property
    def others(self) -> Listed:
        return listed("What others want in the file, and have not tabled", self.report.others)


_TALLIED = ("same", "changed", "new")
