"""``python -m paraph.cli`` is ``paraph``."""

from paraph.cli import main

main()
