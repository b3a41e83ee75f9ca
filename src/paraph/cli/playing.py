"""The state of play, now or at an earlier time, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli import differing
from paraph.cli.options import argument, option
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_
from paraph.record import names
from paraph.text.convergence import Status

if TYPE_CHECKING:
    from paraph.desk import Desk
    from paraph.record.assembly import Clause
    from paraph.record.changes import Changes
    from paraph.record.state import State
    from paraph.record.state_of_play import Item, StateOfPlay, Tally


def state(
    context: typer.Context,
    within: Annotated[
        str, argument("PROVISION", N_("A chapter or article, to see provision by provision what stands in it."))
    ] = "",
    since: Annotated[
        str, option("--since", shows="WHEN", help=N_('Measure against "round 1" or a day, not the previous round.'))
    ] = "",
) -> Reply:
    """Agreed, narrowed and open provisions and words, measured against the close of the previous round.

    Result: ``{"language", "since", "time", "whole": TALLY, "containers": [TALLY], "items": [ITEM]}`` with TALLY
    ``{"name", "kind", "number", "heading", "provisions": {status: count}, "words": {"agreed", "narrowed", "open"},
    "share_agreed", "share_agreed_before", "level"}`` and ITEM ``{"subject", "status", "standing", "words",
    "words_before", "level", "reservations", "waits_for", "referrals", "elsewhere", "parked"}``.

    $ paraph state
    $ paraph state c2
    $ paraph state a2.3 --since "round 1"
    """
    session: Session = context.obj
    desk = session.desk()
    earlier = desk.as_of(since) if since else None
    return play_reply(session, desk.play(since=earlier, language=wording_language(session, desk)), within)


def as_of(
    context: typer.Context,
    when: Annotated[str, argument("WHEN", N_('"round 1", a day (2025-05-20) or a moment (2025-05-20 17:00).'))],
) -> Reply:
    """Any earlier state is worked out from the record; what has changed from then until now follows.

    Result: ``{"then": STATE, "changes": {...}}`` with STATE as of 'paraph state'; changes by kind, each a list.

    $ paraph as-of "round 1"
    $ paraph as-of 2025-05-20
    """
    session: Session = context.obj
    desk = session.desk()
    then = desk.as_of(when)
    earlier = play_reply(session, desk.play(then, language=wording_language(session, desk)), "", then)
    found = desk.changes(then)

    def draw(screen: Screen) -> None:
        earlier.draw(screen)
        draw_changes(session, found, screen)

    return Reply({"then": earlier.data, "changes": changes_data(found)}, draw)


def wording_language(session: Session, desk: Desk) -> str:
    """The language of the text that the reader reads: the own one if the negotiation has it, else its first."""
    return session.language if session.language in desk.languages else desk.languages[0]


def play_reply(session: Session, play: StateOfPlay, within: str, at: State | None = None) -> Reply:
    """The state of play as a reply: of the whole, or of what stands in one provision."""
    desk = session.desk()
    name = desk.provision(within) if within else ""
    time = (at or desk.state).time

    def draw(screen: Screen) -> None:
        _draw_head(session, play, screen, time)
        _draw_containers(session, play, name, screen)
        if name:
            _draw_items(session, play, name, screen)
        else:
            _draw_attention(session, play, screen)
            _draw_others(session, play, screen)

    return Reply(play_data(play, name, time), draw)


# As data


def play_data(play: StateOfPlay, name: str, time: str) -> dict[str, Any]:
    clauses = play.text.within(name)
    subjects = {clause.subject for clause in clauses}
    return {
        "language": play.language,
        "since": play.since.round if play.since else None,
        "time": time,
        "whole": _tally_data(play.tallies[name]),
        "containers": [
            {**_named(clause, play.language), **_tally_data(play.tallies[clause.name])}
            for clause in clauses
            if clause.kind.titled
        ],
        "items": [
            _item_data(item)
            for item in play.items.values()
            if item.subject in subjects or (not name and item.kind != "provision")
        ],
    }


def _tally_data(tally: Tally) -> dict[str, Any]:
    words, before = tally.words, tally.before
    return {
        "provisions": {status.value: tally.counts.get(status, 0) for status in Status},
        "words": {"agreed": words.agreed, "narrowed": words.narrowed, "open": words.open},
        "share_agreed": round(words.shares.agreed, 4),
        "share_agreed_before": round(before.shares.agreed, 4) if before is not None else None,
        "level": tally.level,
    }


def _named(clause: Clause, language: str) -> dict[str, Any]:
    return {
        "name": clause.name,
        "kind": clause.kind.value,
        "number": clause.number(language),
        "heading": heading(clause, language),
    }


def _item_data(item: Item) -> dict[str, Any]:
    before = item.progress.before
    return {
        "subject": item.subject,
        "status": item.status.value,
        "standing": item.standing.value,
        "words": item.words.disputed,
        "words_before": before.disputed if before is not None else None,
        "level": item.level,
        "reservations": dict(item.reservations),
        "waits_for": list(item.waits_for),
        "referrals": list(item.referrals),
        "elsewhere": list(item.elsewhere),
        "parked": item.parked,
    }


def heading(clause: Clause, language: str) -> str:
    """The words of a heading, with its brackets."""
    from paraph.text.brackets import show

    return show(clause.runs[language]) if clause.kind.titled else ""


def title(clause: Clause, language: str) -> str:
    """A heading as it is shown: its number, then its words."""
    return ". ".join(filter(None, (clause.number(language).rstrip("."), heading(clause, language))))


# For a person


def _draw_head(session: Session, play: StateOfPlay, screen: Screen, time: str) -> None:
    from paraph.record.deadlines import instant

    desk, speech = session.desk(), session.speech
    screen.print(speech.of(desk.charter.title), style="bold")
    if desk.charter.illustrative:
        screen.note(session.say(N_("Illustrative: not the position of any government.")))
    if time:
        shown = session.shown(instant(time))
        if play.since:
            number = play.since.round.partition(":")[2]
            screen.print(session.say(N_("State of play, %(time)s, against round %(round)s"), time=shown, round=number))
        else:
            screen.print(session.say(N_("State of play, %(time)s"), time=shown))
    screen.print()


def _draw_containers(session: Session, play: StateOfPlay, name: str, screen: Screen) -> None:
    say = session.say
    clauses = [clause for clause in play.text.within(name) if clause.kind.titled]
    if not clauses:
        screen.print(say(N_("Nothing is on the table yet.")))
        return
    top = min(clause.depth for clause in clauses)
    shown = [clause for clause in clauses if clause.depth == top or name]
    headers = (N_("Provisions"), N_("agreed"), N_("narrowed"), N_("open"), N_("Words agreed"), N_("Change"), N_("With"))
    rows = [[title(clause, play.language), *_figures(session, play.tallies[clause.name])] for clause in shown]
    if not name:
        rows.append([say(N_("The whole text")), *_figures(session, play.tallies[""])])
    screen.table([say(key) for key in headers], rows, right=(1, 2, 3, 4, 5), wide=(0, 6))


def _figures(session: Session, tally: Tally) -> list[str]:
    speech = session.speech
    counts = [speech.number(tally.counts.get(status, 0)) if tally.counts.get(status) else "·" for status in Status]
    change = tally.change
    moved = f"{change.agreed * 100:+.1f}".replace(".", "," if speech.language == "vi" else ".") if change else ""
    level = "" if tally.level == "technical" else session.say(names.LEVEL[tally.level])
    return [*counts, speech.percent(tally.words.shares.agreed), "" if moved in ("+0.0", "+0,0") else moved, level]


def _draw_items(session: Session, play: StateOfPlay, name: str, screen: Screen) -> None:
    say = session.say
    rows = []
    for clause in play.text.within(name):
        item = play.of(clause)
        before = item.progress.before
        inside = str(item.words.disputed) if item.words.disputed else "·"
        if before is not None and before.disputed != item.words.disputed:
            inside = f"{before.disputed} → {inside}"
        rows.append(
            [
                clause.name,
                clause.shown_number(play.language),
                say(names.STATUS[item.status]),
                inside,
                _notes(session, item),
            ]
        )
    screen.heading(say(N_("Provision by provision")))
    headers = (N_("Name"), N_("Number"), N_("Status"), N_("Words in brackets"), N_("Notes"))
    screen.table([say(key) for key in headers], rows, right=(3,), wide=(4,))


def _notes(session: Session, item: Item) -> str:
    """Reservations, capitals that have yet to confirm, referrals: in a line."""
    say, found = session.say, []
    for party, reservation in item.reservations.items():
        waits = reservation.pending.partition(":")[2] if reservation.pending else ""
        key = N_("%(party)s reserves, pending %(subject)s") if waits else N_("%(party)s reserves")
        found.append(say(key, party=party, subject=waits))
    found += [say(N_("%(party)s ad referendum"), party=party) for party in item.waits_for]
    found += [say(N_("reopened by %(party)s"), party=party) for party in item.reopened]
    if item.parked:
        found.append(say(N_("parked")))
    if item.kind == "provision":
        text = session.desk().text()
        short = item.subject.partition(":")[2]
        if not item.elsewhere and item.status is not Status.AGREED and short in text:
            found += differing.beside_words(session, text, text[short])
    if item.elsewhere:
        found.append(say(N_("%(parties)s elsewhere in the text"), parties=", ".join(item.elsewhere)))
    if item.level != "technical":
        found.append(say(N_("with the %(level)s"), level=say(names.LEVEL[item.level])))
    return "; ".join(found)


def _draw_attention(session: Session, play: StateOfPlay, screen: Screen) -> None:
    """What a head of delegation looks at first: reserved, parked, ad referendum, referred."""
    rows = [
        [play.text[item.subject.partition(":")[2]].name, session.say(names.STATUS[item.status]), _notes(session, item)]
        for item in play.items.values()
        if item.kind == "provision" and (item.reservations or item.parked or item.waits_for or item.referrals)
    ]
    if rows:
        screen.heading(session.say(N_("Reserved, parked or referred")))
        screen.table([session.say(key) for key in (N_("Name"), N_("Status"), N_("Notes"))], rows, wide=(2,))


def _draw_others(session: Session, play: StateOfPlay, screen: Screen) -> None:
    """Rounds, agendas, meetings, statements, tariff lines, packages: one line each."""
    rows = [
        [item.subject, session.say(names.STANDING[item.standing]), _notes(session, item)]
        for item in play.items.values()
        if item.kind != "provision"
    ]
    if rows:
        screen.heading(session.say(N_("Other subjects")))
        screen.table([session.say(key) for key in (N_("Subject"), N_("Status"), N_("Notes"))], rows, wide=(2,))


# Changes


def changes_data(found: Changes) -> dict[str, Any]:
    return {
        "then": found.then,
        "until": found.until,
        "entries": found.entries,
        "positions": list(found.positions),
        **{field: list(getattr(found, field)) for field, _ in names.CHANGES},
    }


def draw_changes(session: Session, found: Changes, screen: Screen) -> None:
    """What has changed, kind by kind, with the names of what changed."""
    screen.heading(session.say(N_("Since then")))
    rows = [
        [session.say(key), session.speech.number(len(which)), ", ".join(_changed(which))]
        for field, key in names.CHANGES
        if (which := getattr(found, field))
    ]
    rows.insert(0, [session.say(N_("new positions")), session.speech.number(len(found.positions)), ""])
    screen.table(("", "", ""), rows, right=(1,), wide=(2,))


def _changed(which: Any) -> Iterator[str]:
    """Names of what changed: a subject's or thing's own name, without its kind; of pairs both parts."""
    for each in which:
        if isinstance(each, str):
            yield each.removeprefix("provision:")
        elif isinstance(each, tuple):
            yield " ".join(part.rpartition(":")[2] for part in each if isinstance(part, str))
        else:
            yield f"{each.subject.removeprefix('provision:')} {each.before} → {each.now}"
