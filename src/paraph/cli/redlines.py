"""Drawing a redline: styles where they reach the reader, else ``[-deleted-]{+inserted+}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from paraph.text.redline import Change, Op

if TYPE_CHECKING:
    from rich.text import Text

    from paraph.cli.screen import Screen

PARAGRAPH = "¶"
"""Stands where one paragraph was cut in two, or two were joined."""

_CONTEXT = 12
_SPACED = re.compile(r"\S+\s*|\s+")


def marked(ops: Iterable[Op]) -> str:
    """The redline as text, deletions and insertions between marks; where only white space changed, none are set.

    >>> from paraph.text.redline import compare
    >>> marked(compare("Each Party shall act.", "Each Party may act."))
    'Each Party [-shall-]{+may+} act.'
    """
    parts: list[str] = []
    for op in ops:
        left, right = _sides(op)
        if op.kind is Change.EQUAL or not (left + right).strip():
            parts.append(right or left)
            continue
        parts += [f"[-{left}-]"] * bool(left) + [f"{{+{right}+}}"] * bool(right)
    return "".join(parts)


def elided(ops: Sequence[Op], context: int = _CONTEXT) -> list[Op]:
    """The same with long passages that did not change cut down to ``context`` words beside each change.

    >>> from paraph.text.redline import compare
    >>> marked(elided(compare("a b c d e f g h x.", "a b c d e f g h y."), context=2))
    '… g h [-x-]{+y+}.'
    >>> marked(elided(compare("a b c d e f g h", "a b c d e f g h"), context=2))
    'a b …'
    """
    if len(ops) == 1 and ops[0].kind is Change.EQUAL:
        pieces = _SPACED.findall(ops[0].right)
        short = "".join(pieces[:context]).rstrip() + " …" if len(pieces) > context + 1 else ops[0].right
        return [Op(Change.EQUAL, short, short)]
    found: list[Op] = []
    for place, op in enumerate(ops):
        if op.kind is not Change.EQUAL:
            found.append(op)
            continue
        pieces = _SPACED.findall(op.right)
        head = pieces[:context] if place else []
        tail = pieces[-context:] if place < len(ops) - 1 else []
        cut = len(pieces) > len(head) + len(tail) + 2
        text = "".join(head).rstrip() + (" … " if head else "… ") + "".join(tail) if cut else op.right
        found.append(Op(Change.EQUAL, text, text))
    return found


def drawn(ops: Iterable[Op], screen: Screen) -> str | Text:
    """The redline as the screen can show it: deletions struck, insertions underlined twice, or marks."""
    if not screen.styled:
        return marked(ops)
    from rich.text import Text

    from paraph.cli.screen import DELETED, INSERTED

    text = Text()
    for op in ops:
        left, right = _sides(op)
        if op.kind is Change.EQUAL or not (left + right).strip():
            text.append(right or left)
            continue
        text.append(left, DELETED)
        text.append(right, INSERTED)
    return text


def _sides(op: Op) -> tuple[str, str]:
    if op.mark:
        return PARAGRAPH if op.left else "", PARAGRAPH if op.right else ""
    return op.left, op.right
