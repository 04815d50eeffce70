"""The sentences of mistakes in indicators.yaml and data/reference."""

from __future__ import annotations

from collections.abc import Mapping

CATALOGUE_MISTAKES: Mapping[str, str] = {
    "no_file": "không tìm thấy tệp",
    "not_text": "tệp không phải văn bản UTF-8",
    "too_large": "tệp lớn hơn {limit} MB",
    "syntax": "sai cú pháp YAML: {problem}",
    "alias": "không dùng bí danh (&, *) trong tệp này",
    "tag": "không dùng thẻ {tag} trong tệp này",
    "too_deep": "lồng nhau quá {limit} tầng",
    "not_a_mapping": "tệp trống hoặc không bắt đầu bằng một khóa",
    "second_document": "tệp chỉ được có một tài liệu YAML",
    "key_not_a_word": "khóa phải là một từ",
    "duplicate_key": "khóa “{key}” viết hai lần",
    "unknown_key": "không có khóa tên “{key}”",
    "missing_key": "thiếu khóa “{key}”",
    "missing_item": "thiếu phần tử thứ {number}",
    "wrong_kind": "giá trị không hợp lệ: {problem}; đang là “{value}”",
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
    "needless_bound": "toán tử {op} không đi với {needless}",
    "range_reversed": "khoảng {low}–{high} bị ngược",
    "owners_overlap": "hai cơ quan chủ trì cùng một ngày: {first} và {second}",
    "validity_reversed": "ngày hết hiệu lực trước ngày bắt đầu",
    "aggregation": "chỉ tiêu loại {kind} không cộng theo {aggregation}",
    "target_kind": "mục tiêu loại {target} không dùng cho chỉ tiêu loại {kind}",
    "target_programme": "mục tiêu ghi chương trình {programme}, không phải chương trình của chỉ tiêu",
    "no_programme": "chỉ tiêu phải thuộc ít nhất một chương trình",
    "computed_from_itself": "chỉ tiêu không thể tính từ chính nó",
    "needless_departments": "ghi departments thì reported_by phải có department",
    "bad_day": "“{text}” không phải ngày/tháng",
    "thresholds_order": "các ngưỡng phải giảm dần: on_track, at_risk, off_track",
    "group_programme": "nhóm “{group}” thuộc chương trình {programme}, không phải chương trình của chỉ tiêu",
    "shared_name": "tên “{name}” đã là tên của {code}",
    "shared_rule": "các cụm từ {words} đã dùng để nhận ra {code}",
    "no_words": "recognised_by phải có ít nhất một cụm từ, không để trống",
    "part_of_no_ratio": "chỉ tiêu loại {kind} không có tử số, mẫu số",
    "unknown_group": "nhóm “{group}” không có trong disaggregations",
    "columns": "các cột phải là: {columns}",
    "cells": "dòng có {found} ô, phải có {expected}",
    "bad_choice": "“{text}” không thuộc: {allowed}",
    "empty_cell": "không được để trống",
    "two_defaults": "đơn vị cũ “{code}” phải có đúng một đơn vị mới mặc định",
    "units_overlap": "mã “{code}” có hai đơn vị cùng một ngày",
    "successor_in_part": "successor_code, successor_level và successor_from phải cùng có hoặc cùng để trống",
    "successor_too_early": "cơ quan kế tiếp phải nhận việc sau ngày {day}",
    "bad_stage": "“{text}” không phải giai đoạn dạng 2021-2025",
    "one_lead": "nhiệm vụ {code} phải có đúng một cơ quan chủ trì (lead), đang có {count}",
    "bad_date": "“{text}” không phải ngày dạng năm-tháng-ngày",
    "bad_number": "“{text}” không phải số",
    "bad_period": "“{text}” không phải kỳ báo cáo",
}


# The kinds of value by the beginning of pydantic's name for the error.
KINDS: Mapping[str, str] = {
    "float": "số",
    "int": "số nguyên",
    "bool": "true hoặc false",
    "date": "ngày dạng năm-tháng-ngày",
    "string": "chữ",
    "tuple": "danh sách",
    "model": "một nhóm khóa",
    "dict": "một nhóm khóa",
    "too_short": "danh sách dài hơn",
    "too_long": "danh sách ngắn hơn",
}

# by the kinds of error that the validator of the model knows
WRONG_KINDS: Mapping[str, str] = {
    "literal_error": "chỉ nhận {expected}",
    "float_type": "phải là số",
    "int_type": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "string_type": "phải là chữ (số, ngày, true, false thì đặt trong ngoặc kép)",
    "bool_type": "phải là true hoặc false",
    "date_type": "phải là ngày dạng năm-tháng-ngày, như 2021-09-20",
    "tuple_type": "phải là một danh sách",
    "model_type": "phải gồm các khóa và giá trị",
    "too_long": "có nhiều hơn {max_length} phần tử",
}


def mistake_text(mistake: str, /, **details: object) -> str:
    return CATALOGUE_MISTAKES[mistake].format(**details)


def wrong_kind_text(kind: str, value: object, details: Mapping[str, object], otherwise: str) -> str:
    """Why a value does not fit its key, and what stands there, cut short."""
    known = {name: str(detail).replace("'", "").replace(" or ", ", ") for name, detail in details.items()}
    problem = WRONG_KINDS[kind].format(**known) if kind in WRONG_KINDS else otherwise
    shown = "" if value is None else str(value)
    return mistake_text("wrong_kind", problem=problem, value=shown[:40] + "…" * (len(shown) > 40))
