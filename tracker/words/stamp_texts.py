"""What the properties of a file say about it: kind of output, edition, maker."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "deck": "Trang trình chiếu",
    "report": "Báo cáo",
    "annex": "Phụ lục số liệu",
    "images": "Biểu đồ",
}
MADE_BY = "Theo dõi chỉ tiêu {province}"
METHODS = "Phương pháp {version}, tính từ một bản chốt duy nhất"
