"""Which text one looks at, and how. All of it stands in the address, so a look can be kept, sent, and had again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from paraph.text.convergence import Status
from paraph.web.visit import Visit

CONSOLIDATED, DRAFT, TRIAL, CHANGES, AGREED = "", "draft", "trial", "changes", "agreed"
VIEWS = (CONSOLIDATED, DRAFT, TRIAL, CHANGES, AGREED)
TAKE = "take."
"""Before a provision's name in the field of a form that chooses whose wording is taken there."""

Choice = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """``within``: a provision, "" for the whole. ``of``: a party. ``at``, ``since``: the number of a closed round,
    ``at`` "" for now. ``take``: whose wording is taken on trial, by provision. ``show``: provisions of one status
    only; ``columns``: one language only.
    """

    within: str = ""
    view: str = ""
    of: str = ""
    at: str = ""
    since: str = ""
    take: Choice = ()
    show: str = ""
    columns: str = ""

    @property
    def query(self) -> str:
        """What stands after the question mark: what is said, in one order, nothing else."""
        said = {
            "view": self.view,
            "of": self.of,
            "at": self.at,
            "since": self.since,
            "take": self.taking,
            "show": self.show,
            "columns": self.columns,
        }
        return urlencode({key: value for key, value in said.items() if value}, safe=":,")

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def path(self) -> str:
        return reverse("part", args=[self.within]) if self.within else reverse("text")

    @property
    def taking(self) -> str:
        """What is taken on trial, as the address has it."""
        return ",".join(f"{name}:{party}" for name, party in self.take)

    @property
    def whole(self) -> str:
        """The address of the same look at the whole text."""
        return self.but(within="").address

    def but(self, **changed: Any) -> Look:
        return replace(self, **changed)

    @property
    def content(self) -> tuple[object, ...]:
        """What decides which rows there are and what stands in them."""
        return (self.within, self.view, self.of, self.at, self.since, self.take, self.show)


def look(here: Visit, within: str, given: QueryDict) -> Look:
    """What an address asks for; what makes no sense in it is left out."""
    parties, closed = here.desk.charter.parties, rounds(here)
    view = _one(given, "view", VIEWS)
    of = _one(given, "of", parties)
    at = given.get("at", "")
    earlier = closed[: closed.index(at)] if at in closed else closed
    since = _one(given, "since", earlier)
    if view == DRAFT and not of:
        of = here.desk.seat.party if here.desk.seat.party in parties else parties[0]
    if view == CHANGES and not since and earlier:
        since = earlier[-1]
    return Look(
        within,
        view,
        of if view in (DRAFT, CHANGES) else "",
        at,
        since if view == CHANGES else "",
        _taken(given, parties) if view == TRIAL else (),
        _one(given, "show", list(Status)) if not view else "",
        _one(given, "columns", here.desk.languages),
    )


def _one(given: QueryDict, field: str, among: Iterable[str]) -> str:
    found = given.get(field, "")
    return found if found in among else ""


def _taken(given: QueryDict, parties: Sequence[str]) -> Choice:
    """What is chosen, by the address's ``take`` and, over it, by the fields of the form; none where it is not said."""
    found = dict(each.split(":", 1) for each in given.get("take", "").split(",") if ":" in each)
    found |= {field[len(TAKE) :]: given.get(field, "") for field in given if field.startswith(TAKE)}
    return tuple(sorted((name, party) for name, party in found.items() if party in parties))


def rounds(here: Visit) -> list[str]:
    """The numbers of the rounds that are closed, in their order."""
    return [close.round.partition(":")[2] for close in here.desk.state.closes]
