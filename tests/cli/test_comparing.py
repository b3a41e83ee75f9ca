"""The redline of two files, as a person and as a script reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.docx.word import paragraphs
from paraph.documents import read
from paths import SHARED, needs_shared

from .conftest import Call

OLD = """# Chapter 2. Tariffs

## Article 2.1. Customs duties

1. Each Party shall eliminate its customs duties on originating goods of the other Party.

2. The Parties shall consult each year on the administration of tariff-rate quotas in Annex 2.

## Article 2.2. Fees

1. Each Party shall publish on the internet, without delay, the fees and charges that it applies to imports.

2. Each Party shall limit those fees and charges to the cost of the services that it renders to the importer.
"""

NEW = """# Chapter 2. Tariffs

## Article 2.1. Customs duties

1. Each Party may reduce its customs duties on originating goods of the other Party.

## Article 2.2. Fees

1. Each Party shall publish on the internet, without delay, the fees and charges that it applies to imports.

2. No fee shall be charged ad valorem.

3. Each Party shall limit those fees and charges to the cost of the services that it renders to the importer.

4. The Parties shall consult each year on the administration of tariff-rate quotas in Annex 2.
"""


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(OLD)
    new.write_text(NEW)
    return old, new


def test_changes_in_json(call: Call, versions: tuple[Path, Path]) -> None:
    result = call("compare", *versions, "--json").result
    assert set(result) == {"old", "new", "file", "counts", "renumbered", "words", "changes"}
    assert {kind: n for kind, n in result["counts"].items() if n} == {"equal": 5, "changed": 1, "moved": 1, "added": 1}
    assert result["renumbered"] == 2
    changed, added, renumbered, moved = result["changes"]
    assert [(op["left"], op["right"]) for op in changed["ops"] if op["kind"] == "replace"] == [
        ("shall eliminate", "may reduce")
    ]
    assert (moved["kind"], moved["old"][0]["path"]) == ("moved", "Chapter 2 › Article 2.1")
    assert (renumbered["kind"], renumbered["old"][0]["number"], renumbered["new"][0]["number"]) == (
        "equal",
        "2.",
        "3.",
    )
    assert added["old"] == []
    assert result["words"]["deleted"] == len(["shall", "eliminate"])
    assert result["words"]["inserted"] == len(["may", "reduce"]) + len(
        ["No", "fee", "shall", "be", "charged", "ad", "valorem", "."]
    )


def test_a_person_reads_marks_moves_and_counts(call: Call, versions: tuple[Path, Path]) -> None:
    shown = call("compare", *versions).out
    assert "Each Party [-shall eliminate-]{+may reduce+} its customs duties" in " ".join(shown.split())
    assert "{moved from Chapter 2 › Article 2.1 2.}" in " ".join(shown.split())
    assert "2. → 3." in shown
    assert "1 changed, 1 moved, 1 added, 2 renumbered" in " ".join(shown.split())
    assert "Words: " in shown


@pytest.mark.parametrize("numbered", [True, False])
def test_an_article_moves_with_its_heading(call: Call, tmp_path: Path, numbered: bool) -> None:
    articles = {
        "Scope": "This Chapter applies to trade in goods.",
        "Committee": "The Parties establish a Committee.",
        "Transparency": "Each Party shall publish its fees.",
        "Consultations": "A Party may request consultations.",
    }
    files = []
    for order in (list(articles), ["Scope", "Transparency", "Consultations", "Committee"]):
        lead = "Article {}. " if numbered else ""
        text = "\n\n".join(f"{lead.format(n)}{title}\n\n{articles[title]}" for n, title in enumerate(order, 1))
        files.append(tmp_path / f"{len(files)}.txt")
        files[-1].write_text(text + "\n")
    result = call("compare", *files, "--json").result
    assert {kind: count for kind, count in result["counts"].items() if count} == {"equal": 6, "moved": 2}
    assert (result["words"]["deleted"], result["words"]["inserted"]) == (0, 0)
    shown = call("compare", *files).out
    assert ("Committee {moved from Article 2}" if numbered else "Committee {moved}") in shown


def test_the_whole_redline_as_a_file(call: Call, versions: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "redline.md"
    called = call("compare", *versions, "-o", target)
    assert called.status == 0
    text = target.read_text()
    assert text.startswith(
        "# Chapter 2. Tariffs\n\n## Article 2.1. Customs duties\n\n1. Each Party [-shall eliminate-]"
    )
    assert "2. {+No fee shall be charged" in text


def test_an_unknown_format_is_refused_and_nothing_written(call: Call, tmp_path: Path) -> None:
    strange, target = tmp_path / "text.odt", tmp_path / "redline.md"
    strange.write_bytes(b"PK")
    called = call("compare", strange, strange, "-o", target, "--json")
    assert (called.status, called.error["code"]) == (2, "unknown-format")
    assert not target.exists()


@needs_shared
def test_two_treaties(call: Call) -> None:
    treaties = SHARED / "treaties"
    result = call("compare", treaties / "pta_156.xml", treaties / "pta_342.xml", "--json").result
    assert result["counts"]["equal"] > 2000
    assert result["counts"]["moved"] > 0
    deleted = sum(
        len(op["left"].split())
        for change in result["changes"]
        for op in change["ops"]
        if op["kind"] in ("delete", "replace")
    )
    assert 0 < deleted < 2500


def test_a_redline_for_word_gives_both_versions_back(call: Call, versions: tuple[Path, Path], tmp_path: Path) -> None:
    made = tmp_path / "redline.docx"
    done = call("compare", *map(str, versions), "-o", str(made))
    assert done.status == 0
    for path, accept in zip(versions, (False, True), strict=True):
        words = [text for _, text in paragraphs(made.read_bytes(), accept=accept)]
        assert words == [each.text for each in read(path, path.read_bytes()).provisions]
