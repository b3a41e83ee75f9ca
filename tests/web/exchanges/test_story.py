"""Two browsers, two seats: a referral to ministers and back, shown on both sides; its private part on one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.browsing import in_chromium, sit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = in_chromium
QUESTION = "May the review be every six months?"
SHARED, PRIVATE = "Every nine months would do.", "Ibis: six months is the true aim."


def fill(page: Page, group: str, words: str) -> None:
    page.get_by_role("group", name=group).get_by_label("English").fill(words)


def leave(page: Page, button: str) -> None:
    page.get_by_role("button", name="See what leaves").click()
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("status").wait_for()


def test_a_referral_goes_to_ministers_and_back(browser: Browser, address: str) -> None:
    us, vn = sit(browser, address, "US"), sit(browser, address, "VN")
    watching = vn.context.new_page()
    watching.goto(address + "/provision/a2.3-2/")
    vn.goto(address)

    us.goto(address + "/provision/a2.3-2/")
    us.get_by_role("link", name="Refer upward").click()
    fill(us, "The question to be decided", QUESTION)
    leave(us, "Refer")
    watching.get_by_text(QUESTION).first.wait_for(timeout=5000)
    vn.locator("section", has=vn.get_by_role("heading", name="With ministers now")).get_by_text(QUESTION).wait_for()

    minister = sit(browser, address, "US")
    minister.get_by_text("Sit as").click()
    minister.locator('.persons button[value="us-ustr"]').click()
    minister.goto(address + "/referrals/?level=ministers")
    minister.get_by_role("link", name=QUESTION).click()
    minister.get_by_role("link", name="Return an instruction").click()
    fill(minister, "What we tell the other side", SHARED)
    fill(minister, "Instruction, kept in our vault", PRIVATE)
    leave(minister, "Return it")
    assert minister.get_by_text(PRIVATE).is_visible()

    watching.get_by_text(SHARED).first.wait_for(timeout=5000)
    vn.get_by_text(SHARED).first.wait_for(timeout=5000)
    for path in ("/", "/provision/a2.3-2/", "/referrals/", "/vault/", "/history/"):
        for page in (vn, us):
            page.goto(address + path)
            assert ("Ibis" in page.content()) == (page is us and path in ("/provision/a2.3-2/", "/vault/")), path
        if path in ("/", "/provision/a2.3-2/", "/referrals/"):
            assert SHARED in vn.content()
            assert SHARED in us.content()
    vn.goto(address)
    assert QUESTION not in vn.locator("section", has=vn.get_by_role("heading", name="With ministers now")).inner_text()


def test_words_of_a_position_are_quoted_with_a_mouse(browser: Browser, address: str) -> None:
    page = sit(browser, address, "VN")
    page.goto(address + "/questions/ask/?about=provision:a2.3-1")
    page.evaluate(
        "() => { const text = document.querySelector('[data-quotable] p').firstChild;"
        " const range = document.createRange(); range.setStart(text, 5); range.setEnd(text, 31);"
        " const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }"
    )
    page.get_by_role("button", name="Quote the words selected above").click()
    assert page.get_by_label("The words that you ask about").input_value() == "the date of entry into for"
