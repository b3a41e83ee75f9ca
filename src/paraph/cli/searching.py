"""Search in the record, and in one's own vault apart from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import argument, option
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from rich.text import Text

    from paraph.record.highlight import Excerpt
    from paraph.record.search import Document, Found


def search(
    context: typer.Context,
    query: Annotated[list[str], argument("WORDS", N_('Words, numbers or "a phrase"; diacritics may be left out.'))],
    kind: Annotated[
        list[str] | None,
        option("--kind", shows="KIND", help=N_("Only provisions, questions ...; may be given several times.")),
    ] = None,
    most: Annotated[int, option("--most", shows="NUMBER", help=N_("At most so many."))] = 10,
) -> Reply:
    """Finds what everybody has put on the record, and in your own vault, apart, what you are cleared to read.

    Result: ``{"total", "counts": {kind: count}, "some", "instead", "hits": [HIT], "vault": [HIT]}`` with HIT ``{"kind",
    "name", "subject", "title", "party", "excerpts": [{"language", "party", "text"}]}``.

    $ paraph search thue quan
    $ paraph search '"reciprocal tariff"' --kind question
    $ paraph search 2.3.1
    """
    session: Session = context.obj
    from paraph.record.findable import KINDS

    for each in kind or ():
        if each not in KINDS:
            raise InvalidContent(field=each, detail=N_("no such kind can be sought; see --help"))
    if most < 1:
        raise InvalidContent(field="--most", detail=N_("a number of 1 or more is needed"))
    asked, desk = " ".join(query), session.desk()
    found, own = desk.search(asked, kind or (), most=most), desk.search_vault(asked, most)
    data = {
        "total": found.total,
        "counts": found.counts,
        "some": found.some,
        "instead": found.instead,
        "hits": _hits(session, found),
        "vault": _hits(session, own),
    }

    def draw(screen: Screen) -> None:
        if not found.total:
            screen.print(session.say(N_("Nothing on the record has these words.")))
        elif found.some:
            screen.print(session.say(N_("Nothing has all of these words; this has some of them.")))
        if found.instead:
            screen.print(session.say(N_("Did you mean: %(query)s?"), query=found.instead))
        _draw(session, found, screen)
        if found.total > len(found.hits):
            told = N_("%(shown)s of %(total)s; --most shows more.")
            screen.note(session.say(told, shown=len(found.hits), total=found.total))
        if own.hits:
            screen.heading(session.say(N_("In our vault; only our delegation sees this")))
            _draw(session, own, screen)

    return Reply(data, draw)


def title(document: Document, language: str) -> str:
    """What a document is called: a provision by its number, all else by its own title."""
    from paraph.record.search import Role

    number, own = document.says(Role.LABEL, language), document.says(Role.TITLE, language)
    return own or number if document.kind not in ("provision", "position") else number


def _hits(session: Session, found: Found) -> list[dict[str, Any]]:
    from paraph.record.highlight import excerpts

    return [
        {
            "kind": hit.document.kind,
            "name": hit.document.name,
            "subject": hit.document.subject,
            "title": title(hit.document, session.language),
            "party": hit.document.party,
            "excerpts": [{"language": each.language, "party": each.party, "text": each.text} for each in excerpts(hit)],
        }
        for hit in found.hits
    ]


def _draw(session: Session, found: Found, screen: Screen) -> None:
    from paraph.desk.searching import PRIVATE
    from paraph.record.findable import KINDS
    from paraph.record.highlight import excerpts

    words = {**KINDS, **PRIVATE}
    for number, hit in enumerate(found.hits):
        called = title(hit.document, session.language)
        if number:
            screen.print()
        short = ", ".join(filter(None, (session.say(words[hit.document.kind]), _short(hit.document))))
        screen.print(f"{called} ({short})", style="bold")
        for each in excerpts(hit):
            if each.text != called:
                screen.print(_marked(each, screen), indent=2)


def _short(document: Document) -> str:
    """The name by which other verbs take it."""
    return document.name if "/" not in document.name else document.subject.removeprefix("provision:")


def _marked(shown: Excerpt, screen: Screen) -> str | Text:
    before, after = ("… " if shown.cut[0] else ""), (" …" if shown.cut[1] else "")
    owner = f"{shown.party}: " if shown.party else ""
    if not screen.styled:
        return f"{owner}{before}{shown.text}{after}"
    from rich.text import Text

    parts = [(text, "bold underline" if marked else "") for text, marked in shown.parts]
    return Text.assemble(owner, before, *parts, after)
