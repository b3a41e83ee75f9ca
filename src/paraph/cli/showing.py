"""One subject whole: its words, its positions, and everything that hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from paraph.cli import things
from paraph.cli.differing import beside_words
from paraph.cli.options import Output, Subject
from paraph.cli.playing import title
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent
from paraph.record import names

if TYPE_CHECKING:
    from paraph.desk import Desk
    from paraph.record.state import Mark


def show(context: typer.Context, subject: Subject, output: Output = None) -> Reply:
    """The words in every language with their brackets, who holds which wording and since when, reservations, questions.

    Result: ``{"subject", "standing", "text": {language: words}, "positions": {party: {...}}, "contents": {hash: ...},
    "reservations", "reopened", "withdrawn", "parked", "questions", "referrals", "undertakings", "disclosures"}``; of a
    question, document, undertaking or referral ``{"name", "kind", "file", kind: {...}}``.

    $ paraph show a2.3-1
    $ paraph show round:3
    $ paraph show us-d1 -o method.pdf
    """
    session: Session = context.obj
    desk = session.desk()
    if things.kind_of(desk, subject):
        return things.thing_reply(session, subject, output)
    name = desk.resolve(subject)
    if output:
        raise InvalidContent(field="-o", detail=N_("only a document that was handed over can be written out"))
    data = subject_data(desk, name)

    def draw(screen: Screen) -> None:
        _draw_head(session, name, screen)
        _draw_words(session, name, screen)
        if not name.startswith("provision:"):
            things.draw_contents(session, name, screen)
        _draw_positions(session, name, screen)
        _draw_around(session, data, screen)

    return Reply(data, draw)


def subject_data(desk: Desk, subject: str) -> dict[str, Any]:
    from paraph.text.brackets import show as printed

    state = desk.state
    found = state.subjects[subject]
    short = subject.partition(":")[2]
    text = desk.text()
    clause = text[short] if subject.startswith("provision:") and short in text else None
    return {
        "subject": subject,
        "standing": state.standing(subject).value,
        "text": {language: printed(runs) for language, runs in clause.runs.items()} if clause else {},
        "positions": found.positions,
        "contents": {each.content: state.contents[each.content] for each in found.positions.values()},
        "reservations": found.reservations,
        "reopened": found.reopened,
        "withdrawn": found.withdrawn,
        "parked": found.parked,
        "questions": {name: each for name, each in state.clarifications.items() if each.subject == subject},
        "referrals": {name: each for name, each in state.referrals.items() if each.subject == subject},
        "undertakings": {name: each for name, each in state.undertakings.items() if subject in each.about},
        "disclosures": {name: each for name, each in state.disclosures.items() if subject in each.about},
    }


def _draw_head(session: Session, subject: str, screen: Screen) -> None:
    desk = session.desk()
    text, short = desk.text(), subject.partition(":")[2]
    language = session.language if session.language in desk.languages else desk.languages[0]
    if subject.startswith("provision:") and short in text:
        path = text.path(short)
        above = [title(each, language) for each in path if each.kind.titled]
        shown = " › ".join(above) + ("" if path[-1].kind.titled else f"  {path[-1].number(language)}")
    else:
        shown = subject
    screen.print(shown.rstrip(), style="bold")
    standing = session.say(names.STANDING[desk.state.standing(subject)])
    screen.note(f"{subject} · {standing}")


def _draw_words(session: Session, subject: str, screen: Screen) -> None:
    desk = session.desk()
    text, short = desk.text(), subject.partition(":")[2]
    if not subject.startswith("provision:") or short not in text:
        return
    clause = text[short]
    for language, runs in clause.runs.items():
        screen.print()
        screen.print(screen.wording(runs, desk.charter.parties), label=language, hang=4)
    if not clause.settled and (beside := beside_words(session, text, clause)):
        screen.print()
        screen.note(session.say(N_("They differ on: %(what)s"), what="; ".join(beside)))


def _draw_positions(session: Session, subject: str, screen: Screen) -> None:
    desk, speech = session.desk(), session.speech
    found = desk.state.subjects[subject]
    rows = []
    for party, position in found.positions.items():
        how = session.say(N_("accepted")) if position.accepted else session.say(N_("tabled"))
        if position.ad_referendum:
            how = session.say(N_("accepted ad referendum"))
        rows.append(
            [
                screen.party(party, desk.charter.parties),
                how,
                _when(session, position.mark),
                position.content[:8],
                speech.of(position.reason),
            ]
        )
    rows += [
        [party, session.say(N_("withdrawn")), _when(session, each.mark), "", speech.of(each.reason)]
        for party, each in found.withdrawn.items()
    ]
    screen.heading(session.say(N_("Positions")))
    headers = (N_("Party"), N_("How"), N_("When"), N_("Wording"), N_("Reason"))
    screen.table([session.say(key) for key in headers], rows, wide=(4,))
    if rows:
        screen.note(session.say(N_("Times are those of %(zone)s."), zone=desk.zone))


def _draw_around(session: Session, data: dict[str, Any], screen: Screen) -> None:
    speech, say = session.speech, session.say
    rows: list[list[str]] = []
    for party, each in data["reservations"].items():
        waits = f" ({say(N_('pending %(subject)s'), subject=each.pending.partition(':')[2])})" if each.pending else ""
        rows.append([say(N_("reserved")), party, speech.of(each.reason) + waits])
    rows += [[say(N_("reopened")), party, speech.of(each.reason)] for party, each in data["reopened"].items()]
    if data["parked"]:
        rows.append([say(N_("parked")), data["parked"].mark.party, speech.of(data["parked"].reason)])
    for name, each in data["questions"].items():
        rows.append([say(N_("question")), f"{name} {each.asked.party}", speech.of(each.question)])
        answer = speech.of(each.answer) if each.answered else say(N_("not answered yet"))
        rows.append([say(N_("answer")), each.to, answer])
    for name, each in data["referrals"].items():
        level = say(names.LEVEL[each.level])
        rows.append([say(N_("referred")), f"{name} {each.sent.party}", f"{level}: {speech.of(each.question)}"])
        rows += [[say(N_("instruction")), party, speech.of(back.reason)] for party, back in each.instructions.items()]
    for name, each in data["undertakings"].items():
        rows.append([say(N_("undertaking")), f"{name} {each.owner}", speech.of(each.what)])
    rows += [
        [say(N_("document")), f"{name} {each.made.party}", speech.of(each.title)]
        for name, each in data["disclosures"].items()
    ]
    if rows:
        screen.heading(say(N_("Around it")))
        screen.table(("", "", ""), rows, wide=(2,))


def _when(session: Session, mark: Mark) -> str:
    from paraph.record.deadlines import instant

    return session.stamped(instant(mark.time))
