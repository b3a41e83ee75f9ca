"""Where a browser is the point: keys act only where they should, and one changed row moves nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import msgspec
import pytest

from paraph.desk import open_desk
from paraph.record.contents import Wording
from web import browsing
from web.browsing import in_chromium, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = in_chromium
FOCUSED = "document.activeElement.className"
SETTLE = """(each) => {
  each.focus({ preventScroll: true });
  each.scrollIntoView({ block: "center", behavior: "instant" });
}"""
ROW = "document.activeElement.closest('.row')?.id"


@pytest.fixture(scope="module")
def served(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("keys") / "sample"
    copytree(original, folder)
    with serving(folder) as found:
        yield found, folder


def reading(browser: Browser, address: str) -> Page:
    page = browsing.sit(browser, address, "US")
    page.goto(address + "/text/c2/")
    return page


def test_letters_act_in_the_text_alone_and_can_be_turned_off(browser: Browser, served: tuple[str, Path]) -> None:
    page = reading(browser, served[0])
    page.locator("body").press("n")
    assert "bracket" not in page.evaluate(FOCUSED), "a letter acted outside the text"
    page.get_by_role("button", name="Next bracket").press("Enter")
    assert page.evaluate(FOCUSED) == "bracket"
    first = page.evaluate(ROW)
    page.keyboard.press("o")
    assert "st-open" in page.evaluate(FOCUSED)
    page.keyboard.press("c")
    assert "recent" in page.evaluate(FOCUSED)
    page.keyboard.press("Shift+N")
    page.keyboard.press("n")
    assert page.evaluate(ROW)
    page.keyboard.press("?")
    dialog = page.locator("dialog#keys")
    assert dialog.is_visible()
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Next bracket").press("Enter")
    here = page.evaluate(ROW)
    for key in ("o", "?", "/"):
        page.keyboard.press(key)
    assert page.evaluate(ROW) == here, "a letter acted though it was turned off"
    assert not dialog.is_visible()
    page.reload()
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator(f"[id='{first}'] .bracket").first.evaluate("(each) => { each.tabIndex = -1; each.focus(); }")
    page.keyboard.press("p")
    page.wait_for_url(f"**/provision/{first}/propose/")


def test_a_row_that_changed_comes_in_alone(browser: Browser, served: tuple[str, Path]) -> None:
    address, folder = served
    page = reading(browser, address)
    page.evaluate("document.querySelectorAll('.row').forEach((each) => { each.dataset.seen = 'yes'; })")
    own_row = page.locator("[id='a2.5-1']")
    own_row.evaluate(SETTLE)
    page.wait_for_timeout(300)
    top = own_row.bounding_box()
    desk = open_desk(folder, "VN")
    own = desk.state.content("provision:a2.3-1", "VN")
    assert isinstance(own, Wording)
    longer = {each: f"{text} And so on, at some length, for several lines." for each, text in own.text.items()}
    desk.table("provision:a2.3-1", msgspec.structs.replace(own, text=longer))
    page.locator("[id='a2.3-1']", has_text="at some length").wait_for(timeout=10000)
    fresh = page.evaluate("[...document.querySelectorAll('.row:not([data-seen])')].map((each) => each.id)")
    assert fresh == ["a2.3-1"]
    assert page.evaluate(ROW) == "a2.5-1", "the focus has moved"
    now = own_row.bounding_box()
    assert top
    assert now
    assert abs(now["y"] - top["y"]) < 2, "the page has jumped"
