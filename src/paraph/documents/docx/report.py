"""A document of blocks (an outcome, a statement) as a Word file, in one language or in two side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from paraph.documents.blocks import Block
from paraph.documents.docx.markup import Look, Xml, paragraph, run, table, w
from paraph.documents.docx.numbering import Lists
from paraph.documents.docx.styles import TEXT_WIDTH
from paraph.documents.docx.write import file_of
from paraph.documents.paper import Page

_STYLES = {"title": "Title", "heading": "Heading1", "subheading": "Heading2", "note": "Quote"}
ITEM = "–"
_LEAST, _MOST = 6, 60
"""Characters for which every column has room, and as how many a longer cell counts."""


def report(documents: Mapping[str, Sequence[Block]], page: Page, names: Mapping[str, str] | None = None) -> bytes:
    """``documents``: the same blocks by language; of two languages, each block of the one stands beside the other's.

    Raises ValueError when the languages differ in shape.
    """
    columns = list(documents.values())
    if any([block.shape for block in each] != [block.shape for block in columns[0]] for each in columns):
        raise ValueError("the languages of a document differ in shape")
    lists = Lists()
    item = lists.number(ITEM, 0)
    head = [[paragraph([run((names or {}).get(each, each), Look(each, bold=True))])] for each in documents]
    rows = list(zip(*([(language, block) for block in blocks] for language, blocks in documents.items()), strict=True))
    body = [] if len(columns) == 1 else [_beside([head])]
    for figures, found in groupby(rows, key=lambda row: row[0][1].shape == "table"):
        if figures:
            # As wide as the page, one language below the other: in half a page its columns could not be read.
            body += [made for row in found for language, block in row for made in _figures(block, language)]
            continue
        cells = [[[_block(block, language, item)] for language, block in row] for row in found]
        body += [row[0][0] for row in cells] if len(columns) == 1 else [_beside(cells)]
    return file_of(body, lists, page, tracked=False)


def _beside(rows: Sequence[Sequence[Sequence[Xml]]]) -> Xml:
    return table(rows, [TEXT_WIDTH // len(rows[0])] * len(rows[0]), headed=False)


def _figures(block: Block, language: str) -> list[Xml]:
    columns = max(len(row) for row in block.rows)
    rows = [(*row, *[""] * (columns - len(row))) for row in block.rows]
    shares = [_share([row[at] for row in rows]) for at in range(columns)]
    widths = [TEXT_WIDTH * share // sum(shares) for share in shares]
    cells = [
        [[paragraph([run(cell, Look(language, bold=not place))], "Cell")] for cell in row]
        for place, row in enumerate(rows)
    ]
    return [table(cells, widths, fixed=False), w("p")]


def _share(cells: Sequence[str]) -> int:
    """How wide a column wants to be: as its longest word, and half as its longest cell."""
    longest = max(len(word) for cell in cells for word in (cell.split() or [""]))
    return _LEAST + min(longest, _MOST) + min(max(map(len, cells)), _MOST) // 2


def _block(block: Block, language: str, item: tuple[int, int] | None) -> Xml:
    style = _STYLES.get(block.shape, "")
    return paragraph([run(block.text, Look(language))], style, number=item if block.shape == "item" else None)
