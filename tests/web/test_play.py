"""The home page: what it says is what the record says, every number leads to what is behind it, and a look is kept."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from paraph.record.contents import Wording
from paraph.text.convergence import Status

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]


def shown(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def tiles(page: str) -> dict[str, str]:
    """The tiles at the top: what each is called, and its number."""
    found = re.search(r'<ul class="tiles">(.*?)</ul>', page, re.DOTALL)
    assert found
    return dict(re.findall(r'<span class="what">([^<]+)</span>\s*<b[^>]*>([^<]+)</b>', found[1]))


def test_the_first_screen_says_how_it_stands(at: Sit, site: Site) -> None:
    desk, play = site.desk("VN"), site.play("en")
    page = shown(at("VN"))
    whole = play.tallies[""]
    owed = [each for each in desk.deadlines() if each.due != "discharged" and each.undertaking.owner == "VN"]
    assert tiles(page) == {
        "Agreed": f"{whole.words.shares.agreed:.0%}",
        "Open": str(whole.counts[Status.OPEN]),
        "Due from us": str(len(owed)),
        "With ministers": "1",
        "Coming": "Online meeting on rules of origin and verification",
    }
    assert "After round 2" in page
    assert whole.change
    assert f"{round(100 * whole.change.agreed)} points since the close before" in page


def test_every_number_of_a_bar_leads_to_that_many_provisions(at: Sit, site: Site) -> None:
    client = at("")
    page = shown(client)
    play = site.play("en")
    for clause in [each for each in play.text if not each.parent][:4]:
        for status in Status:
            count = play.tallies[clause.name].counts.get(status, 0)
            address = f"/text/{clause.name}/?show={status.value}"
            assert (f'href="{address}"' in page) == (count > 0), address
            if count:
                behind = shown(client, address)
                rows = set(re.findall(rf'id="([^"]+)" class="row[^"]* st-{status.value}', behind))
                rows |= set(re.findall(rf'class="row[^"]* st-{status.value}[^"]*" id="([^"]+)"', behind))
                assert len(rows) == count, address
    assert f'href="/text/?at=1&show={Status.OPEN.value}"' in page


def kinds(page: str) -> dict[str, int]:
    return {key: int(n) for key, n in re.findall(r"<summary><span>([^<]+)</span> <b>(\d+)</b>", page)}


def test_what_has_changed_is_told_since_any_close_and_since_the_last_look(at: Sit, site: Site) -> None:
    client, entries = at("US"), site.heard()
    first = shown(client)
    last = site.desk("").close_of("round:2")
    assert f"{entries - last.entries} entries since the close of round 2" in first
    others = re.search(r"other entries <b>(\d+)</b>", first)
    assert others
    assert sum(kinds(first).values()) + int(others[1]) == entries - last.entries, "the numbers add up"
    close = site.desk("").close_of("round:1")
    longer = shown(client, "/?since=1")
    assert f"{entries - close.entries} entries since the close of round 1" in longer
    found = site.desk("").changes(site.after("round:1"))
    assert kinds(longer)["agreed"] == len(found.agreed)
    assert kinds(longer)["questions asked"] == len(found.asked)

    assert client.post("/read/", {"entries": str(entries)}).headers["Location"] == "/"
    marked = shown(client)
    assert "Marked as read" in marked
    assert "Nothing new since you last looked" in shown(client)
    assert not kinds(shown(client))
    assert kinds(shown(client, "/?since=1")) == kinds(longer), "another beginning can be chosen all the same"

    site.desk("VN").ask("provision:a2.3-1", {"en": "By when?"}, to="US")
    later = shown(client)
    assert "1 new entry since you last looked" in later
    assert kinds(later) == {"questions asked": 1}
    assert shown(at("US")).count("since you last looked") == 0, "another browser has its own mark"
    client.post("/seat/", {"party": "VN", "next": "/"})
    assert "since you last looked" not in shown(client), "another seat has its own mark"


def test_what_another_party_has_newly_tabled_waits_at_the_top(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    us.post("/read/", {"entries": str(site.heard())})
    assert "New from Viet Nam" not in shown(us)
    desk = site.desk("VN")
    subject = next(each.subject for each in site.play("en").text if site.play("en").of(each).status is Status.OPEN)
    address = f"/provision/{subject.removeprefix('provision:')}/"
    held = desk.state.content(subject, "VN") or desk.state.content(subject, "US")
    assert isinstance(held, Wording)
    desk.table(subject, msgspec.structs.replace(held, text={code: f"{said} +" for code, said in held.text.items()}))
    waiting = re.search(r'aria-labelledby="h-tasks">.*?</section>', shown(us), re.DOTALL)
    assert waiting
    assert re.search(rf'<li><p><b>New from Viet Nam:</b> <a href="{address}">', waiting[0])
    assert "New from" not in waiting[0].partition("</li>")[2], "it stands first, and once"
    assert f'New from Viet Nam:</b> <a href="{address}"' not in shown(vn), "not for who tabled it"


def test_only_what_the_page_showed_is_marked_as_read(at: Sit, site: Site) -> None:
    client = at("VN")
    seen = re.search(r'name="entries" value="(\d+)"', shown(client))
    assert seen
    site.desk("US").ask("provision:a2.3-2", {"en": "And if not?"}, to="VN")
    client.post("/read/", {"entries": seen[1]})
    shown(client)
    assert "1 new entry since you last looked" in shown(client)
    for strange in ("", "-5", "9" * 30, "0", "a"):
        assert client.post("/read/", {"entries": strange}).status_code == 302
        shown(client)
    assert client.get("/?since=77").status_code == 200
    assert client.get("/?since=look").status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["US$136.6 billion", "+19.3%", "US$149.7 billion; rounding explains"]),
        ("vi", ["136,6 tỷ USD", "+19,3%", "149,7 tỷ USD"]),
    ],
)
def test_figures_stand_as_the_language_writes_them_and_are_held_against_each_other(
    at: Sit, language: str, said: list[str]
) -> None:
    page = shown(at("", language))
    for each in said:
        assert each in page
    assert page.count('class="a-rounding"') == 2
    assert page.count('class="a-exact"') == 2


def test_what_waits_above_is_named_with_its_question(at: Sit, site: Site) -> None:
    page = shown(at(""))
    (referral,) = (
        each for each in site.desk("").state.referrals.values() if not each.returned and each.level == "ministers"
    )
    assert referral.question["en"] in page
    for principle in site.desk("").state.principles.values():
        assert principle.title["en"] in page


def test_a_deadline_stands_on_both_clocks_the_own_first(at: Sit) -> None:
    for party, first, second in (("US", "New York", "Ho Chi Minh"), ("VN", "Ho Chi Minh", "New York")):
        mine = re.search(r'aria-labelledby="h-mine">.*?</section>', shown(at(party)), re.DOTALL)
        assert mine
        when = re.search(r"<time[^>]*>(.*?)</time>", mine[0], re.DOTALL)
        assert when
        assert when[1].index(first) < when[1].index(second)
