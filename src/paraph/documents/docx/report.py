"""A document of blocks (an outcome, a statement) as a Word file, in one language or in two side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paraph.documents.blocks import Block
from paraph.documents.docx.markup import Look, Xml, paragraph, run, table, w
from paraph.documents.docx.numbering import Lists
from paraph.documents.docx.styles import TEXT_WIDTH
from paraph.documents.docx.write import file_of
from paraph.documents.paper import Page

_STYLES = {"title": "Title", "heading": "Heading1", "subheading": "Heading2", "note": "Quote"}
ITEM = "–"


def report(documents: Mapping[str, Sequence[Block]], page: Page, names: Mapping[str, str] | None = None) -> bytes:
    """``documents``: the same blocks by language; of two languages, each block of the one stands beside the other's.

    Raises ValueError when the languages differ in shape.
    """
    columns = list(documents.values())
    if any([block.shape for block in each] != [block.shape for block in columns[0]] for each in columns):
        raise ValueError("the languages of a document differ in shape")
    lists, width = Lists(), TEXT_WIDTH // len(columns)
    written = [[_block(block, language, width) for block in blocks] for language, blocks in documents.items()]
    if len(columns) == 1:
        return file_of((each for block in written[0] for each in block), lists, page, tracked=False)
    head = [[paragraph([run((names or {}).get(each, each), Look(each, bold=True))])] for each in documents]
    rows = [list(row) for row in zip(*written, strict=True)]
    return file_of([table([head, *rows], [width] * len(columns))], lists, page, tracked=False)


def _block(block: Block, language: str, width: int) -> list[Xml]:
    look = Look(language)
    if block.shape == "table":
        columns = max(len(row) for row in block.rows)
        rows = [
            [[paragraph([run(cell, Look(language, bold=not place))])] for cell in (*row, *[""] * (columns - len(row)))]
            for place, row in enumerate(block.rows)
        ]
        return [table(rows, [width // columns] * columns, fixed=False), w("p")]
    text = f"{ITEM} {block.text}" if block.shape == "item" else block.text
    return [paragraph([run(text, look)], _STYLES.get(block.shape, ""))]
