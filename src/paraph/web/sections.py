"""What the frame of every page leads to: sections, and within one its pages, with the one that is open marked."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from paraph.errors import N_


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the frame. ``key``: what it is called; ``route``: its name; ``also``: beginnings of other addresses
    that belong to it."""

    key: str
    route: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that belong together; the first of them is where its name leads."""

    key: str
    pages: tuple[Place, ...]


def _alone(key: str, route: str, *also: str) -> Section:
    return Section(key, (Place(key, route, also),))


SECTIONS: tuple[Section, ...] = (
    _alone(N_("State of play"), "play"),
    Section(
        N_("The text"),
        (
            Place(N_("The text"), "text", ("/provision/", "/act/provision:", "/import/")),
            Place(N_("Concordance"), "findings"),
        ),
    ),
    Section(
        N_("Rounds and meetings"),
        (
            Place(
                N_("Rounds and meetings"),
                "rounds",
                ("/meetings/", "/agenda/", "/schedule/", "/sitting/", "/act/round:", "/act/meeting:", "/act/agenda:"),
            ),
            Place(N_("Calendar"), "calendar"),
        ),
    ),
    Section(
        N_("Exchanges"),
        (
            Place(N_("Questions"), "questions"),
            Place(N_("Disclosures"), "disclosures"),
            Place(N_("Undertakings"), "undertakings"),
            Place(N_("Referrals"), "referrals"),
        ),
    ),
    Section(
        N_("Trade"),
        (
            Place(N_("Requests and offers"), "offers", ("/act/tariff:",)),
            Place(N_("Tariff lines"), "tariff"),
            Place(N_("Statistics"), "trade"),
        ),
    ),
    Section(
        N_("Outcome"),
        (
            Place(N_("Outcome"), "outcome"),
            Place(N_("Statements"), "statements", ("/statement/", "/act/statement:")),
        ),
    ),
    _alone(N_("Economy"), "economy"),
    _alone(N_("Delegations"), "delegation"),
    _alone(N_("History"), "history"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A link of the frame: ``here``: this very page; ``within``: it or one that belongs to it."""

    key: str
    address: str
    here: bool
    within: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """``sections``: the first row; ``pages``: those of the section that is open, none where it has but one."""

    sections: tuple[Step, ...]
    pages: tuple[Step, ...]


def frame_of(path: str) -> Frame:
    """The links of the frame as they are on the page at this path."""
    rows = [(section, [_step(page, path) for page in section.pages]) for section in SECTIONS]
    first = tuple(
        Step(section.key, steps[0].address, steps[0].here, any(each.within for each in steps))
        for section, steps in rows
    )
    open_now = next((steps for _, steps in rows if any(each.within for each in steps)), [])
    return Frame(first, tuple(open_now) if len(open_now) > 1 else ())


def _step(place: Place, path: str) -> Step:
    address = reverse(place.route)
    within = path == address or (address != "/" and path.startswith((address, *place.also)))
    return Step(place.key, address, path == address, within)
