"""Tables from outside as rows of text, each with its place, so that what is wrong in one can be named.

A table is read whole or refused: a missing column, a column twice, a row of another length are said with row and
column, as a spreadsheet numbers them (the header is row 1).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraph.errors import N_, TableRefused


@dataclass(frozen=True, slots=True)
class Row:
    """``number``: as a spreadsheet counts; ``cells``: by name of the column, without blanks around them."""

    path: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def refused(self, column: str, detail: str) -> TableRefused:
        """The error that this cell is at fault; ``detail``: a message key."""
        return TableRefused(
            path=self.path, row=self.number, column=column, detail=detail, cell=self.cells.get(column, "")
        )


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` in their order, as the header writes them, without blanks."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def table_of(path: str, cells: Sequence[Sequence[str]], needed: Sequence[str] = ()) -> Table:
    """A table of rows of cells, the first of them the header; empty rows at the end are none.

    >>> table_of("offers.csv", [["line", "rate"], ["0409.00.00", "0"]], ["line", "rate"]).rows[0]["rate"]
    '0'
    >>> table_of("offers.csv", [["line"], ["0409.00.00"]], ["line", "rate"])
    Traceback (most recent call last):
    paraph.errors.TableRefused: offers.csv, row 1, column rate: the column is missing (line). ...

    Raises TableRefused.
    """
    body = [[" ".join(cell.split()) for cell in row] for row in cells]
    while body and not any(body[-1]):
        body.pop()
    if not body:
        raise TableRefused(path=path, row=1, column="-", detail=N_("there is no header"), cell="")
    header, *lines = body
    while header and not header[-1]:
        header.pop()
    check_columns(path, header, needed)
    rows = []
    for number, line in enumerate(lines, 2):
        if any(line[len(header) :]):
            beyond = next(filter(None, line[len(header) :]))
            detail = N_("it has more cells than the header")
            raise TableRefused(path=path, row=number, column=len(header) + 1, detail=detail, cell=beyond)
        padded = [*line, *[""] * (len(header) - len(line))]
        if any(padded):
            rows.append(Row(path, number, dict(zip(header, padded, strict=False))))
    return Table(path, tuple(header), tuple(rows))


def check_columns(path: str, header: Sequence[str], needed: Sequence[str]) -> None:
    """Raises TableRefused for a column that is missing, or stands there twice."""
    for column in needed:
        if column not in header:
            known = ", ".join(filter(None, header))[:80]
            raise TableRefused(path=path, row=1, column=column, detail=N_("the column is missing"), cell=known)
        if header.count(column) > 1:
            raise TableRefused(path=path, row=1, column=column, detail=N_("the column stands there twice"), cell=column)


def read_csv(text: str, path: str, needed: Sequence[str] = ()) -> Table:
    """A table of comma-, semicolon- or tab-separated text. Raises TableRefused."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    if text.count('"') % 2:
        raise TableRefused(path=path, row=1, column="-", detail=N_("a quotation mark is not closed"), cell='"')
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return table_of(path, cells, needed)


def write_csv(columns: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    """A table as text that spreadsheets open. A cell that a spreadsheet would take for a formula is quoted by an
    apostrophe, as is customary; ``read_csv`` of it gives the cells back with it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A plain number may begin with its sign; "-1+..." is worked out as "=" is (OWASP, CSV injection)."""
    begins = cell.lstrip(" ")[:1]
    return f"'{cell}" if begins in _FORMULA and begins and not _NUMBER.fullmatch(cell) else cell


_FORMULA = "=+-@\t\r＝＋－＠"
_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
