"""PDF (ISO 32000), set by Typst: A4, tagged for screen readers (PDF/UA-1, ISO 14289-1), its text all there to search.

What is said goes to the template as data, never as markup. Fonts are those of the package and no others, and no date
stands in the file, so that the same paper gives the same bytes on every computer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from paraph.documents.flow import Flow, flow
from paraph.documents.paper import RedlinePaper, ReportPaper, TextPaper
from paraph.errors import N_, CannotBeShown
from paraph.i18n import Speech

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).with_name("paper.typ")
FONTS = ("fontpkg_be_vietnam_pro", "fontpkg_source_serif_4")
_UNKNOWN = re.compile(r'the text `"(.*?)"` could not be displayed')
STANDARD: Literal["ua-1"] = "ua-1"


def write(paper: TextPaper | ReportPaper | RedlinePaper) -> bytes:
    """The pages of a paper. Raises CannotBeShown for a character that no font here has."""
    return pages(flow(paper))


def pages(laid: Flow) -> bytes:
    import typst

    try:
        return typst.compile(
            TEMPLATE.read_bytes(),
            font_paths=_fonts(),
            sys_inputs={"paper": json.dumps(_data(laid), ensure_ascii=False)},
            pdf_standards=STANDARD,
            format="pdf",
        )
    except typst.TypstError as error:
        found = _UNKNOWN.search(error.message)
        if not found:
            raise
        raise CannotBeShown(format="PDF", character=found[1]) from None


def _data(laid: Flow) -> dict[str, Any]:
    speech = Speech(laid.page.language)
    return {
        **asdict(laid.page),
        "pages": speech.say(N_("Page %(number)s of %(all)s"), number="{n}", all="{all}"),
        "columns": list(laid.columns.items()),
        "rows": [[{**asdict(item), "widths": _widths(item.rows)} for item in row] for row in laid.rows],
        "legend": [asdict(span) for span in laid.legend],
    }


_LINE, _MOST = 80, 60
"""Characters that a row of a table has room for, and as how many a longer cell counts."""


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """The shares of a table's columns in its width: more for longer cells; none where all fit as they are.

    >>> _widths([("A", "B"), ("1", "2")]), [round(each) for each in _widths([("A", "B"), ("1", "word " * 30)])]
    ([], [5, 12])
    """
    longest = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    return [] if sum(longest) < _LINE else [min(max(each, 15), _MOST) ** 0.6 for each in longest]


@cache
def _fonts() -> Fonts:
    from typst import Fonts

    folders = [Path(str(files(each))) / "files" for each in FONTS]
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
