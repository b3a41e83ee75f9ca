"""Rounds, meetings, the agenda and its coverage, attendance."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import typer

from paraph.cli.options import About, argument, needed, option, words
from paraph.cli.publishing import publish
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent, UnknownSubject

Format = Literal["in_person", "online", "hybrid"]
Held = Annotated[str, argument("WHICH", N_("The round or meeting, by its name, such as round:2."))]
Place = Annotated[list[str] | None, option("--place", shows="TEXT", help=N_("Where; vi=TEXT for another language."))]
Zone = Annotated[str, option("--zone", shows="ZONE", help=N_("Time zone of the place; else your own."))]
Link = Annotated[str, option("--link", shows="URL", help=N_("Where to join online."))]
How = Annotated[Format, option("--format", shows="FORMAT", help=N_("in_person, online or hybrid."))]

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]*")
"""What a member's key looks like: a slip in one must not become an institution."""

_ITEM = re.compile(r"([a-z0-9][a-z0-9._-]*)[:=]\s*(.+?)(?:\s*@\s*(\S+))?", re.DOTALL)


def agenda(
    context: typer.Context,
    of: Annotated[str, argument("WHICH", N_("The round or meeting; the open or latest round, if left out."))] = "",
    item: Annotated[
        list[str] | None,
        option(
            "--item",
            "-i",
            shows="NAME:TITLE",
            help=N_(
                "An item, in order: tariffs: Tariffs and quotas. NAME:vi=TITLE adds the title in another language."
            ),
        ),
    ] = None,
) -> Reply:
    """With items, propose the agenda; it is set once both sides hold the same one. Without, show it with its coverage.

    Result without items: ``{"of", "items": [...], "agreed", "discussed": {item: ...}}``.

    $ paraph agenda round:2
    $ paraph agenda round:3 --item "tariffs: Tariffs and quotas" --item "tariffs: vi=Thuế quan và hạn ngạch"
    """
    session: Session = context.obj
    if not item:
        from paraph.cli.recording import agenda_reply

        return agenda_reply(session, of)
    from paraph.record.contents import AgendaItem

    if not of:
        raise InvalidContent(field="WHICH", detail=N_("say whose agenda it is, such as round:3"))
    titles: dict[str, list[str]] = {}
    for each in item:
        found = _ITEM.fullmatch(each.strip())
        if not found:
            raise InvalidContent(field=each, detail=N_("write an item as NAME: TITLE"))
        titles.setdefault(found[1], []).append(found[2])
    items = [AgendaItem(name=name, title=words(given, session.language)) for name, given in titles.items()]
    return publish(session, lambda desk: desk.propose_agenda(of, items))


def discuss(
    context: typer.Context,
    item: Annotated[str, argument("ITEM", N_("The name of the agenda item."))],
    note: Annotated[
        list[str] | None, option("--note", shows="TEXT", help=N_("What came of it, for both sides to read."))
    ] = None,
    of: Annotated[
        str, option("--of", shows="WHICH", help=N_("The round or meeting, if not the round that is open."))
    ] = "",
) -> Reply:
    """Record that an item of the agreed agenda was discussed.

    $ paraph discuss tariffs --note "Definitions are clear now; the rate goes to ministers."
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.discuss(item, words(note, session.language), of))


def round_schedule(
    context: typer.Context,
    number: Annotated[int, argument("NUMBER", N_("The number of the round."))],
    starts: Annotated[str, option("--from", shows="DAY", help=N_("The first day, as 2025-06-02."))],
    ends: Annotated[str, option("--to", shows="DAY", help=N_("The last day."))],
    place: Place = None,
    zone: Zone = "",
    format: How = "in_person",
    link: Link = "",
) -> Reply:
    """Propose when and where a round is held; it is set once both sides hold the same.

    $ paraph round schedule 3 --from 2025-06-09 --to 2025-06-12 --place Washington --zone America/New_York
    """
    from paraph.record.contents import Round

    session: Session = context.obj
    planned = Round(
        number=number,
        starts=starts,
        ends=ends,
        zone=zone or session.zone,
        place=words(place, session.language),
        format=format,
        link=link,
    )
    return publish(session, lambda desk: desk.schedule_round(planned))


def round_open(
    context: typer.Context,
    number: Annotated[str, argument("NUMBER", N_("The number of the round."))],
) -> Reply:
    """Open a round whose dates are agreed.

    $ paraph round open 2
    """
    return publish(context.obj, lambda desk: desk.open_round(number))


def round_close(
    context: typer.Context,
    number: Annotated[str, argument("NUMBER", N_("The round, if not the one that is open."))] = "",
) -> Reply:
    """Close the round that is open.

    $ paraph round close
    """
    return publish(context.obj, lambda desk: desk.close_round(number))


def meet_schedule(
    context: typer.Context,
    name: Annotated[str, argument("NAME", N_("A name for it, such as tariffs-june."))],
    title: Annotated[list[str], option("--title", shows="TEXT", help=N_("Its title; vi=TEXT for another language."))],
    starts: Annotated[
        str, option("--from", shows="MOMENT", help=N_("When it begins, in its time zone: 2025-05-30 08:00."))
    ],
    ends: Annotated[str, option("--to", shows="MOMENT", help=N_("When it ends."))],
    place: Place = None,
    zone: Zone = "",
    format: How = "online",
    link: Link = "",
    level: Annotated[
        Literal["technical", "chief_negotiators", "ministers"],
        option("--level", shows="LEVEL", help=N_("technical, chief_negotiators or ministers.")),
    ] = "technical",
    about: About = None,
) -> Reply:
    """Propose a meeting between rounds; it is set once both sides hold the same.

    $ paraph meet schedule origin-may --title "Rules of origin" --from "2025-05-30 08:00" --to "2025-05-30 10:00"
    """
    from paraph.desk.clock import stamp
    from paraph.record.contents import Meeting

    session: Session = context.obj
    where = zone or session.zone
    planned = Meeting(
        title=needed(title, session.language, "--title"),
        starts=stamp(session.moment(starts, where)),
        ends=stamp(session.moment(ends, where)),
        zone=where,
        place=words(place, session.language),
        format=format,
        link=link,
        level=level,
        about=[session.desk().resolve(each) for each in about or ()],
    )
    return publish(session, lambda desk: desk.schedule_meeting(name, planned))


def meet_held(
    context: typer.Context,
    name: Annotated[str, argument("NAME", N_("The meeting."))],
    minutes: Annotated[
        list[str] | None, option("--minutes", shows="TEXT", help=N_("Its minutes; @FILE from a file."))
    ] = None,
) -> Reply:
    """Record that a meeting was held.

    $ paraph meet held origin-may --minutes @minutes.md
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.hold_meeting(name, words(minutes, session.language)))


def attend(
    context: typer.Context,
    of: Held,
    present: Annotated[
        list[str],
        argument("PERSON", N_("Who was present: a member's key in your delegation, or an institution's name.")),
    ],
    institution: Annotated[
        list[str] | None,
        option("--institution", shows="TEXT", help=N_("An institution whose name is a single small word.")),
    ] = None,
) -> Reply:
    """Record who of your delegation was present.

    $ paraph attend round:2 chief moit-1 "State Bank of Viet Nam"
    """
    from paraph.record.acts import Attendee

    session: Session = context.obj
    desk = session.desk()
    party = desk.seat.party
    members = {member.key: member for member in desk.state.delegations.get(party, [])}
    for each in present:
        if each not in members and _KEY.fullmatch(each):
            raise UnknownSubject(
                kind=N_("member"),
                subject=each,
                hint=session.say(
                    N_("Your members: %(members)s. An institution is named with --institution."),
                    members=", ".join(members) or "–",
                ),
            )
    who = [
        Attendee(party=party, institution=members[each].institution, name=members[each].name)
        if each in members
        else Attendee(party=party, institution={session.language: each})
        for each in (*present, *(institution or ()))
    ]
    return publish(session, lambda desk: desk.attend(of, who))
