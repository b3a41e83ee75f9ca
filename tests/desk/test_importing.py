"""A draft that comes as a file, at a seat: one act for one's own side, nothing for another's, nothing seen before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk.room import Room, words
from documents.docx.test_reading import SPACES, by, file, p, r
from paraph.desk.drafting import NOTE
from paraph.desk.import_report import report
from paraph.desk.importing import QUESTION, Choice, Look
from paraph.documents.attributing import NOBODY
from paraph.documents.docx.reading import read
from paraph.documents.intake import APART, Rules
from paraph.documents.shaping import FOOTNOTE, ROW
from paraph.errors import BracketsInDoubt, ChangesInDoubt, NotAsShown, NothingChanged, NotPermitted
from paraph.record import acts

SECRET = "zebrafish"
HEAD, LINE, TEA = "Article 1. Fees", "1. Each Party shall publish all of its fees.", "2. Each Party may exempt tea."
COMMENTS = f"""<w:comments {SPACES}>
<w:comment w:id="0" w:author="Lan"><w:p><w:r><w:t>Which fees?</w:t></w:r></w:p></w:comment>
<w:comment w:id="1" w:author="Doe"><w:p><w:r><w:t>Ask {SECRET} first.</w:t></w:r></w:p></w:comment></w:comments>"""
RULES = Rules({"Doe": "US", "Lan": "VN"})


def begun(room: Room) -> None:
    """Both sides have tabled the same article, and stand on it."""
    article = words("Fees", number={"en": "Article 1"}, kind="article")  # type: ignore[arg-type]
    first = words("Each Party shall publish all of its fees.", parent="a1", number={"en": "1."})  # type: ignore[arg-type]
    second = words("Each Party may exempt tea.", parent="a1", after="a1-1", number={"en": "2."})  # type: ignore[arg-type]
    positions = [("provision:a1", article), ("provision:a1-1", first), ("provision:a1-2", second)]
    room.us.table_all(positions)  # type: ignore[arg-type]
    room.vn.table_all(positions)  # type: ignore[arg-type]


def draft(extra: str = "") -> bytes:
    anchored = '<w:commentRangeStart w:id="0"/>' + r("all of its fees") + '<w:commentRangeEnd w:id="0"/>'
    first = p(
        r("1. Each Party "), by("Doe", "del", r("shall", tag="delText")), by("Doe", "ins", r("may")), r(" publish "),
        anchored, by("Lan", "ins", r(" and charges")), r("."),
    )  # fmt: skip
    gone = p(by("Lan", "del", r(TEA, tag="delText")), properties=f"<w:rPr>{by('Lan', 'del', '')}</w:rPr>")
    return file(p(r(HEAD)) + first + gone + extra, comments=COMMENTS)


def look(room: Room, data: bytes, choice: Choice | None = None, rules: Rules = RULES) -> Look:
    return room.vn.look(room.vn.take_in(read(data), rules), choice)


def test_own_changes_are_tabled_in_one_act_and_others_are_only_shown(room: Room) -> None:
    begun(room)
    seen = look(room, draft(), Choice(comments={"0": QUESTION, "1": NOTE}))
    before = room.bytes
    assert {name: each.text.get("en", "") for name, each in seen.changed.items()} == {
        "provision:a1-1": "Each Party shall publish all of its fees and charges.",
        "provision:a1-2": "",
    }
    wanted = room.vn.wanted(seen.intake)
    assert [(each.party, each.subject, each.wording.text["en"]) for each in wanted] == [
        ("US", "provision:a1-1", "Each Party may publish all of its fees."),
    ]
    assert room.bytes == before, "looking leaves nothing behind"
    assert room.vn.keep_notes(seen) == 1
    receipt = room.vn.table_import(seen)
    tabled = [each for each in receipt.acts if isinstance(each, acts.PositionTabled)]
    questions = [each for each in receipt.acts if isinstance(each, acts.ClarificationAsked)]
    assert (len(tabled), len(questions), len(room.bytes) - len(before)) == (2, 1, 3)
    assert questions[0].subject == "provision:a1-1"
    assert questions[0].quote == "all of its fees"
    assert room.us.state.content("provision:a1-1", "US").text == {"en": "Each Party shall publish all of its fees."}  # type: ignore[union-attr]
    assert room.us.state.content("provision:a1-2", "VN").absent  # type: ignore[union-attr]
    assert not any(SECRET.encode() in each for each in room.bytes), "a comment of the other side's stays a note"
    ((about, kept, _),) = room.vn.kept(NOTE)
    assert (about, SECRET in kept["en"]) == ("provision:", True)
    assert room.us.kept(NOTE) == []


def test_whose_changes_are_is_asked(room: Room) -> None:
    begun(room)
    with pytest.raises(ChangesInDoubt, match="Doe, Lan"):
        look(room, draft(), rules=Rules())
    assert look(room, draft(), rules=Rules({"Doe": NOBODY, "Lan": NOBODY})).changed == {}


def test_who_may_be_meant_is_proposed_from_the_record(room: Room) -> None:
    for desk, name in ((room.us, "Jane Doe"), (room.vn, "Trần Thị Lan")):
        desk.present_delegation(
            [acts.Member(key="chief", role="chief_negotiator", institution={"en": "Ministry"}, name=name)]
        )
    body = p(by("DOE Jane", "ins", r("x"))) + p(by("Tran Thi Lan (VN)", "ins", r("y"))) + p(by("Sam", "ins", r("z")))
    found = room.vn.proposals(room.vn.take_in(read(file(body))))
    assert {name: each.party for name, each in found.authors.items()} == {"DOE Jane": "US", "Tran Thi Lan (VN)": "VN"}


def test_what_a_file_lacks_stays_unless_it_is_said_or_deleted_in_it(room: Room) -> None:
    begun(room)
    part = file(p(r(HEAD)) + p(r("1. Each Party shall publish fees.")))
    assert list(look(room, part).changed) == ["provision:a1-1"]
    assert look(room, part).dropped == ("provision:a1-2",)
    meant = look(room, part, Choice(absent=frozenset({"provision:a1-2"})))
    assert set(meant.changed) == {"provision:a1-1", "provision:a1-2"}


def test_brackets_that_name_nobody_must_be_decided(room: Room) -> None:
    begun(room)
    data = file(p(r(HEAD)) + p(r("1. Each Party [shall] publish all of its fees.")))
    with pytest.raises(BracketsInDoubt, match=r"\[shall\]"):
        room.vn.table_import(look(room, data))
    receipt = room.vn.table_import(look(room, data, Choice(brackets=True)))
    assert "[shall]" in str(receipt.acts)


def test_what_would_be_agreed_is_said_before(room: Room) -> None:
    begun(room)
    room.us.table("provision:a1-1", words("Each Party may publish.", parent="a1", number={"en": "1."}))  # type: ignore[arg-type]
    seen = look(room, file(p(r(HEAD)) + p(r("1. Each Party may publish.")) + p(r(TEA))))
    assert seen.agrees == {"provision:a1-1": ["US"]}


def test_the_same_file_again_changes_nothing(room: Room) -> None:
    begun(room)
    room.vn.table_import(look(room, draft()))
    with pytest.raises(NothingChanged):
        room.vn.table_import(look(room, draft()))


def test_only_what_was_shown_leaves(room: Room) -> None:
    begun(room)
    rehearsing = room.at(room.vn.seat, rehearsing=True)
    shown = rehearsing.table_import(look(room, draft()))
    assert not shown.published
    room.vn.table("provision:a1-1", words("Each Party shall publish.", parent="a1"))
    desk = room.at(room.vn.seat)
    desk.expecting = shown.seal
    with pytest.raises(NotAsShown):
        desk.table_import(look(room, draft()))


@pytest.mark.parametrize("seat", [lambda room: room.at(), lambda room: room.sec], ids=["observer", "secretariat"])
def test_who_has_no_position_takes_in_no_draft(room: Room, seat: Callable[[Room], object]) -> None:
    with pytest.raises(NotPermitted):
        seat(room).take_in(read(draft()))  # type: ignore[attr-defined]


NOTES = f'<w:footnotes {SPACES}><w:footnote w:id="2"><w:p><w:r><w:t>For textiles only.</w:t></w:r></w:p></w:footnote>'
NOTES += "</w:footnotes>"


def with_table() -> bytes:
    """The article as it stands, with a footnote, and a table before a last paragraph that is new."""
    cells = [("Heading", "Rule"), ("61.09", "CTH"), ("(a) tea", "1. CC")]
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{p(r(each))}</w:tc>' for each in row)}</w:tr>" for row in cells)
    first = p(r(LINE), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body = p(r(HEAD)) + first + p(r(TEA)) + f"<w:tbl>{rows}</w:tbl>" + p(r("3. Each Party shall act."))
    return file(body, footnotes=NOTES)


def test_rows_and_footnotes_that_are_not_on_record_are_asked_and_else_left_out(room: Room) -> None:
    begun(room)
    seen = look(room, with_table())
    asked = {each.read.text: (each.read.id, each.what, each.taken) for each in seen.apart}
    assert asked == {
        "For textiles only.": ("p3", FOOTNOTE, False),
        "Heading\tRule": ("p5", ROW, False),
        "CTH": ("p6", ROW, False),
    }
    texts = [each.text.get("en") for each in seen.changed.values()]
    assert texts == ["tea\t1. CC", "Each Party shall act."], "a row with a number of its own is a provision"
    left = {row.what: row.letters for row in seen.side.left}
    assert left == {APART[FOOTNOTE]: 15, APART[ROW]: len("HeadingRule6109CTH")}
    assert sum(row.letters for row in seen.side.came) == sum(row.letters for row in (*seen.side.taken, *seen.side.left))

    # What is taken is a provision; once it is on record it is not asked again, and nothing of it changes.
    taken = look(room, with_table(), Choice(taken=frozenset({"p3", "p6"})))
    assert {each.read.id for each in taken.apart if each.taken} == {"p3", "p6"}
    told = {(each.words, each.what) for each in report(room.vn, taken.intake, taken).matched if each.change == "new"}
    assert {("For textiles only.", FOOTNOTE), ("CTH", ROW)} <= told
    room.vn.table_import(taken)
    again = look(room, with_table())
    assert [each.read.text for each in again.apart] == ["Heading\tRule"]
    assert not again.changed


def test_a_file_of_rows_alone_is_the_text(room: Room) -> None:
    begun(room)
    row = f"<w:tr><w:tc>{p(r('Each Party shall publish all of its fees.'))}</w:tc><w:tc>{p(r('Note'))}</w:tc></w:tr>"
    assert not look(room, file(f"<w:tbl>{row}</w:tbl>")).apart
