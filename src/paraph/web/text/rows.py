"""A provision as a row of HTML: its words in each language side by side, and the margin.

Plain functions over strings, since a long text has thousands of rows; every text that comes in is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from paraph.text.brackets import Runs
from paraph.text.provision import Kind
from paraph.text.redline import Change, Op
from paraph.web.markup import bracketed


@dataclass(frozen=True, slots=True)
class Cell:
    """A provision in one language. ``words``: HTML."""

    language: str
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A provision in all languages, with what the margin says of it (HTML). ``classes``: of state, beside its kind."""

    name: str
    kind: Kind
    depth: int
    cells: tuple[Cell, ...]
    margin: SafeString
    classes: str = ""

    @property
    def tag(self) -> str:
        """The element of its words: a heading by depth, or a paragraph."""
        return f"h{min(self.depth + 2, 4)}" if self.kind.titled else "p"

    @property
    def inner(self) -> SafeString:
        """Cells and margin."""
        tag = self.tag
        cells = "".join(
            f'<div class="cell" lang="{escape(each.language)}"><{tag}>{_number(each.number)}{each.words}</{tag}></div>'
            for each in self.cells
        )
        return mark_safe(f'{cells}<div class="margin">{self.margin}</div>')  # noqa: S308 - its parts are escaped

    @property
    def html(self) -> SafeString:
        name = escape(self.name)
        return mark_safe(  # noqa: S308 - its parts are escaped
            f'<div class="row k-{self.kind} d{self.depth} {self.classes}" id="{name}" tabindex="-1">'
            f"{self.inner}</div>\n"
        )


def _number(shown: str) -> str:
    return f'<span class="num">{escape(shown)}</span> ' if shown else ""


def cells(
    runs: Mapping[str, Runs], numbers: Mapping[str, str], parties: Sequence[str], nothing: str
) -> tuple[Cell, ...]:
    """Bracketed words in each language; ``nothing``: what to say where there are none."""
    empty = f'<span class="muted">{escape(nothing)}</span>' if nothing else ""
    return tuple(
        Cell(language, numbers.get(language, ""), bracketed(words, parties) if words else empty)
        for language, words in runs.items()
    )


def redlined(ops: Iterable[Op], deleted: str, inserted: str) -> SafeString:
    """A redline: what went and what came as elements, each with a word for who does not see the line.

    >>> from paraph.text.redline import compare
    >>> print(redlined(compare("shall act", "may act"), "deleted", "inserted"))
    <del><span class="hidden">[deleted: </span>shall<span class="hidden">] </span></del><ins>...may...</ins> act
    """
    parts: list[str] = []
    for op in ops:
        left, right = (escape(text) for text in (op.left, op.right))
        if op.kind is Change.EQUAL or not (op.left + op.right).strip():
            parts.append(right or left)
            continue
        parts += [_marked("del", deleted, left)] * bool(left) + [_marked("ins", inserted, right)] * bool(right)
    return mark_safe("".join(parts))  # noqa: S308 - every text in it is escaped


def _marked(tag: str, said: str, words: str) -> str:
    return f'<{tag}><span class="hidden">[{escape(said)}: </span>{words}<span class="hidden">] </span></{tag}>'
