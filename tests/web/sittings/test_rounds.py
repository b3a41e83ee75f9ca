"""A round from its proposal to its outcome, through forms: dates, agenda, opening, items, attendance, closing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from paraph.record.contents import Agenda, Meeting, Round

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
NEW = {"zone": "Asia/Ho_Chi_Minh", "format": "hybrid", "place-en": "Ha Noi", "place-vi": "Hà Nội"}
DAYS = {"starts": "2025-06-09", "ends": "2025-06-12"}


def form_of(page: str) -> dict[str, Any]:
    """All that a browser would send from the page's last form, but its buttons."""
    form = page[page.rindex('<form method="post"') :].partition("</form>")[0]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if given.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if given.get("type") == "checkbox":
            found.setdefault(given["name"], []).append(html.unescape(given["value"]))
        elif "name" in given:
            found[given["name"]] = html.unescape(given.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        kept = html.unescape(text.removeprefix("\n"))
        found.setdefault(name, []).append(kept)
    for name, inner in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', inner)
        if chosen:
            found[name] = chosen[0]
    flat = {name: each[0] if isinstance(each, list) and len(each) == 1 else each for name, each in found.items()}
    return {name: value for name, value in flat.items() if name != "csrfmiddlewaretoken"}


def do(client: Any, address: str, **typed: Any) -> Any:
    """A form opened, filled, previewed, sent: gives the answer to the last step."""
    opened = client.get(address)
    assert opened.status_code == 200, (address, opened.status_code)
    checked = client.post(address, {**form_of(opened.content.decode()), **typed, "step": "check"})
    page = checked.content.decode()
    assert checked.status_code == 200, said(page)
    assert 'name="seal"' in page, said(page)
    return client.post(address, {**form_of(page), "step": "leave"})


def said(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", page)))


def accept(client: Any, subject: str) -> Any:
    return do(client, f"/act/{subject}/accept/")


def test_a_round_from_proposal_to_outcome(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    made = do(us, "/schedule/round/", number="4", **DAYS, **{**NEW, "link": "https://meet.example.org/four"})
    assert made.url == "/rounds/4/"
    countered = {"starts": "2025-06-10", "ends": "2025-06-13", "reason-en": "A holiday.", "link": ""}
    assert do(vn, "/sitting/round:4/dates/", **countered).url == "/rounds/4/"
    page = said(us.get("/rounds/4/").content.decode())
    assert "differs" in page
    assert "A holiday." in page
    assert accept(us, "round:4").url == "/rounds/4/"
    planned = site.desk("").state.agreed("round:4")
    assert planned == Round(
        number=4,
        starts="2025-06-10",
        ends="2025-06-13",
        zone="Asia/Ho_Chi_Minh",
        place={"en": "Ha Noi", "vi": "Hà Nội"},
        format="hybrid",
    )

    rows = {"items-0-title-en": "Tariffs", "items-0-title-vi": "Thuế quan", "items-0-about": "Chapter 2; article 2.3",
            "items-1-title-en": "Origin", "items-1-title-vi": "Xuất xứ"}  # fmt: skip
    assert do(us, "/sitting/round:4/agenda/", **rows).url == "/agenda/4/"
    moved = {
        "items-0-ORDER": "2",
        "items-1-ORDER": "1",
        "items-1-lead-vi": "Trưởng đoàn",
        "reason-vi": "Xuất xứ trước.",
    }
    assert do(vn, "/sitting/round:4/agenda/", **moved).url == "/agenda/4/"
    assert accept(us, "agenda:4").url == "/agenda/4/"
    agreed = site.desk("").state.agreed("agenda:4")
    assert isinstance(agreed, Agenda)
    assert [(e.name, e.about, e.lead) for e in agreed.items] == [
        ("origin", [], {"vi": "Trưởng đoàn"}),
        ("tariffs", ["provision:c2", "provision:a2.3"], {}),
    ]

    checked = vn.post("/sitting/round:4/open/", {"step": "check"}).content.decode()
    assert "it is opened before" in said(checked), "the desk's caution is not said"
    assert do(vn, "/sitting/round:4/open/").url == "/rounds/4/"
    assert do(us, "/agenda/4/discuss/origin/", **{"note-en": "Definitions are clear."}).url == "/agenda/4/"
    assert do(vn, "/sitting/round:4/attendance/").url == "/rounds/4/"
    state = site.desk("").state
    assert len(state.sittings["round:4"].attendance["VN"]) == len(state.delegations["VN"])
    closing = said(us.get("/sitting/round:4/close/").content.decode())
    assert "1 item of the agenda is not recorded as discussed: Tariffs" in closing
    assert "Not recorded who was present: United States" in closing
    assert do(us, "/sitting/round:4/close/").url == "/rounds/4/"
    assert site.desk("").state.closes[-1].round == "round:4"
    for seat in ("", "US", "VN"):
        assert "/outcome/4/" in at(seat).get("/rounds/4/").content.decode()
        outcome = said(at(seat).get("/outcome/4/").content.decode())
        assert "Definitions are clear." in outcome
        assert "Tariffs" in outcome


def test_a_meeting_is_set_on_the_clock_of_its_place_and_held(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    typed = {"title-en": "Rules of origin", "title-vi": "Quy tắc xuất xứ", "starts": "2025-06-02T20:00",
             "ends": "2025-06-02T22:00", "zone": "America/New_York", "about": "Chapter 3"}  # fmt: skip
    assert do(vn, "/schedule/meeting/", **typed).url == "/meetings/rules-of-origin/"
    planned = site.desk("").state.content("meeting:rules-of-origin", "VN")
    assert isinstance(planned, Meeting)
    assert (planned.starts, planned.ends, planned.about) == (
        "2025-06-03T00:00:00Z",
        "2025-06-03T02:00:00Z",
        ["provision:c3"],
    )
    opened = form_of(us.get("/sitting/meeting:rules-of-origin/dates/").content.decode())
    assert opened["starts"] == "2025-06-02T20:00"
    assert accept(us, "meeting:rules-of-origin").status_code == 302
    assert do(vn, "/schedule/meeting/", **typed).url == "/meetings/rules-of-origin-2/", "the name was taken"
    assert do(us, "/sitting/meeting:rules-of-origin/held/", **{"minutes-en": "One.\nTwo."}).status_code == 302
    page = vn.get("/meetings/rules-of-origin/").content.decode()
    assert "One.<br>Two." in page
    assert us.get("/sitting/meeting:rules-of-origin/held/").status_code == 409


def test_an_hour_that_a_clock_skips_is_refused_and_what_was_typed_stays(at: Sit, site: Site) -> None:
    entries = site.heard()
    typed = {"title-en": "Spring", "title-vi": "Xuân", "starts": "2026-03-08T02:30", "ends": "2026-03-08T04:00",
             "zone": "America/New_York", "format": "online", "level": "technical"}  # fmt: skip
    answer = at("US").post("/schedule/meeting/", {**typed, "step": "check"})
    assert answer.status_code == 400
    assert "skips this hour" in answer.content.decode()
    assert form_of(answer.content.decode()) | typed == form_of(answer.content.decode())
    assert site.heard() == entries


def test_a_link_is_of_the_web_or_none(at: Sit, site: Site) -> None:
    """Refused where it is typed; one that came by another way is shown as text and leads nowhere."""
    address, typed = "/sitting/round:3/dates/", {"starts": "2025-06-04", "ends": "2025-06-06", **NEW}
    for link in ("javascript:alert(1)", "ftp://example.org/x", "data:text/html,x"):
        answer = at("US").post(address, {**typed, "link": link, "step": "check"})
        assert answer.status_code == 400, link
    stands = site.desk("").state.content("round:3", "US")
    assert isinstance(stands, Round)
    evil = Round(number=3, starts=stands.starts, ends=stands.ends, zone=stands.zone, link="javascript:alert(1)")
    site.desk("US").table("round:3", evil)
    page = at("VN").get("/rounds/3/").content.decode()
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page.casefold()


def test_rows_grow_and_keep_what_was_typed_unjudged(at: Sit) -> None:
    client, address = at("VN"), "/sitting/meeting:online-digital/agenda/"
    opened = form_of(client.get(address).content.decode())
    before = int(opened["items-TOTAL_FORMS"])
    typed = {**opened, "items-0-title-vi": "Dữ liệu", "items-0-about": "Chapter 99"}
    more = client.post(address, {**typed, "step": "more"})
    page = more.content.decode()
    assert more.status_code == 200
    assert 'role="alert"' not in page
    assert 'class="wrong"' not in page
    grown = form_of(page)
    assert int(grown["items-TOTAL_FORMS"]) == before + 3
    assert grown["items-0-title-vi"] == "Dữ liệu"
    refused = client.post(address, {**grown, "step": "check"})
    assert refused.status_code == 400
    told = said(refused.content.decode())
    assert "Write it in every language of the text." in told
    assert "Nothing is called “Chapter 99”" in told


def test_a_row_is_taken_out_by_its_box_or_by_emptying_it(at: Sit, site: Site) -> None:
    us, address = at("US"), "/sitting/meeting:online-origin/agenda/"
    three = {f"items-{n}-title-{lang}": f"{word} {lang}" for n, word in enumerate(("One", "Two", "Three"))
             for lang in ("en", "vi")}  # fmt: skip
    do(us, address, **three)
    emptied = {"items-2-title-en": "", "items-2-title-vi": "", "items-0-DELETE": "on"}
    do(us, address, **emptied)
    held = site.desk("").state.content("agenda:online-origin", "US")
    assert isinstance(held, Agenda)
    assert [each.name for each in held.items] == ["two-en"]
    assert said(us.get("/agenda/online-origin/").content.decode()).count("Two en") == 1


def test_who_may_not_is_told_so(at: Sit) -> None:
    for address in ("/schedule/round/", "/sitting/round:3/open/", "/agenda/2/discuss/tariffs/"):
        assert at("").get(address).status_code == 403, address
    assert at("US").get("/sitting/round:3/close/").status_code == 409
    assert at("US").get("/sitting/round:9/open/").status_code == 404
    assert at("US").get("/sitting/provision:a2.3-1/open/").status_code == 404
