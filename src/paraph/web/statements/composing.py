"""To write a joint statement: paragraphs in all languages side by side; buttons add, move, join and take them out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paraph.desk import Desk, Receipt
from paraph.documents.statement import drafted
from paraph.errors import N_
from paraph.record import acts
from paraph.record.contents import Statement
from paraph.record.statements import statements_of
from paraph.record.values import Text
from paraph.web.doing import Doing, perform
from paraph.web.forms import ActForm, WordsField
from paraph.web.statements.joint import KIND, Line, lines_of
from paraph.web.visit import Visit, visit
from paraph.web.words import LANGUAGE

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
MOST = 200
"""Paragraphs that a statement may have in the form."""
RESHAPE = re.compile(r"p-(add|remove|up|down|join)-(\d{1,3})")
"""A button of the editor: what it does, and to which paragraph."""
SAID = {
    "paragraph": N_("Paragraph %(number)s"),
    "up": N_("Move up"),
    "down": N_("Move down"),
    "join": N_("Join with the one above"),
    "remove": N_("Take out"),
    "add": N_("Add a paragraph below"),
}


class ParagraphsInput(forms.Widget):
    """Every paragraph in a row of its own: a box for each language, and the buttons that change the shape."""

    template_name = "paraph/statements/paragraphs.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[tuple[str, str]] = []
        self.said: dict[str, str] = {}
        self.numbered: list[str] = []
        self.focus = -1

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        paragraphs = list(value or [{}])
        rows = [(index, self.numbered[index], self._boxes(name, index, each)) for index, each in enumerate(paragraphs)]
        said = {"said": self.said, "rows": rows, "last": len(rows) - 1, "focus": self.focus}
        return {**super().get_context(name, value, attrs), **said}

    def _boxes(self, name: str, index: int, paragraph: Text) -> list[tuple[str, str, str, str]]:
        return [(code, label, f"{name}-{index}-{code}", paragraph.get(code, "")) for code, label in self.languages]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Text]:
        found: list[Text] = []
        while len(found) < MOST and any(f"{name}-{len(found)}-{code}" in data for code, _ in self.languages):
            row = {code: data.get(f"{name}-{len(found)}-{code}", "") for code, _ in self.languages}
            found.append({code: words for code, text in row.items() if (words := text.replace("\r\n", "\n").strip())})
        return found

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-0-{code}" not in data for code, _ in self.languages)

    def id_for_label(self, id_: str) -> str:
        return ""


class ParagraphsField(forms.Field):
    """Paragraphs, each in the negotiation's languages; those without a word are left out."""

    widget: ParagraphsInput

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ParagraphsInput(), **options)

    def fit(self, here: Visit) -> None:
        self.widget.languages = [(each, here.speech.say(LANGUAGE.get(each, each))) for each in here.desk.languages]
        self.widget.said = {key: here.speech.say(said) for key, said in SAID.items() if key != "paragraph"}
        self.widget.numbered = [here.speech.say(SAID["paragraph"], number=number) for number in range(1, MOST + 1)]

    def to_python(self, value: Any) -> list[Text]:
        return [each for each in value or [] if each]


class StatementForm(ActForm):
    """``base``: the hash of one's own statement when the form was opened."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)
    title = WordsField(label=N_("Title"), rows=1)
    paragraphs = ParagraphsField(
        label=N_("Paragraphs"),
        help_text=N_("Each paragraph stands in both languages; it is matched with the other side's and compared."),
    )
    reason = WordsField(label=N_("Reason"), help_text=N_("The other side reads the reason."), required=False)

    def __init__(
        self, here: Visit, data: Any = None, files: Any = None, *, subject: str, focus: int = -1, **options: Any
    ) -> None:
        super().__init__(here, data, files, **options)
        self.subject = subject
        paragraphs = self.fields["paragraphs"]
        assert isinstance(paragraphs, ParagraphsField)  # noqa: S101 - declared so above
        paragraphs.widget.focus = focus

    @property
    def typed(self) -> Statement:
        return Statement(title=self.cleaned_data["title"], paragraphs=self.cleaned_data["paragraphs"])

    @property
    def would(self) -> list[Line]:
        """The statement with every side's brackets, if one's own read as it is typed."""
        return lines_of(self.here.desk.supposing_statement(self.subject, self.typed))


PROPOSE = Doing(
    "propose",
    (acts.PositionTabled,),
    N_("Propose a joint statement"),
    N_("Propose it"),
    N_("When every party holds the same statement it is agreed. Paragraphs on which you differ stand in brackets."),
    StatementForm,
)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, name: str) -> HttpResponseBase:
    """One's own statement: written anew, from the outcome of a round, or on what another side has proposed."""
    here = visit(request)
    if not NAME.fullmatch(name):
        raise Http404
    subject = KIND + name
    options: dict[str, Any] = {"subject": subject}
    reshape = RESHAPE.fullmatch(request.POST.get("step", ""))
    initial = _opened(here, subject, request)
    if reshape:
        sent = StatementForm(here, request.POST, subject=subject)
        raw = {key: field.widget.value_from_datadict(request.POST, {}, key) for key, field in sent.fields.items()}
        raw["paragraphs"], options["focus"] = reshaped(raw["paragraphs"], reshape[1], int(reshape[2]))
        initial = raw
    known = subject in here.desk.state.subjects
    then = reverse("statement", args=[name])
    # What nobody has proposed yet has no page to go back to; once it is published it has one.
    back = then if known or request.POST.get("step") == "leave" else reverse("statements")
    return perform(
        request,
        PROPOSE,
        lambda desk, form: _table(desk, subject, form),
        back,
        initial=initial,
        context={"subject": subject, "known": known},
        template="paraph/statements/propose.html",
        options=options,
        reshaped=bool(reshape),
    )


def reshaped(paragraphs: list[Text], how: str, at: int) -> tuple[list[Text], int]:
    """The paragraphs after a button was pressed at one of them, and which of them has the focus now.

    >>> one, two = {"en": "One."}, {"en": "Two.", "vi": "Hai."}
    >>> reshaped([one, two], "up", 1)
    ([{'en': 'Two.', 'vi': 'Hai.'}, {'en': 'One.'}], 0)
    >>> reshaped([one, two], "join", 1)
    ([{'en': 'One. Two.', 'vi': 'Hai.'}], 0)
    """
    found = list(paragraphs) or [{}]
    at = min(at, len(found) - 1)
    if how == "add" and len(found) < MOST:
        found.insert(at + 1, {})
        return found, at + 1
    if how == "remove":
        del found[at]
        return found or [{}], max(0, min(at, len(found) - 1))
    if how == "up" and at:
        found[at - 1], found[at] = found[at], found[at - 1]
        return found, at - 1
    if how == "down" and at + 1 < len(found):
        found[at], found[at + 1] = found[at + 1], found[at]
        return found, at + 1
    if how == "join" and at:
        above, own = found[at - 1], found.pop(at)
        joined = {code: " ".join(filter(None, (above.get(code), own.get(code)))) for code in {**above, **own}}
        found[at - 1] = joined
        return found, at - 1
    return found, at


def _table(desk: Desk, subject: str, form: StatementForm) -> Receipt:
    held = desk.state.subjects.get(subject)
    own = held.positions.get(desk.seat.party) if held else None
    base = form.cleaned_data["base"] or ("-" if own else None)
    return desk.table(subject, form.typed, form.cleaned_data["reason"], base=base)


def _opened(here: Visit, subject: str, request: HttpRequest) -> dict[str, Any]:
    """What stands in a fresh form: that of the side asked for, one's own, another's, or the outcome of a round."""
    held = statements_of(here.desk.state, subject)
    own = here.desk.state.subjects[subject].positions.get(here.desk.seat.party) if held else None
    order = [request.GET.get("of", ""), here.desk.seat.party, *reversed(held)]
    model = next((held[party] for party in order if party in held), None)
    number = request.GET.get("round", "")
    if model is None and number.isdecimal() and f"round:{number}" in here.desk.state.sittings:
        model = drafted(here.site.once(f"outcome:{number}", lambda desk: desk.outcome(number)))
    found = {"base": own.content if own else ""}
    return found | ({"title": model.title, "paragraphs": model.paragraphs} if model else {})
