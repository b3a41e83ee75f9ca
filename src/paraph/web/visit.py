"""A request as a visit: from which seat, in which language. No visit, no page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django import conf
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request

from paraph.desk import Desk
from paraph.documents.naming import Naming
from paraph.errors import N_, ActRefused, NotPermitted, NotYours, ParaphError, StoreFailed, UnknownParty, UnknownSubject
from paraph.i18n import LANGUAGES, Speech
from paraph.record.acts import PositionTabled
from paraph.record.reference import Path, References
from paraph.record.state_of_play import StateOfPlay
from paraph.record.visibility import Clearance, clearance, may
from paraph.web.accounts.entry import OWN, Entry, Stage, enter
from paraph.web.keeping import Address, Page, Reader, may_keep
from paraph.web.sections import frame_of
from paraph.web.site import Site
from paraph.web.words import ROLES

if TYPE_CHECKING:
    from paraph.web.accounts.models import Account

LANGUAGE, SAID, LOOKED = "language", "said", "looked"
"""The cookie with the language that was chosen; in a session, the sentences to be said on the next page, and
{seat: [entries, moment]} when one last said that all was read."""


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""A moment as the record writes it."""


@dataclass
class Visit:
    """What every view works with. ``language``: that of the text in which words are counted and named.

    ``stage``: how far the visitor has come; whoever is not inside has an observer's desk, and is shown nothing of it.
    ``told``: something is to be said of what was just done; ``looked``: after how many entries one had read all, and
    when.
    """

    site: Site
    desk: Desk
    speech: Speech
    stage: Stage = Stage.INSIDE
    account: Account | None = None
    told: bool = False
    looked: tuple[int, str] | None = None

    @property
    def inside(self) -> bool:
        return self.stage is Stage.INSIDE

    @property
    def language(self) -> str:
        return self.speech.language if self.speech.language in self.desk.languages else self.desk.languages[0]

    @property
    def play(self) -> StateOfPlay:
        return self.site.play(self.language)

    @property
    def references(self) -> References:
        return self.site.once(f"references:{self.language}", lambda desk: References(desk.state, self.play.text))

    @cached_property
    def _names(self) -> dict[tuple[str, bool, bool], tuple[Path, str]]:
        """Names made in this language, by whichever seat asked first, each with what it was made from."""
        return self.site.lasting(f"names:{self.speech.language}", dict)

    @cached_property
    def naming(self) -> Naming:
        return Naming(self.desk.charter, self.speech)

    def name(self, subject: str, *, heading: bool = False, inside: bool = False) -> str:
        """What a subject is called: "Article 2.3.1"; agendas and meetings by what they are of."""
        path, key = self.references.path(subject), (subject, heading, inside)
        before, name = self._names.get(key, ((), ""))
        if not path or not _same(path, before):
            name = self._named(subject, heading=heading, inside=inside)
            self._names[key] = path, name
        return name

    def _named(self, subject: str, *, heading: bool, inside: bool) -> str:
        reference = self.references[subject]
        if subject.startswith("agenda:"):
            if (meeting := f"meeting:{reference.name}") in self.desk.state.subjects:
                return self.speech.say(N_("Agenda: %(meeting)s"), meeting=self.name(meeting))
            return self.speech.say(N_("Agenda of round %(number)s"), number=reference.name)
        return self.naming.of(reference, heading=heading, inside=inside)

    def explain(self, error: ParaphError) -> str:
        """An error as a page says it: moments of the record on the reader's clock, parties by their names."""
        told = {key: self._told(key, each) for key, each in error.data.items() if isinstance(each, str)}
        return self.speech.explain(error, **{key: said for key, said in told.items() if said})

    def _told(self, key: str, value: str) -> str:
        if MOMENT.fullmatch(value):
            return self.naming.moment(value, self.desk.zone)
        codes = value.split(", ")
        known = {each.code for each in self.desk.charter.participants}
        return self.naming.parties(codes) if key in ("owner", "party") and known.issuperset(codes) else ""


def _same(path: Path, before: Path) -> bool:
    """Whether these are the very clauses that there were before: those that no act has touched."""
    return len(path) == len(before) and all(a is c and b == d for (a, b), (c, d) in zip(path, before, strict=True))


def visit(request: HttpRequest) -> Visit:
    """The visit that ``Reception`` has opened for this request."""
    return cast(Visit, request.visit)  # type: ignore[attr-defined]


class Reception:
    """Lets the visitor in or not, keeps the record still for a page, and turns refusals into pages in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        site: Site = conf.settings.PARAPH_SITE
        language = request.COOKIES.get(LANGUAGE, "")
        language = language if language in LANGUAGES else get_language_from_request(request)[:2]
        with translation.override(language if language in LANGUAGES else "en"):
            entry = enter(site, request)
            here = Visit(site, entry.desk, Speech(language), entry.stage, entry.account)
            request.visit = here  # type: ignore[attr-defined]
            if not entry.admits(request.path_info):
                return turned_away(request, entry)
            here.looked = _looked(request, here.desk.seat.party)
            here.told = SAID in request.session
            if request.path_info.startswith(OWN):  # slow (passwords), and nothing of the record is read there
                return self.get_response(request)
            if here.inside and request.method == "GET" and not here.told:
                return self._page(request, here)
            with site.still():
                return self.get_response(request)

    def _page(self, request: HttpRequest, here: Visit) -> HttpResponseBase:
        """The page that was kept, else one that is made now; nobody waits for others to find one that was kept."""
        site, key = here.site, _key(request, here)
        if page := site.pages.find(site.moment, key):
            return page.answer(request)
        with site.still():
            moment = site.moment
            if page := site.pages.find(moment, key):
                return page.answer(request)
            request.session.accessed = False
            response = self.get_response(request)
            if may_keep(request, response):
                site.pages.keep(moment, key, Page.of(cast(HttpResponse, response)))
            request.session.accessed = True
            return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(request, error) if isinstance(error, ParaphError) else None


AWAY: dict[Stage, tuple[str, str]] = {
    Stage.OUTSIDE: ("account_login", N_("Sign in first. Nothing was changed.")),
    Stage.UNGUARDED: ("mfa_index", N_("This seat needs a second factor. Set one up first; nothing was changed.")),
    Stage.UNSEATED: (
        "mfa_index",
        N_("The delegation as presented does not name you any more, so you have no seat here. Nothing was changed."),
    ),
}
"""Where who is not let in should go, and what is said where a page cannot send them there."""


def turned_away(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Whoever only looks is sent to where the way in is; anything else is refused in words."""
    to, told = AWAY[entry.stage]
    address = reverse(to)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"HX-Redirect": address})
    if request.method in ("GET", "HEAD") and entry.stage is not Stage.UNSEATED and request.path_info != "/signals/":
        if entry.stage is Stage.OUTSIDE and request.path_info != "/":
            address += "?" + urlencode({"next": request.get_full_path()})
        return redirect(address)
    context = {"told": visit(request).speech.say(told), "status": 403, "way": address}
    return render(request, "paraph/error.html", context, status=403)


def _key(request: HttpRequest, here: Visit) -> tuple[Reader, Address]:
    seat = here.desk.seat
    account = here.account.username if here.account else ""
    vault = here.site.vault_version(seat.party)
    reader = Reader(seat.party, seat.person, account, here.speech.language, vault, here.looked)
    part, target = request.headers.get("HX-Request", ""), request.headers.get("HX-Target", "")
    return reader, Address(request.build_absolute_uri(), part, target)


def _looked(request: HttpRequest, party: str) -> tuple[int, str] | None:
    held = request.session.get(LOOKED)
    found = held.get(party) if isinstance(held, dict) else None
    if not (isinstance(found, list) and len(found) == 2 and isinstance(found[0], int)):
        return None
    return found[0], str(found[1])


STATUSES: tuple[tuple[type[ParaphError], int], ...] = (
    (UnknownSubject, 404),
    (UnknownParty, 404),
    (NotPermitted, 403),
    (NotYours, 403),
    (ActRefused, 409),
    (StoreFailed, 503),
)


def status_of(error: ParaphError) -> int:
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 400)


def refused(request: HttpRequest, error: ParaphError) -> HttpResponse:
    """A page that says what, where and what to do."""
    told = visit(request).explain(error)
    return render(request, "paraph/error.html", {"told": told, "status": status_of(error)}, status=status_of(error))


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows: the seats, the round, the languages, and what was just done."""
    here = getattr(request, "visit", None)
    if here is None:
        return {}
    outer = {
        "visit": here,
        "speech": here.speech,
        "languages": (("en", "English"), ("vi", "Tiếng Việt")),
        "said": request.session.pop(SAID, []) if here.told else [],
        "address": request.get_full_path(),
        "section": request.path,
        "links": frame_of(request.path),
    }
    return {**outer, **inner_frame(here)} if here.inside else outer


def inner_frame(here: Visit) -> dict[str, Any]:
    """What only who is inside is shown."""
    desk, open_to_all = here.desk, here.site.open
    return {
        "desk": desk,
        "seats": [desk.charter.participant(code) for code in here.site.seats] if open_to_all else [],
        "roles": ROLES,
        "persons": here.site.delegation(desk.seat.party) if open_to_all else [],
        "heard": here.site.moment.position,
        "role": ROLES.get(desk.seat.role, desk.seat.role),
        "private": not desk.seat.observes and clearance(desk.seat.role) > Clearance.NONE,
        "can_propose": desk.seat.party in desk.charter.parties and may(desk.seat.role, PositionTabled),
    }
