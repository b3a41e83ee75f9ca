"""What a mark is there for, told from the words in and around it: link or bracket, placeholder, remark, option ...

Every function looks at a bounded stretch of text, so that reading stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from paraph.text.markup import Option, Role

_WINDOW = 120  # how far to look for what a bracket begins with, or for the start of a line


# -- links -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Links:
    """The reference links a text defines: where each definition begins and ends, and their labels."""

    at: Mapping[int, int] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()


NO_LINKS = Links()

_DEFINITION = re.compile(r"^ {0,3}(\[([^\[\]^\n]{1,200})\]:[ \t]+(<[^<>\n]+>|\S+))", re.MULTILINE)
_INLINE = re.compile(r"""\(\s?(<[^<>\n]*>|(?:[^\s()<>\[\]]|\([^\s()<>\[\]]*\))*+)(?:\s("[^"\n]*"|'[^'\n]*'))?\s?\)""")
_REFERENCE = re.compile(r"\[([^\[\]\n]{0,200})\]")
_LEADS_AWAY = re.compile(
    r"<|[a-z][a-z0-9+.-]{1,20}:|www\.|[#/]|\.{1,2}/|[^\s]*\.(?:md|html?|pdf|docx?|png|jpe?g|svg)\b", re.I
)


def definitions(text: str) -> Links:
    """The reference links that a text defines; the right side must look like an address.

    >>> definitions("[source]: http://example.org").labels
    frozenset({'source'})
    >>> definitions("[US]: shall").labels
    frozenset()
    """
    found = [match for match in _DEFINITION.finditer(text) if _LEADS_AWAY.match(match[3])]
    return Links({match.start(1): match.end() for match in found}, frozenset(_label(match[2]) for match in found))


def target(text: str, begin: int, end: int, links: Links) -> tuple[int, bool]:
    """How many characters after the bracket at ``end`` make the bracket a link, and whether that is doubtful.

    ``begin`` is where the words in the bracket begin. ``[x](a)`` has the form of a link but leads nowhere.
    """
    follows = text[end + 1 : end + 2]
    if follows == "(":
        match = _INLINE.match(text, end + 1)
        if match is not None:
            return match.end() - match.start(), not (match[2] or _LEADS_AWAY.match(match[1]))
    if not links.labels:
        return 0, False
    if follows == "[":
        match = _REFERENCE.match(text, end + 1)
        if match is not None and (match[1] or _short(text, begin, end)):
            label = _label(match[1] or text[begin:end])
            if label in links.labels:
                return match.end() - match.start(), False
    return 0, False


def shortcut(text: str, begin: int, end: int, links: Links) -> bool:
    """Whether a bracket's words are themselves the label of a reference link: ``[source]``."""
    return bool(links.labels) and _short(text, begin, end) and _label(text[begin:end]) in links.labels


def _short(text: str, begin: int, end: int) -> bool:
    return end - begin <= 200 and "[" not in text[begin:end]


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()


# -- brackets and braces -----------------------------------------------------------------------------------------

_MARKS = r"[\s*_]{0,8}"
_BLANK = re.compile(
    rf"{_MARKS}(?:(?:\d\d)?[Xx]{{1,4}}|[yYzZ]|…|\.{{2,6}}|_{{2,40}}|\?+|TB[DCA]|tb[dca]"
    rf"|to be (?:determined|confirmed|completed|decided|inserted))\.?{_MARKS}"
)
_PLACEHOLDER = re.compile(rf"{_MARKS}(?:placeholder|giữ chỗ|để trống|chờ bổ sung|sẽ (?:bổ sung|xác định))\b", re.I)
_REMARK = re.compile(
    rf"{_MARKS}(?:(?:\w{{3,12}}['’]?s?['’]?\s)?notes?|N\.?B\.?|comments?|ghi chú|lưu ý)\b[^:\[\]\n]{{0,40}}:", re.I
)
_LISTED = re.compile(r"[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+")


def of_bracket(text: str, begin: int, end: int) -> tuple[Role, str]:
    """The role of a bracket without attribution, from its words; and the code of a doubt, or "".

    >>> of_bracket("[X]", 1, 2), of_bracket("[E]ach", 1, 2)
    ((<Role.PLACEHOLDER: 'placeholder'>, ''), (<Role.WORDING: 'wording'>, ''))
    """
    if end - begin <= 1 and text[begin:end] in (" ", "x", "X"):
        if _LISTED.fullmatch(_line_before(text, begin - 1)):
            return Role.TICK, "tick-or-blank"
        if text[begin:end] == " ":
            return Role.PLACEHOLDER, "tick-or-blank"
    if end - begin <= _WINDOW and _BLANK.fullmatch(text, begin, end) and not text[end + 1 : end + 2].isalpha():
        return Role.PLACEHOLDER, ""
    if _PLACEHOLDER.match(text, begin, end):
        return Role.PLACEHOLDER, ""
    if _REMARK.match(text, begin, end):
        return Role.REMARK, ""
    return Role.WORDING, ""


_TITLED_LINE = re.compile(r"\s*(?:#|\**(?:Article|Chapter|Section|Annex|Part|Điều|Chương|Mục|Phụ lục|Phần)\b)", re.I)
_LAYOUT = re.compile(r"""[:#.][\w.:#="' -]*""")
_SMALL = frozenset(
    re.findall(r"\w+", "a an and as at by for from in of on or the to with và của về cho trong theo"),
)


def of_brace(text: str, begin: int, end: int) -> tuple[Role, str]:
    """The role of a brace without attribution, from its words; and the code of a doubt, or "".

    >>> of_brace("{National Treatment}", 1, 19)
    (<Role.TITLE: 'title'>, '')
    >>> of_brace("{to be moved}", 1, 12)
    (<Role.REMARK: 'remark'>, '')
    """
    if end - begin <= _WINDOW and _LAYOUT.fullmatch(text, begin, end):
        return Role.LAYOUT, ""
    words = text[begin:end].split() if end - begin <= _WINDOW else []
    if not words or words[-1][-1] in ".;:,":
        return Role.REMARK, ""
    capitals = all(word[0].isupper() or word in _SMALL for word in words) and words[0][0].isupper()
    if _TITLED_LINE.match(_line_before(text, begin - 1)):
        return (Role.TITLE, "") if words[0][0].isupper() else (Role.REMARK, "maybe-title")
    if capitals and len(words) > 1:
        return Role.TITLE, ""
    return Role.REMARK, "maybe-title" if capitals else ""


def _line_before(text: str, at: int) -> str:
    """What stands on the line before ``at``; a long line is cut, and then begins with no blank space or mark."""
    before = text[max(0, at - _WINDOW) : at]
    _, found, line = before.rpartition("\n")
    return line if found or at <= _WINDOW else "…" + line


# -- options -----------------------------------------------------------------------------------------------------

OPTION = (
    r"(?:Option|OPTION|Phương án|PHƯƠNG ÁN)(?:(?=\d)|[ ])"
    r"(?:\d{1,3}[a-z]?|[IVX]{1,5}|\(?[A-Za-z0-9]{1,3}\)|[A-Za-z])(?!\w)"
)
_NAME = re.compile(r"option|phương án", re.I)
_LEAD = re.compile(r"(?P<before>[ \t>]*(?:(?:[-*+]|\(?\w{1,4}[.)])[ \t]+)?\[*)(?P<marks>[*_]{0,3})")
_TAIL = re.compile(
    r"(?:\[\^[^\[\]\s]{1,20}\]){0,4}"
    r"(?P<named>[ ]\([^()\[\]\n]{1,60}\))?(?P<close>[*_]{0,3})[ ]?(?P<stop>[:.]?)[*_]{0,3}"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


def option(text: str, match: re.Match[str], start: int, floor: int, after_open: bool) -> Option | None:
    """The heading of an option at a match of ``OPTION``, where it stands at the head of a line or of a bracket.

    ``floor``: the characters before it belong to other nodes. A heading ends with a colon, is emphasised, or has its
    line to itself; "option 1 of the decision" is none.
    """
    line = _line_before(text, start)
    lead = _LEAD.fullmatch(line)
    if lead is None and not after_open:
        return None
    marks = lead["marks"] if lead else ""
    begin = max(start - len(marks), floor)
    tail = _TAIL.match(text, match.end())
    assert tail is not None  # noqa: S101 - every part may be empty
    rest = text[tail.end() : tail.end() + 1]
    if not (tail["stop"] == ":" or (marks and tail["close"]) or rest in ("", "\n", "\r")):
        return None
    end = tail.end() if tail["stop"] or tail["close"] or tail["named"] else match.end()
    if text[end - 1] == " ":
        end -= 1
    label = _NAME.sub("", match[0]).strip(" ()")
    column = len(lead["before"].expandtabs(4).rstrip("[")) if lead else len(line)
    return Option(begin, text[begin:end], label, _ordinal(label), column)


def _ordinal(label: str) -> int:
    """1 for "1", "a" and "I"; letters that are Roman numerals are read as such.

    >>> [_ordinal(label) for label in ("3", "1b", "c", "IV", "ii")]
    [3, 1, 3, 4, 2]
    """
    digits = re.match(r"\d+", label)
    if digits:
        return int(digits[0])
    letters = label.lower()
    if not set(letters) <= _ROMAN.keys():
        return ord(letters[0]) - ord("a") + 1
    values = [_ROMAN[letter] for letter in letters]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
