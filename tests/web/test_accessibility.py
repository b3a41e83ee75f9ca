"""WCAG 2.2 AA on every page of the table of routes: by axe, by keyboard, narrow, magnified and widely spaced."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from web.browsing import in_chromium, sit
from web.inspecting import broken_rules, faint_words, ill_fitting, thin_out, unseen_focus
from web.routes import READ

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[[str, str], "Page"]
SEAT = "VN"
WIDE, PHONE = 1280, 360
MAIN = ("play", "part", "provision", "propose")

pytestmark = [*in_chromium, pytest.mark.xdist_group("accessibility")]


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a route at a delegation's desk: one page for each language, which is chosen once."""
    pages: dict[str, Page] = {}

    def open_route(route: str, language: str) -> Page:
        if language not in pages:
            page = pages[language] = sit(browser, address, SEAT, language, reduced_motion="reduce")
            page.click(f'.languages button[value="{language}"]')
        page = pages[language]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDE, "height": 900})
        where = READ[route][0]
        if not _is_page(page, address + where):
            pytest.skip("not a page")
        page.goto(address + where)
        assert page.locator("html").get_attribute("lang") == language
        return page

    return open_route  # type: ignore[return-value]


def _is_page(page: Page, where: str) -> bool:
    """Whether an address answers with a page: not with a file, with nothing, or with a stream that never ends."""
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
    try:
        answer = urllib.request.urlopen(urllib.request.Request(where, headers={"Cookie": cookies}), timeout=20)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        kind = answer.headers.get("Content-Type", "")
        return (
            answer.status == 200
            and kind.startswith("text/html")
            and "attachment" not in answer.headers.get("Content-Disposition", "")
        )


@pytest.mark.parametrize("route", READ)
def test_every_page_is_for_everybody(opened: Open, route: str) -> None:
    """Each page in each language and each theme; the longer words of Vietnamese on the narrow screens."""
    page = opened(route, "en")
    problems = ill_fitting(page, WIDE)
    thin_out(page)
    problems += [*broken_rules(page), *faint_words(page, "light"), *unseen_focus(page)]
    page = opened(route, "vi")
    problems += [*ill_fitting(page, 320), *ill_fitting(page, WIDE // 2), *ill_fitting(page, 320, spaced=True)]
    thin_out(page)
    problems += [*broken_rules(page), *faint_words(page, "dark")]
    assert not problems, f"{page.url}:\n" + "\n".join(problems)


@pytest.mark.parametrize("route", MAIN)
def test_the_main_pages_on_a_phone(opened: Open, route: str) -> None:
    page = opened(route, "vi")
    page.set_viewport_size({"width": PHONE, "height": 780})
    problems = ill_fitting(page, PHONE)
    thin_out(page)
    problems += [*broken_rules(page), *unseen_focus(page)]
    assert not problems, f"{page.url} on a phone:\n" + "\n".join(problems)
