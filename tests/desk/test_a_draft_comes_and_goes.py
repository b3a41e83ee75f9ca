"""The whole way: a draft with changes and comments of two delegations comes in at each desk, is negotiated, and leaves
as Word files that a lawyer would send on; nothing is lost, and nothing leaks."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from desk.room import Room
from documents.docx.test_reading import SPACES, by, file, p, r
from documents.docx.test_whole import with_part
from paraph.desk.drafting import NOTE
from paraph.desk.handing import Handing
from paraph.desk.importing import QUESTION, Choice, Look
from paraph.documents import writers
from paraph.documents.docx.reading import read
from paraph.documents.intake import Intake, Rules
from paraph.documents.receiving import receive_whole
from paraph.documents.shaping import draft_of
from paraph.i18n import Speech
from paraph.record import acts
from paraph.record.state import Standing
from paraph.text.provision import Draft

SECRET, BURIED, MAKER = "zebrafish", "quokka", "J. Okapi"
RULES = Rules({"Jane Doe": "US", "Trần Thị Lan": "VN", "Secretariat": "*"})
ARTICLE = "Article 2.3. Reciprocal tariff"
RATE = "1. The rate of the reciprocal tariff shall not exceed the baseline rate"
REVIEW = "2. Each Party shall review the operation of this Article every year."
NOTICE = "3. Neither Party shall change the rate without notice."
COMMENTS = f"""<w:comments {SPACES}>
<w:comment w:id="0" w:author="Trần Thị Lan" w:initials="TL"><w:p><w:r><w:t>What is the baseline rate?</w:t></w:r></w:p>
</w:comment><w:comment w:id="1" w:author="Jane Doe"><w:p><w:r><w:t>Hold this for the {SECRET} round.</w:t></w:r></w:p>
</w:comment></w:comments>"""


def base() -> bytes:
    return file("".join(p(r(line)) for line in (ARTICLE, f"{RATE}.", REVIEW, NOTICE)))


def marked() -> bytes:
    """The same draft as the two lawyers have left it."""
    about = '<w:commentRangeStart w:id="0"/>' + r("the baseline rate") + '<w:commentRangeEnd w:id="0"/>'
    rate = p(
        r(RATE.removesuffix("the baseline rate")), about,
        by("Jane Doe", "ins", r(" of 20 percent")), by("Trần Thị Lan", "ins", r(" of 10 percent")), r("."),
        r(f" {BURIED}", "<w:vanish/>"),
    )  # fmt: skip
    review = p(
        r("2. Each Party "), by("Trần Thị Lan", "del", r("shall", tag="delText")),
        by("Trần Thị Lan", "ins", r("may")), r(" review the operation of this Article every year."),
    )  # fmt: skip
    notice = p(
        r("3. Neither Party shall change the rate without "), by("Secretariat", "ins", r("prior ")), r("notice.")
    )
    last = p(
        by("Jane Doe", "ins", r("4. The Parties shall consult on a request.")),
        '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>',
        properties=f"<w:rPr>{by('Jane Doe', 'ins', '')}</w:rPr>",
    )  # fmt: skip
    data = file(p(r(ARTICLE)) + rate + review + notice + last, comments=COMMENTS)
    return with_part(data, "docProps/core.xml", f"<a><creator>{MAKER}</creator></a>")


def look(room: Room, party: str, data: bytes, choice: Choice | None = None) -> Look:
    desk = room.us if party == "US" else room.vn
    return desk.look(desk.take_in(receive_whole("draft.docx", data), RULES, "en"), choice)


def lines(draft: Draft) -> list[str]:
    return [f"{each.number} {each.text}".strip() for each in draft.provisions]


def parts(data: bytes) -> Iterator[str]:
    """Everything that a file holds: the names and the words of all its parts."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for each in archive.infolist():
            yield f"{each.filename} {each.date_time} {archive.read(each).decode('utf-8', 'replace')}"


def test_a_draft_with_two_delegations_changes_goes_in_is_negotiated_and_comes_out(room: Room) -> None:
    room.present()
    # Both begin with the same draft, each tabling it for its own side.
    for party, desk in (("US", room.us), ("VN", room.vn)):
        desk.table_import(look(room, party, base()))
    assert all(room.us.state.standing(each) is Standing.AGREED for each in room.us.state.named("provision"))
    before = room.us.state

    # The draft comes back with the changes of both, and goes in at each desk.
    vn = look(room, "VN", marked(), Choice(comments={"0": QUESTION}))
    us = look(room, "US", marked(), Choice(comments={"1": NOTE}))
    for each in (vn, us):
        came, out = (sum(row.letters for row in rows) for rows in (each.side.came, (*each.side.taken, *each.side.left)))
        assert came == out, "every letter of the file is accounted for"
    told = {change.words for change in vn.intake.changes}
    assert told == {
        " of 20 percent",
        " of 10 percent",
        "shall",
        "may",
        "prior ",
        "4. The Parties shall consult on a request.",
        "¶",
    }
    assert [(each.party, each.wording.text["en"]) for each in room.vn.wanted(vn.intake)] == [
        ("US", "The rate of the reciprocal tariff shall not exceed the baseline rate of 20 percent."),
        ("US", "The Parties shall consult on a request."),
    ]
    room.vn.table_import(vn)
    room.us.keep_notes(us)
    room.us.table_import(us)
    asked = next(iter(room.us.state.clarifications.values()))
    assert (asked.party if hasattr(asked, "party") else "VN", asked.to) == ("VN", "US")

    # What stands is what each has said, in brackets that name them; what all want is agreed at once.
    paper = Handing(room.vn, Speech("en")).text(["en"])
    between = writers.write(paper, "docx")
    again = Intake(receive_whole("text.docx", between), ("US", "VN"), "en")
    for party, seen in (("US", us), ("VN", vn)):
        assert lines(again.side(party).drafts["en"]) == lines(seen.side.drafts["en"])
    assert not [spot for _, spot in again.spots if spot.doubt]

    # It is negotiated to the end.
    subjects = {each.partition(":")[2]: each for each in room.us.state.named("provision")}
    rate, review = (next(name for name in subjects if name.endswith(end)) for end in ("-1", "-2"))
    consult = next(each for each in us.changed if us.changed[each].text["en"].startswith("The Parties"))
    room.us.accept(rate, of="VN")
    room.us.accept(review, of="VN")
    room.vn.accept(consult, of="US")
    assert all(room.us.state.standing(each) is Standing.AGREED for each in room.us.state.named("provision"))

    # The agreed text leaves clean; what was lost, gained or buried on the way is not in it, in no part of the file.
    clean = writers.write(Handing(room.us, Speech("en")).text(["en"], "agreed"), "docx")
    agreed = draft_of(read(clean), (), "en")
    assert lines(agreed) == [
        "Article 2.3 Reciprocal tariff",
        "1. The rate of the reciprocal tariff shall not exceed the baseline rate of 10 percent.",
        "2. Each Party may review the operation of this Article every year.",
        "3. Neither Party shall change the rate without prior notice.",
        "4. The Parties shall consult on a request.",
    ]
    assert not read(clean).authors
    for data in (clean, between, *room.bytes):
        inside = list(parts(data)) if data[:2] == b"PK" else [data.decode()]
        for secret in (SECRET, BURIED, MAKER, "Jane Doe", "Trần Thị Lan"):
            assert not any(secret in each for each in inside), f"{secret} has left"

    # A redline from where they began to where they are is accepted to the one and rejected to the other.
    old = (
        room.us.draft_of("US", "en", room.us.as_of("2025-05-12T09:00:10Z"))
        if before is None
        else draft_of(read(base()), (), "en")
    )
    from paraph.documents.docx import Page, Revision
    from paraph.documents.docx.redline import redlined

    changes = read(redlined(old, agreed, Page("Agreement"), Revision("The Parties")))
    assert lines(draft_of(changes, {"The Parties"}, "en")) == lines(agreed)
    assert lines(draft_of(changes, (), "en")) == lines(old)


def test_two_desks_read_one_file_and_neither_sees_the_other_s_reading(room: Room) -> None:
    for party, desk in (("US", room.us), ("VN", room.vn)):
        desk.table_import(look(room, party, base()))
    before = room.bytes
    look(room, "VN", marked())
    room.vn.draft_import(look(room, "VN", marked()))
    room.vn.keep_notes(look(room, "VN", marked(), Choice(comments={"1": NOTE})))
    assert room.bytes == before
    assert room.us.drafts() == []
    assert room.us.kept(NOTE) == []
    assert isinstance(room.vn.state.content("provision:a2.3", "US"), object)
    assert not any(
        isinstance(each, acts.PositionTabled) and "10 percent" in str(each) for each in room.us.state.contents.values()
    )
