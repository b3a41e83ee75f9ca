"""What leaves the delegation is shown before it leaves: to a person who may decline, to a script that went on."""

from __future__ import annotations

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

    Result: ``{"published": bool, "acts": [...], "entries": [ids], "cautions": [...], "without_effect": [...]}``.
    """
    if session.dry_run:
        return _reply(session, deed(session.desk(rehearsing=True)))
    if session.asks:
        preview = deed(session.desk(rehearsing=True))
        aside = session.aside()
        _draw(session, preview, aside)
        if not session.confirmed(session.say(N_("Publish this?"))):
            raise typer.Abort
        session.left = True
        receipt = deed(session.desk())
        if aside is session.screen:
            return Reply(_data(receipt), lambda screen: _said(session, receipt, screen))
        return _reply(session, receipt)
    session.left = True
    return _reply(session, deed(session.desk()))


def _said(session: Session, receipt: Receipt, screen: Screen) -> None:
    """After a preview: that it is done, or that the other side was faster."""
    screen.note(session.say(N_("Published.")))
    _draw_lost(session, receipt, screen)


def _draw_lost(session: Session, receipt: Receipt, screen: Screen) -> None:
    for reason in receipt.without_effect:
        screen.print(session.say(N_("It is on record, but changed nothing: %(reason)s."), reason=session.say(reason)))


def _reply(session: Session, receipt: Receipt) -> Reply:
    return Reply(_data(receipt), lambda screen: _draw(session, receipt, screen))


def _data(receipt: Receipt) -> dict[str, object]:
    return {
        "published": receipt.published,
        "acts": list(receipt.acts),
        "entries": [entry.id for entry in receipt.entries],
        "cautions": [caution.message % caution.data for caution in receipt.cautions],
        "without_effect": list(receipt.without_effect),
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
            shown = telling.spelt(field, value, session)
            screen.print(f"{telling.label(field, session.speech)}: {shown}", indent=4)
    for caution in receipt.cautions:
        screen.print(session.say(N_("Note: %(caution)s"), caution=session.say(caution.message, **caution.data)))
    _draw_lost(session, receipt, screen)
    screen.file.flush()
