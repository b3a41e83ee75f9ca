"""What a query asks for, read without trust."""

from __future__ import annotations

LONGEST = 9
"""Digits of the largest number that a query may ask for."""


def number_of(text: str, otherwise: int) -> int:
    """A whole number; ``otherwise`` where it is none, or longer than anybody would ask for.

    >>> number_of("12", 1), number_of("-3", 1), number_of("9" * 5000, 1)
    (12, 1, 1)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else otherwise
