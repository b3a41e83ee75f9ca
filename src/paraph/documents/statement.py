"""A joint statement: drafted from the outcome of a round, and written as Markdown, as HTML or as plain text.

A draft has the sentences of the outcome that two sides may want to say together, in every language of the
negotiation: when and where, who led, what was discussed and agreed, the published figures, what comes next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Literal

from paraph.documents.blocks import Block, bilingual, markdown
from paraph.documents.naming import Naming
from paraph.documents.outcome import account, held, newly_agreed, share
from paraph.documents.outcome_annexes import amount
from paraph.errors import N_
from paraph.i18n import LANGUAGES, Speech
from paraph.record.contents import Statement
from paraph.record.figures import Rule, quantity
from paraph.record.findings import Outcome
from paraph.record.state import Figure
from paraph.record.values import Text

Format = Literal["md", "html", "txt"]
MEDIA: Mapping[str, str] = {"md": "text/markdown", "html": "text/html", "txt": "text/plain"}
"""The formats in which a statement is handed over, with their media types."""


def drafted(outcome: Outcome) -> Statement:
    """The outcome's sentences as the paragraphs of a statement, in each language that the program speaks."""
    languages = [each for each in outcome.charter.languages if each in LANGUAGES] or ["en"]
    speeches = {each: Speech(each) for each in languages}
    sides = {each: list(_sentences(outcome, speech)) for each, speech in speeches.items()}
    titles = {
        each: speech.say("Joint statement on round %(number)s", number=outcome.round.number)
        for each, speech in speeches.items()
    }
    rows = zip(*sides.values(), strict=True)
    return Statement(title=titles, paragraphs=[dict(zip(sides, row, strict=True)) for row in rows])


def _sentences(outcome: Outcome, speech: Speech) -> Iterator[str]:
    naming = Naming(outcome.charter, speech)
    yield held(outcome, speech, naming)
    yield from account(outcome, speech, naming)
    yield share(outcome, speech)
    yield from newly_agreed(outcome, speech, naming)
    totals = {check.name for check in outcome.checks if check.rule is Rule.TOTAL}
    for name, figure in outcome.figures.items():
        if quantity(figure.value) is not None and (figure.change or name in totals):
            yield _published(figure, speech)
    for reference, each in outcome.to_come:
        if reference.kind == "round":
            yield naming.planned(reference, each)


def _published(figure: Figure, speech: Speech) -> str:
    change = quantity(figure.change)
    data = {"title": speech.of(figure.title), "period": figure.period, "value": amount(figure, speech)}
    if change is None:
        return speech.say("%(title)s, %(period)s: %(value)s.", **data)
    if change < 0:
        key = N_("%(title)s, %(period)s: %(value)s, down %(change)s percent on the year before.")
    else:
        key = N_("%(title)s, %(period)s: %(value)s, up %(change)s percent on the year before.")
    return speech.say(key, change=speech.decimal(abs(change)), **data)


# Written


def blocks(statement: Statement, language: str, *, date: Text | None = None, note: Text | None = None) -> list[Block]:
    """A statement in one language; ``note``: what is to be known of it, ``date``: since when it is agreed."""
    found = [Block("title", statement.title.get(language, ""))]
    found += [Block("note", note[language])] if note else []
    found += [Block("paragraph", date[language])] if date else []
    return found + [Block("paragraph", each.get(language, "")) for each in statement.paragraphs]


def write(sides: Mapping[str, Sequence[Block]], form: Format) -> str:
    """Write a statement, {language: blocks}: each paragraph in the first language, under it the others.

    >>> said = Statement(title={"en": "Minutes", "vi": "Biên bản"}, paragraphs=[{"en": "Agreed.", "vi": "Nhất trí."}])
    >>> sides = {each: blocks(said, each) for each in ("en", "vi")}
    >>> print(write(sides, "txt"), end="")
    Minutes
    Biên bản
    <BLANKLINE>
    Agreed.
    Nhất trí.
    >>> "<p lang=\\"vi\\">Nhất trí.</p>" in write(sides, "html")
    True
    """
    if form == "html":
        return _html(sides)
    if form == "txt":
        return "\n".join("".join(f"{each.text}\n" for each in row) for row in zip(*sides.values(), strict=True))
    first, *rest = sides.values()
    return bilingual(first, rest[0]) if rest else markdown(first)


def _html(sides: Mapping[str, Sequence[Block]]) -> str:
    """A page of its own, without a style: it prints as it is and goes into any editor."""
    languages = list(sides)
    rows = list(zip(*sides.values(), strict=True))
    title = " / ".join(escape(each.text) for each in rows[0])
    tags = {"title": "h1", "paragraph": "p", "note": "p"}
    lines = [
        f'<{tags[block.shape]} lang="{language}">{escape(block.text)}</{tags[block.shape]}>'
        for row in rows
        for language, block in zip(languages, row, strict=True)
    ]
    head = f'<!doctype html>\n<html lang="{languages[0]}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
    return head + "\n".join(lines) + "\n</html>\n"
