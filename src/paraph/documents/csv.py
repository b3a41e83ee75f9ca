"""CSV (RFC 4180) as spreadsheets open it: UTF-8 with its mark, and no cell that a spreadsheet would work out.

A cell that begins like a formula is a danger to whoever opens the file, since words of the other side stand in it; it
gets an apostrophe before it, by which spreadsheets know text. That is the one thing that differs from the record.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from paraph.documents.paper import TablePaper, TextPaper
from paraph.text.brackets import show

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How formulas begin, wide forms included (OWASP, CSV injection)."""
_MARK = "\ufeff"


def write(paper: TextPaper | TablePaper) -> bytes:
    """A text provision by provision, or the table of a report."""
    return table(_rows(paper) if isinstance(paper, TextPaper) else paper.table)


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a file.

    >>> table([("name", "words"), ("a1", "=1+1")]).decode("utf-8-sig")
    "name,words\\r\\na1,'=1+1\\r\\n"
    """
    held = StringIO()
    csv.writer(held).writerows([guarded(cell) for cell in row] for row in rows)
    return (_MARK + held.getvalue()).encode()


def guarded(cell: str) -> str:
    """A cell that is only ever read as text.

    >>> guarded("@SUM(A1)"), guarded("5 percent")
    ("'@SUM(A1)", '5 percent')
    """
    return "'" + cell if cell.startswith(DANGEROUS) or cell.lstrip(" ").startswith(DANGEROUS) else cell


def _rows(paper: TextPaper) -> Iterable[list[str]]:
    languages = list(paper.lines)
    yield ["name", "kind", "within", *(f"{what}_{each}" for each in languages for what in ("number", "text"))]
    for row in zip(*paper.lines.values(), strict=True):
        words = [said for line in row for said in (line.number, show(line.runs))]
        yield [row[0].id, row[0].kind.value, row[0].parent, *words]
