"""Opening a Word file that somebody else made: what could hurt or hide is refused before anything is read.

Limits (20 MB, 200 MB inflated, 100:1, 2,000 parts, depth 100) and refusals follow the gateway: one part of one name, no
path out of the file, no encryption, no document type declaration, no macros, no embedded objects, no parts of another
document pulled in, no relationship that reaches outside but a plain hyperlink.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from paraph.documents.gateway import check_size
from paraph.errors import N_, UnreadableFile

INFLATED = 200_000_000
RATIO = 100
SMALL = 1_000_000
"""Bytes up to which a part may be packed as tightly as it likes."""
PARTS = 2_000
DEPTH = 100
ELEMENTS = 2_000_000

TOO_MANY = N_("it is nested too deeply, or has too many elements")
_TAG = b"<"
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How an old Word file, or an encrypted new one, begins."""
_ACTIVE = (
    "vbaproject",
    "vbadata",
    "activex",
    "oleobject",
    "afchunk",
    "attachedtemplate",
    "embeddings/",
    "customui",
    "keymapcustomizations",
)
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Package:
    """The parts of a file by name. ``xml`` parses one of them."""

    where: str
    parts: Mapping[str, bytes]

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part. Raises UnreadableFile."""
        data = self.parts.get(name)
        return None if data is None else parsed(data, f"{self.where}:{name}")


def opened(data: bytes, where: str) -> Package:
    """The parts of a Word file. Raises UnreadableFile with what is wrong, and where."""
    check_size(data, where)
    if data.startswith(_COMPOUND):
        raise _refused(where, N_("it is encrypted, or a Word file of before 2007; save it as .docx without a password"))
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, where)
            parts = {each.filename: _inflated(archive, each, where) for each in entries if not each.is_dir()}
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise _refused(where, N_("it is no Word file, or a damaged one")) from error
    package = Package(where, parts)
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise _refused(where, N_("it has no text of a Word file"))
    _check_types(package)
    for name in parts:
        if name.endswith(".rels"):
            _check_relationships(package, name)
    return package


def _check(entries: list[ZipInfo], where: str) -> None:
    names = [each.filename for each in entries]
    folded = [each.casefold() for each in names]
    if len(entries) > PARTS:
        raise _refused(where, N_("it has more than 2,000 parts"))
    if len(set(folded)) < len(folded):
        raise _refused(where, N_("two of its parts bear the same name"))
    for each in entries:
        path = PurePosixPath(each.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in each.filename or "\0" in each.orig_filename:
            raise _refused(f"{where}:{each.filename!r}", N_("one of its parts points outside the file"))
        if each.flag_bits & 0x1:
            raise _refused(where, N_("it is encrypted; save it without a password"))
        if any(mark in each.filename.casefold() for mark in _ACTIVE):
            raise _refused(f"{where}:{each.filename}", N_("it holds macros, embedded objects or another file"))
    inflated = sum(each.file_size for each in entries)
    if inflated > INFLATED or any(_packed_tightly(each) for each in entries):
        raise _refused(where, N_("it would unpack to far more than it seems"))
    spans = sorted((each.header_offset, each.header_offset + each.compress_size) for each in entries)
    if any(end > following for (_, end), (following, _) in pairwise(spans)):
        raise _refused(where, N_("its parts overlap"))


def _packed_tightly(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1)


def _inflated(archive: ZipFile, entry: ZipInfo, where: str) -> bytes:
    """A part's bytes, no more than it said it has."""
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise _refused(where, N_("it would unpack to far more than it seems"))
    return data


def _check_types(package: Package) -> None:
    types = package.xml("[Content_Types].xml")
    assert types is not None  # noqa: S101 - its presence was checked
    said = " ".join(str(each.get("ContentType", "")).casefold() for each in types)
    if "macroenabled" in said or "vbaproject" in said or "oleobject" in said:
        raise _refused(package.where, N_("it holds macros, embedded objects or another file"))


def _check_relationships(package: Package, name: str) -> None:
    root = package.xml(name)
    for each in () if root is None else root.iter(_RELATIONSHIPS):
        kind = str(each.get("Type", "")).casefold()
        if any(mark.rstrip("/") in kind for mark in _ACTIVE):
            raise _refused(f"{package.where}:{name}", N_("it holds macros, embedded objects or another file"))
        if each.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            raise _refused(f"{package.where}:{name}", N_("it would fetch something from elsewhere when it is opened"))


def parsed(data: bytes, where: str) -> etree._Element:
    """XML without a document type, not too deep and not too long. Raises UnreadableFile."""
    if data.count(_TAG) > 2 * ELEMENTS:  # an element has two tags at most
        raise _refused(where, TOO_MANY)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(f"{where}:{error.lineno}", N_("it is not well-formed XML")) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _refused(where, N_("it declares a document type, which may hide text"))
    if _TOO_MUCH(root):
        raise _refused(where, TOO_MANY)
    return root


_TOO_MUCH = etree.XPath(f"{'/*' * (DEPTH + 1)} or count(//*) > {ELEMENTS}")


def _refused(where: str, detail: str) -> UnreadableFile:
    return UnreadableFile(path=where, detail=detail)
