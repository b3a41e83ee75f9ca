"""Word files of a text: with its brackets, clean, or as a redline with tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraph.documents.docx.comments import Margin, Piece
from paraph.documents.docx.markup import Look, Xml, field, paragraph, root, run, table, w
from paraph.documents.docx.numbering import Lists
from paraph.documents.docx.package import Part, pack
from paraph.documents.docx.styles import MUTED, TEXT_WIDTH, section, settings, styles
from paraph.documents.paper import Comment, Line, Page, lines_of
from paraph.errors import N_
from paraph.i18n import Speech
from paraph.text.brackets import Runs
from paraph.text.provision import Draft

PARTIES = (
    Look(color="0B5394", underline="single"),
    Look(color="8A5300", underline="dash"),
    Look(color="3D6B21", underline="dotted"),
    Look(color="7A3E8E", underline="wave"),
    Look(color="9C2B2B", underline="double"),
    Look(color="16697A", underline="dotDash"),
)
"""How the words of each party look, in the order of the negotiation; those of several are muted and dotted."""
JOINT = Look(color=MUTED, underline="dotted")


def style_of(line: Line) -> str:
    """The style of a line's paragraph; "" for words."""
    return f"Heading{min(line.depth + 1, 4)}" if line.kind.titled else ""


def clean(drafts: Sequence[Draft], page: Page, names: Mapping[str, str] | None = None) -> bytes:
    """A text without brackets: in one language, or in several side by side (the drafts then hold the same provisions).

    ``names``: what each language is called above its column.
    """
    return consolidated({draft.language: lines_of(draft) for draft in drafts}, (), page, names)


def consolidated(
    text: Mapping[str, Sequence[Line]],
    parties: Sequence[str] | Mapping[str, str],
    page: Page,
    names: Mapping[str, str] | None = None,
    comments: Sequence[Comment] = (),
) -> bytes:
    """A text with its brackets, each with its owner in words, colour and line. ``text``: lines by language.

    ``parties``: their codes; with their names, a line under the title says whose brackets are whose. Raises ValueError
    when the languages do not have the same provisions.
    """
    ids = [[line.id for line in lines] for lines in text.values()]
    if any(each != ids[0] for each in ids):
        raise ValueError("the languages of a text differ in their provisions")
    lists, margin, codes = Lists(), Margin(page.language), list(parties)
    said: dict[tuple[str, str], list[Comment]] = {}
    for each in comments:
        said.setdefault((each.language or next(iter(text), ""), each.about), []).append(each)
    columns: dict[str, list[Xml]] = {}
    for language, lines in text.items():
        stream = Stream(lists, language)
        columns[language] = [_written(each, codes, stream, margin, said.get((language, each.id), ())) for each in lines]
    if len(columns) == 1:
        body = next(iter(columns.values()), [])
    else:
        head = [[paragraph([run((names or {}).get(each, each), Look(each, bold=True))])] for each in columns]
        rows = [[[cell] for cell in row] for row in zip(*columns.values(), strict=True)]
        body = [table([head, *rows], [TEXT_WIDTH // len(columns)] * len(columns))]
    disputed = any(not isinstance(run, str) for lines in text.values() for line in lines for run in line.runs)
    named = isinstance(parties, Mapping) and any(code != name for code, name in parties.items())
    legend = _legend(parties, page.language) if disputed and named and isinstance(parties, Mapping) else None
    return file_of([legend, *body] if legend else body, lists, page, tracked=False, margin=margin)


def _legend(parties: Mapping[str, str], language: str) -> Xml:
    """Whose brackets are whose, each as it looks in the text."""
    codes, content = list(parties), []
    for place, (code, name) in enumerate(parties.items()):
        content += [run("  ·  ", Look(language))] * bool(place)
        content += [run(f"[{code}: …]", look_of([code], codes, language)), run(f" {name}", Look(language))]
    return paragraph(content, "Subtitle")


@dataclass(frozen=True, slots=True)
class Stream:
    """Numbers of one language, or of one side of a redline."""

    lists: Lists
    name: str

    def number(self, line: Line) -> tuple[int, int] | None:
        """Where the line, the next of this stream to be written, is counted."""
        heading = line.kind.titled
        return self.lists.number(line.label, line.depth, heading=heading, stream=self.name, within=line.parent)


def _written(line: Line, parties: Sequence[str], numbers: Stream, margin: Margin, said: Sequence[Comment]) -> Xml:
    pieces = _pieces(line.words, parties, Look(numbers.name))
    return paragraph(margin.beside(pieces, said), style_of(line), number=numbers.number(line))


def _pieces(runs: Runs, parties: Sequence[str], look: Look) -> Iterator[Piece]:
    """Words with their brackets; what stands in a bracket looks as its owner does, the owner's name is text."""
    for each in runs:
        if isinstance(each, str):
            yield each, look
            continue
        for alternative in each.alternatives:
            own = look_of(alternative.owners, parties, look.language)
            name = "/".join(alternative.owners)
            yield f"[{name}: " if name else "[", own.strong()
            yield from _pieces(alternative.content, parties, own)
            yield "]", own.strong()


def look_of(owners: Sequence[str], parties: Sequence[str], language: str) -> Look:
    if len(owners) != 1 or owners[0] not in parties:
        found = JOINT if owners else Look()
    else:
        found = PARTIES[parties.index(owners[0]) % len(PARTIES)]
    return Look(language, found.bold, found.color, found.underline)


def file_of(body: Iterable[Xml], lists: Lists, page: Page, *, tracked: bool, margin: Margin | None = None) -> bytes:
    """Put a body between its title and its end, and pack it."""
    words = Look(page.language)
    top = [paragraph([run(page.title, words)], "Title")]
    if page.subtitle:
        top.append(paragraph([run(page.subtitle, words)], "Subtitle"))
    # The last paragraph is never a change: Word cannot take back the mark that ends a document.
    end = paragraph([run(page.end, words)], "Note")
    main = root("document", w("body", *top, *body, end, section()))
    header = root("hdr", paragraph([run(page.header, words)], "Header"))
    footer = root("ftr", paragraph([run(page.footer + "  ·  ", words), *_numbered(page.language)], "Footer"))
    parts = [
        Part("styles", styles(page.language)),
        Part("settings", settings(tracked or bool(margin))),
        Part("numbering", lists.part()),
        Part("header", header),
        Part("footer", footer),
        *(margin.parts() if margin else ()),
    ]
    return pack(main, parts)


def _numbered(language: str) -> Iterator[Xml]:
    """Which page of how many: fields that Word works out."""
    fields = {"\0": "PAGE", "\1": "NUMPAGES"}
    said = Speech(language).say(N_("Page %(number)s of %(all)s"), number="\0", all="\1")
    for each in re.split("([\0\1])", said):
        yield from field(fields[each]) if each in fields else [run(each, Look(language))]
