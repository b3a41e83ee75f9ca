"""Two browsers, two seats: a bracket proposed, countered, accepted, and shown agreed on both as it happens."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from web import browsing
from web.browsing import in_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = in_chromium
PROVISION = "/provision/a2.3-1/"


def sit(browser: Browser, address: str, party: str, problems: list[str]) -> Page:
    """A browser of one's own at a provision; what its console complains of is kept."""
    page = browsing.sit(browser, address, party)
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address + PROVISION)
    return page


def propose(page: Page, english: str, vietnamese: str) -> None:
    page.get_by_role("link", name="Propose wording").click()
    page.get_by_label("English").first.fill(english)
    page.get_by_label("Vietnamese").first.fill(vietnamese)
    page.get_by_role("button", name="See what leaves").click()
    page.get_by_role("button", name="Table it now").click()
    page.get_by_role("status").wait_for()


def test_a_bracket_is_proposed_countered_and_agreed(browser: Browser, address: str) -> None:
    problems: list[str] = []
    us, vn = (sit(browser, address, party, problems) for party in ("US", "VN"))

    propose(us, "The rate shall not exceed 20 percent.", "Mức thuế không vượt quá 20 phần trăm.")
    vn.get_by_text("20 percent").first.wait_for(timeout=5000)

    vn.get_by_role("link", name="Propose wording").click()
    vn.get_by_label("English").first.fill("The rate shall not exceed 10 percent.")
    vn.locator("#would .p1", has_text="10").first.wait_for(timeout=5000)  # the bracket it would make, as one types
    vn.go_back()
    propose(vn, "The rate shall not exceed 10 percent.", "Mức thuế không vượt quá 10 phần trăm.")
    us.locator(".row.alone .p1", has_text="10").first.wait_for(timeout=5000)

    us.get_by_role("link", name="Accept a wording").click()
    us.get_by_role("button", name="See what leaves").click()
    started = time.monotonic()
    us.get_by_role("button", name="Accept", exact=True).click()
    for page in (vn, us):
        page.locator(".row.alone .state.s-agreed").wait_for(timeout=5000)
        assert page.locator(".row.alone .bracket").count() == 0
    print(f"agreed on both after {1000 * (time.monotonic() - started):.0f} ms")
    assert not problems


def test_without_javascript_one_reads_and_acts(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.click(".seats button[value=VN]")
    page.goto(address + "/provision/a2.3-2/")
    page.get_by_role("link", name="Reserve your position").click()
    page.get_by_role("group", name="Reason").get_by_label("English").fill("Until the schedule is known.")
    page.get_by_role("button", name="See what leaves").click()
    page.get_by_role("button", name="Reserve").click()
    page.get_by_text("VN reserves").first.wait_for(timeout=5000)


def test_the_keyboard_walks_from_bracket_to_bracket(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "/text/c2/")
    page.get_by_role("button", name="Next bracket").press("Enter")
    first = page.evaluate("document.activeElement.textContent")
    assert first.startswith("[")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent") != first
    assert page.evaluate("document.activeElement.className") == "bracket"
