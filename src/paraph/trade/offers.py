"""Requests and offers line by line: positions on tariff lines, put side by side like the text.

A line is a subject: ``tariff:us-64039160`` is line 6403.91.60 in the schedule of the US. What the owner of the schedule
holds on it is its *offer*, what another party holds is its *request*. They agree when they are the same content; they
have *narrowed* when the gap between rates is smaller than at the close of the round before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from paraph.record.contents import TariffLine
from paraph.record.figures import quantity
from paraph.record.state import Close, Standing, State
from paraph.record.state_of_play import previous_close
from paraph.text.convergence import Status

KIND = "tariff:"
_NAME = re.compile(r"tariff:(?P<schedule>[a-z]+)-(?P<line>\d{4,10})")


def subject_of(schedule: str, line: str) -> str:
    """The subject of a line in a party's schedule.

    >>> subject_of("US", "64039160")
    'tariff:us-64039160'
    """
    return f"{KIND}{schedule.lower()}-{line}"


def parts_of(subject: str) -> tuple[str, str]:
    """The party whose schedule it is, and the line; a name of another form has neither.

    >>> parts_of("tariff:us-64039160"), parts_of("tariff:rice")
    (('US', '64039160'), ('', ''))
    """
    found = _NAME.fullmatch(subject)
    return (found["schedule"].upper(), found["line"]) if found else ("", "")


_STAGED = {
    "en": {"entry": " on entry", "none": ", no cut", "": "", "in": " in {}"},
    "vi": {"entry": " khi có hiệu lực", "none": ", không cắt giảm", "": "", "in": " trong {}"},
}
_YEARS = (("years after", "năm sau"), ("years", "năm"), (" to ", " còn "))


def worded(offer: TariffLine, language: str = "en") -> str:
    """An offer in words: the rate and how it is reached.

    >>> worded(TariffLine(description={}, base_rate="8.5", rate="0", staging="5 years"), "vi")
    '0% trong 5 năm'

    >>> worded(TariffLine(description={}, base_rate="8.5", rate="0", staging="5 years"))
    '0% in 5 years'
    >>> worded(TariffLine(description={}, base_rate="8.5", rate="8.5", tariff_rate_quota="100 t free"))
    '8.5%; quota: 100 t free'
    """
    rate = f"{offer.rate}%" if quantity(offer.rate) is not None else offer.rate
    said = _STAGED.get(language, _STAGED["en"])
    years = offer.staging
    for english, vietnamese in _YEARS if language == "vi" else ():
        years = years.replace(english, vietnamese)
    staging = said.get(offer.staging) or (said["in"].format(years) if offer.staging else "")
    quota = "hạn ngạch" if language == "vi" else "quota"
    return rate + staging + (f"; {quota}: {offer.tariff_rate_quota}" if offer.tariff_rate_quota else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with every party's position. ``gap``: percentage points between the highest and lowest rate, None where
    they cannot be compared; ``gap_before``: at the close that is measured against. ``value``: trade in US$."""

    subject: str
    schedule: str
    line: str
    offers: Mapping[str, TariffLine]
    standing: Standing
    gap: Decimal | None
    gap_before: Decimal | None
    value: int

    @property
    def status(self) -> Status:
        if self.standing in (Standing.AGREED, Standing.AD_REFERENDUM):
            return Status.AGREED
        closer = self.gap is not None and self.gap_before is not None and self.gap < self.gap_before
        return Status.NARROWED if closer else Status.OPEN

    @property
    def description(self) -> dict[str, str]:
        return next(iter(self.offers.values())).description if self.offers else {}

    @property
    def base_rate(self) -> str:
        return next((offer.base_rate for offer in self.offers.values()), "")

    def consolidated(self, parties: Sequence[str], language: str = "en") -> str:
        """The positions in the notation: "[US: 0% on entry] [VN: 0% in 5 years]", plain where all hold the same."""
        said = {party: worded(offer, language) for party, offer in self.offers.items()}
        if len(said) == len(parties) and len(set(said.values())) == 1:
            return next(iter(said.values()))
        owners: dict[str, list[str]] = {}
        for party in parties:
            if party in said:
                owners.setdefault(said[party], []).append(party)
        return " ".join(f"[{'/'.join(who)}: {words}]" for words, who in owners.items())


@dataclass
class Tally:
    """How many lines, and how much trade (US$), are agreed, narrowed and open."""

    lines: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))
    value: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))

    def add(self, line: Line) -> None:
        self.lines[line.status] += 1
        self.value[line.status] += line.value

    @property
    def total(self) -> int:
        return sum(self.lines.values())

    @property
    def trade(self) -> int:
        return sum(self.value.values())


def book(state: State, values: Mapping[str, Mapping[str, int]] | None = None, since: Close | None = None) -> list[Line]:
    """All lines that anyone has a position on, by schedule and number.

    ``values``: {schedule: {line: US$}}, trade to weigh lines by; ``since``: the close to measure against, that of the
    previous round where none is given.
    """
    since = since or previous_close(state)
    before = since.positions if since else {}
    lines = []
    for subject in state.named("tariff"):
        found = state.subjects[subject]
        offers = {}
        for party in state.parties:
            content = state.contents[found.positions[party].content] if party in found.positions else None
            if isinstance(content, TariffLine):
                offers[party] = content
        if not offers:
            continue
        schedule, number = parts_of(subject)
        earlier = [state.contents[key] for key in before.get(subject, {}).values()]
        lines.append(
            Line(subject, schedule, number, offers, state.standing(subject), gap_of(offers.values()),
                 gap_of(each for each in earlier if isinstance(each, TariffLine)),
                 (values or {}).get(schedule, {}).get(number, 0))
        )  # fmt: skip
    return sorted(lines, key=lambda each: (each.schedule, each.line, each.subject))


def gap_of(offers: Iterable[TariffLine]) -> Decimal | None:
    """Percentage points between the highest and the lowest rate; None unless all are percentages."""
    rates = [quantity(offer.rate) for offer in offers]
    known = [rate for rate in rates if rate is not None]
    return max(known) - min(known) if known and len(known) == len(rates) else None


def tallies(lines: Iterable[Line]) -> dict[tuple[str, str], Tally]:
    """{(schedule, chapter): tally}, with chapter "" for a schedule's whole."""
    found: dict[tuple[str, str], Tally] = {}
    for line in lines:
        for chapter in ("", line.line[:2]):
            found.setdefault((line.schedule, chapter), Tally()).add(line)
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Step:
    """What stood on a line at the close of a round; ``round``: its subject, "" for now."""

    round: str
    offers: Mapping[str, TariffLine]


def history(state: State, subject: str) -> list[Step]:
    """A line's positions at the close of each round, and now."""
    steps = [(close.round, close.positions.get(subject, {})) for close in state.closes]
    held = state.subjects[subject].positions
    steps.append(("", {party: held[party].content for party in state.parties if party in held}))
    return [
        Step(name, {party: offer for party, key in positions.items()
                    if isinstance(offer := state.contents.get(key), TariffLine)})
        for name, positions in steps
    ]  # fmt: skip
