"""Cut a text where others that answer it begin and end: what one party has as one paragraph and another as two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from paraph.text.subsequence import Blocks, common_blocks
from paraph.text.tokens import Vocabulary, split


def cut(text: str, against: Sequence[str]) -> list[tuple[str, str]]:
    """One piece of ``text`` for each text of ``against``, in order, with the white space that stood before it.

    All joined together are the text. A piece is empty where nothing answers.

    >>> cut("Fees shall be public. A Party may ask why.", ["Fees are public.", "Any Party may ask.", "Amen"])
    [('', 'Fees shall be public.'), (' ', 'A Party may ask why.'), ('', '')]
    """
    return cut_at(text, answers(against, [text])[1:-1])


def cut_at(text: str, places: Sequence[int]) -> list[tuple[str, str]]:
    """Cut a text before the words with these indices, in rising order; as ``cut`` gives it.

    >>> cut_at("may not act", [2])
    [('', 'may not'), (' ', 'act')]
    """
    words = split(text)
    pieces: list[tuple[str, str]] = []
    done, gap = 0, ""
    for place in places:
        end = max(done, words.spans[place - 1][1]) if place else done
        pieces.append((gap, text[done:end]))
        done = words.spans[place][0] if place < len(words) else len(text)
        gap = text[end:done]
    return [*pieces, (gap, text[done:])]


def answers(texts: Sequence[str], others: Sequence[str]) -> list[int]:
    """For every border of ``texts``, both ends included, the place in words in ``others`` taken together.

    Where words without a counterpart stand at a border, a border of the others among them answers it, if there is
    one, else they are shared out in proportion.

    >>> answers(["one two", "three"], ["one two also", "three four"])
    [0, 3, 5]
    """
    book = Vocabulary()
    codes = [[book.encode(split(text).tokens) for text in side] for side in (texts, others)]
    borders, existing = [[0, *accumulate(map(len, side))] for side in codes]
    blocks = [*common_blocks("".join(codes[0]), "".join(codes[1])), (borders[-1], existing[-1], 0)]
    return [0, *(_answer(border, blocks, existing) for border in borders[1:-1]), existing[-1]]


def _answer(border: int, blocks: Blocks, existing: Sequence[int]) -> int:
    a = b = 0
    for i, j, n in blocks:
        if border <= i:
            place = b + ((j - b) * (border - a) // (i - a) if i > a else 0)
            return min((at for at in existing if b <= at <= j), key=lambda at: abs(at - place), default=place)
        if border < i + n:
            return j + border - i
        a, b = i + n, j + n
    return b
