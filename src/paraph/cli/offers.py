"""Requests and offers on tariff lines: shown side by side, taken from a table, set by rule, written to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import Reason, argument, option, read_bytes, words, write_bytes
from paraph.cli.publishing import publish
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_

if TYPE_CHECKING:
    from paraph.trade.offers import Line, Tally

Schedule = Annotated[
    str, option("--schedule", shows="PARTY", help=N_("Whose schedule the lines stand in; your own, if left out."))
]


def offers_show(
    context: typer.Context,
    line: Annotated[
        str, argument("NUMBER", N_("A chapter, heading or line; all chapters in short, if left out."))
    ] = "",
    schedule: Schedule = "",
    most: Annotated[int, option("--most", shows="NUMBER", help=N_("At most so many."))] = 40,
) -> Reply:
    """Requests and offers side by side: by chapter, or line by line with their history by round.

    Result: ``{"tallies": [{"schedule", "chapter", "lines": {status: n}, "trade": {status: US$}}], "lines": [{"subject",
    "consolidated", "status", "gap", "gap_before", "value", "offers": {party: {"base_rate", "rate", "staging",
    "quota"}}}]}``.

    $ paraph offers show
    $ paraph offers show 64 --schedule US
    """
    from paraph.trade.nomenclature import digits
    from paraph.trade.offers import tallies

    session: Session = context.obj
    desk = session.desk()
    every = [each for each in desk.offers() if not schedule or each.schedule == schedule.upper()]
    under = digits(line)
    found = [each for each in every if line and each.line.startswith(under)]
    counted = tallies(every)
    parties = desk.charter.parties
    data = {
        "tallies": [_tally(*key, tally) for key, tally in counted.items()],
        "lines": [_line(each, parties) for each in (found if line else every)],
    }

    def draw(screen: Screen) -> None:
        if not every:
            screen.print(screen.speech.say(N_("Nobody has a position on a tariff line yet.")))
        elif not line:
            _draw_tallies(counted, screen)
        else:
            _draw_lines(found[:most], parties, screen)
            if len(found) == 1:
                _draw_history(session, found[0], screen)
            if len(found) > most:
                left = len(found) - most
                screen.note(screen.speech.count("%(n)s line more: --most", "%(n)s lines more: --most", left))

    return Reply(data, draw)


def _tally(schedule: str, chapter: str, tally: Tally) -> dict[str, Any]:
    return {
        "schedule": schedule,
        "chapter": chapter,
        "lines": {status.value: count for status, count in tally.lines.items()},
        "trade": {status.value: value for status, value in tally.value.items()},
    }


def _line(each: Line, parties: Sequence[str]) -> dict[str, Any]:
    return {
        "subject": each.subject,
        "consolidated": each.consolidated(parties),
        "status": each.status.value,
        "gap": str(each.gap) if each.gap is not None else None,
        "gap_before": str(each.gap_before) if each.gap_before is not None else None,
        "value": each.value,
        "offers": {
            party: {
                "base_rate": offer.base_rate,
                "rate": offer.rate,
                "staging": offer.staging,
                "quota": offer.tariff_rate_quota,
            }
            for party, offer in each.offers.items()
        },
    }


def _draw_tallies(counted: dict[tuple[str, str], Tally], screen: Screen) -> None:
    from paraph.text.convergence import Status
    from paraph.trade.nomenclature import nomenclature

    speech = screen.speech
    heads = (
        N_("Schedule"),
        N_("Chapter"),
        N_("Agreed"),
        N_("Narrowed"),
        N_("Open"),
        N_("Trade, US$ million"),
        N_("Goods"),
    )
    rows = [
        (
            schedule or "–",
            chapter or speech.say(N_("all")),
            *(speech.number(tally.lines[status]) for status in (Status.AGREED, Status.NARROWED, Status.OPEN)),
            speech.number(tally.trade / 1e6, 1) if tally.trade else "–",
            nomenclature().chapter_words(chapter, speech.language) if chapter else "",
        )
        for (schedule, chapter), tally in counted.items()
    ]
    screen.table([speech.say(each) for each in heads], rows, right=[2, 3, 4, 5])


def _draw_lines(found: list[Line], parties: Sequence[str], screen: Screen) -> None:
    from paraph.trade.nomenclature import dotted

    speech = screen.speech
    heads = (N_("Line"), N_("Goods"), N_("Base rate"), N_("Requests and offers"), N_("Standing"), N_("US$ million"))
    rows = [
        (
            f"{each.schedule} {dotted(each.line)}" if each.line else each.subject,
            speech.of(each.description),
            each.base_rate or "–",
            each.consolidated(parties, speech.language),
            speech.say(each.status.value),
            speech.number(each.value / 1e6, 1) if each.value else "–",
        )
        for each in found
    ]
    screen.table([speech.say(each) for each in heads], rows, right=[5], wide=[1, 3])


def _draw_history(session: Session, line: Line, screen: Screen) -> None:
    from paraph.trade.offers import history, worded

    screen.heading(screen.speech.say(N_("By round")))
    for step in history(session.desk().state, line.subject):
        said = (
            "  ".join(f"[{party}: {worded(offer, screen.speech.language)}]" for party, offer in step.offers.items())
            or "–"
        )
        screen.print(said, indent=2, label=step.round or screen.speech.say(N_("now")), hang=12)


def offers_import(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", N_("A table of offers, CSV or Excel: columns line and rate, and more."))],
    schedule: Schedule = "",
    reason: Reason = None,
) -> Reply:
    """Table your side's positions on the lines of a table, all in one act; the first cell at fault stops it whole.

    Columns: line and rate; schedule, staging, quota, base_rate and description may be left out.

    $ paraph offers import offers.xlsx --schedule US --reason "Second offer"
    """
    from paraph.documents.receiving import receive_table
    from paraph.trade.offer_tables import NEEDED, read_offers
    from paraph.trade.tables import table_of

    session: Session = context.obj
    desk = session.desk()
    cells = receive_table(file, read_bytes(file))
    table = table_of(file.name, cells, NEEDED)
    offers = read_offers(table, schedule or desk.seat.party, desk.charter.parties)
    return publish(session, lambda at: at.table_offers(offers, words(reason, session.language)))


def offers_set(
    context: typer.Context,
    line: Annotated[str, argument("NUMBER", N_("A chapter, heading or line: all lines under it are meant."))],
    rate: Annotated[str, option("--rate", shows="RATE", help=N_('A rate, "half" of the base rate, or "base".'))],
    staging: Annotated[
        str,
        option("--staging", shows="CATEGORY", help=N_("How it is reached: entry, 5 years, 10 years after 2, none.")),
    ] = "",
    quota: Annotated[str, option("--quota", shows="TEXT", help=N_("A tariff-rate quota, in words."))] = "",
    schedule: Schedule = "",
    reason: Reason = None,
) -> Reply:
    """Table one rate and staging on every line under a number, in one act.

    $ paraph offers set 6403 --rate 0 --staging "5 years" --schedule US --as US:chief
    """
    from paraph.trade.offer_tables import by_rule

    session: Session = context.obj
    offers = by_rule((schedule or session.desk().seat.party).upper(), line, rate, staging, quota)
    return publish(session, lambda at: at.table_offers(offers, words(reason, session.language)))


def offers_export(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", N_("The file to write: .csv or .xlsx."))],
    party: Annotated[
        str,
        option("--of", shows="PARTY", help=N_("One party's, in the columns that are read back.")),
    ] = "",
    schedule: Schedule = "",
) -> Reply:
    """Write requests and offers to a table: one party's, to be edited and read back, or all side by side.

    Result: ``{"file", "lines"}``.

    $ paraph offers export offers.xlsx --of VN
    """
    from paraph.documents.sheet import write_sheet
    from paraph.trade.offer_tables import written

    session: Session = context.obj
    desk = session.desk()
    if party:
        desk.charter.participant(party)
    lines = [each for each in desk.offers() if not schedule or each.schedule == schedule.upper()]
    header, rows = written(lines, desk.charter.parties, party)
    write_bytes(file, write_sheet(file, header, rows))
    said = session.speech.count(
        "%(n)s line written to %(file)s.", "%(n)s lines written to %(file)s.", len(rows), file=str(file)
    )
    return Reply({"file": str(file), "lines": len(rows)}, lambda screen: screen.print(said))
