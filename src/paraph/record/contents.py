"""What a position says: one content type for each kind of subject, each hashed with its subject's name.

Two parties agree on a subject when their positions have the same hash; so everything that matters for agreement
stands in the content, and nothing else does.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from paraph.record.values import Count, Day, Hash, Language, Moment, Name, Subject, Text, Value, Zone, canonical, digest

MeetingFormat = Literal["in_person", "online", "hybrid"]
Level = Literal["technical", "chief_negotiators", "ministers"]


class Wording(Value, tag="provision", frozen=True):
    """How a party wants a provision to read; ``absent`` when it wants no such provision.

    ``number`` and ``text`` by language, as shown ("Article 2.1.", "1.", "(a)"); ``text`` is a container's heading or
    a paragraph's words. ``parent`` and ``after`` name provisions and give the place; "" is the top or the first.
    """

    kind: str = "paragraph"
    parent: str = ""
    after: str = ""
    number: Text = {}
    text: Text = {}
    absent: bool = False


class AgendaItem(Value, frozen=True):
    name: Name
    title: Text
    about: list[Subject] = []
    lead: Text = {}


class Agenda(Value, tag="agenda", frozen=True):
    """The items of a round or meeting, agreed ahead of it. ``of``: the round's or meeting's subject."""

    of: Subject
    items: list[AgendaItem]


class Round(Value, tag="round", frozen=True):
    """A round of negotiations: when, where, how. ``starts`` and ``ends`` are days, both included."""

    number: Count
    starts: Day
    ends: Day
    zone: Zone
    place: Text = {}
    format: MeetingFormat = "in_person"
    link: str = ""


class Meeting(Value, tag="meeting", frozen=True):
    """An intersessional or ministerial meeting, at the ``level`` of those who meet."""

    title: Text
    starts: Moment
    ends: Moment
    zone: Zone
    place: Text = {}
    format: MeetingFormat = "online"
    link: str = ""
    level: Level = "technical"
    about: list[Subject] = []


class Statement(Value, tag="statement", frozen=True):
    """A joint statement or agreed minutes, paragraph by paragraph in each language."""

    title: Text
    paragraphs: list[Text]


class TariffLine(Value, tag="tariff", frozen=True):
    """An offer on a tariff line. Rates in percent ad valorem, as decimal text ("46", "2.5"): exact, never a float.

    A rate that is not of the value alone stands as schedules write it ("5% + 3¢/kg"). ``staging``: how the rate is
    reached from ``base_rate`` ("entry", "5 years"); ``tariff_rate_quota``: a quota and its rates, in words.
    """

    description: Text
    base_rate: str
    rate: str
    staging: str = ""
    tariff_rate_quota: str = ""


class PackagePart(Value, frozen=True):
    subject: Subject
    content: Hash


class Package(Value, tag="package", frozen=True):
    """Several subjects settled together or not at all: each part names the content that would be agreed."""

    title: Text
    parts: list[PackagePart]


Content = Wording | Agenda | Round | Meeting | Statement | TariffLine | Package

KINDS: dict[str, type[Value]] = {
    "provision": Wording,
    "agenda": Agenda,
    "round": Round,
    "meeting": Meeting,
    "statement": Statement,
    "tariff": TariffLine,
    "package": Package,
}
"""Each kind of subject and the content that positions on it have."""


def is_link(written: str) -> bool:
    """Whether it is an address that may be opened from a page: of the web, and nothing that a browser would run.

    >>> is_link("https://meet.example.org/origin"), is_link("javascript:alert(1)"), is_link("https://")
    (True, False, False)
    """
    return bool(re.fullmatch(r"https?://[^\s/?#]+\S*", written, re.IGNORECASE))


def content_hash(subject: str, content: Content) -> str:
    """The hash that acceptances name: of the subject and the content together.

    >>> shall = Wording(text={"en": "Each Party shall publish its rates."})
    >>> content_hash("provision:a2.1-1", shall) == content_hash("provision:a2.1-2", shall)
    False
    """
    return digest(canonical({"content": msgspec.to_builtins(content), "subject": subject}))


def same(one: Content, other: Content) -> bool:
    """Whether who holds the one agrees with who holds the other: all is equal but the numbers shown.

    A party that puts in a paragraph renumbers all that follow. That is no change of wording, and undoes no agreement.

    >>> same(Wording(number={"en": "5."}, text={"en": "Fees."}), Wording(number={"en": "6."}, text={"en": "Fees."}))
    True
    """
    if isinstance(one, Wording) and isinstance(other, Wording):
        return msgspec.structs.replace(one, number={}) == msgspec.structs.replace(other, number={})
    return one == other


def languages_of(content: Content) -> set[Language]:
    """The languages in which a wording or statement stands.

    >>> sorted(languages_of(Wording(text={"en": "shall", "vi": "phải"})))
    ['en', 'vi']
    """
    if isinstance(content, Wording):
        return set(content.text)
    if isinstance(content, Statement):
        return {language for paragraph in content.paragraphs for language in paragraph}
    return set()
