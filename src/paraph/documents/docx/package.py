"""The container of a Word file: parts in a ZIP, with their types and relationships; the same parts, the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from paraph.documents.docx.markup import Xml

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_LATER = {"commentsExtended": "http://schemas.microsoft.com/office/2011/relationships"}
"""Parts that came after the standard."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a ZIP can hold: a file says nothing of when or where it was made."""

MAIN = "document"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document: ``name`` of its file and of its kind ("styles", "footer"), and its root element."""

    name: str
    root: Xml


def pack(main: Xml, parts: list[Part]) -> bytes:
    """The bytes of a Word file. The relationship of each part is called by the part's name."""
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relationships([(MAIN, "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relationships([(each.name, each.name, f"{each.name}.xml") for each in parts]),
        "word/document.xml": main,
        **{f"word/{each.name}.xml": each.root for each in parts},
    }
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, root in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, (_DECLARATION + root).encode())
    return held.getvalue()


def _content_types(parts: list[Part]) -> Xml:
    kinds = [("document", "document.main"), *((each.name, each.name) for each in parts)]
    overrides = [f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{kind}+xml"/>' for name, kind in kinds]
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_TYPES}">{defaults}{"".join(overrides)}</Types>'


def _relationships(found: list[tuple[str, str, str]]) -> Xml:
    each = "".join(
        f'<Relationship Id="{name}" Type="{_LATER.get(kind, _OFFICE)}/{kind}" Target="{target}"/>'
        for name, kind, target in found
    )
    return f'<Relationships xmlns="{_RELATED}">{each}</Relationships>'
