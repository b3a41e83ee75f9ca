"""The container of a Word file: parts in a ZIP, with their types and relationships; the same parts, the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a ZIP can hold: a file says nothing of when or where it was made."""

MAIN = "document"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document: ``name`` of its file and of its kind ("styles", "footer"), and its root element."""

    name: str
    root: etree._Element


def pack(main: etree._Element, parts: list[Part]) -> bytes:
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
            archive.writestr(entry, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return held.getvalue()


def _content_types(parts: list[Part]) -> etree._Element:
    made = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]
    _add(made, "Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml")
    _add(made, "Default", Extension="xml", ContentType="application/xml")
    _add(made, "Override", PartName="/word/document.xml", ContentType=f"{_WORD}document.main+xml")
    for each in parts:
        _add(made, "Override", PartName=f"/word/{each.name}.xml", ContentType=f"{_WORD}{each.name}+xml")
    return made


def _relationships(found: list[tuple[str, str, str]]) -> etree._Element:
    made = etree.Element(f"{{{_RELATED}}}Relationships", nsmap={None: _RELATED})  # type: ignore[dict-item]
    for name, kind, target in found:
        _add(made, "Relationship", Id=name, Type=f"{_OFFICE}/{kind}", Target=target)
    return made


def _add(parent: etree._Element, tag: str, **attributes: str) -> None:
    space = etree.QName(parent).namespace
    etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
