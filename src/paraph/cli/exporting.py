"""What is handed over as a file: texts, redlines, outcomes, the state of play, statements, the calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import Output, argument, option, write_bytes
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent, UnknownSubject

if TYPE_CHECKING:
    from paraph.desk.handing import Handing
    from paraph.documents.paper import Paper

BOTH = "both"
BINARY = ("docx", "pdf")
_FORMAT = N_("docx, pdf, html, md, txt, akn, csv, json, tmx, xliff or ics; else by the file's name.")


def export(
    context: typer.Context,
    what: Annotated[str, argument("WHAT", N_("text, agreed, redline, state, outcome, statement or calendar."))],
    of: Annotated[
        str,
        option("--of", shows="NAME", help=N_("Whose draft or redline (VN), which round (2) or statement (press-2).")),
    ] = "",
    form: Annotated[str, option("--format", "-f", shows="FORMAT", help=_FORMAT)] = "",
    wording: Annotated[
        str,
        option("--in", shows="LANGUAGE", help=N_("en, vi, or both, as it is unless said; a redline is of one.")),
    ] = "",
    since: Annotated[
        str, option("--since", shows="WHEN", help=N_('Of a redline: from which moment, "round 1" or a day.'))
    ] = "",
    against: Annotated[
        str, option("--against", shows="PARTY", help=N_("Of a redline: from which other party's draft."))
    ] = "",
    output: Output = None,
) -> Reply:
    """Made of the shared record alone, whoever asks: nothing of a vault is in it. The same record, the same bytes.

    A redline without --of is of the agreed text. Formats: a text docx, pdf, html, md, akn, csv, json, tmx, xliff; a
    redline docx, pdf, html, md, json; the others docx, pdf, html, md, txt, json, the state of play csv too; a
    calendar ics, csv, json.

    Result: ``{"what", "name", "format", "languages", "file", "bytes"}``.

    $ paraph export text -o text.docx
    $ paraph export redline --of VN --since "round 1" --in en -o vn.docx
    $ paraph export outcome --of 2 --in vi -o outcome.pdf
    $ paraph export state -o state.csv
    """
    session: Session = context.obj
    handing = _handing(session)
    if what == "redline" and not wording:
        wording = handing.language
    languages = _languages(session, wording or BOTH)
    paper = handing.paper(what, languages, of=of, since=since, against=against)
    return _written(session, paper, what, _format(form, output, paper), languages, output)


def statement(
    context: typer.Context,
    name: Annotated[str, argument("STATEMENT", N_("Which one, such as press-2; all are listed, if left out."))] = "",
    wording: Annotated[str, option("--in", shows="LANGUAGE", help=N_("en, vi, or both; both unless said."))] = BOTH,
    output: Output = None,
) -> Reply:
    """Clean where all sides agree on it, else with the brackets of each; a file is of the kind that its name says.

    Result: without a name ``[{"name", "standing", "holders", "disputed"}]``, with one as of 'paraph export' and
    ``"document"``, the statement in Markdown.

    $ paraph statement
    $ paraph statement press-2
    $ paraph statement press-2 -o statement.docx
    """
    session: Session = context.obj
    if not name:
        return _statements(session)
    languages = _languages(session, wording)
    paper = _handing(session).paper("statement", languages, of=name)
    if output:
        return _written(session, paper, "statement", _format("", output, paper), languages, output)
    from paraph.documents.writers import write

    document = write(paper, "md").decode()
    data = {"what": "statement", "name": paper.name, "format": "md", "languages": languages, "file": None,
            "bytes": len(document.encode()), "document": document}  # fmt: skip
    return Reply(data, lambda screen: screen.exact(document))


def calendar(
    context: typer.Context,
    ics: Annotated[bool, option("--ics", help=N_("As a calendar program reads it (iCalendar)."))] = False,
    output: Output = None,
) -> Reply:
    """All rounds and meetings, and what your own side owes; with --ics or a file's name as a file.

    Result: as of 'paraph deadlines', and with a file as of 'paraph export'.

    $ paraph calendar
    $ paraph calendar --ics -o talks.ics
    """
    session: Session = context.obj
    if ics or output:
        paper = _handing(session).paper("calendar")
        form = "ics" if ics else _format("", output, paper)
        return _written(session, paper, "calendar", form, [session.language], output)
    from paraph.cli.recording import deadlines_reply

    return deadlines_reply(session, everything=True)


def _handing(session: Session) -> Handing:
    from paraph.desk.handing import Handing

    return Handing(session.desk(), session.speech)


def _languages(session: Session, wanted: str) -> list[str]:
    known = session.desk().languages
    if wanted != BOTH and wanted not in known:
        raise InvalidContent(field="--in", detail=", ".join([*known, BOTH]))
    return list(known) if wanted == BOTH else [wanted]


def _format(asked: str, output: Path | None, paper: Paper) -> str:
    """What was asked for, else what the file's name says, else the first that there is.

    Raises UnknownSubject where the file's name says none of those that there are.
    """
    from paraph.documents.writers import FORMATS, formats_of

    known = formats_of(type(paper))
    if asked or not output:
        return asked or known[0]
    ending = next((each for each in known if output.name.lower().endswith("." + FORMATS[each].ending)), "")
    if not ending:
        raise UnknownSubject(kind=N_("format for it"), subject=output.suffix or output.name, hint=", ".join(known))
    return ending


def _written(session: Session, paper: Paper, what: str, form: str, languages: list[str], output: Path | None) -> Reply:
    """The paper as a file; a format that is text may go to the screen too.

    Raises InvalidContent for another one without a file's name.
    """
    from paraph.documents.writers import write

    if not output and form in BINARY:
        raise InvalidContent(field="--output", detail=N_("a file of this format needs a name"))
    with session.progress(N_("Writing the file ...")):
        made = write(paper, form)
    if output:
        write_bytes(output, made)

    def draw(screen: Screen) -> None:
        if output:
            screen.print(session.say(N_("The file is %(file)s."), file=output))
        else:
            screen.exact(made.decode())

    data = {"what": what, "name": paper.name, "format": form, "languages": languages,
            "file": str(output) if output else None, "bytes": len(made)}  # fmt: skip
    return Reply(data, draw)


def _statements(session: Session) -> Reply:
    from paraph.record import names
    from paraph.record.statements import statements_of

    desk = session.desk()
    data: list[dict[str, Any]] = [
        {
            "name": subject.partition(":")[2],
            "standing": desk.state.standing(subject).value,
            "holders": list(statements_of(desk.state, subject)),
            "disputed": desk.statement(subject).disputed,
        }
        for subject in desk.state.named("statement")
    ]

    def draw(screen: Screen) -> None:
        if not data:
            screen.print(session.say(N_("There are no statements.")))
            return
        rows = [
            [each["name"], session.say(names.STANDING[desk.state.standing(f"statement:{each['name']}")]),
             ", ".join(each["holders"]), str(each["disputed"] or "·")]
            for each in data
        ]  # fmt: skip
        headers = (N_("Name"), N_("Status"), N_("Held by"), N_("Paragraphs in dispute"))
        screen.table([session.say(key) for key in headers], rows, right=(3,))

    return Reply(data, draw)
