"""Invented figures and real places for the tables of the corpus."""

from __future__ import annotations

import random

Place = tuple[str, str]  # as written, code

NA_HANG: tuple[Place, ...] = (
    ("Thị trấn Na Hang", "02221"), ("Xã Sinh Long", "02227"), ("Xã Thượng Giáp", "02230"),
    ("Xã Thượng Nông", "02239"), ("Xã Côn Lôn", "02245"), ("Xã Yên Hoa", "02248"), ("Xã Hồng Thái", "02254"),
    ("Xã Đà Vị", "02260"), ("Xã Khâu Tinh", "02263"), ("Xã Sơn Phú", "02275"), ("Xã Năng Khả", "02281"),
    ("Xã Thanh Tương", "02284"),
)  # fmt: skip
DISTRICTS: tuple[Place, ...] = (
    ("Thành phố Tuyên Quang", "070"), ("Huyện Lâm Bình", "071"), ("Huyện Na Hang", "072"),
    ("Huyện Chiêm Hóa", "073"), ("Huyện Hàm Yên", "074"), ("Huyện Yên Sơn", "075"), ("Huyện Sơn Dương", "076"),
)  # fmt: skip
NEW_COMMUNES: tuple[Place, ...] = (
    ("Phường Minh Xuân", "02215"), ("Phường Nông Tiến", "02212"), ("Xã Nà Hang", "02221"),
    ("Xã Thượng Nông", "02239"), ("Xã Côn Lôn", "02245"), ("Xã Yên Hoa", "02248"), ("Xã Hồng Thái", "02260"),
    ("Xã Lâm Bình", "02266"), ("Xã Hàm Yên", "02374"), ("Xã Thái Bình", "02494"), ("Xã Tân Trào", "02545"),
)  # fmt: skip


def rate(part: float, whole: float) -> float:
    """Per cent with two decimals, as offices write it."""
    return round(100 * part / whole, 2)


def invent_review(seed: str, places: tuple[Place, ...]) -> list[dict[str, float]]:
    """For each place: households, poor, near poor and ethnic-minority ones, and the rates they make."""
    chance = random.Random(seed)
    rows = []
    for _ in places:
        all_ = chance.randint(600, 2400)
        poor = int(all_ * chance.uniform(0.08, 0.3))
        near = int(all_ * chance.uniform(0.05, 0.14))
        minority = int(all_ * chance.uniform(0.5, 0.8))
        rows.append(
            complete(
                {"all": all_, "poor": poor, "near": near, "minority": minority,
                 "poor_minority": int(poor * 0.7), "near_minority": int(near * 0.6),
                 "unable": int(poor * 0.08), "merit": int(poor * 0.01)}
            )
        )  # fmt: skip
    return rows


def complete(row: dict[str, float]) -> dict[str, float]:
    """The row with the rates that its counts make."""
    return row | {
        "poor_rate": rate(row["poor"], row["all"]),
        "near_rate": rate(row["near"], row["all"]),
        "multi_rate": rate(row["poor"] + row["near"], row["all"]),
        "minority_rate": rate(row["poor_minority"], row["minority"]),
    }


def total(rows: list[dict[str, float]]) -> dict[str, float]:
    counts = [key for key in rows[0] if not key.endswith("_rate")]
    return complete({key: sum(row[key] for row in rows) for key in counts})


def vietnamese(number: float, decimals: int = 0) -> str:
    """`1.234,5`."""
    text = f"{number:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
