"""The words of the two second opinions: their results and what the reader is warned of."""

from __future__ import annotations

from collections.abc import Mapping

STATCAN_WORDS: Mapping[str, str] = {
    "target_achieved": "Đã đạt mục tiêu",
    "on_track": "Đúng tiến độ",
    "acceleration_needed": "Có tiến bộ, cần đẩy nhanh",
    "limited_progress": "Tiến bộ ít",
    "deterioration": "Xấu đi",
    "not_available": "Không xét được",
}

DESTATIS_WORDS: Mapping[str, str] = {
    "sun": "Nắng: sẽ đạt hoặc thiếu rất ít",
    "sun_cloud": "Nắng có mây: có thể thiếu một ít",
    "cloud": "Nhiều mây: đúng chiều nhưng thiếu nhiều",
    "storm": "Giông: không đi về phía mục tiêu",
    "not_available": "Không xét được",
}

OPINION_WORDS: Mapping[str, Mapping[str, str]] = {"statcan": STATCAN_WORDS, "destatis": DESTATIS_WORDS}

OPINION_WARNINGS: Mapping[str, str] = {
    "zero_base": "Số gốc bằng 0, được thay bằng 0,001 khi tính",
    "zero_target": "Mục tiêu bằng 0, được thay bằng 0,001 khi tính",
    "negative_base": "Số gốc âm, chiều tốt được đổi dấu khi tính",
    "later_base_year": "Năm gốc không có số, dùng năm sau gần nhất có số",
    "near_ceiling": "Gần giới hạn tự nhiên, các ngưỡng được thu nhỏ",
    "opposite_signs": "Các giá trị trái dấu, phương pháp không áp dụng được",
    "too_few_years": "Chưa đủ hai năm có số liệu",
    "no_direction": "Chỉ tiêu không có chiều tốt, xấu",
    "due_before_base": "Năm đến hạn không sau năm gốc",
    "few_points": "Chưa đủ sáu năm liền nhau, dùng số năm đang có",
    "too_few_points": "Chưa đủ bốn năm liền nhau có số liệu",
    "no_target": "Chưa có con số mục tiêu",
}
