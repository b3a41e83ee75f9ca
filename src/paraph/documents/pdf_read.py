"""Reading a PDF that has a text layer, as well as can be: a PDF holds lines on pages, and nothing of what they mean.

Paragraphs are told from labels, headings, and how a line ends; lines that come again at the head or foot of pages are
set aside; a word that is broken at the end of a line is put together. Nothing of changes, comments or numbering is in
such a file, and a scan has no text at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2  # type: ignore[import-untyped]

from paraph.documents.gateway import admit, check_size
from paraph.documents.manuscript import Aside, Found, Manuscript, Paragraph, Stretch
from paraph.documents.outline import heading, label
from paraph.errors import N_, UnreadableFile

WANTING = N_("A PDF holds lines and not paragraphs: what belongs together was told by labels, headings and line ends.")
PAGES = 2_000
_LEAST = 20
"""Letters a page on average below which there is no text layer to speak of."""
_OFTEN = 3
"""Pages on which a line at the head or foot must come again to be none of the text."""
_BROKEN = re.compile(r"[\u00ad\ufffe\u0002]$|(?<=[^\W\d_])-$")
_MARKS = str.maketrans(dict.fromkeys("\u00ad\ufffe\u0002", "-"))
"""How a reader of PDF marks a hyphen that may be the page's and not the word's."""
_ENDED = re.compile(r"[.;:!?…”\"][)\]]?$|[;,] (?:and|or|và|hoặc)$")


def read(data: bytes, where: str = "pdf") -> Manuscript:
    """A PDF as a manuscript. Raises UnreadableFile for one that is encrypted, damaged, or without text; TextRefused."""
    check_size(data, where)
    try:
        pages = _pages(data, where)
    except pypdfium2.PdfiumError:
        raise UnreadableFile(path=where, detail=N_("it is no PDF, a damaged one, or one with a password")) from None
    if sum(map(_letters, pages)) < _LEAST * max(len(pages), 1):
        raise UnreadableFile(path=where, detail=N_("it has no text that could be read: it may be a scan"))
    lines, beside = _apart([[" ".join(each.split()) for each in re.split(r"\r?\n", page)] for page in pages])
    found = [Paragraph((Stretch(admit(text.translate(_MARKS), where)),)) for text in paragraphs(lines)]
    asides = tuple(Found(Aside.HEADER, admit(text, where), f"{n}") for text, n in beside.items())
    counts = Counter({"pages": len(pages), "paragraphs": len(found)})
    return Manuscript(tuple(found), counts=counts, asides=asides, wanting=WANTING)


def _pages(data: bytes, where: str) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        if len(document) > PAGES:
            raise UnreadableFile(path=where, detail=N_("it has too many pages"))
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
        return found


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _apart(pages: Sequence[Sequence[str]]) -> tuple[list[str], dict[str, int]]:
    """The lines of the text, and those of heads and feet with how often each comes."""
    full = [[line for line in page if line] for page in pages]
    often = Counter(_bare(line) for page in full for line in {*page[:2], *page[-2:]})
    beside: Counter[str] = Counter()
    lines = []
    for page in full:
        for at, line in enumerate(page):
            edge = at < 2 or at >= len(page) - 2
            if edge and (often[_bare(line)] >= _OFTEN or line.strip("-–— ").isdecimal()):
                beside[_bare(line)] += 1
            else:
                lines.append(line)
    return lines, dict(beside)


def _bare(line: str) -> str:
    """A line without its digits: the number of the page differs on each."""
    return re.sub(r"\d+", "#", line)


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Put lines together: one that begins with a label or is a heading begins anew, as does one after a full stop that
    ends short of the margin.

    >>> list(paragraphs(["Article 1. Aims", "1. Each Party shall pub-", "lish its fees", "now.", "2. No Party may."]))
    ['Article 1. Aims', '1. Each Party shall publish its fees now.', '2. No Party may.']
    """
    wide = max(map(len, lines), default=0) * 0.85
    text, last = "", ""
    for line in lines:
        done = heading(text) is not None or (_ENDED.search(last) is not None and len(last) < wide)
        begins = label(line).number or heading(line) is not None
        if text and (begins or done):
            yield text
            text = ""
        joint = "" if not text or _BROKEN.search(text) else " "
        text = _BROKEN.sub("", text) + joint + line
        last = line
    if text:
        yield text
