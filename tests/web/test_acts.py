"""Acts through forms: previewed, then on the record; refused in words, with what was typed kept."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from paraph.record.contents import Wording
from paraph.record.state import Standing
from paraph.web.text.acting import DEEDS

if TYPE_CHECKING:
    from django.test import Client

    from paraph.desk import Receipt
    from paraph.web.site import Site

Sit = Callable[..., "Client"]
NAME, SUBJECT = "a2.3-1", "provision:a2.3-1"
WORDS = {"text-en": "The rate shall not exceed the baseline rate.", "text-vi": "Mức thuế không vượt quá mức thuế nền."}


def fields(page: str) -> dict[str, str]:
    """The hidden and typed values of the page's last form, as a browser would send them."""
    form = page[page.rindex('<form method="post"') :]
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def do(client: Any, deed: str, **typed: str) -> Any:
    """An act in its two steps; gives the answer to the second."""
    address = f"/act/provision:{NAME}/{deed}/"
    checked = client.post(address, {"step": "check", **typed})
    assert checked.status_code == 200, checked.content.decode()
    return client.post(address, {"step": "leave", **fields(checked.content.decode())})


def test_a_bracket_from_proposal_to_agreement_and_back(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    address = f"/provision/{NAME}/propose/"
    opened = fields(vn.get(address).content.decode())
    entries = site.heard()
    checked = vn.post(address, {**opened, **WORDS, "reason-en": "It is clearer.", "note-vi": "Kín.", "step": "check"})
    page = checked.content.decode()
    assert "It is clearer." in page
    assert site.desk("").state.entries == entries, "a preview has left the delegation"
    assert vn.post(address, {**fields(page), "step": "leave"}).status_code == 302
    state = site.desk("").state
    position = state.subjects[SUBJECT].positions["VN"]
    assert position.reason == {"en": "It is clearer."}
    wording = state.contents[position.content]
    assert isinstance(wording, Wording)
    assert wording.text == {"en": WORDS["text-en"], "vi": WORDS["text-vi"]}
    assert {"vi": "Kín."} in [words for about, words, _ in site.desk("VN").kept("note") if about == SUBJECT]

    assert do(us, "accept", content=position.content, ad_referendum="yes").status_code == 302
    assert site.desk("").state.standing(SUBJECT) is Standing.AD_REFERENDUM
    assert do(us, "accept", content=position.content).status_code == 302
    assert site.desk("").state.standing(SUBJECT) is Standing.AGREED
    assert do(vn, "reopen", **{"reason-en": "A slip."}).status_code == 302
    assert (
        do(us, "reserve", pending="provision:a2.3-2", **{"reason-en": "Until the next paragraph."}).status_code == 302
    )
    assert site.desk("").state.subjects[SUBJECT].reservations["US"].pending == "provision:a2.3-2"
    assert do(us, "lift").status_code == 302
    assert do(us, "park").status_code == 302
    assert site.desk("").state.standing(SUBJECT) is Standing.PARKED
    assert do(vn, "withdraw").status_code == 302
    assert "VN" not in site.desk("").state.subjects[SUBJECT].positions
    assert not site.desk("").state.ineffective


def test_what_is_refused_keeps_what_was_typed(at: Sit, site: Site) -> None:
    entries = site.desk("").state.entries
    answer = at("US").post(f"/act/provision:{NAME}/reserve/", {"step": "leave", "pending": "provision:a2.3-2"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'role="alert"' in page
    assert re.search(r'value="provision:a2.3-2" selected', page)
    hidden = {**WORDS, "text-en": "Not\u202eso."}
    answer = at("US").post(f"/provision/{NAME}/propose/", {**hidden, "step": "check"})
    assert answer.status_code == 400
    assert WORDS["text-vi"] in answer.content.decode()
    stale = at("VN").post(f"/act/provision:{NAME}/accept/", {"step": "leave", "content": "0" * 64})
    assert stale.status_code == 400
    assert "Nobody holds this wording any more" in stale.content.decode()
    assert site.desk("").state.entries == entries


def test_a_proposal_on_wording_that_has_moved_is_shown_its_new_base(at: Sit, site: Site) -> None:
    us, vn, address = at("US"), at("VN"), "/provision/a2.3-2/propose/"
    form = {**fields(us.get(address).content.decode()), **WORDS}
    theirs = {**fields(vn.get(address).content.decode()), "text-en": "Another wording.", "text-vi": "Câu chữ khác."}
    seen = fields(vn.post(address, {**theirs, "step": "check"}).content.decode())
    assert vn.post(address, {**seen, "step": "leave"}).status_code == 302
    entries = site.desk("").state.entries
    shown = us.post(address, {**form, "step": "leave"})
    assert shown.status_code == 200
    assert "The positions have changed since you opened this" in shown.content.decode()
    assert site.desk("").state.entries == entries
    assert us.post(address, {**fields(shown.content.decode()), "step": "leave"}).status_code == 302
    assert site.desk("").state.entries == entries + 1


def test_a_draft_waits_in_the_vault(at: Sit, site: Site) -> None:
    vn, name = at("VN"), "a8.3-1"
    entries = site.desk("").state.entries
    vn.post(f"/provision/{name}/propose/", {**WORDS, "step": "keep"})
    assert [each.subject for each in site.desk("VN").drafts()] == [f"provision:{name}"]
    assert site.desk("").state.entries == entries
    page = vn.post(f"/provision/{name}/table-draft/").content.decode()
    assert vn.post(f"/provision/{name}/propose/", {**fields(page), "step": "leave"}).status_code == 302
    assert site.desk("VN").drafts() == []
    assert site.desk("").state.entries == entries + 1


def test_what_a_receipt_cautions_of_is_said_before_and_after(at: Sit, site: Site) -> None:
    """Words changed in one language only: noted where it is previewed, and again once it is on the record."""
    vn, address = at("VN"), "/provision/a2.3-3/propose/"
    form = {**fields(vn.get(address).content.decode()), "text-en": "Only the English is new."}
    caution = "Article 2.3.3 changes in English only; in Vietnamese it says what it said before."
    checked = vn.post(address, {**form, "step": "check"}).content.decode()
    assert f"Note: {caution}" in checked
    done = vn.post(address, {**fields(checked), "step": "leave"}, follow=True).content.decode()
    assert f"<p>{caution}</p>" in done
    assert "signed for your side" in done
    assert caution not in vn.get("/provision/a2.3-3/").content.decode(), "said once"


def test_an_act_that_came_too_late_is_said_to_have_changed_nothing(
    at: Sit, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both sides park at the same moment, neither knowing of the other; the second is told on its page."""

    def late(desk: Any, subject: str, typed: dict[str, Any]) -> Receipt:
        made = desk.park.__wrapped__(desk, subject)  # what it decided before the other side acted
        if not desk.rehearsing:
            site.desk("US").park(subject)
        receipt: Receipt = desk._publish(lambda: made)
        return receipt

    monkeypatch.setitem(DEEDS, "park", replace(DEEDS["park"], does=late))
    address = "/act/provision:a8.3-2/park/"
    shown = fields(at("VN").post(address, {"step": "check"}).content.decode())
    done = html.unescape(at("VN").post(address, {"step": "leave", **shown}, follow=True).content.decode())
    assert "It is on record, but changed nothing: it is parked already, or unknown." in done


def test_nothing_leaves_but_what_was_shown(at: Sit, site: Site) -> None:
    """The other side moves between the preview and the last button; a last button without a preview does nothing."""
    us, vn, state = at("US"), at("VN"), site.desk("").state
    subject = next(each for each in reversed(state.named("provision")) if state.standing(each) is Standing.DISPUTED)
    address = f"/act/{subject}/park/"
    entries = site.desk("").state.entries
    assert "Nothing has left" in vn.post(address, {"step": "leave", "seal": "0" * 64}).content.decode()
    assert "Nothing has left" in vn.post(address, {"step": "leave"}).content.decode()
    assert site.desk("").state.entries == entries
    shown = fields(vn.post(address, {"step": "check", "reason-en": "Until June."}).content.decode())
    other = vn.post(address, {"step": "leave", **shown, "reason-en": "For ever."})
    assert other.status_code == 200
    assert "For ever." in other.content.decode()
    assert site.desk("").state.entries == entries
    do_park = us.post(address, {"step": "leave", **fields(us.post(address, {"step": "check"}).content.decode())})
    assert do_park.status_code == 302
    assert "parked" in vn.post(address, {"step": "leave", **shown}).content.decode()
    assert site.desk("").state.entries == entries + 1


def test_every_field_of_an_act_is_said_before_it_leaves(at: Sit, site: Site) -> None:
    """What the preview shows holds every value that would be signed: of every kind of act and content on record."""
    from paraph.i18n import Speech
    from paraph.web.leaving import Line, leaving, lines
    from paraph.web.visit import Visit

    def said(found: list[Line]) -> str:
        return "\n".join(each.words + "".join(said(list(inner)) for inner in each.inner) for each in found)

    here = Visit(site, site.desk("VN"), Speech("en"))
    seen: set[str] = set()
    for logged in site.desk("").log():
        act = logged.entry.act
        told = said(lines(here, act))
        read = leaving(here, act)
        assert sorted(map(repr, (*read.first, *read.technical))) == sorted(map(repr, lines(here, act)))
        assert not any(each.language for each in read.technical), "words stand above"
        seen.add(type(act).__name__)
        for text in _texts(msgspec.to_builtins(act)):
            assert text in told, (type(act).__name__, text)
    assert len(seen) > 15


def _texts(value: Any) -> list[str]:
    """The words in each language that stand anywhere in an act."""
    if isinstance(value, dict):
        own = [each for key, each in value.items() if key in ("en", "vi") and isinstance(each, str)]
        return own + [text for each in value.values() if not isinstance(each, str) for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []
