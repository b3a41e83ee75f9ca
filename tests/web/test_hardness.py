"""What an attacker tried: forms of a former desk, days beyond the calendar, numbers without end, junk in addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from paraph.record.contents import Meeting

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]


def test_a_form_opened_at_one_desk_is_of_no_use_at_the_next(site: Site) -> None:
    """Two tabs: in one the form of a delegation is open; in the other one changes to the other side's desk."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)

    def token(address: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).content.decode())
        assert found
        return found[1]

    client.post("/seat/", {"party": "US", "csrfmiddlewaretoken": token("/")})
    opened = token("/vault/keep/?about=provision:a2.3-1")
    client.post("/seat/", {"party": "VN", "csrfmiddlewaretoken": token("/")})
    form = {"kind": "red_line", "about": "provision:a2.3-1", "words-en": "kestrel floor", "clearance": "chief"}
    assert client.post("/vault/keep/", {**form, "csrfmiddlewaretoken": opened}).status_code == 403
    assert "kestrel" not in client.get("/vault/").content.decode()


def test_days_at_the_end_of_the_calendar_break_no_page(at: Sit, site: Site) -> None:
    last = datetime(9999, 12, 31, 23, 30, tzinfo=UTC)
    site.desk("US").undertake("other", {"en": "In the end."}, last)
    site.desk("US").schedule_meeting(
        "far",
        Meeting(
            title={"en": "Far"}, starts="9999-12-31T22:30:00Z", ends="9999-12-31T23:30:00Z", zone="America/New_York"
        ),
    )
    for seat in ("US", "VN", ""):
        for address in ("/calendar/", "/meetings/far/", "/undertakings/", "/", "/calendar/paraph.ics"):
            assert at(seat).get(address).status_code == 200, (seat, address)
    for deadline in ("0001-01-01T00:00", "9999-12-31T23:59"):
        for seat in ("US", "VN"):
            form = {"kind": "other", "what-en": "x", "deadline": deadline, "step": "check"}
            assert at(seat).post("/undertakings/give/", form).status_code in (200, 400, 409), (seat, deadline)


@pytest.mark.parametrize(
    "address",
    [
        "/history/?page={n}",
        "/search/?q=a&page={n}",
        "/moved/?after={n}",
        "/history/{n}/",
        "/text/?at={n}",
        "/text/?view=changes&at=1",
        "/text/?view=changes&at=1&since=2",
        "/text/?view=trial&take=nowhere:US,a2.3-1:XX",
        "/calendar/?month={n}",
    ],
)
def test_junk_in_an_address_is_no_fault_of_the_program(at: Sit, address: str) -> None:
    assert at("VN").get(address.format(n="9" * 5000)).status_code in (200, 204, 400, 404, 409)
