"""The sample negotiation: prepared or taken up again, and opened in the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Annotated

import typer

from paraph.cli.options import argument, option
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, NegotiationExists

SAMPLE = "vietnam-us"
"""The folder of the sample unless another is named."""


def demo(
    context: typer.Context,
    folder: Annotated[Path, argument("FOLDER", N_("Where it lies; vietnam-us unless said."))] = Path(SAMPLE),
    no_serve: Annotated[bool, option("--no-serve", help=N_("Prepare it and show where it stands, then end."))] = False,
    dry: Annotated[
        bool, option("--dry", help=N_("Prepare it in a passing folder, show it, and leave nothing."))
    ] = False,
    anew: Annotated[
        bool, option("--anew", help=N_("Begin again from the end of round 2; the folder of before is put aside."))
    ] = False,
    port: Annotated[
        int, option("--port", shows="PORT", help=N_("On which port; where that is taken, a free one."))
    ] = 8000,
) -> Reply:
    """Two rounds of talks between Viet Nam and the United States, the draft in two languages; its wording illustrative.

    The workspace is served on 127.0.0.1 until it is interrupted; with --json it is not served. A folder that holds the
    sample already is opened as it stands.

    Result: ``{"folder", "state": as of 'paraph state', "outcome": as of 'paraph outcome'}``.

    $ paraph demo
    $ paraph demo --anew
    $ paraph demo --no-serve
    $ paraph demo --dry --lang vi
    """
    session: Session = context.obj
    if dry:
        with TemporaryDirectory() as passing:
            prepare(session, Path(passing) / SAMPLE)
            return shown(session, Path(passing) / SAMPLE, keep=False)
    aside = put_aside(folder) if anew else None
    there = holds_sample(folder)
    if not there:
        prepare(session, folder)
    if session.json or no_serve:
        return shown(session, folder, keep=True, found=there)
    served(session, folder, port, _beginning(session, folder, there, aside))
    return Reply({"folder": str(folder)}, lambda screen: screen.note(session.say(N_("Stopped."))))


def holds_sample(folder: Path) -> bool:
    """Whether the sample lies there. Raises NegotiationExists for any other negotiation."""
    from paraph.store.place import CHARTER, Place

    if not (folder / CHARTER).is_file():
        return False
    with Place(folder) as place:
        if not place.charter.illustrative:
            raise NegotiationExists(path=str(folder))
    return True


def put_aside(folder: Path) -> Path | None:
    """Give the sample that lies there another name, so that nothing done in it is lost; None when there is none."""
    if not holds_sample(folder):
        return None
    aside = next(
        each for number in range(1, 10_000) if not (each := folder.with_name(f"{folder.name}-{number}")).exists()
    )
    folder.rename(aside)
    return aside


def prepare(session: Session, folder: Path) -> None:
    """Play the two rounds in a new folder, and sit down there for Viet Nam."""
    from paraph.samples.vietnam_us import prepare as play
    from paraph.store.place import Seat

    with session.progress(N_("Playing two rounds of talks ...")), play(folder) as place:
        place.take_seat(Seat("VN", "vn-chief"))


def shown(session: Session, folder: Path, *, keep: bool, found: bool = False) -> Reply:
    """The sample as it stands: state of play and outcome. ``found``: it was there already."""
    from paraph.cli.outcomes import outcome_reply
    from paraph.cli.playing import play_reply, wording_language

    at = Session(lang=session.lang, at=folder, plain=session.plain, json=session.json)
    desk = at.desk()
    play = play_reply(at, desk.play(language=wording_language(at, desk)), "")
    outcome = outcome_reply(at, "", brief=True)
    data = {"folder": str(folder) if keep else None, "state": play.data, "outcome": outcome.data}

    def draw(screen: Screen) -> None:
        play.draw(screen)
        outcome.draw(screen)
        if not keep:
            return
        screen.heading(session.say(N_("Go on from here")))
        if found:
            screen.print(_opened(session, folder), indent=2)
        screen.print(f"cd {folder} && paraph seat", indent=2)
        for command in ("paraph show a2.3-1", "paraph text a2.3 --in both", "paraph deadlines", "paraph --help"):
            screen.print(command, indent=2)

    return Reply(data, draw)


def _opened(session: Session, folder: Path) -> str:
    told = N_("%(folder)s was there already and is opened as it stands; '%(command)s' begins again.")
    return session.say(told, folder=folder, command="paraph demo --anew")


def _beginning(session: Session, folder: Path, there: bool, aside: Path | None) -> list[str]:
    """What to know before the address: what was opened, and where what lay there before is now."""
    said = [session.say(N_("Illustrative: not the position of any government."))]
    if there:
        said.append(_opened(session, folder))
    else:
        said.append(session.say(N_("Two rounds of talks are prepared in %(folder)s."), folder=folder))
    if aside:
        said.append(session.say(N_("What lay there before is in %(folder)s."), folder=aside))
    return said


def served(session: Session, folder: Path, port: int, beginning: list[str]) -> None:
    """Serve until interrupted; the browser opens where there is a screen to open it on."""
    from paraph.web.serving import serve

    def started(address: str) -> None:
        for line in beginning:
            print(line)
        print(session.say(N_("At the command line, in another window: cd %(folder)s && paraph state"), folder=folder))
        print(session.say(N_("The workspace is at %(address)s (stop it with Ctrl-C)."), address=address), flush=True)
        if has_display(os.environ, sys.platform):
            Thread(target=_browse, args=(address,), daemon=True).start()

    serve(folder, port, started, or_free=True)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser window could be seen here.

    >>> has_display({}, "linux"), has_display({"DISPLAY": ":0"}, "linux"), has_display({}, "darwin")
    (False, True, True)
    """
    if platform in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _browse(address: str) -> None:
    """A browser that cannot be started is no fault: the address stands on the screen."""
    import webbrowser

    with suppress(Exception):
        webbrowser.open(address)
