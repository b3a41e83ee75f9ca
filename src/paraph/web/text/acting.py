"""Acts on a subject: each a page of its own with one clear button, and a preview before anything leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from paraph.desk import Desk, Receipt
from paraph.errors import N_, InvalidContent, ParaphError
from paraph.record import acts
from paraph.record.state import Standing
from paraph.record.values import Text
from paraph.record.visibility import may
from paraph.web.receipts import notes, tell
from paraph.web.visit import Visit, status_of, visit


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed and chosen in a form; kept when it comes back with an error."""

    reason: Text
    content: str = ""
    pending: str = ""
    ad_referendum: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that one may do on a subject. ``title`` and ``button`` are message keys; ``does`` carries it out."""

    slug: str
    act: type[acts.Act]
    title: str
    button: str
    explained: str
    does: Callable[[Desk, str, Filled], Receipt]
    needs_reason: bool = False


def _accept(desk: Desk, subject: str, filled: Filled) -> Receipt:
    return desk.accept(subject, filled.content, ad_referendum=filled.ad_referendum, reason=filled.reason)


DEEDS: dict[str, Deed] = {
    deed.slug: deed
    for deed in (
        Deed(
            "accept",
            acts.ContentAccepted,
            N_("Accept a wording"),
            N_("Accept"),
            N_("The wording of another party becomes your own position. When all hold the same, it is agreed."),
            _accept,
        ),
        Deed(
            "reserve",
            acts.PositionReserved,
            N_("Reserve your position"),
            N_("Reserve"),
            N_("The words stand, but your side holds back until it lifts the reservation."),
            lambda desk, subject, filled: desk.reserve(subject, filled.reason, filled.pending),
            needs_reason=True,
        ),
        Deed(
            "lift",
            acts.ReservationLifted,
            N_("Lift your reservation"),
            N_("Lift"),
            N_("Your side no longer holds back."),
            lambda desk, subject, filled: desk.lift(subject, filled.reason),
        ),
        Deed(
            "park",
            acts.SubjectParked,
            N_("Park this subject"),
            N_("Park"),
            N_("It is set aside for now. It stays open, and is shown apart."),
            lambda desk, subject, filled: desk.park(subject, filled.reason),
        ),
        Deed(
            "reopen",
            acts.SubjectReopened,
            N_("Reopen this subject"),
            N_("Reopen"),
            N_("It is taken up again: your side no longer holds it to be parked or agreed."),
            lambda desk, subject, filled: desk.reopen(subject, filled.reason),
            needs_reason=True,
        ),
        Deed(
            "withdraw",
            acts.PositionWithdrawn,
            N_("Withdraw your position"),
            N_("Withdraw"),
            N_("Your side no longer has a position on this subject."),
            lambda desk, subject, filled: desk.withdraw(subject, filled.reason),
        ),
    )
}


def offered(here: Visit, subject: str) -> list[Deed]:
    """The deeds that this seat may do on a subject as it stands; observers none."""
    desk = here.desk
    if desk.seat.observes or desk.seat.party not in desk.charter.parties:
        return []
    return [deed for deed in DEEDS.values() if may(desk.seat.role, deed.act) and _apt(desk, subject, deed.slug)]


def _apt(desk: Desk, subject: str, slug: str) -> bool:
    """Whether a deed makes sense now; the desk has the last word."""
    found, party = desk.state.subjects[subject], desk.seat.party
    standing, own = desk.state.standing(subject), found.positions.get(party)
    held = {each.content for each in found.positions.values()}
    return {
        "accept": bool(held - {own.content if own else ""})
        or party in found.reopened
        or bool(own and own.ad_referendum),
        "reserve": own is not None and party not in found.reservations,
        "lift": party in found.reservations,
        "park": standing not in (Standing.PARKED, Standing.AGREED, Standing.GONE),
        "reopen": standing in (Standing.PARKED, Standing.AGREED, Standing.AD_REFERENDUM),
        "withdraw": own is not None,
    }[slug]


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, name: str, deed: str) -> HttpResponse:
    """A form; then, from its first button, what would leave; from the second, the act itself."""
    from paraph.web.text.provisions import held, known, row_of

    here = visit(request)
    subject = known(here, name)
    if deed not in DEEDS:
        raise Http404
    doing = DEEDS[deed]
    if doing not in offered(here, subject) and request.method == "GET":
        return render(request, "paraph/error.html", {"told": _not_now(here), "status": 409}, status=409)
    filled = _read(request.POST, here.desk.languages)
    context = {
        "name": name,
        "subject": subject,
        "deed": doing,
        "filled": filled,
        "reasons": [(language, filled.reason.get(language, "")) for language in here.desk.languages],
        "held": held(here, subject),
        "choices": [each for each in held(here, subject) if each.party != here.desk.seat.party] or held(here, subject),
        "row": row_of(here, name),
        "agreed": [each for each in here.desk.state.subjects if each != subject],
        "preview": None,
        "error": "",
    }
    if request.method != "POST":
        return render(request, "paraph/text/act.html", context)
    try:
        return _carry_out(request, here, subject, doing, filled, context)
    except ParaphError as error:
        context |= {"error": here.speech.explain(error), "preview": None}
        return render(request, "paraph/text/act.html", context, status=status_of(error))


def _carry_out(
    request: HttpRequest, here: Visit, subject: str, doing: Deed, filled: Filled, context: dict[str, object]
) -> HttpResponse:
    if doing.needs_reason and not filled.reason:
        raise InvalidContent(field=here.speech.say(N_("Reason")), detail=N_("say why; the other side reads it"))
    confirmed = request.POST.get("step") == "leave"
    desk = here.desk if confirmed else here.site.desk(here.desk.seat.party, rehearsing=True)
    receipt = doing.does(desk, subject, filled)
    if receipt.published:
        tell(request, here.speech.say(N_("Done: it is on the record, signed for your side.")), *notes(here, receipt))
        return redirect("provision", name=subject.partition(":")[2])
    context |= {"preview": receipt.acts, "notes": notes(here, receipt)}
    return render(request, "paraph/text/act.html", context)


def _read(given: Mapping[str, str], languages: list[str]) -> Filled:
    typed = {language: given.get(f"reason-{language}", "").strip() for language in languages}
    return Filled(
        {language: text for language, text in typed.items() if text},
        given.get("content", ""),
        given.get("pending", ""),
        given.get("ad_referendum") == "yes",
    )


def _not_now(here: Visit) -> str:
    return here.speech.say(N_("From this seat, and as the subject stands now, there is nothing of the kind to do."))
