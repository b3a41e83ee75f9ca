"""A negotiation as long as the longest treaties: thirty chapters, 510 articles, 5,000 provisions in two languages.

Made of stock phrases by a seed, so it is the same everywhere and needs no file. Both sides have tabled the whole; on
one paragraph in three their words differ, and one in thirty is wanted by one side only. One round is closed on it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from paraph.desk import Desk, take_seat
from paraph.desk.clock import stamp, wall_clock
from paraph.desk.founding import Founder, found
from paraph.desk.register import Register
from paraph.record.contents import Content, Round, Wording
from paraph.record.values import Text
from paraph.store.place import Place

CHAPTERS, ARTICLES = 30, 17
BEGUN = datetime(2025, 5, 19, 13, tzinfo=UTC)
FOUNDERS = [
    Founder("US", {"en": "United States", "vi": "Hoa Kỳ"}, "America/New_York"),
    Founder("VN", {"en": "Viet Nam", "vi": "Việt Nam"}, "Asia/Ho_Chi_Minh"),
]
PHRASES = [
    ("Each Party shall publish", "Mỗi Bên công bố"),
    ("Neither Party shall adopt or maintain", "Không Bên nào được ban hành hoặc duy trì"),
    ("on a website that is free of charge", "trên trang tin điện tử miễn phí"),
    ("its rates of customs duty and import licensing procedures", "thuế suất và thủ tục cấp phép nhập khẩu của mình"),
    ("and shall notify the other Party within thirty days", "và thông báo cho Bên kia trong vòng ba mươi ngày"),
    ("except where delay would prejudice human health", "trừ khi sự chậm trễ làm tổn hại sức khỏe con người"),
    ("in accordance with Article 2.4 and its Annex", "phù hợp với Điều 2.4 và Phụ lục của Điều đó"),
    ("taking into account the level of development", "có tính đến trình độ phát triển của mỗi Bên"),
    ("to the extent provided for in its laws and regulations", "trong phạm vi luật và quy định của mình cho phép"),
    ("with respect to goods originating in the other Party", "đối với hàng hóa có xuất xứ từ Bên kia"),
]
HEADINGS = [
    ("Transparency", "Minh bạch"),
    ("Customs duties", "Thuế quan"),
    ("Import licensing", "Cấp phép nhập khẩu"),
    ("Cooperation", "Hợp tác"),
    ("Committee", "Ủy ban"),
]


def negotiate(path: Path, chapters: int = CHAPTERS, seed: int = 20250519) -> Place:
    """Found it in a new folder, as a sample that may be served."""
    title: Text = {"en": "Agreement of great length", "vi": "Hiệp định rất dài"}
    place = found(path, "length", title, ["en", "vi"], FOUNDERS, illustrative=True)
    register = Register(place)
    desks = {
        each.code: Desk(place, take_seat(register, each.code), clock=lambda: BEGUN, register=register)
        for each in FOUNDERS
    }
    drafts: dict[str, list[tuple[str, Content]]] = {"US": [], "VN": []}
    for name, wordings in provisions(chapters, random.Random(seed)):
        for party, wording in wordings.items():
            drafts[party].append((f"provision:{name}", wording))
    for party, desk in desks.items():
        desk.table_all(drafts[party])
    desks["US"].schedule_round(Round(number=1, starts="2025-05-19", ends="2025-05-22", zone="America/New_York"))
    desks["VN"].accept("round:1")
    desks["US"].open_round("round:1")
    desks["US"].close_round("round:1")
    place.set_clock(stamp(BEGUN), stamp(wall_clock()))
    return place


def provisions(chapters: int, dice: random.Random) -> Iterator[tuple[str, dict[str, Wording]]]:
    """(name, wording by party), in order."""
    for chapter in range(1, chapters + 1):
        after = f"c{chapter - 1}" if chapter > 1 else ""
        yield f"c{chapter}", _shared("chapter", "", after, f"CHAPTER {chapter}", f"CHƯƠNG {chapter}", dice)
        for article in range(1, ARTICLES + 1):
            name, number = f"a{chapter}.{article}", f"{chapter}.{article}"
            after = f"a{chapter}.{article - 1}" if article > 1 else ""
            yield name, _shared("article", f"c{chapter}", after, f"Article {number}", f"Điều {number}", dice)
            for paragraph in range(1, dice.randrange(8, 12)):
                after = f"{name}-{paragraph - 1}" if paragraph > 1 else ""
                yield f"{name}-{paragraph}", _paragraph(name, after, paragraph, dice)


def _shared(
    kind: str, parent: str, after: str, english: str, vietnamese: str, dice: random.Random
) -> dict[str, Wording]:
    heading = dice.choice(HEADINGS)
    number, text = {"en": english, "vi": vietnamese}, {"en": heading[0], "vi": heading[1]}
    return dict.fromkeys(("US", "VN"), Wording(kind, parent, after, number, text))


def _paragraph(parent: str, after: str, number: int, dice: random.Random) -> dict[str, Wording]:
    chosen = dice.choices(PHRASES, k=5)
    fate = dice.random()
    shown = {"en": f"{number}.", "vi": f"{number}."}
    ours = Wording("paragraph", parent, after, shown, _words(chosen))
    if fate < 1 / 30:
        return {dice.choice(("US", "VN")): ours}
    other = list(chosen)
    if fate < 1 / 3:
        other[dice.randrange(5)] = dice.choice(PHRASES)
    return {"US": ours, "VN": Wording("paragraph", parent, after, shown, _words(other))}


def _words(chosen: list[tuple[str, str]]) -> Text:
    return {"en": " ".join(each[0] for each in chosen) + ".", "vi": " ".join(each[1] for each in chosen) + "."}
