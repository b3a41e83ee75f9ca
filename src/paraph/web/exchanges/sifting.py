"""Narrowing a list: by whose it is, how it stands, which chapter it concerns. Plain links, each with an address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest, QueryDict

from paraph.errors import N_
from paraph.web.visit import Visit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sieve(Generic[T]):
    """One way to narrow a list. ``field``: of the address; ``options``: {value: what it is called}."""

    field: str
    title: str
    options: dict[str, str]
    values: Callable[[T], Collection[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows the list, with how many it would leave."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Sifted(Generic[T]):
    """What is left, and the choices that there are: (title, choices) of each sieve that has any."""

    items: list[T]
    choices: list[tuple[str, list[Choice]]]


def sift(request: HttpRequest, items: Sequence[T], sieves: Iterable[Sieve[T]]) -> Sifted[T]:
    """Narrow a list as the address says; what it says that is no option is passed over."""
    sieves = list(sieves)
    chosen = {each.field: value for each in sieves if (value := request.GET.get(each.field, "")) in each.options}

    def left(without: str = "") -> list[T]:
        wanted = [each for each in sieves if each.field in chosen and each.field != without]
        return [item for item in items if all(chosen[each.field] in each.values(item) for each in wanted)]

    choices = [(each.title, _choices(each, left(each.field), chosen)) for each in sieves]
    return Sifted(
        left(), [(title, found) for title, found in choices if len(found) > 2 or any(c.chosen for c in found[1:])]
    )


def _choices(sieve: Sieve[T], items: list[T], chosen: dict[str, str]) -> list[Choice]:
    now = chosen.get(sieve.field, "")
    counts = {value: sum(1 for item in items if value in sieve.values(item)) for value in sieve.options}
    every = Choice("", len(items), _address(chosen, sieve.field, ""), not now)
    return [every] + [
        Choice(label, counts[value], _address(chosen, sieve.field, value), value == now)
        for value, label in sieve.options.items()
        if counts[value] or value == now
    ]


def _address(chosen: dict[str, str], field: str, value: str) -> str:
    query = QueryDict(mutable=True)
    query.update({name: each for name, each in {**chosen, field: value}.items() if each})
    return "?" + query.urlencode()


# Ways that several lists have


def by_chapter(here: Visit, subjects: Callable[[T], Iterable[str]]) -> Sieve[T]:
    tops = [clause for clause in here.play.text if not clause.parent]
    options = {clause.name: here.name(clause.subject) for clause in tops}
    return Sieve(
        "chapter",
        here.speech.say(N_("Chapter")),
        options,
        lambda item: {chapter_of(here, each) for each in subjects(item)},
    )


def chapter_of(here: Visit, subject: str) -> str:
    """The name of the chapter in which a provision stands, "" for what stands in none."""
    kind, _, name = subject.partition(":")
    return here.play.text.path(name)[0].name if kind == "provision" and name in here.play.text else ""


def by_party(here: Visit, field: str, title: str, values: Callable[[T], Collection[str]]) -> Sieve[T]:
    """``title`` is in the reader's language."""
    codes = sorted(here.desk.state.participants, key=lambda code: code != here.desk.seat.party)
    return Sieve(field, title, {code: here.naming.party(code) for code in codes}, values)
