"""Words as a search sees them: how they are written, and how somebody types them who leaves the marks out.

Vietnamese is typed with and without diacritics, composed and decomposed, with the tone on either vowel ("hòa", "hoà").
So a word has two forms. Its *form* tells everything apart that a reader does, and nothing else; its *folded* form has
the bare letters. Percentages and decimals are one word each, whichever comma or point they are written with.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below: the five marked tones of Vietnamese."""
_MARK = "\u0300-\u036f"
_WORD = re.compile(rf"(?P<number>\d+(?:[.,]\d+)*)(?P<percent>[ \u00a0]?%)?|[^\W\d_](?:[^\W\d_]|[{_MARK}])*")
_BARE = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l"})
"""Letters with a stroke, which no normal form takes apart."""


class Word(NamedTuple):
    """A word of a text: how it is known, and where it stands."""

    form: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, in order.

    >>> [word.form for word in words("Thuế suất 46 % (Article 5.3(b))")]
    ['thuê\u0301', 'suât\u0301', '46%', 'article', '5.3', 'b']
    """
    return [Word(_form_of(found), found.start(), found.end()) for found in _WORD.finditer(text)]


def forms(text: str) -> list[str]:
    """The forms of the words of a text, in order."""
    return [_form_of(found) for found in _WORD.finditer(text)]


def _form_of(found: re.Match[str]) -> str:
    number = found["number"]
    if number is None:
        return form(found[0])
    return number.replace(",", ".") + ("%" if found["percent"] else "")


@lru_cache(maxsize=1 << 16)
def form(word: str) -> str:
    """Small letters, decomposed, the tone last wherever it was written.

    >>> form("Hòa") == form("hoà") == form("hoa\u0300"), form("thuế") == form("thuê")
    (True, False)
    """
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFD", word).casefold())
    bare = "".join(each for each in letters if each not in _TONES)
    return unicodedata.normalize("NFC", bare) + "".join(sorted(each for each in letters if each in _TONES))


@lru_cache(maxsize=1 << 16)
def folded(word_form: str) -> str:
    """A form without any marks, and a percentage without its sign.

    >>> folded(form("Đường")), folded("46%")
    ('duong', '46')
    """
    letters = unicodedata.normalize("NFD", word_form.removesuffix("%"))
    return "".join(each for each in letters if not unicodedata.combining(each)).translate(_BARE)


def is_number(word_form: str) -> bool:
    return word_form[:1].isdecimal()
