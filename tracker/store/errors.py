"""What can go wrong with the database, each as one Vietnamese sentence for whoever runs the tracker."""

from __future__ import annotations

import errno

import duckdb


class StoreError(Exception):
    """A fault of the database or its surroundings; `str(error)` is the sentence to show."""

    sentence = "Cơ sở dữ liệu {where} gặp lỗi: {detail}"

    def __init__(self, where: object = "", **details: object) -> None:
        self.where = str(where)
        super().__init__(self.sentence.format(where=where, **({"detail": ""} | details)))


class NewerDatabase(StoreError):
    sentence = (
        "Cơ sở dữ liệu {where} do phiên bản mới hơn của phần mềm tạo ra{detail}; "
        "hãy cập nhật phần mềm, dữ liệu được giữ nguyên."
    )


class OlderDatabase(StoreError):
    sentence = (
        "Cơ sở dữ liệu {where} thuộc phiên bản cũ hơn{detail}; hãy chạy `python -m tracker init` để nâng cấp."
    )


class DatabaseLocked(StoreError):
    sentence = (
        "Cơ sở dữ liệu {where} đang được một tiến trình khác sử dụng; "
        "hãy dừng ứng dụng đang chạy rồi thử lại."
    )


class DatabaseReadOnly(StoreError):
    sentence = "Không ghi được vào {where}: tệp hoặc thư mục chỉ cho phép đọc; hãy cấp quyền ghi."


class DiskFull(StoreError):
    sentence = (
        "Ổ đĩa chứa {where} đã đầy nên lần ghi này chưa được lưu; hãy giải phóng chỗ trống rồi thử lại."
    )


class FolderMissing(StoreError):
    sentence = "Không tìm thấy thư mục {where}; hãy tạo thư mục này hoặc sửa TRACKER_DATABASE."


class DataPathMissing(StoreError):
    sentence = (
        "Cơ sở dữ liệu {where} cần thư mục dữ liệu; "
        "hãy đặt TRACKER_DATA_PATH hoặc thêm ?data_path=… vào địa chỉ."
    )


class NotADatabase(StoreError):
    sentence = "{where} không phải là cơ sở dữ liệu của phần mềm này hoặc đã hỏng; tệp được giữ nguyên."


class DatabaseUnreachable(StoreError):
    sentence = "Không kết nối được máy chủ PostgreSQL của {where}; hãy kiểm tra máy chủ và địa chỉ."


class ExtensionMissing(StoreError):
    sentence = "Thiếu thành phần {where} của DuckDB; hãy cài lại bằng `pip install -r requirements.txt`."


class AccountExists(StoreError):
    sentence = "Tên đăng nhập “{where}” đã có người dùng; hãy chọn tên khác."


class NoSuchAccount(StoreError):
    sentence = "Không có tài khoản “{where}”."


class StaleAccount(StoreError):
    sentence = "Tài khoản “{where}” vừa được người khác thay đổi nên chưa lưu; hãy xem lại rồi thực hiện lại."


class LastAdministrator(StoreError):
    sentence = (
        "“{where}” là tài khoản quản trị duy nhất đăng nhập được nên không đổi được; "
        "hãy thêm một người quản trị khác trước."
    )


class StaleRevision(StoreError):
    sentence = "Số liệu vừa được người khác thay đổi; hãy tải lại trang rồi xác nhận lại."


class StaleFigures(StoreError):
    sentence = "Có số liệu trong lần nộp này vừa được người khác thay đổi; hãy xem lại rồi xác nhận lại."


class StaleReview(StoreError):
    """Somebody else acted on the submission `where` meanwhile."""

    sentence = "Lần nộp này vừa được người khác xử lý; hãy tải lại trang rồi xem lại."


class ApprovedFigures(StoreError):
    """The figures of this unit and period are approved: they change only after they were reopened."""

    sentence = "Số liệu của đơn vị {unit_code} cho kỳ {period} đã được duyệt; hãy xin mở lại trước khi sửa."

    def __init__(self, where: object, *, unit_code: str = "", period: str = "") -> None:
        self.unit_code, self.period = unit_code, period
        super().__init__(where, unit_code=unit_code, period=period)


class StaleEntry(StoreError):
    sentence = "Nội dung này vừa được người khác thay đổi; hãy xem bản mới rồi làm lại."


class RoundExists(StoreError):
    sentence = "Đã có kỳ báo cáo tên “{where}”; hãy đặt tên khác."


class NoSuchRound(StoreError):
    sentence = "Không tìm thấy kỳ báo cáo này; hãy tải lại trang."


class RoundMoved(StoreError):
    sentence = (
        "Kỳ báo cáo “{where}” vừa được người khác mở, khóa, ký hoặc sửa; "
        "chưa thay đổi gì, hãy tải lại trang rồi xem lại."
    )


class RoundsOverlap(StoreError):
    sentence = (
        "{detail} chỉ tiêu của đơn vị đã thuộc kỳ báo cáo “{where}” cùng thời gian; "
        "hãy chọn lại phạm vi chỉ tiêu của kỳ này rồi mở."
    )


class WriteConflict(StoreError):
    sentence = "Nhiều người đang ghi vào {where} cùng lúc nên lần ghi này chưa được lưu; hãy thử lại."


class WorkspaceNotEmpty(StoreError):
    sentence = "{where} đã có số liệu thật nên không thể chuyển thành bản minh họa."


# Fragments of DuckDB's messages, first match wins. A message that changes with a new DuckDB fails
# tests/store/test_faults.py.
_FRAGMENTS: tuple[tuple[str, type[StoreError]], ...] = (
    ("no space left on device", DiskFull),
    ("file too large", DiskFull),
    ("disk quota exceeded", DiskFull),
    ("could not set lock on file", DatabaseLocked),
    ("being used by another process", DatabaseLocked),
    ("trying to read a database file with version number", NewerDatabase),
    ("serialization version", NewerDatabase),
    ("not a valid duckdb database file", NotADatabase),
    ("corrupt", NotADatabase),
    ("checksum", NotADatabase),
    ("unable to connect to postgres", DatabaseUnreachable),
    ("connection to server", DatabaseUnreachable),
    ("read-only file system", DatabaseReadOnly),
    ("permission denied", DatabaseReadOnly),
    ("attached in read-only mode", DatabaseReadOnly),
)


def is_conflict(error: duckdb.Error) -> bool:
    """Whether another writer committed first, so that the same write on fresh data can succeed."""
    text = str(error).lower()
    return "conflict" in text and "could not set lock" not in text


def is_made_twice(error: duckdb.Error) -> bool:
    """Whether PostgreSQL refused to make what another server had just made."""
    text = str(error).lower()
    return "duplicate key" in text or "already exists" in text or ("relation" in text and "not exist" in text)


def is_fatal(error: duckdb.Error) -> bool:
    """Whether DuckDB gave the open database up and it has to be opened again."""
    return isinstance(error, duckdb.FatalException) or "has been invalidated" in str(error)


def translate(error: duckdb.Error, where: object) -> StoreError | None:
    """The store's own error for a fault of the surroundings; None when it is a mistake in our SQL."""
    text = str(error).lower()
    for fragment, kind in _FRAGMENTS:
        if fragment in text:
            return kind(where)
    if isinstance(error, duckdb.IOException) or is_fatal(error):
        return StoreError(where, detail=str(error).splitlines()[0])
    return None


def translate_os(error: OSError, where: object) -> StoreError:
    """The store's own error for a file that could not be read or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(where)
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return DatabaseReadOnly(where)
    if error.errno == errno.ENOENT:
        return FolderMissing(where)
    return StoreError(where, detail=error.strerror or str(error))
