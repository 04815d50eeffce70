"""The Vietnamese texts of findings on the file itself; tracker.words.findings puts them together."""

from __future__ import annotations

from collections.abc import Mapping

_DOWNLOAD = "Hãy tải biểu mẫu ở trang Nộp số liệu, chép số vào và nộp lại."

# severity, title, what was read, what to do. Each of FILE_TEXTS means `refuse`: nothing in the file was read.
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
    "too_much_text": (
        "error",
        "Chữ trong tệp quá dài",
        "Các ô chứa chữ dài khác thường ({size} MB khi mở hết), vượt giới hạn {limit} MB.",
        "Hãy xóa các đoạn chữ dài lặp lại rồi nộp lại.",
    ),
    "forbidden_markup": (
        "error",
        "Tệp chứa khai báo không được phép",
        "Trong tệp có khai báo DOCTYPE hoặc thực thể XML, bảng tính thông thường không có.",
        "Hãy mở bằng Excel, lưu thành tệp .xlsx mới rồi nộp lại.",
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
        "Tệp thật ra là một trang web (HTML, MHTML) hoặc tệp XML, không phải bảng tính.",
        "Hãy mở bằng Excel, chọn Lưu thành .xlsx rồi nộp lại.",
    ),
    "binary_workbook": (
        "error",
        "Bảng tính dạng nhị phân .xlsb",
        "Tệp là bảng tính .xlsb, hệ thống không đọc dạng này.",
        "Hãy mở bằng Excel, chọn Lưu thành .xlsx rồi nộp lại.",
    ),
    "text_without_table": (
        "error",
        "Tệp chữ không có bảng",
        "Tệp là văn bản thường, không thấy bảng chia cột bằng dấu phẩy, chấm phẩy hoặc tab.",
        "Hãy mở số liệu bằng Excel, chọn Lưu thành .xlsx rồi nộp lại.",
    ),
    "not_a_workbook": (
        "error",
        "Không phải bảng tính",
        "Tệp không phải bảng tính (.xlsx, .xlsm, .xls, .ods, .csv).",
        _DOWNLOAD,
    ),
    "no_table": (
        "error",
        "Không thấy bảng số liệu",
        "Mở được tệp nhưng không tìm thấy bảng số liệu nào: không có dòng tiêu đề với cột chỉ tiêu hoặc cột địa bàn.",
        _DOWNLOAD,
    ),
}

# What is said about a file that was read.
NOTICE_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "macro_present": (
        "warning",
        "Tệp có macro",
        "Tệp chứa macro; hệ thống không chạy và không đọc macro.",
        "Nếu số liệu không phụ thuộc macro thì xác nhận khi nộp; nên lưu thành .xlsx.",
    ),
    "external_link": (
        "warning",
        "Liên kết sang tệp khác",
        "{what} lấy số từ tệp khác ({files}); hệ thống không mở tệp đó, chỉ đọc số đã lưu.",
        "Hãy kiểm tra các số này; nên dán thành giá trị trước khi nộp.",
    ),
    "encoding_guessed": (
        "warning",
        "Bảng mã được đoán",
        "Tệp không ghi bảng mã; đã đọc theo bảng mã {encoding}.",
        "Hãy xem chữ tiếng Việt đọc được có đúng không; nên lưu thành CSV UTF-8 hoặc .xlsx.",
    ),
}
