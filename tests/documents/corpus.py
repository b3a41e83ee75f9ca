"""Files that somebody may send: hostile, damaged, odd, or only unusual. Made here, not stored; the same each time.

``CASES`` by name: a file's name, what makes its bytes, and what is to come of it: the code of a refusal, or "read",
with the words that must then be in the text. ``heavy`` ones take seconds or hundreds of megabytes of whoever reads
them without limits.
"""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

REFUSED, TEXT, UNKNOWN, READ = "unreadable-file", "text-refused", "unknown-format", "read"
LISTENER = "127.0.0.1:9"
"""Where files would fetch something from; a listener's address takes its place (``aimed_at``)."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_O = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_O}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:xi="http://www.w3.org/2001/XInclude"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
WORDS = "Each Party shall publish its laws."


@dataclass(frozen=True)
class Case:
    name: str
    path: str
    make: Callable[[], bytes]
    outcome: str
    holds: str = ""
    heavy: bool = False


def aimed_at(data: bytes, address: str) -> bytes:
    """The same file, but what it would fetch lies at ``address``."""
    here, there = LISTENER.encode(), address.encode()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()[:9]}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return data.replace(here, there)
    if not any(here in each for each in parts.values()):
        return data
    return zipped({name: each.replace(here, there) for name, each in parts.items()})


# What files are made of


def paragraph(text: str, more: str = "") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p>{more}<w:r><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def body(inner: str) -> bytes:
    return f"<w:document {_SPACES}><w:body>{inner}</w:body></w:document>".encode()


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return held.getvalue()


def word(inner: str = paragraph(WORDS), method: int = zipfile.ZIP_STORED, **parts: bytes | str) -> bytes:
    """A Word file with this body; other parts by name, ``__`` for a slash, ``_`` for a dot."""
    named = {
        name.replace("__", "/").replace("_", "."): data if isinstance(data, bytes) else data.encode()
        for name, data in parts.items()
    }
    return zipped(
        {"[Content_Types].xml": _TYPES.format(_MAIN).encode(), "word/document.xml": body(inner), **named}, method
    )


def with_part(name: str, data: bytes) -> bytes:
    parts = {"[Content_Types].xml": _TYPES.format(_MAIN).encode(), "word/document.xml": body(paragraph(WORDS))}
    return zipped({**parts, name: data}, zipfile.ZIP_DEFLATED)


def relationship(kind: str, target: str, mode: str = "External") -> bytes:
    return _RELS.format(f'<Relationship Id="a" Type="{_O}/{kind}" Target="{target}" TargetMode="{mode}"/>').encode()


# ZIP


def containers() -> Iterator[Case]:
    good = word()
    yield Case("empty", "a.docx", lambda: b"", REFUSED)
    yield Case("no zip", "a.docx", lambda: b"PK\x03\x04 nothing more", REFUSED)
    yield Case("an end without a file", "a.docx", lambda: b"PK\x05\x06" + b"\0" * 18, REFUSED)
    yield Case(
        "an old or encrypted file", "a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, REFUSED
    )
    yield Case("a PDF by another name", "a.docx", lambda: b"%PDF-1.7\n%%EOF", REFUSED)
    yield Case("RTF by another name", "a.docx", lambda: rb"{\rtf1 Each Party}", REFUSED)
    yield Case("HTML by another name", "a.docx", lambda: b"<html><body>Each Party</body></html>", REFUSED)
    for share in (5, 25, 50, 75, 95, 99):
        yield Case(f"truncated at {share}%", "a.docx", lambda s=share: good[: len(good) * s // 100], REFUSED)
    for place in (40, 200, 500):
        yield Case(
            f"a byte changed at {place}",
            "a.docx",
            lambda p=place: good[:p] + bytes([good[p] ^ 255]) + good[p + 1 :],
            REFUSED,
        )
    yield Case("words after the end", "a.docx", lambda: good + b"<script>", READ, WORDS)
    yield Case("words before the beginning", "a.docx", lambda: b"#!/bin/sh\n" + good, READ, WORDS)
    yield Case("an encrypted part", "a.docx", lambda: flagged(good, 1), REFUSED)
    yield Case("a part longer than it says", "a.docx", lambda: lying(good, -5), REFUSED)
    yield Case("a part shorter than it says", "a.docx", lambda: lying(good, 5), REFUSED)
    yield Case("two parts in one place", "a.docx", lambda: overlapping(good), REFUSED)
    yield Case("a way of packing that nobody knows", "a.docx", lambda: packed_as(good, 99), REFUSED)
    yield Case("packed by bzip2", "a.docx", lambda: word(method=zipfile.ZIP_BZIP2), READ, WORDS)
    yield Case("packed by LZMA", "a.docx", lambda: word(method=zipfile.ZIP_LZMA), READ, WORDS)
    yield Case("a bomb", "a.docx", lambda: with_part("word/media/a.bin", b"\0" * 60_000_000), REFUSED)
    yield Case(
        "a bomb of 300 MB", "a.docx", lambda: with_part("word/media/a.bin", b"\0" * 300_000_000), REFUSED, heavy=True
    )
    yield Case("a bomb in small parts", "a.docx", lambda: many(230, 900_000), REFUSED, heavy=True)
    yield Case("180 MB in small parts", "a.docx", lambda: many(200, 900_000), READ, WORDS, heavy=True)
    yield Case("2,001 parts", "a.docx", lambda: many(2001, 1), REFUSED)
    yield Case("1,900 parts", "a.docx", lambda: many(1900, 1), READ, WORDS)
    yield Case("larger than 20 MB", "a.docx", lambda: good + b"\0" * 20_000_001, REFUSED)
    for name in (
        "../../etc/passwd",
        "word/../../x.xml",
        "/etc/passwd",
        "word\\..\\x.xml",
        "C:\\x.xml",
        "..",
        "word/..",
    ):
        yield Case(f"a part called {name!r}", "a.docx", lambda n=name: with_part(n, b"x"), REFUSED)
    for name in ("word/Document.xml", "WORD/document.XML"):
        yield Case(f"a second text called {name!r}", "a.docx", lambda n=name: with_part(n, b"<a/>"), REFUSED)
    yield Case("two parts of one name", "a.docx", lambda: doubled(good), REFUSED)
    yield Case("no text", "a.docx", lambda: zipped({"[Content_Types].xml": _TYPES.encode()}), REFUSED)
    yield Case("no list of types", "a.docx", lambda: zipped({"word/document.xml": body("")}), REFUSED)
    yield Case(
        "a spreadsheet by another name",
        "a.docx",
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}),
        REFUSED,
    )
    yield Case("a part with a name of 60,000 letters", "a.docx", lambda: with_part("a" * 60_000, b"x"), READ, WORDS)


def many(parts: int, size: int) -> bytes:
    held = BytesIO(word())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        for place in range(parts - 2):
            archive.writestr(f"word/media/{place}.bin", b"\0" * size)
    return held.getvalue()


def _directory(data: bytes) -> int:
    return data.rindex(b"PK\x01\x02")


def flagged(data: bytes, bits: int) -> bytes:
    at = _directory(data) + 8
    return data[:at] + struct.pack("<H", bits) + data[at + 2 :]


def packed_as(data: bytes, method: int) -> bytes:
    at = _directory(data) + 10
    return data[:at] + struct.pack("<H", method) + data[at + 2 :]


def lying(data: bytes, more: int) -> bytes:
    at = _directory(data) + 24
    (size,) = struct.unpack("<L", data[at : at + 4])
    return data[:at] + struct.pack("<L", size + more) + data[at + 4 :]


def overlapping(data: bytes) -> bytes:
    """The second entry of the directory points to where the first one lies."""
    at = _directory(data) + 42
    return data[:at] + struct.pack("<L", 0) + data[at + 4 :]


def doubled(data: bytes) -> bytes:
    """A directory that lists its last part twice."""
    start, end = _directory(data), data.rindex(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    entries, size = struct.unpack("<H", tail[8:10])[0] + 1, struct.unpack("<L", tail[12:16])[0] + len(entry)
    tail[8:12], tail[12:16] = struct.pack("<HH", entries, entries), struct.pack("<L", size)
    return data[:end] + entry + bytes(tail)


_CIRCLE = f"<w:styles {_SPACES}>" + "".join(
    f'<w:style w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>' for one, other in ("AB", "BA")
) + "</w:styles>"  # fmt: skip


# XML, in each part that is read


def attacks() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(9))
    yield "a document type", b"<!DOCTYPE a><a/>"
    yield "an entity", b'<!DOCTYPE a [<!ENTITY b "shall">]><a>&b;</a>'
    yield "a billion laughs", f"<!DOCTYPE a [{laughs}]><a>&l8;</a>".encode()
    yield "an entity from a file", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    yield "an entity from elsewhere", f'<!DOCTYPE a [<!ENTITY b SYSTEM "http://{LISTENER}/b">]><a>&b;</a>'.encode()
    yield "a type from elsewhere", f'<!DOCTYPE a SYSTEM "http://{LISTENER}/a.dtd"><a/>'.encode()
    yield "a parameter entity", f'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://{LISTENER}/b"> %b;]><a/>'.encode()
    yield "101 levels", b"<a>" * 101 + b"</a>" * 101
    yield "100,000 levels", b"<a>" * 100_000
    yield "no end", b"<a><b>"
    yield "no XML", b"\x89PNG\r\n\x1a\n"
    yield "nothing", b""
    yield "a NUL", b"<a>\0</a>"


PARTS = {
    "text": "word/document.xml",
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
    "comments": "word/comments.xml",
    "footnotes": "word/footnotes.xml",
    "relationships": "word/_rels/document.xml.rels",
    "types": "[Content_Types].xml",
}


def markup() -> Iterator[Case]:
    for part, name in PARTS.items():
        for attack, data in attacks():
            yield Case(f"{attack} in the {part}", "a.docx", lambda n=name, d=data: with_part(n, d), REFUSED)
    paragraphs = {"ten million": 10_000_000, "two million": 2_100_000}
    for said, number in paragraphs.items():
        yield Case(
            f"{said} empty paragraphs",
            "a.docx",
            lambda n=number: word("<w:p/>" * n, zipfile.ZIP_DEFLATED),
            REFUSED,
            heavy=True,
        )
    yield Case(
        "50,000 empty paragraphs", "a.docx", lambda: word("<w:p/>" * 50_000 + paragraph(WORDS)), READ, WORDS, heavy=True
    )
    yield Case("one word of 11 MB", "a.docx", lambda: word(paragraph("a" * 11_000_000)), REFUSED, heavy=True)
    yield Case(
        "a hundred thousand attributes",
        "a.docx",
        lambda: word("<w:p " + " ".join(f'a{n}="b"' for n in range(100_000)) + "/>" + paragraph(WORDS)),
        READ,
        WORDS,
        heavy=True,
    )
    yield Case(
        "UTF-16",
        "a.docx",
        lambda: with_part(
            "word/document.xml",
            ('<?xml version="1.0" encoding="UTF-16"?>' + body(paragraph("Điều khoản")).decode()).encode("utf-16"),
        ),
        READ,
        "Điều khoản",
    )
    yield Case(
        "Latin 1",
        "a.docx",
        lambda: with_part(
            "word/document.xml",
            b'<?xml version="1.0" encoding="ISO-8859-1"?>' + body(paragraph("caf")).replace(b"caf", b"caf\xe9"),
        ),
        READ,
        "café",
    )
    yield Case(
        "UTF-7",
        "a.docx",
        lambda: with_part("word/document.xml", b'<?xml version="1.0" encoding="UTF-7"?>' + body(paragraph("+ADw-"))),
        REFUSED,
    )
    yield Case(
        "a style sheet from elsewhere",
        "a.docx",
        lambda: with_part(
            "word/document.xml", f'<?xml-stylesheet href="http://{LISTENER}/a.xsl"?>'.encode() + body(paragraph(WORDS))
        ),
        READ,
        WORDS,
    )
    yield Case(
        "a text included from elsewhere",
        "a.docx",
        lambda: word(f'<xi:include href="http://{LISTENER}/a"/>' + paragraph(WORDS)),
        READ,
        WORDS,
    )
    yield Case(
        "99 levels of controls",
        "a.docx",
        lambda: word("<w:sdt><w:sdtContent>" * 45 + paragraph(WORDS) + "</w:sdtContent></w:sdt>" * 45),
        READ,
        WORDS,
    )
    yield Case(
        "tables in tables",
        "a.docx",
        lambda: word("<w:tbl><w:tr><w:tc>" * 30 + paragraph(WORDS) + "</w:tc></w:tr></w:tbl>" * 30),
        READ,
        WORDS,
    )
    yield Case("another root", "a.docx", lambda: with_part("word/document.xml", b"<html/>"), READ)
    yield Case(
        "a cell over a billion columns",
        "a.docx",
        lambda: word(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
            f"{paragraph(WORDS)}</w:tc></w:tr></w:tbl>"
        ),
        READ,
        WORDS,
    )
    for start in ("2000000000", "-5", "x", "", "9" * 5000, "٣"):
        for form in ("lowerLetter", "upperRoman", "decimalZero"):
            yield Case(
                f"a list in {form} from {start[:12]!r}", "a.docx", lambda s=start, f=form: listed(s, f), READ, WORDS
            )
    yield Case(
        "styles in a circle",
        "a.docx",
        lambda: word(
            paragraph(WORDS, '<w:pPr><w:pStyle w:val="A"/></w:pPr>'),
            word__styles_xml=_CIRCLE,
        ),
        READ,
        WORDS,
    )


def listed(start: str, form: str) -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl>'
    part = (
        f'<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return word(paragraph(WORDS, number) * 3, word__numbering_xml=part)


# What reaches outside, and what would run


def reaching() -> Iterator[Case]:
    places = (
        "word/_rels/document.xml.rels",
        "word/_rels/settings.xml.rels",
        "_rels/.rels",
        "word/_rels/header1.xml.rels",
    )
    kinds = (
        "attachedTemplate",
        "image",
        "oleObject",
        "frame",
        "subDocument",
        "video",
        "mailMergeSource",
        "externalLink",
    )
    for place in places:
        for kind in kinds:
            target = f"http://{LISTENER}/{kind}"
            yield Case(
                f"{kind} from elsewhere in {place}",
                "a.docx",
                lambda p=place, k=kind, t=target: with_part(p, relationship(k, t)),
                REFUSED,
            )
    for target in (r"\\server\share\a.dotm", "file:///etc/passwd", "ftp://a/b", "mailto:a@b"):
        yield Case(
            f"a template at {target}",
            "a.docx",
            lambda t=target: with_part(places[0], relationship("attachedTemplate", t)),
            REFUSED,
        )
    yield Case(
        "a plain link",
        "a.docx",
        lambda: with_part(places[0], relationship("hyperlink", f"http://{LISTENER}/")),
        READ,
        WORDS,
    )
    yield Case(
        "a piece of another file",
        "a.docx",
        lambda: with_part(places[0], relationship("aFChunk", "afchunk.html", "Internal")),
        REFUSED,
    )
    for name in (
        "word/vbaProject.bin",
        "word/vbaData.xml",
        "word/activeX/activeX1.xml",
        "word/embeddings/oleObject1.bin",
        "word/embeddings/a.xlsx",
        "customUI/customUI.xml",
        "word/afchunk.html",
        "word/keyMapCustomizations.xml",
    ):
        yield Case(f"a part {name}", "a.docx", lambda n=name: with_part(n, b"<a/>"), REFUSED)
    for kind in (
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-office.vbaProject",
        "application/vnd.openxmlformats-officedocument.oleObject",
    ):
        yield Case(
            f"of the type {kind}",
            "a.docx",
            lambda k=kind: with_part("[Content_Types].xml", _TYPES.format(k).encode()),
            REFUSED,
        )
    for code in (
        rf'INCLUDETEXT "http://{LISTENER}/a"',
        r'DDEAUTO c:\\windows\\cmd "/k calc"',
        rf'INCLUDEPICTURE "http://{LISTENER}/p"',
    ):
        begin, end = (f'<w:fldChar w:fldCharType="{mark}"/>' for mark in ("begin", "end"))
        field = f"<w:p><w:r>{begin}<w:instrText>{code}</w:instrText>{end}</w:r></w:p>"
        yield Case(f"a field {code.split()[0]}", "a.docx", lambda f=field: word(f + paragraph(WORDS)), READ, WORDS)


# Letters


HIDDEN = {
    "right-to-left override": "\u202e", "left-to-right override": "\u202d", "isolate": "\u2066", "mark": "\u200f",
    "zero-width space": "\u200b", "zero-width joiner": "\u200d", "word joiner": "\u2060", "byte-order mark": "\ufeff",
    "soft hyphen": "\u00ad", "Arabic mark": "\u061c", "tag letter": "\U000e0041", "Hangul filler": "\u3164",
    "grapheme joiner": "\u034f", "annotation": "\ufff9",
}  # fmt: skip
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def letters() -> Iterator[Case]:
    for said, hidden in HIDDEN.items():
        text = f"Each Party sh{hidden}all act."
        yield Case(f"a {said} in Word", "a.docx", lambda t=text: word(paragraph(WORDS) + paragraph(t)), TEXT)
        yield Case(f"a {said} in plain text", "a.txt", lambda t=text: t.encode(), TEXT)
    yield Case(
        "a hidden author",
        "a.docx",
        lambda: word('<w:p><w:ins w:author="V\u202eN"><w:r><w:t>a</w:t></w:r></w:ins></w:p>'),
        TEXT,
    )
    for vowel in (*VOWELS, "đ"):
        syllables = " ".join(unicodedata.normalize("NFC", vowel + tone) for tone in (TONES if vowel != "đ" else ("",)))
        text = f"Điều 1 quy định {syllables} {syllables.upper()}"
        for form in ("NFC", "NFD"):
            sent = unicodedata.normalize(form, text)
            yield Case(f"{vowel} in {form} in Word", "a.docx", lambda t=sent: word(paragraph(t)), READ, text)
            yield Case(f"{vowel} in {form} in plain text", "a.txt", lambda t=sent: t.encode(), READ, text)
    for old, new in (("hoà", "hòa"), ("thuý", "thúy"), ("khoẻ", "khỏe"), ("uỷ", "ủy"), ("loã", "lõa")):
        for tone in (old, new):
            yield Case(
                f"the tone of {tone}", "a.docx", lambda t=tone: word(paragraph(f"Bên {t} giữ")), READ, f"Bên {tone} giữ"
            )


# Other formats


def others() -> Iterator[Case]:
    for path in ("a.exe", "a", "a.doc", "a.odt", "a.docm", "a.zip", "a.docx.exe"):
        yield Case(f"a file called {path}", path, lambda: word(), UNKNOWN)
    yield Case("a Word file by another name", "a.txt", lambda: word(), REFUSED)
    yield Case("UTF-16 as plain text", "a.txt", lambda: "Điều 1".encode("utf-16"), REFUSED)
    yield Case("Latin 1 as plain text", "a.txt", lambda: "café".encode("latin-1"), REFUSED)
    yield Case("a byte-order mark at the beginning", "a.txt", lambda: ("\ufeff" + WORDS).encode(), READ, WORDS)
    yield Case("an empty text", "a.txt", lambda: b"", READ)
    yield Case("NUL in plain text", "a.txt", lambda: b"a\0b", TEXT)
    yield Case("text of more than 20 MB", "a.txt", lambda: b"a" * 20_000_001, REFUSED, heavy=True)
    long = {
        "a line of 4 MB": "word " * 800_000, "brackets 100,000 deep": "[" * 100_000 + "]" * 100_000,
        "200,000 labels": "(a) " * 200_000, "a number without end": "1." * 500_000,
        "a million blanks": " " * 1_000_000 + "a",
        "a million line ends": "\n" * 1_000_000 + "a", "100,000 headings": "# Article 1\n\n" * 100_000,
        "Article and a million blanks": "Article 1" + " " * 1_000_000 + "x", "hashes": "#" * 1_000_000,
        "half a heading": "Điều " * 200_000, "open attributions": "[US: " * 100_000,
    }  # fmt: skip
    for said, text in long.items():
        for path in ("a.txt", "a.md"):
            yield Case(f"{said} in {path}", path, lambda t=text: t.encode(), "in time", heavy=True)
    treaty = (
        '<treaty><meta><language>en</language></meta><body><chapter number="1" name="A">{}</chapter></body></treaty>'
    )
    yield Case("a treaty", "a.xml", lambda: treaty.format(f"<article>1. {WORDS}</article>").encode(), READ, WORDS)
    yield Case(
        "a treaty of one line of 4 MB",
        "a.xml",
        lambda: treaty.format("<article>" + "word " * 800_000 + "</article>").encode(),
        "in time",
        heavy=True,
    )
    for attack, data in attacks():
        yield Case(f"{attack} in a treaty", "a.xml", lambda d=data: d, REFUSED)


CASES = {each.name: each for made in (containers, markup, reaching, letters, others) for each in made()}
