"""The gateway: what every text from outside passes before anything else looks at it.

Text is NFC on entry. A character that hides or reorders what a person reads is refused with its place; nothing is
repaired in silence.
"""

from __future__ import annotations

import unicodedata

from paraph.errors import N_, TextRefused, UnreadableFile
from paraph.text.characters import REFUSED, normal

SIZE_LIMIT = 20_000_000
"""The largest file that is taken in, in bytes."""


def admit(text: str, where: str) -> str:
    """Return ``text`` in NFC, or refuse it with ``where:line:column`` (both from 1) of the first character at fault.

    >>> admit("Die\\u0302\\u0300u 1", "draft.txt")
    'Diều 1'
    >>> admit("Each Party\\n  sh\\u200ball", "draft.txt")
    Traceback (most recent call last):
    paraph.errors.TextRefused: draft.txt:2:5: the character U+200B ZERO WIDTH SPACE may not stand in a text. ...

    Raises: TextRefused.
    """
    found = REFUSED.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise TextRefused(place=f"{where}:{line}:{column}", character=_name(found.group()))
    return normal(text)


def decode(data: bytes, where: str) -> str:
    """UTF-8 bytes (a leading byte-order mark is dropped) as admitted text.

    >>> decode("\\ufeffĐiều 1".encode(), "draft.txt")
    'Điều 1'

    Raises: UnreadableFile when too large or not UTF-8; TextRefused.
    """
    check_size(data, where)
    try:
        return admit(data.decode("utf-8-sig"), where)
    except UnicodeDecodeError as error:
        detail = N_("it is not UTF-8 text")
        raise UnreadableFile(path=f"{where} (byte {error.start})", detail=detail) from error


def check_size(data: bytes, where: str) -> None:
    """Refuse a file above ``SIZE_LIMIT``. Raises: UnreadableFile."""
    if len(data) > SIZE_LIMIT:
        raise UnreadableFile(path=where, detail=N_("it is larger than 20 MB"))


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
