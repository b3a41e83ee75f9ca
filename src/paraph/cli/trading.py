"""Statistics of trade, published figures held against them, the reciprocal rate."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import argument, option, read_text
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent, UnknownSubject
from paraph.i18n import Speech

if TYPE_CHECKING:
    from paraph.trade.checking import Examined
    from paraph.trade.facts import Source
    from paraph.trade.reciprocal import Comparison
    from paraph.trade.statistics import Figure

Partner = Annotated[str, option("--partner", shows="PARTNER", help=N_("A country by its code or name, such as VN."))]


def statistics(
    context: typer.Context,
    partner: Annotated[str, argument("PARTNER", N_("A country by its code or name; Viet Nam if left out."))] = "VN",
    line: Annotated[
        str,
        option("--line", shows="NUMBER", help=N_("Imports under this number: a chapter, heading, line.")),
    ] = "",
    most: Annotated[int, option("--most", shows="NUMBER", help=N_("At most so many."))] = 10,
) -> Reply:
    """US trade in goods with a partner, each figure with its source, what it measures and how it is valued.

    Balance and total are computed. With ``--line``: imports for consumption of those goods, by supplier.

    Result: ``{"partner", "figures": [{"measure", "value", "unit", "period", "valuation", "flow", "computed",
    "source"}], "imports": {"value", "duty", "collected", "lines"}}``; with ``--line`` ``{"line", "description",
    "value", "suppliers": [{"partner", "value", "duty"}]}``.

    $ paraph statistics VN
    $ paraph statistics VN --line 6403
    """
    session: Session = context.obj
    if line:
        return _suppliers(session, partner, line, most)
    from paraph.trade.facts import FLOWS, VALUATIONS, sources
    from paraph.trade.partners import name_of
    from paraph.trade.statistics import IMPORTS, imports_of, trade_with

    trade = trade_with(partner)
    code = trade.imports.partner
    lines = imports_of("", code)
    source = sources()[IMPORTS]
    data = {
        "partner": code,
        "figures": [_figure(each) for each in trade.figures],
        "imports": {
            "value": lines.value,
            "duty": lines.duty,
            "collected": _rounded(lines.collected),
            "lines": lines.lines,
        },
    }

    def draw(screen: Screen) -> None:
        speech = screen.speech
        screen.heading(speech.say(N_("US trade in goods with %(partner)s, %(period)s"),
                                  partner=name_of(code, speech.language), period=trade.imports.period))  # fmt: skip
        rows = [
            (
                speech.say(_measures()[each.measure]).capitalize(),
                speech.number(float(each.value), 1),
                *_defined(each, speech),
            )
            for each in trade.figures
        ]
        screen.table(
            [speech.say(N_("Figure")), speech.say(N_("US$ million")), speech.say(N_("What it measures"))],
            rows,
            right=[1],
        )
        draw_source(trade.imports.source, screen)
        if lines.value:
            screen.heading(speech.say(N_("By tariff line")))
            said = N_(
                "Imports for consumption: US$ %(value)s million in %(lines)s lines; "
                "duty collected %(duty)s million, or %(rate)s of value."
            )
            money = {"value": speech.number(lines.value / 1e6, 1), "duty": speech.number(lines.duty / 1e6, 1)}
            rate = speech.percent(float(lines.collected) / 100, 2)
            screen.print(speech.say(said, lines=speech.number(lines.lines), rate=rate, **money))
            screen.note(f"{speech.say(VALUATIONS[source.valuation])}; {speech.say(FLOWS[source.flow])}")
            draw_source(source, screen)

    return Reply(data, draw)


def _suppliers(session: Session, partner: str, line: str, most: int) -> Reply:
    from paraph.trade.facts import sources
    from paraph.trade.nomenclature import nomenclature
    from paraph.trade.partners import code_of, name_of
    from paraph.trade.statistics import IMPORTS, imports_of, suppliers

    good = nomenclature().get(line)
    found = suppliers(good.number)
    known = frozenset(each.partner for each in suppliers())
    code = code_of(partner, known)
    if code is None:
        raise UnknownSubject(kind=N_("partner"), subject=partner, hint=", ".join(sorted(known)))
    whole = imports_of(good.number).value
    shown = found[:most] + [each for each in found[most:] if each.partner == code]
    data = {
        "line": good.number,
        "description": good.description,
        "value": whole,
        "suppliers": [{"partner": each.partner, "value": each.value, "duty": each.duty} for each in shown],
    }

    def draw(screen: Screen) -> None:
        speech = screen.speech
        screen.heading(f"{good.shown}  {good.description}")
        rows = [
            (
                ("▸ " if each.partner == code else "") + name_of(each.partner, speech.language),
                speech.number(each.value / 1e6, 1),
                speech.percent(each.value / whole if whole else 0),
                speech.percent(float(each.collected) / 100, 2),
            )
            for each in shown
        ]
        heads = (N_("Supplier"), N_("US$ million"), N_("Share"), N_("Duty collected"))
        screen.table([speech.say(each) for each in heads], rows, right=[1, 2, 3], wide=[0])
        draw_source(sources()[IMPORTS], screen)

    return Reply(data, draw)


def figures(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", N_("A statement as text, in English or Vietnamese."))],
    partner: Partner = "VN",
) -> Reply:
    """Holds the figures of trade in a statement against each other and against the statistics.

    Read are amounts in dollars with what they measure, changes on the year before, and rates of duty. An amount whose
    measure is not said is listed apart.

    Result: ``{"figures": [{"role", "value", "published", "scale", "whose", "period", "change", "line", "statistic",
    "outcome", "off"}], "within": [{"rule", "published", "computed", "agreement"}], "rates": [{"percent", "known",
    "outcome"}], "unread": [[line, words]], "disagreements"}``.

    $ paraph figures report.txt
    """
    from paraph.trade.checking import examine
    from paraph.trade.stated import read_statement
    from paraph.trade.statistics import trade_with

    found = examine(read_statement(read_text(file)), trade_with(partner))
    return Reply(_examined(found), lambda screen: _draw_examined(found, screen))


def _examined(found: Examined) -> dict[str, Any]:
    return {
        "figures": [
            {
                "role": each.stated.role,
                "value": str(each.stated.value),
                "published": str(each.stated.published),
                "scale": 10 ** (each.stated.scale + 6),
                "whose": each.stated.whose,
                "period": each.stated.period,
                "change": str(each.stated.change) if each.stated.change is not None else None,
                "line": each.stated.line,
                "statistic": str(abs(each.statistic.value)) if each.statistic else None,
                "outcome": each.outcome.value,
                "off": str(each.off),
            }
            for each in found.held
        ],
        "within": [
            {
                "rule": each.rule.value,
                "published": str(each.published),
                "computed": str(each.computed),
                "agreement": each.agreement.value,
            }
            for each in found.within
        ],
        "rates": [
            {"percent": str(each.stated.percent), "known": str(each.known), "outcome": each.outcome.value}
            for each in found.rates
        ],
        "unread": [list(each) for each in found.statement.unread],
        "disagreements": found.disagreements,
    }


def _draw_examined(found: Examined, screen: Screen) -> None:
    from paraph.documents.outcome_annexes import verdict
    from paraph.trade.checking import OUTCOMES

    speech = screen.speech
    if not found.held and not found.rates:
        screen.print(speech.say(N_("No figures of trade were found in it.")))
    if found.held:
        screen.heading(speech.say(N_("Against the statistics")))
        heads = (N_("Line"), N_("Figure"), N_("Published"), N_("Statistics, US$ million"), N_("Outcome"))
        screen.table(
            [speech.say(each) for each in heads], [_held_row(each, speech) for each in found.held], right=[0, 3]
        )
        if source := next((each.statistic.source for each in found.held if each.statistic), None):
            draw_source(source, screen)
    if found.within:
        screen.heading(speech.say(N_("Against each other")))
        for check in found.within:
            screen.print(verdict(check, found.figures, speech), indent=2)
    if found.rates:
        screen.heading(speech.say(N_("Rates of duty")))
        for rate in found.rates:
            known = speech.percent(float(rate.known) / 100, 0) if rate.known is not None else "–"
            screen.print(
                f"{rate.stated.words}: {speech.say(OUTCOMES[rate.outcome])} ({known}). "
                f"{speech.say(rate.remark)}".rstrip(),
                indent=2,
            )
    for line, said in found.statement.unread:
        screen.note(
            speech.say(
                N_("Line %(line)s: %(words)s: what it measures is not said; it was not checked."), line=line, words=said
            )
        )


def _held_row(each: Any, speech: Speech) -> tuple[str, ...]:
    from paraph.trade.checking import OUTCOMES, TITLES, Outcome

    title = speech.say(TITLES[each.stated.role]) + (f" ({each.stated.whose})" if each.stated.whose else "")
    statistic = speech.number(float(abs(each.statistic.value)), 1) if each.statistic else "–"
    outcome = speech.say(OUTCOMES[each.outcome])
    if each.outcome is Outcome.DIFFERS:
        rounded = speech.decimal(each.rounded)
        outcome += ": " + speech.say(N_("it rounds to %(rounded)s"), rounded=rounded)
    return (str(each.stated.line), title, each.stated.words, statistic, outcome)


def reciprocal(
    context: typer.Context,
    partner: Annotated[str, option("--partner", shows="PARTNER", help=N_("Only this one, step by step."))] = "",
    elasticity: Annotated[str, option("--elasticity", shows="NUMBER", help=N_("Of imports to their price."))] = "4",
    pass_through: Annotated[
        str, option("--pass-through", shows="NUMBER", help=N_("Of the tariff to the price of imports."))
    ] = "0.25",  # noqa: S107 - a number
    floor: Annotated[str, option("--floor", shows="PERCENT", help=N_("The least rate, in percent."))] = "10",
    all: Annotated[
        bool, typer.Option("--all", help=N_("All partners, not only those that the formula does not explain."))
    ] = False,
) -> Reply:
    """The reciprocal rate of April 2025, computed from trade in goods and held against Annex I, partner by partner.

    Result: ``{"partners": [{"partner", "exports", "imports", "deficit_share", "halved", "rate", "listed", "verdict",
    "remark"}], "counts": {verdict: partners}}``, in percent and US$ million.

    $ paraph reciprocal --partner VN
    $ paraph reciprocal
    """
    from paraph.trade.reciprocal import Formula, Verdict, compare
    from paraph.trade.statistics import trade_with

    formula = Formula(
        decimal_of(elasticity, "--elasticity"),
        decimal_of(pass_through, "--pass-through"),
        floor=decimal_of(floor, "--floor"),
    )
    found = compare(formula)
    if partner:
        code = trade_with(partner).imports.partner
        found = [each for each in found if each.partner == code]
    counts: dict[str, int] = {}
    for each in found:
        counts[each.verdict.value] = counts.get(each.verdict.value, 0) + 1
    data = {"partners": [_compared(each) for each in found], "counts": counts}

    def draw(screen: Screen) -> None:
        if partner:
            _draw_steps(found[0], formula, screen)
            return
        shown = found if all else [each for each in found if each.verdict not in (Verdict.EQUAL, Verdict.FLOOR)]
        _draw_compared(shown, counts, screen)

    return Reply(data, draw)


def _compared(each: Comparison) -> dict[str, Any]:
    computed, trade = each.computed, each.trade
    return {
        "partner": each.partner,
        "exports": str(trade.exports.value) if trade else None,
        "imports": str(trade.imports.value) if trade else None,
        "deficit_share": _rounded(computed.deficit_share) if computed else None,
        "halved": _rounded(computed.halved) if computed else None,
        "rate": str(computed.rate) if computed else None,
        "listed": str(each.listed) if each.listed is not None else None,
        "verdict": each.verdict.value,
        "remark": each.remark,
    }


def _draw_compared(shown: list[Comparison], counts: dict[str, int], screen: Screen) -> None:
    from paraph.trade.partners import name_of
    from paraph.trade.reciprocal import VERDICTS, Verdict

    speech = screen.speech
    rows = [
        (
            name_of(each.partner, speech.language),
            speech.number(float(each.computed.halved), 2) if each.computed else "–",
            speech.number(float(each.computed.rate)) if each.computed else "–",
            speech.decimal(each.listed) if each.listed is not None else "–",
            speech.say(each.remark or VERDICTS[each.verdict]),
        )
        for each in shown
    ]
    heads = (N_("Partner"), N_("Half the share"), N_("Computed, %"), N_("Annex I, %"), N_("What comes of it"))
    screen.table([speech.say(each) for each in heads], rows, right=[1, 2, 3])
    screen.print()
    for verdict, count in counts.items():
        screen.note(f"{speech.number(count)}  {speech.say(VERDICTS[Verdict(verdict)])}")


def _draw_steps(each: Comparison, formula: Any, screen: Screen) -> None:
    from paraph.trade.partners import name_of
    from paraph.trade.reciprocal import VERDICTS

    speech, computed, trade = screen.speech, each.computed, each.trade
    screen.heading(name_of(each.partner, speech.language))
    if computed is None or trade is None:
        screen.print(speech.say(VERDICTS[each.verdict]))
        return
    number = speech.number
    parts = (trade.imports, trade.exports)
    divisor = f"{speech.decimal(formula.elasticity)} × {speech.decimal(formula.pass_through)}"

    def percent(value: Decimal, digits: int = 2) -> str:
        return speech.percent(float(value) / 100, digits)

    steps = (
        (N_("Imports less exports, US$ million"), " - ".join(number(float(each.value), 1) for each in parts)),
        (N_("As a share of imports"), percent(computed.deficit_share)),
        (N_("Divided by elasticity and pass-through"), f"{divisor} → {percent(computed.balancing)}"),
        (N_("Halved"), percent(computed.halved)),
        (N_("Rounded up, at least the floor"), percent(computed.rate, 0)),
        (N_("In Annex I"), f"{speech.decimal(each.listed)}%" if each.listed is not None else "–"),
        (N_("What comes of it"), speech.say(each.remark or VERDICTS[each.verdict])),
    )  # fmt: skip
    screen.table(["", ""], [(speech.say(key), shown) for key, shown in steps])
    draw_source(trade.imports.source, screen)


def draw_source(source: Source, screen: Screen) -> None:
    """Where figures are from, under them."""
    speech = screen.speech
    said = {"publisher": source.publisher, "vintage": source.vintage, "address": source.address}
    key = N_("Source: %(publisher)s, %(title)s (%(vintage)s). %(address)s")
    screen.note(speech.say(key, title=speech.of(source.title), **said))


def _figure(each: Figure) -> dict[str, Any]:
    return {
        "measure": each.measure.value,
        "value": str(each.value),
        "unit": each.source.unit,
        "period": each.period,
        "valuation": each.valuation,
        "flow": each.flow,
        "computed": [part.value for part in each.computed],
        "source": each.source.address,
    }


def _defined(each: Figure, speech: Speech) -> tuple[str]:
    if each.computed:
        return (speech.say(N_("computed from exports and imports")),)
    return ("; ".join(speech.say(key) for key in reversed(each.definition)),)


def _measures() -> Any:
    from paraph.trade.statistics import MEASURES

    return MEASURES


def _rounded(value: Decimal) -> str:
    return str(round(value, 2))


def decimal_of(typed: str, field: str) -> Decimal:
    """A number as typed. Raises InvalidContent."""
    try:
        found = Decimal(typed)
    except InvalidOperation:
        raise InvalidContent(field=field, detail=N_("it is no number")) from None
    if not found.is_finite():
        raise InvalidContent(field=field, detail=N_("it is no number"))
    return found
