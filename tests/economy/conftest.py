"""Before anything else loads numpy: how many threads it takes."""

import paraph.economy  # noqa: F401
