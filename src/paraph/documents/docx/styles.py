"""What every Word file of ours looks like: A4, a serif for the text, headings by level, languages side by side."""

from __future__ import annotations

from paraph.documents.docx.markup import Xml, root, w

TEXT_FONT, HEAD_FONT = "Times New Roman", "Arial"
"""The serif of state papers in Viet Nam (Decree 30/2020/ND-CP), and a sans serif beside it: Word has all Vietnamese
letters in both. LibreOffice sets them in metric twins (Liberation), which lack a few and borrow them."""
WIDTH, HEIGHT, MARGIN = 11906, 16838, 1247
"""A4 and its margins, in twentieths of a point."""
TEXT_WIDTH = WIDTH - 2 * MARGIN
MUTED = "4A5560"


def _fonts(name: str) -> Xml:
    return w("rFonts", ascii=name, hAnsi=name, cs=name, eastAsia=name)


def _style(key: str, name: str, paragraph: list[Xml], run: list[Xml], based: str = "Normal") -> Xml:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if key != "Normal" else None,
        w("next", val="Normal") if key.startswith("Heading") else None,
        w("qFormat"),
        w("pPr", *paragraph) if paragraph else None,
        w("rPr", *run) if run else None,
        type="paragraph",
        styleId=key,
        **({"default": "1"} if key == "Normal" else {}),
    )


def _heading(level: int, size: int) -> Xml:
    return _style(
        f"Heading{level}",
        f"heading {level}",
        [w("keepNext"), w("spacing", before=str(420 - 70 * level), after="100"), w("outlineLvl", val=str(level - 1))],
        [_fonts(HEAD_FONT), w("b"), w("sz", val=str(size))],
    )


def _table(name: str, gap: str, lined: bool = False) -> Xml:
    """A table's style: this much room at the right of each cell, and a line under each row or none."""
    line = {"val": "single", "sz": "4", "space": "0", "color": "C9D0D6"}
    borders = w("tblBorders", w("bottom", **line), w("insideH", **line)) if lined else None
    cells = w("tblCellMar", w("left", w="0", type="dxa"), w("right", w=gap, type="dxa"))
    return w("style", w("name", val=name), w("tblPr", borders, cells), type="table", styleId=name)


def styles(language: str) -> Xml:
    """The styles part. ``language``: of words that do not say their own."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fonts(TEXT_FONT), w("sz", val="22"), w("lang", val=language))),
        w("pPrDefault", w("pPr", w("spacing", after="120", line="288", lineRule="auto"))),
    )
    return root(
        "styles",
        defaults,
        _style("Normal", "Normal", [], []),
        _style("Title", "Title", [w("spacing", after="60")], [_fonts(HEAD_FONT), w("b"), w("sz", val="40")]),
        _style("Subtitle", "Subtitle", [w("spacing", after="160")], [_fonts(HEAD_FONT), w("color", val=MUTED)]),
        *(_heading(level, size) for level, size in ((1, 30), (2, 26), (3, 24), (4, 22))),
        _style("Note", "Note", [], [_fonts(HEAD_FONT), w("i"), w("color", val=MUTED), w("sz", val="18")]),
        _style("Quote", "Quote", [w("ind", left="300")], [w("i")]),
        _style(
            "Cell", "Cell", [w("spacing", before="30", after="30", line="252", lineRule="auto")], [w("sz", val="19")]
        ),
        _style("Header", "header", [], [_fonts(HEAD_FONT), w("color", val=MUTED), w("sz", val="16")]),
        _style("Footer", "footer", [], [_fonts(HEAD_FONT), w("color", val=MUTED), w("sz", val="16")]),
        _table("Columns", "240"),
        _table("Figures", "120", lined=True),
    )


def settings(tracked: bool) -> Xml:
    """Settings: no personal information is kept when Word saves the file, but for the authors of tracked changes."""
    return root(
        "settings",
        None if tracked else w("removePersonalInformation"),
        None if tracked else w("removeDateAndTime"),
        w("defaultTabStop", val="400"),
        w(
            "compat",
            w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"),
        ),
    )


def section() -> Xml:
    """The last element of a body: the page, its header and footer."""
    edge = str(MARGIN)
    return w(
        "sectPr",
        *(w(f"{name}Reference", relation=name, type="default") for name in ("header", "footer")),
        w("pgSz", w=str(WIDTH), h=str(HEIGHT)),
        w("pgMar", top=edge, right=edge, bottom=edge, left=edge, header="624", footer="624", gutter="0"),
    )
