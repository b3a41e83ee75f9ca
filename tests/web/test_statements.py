"""Joint statements: drafted from the outcome, written paragraph by paragraph, put together, handed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser, Page

    from paraph.web.site import Site

Sit = Callable[..., "Client"]


def typed(page: str) -> dict[str, str]:
    """What a form on a page would send: its boxes and hidden fields, without the buttons."""
    from html import unescape

    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return {
        key: unescape(value)
        for key, value in [*found.items(), *areas]
        if key not in ("next", "seal", "csrfmiddlewaretoken")
    }


def leave(client: Any, address: str, form: dict[str, str]) -> Any:
    """Both steps: see what leaves, then let it leave."""
    shown = client.post(address, {**form, "step": "check"})
    assert shown.status_code == 200, shown.content.decode()
    seal = re.search(r'name="seal" value="(\w+)"', shown.content.decode())
    assert seal, "nothing would leave"
    return client.post(address, {**form, "step": "leave", "seal": seal[1]})


def test_the_outcome_leads_to_a_draft_in_both_languages(at: Sit) -> None:
    client = at("US")
    outcome = client.get("/outcome/").content.decode()
    (address,) = re.findall(r'href="(/statement/[^"]+/propose/\?round=2)"', outcome)
    form = typed(client.get(address).content.decode())
    assert form["title-en"] == "Joint statement on round 2"
    english = [form[key] for key in form if re.fullmatch(r"paragraphs-\d+-en", key)]
    assert english[0] == "Round 2 was held in Washington, D.C. from May 19, 2025 to May 22, 2025."
    assert "All 14 items of the agreed agenda were discussed." in english
    assert not any("Annex" in each for each in english)
    assert all(form[f"paragraphs-{index}-vi"] for index in range(len(english)))
    assert "make-statement" not in at("").get("/outcome/").content.decode()


def test_the_buttons_of_the_editor_work_without_a_script(at: Sit, site: Site) -> None:
    client, address, entries = at("US"), "/statement/press-2/propose/", site.heard()
    form = typed(client.get(address).content.decode())
    first, second = form["paragraphs-0-en"], form["paragraphs-1-en"]

    def press(step: str) -> dict[str, str]:
        return typed(client.post(address, {**form, "step": step}).content.decode())

    assert press("p-up-1")["paragraphs-0-en"] == second
    assert press("p-down-0")["paragraphs-1-en"] == first
    assert press("p-join-1")["paragraphs-0-en"] == f"{first} {second}"
    assert "paragraphs-4-en" not in form
    assert (added := press("p-add-0"))["paragraphs-1-en"] == ""
    assert added["paragraphs-4-en"] == form["paragraphs-3-en"]
    assert press("p-remove-0")["paragraphs-0-en"] == second
    assert press("p-up-0") == form, "the first goes no further up, and nothing that was typed is lost"
    for odd in ("p-up-99", "p-remove-999"):
        assert client.post(address, {**form, "step": odd}).status_code == 200
    assert site.heard() == entries, "nothing has left"


def test_what_is_in_dispute_stands_in_brackets_and_the_figures_are_checked(at: Sit) -> None:
    page = at("").get("/statement/press-2/").content.decode()
    assert page.count("s-line disputed") == 1
    assert "1 paragraph in dispute" in page
    assert re.search(r'<span class="alt p0"><b class="owner">\[US:</b> deficit to 123\.5\]', page)
    assert "149.6 is published, what it is made up of comes to 149.7; rounding explains the difference." in page
    vietnamese = at("", "vi").get("/statement/press-2/").content.decode()
    assert "149,6" in vietnamese
    assert "149,7" in vietnamese


def test_a_slip_and_a_missing_language_are_said_before_it_leaves(at: Sit) -> None:
    client, address = at("US"), "/statement/press-2/propose/"
    form = typed(client.get(address).content.decode())
    form |= {"paragraphs-1-en": "Trade reached US$149.7 billion.", "paragraphs-3-vi": ""}
    page = client.post(address, {**form, "step": "check"}).content.decode()
    assert "Paragraph 2 says 149.7 billion; the figure on record is 149.6 (Trade in goods between" in page
    assert "Paragraph 2 says 149.7 billion in these languages only: English." in page
    assert "Paragraph 4 has no words in: Vietnamese." in page
    assert "[US:" in page, "as it would stand"


def test_what_is_refused_keeps_what_was_typed(at: Sit, site: Site) -> None:
    client, entries = at("US"), site.heard()
    form = {"title-en": "Kept title", "paragraphs-0-en": "", "paragraphs-0-vi": "", "reason-en": "Kept reason"}
    response = client.post("/statement/other/propose/", {**form, "step": "check"})
    assert response.status_code == 400
    page = response.content.decode()
    assert "Kept title" in page
    assert "Kept reason" in page
    stale = typed(client.get("/statement/press-2/propose/").content.decode()) | {"base": "0" * 64}
    assert client.post("/statement/press-2/propose/", {**stale, "step": "check"}).status_code == 409
    assert client.get("/statement/Not a name/propose/").status_code == 404
    assert client.get("/statement/nowhere/").status_code == 404
    assert client.get("/download/statement/?of=press-2&as=exe").status_code == 404
    assert site.heard() == entries


@pytest.mark.parametrize("form", ["md", "html", "txt"])
def test_an_agreed_statement_is_handed_over_clean_in_both_languages(at: Sit, form: str) -> None:
    response = at("").get(f"/download/statement/?of=round-2&as={form}")
    assert response["Content-Disposition"] == f'attachment; filename="round-2-2025-05-23.{form}"'
    text = response.content.decode()
    for expected in ("Agreed minutes of the second round", "Biên bản thống nhất của vòng đàm phán thứ hai",
                     "Agreed on May 22, 2025.", "Thống nhất ngày 22 tháng 5 năm 2025."):  # fmt: skip
        assert expected in text
    assert "[US" not in text
    assert "Not agreed" in at("").get(f"/download/statement/?of=press-2&as={form}").content.decode()


def test_the_outcome_is_handed_over_as_the_command_line_writes_it(at: Sit, site: Site) -> None:
    from paraph.documents.outcome import write

    for language, languages in (("en", ["en"]), ("vi", ["vi"]), ("both", ["en", "vi"])):
        text = at("").get(f"/download/outcome/?of=2&in={language}&as=md").content.decode()
        assert text == write(site.desk("").outcome("2"), *languages)
    assert at("").get("/download/outcome/?of=2&in=fr&as=md").status_code == 404


def test_the_outcome_links_every_provision_it_names_to_its_page(at: Sit) -> None:
    client = at("")
    page = client.get("/outcome/").content.decode()
    assert '<a href="/provision/a12.3-1/">Article 12.3.1 (Suspension of concessions)</a>' in page
    assert re.search(r'<a href="/provision/a12.3-1/">Khoản 1 Điều 12.3 \(', page, re.IGNORECASE)
    assert re.search(r'<a class="n-open" href="/text/\?at=2&amp;show=open"><b>37</b>', page)
    assert "/text/?at=1&amp;show=open" in client.get("/outcome/1/").content.decode()
    assert not re.search(r"<a [^>]*>[^<]*<a ", page)


def test_a_secretariat_proposes_and_both_sides_accept(at: Sit, site: Site) -> None:
    form = {"title-en": "Note", "title-vi": "Ghi chú", "paragraphs-0-en": "The room is 204.",
            "paragraphs-0-vi": "Phòng họp là 204."}  # fmt: skip
    address = "/statement/room/"
    assert leave(at("SEC"), f"{address}propose/", form).headers["Location"] == address
    for party in ("US", "VN"):
        assert site.desk("").state.agreed("statement:room") is None
        page = at(party).get("/act/statement:room/accept/").content.decode()
        (content,) = set(re.findall(r'name="content" value="(\w{64})"', page))
        leave(at(party), "/act/statement:room/accept/", {"content": content})
    assert site.desk("").state.agreed("statement:room") is not None
    assert "s-line disputed" not in at("").get(address).content.decode()
    assert at("SEC").get("/act/statement:room/accept/").status_code == 409


# In a browser


def sit(browser: Browser, address: str, party: str) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(address)
    page.click(f".seats button[value={party}]")
    return page


def publish(page: Page, button: str) -> None:
    page.get_by_role("button", name="See what leaves").click()
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("status").wait_for()


def test_a_statement_is_drafted_countered_accepted_and_agreed_on_both_seats(browser: Browser, address: str) -> None:
    from playwright.sync_api import expect

    us, vn = (sit(browser, address, party) for party in ("US", "VN"))
    us.goto(f"{address}/outcome/")
    us.get_by_role("link", name="Make a joint statement of it").click()
    rows = us.locator(".paragraphs > li")
    for left in (rows.count() - 1, rows.count() - 2):  # renewed in place, the page is not left
        us.get_by_role("button", name="Take out").last.click()
        expect(rows).to_have_count(left)
    us.get_by_label("Paragraph 2, English").fill("The two sides will meet again in June.")
    us.get_by_label("Paragraph 2, Vietnamese").fill("Hai bên sẽ gặp lại vào tháng 6.")
    publish(us, "Propose it")
    page = us.url.partition("?")[0]

    vn.goto(page)
    vn.get_by_role("link", name="Propose other words").click()
    vn.get_by_label("Paragraph 2, English").fill("The two sides will meet again in early July.")
    vn.get_by_label("Paragraph 2, Vietnamese").fill("Hai bên sẽ gặp lại vào đầu tháng 7.")
    publish(vn, "Propose it")
    us.locator(".s-line.disputed .p1", has_text="early July").first.wait_for(timeout=10_000)
    assert us.locator(".s-line.disputed").count() == 1

    us.get_by_role("link", name="Accept a wording").click()
    publish(us, "Accept")
    for each in (us, vn):
        each.locator(".joint .state.s-agreed").wait_for(timeout=10_000)
        assert each.locator(".joint .bracket").count() == 0
        assert each.get_by_text("early July").first.is_visible()
