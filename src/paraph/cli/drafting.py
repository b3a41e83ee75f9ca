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
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from paraph.cli.screen import Screen
    from paraph.desk.drafting import KeptDraft
    from paraph.record.arrival import Arrival


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
    if not subject:
        return _reply(session, desk.drafts())
    name = named(desk, subject)
    if discard:
        desk.discard(name)
        return _reply(session, desk.drafts())
    return _reply(session, [desk.draft(name, wording(session, name, text, kind, parent, after, number, absent))])


def _drafts(session: Session, given: Sequence[str]) -> dict[str, Any]:
    """The drafts of a file in each language: ``FILE`` in the reader's, ``vi=FILE`` in another."""
    from paraph.documents import read

    found = {}
    for each in given:
        tag, sign, path = each.partition("=")
        language, name = (tag, path) if sign and len(tag) in (2, 3) and tag.isalpha() else (session.language, each)
        if language in found:
            raise InvalidContent(field=each, detail=N_("this language is given twice"))
        found[language] = read(name, read_bytes(Path(name)), language)
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


def _reply(session: Session, kept: list[KeptDraft], found: Arrival | None = None) -> Reply:
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
        rows = [(each.subject.removeprefix("provision:"), each.author, ", ".join(each.moved)) for each in kept]
        headers = (N_("Draft"), N_("Author"), N_("Overtaken by"))
        screen.table([session.say(key) for key in headers], rows, wide=(0,))
        screen.note(session.say(N_("Only your delegation sees this. 'paraph table' puts it on the table.")))

    return Reply(data, draw)
