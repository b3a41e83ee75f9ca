"""The structure of the text beside it: chapters and their articles, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import escape

from paraph.record.assembly import Clause, ConsolidatedText
from paraph.record.state_of_play import StateOfPlay
from paraph.text.brackets import Runs, show
from paraph.web.text.looking import Look
from paraph.web.text.sheets import Part
from paraph.web.visit import Visit
from paraph.web.words import STATUS

TREE = "tree"


def part(here: Visit, asked: Look, play: StateOfPlay) -> Part:
    """The tree as one part of a sheet."""
    top = play.text.path(asked.within)[0].name if asked.within else ""
    html = f'<ol id="{TREE}">{"".join(_branches(here, asked, play, top))}</ol>'
    return TREE, html, lambda: html


def _branches(here: Visit, asked: Look, play: StateOfPlay, top: str) -> Iterator[str]:
    """Chapters; where one looks at the whole, each folds open on its articles, else only the one looked at."""
    for chapter in (clause for clause in play.text if not clause.parent):
        link = _link(here, asked, play, chapter, asked.but(within=chapter.name).address, chapter.name == asked.within)
        articles = _articles(play.text, chapter) if chapter.name == top or not asked.within else []
        inner = "".join(
            f"<li>{_link(here, asked, play, each, _place(asked, top, each), each.name == asked.within)}</li>"
            for each in articles
        )
        if inner and not asked.within:
            inner = (
                f'<details id="in-{escape(chapter.name)}"><summary>{len(articles)}</summary><ol>{inner}</ol></details>'
            )
        elif inner:
            inner = f"<ol>{inner}</ol>"
        yield f"<li>{link}{inner}</li>"


def _articles(text: ConsolidatedText, chapter: Clause) -> list[Clause]:
    return [each for each in text.within(chapter.name)[1:] if each.kind.titled]


def _place(asked: Look, top: str, clause: Clause) -> str:
    """Where an article is to be read: on this very page, or on its chapter's."""
    return f"#{clause.name}" if asked.within in ("", top) else f"{asked.but(within=top).address}#{clause.name}"


def _link(here: Visit, asked: Look, play: StateOfPlay, clause: Clause, address: str, current: bool) -> str:
    status, language = play.tallies[clause.name].status, here.language
    said, number = here.speech.say(STATUS[status]), clause.number(language)
    return (
        f'<a href="{escape(address)}"{" aria-current=page" if current else ""}>'
        f'<span class="dot s-{status}" title="{escape(said)}"></span><span class="hidden">{escape(said)}: </span>'
        f'<span class="num">{escape(number)}</span> <span lang="{escape(language)}">{_heading(clause.runs[language])}'
        "</span></a>"
    )


def _heading(runs: Runs) -> str:
    return escape(show(runs))
