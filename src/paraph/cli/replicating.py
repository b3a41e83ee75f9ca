"""The published tables against ours: how many cells agree, and what a reader of them should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_

if TYPE_CHECKING:
    from paraph.economy.published import Cell
    from paraph.economy.world import World


def against_published(session: Session, world: World) -> Reply:
    """Every cell of the published tables, solved anew. Result: see ``paraph simulate``; status 4 if one differs."""
    from paraph.economy.published import OUT_OF_REACH, REMARKS, cells

    with session.progress(N_("Solving ...")):
        found = list(cells(world))
    wrong = [cell for cell in found if cell.ours is not None and not cell.agrees]
    missing = {key: why for key, why in OUT_OF_REACH.items() if any((c.table, c.case) == key for c in found)}
    data: dict[str, Any] = {
        "cells": [_told(cell) for cell in found],
        "out_of_reach": _noted(session, missing, "why"),
        "remarks": _noted(session, REMARKS, "remark"),
    }

    def draw(screen: Screen) -> None:
        _draw_counts(screen, found)
        for cell in wrong:
            told = N_("Table %(table)s, case %(case)s: %(printed)s printed, %(ours)s found.")
            fields = {"table": cell.table, "case": cell.case, "printed": cell.printed}
            shown = screen.speech.say(told, ours=screen.speech.number(cell.ours or 0.0, 4), **fields)
            screen.print(shown, style="bold")
        for title, said in ((N_("Out of reach"), missing), (N_("What to know of them"), REMARKS)):
            screen.heading(screen.speech.say(title))
            for (table, case), sentence in said.items():
                place = screen.speech.say(N_("Table %(table)s, case %(case)s"), table=table, case=case)
                screen.print(f"{place}: {screen.speech.say(sentence)}", indent=2)

    return Reply(data, draw, 4 if wrong else 0)


def _told(cell: Cell) -> dict[str, Any]:
    return {**{key: getattr(cell, key) for key in cell.__dataclass_fields__}, "agrees": cell.agrees}


def _noted(session: Session, notes: Mapping[tuple[int, int], str], name: str) -> list[dict[str, Any]]:
    return [{"table": table, "case": case, name: session.say(said)} for (table, case), said in notes.items()]


def _draw_counts(screen: Screen, found: list[Cell]) -> None:
    speech = screen.speech
    agree, reach, whole = Counter[int](), Counter[int](), Counter[int]()
    for cell in found:
        whole[cell.table] += 1
        reach[cell.table] += cell.ours is not None
        agree[cell.table] += cell.agrees
    heads = [speech.say(each) for each in (N_("Table"), N_("Cells"), N_("Within reach"), N_("Agree to the last digit"))]
    rows = [[str(table), *(speech.number(each[table]) for each in (whole, reach, agree))] for table in whole]
    total = [speech.say(N_("All")), *(speech.number(sum(each.values())) for each in (whole, reach, agree))]
    screen.table(heads, [*rows, total], right=(1, 2, 3))
