"""The workspace in the browser: served on this computer, and the first way in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paraph.cli.options import argument, option
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_

if TYPE_CHECKING:
    from paraph.cli.screen import Screen


def serve(
    context: typer.Context,
    folder: Annotated[Path | None, argument("FOLDER", N_("The negotiation's folder; here, if left out."))] = None,
    port: Annotated[int, option("--port", shows="PORT", help=N_("On which port; 0 takes a free one."))] = 8000,
    behind_tls: Annotated[
        str,
        option("--behind-tls", shows="HOST", help=N_("The name at which a TLS server in front is reached.")),
    ] = "",
) -> Reply:
    """Serves on 127.0.0.1 until it is interrupted: a sample to everybody there, any other negotiation to its accounts.

    Keys that are sealed are opened once, at the start: PARAPH_PASSPHRASE, or asked for. They stay in memory only.

    Result, once it is stopped: ``{"address"}``.

    $ paraph serve vietnam-us
    """
    session: Session = context.obj
    from paraph.web.serving import serve as serving

    address = ""

    def started(at: str) -> None:
        nonlocal address
        address = at
        if not session.json:
            print(session.say(N_("The workspace is at %(address)s (stop it with Ctrl-C)."), address=at), flush=True)

    serving(folder or session.at, port, started, host=behind_tls, unlock=session.passphrase_of)
    return Reply({"address": address}, lambda screen: screen.note(session.say(N_("Stopped."))))


def invite(
    context: typer.Context,
    party: Annotated[str, argument("PARTY", N_("Whose delegation: US, VN ..."))],
    person: Annotated[str, argument("PERSON", N_("The member's key in the delegation; its head, if left out."))] = "",
) -> Reply:
    """For whoever holds the folder: makes the link by which a person gets an account in the workspace, once.

    Give it to that person yourself, after the address of the workspace. An earlier link for the person is void.

    Result: ``{"party", "person", "path", "days"}``.

    $ paraph invite VN
    """
    session: Session = context.obj
    from paraph.web.accounts.settings import DAYS_TO_ACCEPT
    from paraph.web.config import configure

    site = configure(session.at)
    try:
        from paraph.web.accounts.invitations import invite as inviting

        seat = site.desk(party, person).seat
        path = f"/account/invitation/{inviting(site, party, seat.person)}/"
    finally:
        site.close()
    told = N_("For %(person)s of %(party)s, once, within %(days)s days; add it to the workspace's address:")

    def draw(screen: Screen) -> None:
        screen.print(session.say(told, person=seat.person, party=party, days=DAYS_TO_ACCEPT))
        screen.print(path)

    return Reply({"party": party, "person": seat.person, "path": path, "days": DAYS_TO_ACCEPT}, draw)
