"""Tariff lines: found by number or words, what an entry owes, and schedules of agreements checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import argument, option, read_text
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.trading import Partner, decimal_of, draw_source
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from paraph.trade.nomenclature import Good
    from paraph.trade.schedules import Applied


def tariff_find(
    context: typer.Context,
    query: Annotated[list[str], argument("WORDS", N_("A number, or words in English or Vietnamese."))],
    most: Annotated[int, option("--most", shows="NUMBER", help=N_("At most so many."))] = 20,
) -> Reply:
    """Chapters, headings and lines by number or by words; headings without a row of their own are found, too.

    Result: ``{"query", "goods": [{"number", "description", "path", "rate", "own"}]}``.

    $ paraph tariff find giày thể thao
    $ paraph tariff find 0409
    """
    from paraph.trade.nomenclature import nomenclature

    asked = " ".join(query)
    found = nomenclature().find(asked, most)
    data = {"query": asked, "goods": [_good(each) for each in found]}

    def draw(screen: Screen) -> None:
        speech = screen.speech
        if not found:
            screen.print(speech.say(N_("Nothing was found.")))
            return
        rows = [(each.shown, each.description, each.rate or "–") for each in found]
        screen.table([speech.say(N_("Number")), speech.say(N_("Goods")), speech.say(N_("MFN rate"))], rows, wide=[1])

    return Reply(data, draw)


def tariff_show(
    context: typer.Context,
    line: Annotated[str, argument("LINE", N_("A tariff line of eight or ten digits."))],
    partner: Partner = "VN",
    on: Annotated[str, option("--on", shows="DAY", help=N_("The day of entry, as 2025-05-19."))] = "2025-05-19",
    value: Annotated[str, option("--value", shows="US$", help=N_("The value of the goods."))] = "",
    quantity: Annotated[
        list[str] | None, option("--quantity", shows="NUMBER UNIT", help=N_('A quantity, such as "500 kg".'))
    ] = None,
) -> Reply:
    """The rates of a line for goods of a partner on a day, authority by authority, and what an entry would owe.

    Result: ``{"line", "description", "partner", "day", "parts": [{"basis", "authority", "rate", "duty"}], "percent",
    "total"}``; amounts in US$, to the cent.

    $ paraph tariff show 6403.91.60 --partner VN --on 2025-04-09 --value 1234.56
    $ paraph tariff show 0409.00.00 --partner VN --value 1000 --quantity "500 kg"
    """
    from paraph.trade.schedules import line_of, us_schedule
    from paraph.trade.statistics import trade_with

    good = line_of(line)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise InvalidContent(field="--on", detail=N_("it is no day; write it as 2025-05-19")) from None
    amount = decimal_of(value, "--value") if value else None
    code = trade_with(partner).imports.partner
    found = us_schedule(good.number[:8]).applied(good.number, code, day, amount, _quantities(quantity))
    return Reply(_applied(found, good), lambda screen: _draw_applied(found, good, screen))


def _quantities(given: list[str] | None) -> dict[str, Decimal]:
    found = {}
    for each in given or ():
        number, _, unit = each.strip().partition(" ")
        if not unit:
            raise InvalidContent(field=each, detail=N_('write a quantity as "500 kg"'))
        found[unit.strip()] = decimal_of(number, each)
    return found


def _good(each: Good) -> dict[str, Any]:
    return {
        "number": each.number,
        "description": each.description,
        "path": list(each.words),
        "rate": each.rate,
        "own": each.own,
    }


def _applied(found: Applied, good: Good) -> dict[str, Any]:
    return {
        "line": found.line,
        "description": good.description,
        "partner": found.partner,
        "day": found.day.isoformat(),
        "parts": [
            {
                "basis": part.measure.basis.value,
                "authority": part.measure.authority,
                "rate": part.rate.text,
                "duty": str(part.duty) if part.duty is not None else None,
            }
            for part in found.parts
        ],
        "percent": str(found.percent) if found.percent is not None else None,
        "total": str(found.total) if found.total is not None else None,
    }


def _draw_applied(found: Applied, good: Good, screen: Screen) -> None:
    from paraph.i18n import begun
    from paraph.trade.facts import sources
    from paraph.trade.nomenclature import nomenclature
    from paraph.trade.partners import name_of
    from paraph.trade.schedules import BASES

    speech = screen.speech
    screen.heading(f"{good.shown}  {good.description}")
    screen.note(nomenclature().chapter_words(good.number, speech.language))
    day = speech.day(found.day, "medium")
    screen.print(f"{name_of(found.partner, speech.language)}, {day}")
    rows = [
        (
            begun(speech.say(BASES[part.measure.basis])),
            part.measure.authority,
            part.rate.text if part.rate.percent is None or not part.rate.text.isdigit() else f"{part.rate.text}%",
            speech.decimal(part.duty) if part.duty is not None else "–",
        )
        for part in found.parts
    ]
    whole = f"{speech.decimal(found.percent)}%" if found.percent is not None else "–"
    rows.append(
        (speech.say(N_("Together")), "", whole, speech.decimal(found.total) if found.total is not None else "–")
    )
    heads = (N_("Duty"), N_("Authority"), N_("Rate"), N_("US$"))
    screen.table([speech.say(each) for each in heads], rows, right=[3], wide=[1])
    for table in ("us-tariff-2025", "us-orders-2025", "annex-ii-2025"):
        draw_source(sources()[table], screen)
        for remark in sources()[table].remarks:
            screen.note(remark, indent=2)


def tariff_staging(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", N_("A staging schedule as CSV, with a column for each year."))],
) -> Reply:
    """Checks a staging schedule cell by cell: each yearly rate against base rate and category.

    The columns are those of the FTA tariff tool of the US International Trade Administration.

    Result: ``{"lines", "starts", "findings": [{"row", "column", "kind", "found", "expected"}]}``; the exit status is 0
    whatever is found.

    $ paraph tariff staging schedule.csv
    """
    from paraph.trade.staged import KINDS, read_staged
    from paraph.trade.tables import read_csv

    found = read_staged(read_csv(read_text(file), str(file)))
    data = {
        "lines": len(found.lines),
        "starts": found.starts,
        "findings": [
            {"row": each.row, "column": each.column, "kind": each.kind, "found": each.found, "expected": each.expected}
            for each in found.findings
        ],
    }

    def draw(screen: Screen) -> None:
        speech = screen.speech
        said = speech.count("%(n)s line read.", "%(n)s lines read.", len(found.lines))
        screen.print(f"{said} {speech.count('%(n)s finding.', '%(n)s findings.', len(found.findings))}")
        rows = [
            (str(each.row), each.column, speech.say(KINDS[each.kind]), each.found, each.expected or "–")
            for each in found.findings
        ]
        heads = (N_("Row"), N_("Column"), N_("What is wrong"), N_("Found"), N_("Expected"))
        if rows:
            screen.table([speech.say(each) for each in heads], rows, right=[0], wide=[2])

    return Reply(data, draw)
