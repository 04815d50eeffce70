"""The Vietnamese texts of findings on forms and cells; tracker.words.findings puts them together."""

from __future__ import annotations

from collections.abc import Mapping

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
        "Số đã nộp vẫn được giữ; muốn rút thì chọn “Chưa có số liệu” ở cột Tình trạng và đồng ý rút khi lưu.",
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
