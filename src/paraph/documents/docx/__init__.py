"""Word files (Office Open XML, ECMA-376), built from nothing each time: they hold what is shown and nothing else.

``package`` is the container, ``styles`` what every file looks like, ``markup`` its elements, ``numbering`` how numbers
as shown become Word's own; ``write`` makes the documents of a text with its brackets and of a clean text, ``redline``
those with tracked changes. ``reading`` reads what others have made. The comparison of texts is loaded with ``redline``
alone: whoever reads a file does not wait for it.
"""

from __future__ import annotations

from paraph.documents.docx.markup import Revision
from paraph.documents.docx.report import report
from paraph.documents.docx.write import clean, consolidated
from paraph.documents.paper import Line, Page

__all__ = ["Line", "Page", "Revision", "clean", "consolidated", "report"]
