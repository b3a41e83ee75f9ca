"""Word files of a text: with its brackets, clean, or as a redline with tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraph.documents.docx.markup import Look, Xml, field, paragraph, root, run, table, w
from paraph.documents.docx.numbering import Lists
from paraph.documents.docx.package import Part, pack
from paraph.documents.docx.styles import MUTED, TEXT_WIDTH, section, settings, styles
from paraph.documents.paper import Line, Page, lines_of
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
    text: Mapping[str, Sequence[Line]], parties: Sequence[str], page: Page, names: Mapping[str, str] | None = None
) -> bytes:
    """A text with its brackets, each with its owner in words, colour and line. ``text``: lines by language.

    Raises ValueError when the languages do not have the same provisions.
    """
    ids = [[line.id for line in lines] for lines in text.values()]
    if any(each != ids[0] for each in ids):
        raise ValueError("the languages of a text differ in their provisions")
    lists = Lists()
    columns = {
        language: [_written(line, parties, language, Stream(lists, language)) for line in lines]
        for language, lines in text.items()
    }
    if len(columns) == 1:
        body = next(iter(columns.values()), [])
    else:
        head = [[paragraph([run((names or {}).get(each, each), Look(each, bold=True))])] for each in columns]
        rows = [[[cell] for cell in row] for row in zip(*columns.values(), strict=True)]
        body = [table([head, *rows], [TEXT_WIDTH // len(columns)] * len(columns))]
    return file_of(body, lists, page, tracked=False)


@dataclass(frozen=True, slots=True)
class Stream:
    """Numbers of one language, or of one side of a redline."""

    lists: Lists
    name: str

    def number(self, line: Line) -> tuple[int, int] | None:
        """Where the line, the next of this stream to be written, is counted."""
        heading = line.kind.titled
        return self.lists.number(line.label, line.depth, heading=heading, stream=self.name, within=line.parent)


def _written(line: Line, parties: Sequence[str], language: str, numbers: Stream) -> Xml:
    content = list(runs_of(line.words, parties, Look(language)))
    return paragraph(content, style_of(line), number=numbers.number(line))


def runs_of(runs: Runs, parties: Sequence[str], look: Look) -> Iterator[Xml]:
    """Words with their brackets; what stands in a bracket looks as its owner does, the owner's name is text."""
    for each in runs:
        if isinstance(each, str):
            yield run(each, look)
            continue
        for alternative in each.alternatives:
            own = look_of(alternative.owners, parties, look.language)
            name = "/".join(alternative.owners)
            yield run(f"[{name}: " if name else "[", own.strong())
            yield from runs_of(alternative.content, parties, own)
            yield run("]", own.strong())


def look_of(owners: Sequence[str], parties: Sequence[str], language: str) -> Look:
    if len(owners) != 1 or owners[0] not in parties:
        found = JOINT if owners else Look()
    else:
        found = PARTIES[parties.index(owners[0]) % len(PARTIES)]
    return Look(language, found.bold, found.color, found.underline)


def file_of(body: Iterable[Xml], lists: Lists, page: Page, *, tracked: bool) -> bytes:
    """Put a body between its title and its end, and pack it."""
    words = Look(page.language)
    top = [paragraph([run(page.title, words)], "Title")]
    if page.subtitle:
        top.append(paragraph([run(page.subtitle, words)], "Subtitle"))
    # The last paragraph is never a change: Word cannot take back the mark that ends a document.
    end = paragraph([run(page.end, words)], "Note")
    main = root("document", w("body", *top, *body, end, section()))
    header = root("hdr", paragraph([run(page.header, words)], "Header"))
    footer = root("ftr", paragraph([run(page.footer + "  ·  ", words), *field("PAGE")], "Footer"))
    parts = [
        Part("styles", styles(page.language)),
        Part("settings", settings(tracked)),
        Part("numbering", lists.part()),
        Part("header", header),
        Part("footer", footer),
    ]
    return pack(main, parts)
