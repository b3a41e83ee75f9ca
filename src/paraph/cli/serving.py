"""The workspace in the browser, for a sample on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from paraph.cli.options import argument, option
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_


def serve(
    context: typer.Context,
    folder: Annotated[Path | None, argument("FOLDER", N_("The negotiation's folder; here, if left out."))] = None,
    port: Annotated[int, option("--port", shows="PORT", help=N_("On which port; 0 takes a free one."))] = 8000,
) -> Reply:
    """Serves on 127.0.0.1 until it is interrupted. Only an illustrative negotiation, where one person may change seats.

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

    serving(folder or session.at, port, started)
    return Reply({"address": address}, lambda screen: screen.note(session.say(N_("Stopped."))))
