"""What pages ask for: Django's forms, labelled in the reader's language and fitted to the negotiation.

Labels, helps and choices are message keys. A field that depends on the negotiation (its languages, subjects, parties)
is fitted to the visit when its form is made. The fields give what the desk takes: here a ``Text`` in each language
typed; days and hours are asked for in ``moments``, one of what there is in ``choices``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast, runtime_checkable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.utils import ErrorDict
from django.http import QueryDict

from paraph.errors import N_
from paraph.record.values import Text
from paraph.web.visit import Visit
from paraph.web.words import LANGUAGE


@runtime_checkable
class Fitted(Protocol):
    def fit(self, here: Visit) -> None:
        """Learn from the visit what the negotiation has: its languages, its subjects, the reader's clock."""


@runtime_checkable
class Growing(Protocol):
    def grow(self) -> None:
        """Take what was sent as it is, and offer more room."""


class ActForm(forms.Form):
    """Base of all forms that lead to an act. ``here``: the visit; labels and helps are said in its language."""

    template_name = "paraph/form/fields.html"

    def __init__(self, here: Visit, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, label_suffix="", **options)
        self.here = here
        for field in self.fields.values():
            if isinstance(field, Fitted):
                field.fit(here)
            field.label = here.speech.say(str(field.label)) if field.label else ""
            field.help_text = here.speech.say(str(field.help_text)) if field.help_text else ""
            field.error_messages["required"] = here.speech.say(N_("This is needed."))

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "visit": self.here}

    def extend(self) -> None:
        """Show what was typed without judging it yet, and with more empty rows where rows repeat."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        for field in self.fields.values():
            if isinstance(field, Growing):
                field.grow()

    def carried(self) -> list[tuple[str, str]]:
        """What was typed, to be sent again with the second step. Files are not: who asks for one overrides this."""
        left_out = ("csrfmiddlewaretoken", "step", "seal")
        sent = cast(QueryDict, self.data)
        return [(key, str(value)) for key, values in sent.lists() if key not in left_out for value in values]


# Words in each language


class WordsInput(forms.Widget):
    """One box for each language of the negotiation, in a fieldset."""

    template_name = "paraph/form/words.html"
    use_fieldset = True

    def __init__(self, rows: int = 2, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict(attrs or {}))
        self.rows = rows
        self.languages: list[tuple[str, str]] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        said = value if isinstance(value, Mapping) else {}
        boxes = [(code, label, f"{name}-{code}", said.get(code, "")) for code, label in self.languages]
        return {**context, "boxes": boxes, "rows": self.rows, "id": (attrs or {}).get("id", f"id_{name}")}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Text:
        typed = {code: data.get(f"{name}-{code}", "").replace("\r\n", "\n").strip() for code, _ in self.languages}
        return {code: text for code, text in typed.items() if text}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{code}" not in data for code, _ in self.languages)

    def id_for_label(self, id_: str) -> str:
        return ""


class WordsField(forms.Field):
    """Words in any of the negotiation's languages, {language: words}; ``whole``: in all of them."""

    widget: WordsInput

    def __init__(self, *, rows: int = 2, whole: bool = False, **options: Any) -> None:
        super().__init__(widget=WordsInput(rows), **options)
        self.whole = whole
        self.missing = ""

    def fit(self, here: Visit) -> None:
        self.widget.languages = [(each, here.speech.say(LANGUAGE.get(each, each))) for each in here.desk.languages]
        self.missing = here.speech.say(N_("Write it in every language of the text."))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})

    def validate(self, value: Text) -> None:
        super().validate(value)
        if self.whole and value and len(value) < len(self.widget.languages):
            raise ValidationError(self.missing, code="incomplete")


class LinkField(forms.URLField):
    """An address on the web, as one would copy it; nothing but http and https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)
