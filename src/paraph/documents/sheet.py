"""Tables as files: CSV and Excel workbooks, read as rows of text and written as such.

Of a workbook the first sheet is read, values only: no formula is worked out, no macro run, no link followed. A cell
with a formula is refused, since what it shows is not what it says.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from paraph.documents.gateway import admit, check_size, decode
from paraph.errors import N_, UnknownFormat, UnreadableFile

KNOWN = ".csv, .xlsx"
ROWS, INFLATED = 60_000, 200_000_000
"""The most rows that are read, and the most bytes that the parts of a workbook may have when inflated."""


def read_sheet(path: str | PurePath, data: bytes) -> list[list[str]]:
    """The cells of a table. Raises UnknownFormat, UnreadableFile, TextRefused.

    >>> read_sheet("offers.csv", b"line;rate\\n0409;0\\n")
    [['line', 'rate'], ['0409', '0']]
    """
    name = str(path)
    match PurePath(path).suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            return _separated(decode(data, name), name)
        case ".xlsx":
            return _workbook(data, name)
        case _:
            raise UnknownFormat(path=name, known=KNOWN)


def _separated(text: str, name: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    if text.count('"') % 2:
        raise UnreadableFile(path=name, detail=N_("a quotation mark is not closed"))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))


def _workbook(data: bytes, name: str) -> list[list[str]]:
    from openpyxl import load_workbook

    check_size(data, name)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > INFLATED:
                raise UnreadableFile(path=name, detail=N_("reading it takes too long or too much memory, or fails"))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = []
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > ROWS:
                raise UnreadableFile(path=name, detail=N_("it has too many rows"))
            rows.append([_cell(cell.value, cell.data_type, f"{name}:{number}") for cell in row])
    except UnreadableFile:
        raise
    except (BadZipFile, KeyError, ValueError, TypeError, IndexError, OSError) as error:
        raise UnreadableFile(path=name, detail=N_("it is no workbook, or a damaged one")) from error
    return rows


def _cell(value: object, kind: str, where: str) -> str:
    if value is None:
        return ""
    if kind == "f":
        raise UnreadableFile(path=where, detail=N_("a cell has a formula; put its value there"))
    if isinstance(value, str):
        return admit(value, where)
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)


def write_sheet(path: str | PurePath, header: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> bytes:
    """A table as a file, of the kind that its name says. Text stays text: no cell of it becomes a formula.

    >>> write_sheet("offers.csv", ["line"], [["0409"]])
    b'line\\r\\n0409\\r\\n'
    """
    name = str(path)
    match PurePath(path).suffix.lower():
        case ".csv":
            from paraph.trade.tables import write_csv

            return write_csv(header, rows).encode()
        case ".xlsx":
            return _written(header, rows, title)
        case _:
            raise UnknownFormat(path=name, known=KNOWN)


def _written(header: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title or "offers")
    sheet.freeze_panes = "A2"

    def text(value: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"  # a line is text, or its leading zero is lost; "=1+1" is text, too
        return cell

    for row in (header, *rows):
        sheet.append([text(each) for each in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
