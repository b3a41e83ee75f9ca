"""How one begins: a new negotiation, a seat at it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paraph.cli.delegations import draw_members
from paraph.cli.options import argument, needed, option, words
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import OBSERVER, Session
from paraph.errors import N_, InvalidContent
from paraph.record import names
from paraph.text.attribution import CODE

if TYPE_CHECKING:
    from paraph.desk import Desk, Founder

_PARTY = re.compile(rf"(?P<code>{CODE})=(?P<name>[^@]*)(?:@(?P<zone>\S+))?")


def init(
    context: typer.Context,
    folder: Annotated[Path, argument("FOLDER", N_("A new folder for it."))],
    party: Annotated[
        list[str],
        option(
            "--party",
            "-p",
            shows="CODE=NAME@ZONE",
            help=N_(
                "A party, such as VN='Viet Nam'@Asia/Ho_Chi_Minh; VN=vi='Việt Nam' adds its name in another language."
            ),
        ),
    ],
    title: Annotated[list[str], option("--title", shows="TEXT", help=N_("Its title; vi=TEXT for another language."))],
    languages: Annotated[
        str, option("--languages", shows="LIST", help=N_("The authentic languages, such as en,vi."))
    ] = "en,vi",
    secretariat: Annotated[
        str, option("--secretariat", shows="CODE=NAME@ZONE", help=N_("Who keeps calendar and attendance for all."))
    ] = "",
    key: Annotated[
        list[str] | None,
        option("--key", shows="CODE=HEX", help=N_("The public key of a seat that is held on another computer.")),
    ] = None,
    ledger: Annotated[
        str, option("--ledger", shows="URL", help=N_("A PostgreSQL server for the shared record, instead of a file."))
    ] = "",
    seal: Annotated[
        bool, option("--seal", help=N_("Seal the keys made here with a passphrase: PARAPH_PASSPHRASE, or asked for."))
    ] = False,
) -> Reply:
    """Keys are made here for every seat that has no --key; the folder comes into being whole or not at all.

    Result: ``{"folder", "negotiation", "parties": {code: public key}, "seat"}``.

    $ paraph init talks --title "Trade" -p "US=United States@America/New_York" -p "VN=Viet Nam@Asia/Ho_Chi_Minh"
    """
    session: Session = context.obj
    from paraph.desk import found

    founders = _founders(party, key or (), session.language)
    if len(founders) < 2:
        raise InvalidContent(field="--party", detail=N_("a negotiation has at least two parties"))
    if secretariat:
        founders += _founders([secretariat], (), session.language, "secretariat")
    titles = needed(title, session.language, "--title")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "talks"
    tongues = [each.strip() for each in languages.split(",")]
    phrases = dict.fromkeys((each.code for each in founders), _new_passphrase(session)) if seal else None
    with found(folder, name, titles, tongues, founders, passphrases=phrases, ledger=ledger) as place:
        charter, kept = place.charter, place.seat
    data = {
        "folder": str(folder),
        "negotiation": charter.id,
        "parties": {each.code: each.key for each in charter.participants},
        "seat": kept.party if kept else None,
    }

    def draw(screen: Screen) -> None:
        screen.print(session.say(N_("The negotiation is set up in %(folder)s."), folder=folder), style="bold")
        rows = [(each.code, session.speech.of(each.name), each.zone, each.key[:16]) for each in charter.participants]
        headers = (N_("Party"), N_("Name"), N_("Time zone"), N_("Public key"))
        screen.table([session.say(each) for each in headers], rows, wide=(1,))
        if kept:
            screen.note(session.say(N_("You sit for %(party)s; 'paraph seat' changes that."), party=kept.party))

    return Reply(data, draw)


def _new_passphrase(session: Session) -> str:
    """A passphrase for new keys; at a terminal asked for twice, since nobody can open a key with a slip in it."""
    given = os.environ.get("PARAPH_PASSPHRASE")
    if given is None and sys.stdin.isatty():
        from getpass import getpass

        given = getpass(session.say(N_("Passphrase: ")))
        if getpass(session.say(N_("The same again: "))) != given:
            raise InvalidContent(field="--seal", detail=N_("the two passphrases differ"))
    if not given:
        raise InvalidContent(field="--seal", detail=N_("a passphrase is needed"))
    return given


def _founders(given: Sequence[str], keys: Sequence[str], language: str, role: str = "party") -> list[Founder]:
    """What was typed about each party: its names by language, its time zone, its key. Raises InvalidContent."""
    from paraph.desk import Founder

    names: dict[str, list[str]] = {}
    zones: dict[str, str] = {}
    held = dict(each.partition("=")[::2] for each in keys)
    for each in given:
        found = _PARTY.fullmatch(each)
        if not found:
            raise InvalidContent(field=each, detail=N_("write a party as VN='Viet Nam'@Asia/Ho_Chi_Minh"))
        names.setdefault(found["code"], []).append(found["name"].strip())
        if found["zone"]:
            zones[found["code"]] = found["zone"]
    return [
        Founder(
            code,
            words(named, language),
            zones.get(code, "UTC"),
            role="secretariat" if role == "secretariat" else "party",
            key=held.get(code, ""),
        )
        for code, named in names.items()
    ]


def seat(
    context: typer.Context,
    party: Annotated[str, argument("PARTY[:PERSON]", N_("The seat to take, and keep in this folder."))] = "",
) -> Reply:
    """Without a party, tell whose desk this is; with one, sit down there (its key must lie in this folder).

    Result: ``{"party", "person", "role", "held": [parties whose keys lie here], "delegation": [members]}``.

    $ paraph seat
    $ paraph seat VN:vn-chief
    """
    session: Session = context.obj
    if party:
        _sit(session, party)
        session = _again(session)
    desk = session.desk()
    members = desk.state.delegations.get(desk.seat.party, [])
    data = {
        "party": desk.seat.party or None,
        "person": desk.seat.person,
        "role": desk.seat.role,
        "held": desk.place.held,
        "delegation": members,
    }

    def draw(screen: Screen) -> None:
        speech = session.speech
        screen.print(speech.of(desk.charter.title), style="bold")
        if desk.seat.observes:
            screen.print(session.say(N_("You are looking on from no delegation's seat.")))
        else:
            screen.print(
                session.say(
                    N_("You are at the desk of %(party)s, as %(person)s (%(role)s)."),
                    party=speech.of(desk.charter.participant(desk.seat.party).name),
                    person=desk.seat.person,
                    role=session.say(names.ROLES.get(desk.seat.role, desk.seat.role)),
                )
            )
        if members:
            draw_members(session, members, screen)
        screen.note(session.say(N_("Keys of these seats lie here: %(held)s."), held=", ".join(desk.place.held) or "–"))

    return Reply(data, draw)


def _sit(session: Session, party: str) -> None:
    """Keep a seat in the folder, if it is one: the delegation must know the person, the folder hold the key."""
    from paraph.store.place import Seat as Kept

    wanted = Session(at=session.at, seat=party)
    desk: Desk = wanted.desk()
    if party == OBSERVER or desk.seat.observes:
        raise InvalidContent(field=party, detail=N_("looking on is not a seat; use '--as observer'"))
    desk.place.take_seat(Kept(desk.seat.party, desk.seat.person))
    wanted.close()


def _again(session: Session) -> Session:
    """The same call from the seat that was just taken."""
    return Session(lang=session.lang, at=session.at, json=session.json, plain=session.plain)
