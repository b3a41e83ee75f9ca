"""``paraph import``: what is told of a file, what is asked, what is kept or tabled."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Call
from documents.docx.test_reading import by, file, p, r
from paraph.samples.vietnam_us import prepare
from paraph.store.place import Place

WORDS = "1. The United States shall not apply an additional duty."


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("import") / "sample"
    prepare(folder).close()
    return folder


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Two authors have changed one paragraph of the text of the sample."""
    path = tmp_path / "draft.docx"
    body = p(r("Article 2.3. Reciprocal tariff")) + p(
        r("1. The rate shall be "), by("Jane Doe", "ins", r("46")), by("Lan VN", "ins", r("ten")), r(" percent.")
    )
    path.write_bytes(file(body))
    return path


def entries(folder: Path) -> int:
    with Place.find(folder) as place:
        return place.ledger.count()


def test_whose_changes_are_is_asked_first(call: Call, sample: Path, draft: Path) -> None:
    told = call("import", draft, "--at", sample, "--as", "VN", "--json")
    assert told.status == 0
    report = told.result["report"]
    assert report["undecided"] == ["Jane Doe", "Lan VN"]
    assert [each["proposed"] and each["proposed"]["party"] for each in report["authors"]] == [None, "VN"]
    refused = call("import", draft, "--at", sample, "--as", "VN", "--table", "--yes", "--json")
    assert (refused.status, refused.error["code"]) == (2, "changes-in-doubt")


def test_a_file_is_told_kept_and_tabled_at_once(call: Call, sample: Path, draft: Path) -> None:
    said = ("--at", sample, "--as", "VN", "--author", "Jane Doe=US", "--author", "Lan VN=VN")
    before = entries(sample)
    told = call("import", draft, *said)
    assert told.status == 0, told.err
    assert "Where every letter and digit of the file is" in told.out
    assert "US · " in told.out
    report = call("import", draft, *said, "--json").result["report"]
    doubtful = [each["id"] for each in report["matched"] if each["doubtful"]]
    decided = [word for each in doubtful for word in ("--match", f"{each}=new")]
    kept = call("import", draft, *said, *decided, "--keep", "--json")
    assert kept.status == 0, kept.out
    assert kept.result["kept"]
    assert entries(sample) == before, "the vault is not the record"
    tabled = call("import", draft, *said, *decided, "--table", "--yes", "--json")
    assert tabled.status == 0, tabled.out
    texts = [each["content"].get("text", {}).get("en", "") for each in tabled.result["acts"]]
    assert any("shall be ten percent" in each for each in texts)
    assert not any("46" in each for each in texts)
    assert entries(sample) == before + len(texts)


def test_what_cannot_be_said_of_a_file_is_refused(call: Call, sample: Path, draft: Path) -> None:
    for words in (("--author", "Nobody=US"), ("--author", "Jane Doe=FR"), ("--author", "US"), ("--keep", "--table")):
        refused = call("import", draft, "--at", sample, "--as", "VN", *words)
        assert refused.status in (2, 3), words
    assert call("import", draft, "--at", sample, "--as", "observer").status == 3


def test_rows_of_a_table_are_asked_about_and_taken_by_id(call: Call, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    row = "".join(f"<w:tc>{p(r(each))}</w:tc>" for each in ("Heading zebra", "Rule quokka"))
    path.write_bytes(file(p(r("Article 2.3. Reciprocal tariff")) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    said = ("import", path, "--at", sample, "--as", "VN")
    told = call(*said)
    assert "row of a table" in told.out
    assert "--take" in told.out
    asked = call(*said, "--json").result["report"]
    assert [(each["read"]["id"], each["taken"]) for each in asked["apart"]] == [("p2", False)]
    for words in ("p2", "all"):
        taken = call(*said, "--take", words, "--json").result["report"]
        assert len(taken["changed"]) == len(asked["changed"]) + 1
    assert call(*said, "--take", "p1").status == 2
