"""How figures of a report are written and rates are read, alike on pages and at the command line."""

from __future__ import annotations

from paraph.economy.scenarios import PARTY_MEASURES, WORLD_MEASURES, Figure
from paraph.errors import N_, InvalidContent
from paraph.i18n import Speech

FORECAST = N_("Models are no forecasts: they compare two states of the world, with all else unchanged.")


def fraction(written: str, field: str = "") -> float:
    """A percentage as it is typed, as a fraction. Raises InvalidContent.

    >>> fraction("46%"), fraction("12,5")
    (0.46, 0.125)
    """
    try:
        return round(float(written.strip().rstrip("% ").replace(",", ".")) / 100, 12)
    except ValueError as error:
        raise InvalidContent(field=field or written, detail=N_("a rate in percent is needed, such as 46%")) from error


def percent(speech: Speech, value: float) -> str:
    """Of percent two decimals, and no minus before a zero.

    >>> percent(Speech("vi"), -11.0229), percent(Speech("en"), -0.001)
    ('-11,02%', '0.00%')
    """
    return speech.percent(round(value, 2) / 100 + 0.0, 2)


def row(speech: Speech, figure: Figure, of_world: bool = False) -> tuple[str, str, str, str]:
    """A measure's title, its value in the standard model, the lowest and the highest of all models."""
    title = speech.say((WORLD_MEASURES if of_world else PARTY_MEASURES)[figure.measure])
    values = (figure.value, figure.low, figure.high)
    if figure.measure == "revenue":
        written = [speech.number(value) for value in values]
        return speech.say(N_("%(measure)s (US$ million)"), measure=title), written[0], written[1], written[2]
    return title, percent(speech, values[0]), percent(speech, values[1]), percent(speech, values[2])
