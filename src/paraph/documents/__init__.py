"""Documents: one file per format, each with ``read`` and, where it is written, ``write``."""

from __future__ import annotations

from pathlib import PurePath

from paraph.documents import plain, tota
from paraph.documents.gateway import decode
from paraph.errors import UnknownFormat
from paraph.text.provision import Draft

KNOWN = ".txt, .md, .xml (ToTA)"


def read(path: str | PurePath, data: bytes, language: str = "en") -> Draft:
    """Read a file's bytes as a draft, choosing the format by its name. ``language`` is used where the file is silent.

    >>> read("aims.txt", b"Article 1. Aims").provisions[0].number
    'Article 1'

    Raises: UnknownFormat, UnreadableFile, TextRefused.
    """
    name = str(path)
    match PurePath(path).suffix.lower():
        case ".xml":
            return tota.read(data, name)
        case ".txt" | ".md":
            return plain.read(decode(data, name), language, name)
        case _:
            raise UnknownFormat(path=name, known=KNOWN)
