"""Questions, undertakings and referrals through forms: refused in words, and shown to both sides once they left."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from web.exchanges.steps import check, do

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
ABOUT = "provision:a2.3-1"


def text_of(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())))


def test_a_question_is_asked_on_words_that_stand_and_answered_once(at: Sit, site: Site) -> None:
    us, vn, address = at("US"), at("VN"), f"/questions/ask/?about={ABOUT}"
    entries = site.desk("").state.entries
    wrong = us.post(address, {"step": "check", "quote": "never said", "question-en": "Kept as typed?"})
    assert wrong.status_code == 400
    assert "nobody&#x27;s position" in wrong.content.decode()
    assert "Kept as typed?" in wrong.content.decode()
    assert site.desk("").state.entries == entries

    assert do(us, address, quote="mức  thuế\nnền", **{"question-en": "Which rate?"}).status_code == 302
    name, asked = next(reversed(site.desk("").state.clarifications.items()))
    assert (asked.quote, asked.language, asked.to) == ("mức thuế nền", "vi", "VN")
    assert "Which rate?" in text_of(vn, "/questions/?owes=VN&show=open&chapter=c2")
    assert "Which rate?" not in text_of(vn, "/questions/?owes=US")
    assert "Which rate?" not in text_of(vn, "/questions/?chapter=c8")
    assert "Which rate?" in text_of(vn, "/provision/a2.3-1/")
    assert "questions to answer" in text_of(vn, "/")

    reply = f"/questions/{name}/answer/"
    assert us.post(reply, {"step": "check", "answer-en": "Our own."}).status_code == 403
    assert do(vn, reply, **{"answer-vi": "Mức thuế nền."}).status_code == 302
    assert 'lang="vi">Mức thuế nền.' in us.get("/questions/?show=answered").content.decode()
    again = vn.post(reply, {"step": "check", "answer-vi": "Khác."})
    assert again.status_code == 409
    assert "answered already" in again.content.decode()


def test_an_undertaking_is_given_moved_and_done_on_both_clocks(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    typed = {
        "kind": "wording",
        "what-en": "Send a list.",
        "deadline": "2025-05-30T17:00",
        "about": [ABOUT, "provision:a8.3-1"],
    }
    previewed = check(us, "/undertakings/give/", **typed)
    assert "May 30, 2025, 17:00 (New York)" in previewed
    assert "May 31, 2025, 04:00 (Ho Chi Minh)" in previewed
    past = us.post("/undertakings/give/", {**typed, "deadline": "2025-05-01T17:00", "step": "check"})
    assert past.status_code == 409
    told = html.unescape(past.content.decode())
    assert "Send a list." in told
    assert "The deadline May 1, 2025, 17:00 (New York) lies in the past (now May" in told
    assert not re.search(r"\d\dT\d\d:\d\d:\d\dZ", re.search(r"The deadline [^<]*", told)[0])  # type: ignore[index]
    assert "On the clock of New York." in told

    assert do(us, "/undertakings/give/", **typed).status_code == 302
    name, given = next(reversed(site.desk("").state.undertakings.items()))
    assert (given.deadline, given.about) == ("2025-05-30T21:00:00Z", [ABOUT, "provision:a8.3-1"])
    assert "Send a list." in text_of(vn, "/undertakings/?owner=US&chapter=c8")
    assert "Send a list." not in text_of(vn, "/undertakings/?owner=VN")
    later = {"deadline": "2025-06-06T17:00", "reason-en": "The list is long."}
    assert vn.post(f"/undertakings/{name}/defer/", {**later, "step": "check"}).status_code == 403
    assert do(us, f"/undertakings/{name}/defer/", **later).status_code == 302
    terms = site.desk("VN").terms(name)
    assert [each.deadline for each in terms] == ["2025-05-30T21:00:00Z", "2025-06-06T21:00:00Z"]
    shown = text_of(vn, "/undertakings/")
    assert "The deadline was moved once" in shown
    assert "May 31, 2025, 04:00 (Ho Chi Minh)" in shown, "the first deadline is still shown"
    assert "The list is long." in shown
    assert do(us, f"/undertakings/{name}/discharge/", **{"note-en": "Sent."}).status_code == 302
    assert "Sent." in text_of(vn, "/undertakings/?due=discharged")


def test_provisions_to_choose_from_are_told_apart_by_their_words(at: Sit) -> None:
    page = html.unescape(at("US").get("/undertakings/give/").content.decode())
    called = dict(re.findall(r'<option value="(provision:[^"]+)"[^>]*>([^<]*)</option>', page))
    assert called["provision:pre-0"] == "Preamble, “The Government of the United…”"
    assert called["provision:pre-9"] == "Preamble, “Have agreed as follows”"
    assert re.fullmatch(r"Article 2\.3\.1: \w.{10,40}", called[ABOUT])
    assert len(set(called.values())) == len(called)


def test_the_zones_of_the_parties_and_utc_come_before_all_others(at: Sit) -> None:
    page = at("VN").get("/schedule/meeting/").content.decode()
    first, _, others = page[page.index('<select name="zone"') :].partition("<optgroup")
    assert re.findall(r"<option[^>]*>([^<]*)", first) == ["New York", "Ho Chi Minh", "UTC"]
    assert ">Vienna<" in others[: others.index("</select>")]


def test_what_a_role_may_not_do_is_neither_offered_nor_done(person: Sit, site: Site) -> None:
    lawyer, lead = person("VN", "vn-justice"), person("VN", "vn-finance")
    entries = site.desk("").state.entries
    page = lawyer.get("/provision/a2.3-1/").content.decode()
    assert 'id="do-ask"' in page
    assert not re.search(r'id="do-(refer|give|disclose)"', page)
    assert lawyer.post("/referrals/refer/?about=" + ABOUT, {"step": "check"}).status_code == 403
    assert lead.get("/referrals/us-r2/instruct/").status_code == 403
    assert "Return an instruction" not in text_of(lead, "/referrals/us-r2/")
    assert lead.get("/referrals/refer/?about=provision:nothing").status_code == 404
    assert site.desk("").state.entries == entries


def test_a_private_part_stays_and_is_kept_as_closely_as_was_said(at: Sit, person: Sit, site: Site) -> None:
    minister, us = person("US", "us-ustr"), at("VN")
    address, secret = "/referrals/us-r2/instruct/", "Ibis: settle at the equivalent extent."
    typed = {"instruction-en": "Explore an equivalent extent.", "private-en": secret, "clearance": "chief"}
    refused = minister.post(address, {**typed, "private-en": "Ibis \u202e hidden", "step": "check"})
    assert refused.status_code == 400
    previewed = check(minister, address, **typed)
    leaving = previewed[previewed.index('class="leaving"') : previewed.index("h-staying")]
    assert "Explore an equivalent extent." in leaving
    assert "Ibis" not in leaving
    assert site.desk("US", "us-ustr").kept("instruction") == [], "a preview has kept it"
    assert do(minister, address, **typed).status_code == 302

    assert secret in text_of(minister, "/referrals/us-r2/")
    assert secret in text_of(minister, "/vault/?kind=instruction")
    for closed in (person("US", "us-tariffs"), us, at(""), at("SEC")):
        for page in (
            "/",
            "/referrals/",
            "/referrals/us-r2/",
            "/provision/a12.3-1/",
            "/vault/",
            "/history/",
            "/search/?q=ibis",
        ):
            answer = closed.get(page)
            received = answer.content.decode() + str(answer.headers.items()) + answer.cookies.output()
            assert "settle at the equivalent" not in received, page
    assert "Explore an equivalent extent." in text_of(us, "/referrals/us-r2/")
    entry = site.desk("").state.referrals["us-r2"].instructions["US"].mark
    assert entry.person == "us-ustr"


def test_addresses_that_name_nothing_are_not_there(at: Sit) -> None:
    us = at("US")
    for address in (
        "/questions/xx-q9/answer/",
        "/undertakings/us-u3/steal/",
        "/undertakings/xx-u9/defer/",
        "/disclosures/xx-d9/file/",
        "/referrals/xx-r9/",
        "/questions/ask/?about=vault:x",
    ):
        assert us.get(address).status_code == 404, address
    assert us.get("/questions/?show=everything&owes=nobody").status_code == 200
