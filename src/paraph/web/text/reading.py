"""The text: both languages side by side, provision by provision, whole or one chapter at a time, in several views."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.text.convergence import Status
from paraph.web import handing
from paraph.web.asked import number_of
from paraph.web.keeping import kept
from paraph.web.markup import hue
from paraph.web.text import changing, outline, texts, trying
from paraph.web.text.looking import AGREED, CHANGES, CONSOLIDATED, DRAFT, TRIAL, Look, look, rounds
from paraph.web.text.sheets import Part, Sheet
from paraph.web.visit import Visit, visit
from paraph.web.words import LANGUAGE, STATUS

AT_ONCE = 300
"""So many rows are renewed one by one; where more have changed, the page is fetched anew."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another look at the same place. ``hue``: the class of a party's colour."""

    label: str
    address: str
    here: bool
    hue: str = ""
    count: int | None = None
    status: str = ""
    language: str = ""


@require_GET
@kept
def whole(request: HttpRequest) -> HttpResponse:
    return _page(request, "")


@require_GET
@kept
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter, article or paragraph."""
    return _page(request, name)


@require_GET
@kept
def moved(request: HttpRequest) -> HttpResponse:
    """What has changed on a page that is open: its rows, each to be put in the place of the one that it has.

    ``within`` and the rest of the query are those of the page; ``after``: how many entries of the record it shows.
    """
    here = visit(request)
    asked = look(here, request.GET.get("within", ""), request.GET)
    _check(here, asked)
    after = number_of(request.GET.get("after", ""), -1)
    rows = _rows(here, asked).changed(after) if after >= 0 else None
    tree = _tree(here, asked).changed(after) if after >= 0 else None
    if rows is None or tree is None or len(rows) > AT_ONCE:
        response = HttpResponse(status=204)
        response["HX-Trigger"] = "renew"
        return response
    swapped = mark_safe("".join(_swapped(each) for each in (*rows, *tree)))  # noqa: S308 - rows are escaped
    # Not with the request: what is to be said once is for the page that comes next, not for this part of an open one.
    return HttpResponse(
        render_to_string("paraph/text/_moved.html", {**_around(here, asked), "visit": here, "swapped": swapped})
    )


def _swapped(html: str) -> str:
    """An element told to take the place of the one with its id."""
    tag, rest = html.split(" ", 1)
    return f'{tag} hx-swap-oob="true" {rest}'


def _page(request: HttpRequest, name: str) -> HttpResponse:
    here = visit(request)
    asked = look(here, name, request.GET)
    _check(here, asked)
    if any(field.startswith("take.") for field in request.GET):
        return redirect(asked.address)
    context = {
        **_around(here, asked),
        "rows": mark_safe(_rows(here, asked).html()),  # noqa: S308 - rows are escaped
        "tree": mark_safe(_tree(here, asked).html()),  # noqa: S308 - so is the tree
        **_neighbours(here, asked),
    }
    return render(request, "paraph/text/text.html", context)


def _check(here: Visit, asked: Look) -> None:
    """Raises Http404 for a provision that is not in this text, OutOfOrder for a round that is not closed."""
    if asked.within and asked.within not in texts.play_of(here, asked).text:
        raise Http404


def _rows(here: Visit, asked: Look) -> Sheet:
    """The rows of a look: the same for every seat, so kept for all, and made again only where they have changed."""
    sheet: Sheet = here.site.lasting(("rows", here.speech.language, asked.content), Sheet)
    return sheet.renew(_version(here), here.desk.state.entries, lambda: _parts(here, asked))


def _tree(here: Visit, asked: Look) -> Sheet:
    plain = asked.but(show="", columns="")
    sheet: Sheet = here.site.lasting(("tree", here.speech.language, plain), Sheet)
    return sheet.renew(
        _version(here), here.desk.state.entries, lambda: [outline.part(here, plain, texts.play_of(here, plain))]
    )


def _version(here: Visit) -> tuple[object, ...]:
    return tuple(sorted(here.desk.state.heads.items()))


# Around the rows


def _around(here: Visit, asked: Look) -> dict[str, Any]:
    """What stands over the rows, and is renewed with them."""
    subject = f"provision:{asked.within}" if asked.within else ""
    return {
        "asked": asked,
        "subject": subject,
        "offer": handing.offered(here, "text", N_("As a file")),
        "redline": handing.offered_redline(here),
        "heading": here.name(subject, heading=True) if subject else here.speech.say(N_("The text")),
        "views": _views(here, asked),
        "moments": _moments(here, asked),
        "sides": _sides(here, asked),
        "since": _since(here, asked),
        "filters": _filters(here, asked),
        "columns": _columns(here, asked),
        "trial": trying.trial_of(here, asked) if asked.view == TRIAL else None,
        "changed": _changed(here, asked) if asked.view == CHANGES else None,
        "live": not asked.at,
        "seen": here.desk.state.entries,
        "now": here.desk.state.time,
    }


def _changed(here: Visit, asked: Look) -> int:
    """How many provisions have changed in the part that is looked at."""
    if not asked.since:
        return 0
    inside = {clause.name for clause in texts.play_of(here, asked).text.within(asked.within)}
    names = {each.name for each in changing.rewordings_of(here, asked)}
    return len(names & inside if asked.within else names)


def _views(here: Visit, asked: Look) -> list[Way]:
    """The switch of views. One's own draft and each other side's have a way each."""
    say, own = here.speech.say, here.desk.seat.party
    parties = here.desk.charter.parties
    found = [Way(say(N_("Consolidated")), _to(asked, CONSOLIDATED), not asked.view)]
    for party in sorted(parties, key=lambda each: each != own):
        label = say(N_("Our draft")) if party == own else say(N_("Draft of %(party)s"), party=here.naming.party(party))
        chosen = asked.view == DRAFT and asked.of == party
        found.append(Way(label, _to(asked, DRAFT, of=party), chosen, hue(party, parties)))
    found.append(Way(say(N_("What if …")), _to(asked, TRIAL), asked.view == TRIAL))
    if rounds(here):
        found.append(Way(say(N_("What has changed")), _to(asked, CHANGES), asked.view == CHANGES))
    found.append(Way(say(N_("Agreed so far")), _to(asked, AGREED), asked.view == AGREED))
    return found


def _to(asked: Look, view: str, **more: Any) -> str:
    return Look(asked.within, view, at=asked.at, columns=asked.columns).but(**more).address


def _moments(here: Visit, asked: Look) -> list[Way]:
    """Now, or the close of a round."""
    say = here.speech.say
    found = [Way(say(N_("Now")), asked.but(at="").address, not asked.at)]
    for number in rounds(here):
        if asked.view != CHANGES or int(number) > int(asked.since or 0):
            label = say(N_("Close of round %(number)s"), number=number)
            found.append(Way(label, asked.but(at=number).address, asked.at == number))
    return found if len(found) > 1 else []


def _since(here: Visit, asked: Look) -> list[Way]:
    """What a redline is measured from: the closes before the moment that is looked at."""
    if asked.view != CHANGES:
        return []
    say = here.speech.say
    return [
        Way(say(N_("Close of round %(number)s"), number=number), asked.but(since=number).address, asked.since == number)
        for number in rounds(here)
        if not asked.at or int(number) < int(asked.at)
    ]


def _sides(here: Visit, asked: Look) -> list[Way]:
    """In whose wording changes are shown; on trial, to take all that is still in dispute from one side."""
    parties, say = here.desk.charter.parties, here.speech.say
    if asked.view == CHANGES:
        every = [Way(say(N_("All sides")), asked.but(of="").address, not asked.of)]
        return every + [
            Way(here.naming.party(each), asked.but(of=each).address, asked.of == each, hue(each, parties))
            for each in parties
        ]
    if asked.view != TRIAL:
        return []
    disputes = trying.disputes(here, asked)
    if not disputes or len(disputes) > AT_ONCE:
        return []
    none = [Way(say(N_("As it stands")), asked.but(take=()).address, not asked.take)]
    for party in parties:
        here_taken = {name: party for name, options in disputes.items() if any(each[0] == party for each in options)}
        take = tuple(sorted({**dict(asked.take), **here_taken}.items()))
        label = say(N_("All from %(party)s"), party=here.naming.party(party))
        none.append(Way(label, asked.but(take=take).address, take == asked.take, hue(party, parties)))
    return none


def _filters(here: Visit, asked: Look) -> list[Way]:
    if asked.view:
        return []
    counts = texts.play_of(here, asked).tallies[asked.within].counts
    every = [Way(here.speech.say(N_("All")), asked.but(show="").address, not asked.show)]
    return every + [
        Way(
            here.speech.say(STATUS[each]),
            asked.but(show=each.value).address,
            asked.show == each.value,
            count=counts.get(each, 0),
            status=each.value,
        )
        for each in Status
    ]


def _columns(here: Visit, asked: Look) -> list[Way]:
    """All languages side by side, or one."""
    if len(here.desk.languages) < 2:
        return []
    every = [Way(here.speech.say(N_("Both")), asked.but(columns="").address, not asked.columns)]
    return every + [
        Way(
            here.speech.say(LANGUAGE.get(each, each)),
            asked.but(columns=each).address,
            asked.columns == each,
            language=each,
        )
        for each in here.desk.languages
    ]


def _neighbours(here: Visit, asked: Look) -> dict[str, tuple[str, str] | None]:
    """(name, address) of the chapters before and after."""
    text = texts.play_of(here, asked).text
    tops = [clause.name for clause in text if not clause.parent]
    at = tops.index(text.path(asked.within)[0].name) if asked.within else -1

    def way(place: int) -> tuple[str, str] | None:
        fits = at >= 0 and 0 <= place < len(tops)
        return (here.name(f"provision:{tops[place]}"), asked.but(within=tops[place]).address) if fits else None

    return {"before": way(at - 1), "after": way(at + 1)}


def _parts(here: Visit, asked: Look) -> Iterable[Part]:
    """The rows of a look, in order."""
    make: Callable[[Visit, Look], Iterable[Part]] = {
        DRAFT: texts.draft, AGREED: texts.agreed, TRIAL: trying.on_trial, CHANGES: changing.changed
    }.get(asked.view, texts.consolidated)  # fmt: skip
    return make(here, asked)
