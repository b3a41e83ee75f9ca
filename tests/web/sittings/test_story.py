"""A round closed with its outcome: two seats, one of them in a browser without JavaScript, the other watching."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from web.browsing import in_chromium, sit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = in_chromium


def leave(page: Page, button: str) -> None:
    """What a form asks for is filled in: see what leaves, and let it leave."""
    page.get_by_role("button", name="See what leaves").click()
    page.get_by_role("heading", name="What leaves your delegation").wait_for()
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("status").wait_for()


def fill(page: Page, group: str, english: str, vietnamese: str) -> None:
    """Words in both languages in the first group of this name."""
    pair = page.get_by_role("group", name=group).last
    pair.get_by_label("English").fill(english)
    pair.get_by_label("Vietnamese").fill(vietnamese)


def test_a_round_is_closed_with_its_outcome(browser: Browser, address: str) -> None:
    us = sit(browser, address, "US")
    vn = sit(browser, address, "VN", java_script_enabled=False)

    us.goto(f"{address}/rounds/")
    us.get_by_role("link", name="Propose a round").click()
    assert us.get_by_label("Number of the round").input_value() == "4", "the next one"
    us.get_by_label("First day").fill("2025-06-10")
    us.get_by_label("Last day").fill("2025-06-12")
    fill(us, "Place", "Washington, D.C.", "Washington, D.C.")
    leave(us, "Propose")
    us.get_by_role("heading", name="Round 4 proposed").wait_for()

    vn.goto(f"{address}/rounds/4/")
    vn.get_by_role("link", name="Accept a wording").click()
    leave(vn, "Accept")
    us.locator("h1 .phase-set").wait_for(timeout=5000)  # seen on the other side as it happens

    vn.get_by_role("link", name="Propose an agenda").click()
    first = vn.locator(".form-row").nth(0)
    fill_row(first, "Reciprocal tariff", "Thuế đối ứng", "Article 2.3")
    fill_row(vn.locator(".form-row").nth(1), "Rules of origin", "Quy tắc xuất xứ", "Chapter 3")
    vn.get_by_role("button", name="More rows").click()
    assert vn.locator(".form-row").count() == 6
    leave(vn, "Propose")
    us.goto(f"{address}/agenda/4/")
    us.get_by_role("link", name="Accept the other side's agenda").click()
    leave(us, "Accept")

    us.goto(f"{address}/rounds/4/")
    us.get_by_role("link", name="Open the round").click()
    leave(us, "Open the round")
    vn.goto(f"{address}/rounds/4/")
    vn.get_by_role("link", name=re.compile("Record as discussed.*Reciprocal tariff")).click()
    fill(vn, "What came of it", "A ceiling is common ground.", "Thống nhất có mức trần.")
    leave(vn, "Put it on record")
    us.get_by_text("A ceiling is common ground.").wait_for(timeout=5000)
    us.get_by_role("link", name="Record who is present").click()
    leave(us, "Put it on record")

    us.get_by_role("link", name="Close the round").click()
    assert us.get_by_text("1 item of the agenda is not recorded as discussed").is_visible()
    assert us.get_by_text("Not recorded who was present: Viet Nam").is_visible()
    leave(us, "Close the round")
    for page in (us, vn):
        page.goto(f"{address}/rounds/4/")
        page.get_by_role("link", name="Outcome of round 4").first.click()
        assert page.get_by_text("A ceiling is common ground.").first.is_visible()
        assert page.get_by_text("Thống nhất có mức trần.").first.is_visible()


def fill_row(row: Locator, english: str, vietnamese: str, about: str) -> None:
    title = row.get_by_role("group", name="Title")
    title.get_by_label("English").fill(english)
    title.get_by_label("Vietnamese").fill(vietnamese)
    row.get_by_label("Provisions").fill(about)
