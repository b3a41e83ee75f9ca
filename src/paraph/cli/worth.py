"""What the requests and offers on the record would do, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import option
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_

if TYPE_CHECKING:
    from paraph.economy.offers import Worth

MEASURES = {
    "change": N_("Change of sales"),
    "created": N_("Created"),
    "diverted": N_("Diverted"),
    "revenue": N_("Revenue"),
    "buyers": N_("Buyers"),
}


def offers_worth(
    context: typer.Context,
    exporter: Annotated[
        str,
        option("--from", shows="COUNTRY", help=N_("Whose exports; the other party's, if left out.")),
    ] = "",
) -> Reply:
    """Of each party's positions on the schedule of the United States: what they do to the exporter's sales, to revenue
    and to buyers, in years 1, 5 and 10, with the range over models of partial equilibrium.

    Result: ``{"exporter", "parties": [{"party", "lines", "in_words", "untraded", "sales", "years": [{"year", "totals":
    {variant: {"change", "created", "diverted", "revenue", "buyers"}}}]}], "sources"}``; US$ million.

    $ paraph offers worth
    $ paraph offers worth --json
    """
    session: Session = context.obj
    from paraph.economy import elasticities, us_lines
    from paraph.economy.offers import worth

    desk = session.desk()
    others = [code for code in desk.charter.parties if code != "US"]
    exporter = exporter.upper() or next(iter(others), "")
    lines = desk.offers()
    with session.progress(N_("Solving ...")):
        found = [worth(lines, party, exporter) for party in desk.charter.parties]
    sources = [session.say(each) for each in (us_lines.SOURCE, elasticities.SOURCE)]

    def draw(screen: Screen) -> None:
        held = [each for each in found if each.lines]
        if not held:
            screen.print(screen.speech.say(N_("Nobody has a position on a line of the United States yet.")))
            return
        for each in held:
            _draw(screen, each)
        screen.print()
        for source in sources:
            screen.note(source)

    data: dict[str, Any] = {"exporter": exporter, "parties": [_told(each) for each in found], "sources": sources}
    return Reply(data, draw)


def _told(found: Worth) -> dict[str, Any]:
    years = [{"year": each.year, "totals": each.totals} for each in found.years]
    return {**{key: getattr(found, key) for key in found.__dataclass_fields__}, "years": years}


def _draw(screen: Screen, found: Worth) -> None:
    speech = screen.speech
    lines = speech.number(found.lines)
    screen.heading(speech.say(N_("As %(party)s has it: lines %(lines)s"), party=found.party, lines=lines))
    told = N_("Sales on them: US$ %(sales)s million. Lines without trade: %(untraded)s; not in percent: %(words)s.")
    data = {"sales": speech.number(found.sales), "untraded": speech.number(found.untraded)}
    screen.note(speech.say(told, words=speech.number(len(found.in_words)), **data))
    rows = []
    for each in found.years:
        for key, title in MEASURES.items():
            year = speech.say(N_("Year %(year)s"), year=each.year) if key == "change" else ""
            rows.append([year, speech.say(title), *(speech.number(value) for value in each.range(key))])
    heads = [
        "",
        speech.say(N_("US$ million")),
        *(speech.say(each) for each in (N_("Exact CES"), N_("Low"), N_("High"))),
    ]
    screen.table(heads, rows, right=(2, 3, 4))
