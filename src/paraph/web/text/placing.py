"""What a side wants of the structure: a new provision, another place for one, or no such provision at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paraph.desk import Desk, Receipt
from paraph.errors import N_
from paraph.record import acts
from paraph.record.assembly import Clause
from paraph.record.contents import Wording
from paraph.text.provision import Kind
from paraph.web.choices import Choices, WordField
from paraph.web.doing import Doing, perform
from paraph.web.forms import ActForm, WordsField
from paraph.web.receipts import tell
from paraph.web.text.proposing import KEEP, KEPT, TABLED, check, model
from paraph.web.text.provisions import known, row_of
from paraph.web.visit import Visit, visit

KINDS: dict[str, str] = {
    Kind.PARAGRAPH: N_("paragraph"),
    Kind.POINT: N_("point"),
    Kind.ARTICLE: N_("article"),
    Kind.SECTION: N_("section"),
    Kind.CHAPTER: N_("chapter"),
    Kind.ANNEX: N_("annex"),
    Kind.FOOTNOTE: N_("footnote"),
}
SHARED = N_("The other side reads the reason.")


class PlaceField(forms.ChoiceField):
    """A place in the text, "container|provision before it"."""

    def clean(self, value: Any) -> tuple[str, str]:
        parent, _, after = str(super().clean(value)).partition("|")
        return parent, after


class PlacedForm(ActForm):
    """``near``: the chapter whose places are offered; ``without``: a provision that cannot stand after itself."""

    def __init__(
        self, here: Visit, data: Any = None, files: Any = None, *, near: str, without: str = "", **options: Any
    ) -> None:
        super().__init__(here, data, files, **options)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so below
        field.choices = places(here, near, without)


class AddForm(PlacedForm):
    kind = WordField(KINDS, label=N_("What it is"))
    place = PlaceField(label=N_("Where it stands"))
    number = WordsField(rows=1, label=N_("Number as shown"), required=False)
    text = WordsField(rows=5, label=N_("Heading or words"))
    reason = WordsField(label=N_("Reason"), help_text=SHARED, required=False)

    def wording(self) -> Wording:
        typed = self.cleaned_data
        parent, after = typed["place"]
        return Wording(typed["kind"], parent, after, typed["number"], typed["text"])


class MoveForm(PlacedForm):
    place = PlaceField(label=N_("Where it stands"))
    reason = WordsField(label=N_("Reason"), help_text=SHARED, required=False)


class NoneForm(ActForm):
    reason = WordsField(label=N_("Reason"), help_text=SHARED, required=False)


ADD: Doing[AddForm] = Doing(
    "add",
    (acts.PositionTabled,),
    N_("Propose a new provision"),
    N_("Table it now"),
    N_("It stands in a bracket of your side until the others accept it or word it in their own way."),
    AddForm,
)
MOVE: Doing[MoveForm] = Doing(
    "move",
    (acts.PositionTabled,),
    N_("Move this provision"),
    N_("Table it now"),
    N_("The words of your side stay as they are; only their place is another one."),
    MoveForm,
)
NONE: Doing[NoneForm] = Doing(
    "none",
    (acts.PositionTabled,),
    N_("Want no such provision"),
    N_("Table it now"),
    N_("Your side says that this provision shall not be in the text. What others want there stays in their bracket."),
    NoneForm,
)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, name: str) -> HttpResponseBase:
    """A new provision, after this one unless another place is chosen."""
    here = visit(request)
    check(here)
    clause, near = _here(request, here, name)

    def does(desk: Desk, form: AddForm) -> Receipt:
        wording = form.wording()
        return desk.table(f"provision:{desk.fresh(wording.parent)}", wording, form.cleaned_data["reason"])

    options = {"near": near}
    if request.POST.get("step") == KEEP:
        form = AddForm(here, request.POST, **options)
        if form.is_valid():
            wording = form.wording()
            here.desk.draft(f"provision:{here.desk.fresh(wording.parent)}", wording)
            tell(request, here.speech.say(KEPT))
            return redirect("vault")
    kind = Kind.PARAGRAPH if clause.kind.titled and clause.kind is Kind.ARTICLE else clause.kind
    inside = clause.kind is Kind.ARTICLE
    place = f"{clause.name}|{_last(here, clause)}" if inside else f"{clause.parent}|{clause.name}"
    initial = {"kind": kind.value, "place": place}
    return _steps(request, here, ADD, does, name, near, initial=initial, options=options)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, name: str) -> HttpResponseBase:
    """Another place for one's own wording, or for one like another side's where there is none."""
    here = visit(request)
    check(here)
    subject = known(here, name)
    _, near = _here(request, here, name)
    now = model(here, subject)
    if now is None:
        raise Http404

    def does(desk: Desk, form: MoveForm) -> Receipt:
        parent, after = form.cleaned_data["place"]
        return desk.table(
            subject, msgspec.structs.replace(now, parent=parent, after=after), form.cleaned_data["reason"]
        )

    initial = {"place": f"{now.parent}|{now.after}"}
    return _steps(request, here, MOVE, does, name, near, initial=initial, options={"near": near, "without": name})


@require_http_methods(["GET", "POST"])
def none(request: HttpRequest, name: str) -> HttpResponseBase:
    """One's own side wants no such provision."""
    here = visit(request)
    check(here)
    subject = known(here, name)
    now = model(here, subject) or Wording()
    unwanted = msgspec.structs.replace(now, number={}, text={}, absent=True)
    return _steps(
        request, here, NONE, lambda desk, form: desk.table(subject, unwanted, form.cleaned_data["reason"]), name
    )


def _steps(
    request: HttpRequest,
    here: Visit,
    doing: Doing[Any],
    does: Callable[[Desk, Any], Receipt],
    name: str,
    near: str = "",
    **more: Any,
) -> HttpResponseBase:
    subject = f"provision:{name}"
    chapters = [each for each in here.play.text if not each.parent and each.name != near] if near else []
    context = {
        "subject": subject,
        "row": row_of(here, name),
        "chapters": chapters,
        "keeps": doing is ADD,
        "wide": doing is ADD,
    }
    then = reverse("provision", args=[name])
    return perform(
        request, doing, does, then, context=context, template="paraph/text/placing.html", done=TABLED,
        after=lambda receipt: reverse("provision", args=[_name(receipt)]), **more,
    )  # fmt: skip


def _name(receipt: Receipt) -> str:
    subject: str = receipt.acts[0].subject  # type: ignore[union-attr]
    return subject.partition(":")[2]


def _here(request: HttpRequest, here: Visit, name: str) -> tuple[Clause, str]:
    """The provision, and the chapter whose places are offered: its own, or that of the address."""
    text = here.play.text
    if name not in text:
        raise Http404
    wanted = request.GET.get("in", "")
    top = wanted if wanted in text and not text[wanted].parent else text.path(name)[0].name
    return text[name], top


def _last(here: Visit, container: Clause) -> str:
    inside = [each.name for each in here.play.text.within(container.name) if each.parent == container.name]
    return inside[-1] if inside else ""


def places(here: Visit, near: str, without: str = "") -> Choices:
    """Every place in a chapter, and the one after it: first in a container, or after a provision."""
    say, text = here.speech.say, here.play.text
    out = {clause.name for clause in text.within(without)} if without in text else set()
    found: Choices = []
    for clause in text.within(near):
        if clause.name in out:
            continue
        name, indent = here.name(clause.subject), "\u2003" * clause.depth
        after = say(N_("after %(name)s"), name=here.name(clause.subject, inside=True))
        found.append((f"{clause.parent}|{clause.name}", indent + after))
        if clause.kind.titled:
            found.append((f"{clause.name}|", indent + "\u2003" + say(N_("first in %(name)s"), name=name)))
    return found
