"""What an answer says to whoever received it."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pypdfium2 import PdfDocument


def unpacked(body: bytes) -> bytes:
    """A body as its words can be searched: of a Word file every part of it, of a PDF what stands on its pages."""
    if body[:5] == b"%PDF-":
        with PdfDocument(body) as read:
            said = [page.get_textpage().get_text_range() for page in read]
            return "\n".join([*said, *map(str, read.get_metadata_dict().values())]).encode()
    if body[:2] != b"PK":
        return body
    archive = ZipFile(BytesIO(body))
    return b"\n".join(archive.read(name) for name in archive.namelist())


def words_of(response: Any) -> str:
    """All that the body of an answer says."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return unpacked(body).decode()
