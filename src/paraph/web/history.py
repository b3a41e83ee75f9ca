"""History: who did what when, and behind each line the signed entry with every check that it passes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from paraph.desk.chronicle import Line, Sought, Stand, Told, subjects_behind
from paraph.errors import N_, ParaphError, UnknownSubject
from paraph.record import names
from paraph.record.acts import AnyAct, ContentAccepted, Member
from paraph.record.assembly import PROVISION
from paraph.record.deadlines import instant, on_clock
from paraph.record.examining import Examination, Rule
from paraph.record.forks import Fork
from paraph.record.values import Text
from paraph.web.asked import number_of
from paraph.web.markup import hue
from paraph.web.visit import Visit, visit
from paraph.web.words import ACTS

PAGE = 50
WHOLE = 64
"""Characters of an entry's id."""

STANDS: dict[Stand, str] = {
    Stand.STANDS: N_("stands"),
    Stand.ASIDE: N_("set aside by a fork"),
    Stand.WAITING: N_("waits for what it builds on"),
    Stand.REFUSED: N_("refused"),
}
RULES: dict[Rule, tuple[str, str]] = {
    Rule.FORM: (N_("One form"), N_("Its bytes are the only way to write this entry.")),
    Rule.ID: (N_("Hash"), N_("It is filed under the SHA-256 of the signed bytes.")),
    Rule.AUTHOR: (N_("Author"), N_("The key is that of its party in the charter.")),
    Rule.SIGNATURE: (N_("Signature"), N_("Ed25519 holds over exactly these bytes.")),
    Rule.LINK: (N_("Chain"), N_("It follows the entry before it, and all that it says it has seen is here.")),
}
"""Each check: its name, and what it means that it holds."""
GIST = ("reason", "question", "answer", "what", "note", "instruction", "minutes", "title")
"""Fields of acts that say in a few words what it was about."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the history as it is shown. ``gist``: what it says, in a few words."""

    told: Told
    did: str
    hue: str
    member: Member | None
    subjects: tuple[str, ...]
    gist: Text
    stand: str

    @property
    def line(self) -> Line:
        return self.told.line


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    asked = {key: request.GET[key].strip() for key in FILTERS if request.GET.get(key, "").strip()}
    page = max(1, number_of(request.GET.get("page", ""), 1))
    error = ""
    try:
        total, found = here.desk.chronicle.page(_sought(here, asked), (page - 1) * PAGE, PAGE)
    except ParaphError as refused:
        error, total, found = here.explain(refused), 0, []
    rows = _rows(here, found)
    context = {
        "asked": asked,
        "error": error,
        "total": total,
        "days": [(day, list(each)) for day, each in groupby(rows, key=lambda row: _day(here, row.line.time))],
        "parties": here.desk.charter.participants,
        "people": _people(here),
        "acts": sorted(((each, here.speech.say(key)) for each, key in names.ACTS.items()), key=lambda pair: pair[1]),
        "held": [subject.partition(":")[2] for subject in _held(here)],
        "page": page,
        "pages": max(1, -(-total // PAGE)),
        **_steps(asked, page, total),
        **apart(here),
    }
    return render(request, "paraph/history.html", context)


FILTERS = ("party", "person", "act", "subject", "round", "day", "effect")


def _sought(here: Visit, asked: Mapping[str, str]) -> Sought:
    """What the form asks for. Raises UnknownSubject, InvalidContent."""
    numbers = None
    if asked.get("round"):
        sitting = here.desk.state.sittings.get(f"round:{asked['round']}")
        if sitting is None or sitting.opened is None:
            raise UnknownSubject(kind=N_("round"), subject=asked["round"], hint=N_("It was not opened."))
        numbers = sitting.opened.order, sitting.closed.order if sitting.closed else here.desk.state.entries
    return Sought(
        party=asked.get("party", ""),
        person=asked.get("person", ""),
        act=asked.get("act", ""),
        subject=_subject(here, asked.get("subject", "")),
        day=asked.get("day", ""),
        zone=here.desk.zone,
        numbers=numbers,
        without_effect=bool(asked.get("effect")),
    )


def _subject(here: Visit, written: str) -> str:
    """A subject as somebody writes it: its name, or the number of a provision. Raises UnknownSubject."""
    if not written:
        return ""
    try:
        return here.desk.resolve(written)
    except UnknownSubject:
        found = here.desk.search(written, ("provision",), most=1)
        if not found.hits or found.some:
            raise
        return found.hits[0].document.subject


def _held(here: Visit) -> list[str]:
    return [name for name, each in here.desk.state.sittings.items() if name.startswith("round:") and each.opened]


def _people(here: Visit) -> list[tuple[str, str]]:
    """Everybody who has signed: what the form sends, and what they are called."""
    delegations = here.desk.state.delegations
    found = []
    for party, person in here.desk.chronicle.people():
        member = next((each for each in delegations.get(party, ()) if each.key == person), None)
        called = f"{here.naming.party(party)}: {_called(here, member, person)}"
        found.append((f"{party}/{person}", called))
    return found


def _called(here: Visit, member: Member | None, person: str) -> str:
    if member is None:
        return here.speech.say(names.ROLES[person]) if person in names.ROLES else person
    role = here.speech.say(names.ROLES[member.role])
    return f"{member.name or here.speech.of(member.institution)}, {role}"


def _rows(here: Visit, found: Sequence[Told]) -> list[Row]:
    entries = dict(here.desk.register.entries([each.line.id for each in found]))
    state, chronicle = here.desk.state, here.desk.chronicle
    return [
        Row(
            told,
            did(here, told.line.act, entries[told.line.id].act if told.line.id in entries else None),
            hue(told.line.party, here.desk.charter.parties),
            chronicle.member(told.line, told.number),
            tuple(each for each in subjects_behind(told.line, state) if each in state.subjects),
            _gist(entries[told.line.id].act) if told.line.id in entries else {},
            STANDS[told.stand],
        )
        for told in found
    ]


def did(here: Visit, name: str, act: AnyAct | None = None) -> str:
    """What was done, to stand after who did it."""
    if isinstance(act, ContentAccepted):
        if act.ad_referendum:
            return here.speech.say(N_("accepted a wording ad referendum"))
        if not act.subject.startswith(PROVISION):
            return here.speech.say(N_("accepted what was proposed"))
    return here.speech.say(ACTS.get(name, name))


def _gist(act: AnyAct) -> Text:
    return next((said for field in GIST if (said := getattr(act, field, None))), {})


def _day(here: Visit, moment: str) -> date:
    return on_clock(instant(moment), here.desk.zone).date()


def _steps(asked: Mapping[str, str], page: int, total: int) -> dict[str, str]:
    """The addresses of the pages around this one, with the same filters."""

    def at(number: int) -> str:
        return "?" + urlencode({**asked, "page": number})

    last = max(1, -(-total // PAGE))
    return {
        "newest": at(1) if page > 2 else "",
        "newer": at(page - 1) if page > 1 else "",
        "older": at(page + 1) if page < last else "",
        "oldest": at(last) if page < last - 1 else "",
    }


def apart(here: Visit) -> dict[str, Any]:
    """What does not stand, and the forks that say why."""
    forks: list[Fork] = list(here.desk.register.forks.values())
    return {"forks": forks, "aside": _rows(here, here.desk.chronicle.apart())}


# One entry


@require_GET
def entry(request: HttpRequest, name: str) -> HttpResponse:
    """An entry by its id, or by its number in the order of the record; by the start of its id it is looked up."""
    here = visit(request)
    chronicle = here.desk.chronicle
    if len(name) < WHOLE and not name.isdecimal():
        found = chronicle.beginning(name)
        if len(found) != 1:
            raise Http404
        return redirect("entry", name=found[0])
    name = _id(here, name)
    examined = here.desk.examine(name)
    line = chronicle.line(name) or Line(name, "", "", 0, "", "")
    number, state = chronicle.number(name), here.desk.state
    told = Told(number, line, chronicle.stand(name), _reason(here, name))
    context = {
        "row": _rows(here, [told])[0],
        "act": examined.entry.act if examined.entry else None,
        "examined": examined,
        "checks": [(each, *RULES[each.rule]) for each in examined.findings],
        "sound": examined.sound,
        "proof": _proof(examined),
        "signer": next((each for each in here.desk.charter.participants if _key(examined) == each.key), None),
        "fork": next((each for each in here.desk.register.forks.values() if name in each.entries), None),
        "before": chronicle.at(number - 1),
        "after": chronicle.at(number + 1) if number else "",
        "seen": [(code, head) for code, head in (examined.entry.seen.items() if examined.entry else ())],
        "entries": state.entries,
    }
    return render(request, "paraph/entry.html", context)


def _id(here: Visit, name: str) -> str:
    """The id of the entry of this number, or the id itself. Raises Http404."""
    if len(name) == WHOLE:
        return name
    found = here.desk.chronicle.at(number_of(name, 0)) if number_of(name, 0) else ""
    if not found:
        raise Http404
    return found


def _reason(here: Visit, name: str) -> str:
    return next((each.reason for each in here.desk.state.ineffective if each.mark.entry == name), "")


def _key(examined: Examination) -> str:
    return examined.apart.key if examined.apart else ""


def _proof(examined: Examination) -> str:
    """The envelope on many lines."""
    try:
        return json.dumps(json.loads(examined.envelope), indent=2)
    except ValueError:
        return examined.envelope.decode("utf-8", "replace")


@require_GET
def entry_file(request: HttpRequest, name: str) -> HttpResponse:
    """The envelope, byte for byte as it was signed and is kept."""
    here = visit(request)
    name = _id(here, name)
    examined = here.desk.examine(name)
    line = here.desk.chronicle.line(name)
    called = f"{line.party}-{line.sequence}-{name[:8]}.dsse.json" if line else f"{name[:8]}.dsse.json"
    disposition = f'attachment; filename="{called}"'
    return HttpResponse(
        examined.envelope, content_type="application/json", headers={"Content-Disposition": disposition}
    )


def about(subject: str) -> str:
    """The history of one subject."""
    return reverse("history") + "?" + urlencode({"subject": subject})
