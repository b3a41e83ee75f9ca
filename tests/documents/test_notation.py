"""Files in bracket notation, and the reference page about them, whose every example is read here."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import paraph
from paraph.documents import plain
from paraph.documents.notation import drafts, named, read, write
from paraph.errors import InvalidContent, TextRefused, UnreadableFile
from paraph.text.brackets import Alternative, Bracket, project
from paraph.text.convention import CONVENTIONS, TPP, UNFCCC, convention
from paraph.text.diagnostics import CODES
from paraph.text.notation import parse
from paraph.text.provision import Kind
from paraph.text.reading import reading
from paths import SHARED, needs_shared

PAGE = (Path(__file__).parents[2] / "docs/reference/notation.md").read_text()
EXAMPLES = re.findall(r"```text ([^\n]+)\n(.*?)\n```\n```reads\n(.*?)\n```", PAGE, re.DOTALL)

AGREEMENT = """# Chapter 1. Sugar

## Article 1.1. [US: Market ][VN: Fair ]Access

1. Each Party [US: shall][VN: may] publish its fees.

[VN: 2. Each Party shall reply:

(a) within 30 days; and

(b) in writing.

]3. Nothing here affects \\[sic\\] the schedules.
"""


@pytest.mark.parametrize(("head", "text", "reads"), EXAMPLES)
def test_examples_of_the_reference(head: str, text: str, reads: str) -> None:
    name, *parties = head.split()
    parsed = parse(text, convention(name), parties=parties)
    found = reading(parsed, remarks=False)
    noticed = {
        f"{each.level} {each.line}:{each.column} {each.code}" for each in (*parsed.diagnostics, *found.diagnostics)
    }
    texts = {f"{party} | {project(found.runs, party)}".replace("\n", "\\n") for party in parties}
    expected = set(reads.split("\n"))
    assert {line for line in expected if " | " not in line} == noticed
    if parties and " | " in reads:
        assert {line for line in expected if " | " in line} == texts


def test_the_reference_is_complete() -> None:
    assert len(EXAMPLES) == PAGE.count("```text")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (doubt|note) \|", PAGE, re.MULTILINE))
    assert rows == {code: level.value for code, (level, _) in CODES.items()}
    assert set(CONVENTIONS) <= set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))


def test_its_program_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(program, {})
    assert capsys.readouterr().out == "Counter({'US': 1, 'VN': 1})\n['Each Party may act.']\n"


@given(st.text())
def test_what_is_read_is_written_as_it_stood_in_nfc(text: str) -> None:
    try:
        parsed = read(text, TPP)
    except TextRefused:
        return
    assert write(parsed).decode() == unicodedata.normalize("NFC", text)
    assert ("not-nfc" in [each.code for each in parsed.diagnostics]) == (not unicodedata.is_normalized("NFC", text))


@needs_shared
def test_real_drafts_are_written_as_they_stood() -> None:
    for path in sorted((SHARED / "bracketed").glob("*.md")):
        assert write(read(path.read_bytes(), UNFCCC, source=path.name)) == path.read_bytes()


def test_bracketed_text_is_written_in_our_own_convention() -> None:
    bracketed = ("Each Party ", Bracket((Alternative(("US",), ("shall",)), Alternative(("VN",), ()))), " act [sic].")
    assert write(bracketed) == b"Each Party [US: shall][VN: ] act \\[sic\\]."


def test_words_that_would_read_as_an_attribution_are_not_printed() -> None:
    owned = Bracket((Alternative(("US",), ("shall",)),))
    with pytest.raises(InvalidContent, match="attribution"):
        write((owned, " ", Bracket((Alternative((), ("US: shall",)),))))
    assert write((owned, Bracket((Alternative((), ("Note: x",)),)))) == b"[US: shall][Note: x]"


def test_the_sample_leaves_no_doubt() -> None:
    chapters = sorted((Path(paraph.__file__).parent / "samples").rglob("texts/**/*.md"))
    assert chapters
    for path in chapters:
        parsed = read(path.read_bytes(), parties=["US", "VN"], source=path.name)
        assert write(parsed) == path.read_bytes()
        assert parsed.diagnostics == ()


def test_each_party_has_its_draft() -> None:
    found = drafts(read(AGREEMENT, source="draft.md"))
    assert list(found) == ["US", "VN"]
    assert [(p.kind, p.number, p.text) for p in found["US"].provisions] == [
        (Kind.CHAPTER, "Chapter 1", "Sugar"),
        (Kind.ARTICLE, "Article 1.1", "Market Access"),
        (Kind.PARAGRAPH, "1.", "Each Party shall publish its fees."),
        (Kind.PARAGRAPH, "3.", "Nothing here affects [sic] the schedules."),
    ]
    assert [p.number for p in found["VN"].provisions] == ["Chapter 1", "Article 1.1", "1.", "2.", "(a)", "(b)", "3."]


def test_a_draft_is_the_projection_to_the_character() -> None:
    parsed = read(AGREEMENT)
    for party, draft in drafts(parsed, language="en").items():
        assert plain.write(draft) == project(reading(parsed).runs, party)


def test_parties_are_those_that_the_text_names() -> None:
    assert named(read("[VN oppose; US propose: a] {AU: b}", TPP)) == ("VN", "US", "AU")
    assert list(drafts(read("[VN: a]"), ["AU"])) == ["AU"]


@pytest.mark.parametrize(
    ("text", "place", "detail"),
    [
        ("One\n[US: a", "draft.md:2:1", "never closed"),
        ("One]", "draft.md:1:4", "closes nothing"),
        ("One\n two [three]", "draft.md:2:6", "names no party"),
        ("[US: " * 101 + "]" * 101, "draft.md:1:501", "too deep"),
        ("[US oppose: a]", "draft.md:1:1", "not known"),
    ],
)
def test_no_draft_is_made_where_words_would_be_lost(text: str, place: str, detail: str) -> None:
    with pytest.raises(InvalidContent, match=f"{place}: .*{detail}"):
        drafts(read(text, source="draft.md"))


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"draft\.md"):
        read(b"\xff\xfe", source="draft.md")
    with pytest.raises(TextRefused, match=r"draft\.md:1:3"):
        read("sh\u202eall", source="draft.md")
