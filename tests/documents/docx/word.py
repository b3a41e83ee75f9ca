"""What Word would show of a file of ours: paragraphs with their numbers, all changes accepted or all rejected.

Written from the standard (ECMA-376 Part 1, 17.9 and 17.13) and not from the writer, so that the two can disagree.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from paraph.documents.docx.numbering import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
END = "—"
NEW, OLD = ("ins", "moveTo"), ("del", "moveFrom")


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read(f"word/{name}.xml"))


def paragraphs(data: bytes, *, accept: bool) -> list[tuple[str, str]]:
    """(number, words) of each paragraph between the title and the end, in their order."""
    body = part(data, "document").find(f"{W}body")
    assert body is not None
    numbers = Numbers(part(data, "numbering"))
    gone, found, carried = (OLD if accept else NEW), [], ""
    for each in body.iter(f"{W}p"):
        carried += _words(each, gone)
        if any(each.find(f"{W}pPr/{W}rPr/{W}{tag}") is not None for tag in gone):
            continue  # the mark is not there: what stands here belongs to the next paragraph
        properties = each.find(f"{W}pPr")
        before = properties.find(f"{W}pPrChange/{W}pPr") if properties is not None else None
        style = properties.find(f"{W}pStyle") if properties is not None else None
        if style is None or style.get(f"{W}val") not in ("Title", "Subtitle", "Note"):
            found.append((numbers.label(properties if accept or before is None else before), carried))
        else:
            assert "Note" not in style.values() or carried == END, "the end has taken in a paragraph"
        carried = ""
    assert not carried
    return found


def _words(paragraph: etree._Element, gone: tuple[str, ...]) -> str:
    text = []
    for each in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br", f"{W}tab"):
        if any(etree.QName(above).localname in gone for above in each.iterancestors()):
            continue
        name = etree.QName(each).localname
        text.append({"br": "\n", "tab": "\t"}.get(name) or each.text or "")
    return "".join(text)


class Numbers:
    """Word's counters: one for each abstract list; an instance with an override sets it when it first appears."""

    def __init__(self, numbering: etree._Element) -> None:
        self.levels = {
            each.get(f"{W}abstractNumId"): each.find(f"{W}lvl") for each in numbering.iter(f"{W}abstractNum")
        }
        self.instances = {
            each.get(f"{W}numId"): (
                each.find(f"{W}abstractNumId").get(f"{W}val"),  # type: ignore[union-attr]
                each.find(f"{W}lvlOverride/{W}startOverride"),
            )
            for each in numbering.iter(f"{W}num")
        }
        self.counts: dict[str, int] = {}
        self.seen: set[str] = set()

    def label(self, properties: etree._Element | None) -> str:
        number = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
        if number is None:
            return ""
        instance = str(number.get(f"{W}val"))
        abstract, override = self.instances[instance]
        level = self.levels[abstract]
        if override is not None and instance not in self.seen:
            self.counts[abstract] = int(override.get(f"{W}val"))
        elif abstract in self.counts:
            self.counts[abstract] += 1
        else:
            self.counts[abstract] = int(level.find(f"{W}start").get(f"{W}val"))
        self.seen.add(instance)
        form, text = (level.find(f"{W}{tag}").get(f"{W}val") for tag in ("numFmt", "lvlText"))
        return text.replace("%1", _counted(form, self.counts[abstract]))


def _counted(form: str, value: int) -> str:
    letters = chr(ord("a") + value - 1) if value < 27 else "?"
    shown = {"decimal": str(value), "none": "", "lowerLetter": letters, "upperLetter": letters.upper()}
    return shown.get(form) or (roman(value) if form == "lowerRoman" else roman(value).upper() if form != "none" else "")
