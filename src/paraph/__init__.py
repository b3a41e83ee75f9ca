"""Paraph: the room in which delegations negotiate a trade agreement.

The rooms, from the ground up (imports only look down):
``text`` and ``record`` are the pure core; ``documents`` reads and writes files; ``store`` keeps entries;
``desk`` is the front door, where visibility is applied; ``samples`` and ``cli`` stand on top of it.
"""

__version__ = "0.1.0"
