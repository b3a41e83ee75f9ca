"""A text, or a redline, as Markdown: the notation of delegations, headings with marks, as ``plain`` reads it again."""

from __future__ import annotations

from paraph.documents.flow import flow
from paraph.documents.paper import Line, RedlinePaper, TextPaper
from paraph.text.brackets import show
from paraph.text.provision import Provision

_MARKS = {"del": ("[-", "-]"), "ins": ("{+", "+}")}


def text_markdown(paper: TextPaper) -> bytes:
    """In one language just the text, exactly; in several, each provision in the one and under it in the others."""
    rows = zip(*paper.lines.values(), strict=True)
    return ("\n\n".join(_printed(line) for row in rows for line in row) + "\n").encode()


def _printed(line: Line) -> str:
    return Provision(line.id, line.kind, line.depth, line.number, words := show(line.runs)).lead + words


def redline_markdown(paper: RedlinePaper) -> bytes:
    """``[-deleted-]`` and ``{+inserted+}``."""
    found = []
    for (item,) in flow(paper).rows:
        marks = "#" * (item.level - 1) + " " if item.shape == "heading" else ""
        words = "".join(each.text.join(_MARKS.get(each.look, ("", ""))) for each in item.spans)
        notes = "".join(f" {{{note}}}" for note in item.notes)
        found.append(f"{marks}{item.label} {words}{notes}".strip() if item.label else f"{marks}{words}{notes}")
    return ("\n\n".join(found) + "\n").encode()
