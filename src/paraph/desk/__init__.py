"""The front door. ``Desk(place, seat)`` is every command and every query; visibility is applied here and only here."""

from paraph.desk.drafting import Drafting as Desk

__all__ = ["Desk"]
