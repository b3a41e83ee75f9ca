"""Plain text with optional Markdown headings: the printed form of a draft. What was read is written back exactly.

Canonical form, as ``write`` prints a draft made elsewhere: ``# `` to ``###### `` by depth before a heading, a
heading's number and title joined by ". ", a label and its words by one space, a blank line between provisions.
``read`` takes other layouts too (no ``#``, "ĐIỀU 5" alone on its line, wrapped lines) and keeps them beside the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paraph.documents.gateway import admit
from paraph.documents.outline import Head, Outline, heading, label
from paraph.text.provision import Draft, Kind

_MARKDOWN = re.compile(r"(#{1,6}[ \t]+)(.*)")
_ENDED = re.compile(r"[.;:!?…”\"][)\]]?$|[;,] (?:and|or|và|hoặc)$")


@dataclass(frozen=True, slots=True)
class Laid(Draft):
    """A draft with its layout: what stood before each provision and between its number and its words.

    ``gaps`` holds one pair a provision and at the end ``(rest, "")``, so that the file is
    ``before + number + between + text`` for each provision, then the rest.
    """

    gaps: tuple[tuple[str, str], ...] = ()


def read(text: str, language: str = "en", where: str = "text") -> Laid:
    r"""Read a plain text; ``write`` of what is returned is ``text`` again (in NFC).

    >>> for p in read("Điều 5. Quy tắc xuất xứ\n\n1. Mỗi Bên phải:\n\n(a) công bố;\n", "vi").provisions:
    ...     print(p.depth, p.kind, "|", p.number, "|", p.text)
    0 article | Điều 5 | Quy tắc xuất xứ
    1 paragraph | 1. | Mỗi Bên phải:
    2 point | (a) | công bố;

    Raises: TextRefused.
    """
    text = admit(text, where)
    outline, gaps, at = Outline(), [], 0
    for start, end, hashes in _blocks(text):
        block = text[start:end]
        head = _head(block, hashes)
        outline.add(head.kind, head.number, head.text)
        gaps.append((text[at:start], head.between))
        at = end
    return Laid(language, tuple(outline.provisions), (*gaps, (text[at:], "")))


def write(draft: Draft) -> str:
    r"""Print a draft: as it was laid out when it was read here, else canonically.

    >>> from paraph.text.provision import Provision
    >>> article = Provision("a", Kind.ARTICLE, 0, "Article 1", "Aims")
    >>> write(Draft("en", (article, Provision("b", Kind.POINT, 1, "(a)", "x"))))
    '# Article 1. Aims\n\n(a) x\n'
    """
    if isinstance(draft, Laid):
        parts = (b + p.number + m + p.text for (b, m), p in zip(draft.gaps, draft.provisions, strict=False))
        return "".join(parts) + draft.gaps[-1][0]
    return "\n".join(_canonical(draft))


def _canonical(draft: Draft) -> Iterator[str]:
    for place, provision in enumerate(draft.provisions):
        if place:
            yield ""
        yield provision.lead + provision.text
    yield ""


def _head(block: str, hashes: bool) -> Head:
    head = heading(" ".join(block.split("\n", 1)[0].split()) if "\n" in block else block)
    if head and "\n" in block:
        first, rest = block.split("\n", 1)
        title = rest.lstrip()
        between = block[len(first.rstrip()) : len(block) - len(title)]
        return Head(head.kind, first.rstrip(), between, title)
    if head:
        return head
    return Head(Kind.SECTION, "", "", block) if hashes else label(block)


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Offsets of each provision's words, without the whitespace around, and whether ``#`` marks it a heading."""
    start = end = -1
    titled = bare = False
    for line in re.finditer(r"[^\n]+", text):
        words = line.group().strip()
        if not words:
            continue
        marked = _MARKDOWN.fullmatch(words)
        first = line.start() + line.group().index(words) + (len(marked[1]) if marked else 0)
        last = line.start() + line.group().index(words) + len(words)
        alone = marked or heading(words) or label(words).number
        near = start >= 0 and text.count("\n", end, first) == 1
        wraps = near and not alone and not titled and not _ENDED.search(text[start:end])
        if wraps or (bare and near and not alone and not _ENDED.search(words) and len(words) < 120):
            end, bare = last, False
            continue
        if start >= 0 and start < end:
            yield start, end, titled
        head = heading(words[len(marked[1]) :] if marked else words)
        titled, bare = bool(marked or head), bool(head and not head.text)
        start, end = first, last
    if start >= 0 and start < end:
        yield start, end, titled
