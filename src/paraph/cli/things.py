"""What is no provision, to be read whole: rounds, agendas, meetings, statements; questions, documents, undertakings."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.cli import telling
from paraph.cli.options import write_bytes
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent, UnknownSubject

if TYPE_CHECKING:
    from paraph.desk import Desk

THINGS = {
    "disclosure": ("disclosures", N_("Document handed over")),
    "question": ("clarifications", N_("Question asked")),
    "undertaking": ("undertakings", N_("Undertaking given")),
    "referral": ("referrals", N_("Referred upward")),
}
"""What has a name of its own ("us-d1"): where the state keeps it, and what it is called (message keys)."""


def kind_of(desk: Desk, name: str) -> str:
    """The kind of thing that bears this name; "" when none does."""
    return next((kind for kind, (field, _) in THINGS.items() if name in getattr(desk.state, field)), "")


def thing_reply(session: Session, name: str, output: Path | None) -> Reply:
    """A question, document, undertaking or referral: all that the record says of it; a document's bytes, if wanted."""
    desk = session.desk()
    kind = kind_of(desk, name)
    field, heading = THINGS[kind]
    found = getattr(desk.state, field)[name]
    if output:
        _write_document(desk, name, kind, output)

    def draw(screen: Screen) -> None:
        screen.print(f"{session.say(heading)}: {name}", style="bold")
        draw_rows(session, msgspec.to_builtins(found), screen)
        if output:
            screen.print(session.say(N_("The document is in %(file)s."), file=output))
        elif kind == "disclosure":
            hint = N_("'paraph show %(name)s -o FILE' writes the document out.")
            screen.note(session.say(hint, name=name))

    return Reply({"name": name, "kind": kind, "file": str(output) if output else None, kind: found}, draw)


def _write_document(desk: Desk, name: str, kind: str, output: Path) -> None:
    """Write out the bytes that were handed over, for those who sent or were sent them only."""
    if kind != "disclosure":
        raise InvalidContent(field="-o", detail=N_("only a document that was handed over can be written out"))
    write_bytes(output, desk.document(name))


def draw_contents(session: Session, subject: str, screen: Screen) -> None:
    """What the positions on a subject say, each content once, under the names of those who hold it."""
    state = session.desk().state
    held: dict[str, list[str]] = {}
    for party, position in state.subjects[subject].positions.items():
        held.setdefault(position.content, []).append(party)
    for content, parties in held.items():
        screen.heading(session.say(N_("As held by %(parties)s"), parties=", ".join(parties)))
        draw_rows(session, msgspec.to_builtins(state.contents[content]), screen)


def draw_rows(session: Session, plain: dict[str, Any], screen: Screen, under: str = "") -> None:
    """Plain data, a line for each field; who did what when in one line, what is empty left out."""
    for name, value in plain.items():
        field = f"{under} {name}".strip()
        if name == "type" or value in (None, "", [], {}):
            continue
        if isinstance(value, dict) and "mark" in value:
            value = {**value["mark"], **{key: each for key, each in value.items() if key != "mark"}}
        if isinstance(value, dict) and {"party", "person", "time"} <= set(value):
            said = telling.spelt(field, value["time"], session)
            _line(session, field, f"{value['party']}:{value['person']}, {said}", screen)
            rest = {key: each for key, each in value.items() if key not in ("party", "person", "time", "entry")}
            draw_rows(session, rest, screen, field)
        elif isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()):
            draw_rows(session, value, screen, field)
        else:
            for label, each in telling.rows(field, value):
                _line(session, label, telling.spelt(label, each, session), screen)


def _line(session: Session, field: str, shown: str, screen: Screen) -> None:
    screen.print(f"{telling.label(field, session.speech)}: {shown}", indent=2)


def hint(session: Session, desk: Desk, error: UnknownSubject) -> str:
    """What to do about a name that is not known: the nearest of its kind, else those there are, else the next step."""
    kind, given = str(error.data["kind"]), str(error.data["subject"]).rpartition(":")[2]
    if kind not in NEXT:
        return str(error.data["hint"])
    known = [each.partition(":")[2] for each in (desk.state.named(kind) if kind != "subject" else desk.state.subjects)]
    near = get_close_matches(given, dict.fromkeys(known), n=3, cutoff=0.75)
    if near and len(given) > 2:  # everything is near to a shorter name
        return session.say(N_("Did you mean %(names)s?"), names=", ".join(near))
    if known and kind not in ("subject", "provision"):
        return session.say(N_("There are: %(names)s."), names=", ".join(known))
    return session.say(NEXT[kind])


NEXT = {
    "agenda": N_("None is proposed yet: paraph agenda round:1 --item 'tariffs: Tariffs and quotas'"),
    "round": N_("None is scheduled yet: 'paraph round schedule'."),
    "meeting": N_("None is scheduled yet: 'paraph meet schedule'."),
    "provision": N_("See 'paraph text' for what there is."),
    "subject": N_("See 'paraph state' for what there is."),
}
"""The next step where a name is not known, by kind (message keys)."""
