"""The sentences of mistakes in indicators.yaml and data/reference."""

from __future__ import annotations

from collections.abc import Mapping

CATALOGUE_MISTAKES: Mapping[str, str] = {
    "no_file": "không tìm thấy tệp",
    "not_text": "tệp không phải văn bản UTF-8",
    "too_large": "tệp lớn hơn {limit} MB",
    "syntax": "sai cú pháp YAML: {problem}",
    "alias": "không dùng bí danh (&, *) trong tệp này",
    "duplicate_key": "khóa “{key}” viết hai lần",
    "unknown_key": "không có khóa tên “{key}”",
    "missing_key": "thiếu khóa “{key}”",
    "wrong_kind": "giá trị không hợp lệ: {problem}",
    "duplicate_code": "mã “{code}” đã dùng ở dòng {line}",
    "unknown_reference": "{what} “{code}” chưa khai báo",
    "stages_overlap": "các giai đoạn chồng nhau: {first} và {second}",
    "stage_outside": "giai đoạn {stage} nằm ngoài các năm của chương trình {first}–{last}",
    "stage_reversed": "giai đoạn {stage} kết thúc trước khi bắt đầu",
    "no_base": "mục tiêu loại {kind} phải ghi năm gốc (base_year)",
    "no_source_indicator": "mục tiêu loại {kind} phải ghi chỉ tiêu gốc (of)",
    "no_ratio_names": "chỉ tiêu loại ratio phải ghi numerator_name và denominator_name",
    "no_due": "mục tiêu phải ghi năm đến hạn (due) hoặc giai đoạn (stage)",
    "due_outside": "hạn {due} nằm ngoài các chương trình của chỉ tiêu",
    "needs_stage": "mục tiêu loại stage_total phải ghi giai đoạn (stage)",
    "needs_judged": "mục tiêu loại annual_change phải ghi judged: each_year hoặc average",
    "needs_bound": "toán tử {op} phải đi với {needed}",
    "range_reversed": "khoảng {low}–{high} bị ngược",
    "owners_overlap": "hai cơ quan chủ trì cùng một ngày: {first} và {second}",
    "validity_reversed": "ngày hết hiệu lực trước ngày bắt đầu",
    "aggregation": "chỉ tiêu loại {kind} không cộng theo {aggregation}",
    "group_programme": "nhóm “{group}” thuộc chương trình {programme}, không phải chương trình của chỉ tiêu",
    "columns": "các cột phải là: {columns}",
    "bad_date": "“{text}” không phải ngày dạng năm-tháng-ngày",
    "bad_number": "“{text}” không phải số",
    "bad_period": "“{text}” không phải kỳ báo cáo",
}


def mistake_text(mistake: str, /, **details: object) -> str:
    return CATALOGUE_MISTAKES[mistake].format(**details)
