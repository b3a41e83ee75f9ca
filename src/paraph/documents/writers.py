"""Which papers can be written in which formats, and by whom: the one list that the command line and pages go by."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from paraph.documents import akn, csv, docx, exchanging, html, ics, pdf
from paraph.documents.blocks import bilingual, markdown
from paraph.documents.docx.redline import redlined
from paraph.documents.paper import CalendarPaper, Paper, RedlinePaper, ReportPaper, TablePaper, TextPaper
from paraph.documents.prose import redline_markdown, text_markdown
from paraph.errors import N_, UnknownSubject
from paraph.text.brackets import show


@dataclass(frozen=True, slots=True)
class Format:
    """``title``: what it is called on screen (a message key); ``media``: its media type; ``ending``: of file names."""

    title: str
    media: str
    ending: str


FORMATS: Mapping[str, Format] = {
    "ics": Format("iCalendar", ics.MEDIA_TYPE, "ics"),
    "docx": Format("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "pdf": Format("PDF", "application/pdf", "pdf"),
    "html": Format("HTML", "text/html; charset=utf-8", "html"),
    "md": Format("Markdown", "text/markdown; charset=utf-8", "md"),
    "txt": Format(N_("Plain text"), "text/plain; charset=utf-8", "txt"),
    "akn": Format("Akoma Ntoso", "application/akn+xml", "akn.xml"),
    "csv": Format("CSV", "text/csv; charset=utf-8", "csv"),
    "json": Format("JSON", "application/json", "json"),
    "tmx": Format("TMX", "application/x-tmx+xml", "tmx"),
    "xliff": Format("XLIFF", "application/xliff+xml", "xlf"),
}


def formats_of(kind: type[Paper]) -> list[str]:
    """The formats in which a kind of paper can be written, in the order in which they are offered."""
    return [each for each in FORMATS if each in _WRITERS[kind]]


def write(paper: Paper, form: str) -> bytes:
    """A paper as a file: the same paper, the same bytes.

    Raises UnknownSubject for a format that there is not, CannotBeShown as ``pdf.write`` does.
    """
    writer = _WRITERS[type(paper)].get(form)
    if writer is None:
        raise UnknownSubject(kind=N_("format for it"), subject=form or "?", hint=", ".join(formats_of(type(paper))))
    return writer(paper)


# One writer for each format of each kind


def _text_docx(paper: TextPaper) -> bytes:
    return docx.consolidated(paper.lines, paper.parties, paper.page, paper.languages, paper.comments)


def _report_docx(paper: ReportPaper) -> bytes:
    return docx.report({each: blocks[1:] for each, blocks in paper.blocks.items()}, paper.page, paper.languages)


def _redline_docx(paper: RedlinePaper) -> bytes:
    return redlined(paper.old, paper.new, paper.page, docx.Revision(paper.author, paper.time))


def _report_markdown(paper: ReportPaper) -> bytes:
    first, *rest = paper.blocks.values()
    return (bilingual(first, rest[0]) if rest else markdown(first)).encode()


def _report_plain(paper: ReportPaper) -> bytes:
    """Paragraph by paragraph, each language under the other; the cells of a table between tabs."""
    rows = zip(*paper.blocks.values(), strict=True)
    said = ("".join("\n".join("\t".join(r) for r in each.rows) + each.text + "\n" for each in row) for row in rows)
    return "\n".join(said).encode()


def _text_json(paper: TextPaper) -> bytes:
    provisions = [
        {
            "name": row[0].id,
            "kind": row[0].kind.value,
            "within": row[0].parent,
            "number": {each: line.number for each, line in zip(paper.lines, row, strict=True)},
            "text": {each: show(line.runs) for each, line in zip(paper.lines, row, strict=True)},
        }
        for row in zip(*paper.lines.values(), strict=True)
    ]
    comments = [asdict(each) for each in paper.comments]
    record = asdict(paper.record) if paper.record else None
    return _json({**_around(paper), "record": record, "parties": dict(paper.parties), "provisions": provisions,
                  "comments": comments})  # fmt: skip


def _report_json(paper: ReportPaper) -> bytes:
    return _json({**_around(paper), "content": paper.data})


def _redline_json(paper: RedlinePaper) -> bytes:
    from paraph.documents.flow import flow

    rows = [asdict(row[0]) for row in flow(paper).rows]
    paragraphs = [{"label": each["label"], "spans": each["spans"], "notes": each["notes"]} for each in rows]
    return _json({**_around(paper), "author": paper.author, "language": paper.new.language, "paragraphs": paragraphs})


def _around(paper: TextPaper | ReportPaper | RedlinePaper) -> dict[str, Any]:
    page = paper.page
    return {"title": page.title, "subtitle": page.subtitle, "header": page.header, "footer": page.footer}


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _calendar(paper: CalendarPaper) -> bytes:
    return ics.write(paper.page.title, paper.page.language, paper.events)


_CALENDAR_HEAD = ("uid", "summary", "starts", "ends", "status", "location", "link", "description")


def _calendar_rows(paper: CalendarPaper) -> list[tuple[str, ...]]:
    rows = [
        (e.uid, e.summary, e.starts.isoformat(), e.ends.isoformat() if e.ends else "", e.status, e.location, e.link,
         e.description)
        for e in paper.events
    ]  # fmt: skip
    return [_CALENDAR_HEAD, *rows]


def _calendar_csv(paper: CalendarPaper) -> bytes:
    return csv.table(_calendar_rows(paper))


def _calendar_json(paper: CalendarPaper) -> bytes:
    head, *rows = _calendar_rows(paper)
    return _json({"title": paper.page.title, "events": [dict(zip(head, row, strict=True)) for row in rows]})


Writer = Callable[[Any], bytes]
_REPORT: Mapping[str, Writer] = {
    "docx": _report_docx,
    "pdf": pdf.write,
    "html": html.write,
    "md": _report_markdown,
    "txt": _report_plain,
    "json": _report_json,
}
_WRITERS: Mapping[type[Paper], Mapping[str, Writer]] = {
    TextPaper: {
        "docx": _text_docx,
        "pdf": pdf.write,
        "html": html.write,
        "md": text_markdown,
        "akn": akn.write,
        "csv": csv.write,
        "json": _text_json,
        "tmx": exchanging.tmx,
        "xliff": exchanging.xliff,
    },
    ReportPaper: _REPORT,
    TablePaper: {**_REPORT, "csv": csv.write},
    RedlinePaper: {
        "docx": _redline_docx,
        "pdf": pdf.write,
        "html": html.write,
        "md": redline_markdown,
        "json": _redline_json,
    },
    CalendarPaper: {"ics": _calendar, "csv": _calendar_csv, "json": _calendar_json},
}
