"""The Vietnamese texts of what the rules on figures find."""

from __future__ import annotations

from collections.abc import Mapping

# The checks of tracker.core.checks: title, what was read, what to do. Severities stand in CHECKS.
CHECK_TEXTS: Mapping[str, tuple[str, str, str]] = {
    "not_a_number": (
        "Không phải số",
        "Đọc được “{text}”, không phải là số.",
        "Hãy nhập số (ví dụ 1.234,5); không có phát sinh hoặc chưa có số liệu thì chọn ở cột Tình trạng.",
    ),
    "negative_count": (
        "Số âm",
        "Đọc được {value}; số lượng không thể âm.",
        "Hãy nhập số từ 0 trở lên.",
    ),
    "fractional_count": (
        "Số lượng có phần lẻ",
        "Đọc được {value}; chỉ tiêu này thường là số nguyên.",
        "Hãy kiểm tra dấu phẩy, dấu chấm; nếu đúng thì xác nhận khi nộp.",
    ),
    "percent_over_100": (
        "Tỷ lệ vượt 100 %",
        "Tỷ lệ là {value} %, cao hơn mức có thể là {ceiling} %.",
        "Hãy kiểm tra tử số và mẫu số.",
    ),
    "above_ceiling": (
        "Vượt mức tối đa",
        "Đọc được {value}, cao hơn mức tối đa có thể là {ceiling}.",
        "Hãy kiểm tra lại số và đơn vị tính.",
    ),
    "numerator_exceeds_denominator": (
        "Tử số lớn hơn mẫu số",
        "Tử số {numerator} lớn hơn mẫu số {denominator}.",
        "Hãy kiểm tra xem hai số có bị đổi chỗ hoặc nhập thiếu không.",
    ),
    "rate_mismatch": (
        "Tỷ lệ không khớp tử số và mẫu số",
        "Tỷ lệ ghi {value} %, nhưng {numerator} trên {denominator} là {computed} %.",
        "Hãy để ô tỷ lệ tự tính, hoặc sửa tử số, mẫu số.",
    ),
    "h1_exceeds_year_estimate": (
        "6 tháng lớn hơn ước cả năm",
        "Thực hiện 6 tháng là {value}, lớn hơn ước cả năm {estimate}.",
        "Số của cả năm gồm cả 6 tháng đầu: hãy sửa một trong hai số.",
    ),
    "estimate_below_actual": (
        "Ước cả năm thấp hơn số đã thực hiện",
        "Ước cả năm là {value}, thấp hơn {actual} đã thực hiện đến {actual_period}.",
        "Hãy sửa số ước, hoặc nộp lại số của kỳ trước nếu số đó sai.",
    ),
    "year_below_half": (
        "Cả năm thấp hơn 6 tháng",
        "Số cả năm là {value}, thấp hơn {half} của 6 tháng đầu năm đã báo cáo.",
        "Số cả năm phải gồm cả 6 tháng đầu: hãy kiểm tra lại.",
    ),
    "stage_total_falling": (
        "Số lũy kế giảm",
        "Số lũy kế là {value}, thấp hơn {last} của {last_period}.",
        "Số cộng dồn trong giai đoạn không giảm: hãy kiểm tra lại.",
    ),
    "jump_against_last": (
        "Thay đổi lớn so với lần trước",
        "Đọc được {value}, trong khi {last_period} là {last}.",
        "Hãy kiểm tra; nếu đúng thì xác nhận và ghi lý do.",
    ),
    "opening_differs_from_closing": (
        "Đầu kỳ khác cuối kỳ trước",
        "Số đầu kỳ là {value}, nhưng cuối {closing_period} đã báo cáo {closing}.",
        "Hãy sửa cho khớp, hoặc xác nhận và ghi lý do thay đổi.",
    ),
    "identity_broken": (
        "Các số không cân đối",
        "Đọc được {value}, nhưng {formula} = {computed}.",
        "Hãy kiểm tra các dòng trong phép tính này.",
    ),
    "part_exceeds_whole": (
        "Phần lớn hơn tổng",
        "Đọc được {value}, lớn hơn tổng {whole} của chỉ tiêu {whole_code}.",
        "Hãy kiểm tra cả hai dòng.",
    ),
    "persons_below_households": (
        "Số người ít hơn số hộ",
        "Số người là {value}, ít hơn số hộ {households}.",
        "Mỗi hộ có ít nhất một người: hãy kiểm tra cả hai dòng.",
    ),
    "turns_below_persons": (
        "Số lượt ít hơn số người",
        "Số lượt là {value}, ít hơn số người {persons}.",
        "Mỗi người tính ít nhất một lượt: hãy kiểm tra cả hai dòng.",
    ),
    "sum_mismatch": (
        "Dòng tổng không khớp",
        "Dòng tổng ghi {value}, cộng các đơn vị được {sum}.",
        "Hãy kiểm tra dòng tổng và số của từng đơn vị.",
    ),
    "plan_of_units_vs_province": (
        "Kế hoạch các đơn vị chưa đạt kế hoạch tỉnh",
        "Kế hoạch của tỉnh là {value}, {units} đơn vị cộng lại là {sum}.",
        "Hãy rà lại kế hoạch đã giao.",
    ),
    "wrong_unit": (
        "Biểu của đơn vị khác",
        "Biểu này của đơn vị {found}, không phải {expected}.",
        "Hãy chọn đúng đơn vị hoặc tải biểu của đơn vị mình.",
    ),
    "wrong_unit_of_measure": (
        "Khác đơn vị tính",
        "Đọc được đơn vị tính “{found}”, biểu quy định “{expected}”.",
        "Hãy đổi số về đơn vị tính của biểu và chỉ nhập số.",
    ),
    "wrong_period": (
        "Biểu của kỳ khác",
        "Biểu này của kỳ {found}, không phải {expected}.",
        "Hãy chọn đúng kỳ hoặc tải biểu của kỳ này.",
    ),
    "closed_round": (
        "Kỳ đã khóa",
        "Kỳ {period} đã khóa ngày {closed_on}.",
        "Hãy liên hệ cơ quan tổng hợp để mở lại kỳ.",
    ),
    "duplicate_key": (
        "Chỉ tiêu ghi hai lần",
        "Chỉ tiêu {indicator_code} có số ở hai dòng.",
        "Hãy giữ một dòng và xóa dòng thừa.",
    ),
}
