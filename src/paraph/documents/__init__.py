"""Documents: one file per format, each with ``read`` and, where it is written, ``write``."""

from __future__ import annotations

from pathlib import PurePath

from paraph.documents import plain, tota
from paraph.documents.docx import reading
from paraph.documents.gateway import decode
from paraph.documents.manuscript import column_of, draft_of
from paraph.errors import N_, UnknownFormat, UnreadableFile
from paraph.text.provision import Draft

KNOWN = ".docx, .txt, .md, .xml (ToTA)"


def read(path: str | PurePath, data: bytes, language: str = "en") -> Draft:
    """Read a file's bytes as a draft, choosing the format by its name. ``language`` is used where the file is silent.

    >>> read("aims.txt", b"Article 1. Aims").provisions[0].number
    'Article 1'

    Of a Word file in two columns the one in this language. Raises: UnknownFormat, UnreadableFile (also for a Word file
    with tracked changes, for it is not said whose are made), TextRefused.
    """
    name = str(path)
    match PurePath(path).suffix.lower():
        case ".xml":
            return tota.read(data, name)
        case ".docx":
            return _word(data, name, language)
        case ".txt" | ".md":
            return plain.read(decode(data, name), language, name)
        case _:
            raise UnknownFormat(path=name, known=KNOWN)


def _word(data: bytes, name: str, language: str) -> Draft:
    found = reading.read(data, name)
    if found.authors:
        told = f"{name} ({', '.join(each or '?' for each in found.authors)})"
        raise UnreadableFile(path=told, detail=N_("changes are tracked in it; accept or reject them first"))
    return draft_of(found, (), language, column_of(found, language))
