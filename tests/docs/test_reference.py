"""The reference says what the code says: errors, acts, terms, decisions, chores."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from . import tables

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
EVERY_PAGE = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]


def rows(page: Path) -> list[str]:
    return [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]


def test_every_error_stands_in_the_reference_as_in_the_code() -> None:
    written = [row for row in rows(REFERENCE / "errors.md") if row.startswith("| `")]
    assert sorted(written) == sorted(map(tables.error_row, tables.every_error()))


def test_no_two_errors_have_one_code() -> None:
    assert not [code for code, n in Counter(each.code for each in tables.every_error()).items() if n > 1]


def test_every_exit_status_of_an_error_is_explained() -> None:
    explained = {int(row.split("|")[1]) for row in rows(REFERENCE / "errors.md") if re.match(r"\| \d+ \|", row)}
    assert {each.exit_status for each in tables.every_error()} <= explained


def test_every_act_and_content_stands_in_the_reference_as_in_the_code() -> None:
    page = REFERENCE / "acts.md"
    written = [row for row in rows(page) if row.startswith("| `")]
    expected = [*map(tables.act_row, tables.ACTS), *map(tables.content_row, tables.KINDS)]
    missing = [row for row in expected if not any(each.startswith(row) for each in written)]
    assert not missing
    assert len(written) == len(expected)
    assert all(row.rstrip(" |").rpartition("|")[2].strip() for row in written), "an act without a meaning"


def terms() -> list[tuple[str, ...]]:
    found = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows(REFERENCE / "glossary.md")]
    return [each for each in found if each[0] != "English" and not set(each[0]) <= set("-: ")]


def test_the_glossary_has_each_term_once_in_both_languages() -> None:
    for column in (0, 1):
        counted = Counter(term[column].casefold() for term in terms())
        assert not [word for word, n in counted.items() if n > 1 or not word]
    assert len(terms()) >= 80
    assert all(len(term) == 4 and bool(term[2]) == bool(term[3]) for term in terms())


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_is_nfc_and_its_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    prose = re.sub(r"`[^`\n]*`", "", prose)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not target.startswith(("https://", "#")):
            path, _, _ = target.partition("#")
            assert (page.parent / path).resolve().exists(), target


def test_the_index_names_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    unnamed = {
        page for page in pages if not page.startswith("adr/") and page != "README.md" and f"({page})" not in index
    }
    assert not unnamed


def test_the_list_of_decisions_is_complete_and_in_order() -> None:
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (DOCS / "adr" / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(page.name for page in (DOCS / "adr").glob("0*.md"))
    for number, name in enumerate(listed, 1):
        title = (DOCS / "adr" / name).read_text(encoding="utf-8").splitlines()[0]
        assert title.startswith(f"# {number}. "), name


def test_every_chore_that_a_page_names_is_there() -> None:
    chores = set(re.findall(r"^    ([a-z]+)\)", (ROOT / "dev").read_text(encoding="utf-8"), re.MULTILINE))
    named = {chore for page in EVERY_PAGE for chore in re.findall(r"\./dev ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert named <= chores
    assert {"demo", "test"} <= named


def test_the_notices_of_the_sample_agree() -> None:
    page, notice = (
        re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        for path in (REFERENCE / "sample.md", ROOT / "src/paraph/samples/vietnam_us/NOTICE.md")
    )
    for figure in (
        "13,098.2",
        "136,561.2",
        "123,463.0",
        "149.6",
        "149.7",
        "46 percent",
        "10 percent",
        "19-22 May 2025",
    ):
        assert figure in page, figure
        assert figure in notice, figure
