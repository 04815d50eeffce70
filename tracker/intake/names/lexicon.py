"""Words grouped into phrases, so that "hộ cận nghèo" is not read as "hộ nghèo" with a word between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Phrases that change nothing of what a figure is; the same in every table.
HARMLESS = (
    "trong đó", "cụ thể", "chia ra", "gồm", "bao gồm", "toàn tỉnh", "toàn huyện", "toàn thành phố", "toàn xã",
    "toàn phường", "trên địa bàn", "trên địa bàn tỉnh", "trên địa bàn huyện", "trên địa bàn xã", "của tỉnh",
    "của huyện", "của xã", "kết quả", "rà soát", "kết quả rà soát", "kết quả thực hiện", "số liệu", "tổng hợp", "diễn biến",
    "hằng năm", "hàng năm", "trong năm", "trong kỳ", "cuối kỳ", "cuối năm", "thời điểm cuối năm", "kỳ báo cáo",
    "hiện có", "hiện nay", "đến nay", "tính đến nay", "thời điểm", "chỉ số", "các chỉ số", "chỉ tiêu", "mục tiêu",
    "theo chuẩn nghèo", "theo chuẩn nghèo đa chiều", "theo nhóm đối tượng", "nhóm đối tượng", "phân theo",
    "theo các nhóm đối tượng", "chia theo", "phân theo nhóm đối tượng", "thực hiện", "ước thực hiện", "ước", "kế hoạch", "thực tế", "chính thức",
    "sơ bộ", "dự kiến", "năm", "tháng", "quý", "kỳ", "ngày", "đến", "hết", "các", "thuộc", "thuộc diện", "được", "và", "của",
    "đã", "th", "kh", "biểu",
)  # fmt: skip
# Phrases that name something of their own: a word of theirs is never taken for a part of a name.
APART = (
    "tổng số", "chủ hộ", "hộ không nghèo", "thoát nghèo", "mới thoát nghèo", "huyện nghèo", "xã nghèo", "thôn nghèo",
    "người nghèo", "nghèo đa chiều", "cận nghèo", "tái cận nghèo", "khả năng lao động", "vùng đồng bào dân tộc thiểu số",
    "dân tộc thiểu số", "cơ quan tư pháp", "nhân khẩu", "số khẩu", "khẩu", "vốn sự nghiệp", "kế hoạch vốn", "vốn kế hoạch", "ngân sách địa phương",
    "ngân sách nhà nước", "nông thôn", "thành thị", "khu vực", "giảm nghèo",
)  # fmt: skip
POPULATIONS = ("hộ nghèo", "hộ cận nghèo")
# What is counted, by the first word behind "số" or "tỷ lệ": households or people.
HEADS = {"hộ": "hộ", "người": "người", "trẻ": "người", "lao": "người", "thành": "người", "học": "người"}


class Lexicon:
    """Splits keys into the longest phrases that it knows, else into single words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in set(phrases):
            words = tuple(phrase.split())
            if words:
                self._by_first.setdefault(words[0], []).append(words)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def split(self, key: str) -> list[str]:
        words = key.split()
        tokens, at = [], 0
        while at < len(words):
            found = self._longest(words, at)
            tokens.append(" ".join(words[at : at + found]))
            at += found
        return tokens

    def _longest(self, words: Sequence[str], at: int) -> int:
        for known in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(known)]) == known:
                return len(known)
        return 1
