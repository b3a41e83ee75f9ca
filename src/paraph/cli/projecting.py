"""One party's draft out of a bracketed text."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paraph.cli.options import Output, argument, option, read_bytes, write_text
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent, UnknownParty

if TYPE_CHECKING:
    from paraph.text.diagnostics import Diagnostic

Convention = Annotated[
    str,
    option("--convention", shows="NAME", help=N_("How its brackets are meant: paraph, tpp, unfccc, eu or deletion.")),
]


def project(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", N_("A text with brackets that name their owners."))],
    party: Annotated[str, argument("PARTY", N_("Whose draft is wanted, by the code in the brackets."))],
    convention: Convention = "paraph",
    output: Output = None,
) -> Reply:
    """Of a text that 'paraph consolidate' wrote, this is that party's draft, character for character.

    Result: ``{"party", "text", "file", "remarks": [{"place", "code", "message"}]}``; ``text`` unless written to a file.

    $ paraph project text.md CO -o co.md
    $ paraph project chapter.md VN --convention tpp
    """
    session: Session = context.obj
    from paraph.documents import notation, plain
    from paraph.text.convention import CONVENTIONS

    if convention not in CONVENTIONS:
        raise InvalidContent(field="--convention", detail=", ".join(CONVENTIONS))
    data = read_bytes(file)
    parsed = notation.read(data, CONVENTIONS[convention], source=str(file))
    if party not in notation.named(parsed):  # its form alone did not tell: the code is now known
        parties = (*notation.named(parsed), party)
        parsed = notation.read(data, CONVENTIONS[convention], parties=parties, source=str(file))
    known = notation.named(parsed)
    if party not in known:
        raise UnknownParty(party=party, known=", ".join(known) or "–")
    text = plain.write(notation.drafts(parsed, [party])[party])
    if output:
        write_text(output, text)
    result = {
        "party": party,
        "file": str(output) if output else None,
        "text": None if output else text,
        "remarks": [told(remark, session) for remark in parsed.diagnostics],
    }

    def draw(screen: Screen) -> None:
        if output:
            screen.print(session.say(N_("The draft of %(party)s is in %(file)s."), party=party, file=output))
        else:
            screen.exact(text)
        warn(session, parsed.diagnostics)

    return Reply(result, draw)


def told(remark: Diagnostic, session: Session) -> dict[str, str]:
    """A remark for scripts and people."""
    place = f"{remark.source}:{remark.line}:{remark.column}"
    return {"place": place, "code": remark.code, "message": session.say(remark.message, **remark.data)}


def warn(session: Session, remarks: Sequence[Diagnostic]) -> None:
    """Doubts go to standard error, one line each: what is ambiguous is for a person to settle."""
    from paraph.text.diagnostics import Level

    for remark in remarks:
        if remark.level is Level.DOUBT:
            said = told(remark, session)
            print(f"{said['place']}: {said['message']}", file=sys.stderr)
