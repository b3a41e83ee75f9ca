"""A negotiation as long as the largest trade agreements: 500 articles in 30 chapters, two languages, two delegations.

The words are phrases strung together; the second delegation holds other words in a third of the paragraphs, has left
some out, and the rest is agreed.
"""

from __future__ import annotations

import random
from pathlib import Path

import msgspec

from paraph.desk import Desk, Founder, found, take_seat
from paraph.desk.register import Register
from paraph.record.contents import Content, Wording

CHAPTERS, ARTICLES, PARAGRAPHS = 30, 500, 4
PHRASES = [
    ("each Party shall publish", "mỗi Bên công bố"),
    ("on a website that is free of charge", "trên trang thông tin điện tử miễn phí"),
    ("its rates of customs duty and its import licensing procedures", "thuế suất và thủ tục cấp phép nhập khẩu"),
    ("and shall notify the other Party within thirty days", "và thông báo cho Bên kia trong vòng ba mươi ngày"),
    ("except where delay would prejudice human health", "trừ khi chậm trễ làm tổn hại sức khỏe con người"),
    ("in accordance with the Annex to this Chapter", "phù hợp với Phụ lục của Chương này"),
    ("taking into account the level of development", "có tính đến trình độ phát triển của mỗi Bên"),
    (
        "provided that such measures are not applied arbitrarily",
        "với điều kiện các biện pháp không bị áp dụng tùy tiện",
    ),
    ("and shall afford adequate opportunity for consultation", "và dành cơ hội tham vấn thích hợp"),
]
CHANGES = [("shall", "may"), ("thirty days", "sixty days"), ("adequate", "reasonable")]


def prepare(folder: Path) -> None:
    """Make the negotiation in a new folder."""
    founders = [
        Founder("US", {"en": "United States", "vi": "Hoa Kỳ"}, "America/New_York"),
        Founder("VN", {"en": "Viet Nam", "vi": "Việt Nam"}, "Asia/Ho_Chi_Minh"),
    ]
    title = {"en": "A long agreement", "vi": "Một hiệp định dài"}
    with found(folder, "long", title, ["en", "vi"], founders, illustrative=True) as place:
        register = Register(place)
        dice = random.Random(20)
        drafts = _draft(dice)
        for party, wordings in (("US", drafts), ("VN", _countered(drafts, dice))):
            desk = Desk(place, take_seat(register, party), register=register)
            desk.table_all(wordings)


def _draft(dice: random.Random) -> list[tuple[str, Content]]:
    wordings: list[tuple[str, Content]] = []
    after, article = "", 0
    for chapter in range(1, CHAPTERS + 1):
        place = {"kind": "chapter", "after": after}
        wordings.append(_wording(f"c{chapter}", place, f"Chapter {chapter}", f"Chương {chapter}", dice, 1))
        after, before = f"c{chapter}", ""
        for number in range(1, ARTICLES * chapter // CHAPTERS - article + 1):
            name = f"a{chapter}.{number}"
            place = {"kind": "article", "parent": after, "after": before}
            written = f"Article {chapter}.{number}", f"Điều {chapter}.{number}"
            wordings.append(_wording(name, place, *written, dice, 1))
            before, last = name, ""
            for paragraph in range(1, PARAGRAPHS + 1):
                place = {"parent": name, "after": last}
                last = f"{name}-{paragraph}"
                wordings.append(_wording(last, place, f"{paragraph}.", f"{paragraph}.", dice, 8))
        article = ARTICLES * chapter // CHAPTERS
    return wordings


def _wording(
    name: str, place: dict[str, str], en: str, vi: str, dice: random.Random, phrases: int
) -> tuple[str, Content]:
    chosen = [dice.choice(PHRASES) for _ in range(phrases)]
    text = {"en": ", ".join(each[0] for each in chosen), "vi": ", ".join(each[1] for each in chosen)}
    return f"provision:{name}", Wording(number={"en": en, "vi": vi}, text=text, **place)


def _countered(drafts: list[tuple[str, Content]], dice: random.Random) -> list[tuple[str, Content]]:
    """The other side's text: the same structure, other words here and there, some paragraphs not wanted."""
    countered: list[tuple[str, Content]] = []
    for subject, wording in drafts:
        assert isinstance(wording, Wording)
        chance = dice.random()
        if "-" in subject and chance < 0.05:
            wording = msgspec.structs.replace(wording, absent=True, text={}, number={})
        elif "-" in subject and chance < 0.38:
            old, new = dice.choice(CHANGES)
            text = {"en": wording.text["en"].replace(old, new), "vi": wording.text["vi"] + ", nếu các Bên đồng ý"}
            wording = msgspec.structs.replace(wording, text=text)
        countered.append((subject, wording))
    return countered
