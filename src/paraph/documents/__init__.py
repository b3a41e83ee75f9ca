"""Documents: one file per format, each with ``read`` and, where it is written, ``write``.

``read`` gives a draft, ``whole`` everything that a file holds; neither is called on a stranger's file but in a process
that can do nothing else (``receiving``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from paraph.documents import akn_read, plain, tota
from paraph.documents.docx import reading
from paraph.documents.gateway import decode
from paraph.documents.manuscript import Manuscript, manuscript_of
from paraph.documents.shaping import draft_of
from paraph.errors import N_, UnknownFormat, UnreadableFile
from paraph.text.provision import Draft

KNOWN = ".docx, .pdf, .html, .txt, .md, .xml (Akoma Ntoso, ToTA)"

Reader = Callable[[bytes, str, str], Manuscript]


def read(path: str | PurePath, data: bytes, language: str = "en") -> Draft:
    """Read a file's bytes as a draft, choosing the format by its name. ``language`` is used where the file is silent.

    >>> read("aims.txt", b"Article 1. Aims").provisions[0].number
    'Article 1'

    Of a file in two languages the one asked for. Raises: UnknownFormat, UnreadableFile (also for a file with tracked
    changes, for it is not said whose are made), TextRefused.
    """
    name = str(path)
    match PurePath(path).suffix.lower():
        case ".xml" if not akn_read.is_one(data):
            return tota.read(data, name)
        case ".txt" | ".md":
            return plain.read(decode(data, name), language, name)
    found = reader_of(path)(data, name, language)
    if found.authors:
        told = f"{name} ({', '.join(each or '?' for each in found.authors)})"
        raise UnreadableFile(path=told, detail=N_("changes are tracked in it; accept or reject them first"))
    return draft_of(found, (), language)


def whole(path: str | PurePath, data: bytes, language: str = "en") -> Manuscript:
    """Everything that a file holds, whoever has written it. See ``read``.

    >>> whole("aims.txt", b"Article 1. Aims").paragraphs[0].label
    'Article 1'
    """
    return reader_of(path)(data, str(path), language)


def _xml(data: bytes, name: str) -> Manuscript:
    """Akoma Ntoso, or a treaty of the ToTA corpus."""
    if akn_read.is_one(data):
        return akn_read.read(data, name)
    return manuscript_of(tota.read(data, name), declared=True)


def reader_of(path: str | PurePath) -> Reader:
    """What reads a file of this name; its libraries are loaded when this returns. Raises UnknownFormat."""
    match PurePath(path).suffix.lower():
        case ".docx":
            return lambda data, name, _: reading.read(data, name)
        case ".xml" | ".akn":
            return lambda data, name, _: _xml(data, name)
        case ".txt" | ".md":
            return lambda data, name, language: manuscript_of(plain.read(decode(data, name), language, name))
        case ".html" | ".htm":
            from paraph.documents import html_read

            return lambda data, name, _: html_read.read(data, name)
        case ".pdf":
            from paraph.documents import pdf_read

            return lambda data, name, _: pdf_read.read(data, name)
        case _:
            raise UnknownFormat(path=str(path), known=KNOWN)
