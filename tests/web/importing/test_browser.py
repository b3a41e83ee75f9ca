"""A person sends a draft, says whose changes are whose, sees what leaves, and lets it leave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents.docx.test_reading import by, file, p, r
from web.browsing import in_chromium, sit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = in_chromium
FIRST = "From the date of entry into force of this Agreement, the rate shall not exceed the baseline rate."


def document(path: Path, years: str) -> Path:
    changes = by("Lan (VN)", "ins", r(f" for {years} years")), by("Jane Doe", "ins", r(" or so"))
    path.write_bytes(file(p(r("Article 2.3 Reciprocal tariff")) + p(r("1. "), r(FIRST[:-1]), *changes, r("."))))
    return path


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_a_draft_is_sent_and_tabled(browser: Browser, address: str, tmp_path: Path, script: bool) -> None:
    years = "ten" if script else "twelve"
    page = sit(browser, address, "VN", java_script_enabled=script, viewport={"width": 1280, "height": 900})
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(address + "/vault/")
    page.get_by_role("link", name="Take in a draft").click()
    page.get_by_label("The file").set_input_files(document(tmp_path / "draft.docx", years))
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Jane Doe").wait_for(timeout=20_000)
    assert page.get_by_label("Lan (VN)").input_value() == "VN", "it is proposed"
    assert page.get_by_label("Jane Doe").input_value() == "", "nothing is proposed, so it is asked"
    page.get_by_label("Jane Doe").select_option("US")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="What is to be decided").wait_for()
    for each in page.locator("select[name^=match-]").all():
        each.select_option(index=1)
    page.get_by_role("button", name="See what leaves").click()
    leaving = page.locator("section.leaving")
    leaving.wait_for()
    assert f"for {years} years" in leaving.inner_text()
    assert "or so" not in leaving.inner_text()
    if script:
        page.get_by_role("button", name="Table it now").click()
        page.get_by_role("status").wait_for()
    assert not problems
