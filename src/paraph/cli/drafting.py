"""What a delegation writes for itself before it tables anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import Words, argument, option, read_bytes
from paraph.cli.positions import Absent, After, Kind, Number, Parent, named, wording
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent, UnknownSubject

if TYPE_CHECKING:
    from paraph.cli.screen import Screen
    from paraph.desk import Desk
    from paraph.desk.drafting import KeptDraft
    from paraph.record.arrival import Arrival
    from paraph.text.brackets import Runs


def draft(
    context: typer.Context,
    subject: Annotated[
        str, argument("SUBJECT", N_("The provision; without it, what your side has drafted is listed."))
    ] = "",
    text: Words = None,
    kind: Kind = "",
    parent: Parent = "",
    after: After = "",
    number: Number = None,
    absent: Absent = False,
    file: Annotated[
        list[str] | None,
        option(
            "--file",
            "-f",
            shows="FILE",
            help=N_("Your whole draft as a file, matched to the text on record; vi=FILE for another language."),
        ),
    ] = None,
    match: Annotated[
        list[str] | None,
        option("--match", shows="ID=NAME", help=N_("What a doubtful provision of the file is; ID=new for a new one.")),
    ] = None,
    leave_out: Annotated[
        bool, option("--leave-out", help=N_("The file is meant to lack provisions that your side has on record."))
    ] = False,
    discard: Annotated[bool, option("--discard", help=N_("Set this draft aside instead."))] = False,
    everything: Annotated[bool, option("--all", help=N_("With --discard: all drafts."))] = False,
    full: Annotated[bool, option("--words", help=N_("List the drafts with their words."))] = False,
) -> Reply:
    """Kept in your delegation's own vault; 'paraph table' puts it on the table.

    Result: ``{"drafts": [{"subject", "content", "change", "author", "time", "moved"}]}``, ``moved``
    being the parties whose position changed since;
    of a file also ``"names": {id in the file: name}, "dropped", "unchanged"``.

    $ paraph draft a2.3-1 --text "The United States shall not apply ..." --text vi="Hoa Kỳ không áp dụng ..."
    $ paraph draft a2.3-5 --in a2.3 --after a2.3-4 --number 5. --text @paragraph.md
    $ paraph draft --file ours.en.md --file vi=ours.vi.md
    $ paraph draft
    """
    session: Session = context.obj
    desk = session.desk()
    if file:
        found = desk.read_file(_drafts(session, file), _decided(match or ()))
        kept = desk.draft_file(found, leave_out)
        return _reply(session, kept, found)
    if discard:
        return _discarded(session, subject, everything)
    if not subject:
        return _reply(session, desk.drafts(), full=full)
    name = named(desk, subject)
    if not (text or absent or number or after or parent or kind):
        return _reply(session, [_of(desk, name)], full=True)
    return _reply(session, [desk.draft(name, wording(session, name, text, kind, parent, after, number, absent))])


def _of(desk: Desk, name: str) -> KeptDraft:
    """The draft on a subject. Raises UnknownSubject, with what to do."""
    found = {each.subject: each for each in desk.drafts()}
    if name not in found:
        raise UnknownSubject(
            kind=N_("draft"), subject=name, hint=N_("Write one with --text; 'paraph draft' lists them.")
        )
    return found[name]


def _discarded(session: Session, subject: str, everything: bool) -> Reply:
    """Set one draft aside, or all. Raises InvalidContent when it is not said which."""
    desk = session.desk()
    if bool(subject) == everything:
        raise InvalidContent(field="--discard", detail=N_("name the draft to set aside, or say --all"))
    for name in [each.subject for each in desk.drafts()] if everything else [named(desk, subject)]:
        desk.discard(name)
    return _reply(session, desk.drafts())


def change(desk: Desk, kept: KeptDraft) -> str:
    """What tabling a draft would do to one's own position (a message key)."""
    from paraph.record.contents import Wording

    own, new = desk.state.content(kept.subject, desk.seat.party), kept.content
    if isinstance(new, Wording) and new.absent:
        return N_("absent: your side wants no such provision")
    if not isinstance(own, Wording) or own.absent or not isinstance(new, Wording):
        return N_("new")
    if (own.text, own.number, own.kind) != (new.text, new.number, new.kind):
        return N_("changed") if (own.parent, own.after) == (new.parent, new.after) else N_("changed and moved")
    return N_("moved")


def bracketed(desk: Desk, kept: KeptDraft, language: str) -> Runs:
    """The words with the brackets that they would make if they were tabled now."""
    from paraph.record.contents import Wording
    from paraph.text.consolidate import consolidate

    held = {party: desk.state.content(kept.subject, party) for party in desk.state.parties}
    held[desk.seat.party] = kept.content
    wanted = {party: each for party, each in held.items() if isinstance(each, Wording) and not each.absent}
    return consolidate({party: wanted[party].text.get(language) if party in wanted else None for party in held})


def _draw_full(session: Session, kept: Sequence[KeptDraft], screen: Screen) -> None:
    desk = session.desk()
    for each in kept:
        screen.heading(f"{each.subject.removeprefix('provision:')} · {session.say(change(desk, each))}")
        for language in desk.languages:
            runs = bracketed(desk, each, language)
            if runs:
                screen.print(screen.wording(runs, desk.charter.parties), label=language, hang=4)
        number = getattr(each.content, "number", {})
        if number:
            screen.note(session.say(N_("Number: %(number)s"), number=" / ".join(number.values())))
        if each.moved:
            screen.print(session.say(N_("Moved since you drafted it: %(parties)s"), parties=", ".join(each.moved)))


def _drafts(session: Session, given: Sequence[str]) -> dict[str, Any]:
    """The drafts of a file in each language: ``FILE`` in the reader's, ``vi=FILE`` in another."""
    from paraph.documents.receiving import receive

    found = {}
    for each in given:
        tag, sign, path = each.partition("=")
        language, name = (tag, path) if sign and len(tag) in (2, 3) and tag.isalpha() else (session.language, each)
        if language in found:
            raise InvalidContent(field=each, detail=N_("this language is given twice"))
        found[language] = receive(name, read_bytes(Path(name)), language)
    return found


def _decided(given: Sequence[str]) -> dict[str, str]:
    """What a person has decided about doubtful provisions: ``p12=a2.3-1``, ``p13=new``."""
    from paraph.record.arrival import NEW

    found = {}
    for each in given:
        identity, sign, name = each.partition("=")
        if not sign:
            raise InvalidContent(field=each, detail=N_("write it as p12=a2.3-1, or p12=new"))
        found[identity] = NEW if name == "new" else name
    return found


def _draw_list(session: Session, kept: Sequence[KeptDraft], screen: Screen) -> None:
    desk = session.desk()
    rows = [
        (
            each.subject.removeprefix("provision:"),
            session.say(change(desk, each)),
            each.author,
            ", ".join(each.moved),
        )
        for each in kept
    ]
    headers = (N_("Draft"), N_("What it does"), N_("Author"), N_("Overtaken by"))
    screen.table([session.say(key) for key in headers], rows, wide=(0, 1))
    screen.note(session.say(N_("'paraph draft --words' shows their words; 'paraph draft SUBJECT' one of them.")))


def _reply(session: Session, kept: list[KeptDraft], found: Arrival | None = None, *, full: bool = False) -> Reply:
    data: dict[str, Any] = {"drafts": kept}
    if found is not None:
        data |= {"names": found.names, "dropped": list(found.dropped), "unchanged": found.unchanged}

    def draw(screen: Screen) -> None:
        if found is not None:
            screen.print(
                session.say(
                    N_("%(changed)s provisions differ from what stands on record, %(unchanged)s do not."),
                    changed=session.speech.number(len(kept)),
                    unchanged=session.speech.number(found.unchanged),
                )
            )
        if not kept:
            screen.print(session.say(N_("Nothing is drafted.")))
            return
        if full:
            _draw_full(session, kept, screen)
        else:
            _draw_list(session, kept, screen)
        screen.note(session.say(N_("Only your delegation sees this. 'paraph table' puts it on the table.")))

    return Reply(data, draw)
