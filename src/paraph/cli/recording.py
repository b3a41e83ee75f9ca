"""The record itself, what is due, and what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli import telling
from paraph.cli.options import argument, option
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent
from paraph.record import names

if TYPE_CHECKING:
    from paraph.record.deadlines import Deadline, Engagement


def log(
    context: typer.Context,
    about: Annotated[str, argument("SUBJECT", N_("Only entries about this."))] = "",
    party: Annotated[str, option("--party", shows="PARTY", help=N_("Only this party's entries."))] = "",
    last: Annotated[int | None, option("--last", shows="NUMBER", help=N_("Only so many, the latest."))] = None,
) -> Reply:
    """Each entry is signed by its party and linked to the one before; the order is the same for everyone.

    Result: ``[{"number", "id", "time", "party", "person", "sequence", "act": {...}, "ineffective"}]``.

    $ paraph log --last 10
    $ paraph log a2.3-1
    """
    session: Session = context.obj
    from paraph.record.deadlines import instant

    desk, speech = session.desk(), session.speech
    if party:
        desk.charter.participant(party)
    if last is not None and last < 1:
        raise InvalidContent(field="--last", detail=N_("a number of 1 or more is needed"))
    lines = desk.log(about, party, last or 0)
    data = [
        {
            "number": line.number,
            "id": line.id,
            "time": line.entry.time,
            "party": line.entry.party,
            "person": line.entry.person,
            "sequence": line.entry.sequence,
            "act": line.entry.act,
            "ineffective": session.say(line.ineffective) if line.ineffective else None,
        }
        for line in lines
    ]

    def draw(screen: Screen) -> None:
        if not lines:
            screen.print(session.say(N_("There are no such entries.")))
            return
        parties = desk.charter.parties
        rows = []
        for line in lines:
            entry = line.entry
            said = f"{telling.name(entry.act, speech)}: {telling.about(entry.act)}"
            if item := getattr(entry.act, "item", ""):
                said += f", {item}"
            if line.ineffective:
                said += " (" + session.say(N_("without effect: %(reason)s"), reason=session.say(line.ineffective)) + ")"
            when = session.stamped(instant(entry.time))
            rows.append([str(line.number), when, screen.party(entry.party, parties), entry.person, said, line.id[:8]])
        headers = ("", N_("Time"), N_("Party"), N_("Person"), N_("Act"), N_("Entry"))
        screen.table([session.say(key) for key in headers], rows, right=(0,), wide=(4,))
        screen.note(session.say(N_("Times are those of %(zone)s."), zone=desk.zone))

    return Reply(data, draw)


def verify(context: typer.Context) -> Reply:
    """Reads every byte again; the exit status is 4 if something does not verify.

    Result: ``{"sound", "entries", "signatures", "by_party", "waiting", "forks", "refused", "database"}``.

    $ paraph verify
    """
    session: Session = context.obj
    with session.progress(N_("Verifying every entry ...")):
        audit = session.desk().verify()
    refused = [session.speech.explain(error) for error in audit.refused]
    data = {
        "sound": audit.sound,
        "entries": audit.entries,
        "signatures": audit.signatures,
        "by_party": audit.by_party,
        "waiting": audit.waiting,
        "forks": [str(fork) for fork in audit.forks],
        "refused": refused,
        "database": list(audit.database),
    }

    def draw(screen: Screen) -> None:
        number = session.speech.number
        if audit.sound:
            screen.print(
                session.say(
                    N_("The record is sound: %(entries)s entries, every hash, signature and link verified."),
                    entries=number(audit.entries),
                )
            )
            screen.table(("", ""), [(party, number(n)) for party, n in audit.by_party.items()], right=(1,), wide=())
            return
        screen.print(session.say(N_("The record is NOT sound.")), style="bold")
        for each in (*refused, *(str(fork) for fork in audit.forks), *audit.database):
            screen.print(each, indent=2)
        if audit.waiting:
            screen.print(
                session.say(N_("%(n)s entries wait for others that are missing."), n=number(audit.waiting)), indent=2
            )

    return Reply(data, draw, status=0 if audit.sound else 4)


def deadlines(
    context: typer.Context,
    everything: Annotated[
        bool, option("--all", help=N_("Those that are done, and meetings that are over, too."))
    ] = False,
) -> Reply:
    """Undertakings by their deadline, then rounds and meetings to come; each moment on every party's clock.

    Result: ``{"undertakings": [{"name", "owner", "what", "deadline", "due", "about"}], "calendar": [{"subject",
    "phase", "starts", "ends", "zone", "format", "place", "link", "by"}]}``; moments in UTC.

    $ paraph deadlines
    """
    return deadlines_reply(context.obj, everything)


def deadlines_reply(session: Session, everything: bool) -> Reply:
    """Undertakings, rounds and meetings as a reply."""
    from paraph.record.deadlines import Due, Phase

    desk = session.desk()
    due = [each for each in desk.deadlines() if everything or each.due is not Due.DISCHARGED]
    over = (Phase.HELD, Phase.LAPSED)
    ahead = [each for each in desk.calendar() if everything or each.phase not in over]
    data = {
        "undertakings": [_deadline_data(each) for each in due],
        "calendar": [_engagement_data(each) for each in ahead],
    }

    def draw(screen: Screen) -> None:
        if not due and not ahead:
            screen.print(session.say(N_("Nothing is due, and nothing is set.")))
        if due:
            draw_deadlines(session, due, screen)
        if ahead:
            draw_calendar(session, ahead, screen)

    return Reply(data, draw)


def draw_deadlines(session: Session, due: list[Deadline], screen: Screen) -> None:
    speech, parties = session.speech, session.desk().charter.parties
    rows = [
        [
            each.name,
            screen.party(each.undertaking.owner, parties),
            speech.of(each.undertaking.what),
            _clocks(session, each.moment),
            session.say(names.DUE[each.due]),
        ]
        for each in due
    ]
    screen.heading(session.say(N_("Undertakings")))
    headers = (N_("Name"), N_("Party"), N_("What"), N_("Deadline"), N_("Status"))
    screen.table([session.say(key) for key in headers], rows, wide=(2,))


def draw_calendar(session: Session, ahead: list[Engagement], screen: Screen) -> None:
    speech = session.speech
    rows = [
        [
            each.subject,
            _what(session, each),
            _span(session, each),
            ", ".join(filter(None, (session.say(names.FORMAT[each.format]), speech.of(each.content.place)))),
            session.say(names.PHASE[each.phase]),
        ]
        for each in ahead
    ]
    screen.heading(session.say(N_("Rounds and meetings")))
    headers = (N_("Name"), N_("Title"), N_("When"), N_("How and where"), N_("Status"))
    screen.table([session.say(key) for key in headers], rows, wide=(1, 3))


def _what(session: Session, each: Engagement) -> str:
    from paraph.record.contents import Round

    if isinstance(each.content, Round):
        return session.say(N_("Round %(number)s"), number=each.content.number)
    return session.speech.of(each.content.title)


def _span(session: Session, each: Engagement) -> str:
    """A round by its days, a meeting by its hours on every party's clock."""
    from datetime import date

    from paraph.record.contents import Round

    if isinstance(each.content, Round):
        first, last = (date.fromisoformat(day) for day in (each.content.starts, each.content.ends))
        return f"{session.speech.day(first, 'medium')} – {session.speech.day(last, 'medium')}"
    return _clocks(session, each.starts)


def _clocks(session: Session, moment: Any) -> str:
    """A moment on every party's clock, a line each."""
    charter = session.desk().charter
    zones = dict.fromkeys(each.zone for each in charter.participants if each.role == "party")
    return "\n".join(session.shown(moment, zone) for zone in zones)


def _deadline_data(each: Deadline) -> dict[str, Any]:
    found = each.undertaking
    return {
        "name": each.name,
        "owner": found.owner,
        "kind": found.kind,
        "what": found.what,
        "deadline": found.deadline,
        "due": each.due.value,
        "about": found.about,
    }


def _engagement_data(each: Engagement) -> dict[str, Any]:
    from paraph.desk.clock import stamp

    return {
        "subject": each.subject,
        "phase": each.phase.value,
        "starts": stamp(each.starts),
        "ends": stamp(each.ends),
        "zone": each.zone,
        "format": each.format,
        "place": each.content.place,
        "link": each.content.link,
        "by": list(each.by),
    }


def agenda_reply(session: Session, of: str) -> Reply:
    """The agenda of a round or meeting, with its coverage."""
    from paraph.record.contents import Agenda

    desk, speech = session.desk(), session.speech
    latest = next(reversed(desk.state.named("agenda")), "").partition(":")[2]
    subject = desk.agenda_of(of or desk.current_round or latest)
    agreed = desk.state.agreed(subject)
    contents = [agreed, *(desk.state.content(subject, party) for party in desk.state.participants)]
    items = next((each.items for each in contents if isinstance(each, Agenda)), [])
    discussed = desk.state.discussed.get(subject, {})
    data = {
        "subject": subject,
        "agreed": agreed is not None,
        "items": items,
        "discussed": discussed,
    }

    def draw(screen: Screen) -> None:
        rows = [
            [
                str(number),
                item.name,
                speech.of(item.title),
                session.say(N_("discussed")) if item.name in discussed else "",
                speech.of(discussed[item.name].note) if item.name in discussed else "",
            ]
            for number, item in enumerate(items, 1)
        ]
        key = N_("%(subject)s, agreed; %(done)s of %(all)s items discussed") if agreed else N_("%(subject)s, proposed")
        screen.print(session.say(key, subject=subject, done=len(discussed), all=len(items)), style="bold")
        headers = ("", N_("Item"), N_("Title"), N_("Coverage"), N_("What came of it"))
        screen.table([session.say(each) for each in headers], rows, right=(0,), wide=(2, 4))

    return Reply(data, draw)
