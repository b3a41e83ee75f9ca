"""A document as a sequence of blocks, the same in every language, and its Markdown: in one language or in two.

Whoever writes a document makes blocks; a block knows nothing of the format. Two lists of blocks made from the same
data in two languages have the same shape, so a bilingual document is one beside the other, paragraph by paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Shape = Literal["title", "heading", "subheading", "paragraph", "note", "item", "table"]
_MARKS = {"title": "# ", "heading": "## ", "subheading": "### ", "paragraph": "", "note": "> ", "item": "- "}


@dataclass(frozen=True, slots=True)
class Block:
    """``rows`` of a table, the first of them its head; else ``text``."""

    shape: Shape
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def table(*rows: Iterable[str]) -> Block:
    return Block("table", rows=tuple(tuple(row) for row in rows))


def markdown(blocks: Sequence[Block]) -> str:
    """Write blocks as CommonMark (tables as GitHub has them). Nothing in a text acts as markup.

    >>> print(markdown([Block("title", "Round 2"), Block("item", "1 * 2"), Block("item", "[US: a](b)")]), end="")
    # Round 2
    <BLANKLINE>
    - 1 \\* 2
    - [US: a]\\(b)
    """
    return _joined([(block.shape, _written(block)) for block in blocks])


def bilingual(first: Sequence[Block], second: Sequence[Block]) -> str:
    """Write two languages of one document, each block of the second under that of the first.

    Raises ValueError when the two are not of one shape, so that no sentence stands in one language only.

    >>> print(bilingual([Block("paragraph", "Agreed.")], [Block("paragraph", "Đã thống nhất.")]), end="")
    Agreed.
    <BLANKLINE>
    *Đã thống nhất.*
    """
    if [_outline(block) for block in first] != [_outline(block) for block in second]:
        raise ValueError("the two languages of a document differ in shape")
    parts: list[tuple[Shape, str]] = []
    for one, other in zip(first, second, strict=True):
        if one == other:
            parts.append((one.shape, _written(one)))
        elif one.shape == "table":
            rows = tuple(tuple(map(_both, a, b)) for a, b in zip(one.rows, other.rows, strict=True))
            parts.append((one.shape, _rows(rows)))
        elif one.shape in ("title", "heading", "subheading"):
            parts.append((one.shape, f"{_written(one)} / {_plain(other.text)}"))
        elif one.shape == "item":
            parts.append((one.shape, f"{_written(one)}  \n  *{_plain(other.text)}*"))
        else:
            mark = _MARKS[one.shape]
            parts.append((one.shape, f"{_written(one)}\n{mark.rstrip()}\n{mark}*{_plain(other.text)}*"))
    return _joined(parts)


def _outline(block: Block) -> tuple[object, ...]:
    return block.shape, bool(block.text), tuple(len(row) for row in block.rows)


def _joined(parts: Sequence[tuple[Shape, str]]) -> str:
    """A blank line between blocks, none between the items of a list."""
    lines = []
    for index, (shape, text) in enumerate(parts):
        if index and not (shape == "item" == parts[index - 1][0]):
            lines.append("")
        lines.append(text)
    return "\n".join(lines) + "\n"


def _written(block: Block) -> str:
    if block.shape == "table":
        return _rows(tuple(tuple(map(_plain, row)) for row in block.rows))
    return _MARKS[block.shape] + _plain(block.text)


def _rows(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _both(one: str, other: str) -> str:
    return _plain(one) if one == other else f"{_plain(one)}<br>*{_plain(other)}*"


_BLANKS = re.compile(r"\s*\n\s*")
_MARKUP = re.compile(r"[\\`*|]|_+(?=[^\s_])|(?<=\])\(|^(?:[#>+-]+|\d+[.)])(?=\s)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    flat = _BLANKS.sub(" ", text.strip())
    escaped = _MARKUP.sub(lambda found: "".join("\\" + c if not c.isalnum() else c for c in found[0]), flat)
    return escaped.translate(_ENTITIES)
