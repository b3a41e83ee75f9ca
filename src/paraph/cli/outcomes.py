"""The outcome of a round: compiled from the record, for a minister to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from paraph.cli.options import Output, argument, option, write_text
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent
from paraph.i18n import LANGUAGES, Speech

if TYPE_CHECKING:
    from paraph.documents.blocks import Block

BOTH = "both"
FIRST_PAGE = 5
"""How many headings an outcome has before its annexes: state of play, for decision, agreed, by chapter, next."""

WIDE = 14
"""A column of a table with longer cells than this is wrapped."""


def outcome(
    context: typer.Context,
    number: Annotated[str, argument("NUMBER", N_("The round; the latest that was opened, if left out."))] = "",
    wording: Annotated[
        str, option("--in", shows="LANGUAGE", help=N_("en, vi, or both: each paragraph in English, then Vietnamese."))
    ] = "",
    output: Output = None,
) -> Reply:
    """What was agreed, what came closer and by how much, what is open and at which level, who owes what, what is next.

    Result: ``{"round", "languages", "file", "document"}`` with the document in Markdown, unless written to a file.

    $ paraph outcome
    $ paraph outcome 2 --in both -o outcome.md
    """
    session: Session = context.obj
    return outcome_reply(session, number, wording, output)


def outcome_reply(
    session: Session, number: str, wording: str = "", output: Output = None, *, brief: bool = False
) -> Reply:
    """The outcome as a reply. ``brief``: at a terminal only its first page, without the annexes."""
    from paraph.documents.outcome import blocks, write

    languages = _languages(wording or session.language)
    found = session.desk().outcome(number)
    document = write(found, *languages)
    if output:
        write_text(output, document)

    def draw(screen: Screen) -> None:
        if output:
            screen.print(session.say(N_("The outcome is in %(file)s."), file=output))
        elif len(languages) > 1 or not screen.interactive:
            screen.exact(document)
        else:
            document_blocks = list(blocks(found, Speech(languages[0])))
            draw_blocks(first_page(document_blocks) if brief else document_blocks, screen)

    data = {
        "round": found.subject,
        "languages": languages,
        "file": str(output) if output else None,
        "document": None if output else document,
    }
    return Reply(data, draw)


def first_page(document: Sequence[Block]) -> list[Block]:
    """What stands before the annexes: up to what is next."""
    headings = [index for index, block in enumerate(document) if block.shape == "heading"]
    return list(document[: headings[FIRST_PAGE] if len(headings) > FIRST_PAGE else len(document)])


def draw_blocks(document: Sequence[Block], screen: Screen) -> None:
    """A document on the screen: headings in bold, tables as tables, items with a dash."""
    before = ""
    for block in document:
        if block.shape == "table":
            head, *rows = block.rows
            columns = [[row[index] for row in rows] for index in range(len(head))]
            wide = [index for index, cells in enumerate(columns) if max(map(len, cells), default=0) > WIDE]
            figures = [index for index, cells in enumerate(columns) if all(cell[:1].isdigit() for cell in cells)]
            screen.table(head, rows, right=figures, wide=wide)
        elif block.shape in ("title", "heading", "subheading"):
            screen.heading(block.text)
        elif block.shape == "item":
            screen.print(block.text, label="–", hang=2)
        else:
            if before == "paragraph":
                screen.print()
            screen.print(block.text, style="dim" if block.shape == "note" else "")
        before = block.shape


def _languages(wanted: str) -> list[str]:
    if wanted == BOTH:
        return list(LANGUAGES)
    if wanted not in LANGUAGES:
        raise InvalidContent(field="--in", detail=", ".join([*LANGUAGES, BOTH]))
    return [wanted]
