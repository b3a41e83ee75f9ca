"""Published figures as the page sets them out: by source, with what comes of holding them against each other."""

from __future__ import annotations

from dataclasses import dataclass

from paraph.documents.outcome_annexes import amount, verdict
from paraph.record.figures import Agreement, Check, check_figures, quantity
from paraph.record.state import Figure
from paraph.record.values import Text
from paraph.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Published:
    """One figure. ``value`` and ``change`` as the reader's language writes them; ``up``: whether it has grown."""

    name: str
    title: Text
    value: str
    change: str
    up: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A figure held against others, in a sentence. ``agreement``: exact, rounding or contradiction."""

    agreement: Agreement
    sentence: str


@dataclass(frozen=True, slots=True)
class Source:
    """Figures of one source and period."""

    source: Text
    period: str
    figures: tuple[Published, ...]
    checks: tuple[Held, ...]


def sources(here: Visit) -> list[Source]:
    figures = here.desk.state.figures
    checks = check_figures(figures)
    groups: dict[tuple[str, str], list[str]] = {}
    for name, figure in figures.items():
        groups.setdefault((here.speech.of(figure.source), figure.period), []).append(name)
    return [
        Source(
            figures[names[0]].source,
            figures[names[0]].period,
            tuple(_published(here, name, figures[name]) for name in names),
            tuple(_held(here, each) for each in checks if each.name in names),
        )
        for names in groups.values()
    ]


def _published(here: Visit, name: str, figure: Figure) -> Published:
    change = quantity(figure.change)
    sign = "+" if change is not None and change > 0 else ""
    digits = max(0, -int(change.as_tuple().exponent)) if change is not None else 0
    shown = f"{sign}{here.speech.number(float(change), digits)}%" if change is not None else ""
    return Published(name, figure.title, amount(figure, here.speech), shown, bool(sign))


def _held(here: Visit, check: Check) -> Held:
    return Held(check.agreement, verdict(check, here.desk.state.figures, here.speech))
