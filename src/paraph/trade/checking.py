"""A statement's figures against each other and against the statistics: which agree, which do not, and by how much.

A published figure is rounded, so it stands for a range. It *agrees* when the range of what it is held against overlaps
its own; where it is the rounding of the statistic itself that fails, that is said (149.6 is no rounding of 149.659).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from paraph.errors import N_
from paraph.i18n import LANGUAGES, Speech
from paraph.record.figures import Agreement, Check, check_figures
from paraph.record.state import Figure as Cited
from paraph.record.state import Mark
from paraph.trade.reciprocal import Formula, annex_i
from paraph.trade.stated import Stated, StatedRate, Statement
from paraph.trade.statistics import Figure, Trade

_NOBODY = Mark("", "", "", "")
TITLES = {
    "exports": N_("Exports"),
    "imports": N_("Imports"),
    "deficit": N_("Deficit"),
    "surplus": N_("Surplus"),
    "total": N_("Total trade"),
}


class Outcome(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    OTHER_FLOW = "other-flow"
    NOT_COVERED = "not-covered"


OUTCOMES = {
    Outcome.AGREES: N_("agrees"),
    Outcome.DIFFERS: N_("differs"),
    Outcome.OTHER_FLOW: N_("measures something else"),
    Outcome.NOT_COVERED: N_("not covered by the statistics here"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A stated figure held against the statistics. ``statistic``: None where there is none; ``off``: stated less
    statistic, US$ million; ``rounded``: the statistic in the precision of the statement."""

    stated: Stated
    statistic: Figure | None
    outcome: Outcome
    off: Decimal = Decimal(0)
    rounded: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class HeldRate:
    """A stated rate held against Annex I and the floor. ``remark``: a message key of what a reader should know."""

    stated: StatedRate
    known: Decimal | None
    outcome: Outcome
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """All that can be said of a statement. ``within``: its figures against each other, with the figures by name."""

    statement: Statement
    figures: dict[str, Cited]
    within: tuple[Check, ...]
    held: tuple[Held, ...]
    rates: tuple[HeldRate, ...]

    @property
    def disagreements(self) -> int:
        """How many figures contradict each other, or the statistics."""
        return (
            sum(check.agreement is Agreement.CONTRADICTION for check in self.within)
            + sum(each.outcome is Outcome.DIFFERS for each in self.held)
            + sum(each.outcome is Outcome.DIFFERS for each in self.rates)
        )


def examine(statement: Statement, trade: Trade, reporter: str = "US") -> Examined:
    """Hold a statement against itself and against US trade with one partner.

    >>> from paraph.trade.stated import read_statement
    >>> from paraph.trade.statistics import trade_with
    >>> text = ("US trade in goods with Viet Nam totalled US$149.6 billion in 2024. US exports were $13.1 billion, "
    ...     "while US imports were $136.6 billion. The deficit was $123.5 billion.")
    >>> found = examine(read_statement(text), trade_with("VN"))
    >>> [(str(each.stated.published), each.outcome.value) for each in found.held]
    [('149.6', 'differs'), ('13.1', 'agrees'), ('136.6', 'agrees'), ('123.5', 'agrees')]
    """
    figures = {f"{each.role}-{index}": _cited(each) for index, each in enumerate(statement.figures)}
    return Examined(
        statement,
        figures,
        tuple(_within(statement.figures, figures)),
        tuple(_held(each, trade, reporter) for each in statement.figures),
        tuple(_held_rate(each, trade) for each in statement.rates),
    )


def _within(stated: Sequence[Stated], figures: Mapping[str, Cited]) -> Iterator[Check]:
    """Figures that belong together (one period, one side), by the rules of ``record.figures``."""
    for period in dict.fromkeys(each.period for each in stated):
        first: dict[str, str] = {}
        for each, name in zip(stated, figures, strict=True):
            if each.period == period and each.role != "surplus" and each.whose in ("", "US"):
                first.setdefault(each.role, name)
        yield from check_figures({name: figures[name] for name in first.values()})


def _cited(each: Stated) -> Cited:
    """A stated figure as the record's checks take it: in US$ billion, with the digits that were published."""
    billions = each.published * Decimal(10) ** (each.scale - 3)
    change = f"{each.change}" if each.change is not None else ""
    title = {language: Speech(language).say(TITLES[each.role]) for language in LANGUAGES}
    return Cited(title, f"{billions:f}", "US$ bn", each.period, {}, change, _NOBODY)


def _held(each: Stated, trade: Trade, reporter: str) -> Held:
    figure = _statistic(each, trade, reporter)
    if figure is None or (each.period and each.period != figure.period):
        return Held(each, None, Outcome.NOT_COVERED)
    value = abs(figure.value)
    unit = Decimal(10) ** each.scale
    rounded = (value / unit).quantize(Decimal(1).scaleb(-each.places), ROUND_HALF_UP)
    if rounded == each.published:
        return Held(each, figure, Outcome.AGREES, each.value - value, rounded)
    mirrored = each.whose not in ("", reporter)
    outcome = Outcome.OTHER_FLOW if mirrored else Outcome.DIFFERS
    return Held(each, figure, outcome, each.value - value, rounded)


def _statistic(each: Stated, trade: Trade, reporter: str) -> Figure | None:
    """What the statistics have for it. Exports of the partner are imports of the reporter, measured elsewhere."""
    mirrored = each.whose not in ("", reporter)
    match each.role:
        case "exports":
            return trade.imports if mirrored else trade.exports
        case "imports":
            return trade.exports if mirrored else trade.imports
        case "total":
            return trade.total
        case "deficit" | "surplus":
            runs_deficit = (trade.balance.value < 0) != mirrored
            return trade.balance if runs_deficit == (each.role == "deficit") else None
    return None


def _held_rate(each: StatedRate, trade: Trade) -> HeldRate:
    known = Formula().floor if each.baseline else annex_i().get(trade.imports.partner)
    if known is None:
        return HeldRate(each, None, Outcome.NOT_COVERED)
    remark = N_("The rate of a partner takes the place of the baseline; it does not come on top of it.")
    return HeldRate(
        each, known, Outcome.AGREES if known == each.percent else Outcome.DIFFERS, remark if each.on_top else ""
    )
