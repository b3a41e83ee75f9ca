"""The draft agreement to read: consolidated, one side's, agreed, on trial, or what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli import lines
from paraph.cli.differing import beside_words
from paraph.cli.lines import Edit, Line
from paraph.cli.options import Output, argument, option, write_text
from paraph.cli.playing import wording_language
from paraph.cli.redlines import drawn
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from rich.text import Text

    from paraph.desk import Desk

BOTH = "both"


def text(
    context: typer.Context,
    within: Annotated[str, argument("PROVISION", N_("A chapter or article; else the whole text."))] = "",
    of: Annotated[
        str, option("--of", shows="PARTY", help=N_("This party's own draft; 'ours' for one's own side."))
    ] = "",
    agreed: Annotated[bool, option("--agreed", help=N_("Only what is agreed, clean."))] = False,
    supposing: Annotated[
        list[str] | None,
        option("--if", shows="SUBJECT=PARTY", help=N_("As it would read if that party's wording were accepted there.")),
    ] = None,
    since: Annotated[
        str, option("--since", shows="WHEN", help=N_('What has changed since "round 1" or a day, as a redline.'))
    ] = "",
    wording: Annotated[
        str, option("--in", shows="LANGUAGE", help=N_("en, vi, or both side by side; else the reader's own."))
    ] = "",
    output: Output = None,
) -> Reply:
    """The consolidated text is worked out from all positions; behind a pipe or in a file it is in the notation.

    Result: ``{"languages", "file", "provisions": [{"name", "kind", "number", "text": {language: words}, "standing"}],
    "changes": [{"name", "party", "ops"}]}`` with words in the notation; ``standing`` of a consolidated text only,
    ``changes`` with --since only.

    $ paraph text a2.3
    $ paraph text c3 --in both
    $ paraph text --of VN --since "round 1"
    $ paraph text --if a2.3-1=US --if a2.3-2=VN
    """
    session: Session = context.obj
    desk = session.desk()
    if bool(of) + agreed + bool(supposing) > 1:
        raise InvalidContent(field="--of, --agreed, --if", detail=N_("choose one of them"))
    languages = _languages(desk, wording or wording_language(session, desk))
    name = desk.provision(within) if within else ""
    asked: dict[str, Any] = {"party": desk.seat.party if of == "ours" else of, "agreed": agreed}
    now = lines.read(desk, languages, name, **asked, choice=_choice(supposing or ()))
    found = lines.edits(desk, languages[0], desk.as_of(since), name, **asked) if since else None
    if output:
        shown = [lines.printed(now, language) for language in languages]
        if found is not None:
            shown = [each.printed(languages[0]) + "\n" for each in found]
        write_text(output, "\n".join(shown))

    def draw(screen: Screen) -> None:
        if output:
            screen.print(session.say(N_("The text is in %(file)s."), file=output))
        elif found is not None:
            _draw_redline(found, languages[0], session, screen)
        elif not now:
            screen.print(session.say(N_("There is nothing in it.")))
        elif len(languages) > 1:
            _draw_both(now, languages, session, screen)
        elif screen.interactive:
            _draw_text(now, languages[0], session, screen)
        else:
            screen.exact(lines.printed(now, languages[0]))
        if found is None and not (of or agreed or supposing):
            _draw_places(now, session, screen)

    data: dict[str, Any] = {"languages": languages, "file": str(output) if output else None}
    data["provisions"] = [line.data() for line in now]
    if found is not None:
        data["changes"] = [each.data() for each in found]
    return Reply(data, draw)


def _draw_places(found: Sequence[Line], session: Session, screen: Screen) -> None:
    """Where provisions stand is not to be seen in the text: whoever would have one elsewhere is named after it.

    Where the text goes to a file or a pipe, this stands on standard error, so that the text stays what it is.
    """
    text = session.desk().text()
    apart = [text[line.name] for line in found if text[line.name].elsewhere]
    if not apart:
        return
    aside = screen if screen.interactive else session.beside()
    aside.note(session.say(N_("The parties differ on the place of:")))
    for clause in apart:
        aside.note(f"{clause.name}: {'; '.join(beside_words(session, text, clause))}", indent=2)


def _languages(desk: Desk, wanted: str) -> list[str]:
    if wanted == BOTH:
        return list(desk.languages)
    if wanted not in desk.languages:
        raise InvalidContent(field="--in", detail=", ".join([*desk.languages, BOTH]))
    return [wanted]


def _choice(given: Sequence[str]) -> dict[str, str]:
    """``a2.3-1=US`` and the like as a mapping. Raises InvalidContent."""
    found = {}
    for each in given:
        subject, sign, party = each.rpartition("=")
        if not sign:
            raise InvalidContent(field=each, detail=N_("write it as a2.3-1=US"))
        found[subject] = party
    return found


def _draw_text(found: Sequence[Line], language: str, session: Session, screen: Screen) -> None:
    """Headings in bold, every provision with its name at the side, brackets in their owners' styles."""
    from rich.text import Text

    parties = session.desk().charter.parties
    side = max(len(line.name) for line in found) + 2
    for line in found:
        words = Text.assemble(line.lead(language).lstrip("# "), screen.wording(line.runs[language], parties))
        if line.kind.titled:
            words.stylize("bold")
        screen.print(words, label=line.name, hang=side)
        screen.print()


def _draw_both(found: Sequence[Line], languages: Sequence[str], session: Session, screen: Screen) -> None:
    """The languages side by side, a row for each provision."""
    parties = session.desk().charter.parties
    rows = []
    for line in found:
        row: list[str | Text] = [line.name]
        for language in languages:
            words, lead = screen.wording(line.runs[language], parties), line.lead(language).lstrip("# ")
            row.append(lead + words if isinstance(words, str) else words.__class__.assemble(lead, words))
        rows.append(row)
    headers = [session.say(N_("Name")), *(session.say(LANGUAGES.get(each, each)) for each in languages)]
    screen.table(headers, rows, wide=range(1, len(languages) + 1), apart=True)


def _draw_redline(found: Sequence[Edit], language: str, session: Session, screen: Screen) -> None:
    """Only what changed: each provision with its name, and in whose wording."""
    if not found:
        screen.print(session.say(N_("Nothing has changed.")))
        return
    side = max(len(each.line.name) + len(each.party) for each in found) + 3
    for each in found:
        words = drawn(each.ops, screen)
        lead = each.line.lead(language).lstrip("# ")
        shown = lead + words if isinstance(words, str) else words.__class__.assemble(lead, words)
        screen.print(shown, label=f"{each.line.name} {each.party}", hang=side)
        screen.print()
    one, many = N_("%(n)s wording has changed."), N_("%(n)s wordings have changed.")
    screen.note(session.speech.count(one, many, len(found)))


LANGUAGES = {"en": N_("English"), "vi": N_("Vietnamese")}
"""Languages of texts, as they are called on screen (message keys)."""
