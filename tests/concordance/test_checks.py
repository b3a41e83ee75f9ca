"""The checks, on pairs of our own: what must be found, and what must be let pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.concordance.checks import Context, Finding, compare, compare_provision
from paraph.concordance.checks.bracketing import compare_runs
from paraph.concordance.checks.comparing import CHECKS, by_severity, worst
from paraph.concordance.checks.finding import tell
from paraph.concordance.checks.language import known
from paraph.concordance.checks.orthography import custom_of
from paraph.concordance.checks.stale import Stale, Step, stale
from paraph.concordance.segments import Pair, Segment
from paraph.i18n import Speech
from paraph.text.brackets import Alternative, Bracket

WORDS = [
    "Each Party shall publish its measures", "mỗi Bên phải công bố", "Article 5.3(b)", "khoản 2 Điều 4", "90 days",
    "trong vòng 90 ngày", "US$136.6 billion", "136,6 tỷ USD", "may not", "không được", "[US: shall][VN: may]", "; or",
    "19-22 tháng 5", "“good” means a product", "WTO", "ninguna Parte podrá", "n'est pas tenue", "hoà", "hòa", "\n", "5",
]  # fmt: skip


def found(left: str, right: str, *tags: str, context: Context | None = None) -> list[Finding]:
    one, other = tags or ("en", "vi")
    return compare([Pair((0,), (0,), 1.0)], [Segment(left, one)], [Segment(right, other)], context or Context())


def names(left: str, right: str, *tags: str) -> set[str]:
    return {each.check for each in found(left, right, *tags)}


ALIKE = [
    ("Neither Party may impose a duty.", "Không Bên nào được áp dụng thuế.", "vi"),
    ("Neither Party may impose a duty.", "Ninguna Parte podrá imponer un arancel.", "es"),
    ("Neither Party may impose a duty.", "Aucune Partie ne peut imposer un droit.", "fr"),
    ("Each Party shall publish its rates within ninety days.", "Mỗi Bên sẽ công bố mức thuế trong vòng 90 ngày.", "vi"),
    ("Each Party shall publish its rates.", "Cada Parte publicará sus aranceles.", "es"),
    ("content shall be not less than 50 percent", "hàm lượng không được thấp hơn 50 phần trăm", "vi"),
    ("Exports came to US$136.6 billion, up 19.3%.", "Xuất khẩu đạt 136,6 tỷ USD, tăng 19,3%.", "vi"),
    ("the talks of May 19-22, 2025", "phiên đàm phán ngày 19-22 tháng 5 năm 2025", "vi"),
    ("paragraph 2 of Article 4 and Article 5.3(b)", "khoản 2 Điều 4 và điểm b khoản 3 Điều 5", "vi"),
    ("for a period of ten years; or", "trong thời gian mười năm; hoặc", "vi"),
    ("in duplicate, on a proposal", "thành hai bản, trên một đề xuất", "vi"),
    ("Each Party [US: shall][VN: may] act.", "Mỗi Bên [US: phải][VN: có thể] hành động.", "vi"),
    ("A Party shall review its duties every 24 months", "Một Bên phải rà soát thuế 24 tháng một lần", "vi"),
]

PLANTED = [
    ("within 60 days", "trong vòng 90 ngày", "vi", "figures"),
    ("within ninety days", "trong vòng chín mươi ngày làm việc", "vi", "figures"),
    ("US$136.6 billion", "136,6 triệu USD", "vi", "figures"),
    ("19.3 percent", "19,8 phần trăm", "vi", "figures"),
    ("on 21 May 2025", "ngày 21 tháng 6 năm 2025", "vi", "figures"),
    ("subheading 8703.21", "phân nhóm 8703.22", "vi", "figures"),
    ("under Article 5.3(b)", "theo điểm c khoản 3 Điều 5", "vi", "cross-references"),
    ("under Annex 2-D", "de conformidad con el Anexo 2-C", "es", "cross-references"),
    ("Each Party shall act.", "Mỗi Bên có thể hành động.", "vi", "modality"),
    ("No Party shall act.", "Cada Parte podrá actuar.", "es", "modality"),
    ("Each Party shall act.", "Cada Parte debería actuar.", "es", "modality"),
    ("Each Party shall act.", "Chaque Partie peut agir.", "fr", "modality"),
    ("The panel does not publish it.", "Ban hội thẩm công bố nội dung đó.", "vi", "negation"),
    ("to consult; or", "tham vấn; và", "vi", "connectives"),
    ("goods and/or services", "hàng hóa và dịch vụ", "vi", "connectives"),
    ("including, inter alia, fees", "bao phủ phí", "vi", "connectives"),
    ("Each Party [US: shall][VN: may] act.", "Mỗi Bên phải hành động.", "vi", "brackets"),
    ("Each Party acts.[^1]", "Mỗi Bên hành động.", "vi", "completeness"),
    ("rules of the World Trade Organization", "quy định của Tổ chức này", "vi", "glossary"),
    ("the duty", "thuế quаn", "vi", "orthography"),
]


@pytest.mark.parametrize(("left", "right", "tag"), ALIKE)
def test_what_says_the_same_is_let_pass(left: str, right: str, tag: str) -> None:
    assert [(each.check, each.data) for each in found(left, right, "en", tag)] == []


@pytest.mark.parametrize(("left", "right", "tag", "check"), PLANTED)
def test_what_differs_is_found(left: str, right: str, tag: str, check: str) -> None:
    assert names(left, right, "en", tag) == {check}
    assert names(right, left, tag, "en") == {check}


def test_places_are_those_of_the_segments() -> None:
    left = [Segment("It applies.", "en"), Segment("within 30 days", "en")]
    right = [Segment("Điều này áp dụng trong vòng 45 ngày", "vi")]
    (each,) = compare([Pair((0, 1), (0,), 1.0)], left, right)
    (one,), (other,) = each.left, each.right
    assert left[one.segment].text[one.start : one.end] == "30 days"
    assert right[other.segment].text[other.start : other.end] == "45 ngày"


def test_loose_marks_do_not_hide_what_is_said() -> None:
    loose = "theo Đie\u0302\u0300u 5, khoa\u0309n 2"
    checks = found("under Article 5, paragraph 3", loose)
    assert {each.check for each in checks} == {"cross-references", "orthography"}
    (span,) = next(each for each in checks if each.check == "cross-references").right
    assert loose[span.start : span.end].endswith("khoa\u0309n 2")


def test_what_one_version_lacks() -> None:
    left, right = [Segment("A point", "en"), Segment("Another", "en")], [Segment("Một điểm", "vi")]
    (each,) = compare([Pair((0,), (0,), 1.0), Pair((1,), (), 1.0)], left, right)
    assert (each.check, each.left[0].segment, each.right) == ("completeness", 1, ())


def test_a_sentence_less_is_found_where_lengths_are_known() -> None:
    left = [Segment("Each Party shall publish its laws. It shall do so without delay and in full.", "en")] * 9
    right = [Segment("Mỗi Bên phải công bố luật của mình. Việc đó phải được làm ngay và đầy đủ.", "vi")] * 8
    short = [*right, Segment("Mỗi Bên phải công bố luật của mình.", "vi")]
    pairs = [Pair((at,), (at,), 1.0) for at in range(9)]
    assert [each.check for each in compare(pairs, left, [*right, right[0]])] == []
    assert [(each.check, each.left[0].segment) for each in compare(pairs, left, short)] == [("completeness", 8)]


def test_a_defined_term_is_held_to_its_definition() -> None:
    left = [
        "“customs duty” means a charge on imports",
        "reduce a customs duty",
        "a customs duty is public",
        "no customs duty",
    ]
    right = [
        "“thuế hải quan” nghĩa là khoản thu khi nhập khẩu",
        "giảm thuế hải quan",
        "thuế hải quan phải công khai",
        "không thu lệ phí",
    ]
    pairs = [Pair((at,), (at,), 1.0) for at in range(4)]
    checks = compare(pairs, [Segment(each, "en") for each in left], [Segment(each, "vi") for each in right])
    assert [(each.check, each.left[0].segment) for each in checks if each.check == "terms"] == [("terms", 3)]


def test_drift_of_a_rendering() -> None:
    left = [Segment("the safeguard measure", "en")] * 6
    right = [Segment("biện pháp tự vệ", "vi")] * 5 + [Segment("biện pháp phòng vệ", "vi")]
    pairs = [Pair((at,), (at,), 1.0) for at in range(6)]
    context = Context(renderings={"safeguard measure": ("biện pháp tự vệ", "biện pháp phòng vệ")})
    assert [each.left[0].segment for each in compare(pairs, left, right, context)] == [5]


def test_the_tone_is_placed_in_one_way() -> None:
    assert custom_of(["hoà bình, thoả thuận, hoá đơn, thuỷ sản, xoá bỏ"]) == "new"
    right = [Segment(each, "vi") for each in ("hòa bình", "thỏa thuận", "hóa đơn", "thủy sản") * 3] + [
        Segment("xoá", "vi")
    ]
    left = [Segment("x", "en")] * len(right)
    checks = compare([Pair((at,), (at,), 1.0) for at in range(len(right))], left, right)
    assert [each.right[0].segment for each in checks] == [len(right) - 1]


def test_brackets_mirror_each_other_in_runs() -> None:
    bracket = Bracket((Alternative(("US",), ("shall",)), Alternative(("VN",), ("may",))))
    assert compare_runs(("Each ", bracket), ("Mỗi ", bracket)) == []
    assert compare_runs(("Each ", bracket), ("Mỗi ",)) == [("US", 1, 0), ("VN", 1, 0)]


def test_a_language_left_behind_until_it_is_confirmed() -> None:
    first, second = (
        Step({"en": "within 30 days", "vi": "trong 30 ngày"}),
        Step({"en": "promptly", "vi": "trong 30 ngày"}),
    )
    assert stale([first, second]) == [Stale("vi", "en", 1)]
    assert stale([first, second, Step(second.text, frozenset({"vi"}))]) == []
    assert stale([first, Step({"en": "Within 30 days.", "vi": "trong 30 ngày"})]) == []
    assert stale([first, second, Step({"en": "promptly", "vi": "kịp thời"})]) == []


def test_a_dismissed_finding_stays_dismissed_under_edits_elsewhere() -> None:
    (each,) = found(
        "Each Party shall, in good time and in full, act within 30 days", "mỗi Bên phải hành động trong 60 ngày"
    )
    context = Context(dismissed={each.key})
    edited = "The importing Party shall, in good time and in full, act within 30 days"
    assert found(edited, "mỗi Bên phải hành động trong 60 ngày", context=context) == []
    assert found("shall act within 40 days", "mỗi Bên phải hành động trong 60 ngày", context=context) != []


def test_one_provision_in_its_languages() -> None:
    wording = {"en": "within 30 days", "vi": "trong vòng 60 ngày", "tlh": "jaj 99"}
    assert [each.check for each in compare_provision(wording, ["en", "vi", "tlh"])] == ["figures"]
    assert compare_provision({"en": "within 30 days", "vi": ""}, ["en", "vi"]) == []


def test_the_gravest_come_first_and_all_is_said_in_both_languages() -> None:
    checks = [each for left, right, tag, _ in PLANTED for each in found(left, right, "en", tag)]
    ordered = by_severity(checks)
    assert ordered[0].severity is worst(checks)
    assert {each.check for each in checks} < set(CHECKS) | {"terms"}
    for each in checks:
        said = {tag: tell(each, Speech(tag)) for tag in ("en", "vi")}
        assert said["en"] != said["vi"]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.sampled_from(known()))
def test_a_text_against_itself_yields_nothing(text: str, tag: str) -> None:
    checks = [each for each in found(text, text, tag, tag) if each.check != "orthography"]
    assert checks == []


@given(st.integers(2, 999), st.integers(2, 999), st.sampled_from(["days", "per cent", "months", "tonnes"]))
def test_a_planted_number_is_always_found(one: int, other: int, unit: str) -> None:
    vietnamese = {"days": "ngày", "per cent": "phần trăm", "months": "tháng", "tonnes": "tấn"}[unit]
    left, right = f"a quantity of {one} {unit} shall apply", f"phải áp dụng số lượng {other} {vietnamese}"
    assert names(left, right) == (set() if one == other else {"figures"})
