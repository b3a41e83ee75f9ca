"""Who negotiates: each party's delegation, its institutions and roles."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from paraph.cli.options import argument, read_text
from paraph.cli.publishing import publish
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent
from paraph.record import names

if TYPE_CHECKING:
    from paraph.cli.screen import Screen
    from paraph.record.acts import Member


def delegation(
    context: typer.Context,
    file: Annotated[
        Path | None, argument("FILE", N_("Your delegation, whole, as TOML: a [[member]] table for each person."))
    ] = None,
) -> Reply:
    """Without a file, show the delegations; with one, present yours as it is from now on.

    A member has ``key``, ``role``, ``institution = {en, vi}``; ``title = {en, vi}`` and ``name`` where public.

    Result without a file: ``{party: [members]}``.

    $ paraph delegation
    $ paraph delegation members.toml
    """
    session: Session = context.obj
    if file:
        members = _members(file)
        return publish(session, lambda desk: desk.present_delegation(members))
    delegations = session.desk().state.delegations

    def draw(screen: Screen) -> None:
        if not delegations:
            screen.print(session.say(N_("No delegation is presented yet.")))
        for party, members in delegations.items():
            screen.heading(session.speech.of(session.desk().charter.participant(party).name))
            draw_members(session, members, screen)

    return Reply(delegations, draw)


def draw_members(session: Session, members: list[Member], screen: Screen) -> None:
    """One row for each member: key, role, name where it is public, institution."""
    rows = [
        (each.key, session.say(names.ROLES.get(each.role, each.role)), each.name, session.speech.of(each.institution))
        for each in members
    ]
    headers = (N_("Person"), N_("Role"), N_("Name"), N_("Institution"))
    screen.table([session.say(key) for key in headers], rows, wide=(1, 3))


def _check_roles(read: dict[str, Any], file: Path) -> None:
    """Raises InvalidContent for a role that there is not, with those that there are."""
    from paraph.record.acts import Role

    for each in read.get("member", []):
        role = each.get("role") if isinstance(each, dict) else None
        if role is not None and role not in get_args(Role):
            known = N_("there is no such role; the roles are: %(roles)s")
            raise InvalidContent(field=f"{file}: {role}", detail=known % {"roles": ", ".join(get_args(Role))})


def _members(file: Path) -> list[Member]:
    """Read a delegation. Raises UnreadableFile, TextRefused, InvalidContent with what is wrong."""
    import msgspec

    from paraph.record.acts import Member

    try:
        read = tomllib.loads(read_text(file))
        _check_roles(read, file)
        return msgspec.convert(read.get("member", []), list[Member])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InvalidContent(field=str(file), detail=str(error)) from None
