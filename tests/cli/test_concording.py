"""paraph concord, as a person and as a script reads it: one paragraph is missing, one figure is another."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from .conftest import Call

ENGLISH = """# Article 1. Publication

1. Each Party shall publish its customs duties within 30 days.

2. Each Party shall notify the other Party of any change of its rules of origin.

3. The Parties shall cooperate on trade facilitation.
"""
VIETNAMESE = """# Điều 1. Công bố

1. Mỗi Bên phải công bố thuế hải quan của mình trong vòng 60 ngày.

3. Các Bên phải hợp tác về tạo thuận lợi thương mại.
"""


def versions(folder: Path) -> tuple[str, str]:
    found = folder / "a.en.md", folder / "a.vi.md"
    for path, text in zip(found, (ENGLISH, VIETNAMESE), strict=True):
        path.write_text(text, encoding="utf-8")
    return str(found[0]), str(found[1])


def test_what_is_missing_and_what_differs(call: Call, tmp_path: Path) -> None:
    result = call("concord", *versions(tmp_path), "--json").result
    assert result["segments"] == [4, 3]
    links = [
        ([at["segment"] for at in each["left"]], [at["segment"] for at in each["right"]]) for each in result["links"]
    ]
    assert links == [([0], [0]), ([1], [1]), ([2], []), ([3], [2])]
    assert any(each["check"] == "figures" and each["severity"] == "severe" for each in result["findings"])
    shown = call("concord", *versions(tmp_path))
    assert shown.status == 0
    assert "2. Each Party shall notify" in shown.out


def test_decisions_of_a_person_are_kept(call: Call, tmp_path: Path) -> None:
    links = call("concord", *versions(tmp_path), "--json").result["links"]
    wanted = [[links[2]["marks"][0], links[3]["marks"][1]]]
    (tmp_path / "decided.json").write_text(json.dumps(wanted))
    decided = call("concord", *versions(tmp_path), "--decisions", str(tmp_path / "decided.json"), "--json").result[
        "links"
    ]
    assert {"confidence": 1.0, "marks": wanted[0]}.items() <= decided[2].items()
    (tmp_path / "decided.json").write_text('{"no": "list"}')
    refused = call("concord", *versions(tmp_path), "--decisions", str(tmp_path / "decided.json"), "--json")
    assert refused.error["code"] == "invalid-content"


def test_every_link_in_a_table(call: Call, tmp_path: Path) -> None:
    call("concord", *versions(tmp_path), "--csv", str(tmp_path / "links.csv"))
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 5
    assert rows[1][:4] == ["Article 1", "Publication", "Điều 1", "Công bố"]


def test_a_file_in_one_language_is_refused(call: Call, tmp_path: Path) -> None:
    refused = call("concord", versions(tmp_path)[0], "--json")
    assert (refused.status, refused.error["code"]) == (2, "invalid-content")
