"""Characters that may not stand in a text, because they hide or reorder what a person reads; and the one normal form.

Unicode Standard Annexes 9 (bidirectional controls) and 15 (normalisation). Looking alike and being unequal is what a
signature cannot bear, so text is NFC before it is signed, and what is signed otherwise is refused.
"""

from __future__ import annotations

import re
import unicodedata

# NUL and the other C0/C1 controls save tab and line ends; soft hyphen and zero-width characters; bidirectional
# controls; the byte-order mark inside a text; fillers, tags and other characters that are there and show nothing;
# lone surrogates; what is no character at all (which XML could not hold).
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\(?:b|u00)")


def normal(text: str) -> str:
    """The text in NFC.

    >>> normal("Die\\u0302\\u0300u 1")
    'Diều 1'
    """
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fit_json(json: str) -> bool:
    """Whether every text in canonical JSON is fit to be signed: NFC, and no character refused, escaped ones included.

    >>> fit_json('{"en":"shall"}'), fit_json('{"en":"sh\\u202eall"}'), fit_json('{"en":"\\\\u0001"}')
    (True, False, False)
    """
    return not REFUSED.search(json) and not _ESCAPED.search(json) and unicodedata.is_normalized("NFC", json)
