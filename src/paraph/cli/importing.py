"""A draft that somebody has sent as a file: what is in it, whose it is, and one's own side of it on the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from paraph.cli.drafting import _decided
from paraph.cli.import_telling import draw
from paraph.cli.options import Reason, argument, option, read_bytes, words
from paraph.cli.publishing import publish
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from paraph.desk import Desk
    from paraph.desk.importing import Choice, Look, Wanted
    from paraph.documents.intake import Intake, Rules

_SPECIAL = {"all": "*", "none": "-"}


def import_(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", N_("The draft: .docx, .pdf, .html, .md, .txt, Akoma Ntoso or ToTA .xml."))],
    author: Annotated[
        list[str] | None,
        option(
            "--author",
            shows="NAME=PARTY",
            help=N_("Whose changes an author's are: a party, all (made for everybody) or none (not made)."),
        ),
    ] = None,
    color: Annotated[
        list[str] | None,
        option("--color", shows="COLOUR=PARTY", help=N_("Whose brackets are in this colour; none for nobody's.")),
    ] = None,
    name: Annotated[
        list[str] | None,
        option("--name", shows="CODE=PARTY", help=N_("Which party is meant by another name in brackets: USA=US.")),
    ] = None,
    confirm: Annotated[bool, option("--confirm", help=N_("Take what is proposed for all of these."))] = False,
    match: Annotated[
        list[str] | None,
        option("--match", shows="ID=NAME", help=N_("What a doubtful provision of the file is; ID=new for a new one.")),
    ] = None,
    take: Annotated[
        list[str] | None,
        option(
            "--take",
            shows="ID",
            help=N_(
                "Take this row of a table or footnote as a new provision; all for every one. Else they are left out."
            ),
        ),
    ] = None,
    leave_out: Annotated[
        bool, option("--leave-out", help=N_("What the file lacks is no longer wanted; else it stays as it stands."))
    ] = False,
    brackets: Annotated[
        Literal["ask", "as-is"], option("--brackets", help=N_("What becomes of brackets that name no party."))
    ] = "ask",
    numbers: Annotated[
        Literal["auto", "file", "record"],
        option("--numbers", help=N_("Whose numbers stand; auto: the file's, unless it has brackets of parties.")),
    ] = "auto",
    only: Annotated[
        str, option("--only", shows="LANGUAGE", help=N_("Take only this language of a file that holds two."))
    ] = "",
    notation: Annotated[
        Literal["others", "paraph"], option("--notation", help=N_("Whose way of writing brackets the file follows."))
    ] = "others",
    note: Annotated[
        list[str] | None,
        option("--note", shows="ID", help=N_("Keep this comment in your vault; all for every one of them.")),
    ] = None,
    ask: Annotated[
        list[str] | None, option("--ask", shows="ID", help=N_("Put this comment to the other side as a question."))
    ] = None,
    full: Annotated[bool, option("--full", help=N_("Tell all of it, not only the first of each kind."))] = False,
    keep: Annotated[bool, option("--keep", help=N_("Keep what it changes in your vault, to be tabled later."))] = False,
    table: Annotated[bool, option("--table", help=N_("Table what it changes for your side, all at once."))] = False,
    reason: Reason = None,
) -> Reply:
    """Read a draft from outside and tell what is in it; nothing leaves and nothing is kept without --table or --keep.

    Only your own side's position can be tabled; what others want in the file is told, and stays there.

    Result: without --table ``{"report": {...}, "kept": [subjects], "notes": number}``; with it, as of every verb that
    publishes.

    $ paraph import draft.docx
    $ paraph import draft.docx --author "Jane Doe=US" --author "Trần Lan=VN" --table
    $ paraph import draft.docx --confirm --note all --keep
    """
    session: Session = context.obj
    if keep and table:
        raise InvalidContent(field="--table", detail=N_("choose one of --keep and --table"))
    intake = _taken(session, file, notation, (author, color, name), confirm)
    chosen = replace(_choice(intake, match, brackets, numbers, note, ask), only=only, taken=frozenset(take or ()))
    if table:
        return _tabled(session, intake, chosen, leave_out, words(reason, session.language))
    return _told(session, intake, chosen, leave_out, keep, full)


def _taken(session: Session, file: Path, notation: str, given: Sequence[Sequence[str] | None], confirm: bool) -> Intake:
    """The file as the seat takes it in, under the rules that were given."""
    from paraph.documents.attributing import FILE
    from paraph.documents.receiving import receive_whole
    from paraph.text.convention import PARAPH

    desk = session.desk()
    with session.progress(N_("Reading %(file)s ..."), file=str(file)):
        manuscript = receive_whole(str(file), read_bytes(file), session.language)
    intake = desk.take_in(manuscript, None, session.language, str(file))
    convention = PARAPH if notation == "paraph" else FILE
    rules = replace(intake.rules, convention=convention)
    if confirm:
        rules = _confirmed(desk, replace(intake, rules=rules))
    authors, colors, names = (_said(each or (), desk) for each in given)
    _check_authors(intake, authors)
    rules = replace(
        rules, authors={**rules.authors, **authors}, colors={**rules.colors, **colors}, names={**rules.names, **names}
    )
    return replace(intake, rules=rules)


def _confirmed(desk: Desk, intake: Intake) -> Rules:
    """The rules with everything in them that is proposed."""
    found = desk.proposals(intake)
    return replace(
        intake.rules,
        authors={name: each.party for name, each in found.authors.items()},
        colors={name: each.party for name, each in found.colors.items()},
        names={name: each.party for name, each in found.names.items()},
    )


def _said(given: Iterable[str], desk: Desk) -> dict[str, str]:
    """``NAME=PARTY`` and the like. Raises InvalidContent, UnknownParty."""
    found = {}
    for each in given:
        what, sign, party = each.rpartition("=")
        if not sign or not what:
            raise InvalidContent(field=each, detail=N_("write it as NAME=PARTY"))
        if party not in _SPECIAL:
            desk.charter.participant(party)
        found[what.strip()] = _SPECIAL.get(party, party)
    return found


def _check_authors(intake: Intake, said: Mapping[str, str]) -> None:
    known = [each.name for each in intake.persons]
    for each in said:
        if each not in known:
            raise InvalidContent(field=f"--author {each}", detail=N_("nobody of this name has changed anything in it"))


def _choice(
    intake: Intake,
    match: Sequence[str] | None,
    brackets: str,
    numbers: str,
    note: Sequence[str] | None,
    ask: Sequence[str] | None,
) -> Choice:
    from paraph.desk.drafting import NOTE
    from paraph.desk.importing import QUESTION, Choice

    known = [each.id for each in intake.manuscript.comments]
    comments = {}
    for kind, given in ((NOTE, note or ()), (QUESTION, ask or ())):
        for each in known if "all" in given else given:
            if each not in known:
                raise InvalidContent(field=each, detail=N_("there is no such comment in the file"))
            comments[each] = kind
    renumber = None if numbers == "auto" else numbers == "file"
    return Choice(_decided(match or ()), None, renumber, brackets == "as-is", comments)


def _look(desk: Desk, intake: Intake, chosen: Choice, leave_out: bool) -> Look:
    found = desk.look(intake, chosen)
    if chosen.taken:
        chosen = replace(chosen, taken=_taken_of(found))
        found = desk.look(intake, chosen)
    return desk.look(intake, replace(chosen, absent=frozenset(found.dropped))) if leave_out and found.dropped else found


def _taken_of(found: Look) -> frozenset[str]:
    """The rows and footnotes that are taken, "all" being every one. Raises InvalidContent for what is not asked."""
    asked = {each.read.id for each in found.apart}
    if unknown := sorted(found.choice.taken - asked - {"all"}):
        raise InvalidContent(
            field=f"--take {unknown[0]}", detail=N_("this is no row or footnote of the file that is asked about")
        )
    return frozenset(asked if "all" in found.choice.taken else found.choice.taken)


def _tabled(session: Session, intake: Intake, chosen: Choice, leave_out: bool, why: dict[str, str]) -> Reply:
    from paraph.desk import Receipt

    def deed(desk: Desk) -> Receipt:
        found = _look(desk, intake, chosen, leave_out)
        if not desk.rehearsing:
            desk.check(found)
            desk.keep_notes(found)
        return desk.table_import(found, why)

    return publish(session, deed)


def _told(session: Session, intake: Intake, chosen: Choice, leave_out: bool, keep: bool, full: bool) -> Reply:
    from paraph.desk.drafting import KeptDraft
    from paraph.desk.import_report import report

    desk = session.desk()
    found: Look | None = None
    others: tuple[Wanted, ...] = ()
    kept, notes = list[KeptDraft](), 0
    with session.progress(N_("Matching provisions and comparing words ...")):
        if keep or not intake.undecided():
            found = _look(desk, intake, chosen, leave_out)
            others = tuple(desk.wanted(intake))
        if keep and found is not None:
            kept = desk.draft_import(found)
            notes = desk.keep_notes(found)
        told = report(desk, intake, found, others)
    data = {"report": told, "kept": [each.subject for each in kept], "notes": notes}
    return Reply(data, lambda screen: draw(session, told, screen, full=full, kept=len(kept), notes=notes))
