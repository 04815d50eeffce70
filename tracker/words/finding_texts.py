"""The Vietnamese texts of the findings; tracker.words.findings puts them together."""

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

_DOWNLOAD = "Hãy tải biểu mẫu ở trang Nộp số liệu, chép số vào và nộp lại."

# The file itself: severity, title, what was read, what to do. Each of them means `refuse`.
FILE_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "empty_file": ("error", "Tệp rỗng", "Tệp không có nội dung.", "Hãy lưu lại tệp rồi nộp lại."),
    "file_too_large": (
        "error",
        "Tệp quá lớn",
        "Tệp nặng {size} MB, vượt giới hạn {limit} MB.",
        "Hãy xóa ảnh và trang tính thừa rồi nộp lại.",
    ),
    "unpacked_too_large": (
        "error",
        "Tệp phình quá lớn khi mở",
        "Nội dung bên trong tệp lớn khác thường ({size} MB).",
        _DOWNLOAD,
    ),
    "too_many_cells": (
        "error",
        "Trang tính quá lớn",
        "Trang tính “{sheet}” kéo đến ô {cell}, vượt giới hạn đọc.",
        "Hãy xóa các dòng, cột thừa ở cuối trang tính rồi nộp lại.",
    ),
    "truncated_file": (
        "error",
        "Tệp hỏng hoặc tải lên chưa đủ",
        "Tệp bị cắt hoặc hỏng nên không mở được.",
        "Hãy mở bằng Excel, lưu lại rồi nộp lại.",
    ),
    "encrypted_file": (
        "error",
        "Tệp đặt mật khẩu",
        "Tệp được bảo vệ bằng mật khẩu mở tệp.",
        "Hãy bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi nộp lại.",
    ),
    "html_file": (
        "error",
        "Trang web đội tên bảng tính",
        "Tệp thật ra là một trang web (HTML), không phải bảng tính.",
        "Hãy mở bằng Excel, chọn Lưu thành .xlsx rồi nộp lại.",
    ),
    "not_a_workbook": (
        "error",
        "Không phải bảng tính",
        "Tệp không phải bảng tính Excel (.xlsx, .xls, .ods).",
        _DOWNLOAD,
    ),
    "not_our_form": (
        "error",
        "Không phải biểu mẫu của hệ thống",
        "Mở được bảng tính nhưng không nhận ra biểu số liệu của hệ thống.",
        _DOWNLOAD,
    ),
}

FORM_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "old_form": (
        "error",
        "Biểu mẫu phiên bản cũ",
        "Biểu này là phiên bản {found}, hiện dùng phiên bản {expected}.",
        "Hãy tải biểu mới và chép số sang.",
    ),
    "old_catalogue": (
        "warning",
        "Danh mục chỉ tiêu đã thay đổi",
        "Biểu được tải trước khi danh mục chỉ tiêu thay đổi.",
        "Nên tải biểu mới; nếu các số vẫn đúng thì xác nhận khi nộp.",
    ),
    "demo_form": (
        "error",
        "Biểu của bản minh họa",
        "Biểu này tải từ bản minh họa, không dùng để nộp số liệu thật.",
        "Hãy tải biểu mới từ hệ thống đang dùng.",
    ),
    "damaged_form": (
        "error",
        "Biểu mẫu bị hỏng",
        "Không tìm thấy {what} của biểu.",
        "Hãy tải biểu mới và chép số sang.",
    ),
    "locked_cell_changed": (
        "error",
        "Ô khóa bị sửa",
        "Ô này đọc được “{found}”, biểu gốc là “{expected}”.",
        "Hãy khôi phục nội dung gốc hoặc tải biểu mới và chép số sang.",
    ),
    "unknown_row": (
        "error",
        "Dòng không có trong biểu",
        "Mã chỉ tiêu “{found}” không thuộc biểu của đơn vị này.",
        "Hãy xóa dòng này, hoặc tải biểu mới nếu danh mục vừa thay đổi.",
    ),
    "missing_row": (
        "warning",
        "Thiếu dòng của biểu",
        "Không thấy dòng của chỉ tiêu {indicator_code} – {name}.",
        "Chỉ tiêu này được coi là chưa có số liệu; hãy tải biểu mới nếu dòng bị xóa nhầm.",
    ),
    "missing_value": (
        "warning",
        "Để trống",
        "Ô số liệu để trống mà chưa chọn Tình trạng.",
        "Hãy nhập số, hoặc chọn “Không phát sinh” hay “Chưa có số liệu”; để trống được hiểu là chưa có số liệu.",
    ),
    "missing_part": (
        "error",
        "Thiếu tử số hoặc mẫu số",
        "Chỉ có {present}, chưa có {absent}.",
        "Hãy nhập cả tử số và mẫu số để tính được tỷ lệ.",
    ),
    "rate_without_parts": (
        "warning",
        "Tỷ lệ không có tử số, mẫu số",
        "Tỷ lệ {value} % được nhập thẳng, không có tử số và mẫu số.",
        "Hãy nhập tử số và mẫu số; thiếu chúng thì không cộng được lên cấp tỉnh.",
    ),
    "zero_denominator": (
        "error",
        "Mẫu số bằng 0",
        "Mẫu số bằng 0 nên không tính được tỷ lệ.",
        "Hãy nhập mẫu số, hoặc chọn “Không phát sinh” ở cột Tình trạng.",
    ),
    "unknown_status": (
        "error",
        "Tình trạng không hợp lệ",
        "Cột Tình trạng đọc được “{text}”.",
        "Hãy chọn một trong: {choices}.",
    ),
    "status_contradicts_value": (
        "error",
        "Tình trạng trái với số liệu",
        "Tình trạng là “{status}” nhưng ô số liệu là {value}.",
        "Hãy sửa Tình trạng hoặc xóa số.",
    ),
    "status_without_value": (
        "error",
        "Báo có số liệu nhưng để trống",
        "Tình trạng là “Có số liệu” nhưng không có số.",
        "Hãy nhập số hoặc chọn lại Tình trạng.",
    ),
    "earlier_value_stays": (
        "warning",
        "Số đã nộp trước vẫn giữ",
        "Lần này không có số, nhưng lần trước đã nộp {value}.",
        "Số đã nộp vẫn được giữ; muốn bỏ thì hoàn tác lần nộp trước.",
    ),
    "numerator_differs": (
        "error",
        "Tử số khác số đã ghi ở dòng khác",
        "Tử số là {numerator}, nhưng chỉ tiêu {other_code} ghi {other}.",
        "Hai số này là một: hãy sửa cho khớp.",
    ),
    "no_values": (
        "error",
        "Biểu chưa điền",
        "Không có số liệu nào trong biểu.",
        "Hãy điền số vào các ô nền vàng nhạt rồi nộp lại.",
    ),
}

NUMBER_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "ambiguous_number": (
        "warning",
        "Số có thể hiểu hai cách",
        "“{text}” được đọc là {value}.",
        "Hãy kiểm tra dấu chấm, dấu phẩy; nếu đọc đúng thì xác nhận khi nộp.",
    ),
    "reread_percent": (
        "warning",
        "Dấu chấm được hiểu là dấu thập phân",
        "“{text}” được đọc là {value} %, vì tỷ lệ không thể vượt 100 %.",
        "Nếu đọc đúng thì xác nhận khi nộp; nên viết dấu phẩy thập phân.",
    ),
    "ambiguous_percent": (
        "warning",
        "Tỷ lệ rất nhỏ",
        "Đọc được {value} %; có thể ý là {hundredfold} %.",
        "Hãy kiểm tra; nếu đúng thì xác nhận khi nộp.",
    ),
    "excel_error": (
        "error",
        "Ô báo lỗi Excel",
        "Ô có lỗi {text} nên không có số.",
        "Hãy sửa công thức hoặc nhập số trực tiếp.",
    ),
    "formula_without_value": (
        "error",
        "Công thức chưa tính",
        "Ô là công thức {text} nhưng tệp không lưu kết quả.",
        "Hãy mở bằng Excel, lưu lại, hoặc nhập số trực tiếp.",
    ),
    "date_instead_of_number": (
        "error",
        "Số bị đổi thành ngày",
        "Ô là ngày {text}; Excel thường tự đổi “1/2”, “1-5” thành ngày.",
        "Hãy định dạng ô là số rồi nhập lại.",
    ),
    "qualified_number": (
        "error",
        "Không phải một số cụ thể",
        "Đọc được “{text}”, là mức mục tiêu hoặc khoảng, không phải số thực hiện.",
        "Hãy nhập một số cụ thể.",
    ),
    "change_not_level": (
        "error",
        "Mức tăng, giảm thay cho số thực hiện",
        "Đọc được “{text}”, là mức thay đổi chứ không phải số của kỳ này.",
        "Hãy nhập số thực hiện của kỳ.",
    ),
}
