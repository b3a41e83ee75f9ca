"""Word files (Office Open XML, ECMA-376), built from nothing each time: they hold what is shown and nothing else.

``package`` is the container, ``styles`` what every file looks like, ``markup`` its elements, ``numbering`` how numbers
as shown become Word's own; ``write`` makes the documents: a text with its brackets, a clean text, a redline.
"""

from __future__ import annotations

from paraph.documents.docx.markup import Revision
from paraph.documents.docx.redline import redlined
from paraph.documents.docx.report import report
from paraph.documents.docx.write import Line, Page, clean, consolidated

__all__ = ["Line", "Page", "Revision", "clean", "consolidated", "redlined", "report"]
