"""Two language versions out of one file or two: whole texts, columns, or paragraphs among one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paraph.documents.manuscript import Manuscript, Paragraph, Stretch
from paraph.documents.shaping import draft_of
from paraph.documents.tongues import layout_of
from paraph.errors import N_, InvalidContent
from paraph.text.provision import Draft

_DASHED = re.compile(r"\n[ \t]*[-–—][ \t]+")


def versions(files: Sequence[tuple[str, Manuscript]], languages: tuple[str, str]) -> tuple[Draft, Draft]:
    """The two versions: of one file that holds both, or of two with one each. ``files``: (name, what it holds).

    ``languages``: of the left version and the right, where the files do not show it. A text in which one language is
    set off by a dash at the beginning of a line is taken line by line. Raises: InvalidContent, where one file does not
    hold two languages, or two files hold the same one.

    >>> said = "Both delegations met again.", "- Hai bên họp."
    >>> held = Manuscript(tuple(Paragraph((Stretch(each),)) for each in said))
    >>> [(draft.language, draft.texts()) for draft in versions([("report.txt", held)], ("en", "vi"))]
    [('en', ['Both delegations met again.']), ('vi', ['Hai bên họp.'])]
    """
    if len(files) == 1:
        name, held = files[0][0], by_line(files[0][1])
        found = layout_of(held, languages[0]).languages
        if len(found) < 2:
            raise InvalidContent(
                field=name, detail=N_("it holds one language; give the other version as a second file")
            )
        first, other = (found[1], found[0]) if found[1] == languages[0] else found[:2]
        return draft_of(held, (), first), draft_of(held, (), other)
    drafts = [draft_of(held, (), tag) for (_, held), tag in zip(files, languages, strict=True)]
    if drafts[0].language == drafts[1].language:
        raise InvalidContent(field=files[1][0], detail=N_("it is in the language of the first version"))
    return drafts[0], drafts[1]


def by_line(manuscript: Manuscript) -> Manuscript:
    """The same with every line a paragraph where lines begin with the dash of the other language."""
    if not any(_DASHED.search(each.text) for each in manuscript.paragraphs):
        return manuscript
    return replace(manuscript, paragraphs=tuple(part for each in manuscript.paragraphs for part in _lines(each)))


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph's lines, where it is plain words and a dash begins one of them."""
    if len(paragraph.stretches) != 1 or not _DASHED.search(paragraph.text):
        yield paragraph
        return
    lines = [line.strip() for line in paragraph.text.split("\n") if line.strip()]
    yield replace(paragraph, stretches=(Stretch(lines[0]),))
    for line in lines[1:]:
        yield replace(paragraph, stretches=(Stretch(line),), label="", level=0, kind=None, depth=0)
