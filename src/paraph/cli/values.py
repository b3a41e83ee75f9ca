"""What was typed as a value, without the detour over pydantic.

Typer checks every value through a pydantic adapter, whose import alone takes as long as all the rest. Text, paths and
values that are already what they should be need no adapter; anything else still goes there. Should another version of
Typer have no such place to put this in, values are checked as that version does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args, get_origin


class Light:
    """Stands where Typer keeps a parameter's adapter."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value that the verb gets; ``None`` where none was given, ``()`` for a parameter that takes several."""
        annotation = _bare(param.type_descriptor.annotation)
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        if annotation in (str, list[str]):
            return list(value) if many else value
        if annotation is Path:
            return Path(value)
        if isinstance(annotation, type) and isinstance(value, annotation):
            return value
        if annotation is int and value.isdecimal():
            return int(value)
        if not many and value in (param.type_descriptor.choices or ()):
            return value
        param._runtime_param = None
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def lighten(parameter: Any) -> Any:
    """Let a parameter check plain values itself."""
    if hasattr(parameter, "type_descriptor") and hasattr(parameter, "_runtime_param"):
        parameter._runtime_param = Light()
    return parameter


def _bare(annotation: Any) -> Any:
    """The annotation without ``| None``."""
    options = [each for each in get_args(annotation) if each is not type(None)]
    return options[0] if len(options) == 1 and get_origin(annotation) is not list else annotation
