"""What leaves the delegation is shown before it leaves: to a person who may decline, to a script that went on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from paraph.cli import telling
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_

if TYPE_CHECKING:
    from paraph.desk import Desk, Receipt


def publish(session: Session, deed: Callable[[Desk], Receipt]) -> Reply:
    """Do ``deed`` at the desk; with ``--dry-run`` only rehearse it; at a terminal show it first and ask.

    Result: ``{"published": bool, "acts": [...], "entries": [ids]}``.
    """
    if session.dry_run:
        return _reply(session, deed(session.desk(rehearsing=True)))
    if session.asks:
        preview = deed(session.desk(rehearsing=True))
        _draw(session, preview, session.screen)
        if not typer.confirm(session.say(N_("Publish this?")), default=False):
            raise typer.Abort
        receipt = deed(session.desk())
        return Reply(_data(receipt), lambda screen: screen.note(session.say(N_("Published."))))
    return _reply(session, deed(session.desk()))


def _reply(session: Session, receipt: Receipt) -> Reply:
    return Reply(_data(receipt), lambda screen: _draw(session, receipt, screen))


def _data(receipt: Receipt) -> dict[str, object]:
    return {
        "published": receipt.published,
        "acts": list(receipt.acts),
        "entries": [entry.id for entry in receipt.entries],
    }


def _draw(session: Session, receipt: Receipt, screen: Screen) -> None:
    seat = session.desk().seat
    key = (
        N_("Published, signed for %(party)s by %(person)s:")
        if receipt.published
        else N_("This would leave the delegation, signed for %(party)s by %(person)s:")
    )
    screen.print(session.say(key, party=seat.party, person=seat.person))
    for act in receipt.acts:
        screen.print(f"{telling.name(act, session.speech)}: {telling.about(act)}", style="bold", indent=2)
        for field, value in telling.particulars(act, session.desk().state.contents):
            screen.print(f"{telling.label(field, session.speech)}: {value}", indent=4)
    sys.stdout.flush()
