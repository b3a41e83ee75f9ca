"""Two versions out of one file or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.documents import whole
from paraph.documents.versions import by_line, versions
from paraph.errors import InvalidContent
from paths import SHARED, needs_shared

PAIRS = [
    ("Both delegations met in the capital for four days", "Hai phái đoàn đã họp tại thủ đô trong bốn ngày."),
    ("They exchanged information on their policies.", "Hai bên đã trao đổi thông tin về chính sách của mình."),
    ("The next round is set for early June.", "Vòng tiếp theo dự kiến vào đầu tháng 6."),
]


def test_a_report_with_vietnamese_behind_dashes_is_two_versions_line_by_line() -> None:
    text = "".join(f"{english}\n- {vietnamese}\n" for english, vietnamese in PAIRS)
    one, other = versions([("r.txt", whole("r.txt", text.encode()))], ("en", "vi"))
    assert list(zip(one.texts(), other.texts(), strict=True)) == PAIRS
    turned = versions([("r.txt", whole("r.txt", text.encode()))], ("vi", "en"))
    assert [each.language for each in turned] == ["vi", "en"]


@given(st.lists(st.sampled_from([*(english for english, _ in PAIRS), *(f"- {vi}" for _, vi in PAIRS)]), min_size=1))
def test_no_letter_is_lost_line_by_line(lines: list[str]) -> None:
    held = whole("r.txt", "\n".join(lines).encode())
    before, after = ("".join("".join(each.text.split()) for each in text.paragraphs) for text in (held, by_line(held)))
    assert before == after


def test_one_language_alone_is_refused() -> None:
    held = whole("r.txt", b"Both sides met in the capital.\n\nThey exchanged information.")
    with pytest.raises(InvalidContent):
        versions([("r.txt", held)], ("en", "vi"))
    with pytest.raises(InvalidContent):
        versions([("r.txt", held), ("s.txt", held)], ("en", "en"))


@needs_shared
def test_the_real_bilingual_report() -> None:
    path = SHARED / "reports" / "round-2.en-vi.txt"
    one, other = versions([(path.name, whole(path.name, path.read_bytes()))], ("en", "vi"))
    assert (one.language, other.language, len(one) == len(other)) == ("en", "vi", True)
