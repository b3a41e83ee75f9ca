"""HTML: a paper as one file that needs nothing else, opens in any browser, prints as it is, and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from paraph.documents.flow import Flow, Item, Span, flow
from paraph.documents.paper import RedlinePaper, ReportPaper, TextPaper
from paraph.errors import N_
from paraph.i18n import Speech

_ELEMENTS = {"ins": "ins", "del": "del"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The file may use the styles that stand in it and nothing else, wherever it is opened."""


def write(paper: TextPaper | ReportPaper | RedlinePaper) -> bytes:
    """The same paper gives the same bytes; every text of it is escaped."""
    return "\n".join([*_Writer(flow(paper)).lines(), ""]).encode()


class _Writer:
    def __init__(self, laid: Flow) -> None:
        self.laid = laid
        self.notes: list[str] = []

    def lines(self) -> Iterator[str]:
        page = self.laid.page
        style = files("paraph.documents").joinpath("paper.css").read_text(encoding="utf-8").strip()
        yield f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{escape(page.title)}</title>\n<style>\n{style}\n</style>\n</head>\n<body>"
        if page.header:
            yield f'<header class="quiet">{escape(page.header)}</header>'
        yield f"<main>\n<h1>{escape(page.title)}</h1>"
        if page.subtitle:
            yield f'<p class="quiet">{escape(page.subtitle)}</p>'
        if self.laid.legend:
            yield f"<p>{''.join(map(_span, self.laid.legend))}</p>"
        yield from self._body()
        yield from self._notes()
        yield f'</main>\n<footer class="quiet">{escape(page.footer)}</footer>\n</body>\n</html>'

    def _body(self) -> Iterator[str]:
        columns = self.laid.columns
        if len(columns) > 1:
            names = "".join(f'<div lang="{escape(code)}">{escape(name)}</div>' for code, name in columns.items())
            yield f'<div class="row names">{names}</div>'
        for row in self.laid.rows:
            cells = [self._item(item) for item in row]
            if len(columns) == 1:
                yield f'<div lang="{escape(next(iter(columns)))}">{cells[0]}</div>'
                continue
            sides = (f'<div lang="{escape(code)}">{cell}</div>' for code, cell in zip(columns, cells, strict=True))
            wide = " wide" if row[0].shape == "table" else ""
            yield f'<div class="row{wide}">{"".join(sides)}</div>'

    def _item(self, item: Item) -> str:
        if item.shape == "table":
            return _table(item)
        said = "".join(map(_span, item.spans)) + "".join(map(self._mark, item.notes))
        label = f'<span class="n">{escape(item.label)}</span> ' if item.label else ""
        if item.shape == "heading":
            return f"<h{item.level}>{label}{said}</h{item.level}>"
        if item.shape == "item":
            return f"<ul><li>{said}</li></ul>"
        kind = "note" if item.shape == "note" else f"d{min(item.level, 5)}" + (" numbered" if label else "")
        return f'<p class="{kind}">{label}{said}</p>'

    def _mark(self, note: str) -> str:
        self.notes.append(note)
        number = len(self.notes)
        return f'<sup><a id="to-{number}" href="#note-{number}">{number}</a></sup>'

    def _notes(self) -> Iterator[str]:
        if not self.notes:
            return
        title = Speech(self.laid.page.language).say(N_("Notes"))
        yield f"<section>\n<h2>{escape(title)}</h2>\n<ol>"
        for number, note in enumerate(self.notes, 1):
            yield f'<li id="note-{number}">{escape(note)} <a href="#to-{number}">↑</a></li>'
        yield "</ol>\n</section>"


def _table(item: Item) -> str:
    head, *rows = item.rows
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' if cell else "<td></td>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _span(span: Span) -> str:
    said = escape(span.text).replace("\n", "<br>")
    if span.strong:
        said = f"<b>{said}</b>"
    if element := _ELEMENTS.get(span.look):
        return f"<{element}>{said}</{element}>"
    return f'<span class="{span.look}">{said}</span>' if span.look else said
