"""The Vietnamese texts of findings on tables that offices draw themselves; severities among them."""

from __future__ import annotations

from collections.abc import Mapping

# Severity, title, what was read, what to do.
TABLE_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "no_figures": (
        "error",
        "Không lấy được số nào",
        "Đọc được bảng nhưng không lấy được số liệu nào.",
        "Hãy xem các cảnh báo khác, chọn chỉ tiêu và đơn vị trong bảng đối chiếu tên, hoặc điền biểu mẫu ở trang Nộp số liệu.",
    ),
    "unknown_indicator": (
        "warning",
        "Không nhận ra chỉ tiêu",
        "“{text}” không khớp chỉ tiêu nào trong danh mục (gần giống nhất: {nearest}, {score} %), nên số của dòng hoặc cột này chưa được lấy.",
        "Hãy chọn chỉ tiêu trong bảng đối chiếu tên, hoặc xác nhận là bỏ qua.",
    ),
    "code_name_differ": (
        "error",
        "Mã và tên không khớp",
        "Mã {code} là của {name}, nhưng tên ghi là “{text}”.",
        "Hãy sửa mã hoặc tên cho đúng.",
    ),
    "unknown_unit": (
        "error",
        "Không nhận ra đơn vị",
        "“{text}” không có trong danh mục đơn vị của tỉnh tại kỳ này (gần giống nhất: {nearest}, {score} %).",
        "Hãy sửa tên, hoặc chọn đơn vị trong bảng đối chiếu tên.",
    ),
    "ambiguous_unit": (
        "error",
        "Tên đơn vị trùng nhau",
        "“{text}” là tên của nhiều đơn vị: {names}.",
        "Hãy ghi thêm tên huyện hoặc mã đơn vị, hoặc chọn trong bảng đối chiếu tên.",
    ),
    "unit_not_valid": (
        "error",
        "Đơn vị không tồn tại ở kỳ này",
        "“{text}” ({name}) không phải đơn vị báo cáo ngày {day}; địa bàn đó ngày ấy thuộc: {successors}.",
        "Hãy dùng tên và số của đơn vị đang có.",
    ),
    "outside_unit": (
        "error",
        "Đơn vị ngoài phạm vi báo cáo",
        "“{text}” không thuộc phạm vi báo cáo của {sender}.",
        "Hãy bỏ dòng này, hoặc để đơn vị có trách nhiệm nộp.",
    ),
    "unknown_period": (
        "warning",
        "Không rõ kỳ số liệu",
        "“{text}” không phải kỳ báo cáo (quý, 6 tháng, năm), nên số của {count} dòng ghi như vậy không được lấy.",
        "Nếu cần lấy, hãy ghi rõ kỳ, ví dụ “6 tháng đầu năm 2024”, “Năm 2024”.",
    ),
    "unknown_column": (
        "warning",
        "Không nhận ra cột",
        "Cột “{text}” có số nhưng không rõ của kỳ nào, chỉ tiêu nào, nên không lấy.",
        "Nếu cần lấy, hãy ghi rõ năm và loại số liệu ở tiêu đề cột.",
    ),
    "lone_numerator": (
        "warning",
        "Có tử số, thiếu mẫu số",
        "Số này là tử số của “{name}”, nhưng bảng không có tỷ lệ và không có mẫu số ({denominator}), nên không lấy.",
        "Nếu cần lấy, hãy ghi thêm mẫu số hoặc tỷ lệ.",
    ),
    "missing_figure": (
        "warning",
        "Chưa có số liệu",
        "Ô ghi “{text}”: được hiểu là chưa có số liệu, không phải 0.",
        "Nếu không phát sinh, hãy ghi “-” hoặc 0; nếu đúng là chưa có thì xác nhận khi nộp.",
    ),
    "missing_figures": (
        "warning",
        "Cả cột chưa có số liệu",
        "Cả {count} ô của cột để trống: được hiểu là chưa có số liệu, không phải 0.",
        "Nếu không phát sinh, hãy ghi “-” hoặc 0; nếu đúng là chưa có thì xác nhận khi nộp.",
    ),
    "number_as_text": (
        "warning",
        "Số lưu dạng chữ",
        "{count} số được lưu dạng chữ; Excel không cộng được các ô này.",
        "Số đã đọc được; hãy kiểm tra rồi xác nhận khi nộp.",
    ),
    "undecided_number": (
        "error",
        "Số hiểu được hai cách",
        "“{text}” có thể là {value} hoặc {other}; các ô khác trong cột không cho biết là số nào.",
        "Hãy viết lại: dấu chấm ngăn hàng nghìn, dấu phẩy là dấu thập phân.",
    ),
    "unit_converted": (
        "warning",
        "Đã đổi đơn vị tính",
        "Bảng ghi “{found}”, danh mục dùng “{expected}”: số được {factor}.",
        "Hãy kiểm tra đơn vị tính rồi xác nhận khi nộp.",
    ),
    "fraction_as_percent": (
        "warning",
        "Tỷ lệ ghi bằng phần của 1",
        "Tỷ lệ ghi {value}, khớp với tử số trên mẫu số là {hundredfold} %; các tỷ lệ này trong bảng đã được nhân với 100.",
        "Hãy kiểm tra rồi xác nhận khi nộp; nên định dạng ô là % hoặc ghi {hundredfold}.",
    ),
    "hidden_rows": (
        "warning",
        "Có dòng bị ẩn",
        "{count} dòng ẩn có số liệu; các số này vẫn được đọc.",
        "Hãy bỏ ẩn và xem lại; nếu không cần thì xóa hẳn.",
    ),
    "hidden_columns": (
        "warning",
        "Có cột bị ẩn",
        "{count} cột ẩn thuộc bảng số liệu; nội dung vẫn được đọc.",
        "Hãy bỏ ẩn và xem lại; nếu không cần thì xóa hẳn.",
    ),
    "legacy_encoding": (
        "warning",
        "Chữ theo bảng mã cũ",
        "Chữ trong tệp dùng bảng mã {encoding}; đã chuyển sang Unicode để đọc.",
        "Hãy xem các tên đã nhận ra có đúng không rồi xác nhận khi nộp.",
    ),
    "duplicate_row": (
        "warning",
        "Số ghi hai lần",
        "Số này đã có ở ô {first} với cùng giá trị; chỉ lấy một lần.",
        "Hãy xóa dòng thừa, hoặc xác nhận khi nộp.",
    ),
    "duplicate_conflict": (
        "error",
        "Một số có hai giá trị",
        "Cùng đơn vị, chỉ tiêu và kỳ: ô này ghi {value}, khác với ô {other}.",
        "Hãy giữ một số đúng và xóa số kia.",
    ),
    "scope_change": (
        "warning",
        "Địa bàn thay đổi",
        "Số của {period} thuộc địa bàn khác với kỳ báo cáo (sáp nhập từ 01/7/2025) nên được đọc nhưng không lưu.",
        "Không so sánh thẳng hai số này; nếu cần sửa số cũ, hãy nộp riêng cho kỳ đó.",
    ),
    "formula_like_text": (
        "warning",
        "Chữ giống công thức",
        "Ô ghi chữ “{text}” giống công thức; hệ thống chỉ coi là chữ.",
        "Hãy kiểm tra nguồn gốc của tệp.",
    ),
    "markup_in_text": (
        "warning",
        "Chữ có mã trang web",
        "Ô ghi “{text}” có mã HTML; hệ thống chỉ coi là chữ.",
        "Hãy kiểm tra nguồn gốc của tệp.",
    ),
}
