"""One way for every act: a form, then what would leave, whole, then the act itself, and nothing but what was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from paraph.desk import Desk, Receipt
from paraph.errors import N_, NotAsShown, NotPermitted, OnlyReads, ParaphError
from paraph.record.acts import Act
from paraph.record.names import ROLES
from paraph.record.visibility import may
from paraph.web.forms import ActForm
from paraph.web.receipts import notes, tell
from paraph.web.visit import Visit, status_of, visit

F = TypeVar("F", bound=ActForm)

CHECK, LEAVE, BACK, MORE = "check", "leave", "back", "more"
"""The steps that a form's buttons send: see what leaves; let it leave; change something first; more rows to fill."""

DONE = N_("Done: it is on the record, signed for your side.")


@dataclass(frozen=True, slots=True)
class Doing(Generic[F]):
    """Something one may do. ``title``, ``button``, ``explained``: message keys; ``acts``: what it puts on record."""

    slug: str
    acts: tuple[type[Act], ...]
    title: str
    button: str
    explained: str
    form: type[F]


def allowed(here: Visit, *acts: type[Act]) -> bool:
    """Whether the role that sits here may do all of these acts in the name of its party."""
    seat = here.desk.seat
    return not seat.observes and all(may(seat.role, act) for act in acts)


def perform(
    request: HttpRequest,
    doing: Doing[F],
    does: Callable[[Desk, F], Receipt],
    then: str,
    *,
    initial: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
    template: str = "paraph/form/act.html",
    options: Mapping[str, Any] | None = None,
    done: str = DONE,
    after: Callable[[Receipt], str] | None = None,
    reshaped: bool = False,
) -> HttpResponseBase:
    """Carry a form through its steps. ``does`` is called on a desk that rehearses, then on one that publishes.

    ``then``: the address to go to afterwards, and the way back meanwhile; ``after`` gives another one for what was made
    only now. ``context`` is for the template, which extends ``paraph/form/act.html`` to show more above the form;
    ``options`` are for the form. ``reshaped``: a button of the form itself has changed its shape; it is shown again
    with ``initial``. What is refused comes back as it was typed, with the reason. Raises NotPermitted when the role
    may not do it.
    """
    here = visit(request)
    if not allowed(here, *doing.acts):
        if here.desk.seat.observes:
            raise OnlyReads
        raise NotPermitted(role=here.speech.say(ROLES.get(here.desk.seat.role, "")), act=here.speech.say(doing.title))
    posted = request.method == "POST" and not reshaped
    sent = (request.POST, request.FILES) if posted else (None, None)
    form = doing.form(here, *sent, initial=initial, **(options or {}))
    page = _Page(request, here, form, {**(context or {}), "doing": doing, "form": form, "then": then}, template)
    step = request.POST.get("step", "")
    if step == MORE:
        form.extend()
    if not posted or step in (BACK, MORE):
        return page.show()
    if not form.is_valid():
        return page.show(status=400)
    try:
        if step == LEAVE:
            return _leave(request, here, does, form, after or (lambda _: then), done)
        return page.preview(does)
    except NotAsShown:
        return page.preview_anew(does)
    except ParaphError as error:
        return page.refused(error)


def _leave(
    request: HttpRequest,
    here: Visit,
    does: Callable[[Desk, F], Receipt],
    form: F,
    after: Callable[[Receipt], str],
    done: str,
) -> HttpResponse:
    expecting = request.POST.get("seal", "")
    if not expecting:
        raise NotAsShown
    receipt = does(here.site.desk_of(here.desk.seat, expecting=expecting), form)
    tell(request, here.speech.say(done), *notes(here, receipt))
    return redirect(after(receipt))


@dataclass(frozen=True, slots=True)
class _Page(Generic[F]):
    """The page at each of its steps."""

    request: HttpRequest
    here: Visit
    form: F
    context: dict[str, Any]
    template: str

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        return render(self.request, self.template, {**self.context, **more}, status=status)

    def preview(self, does: Callable[[Desk, F], Receipt], moved: bool = False) -> HttpResponse:
        receipt = does(self.here.site.desk_of(self.here.desk.seat, rehearsing=True), self.form)
        return self.show(leaving=receipt, notes=notes(self.here, receipt), moved=moved)

    def preview_anew(self, does: Callable[[Desk, F], Receipt]) -> HttpResponse:
        """The record has moved on since the preview: what would leave now, or why nothing can any more."""
        try:
            return self.preview(does, moved=True)
        except ParaphError as error:
            return self.refused(error)

    def refused(self, error: ParaphError) -> HttpResponse:
        return self.show(status_of(error), error=self.here.explain(error))
