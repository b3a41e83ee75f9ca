"""Viet Nam - United States, agreement on reciprocal trade: two rounds, played again through the desks of both sides.

Public facts come from press reports of round two; the draft wording is our own, written for the purpose, and is neither
government's position (NOTICE.md). ``texts`` reads the chapters, ``player`` plays the story.
"""

from paraph.samples.vietnam_us.player import Progress, prepare

__all__ = ["Progress", "prepare"]
