"""What the Word report says besides its figures: letterhead, headings, column titles, notes, closing."""

from __future__ import annotations

from collections.abc import Mapping

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
COMMITTEE, COMMITTEE_SHORT = "Ủy ban nhân dân", "UBND"
ON_BEHALF = "TM. ỦY BAN NHÂN DÂN"
CHAIR, DIRECTOR = "CHỦ TỊCH", "GIÁM ĐỐC"
# Who stands above a department that is no part of the province's People's Committee.
MINISTRY_ABOVE: Mapping[str, str] = {"Công an tỉnh": "BỘ CÔNG AN"}
NUMBER = "Số: {number}/BC-{symbol}"
NO_NUMBER = "     "
REPORT = "BÁO CÁO"
RECIPIENTS = "Nơi nhận:"
ARCHIVE = "Lưu: VT, …"
CLOSING = "Trên đây là báo cáo của {agency}./."
LEADERS = (
    "Thường trực Tỉnh ủy (báo cáo)",
    "Thường trực HĐND tỉnh (báo cáo)",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
)
BELOW = ("Các sở, ban, ngành của tỉnh", "UBND các xã, phường")
TO_COMMITTEE = "UBND tỉnh (báo cáo)"
TO_MINISTRY = "{name} (báo cáo)"
TO_DEPARTMENT = "{name} (tổng hợp)"

PARTS: Mapping[str, str] = {
    "results": "KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU, CHỈ TIÊU",
    "mechanisms": "TRIỂN KHAI CƠ CHẾ, CHÍNH SÁCH, CHƯƠNG TRÌNH; RÀ SOÁT VĂN BẢN",
    "shortcomings": "TỒN TẠI, HẠN CHẾ, KHÓ KHĂN VÀ NGUYÊN NHÂN",
    "next": "MỤC TIÊU, NHIỆM VỤ, GIẢI PHÁP {next}",
    "proposals": "ĐỀ XUẤT, KIẾN NGHỊ",
}
DETAILS = "Chi tiết tại"
AGAINST_TARGETS = "So với mục tiêu và kế hoạch"
AGAINST_BEFORE = "So với cùng kỳ và năm trước"
COURSE = "Diễn biến các chỉ tiêu chậm nhất"
NATIONAL = "So với mục tiêu quốc gia"
UNITS = "Kết quả theo đơn vị"
ENDED = "{name} (đã kết thúc năm {year})"
HIGHLIGHTS = "Kết quả nổi bật, mô hình, cách làm hay"
POLICIES = "Triển khai cơ chế, chính sách, chương trình, đề án"
DOCUMENTS = "Rà soát văn bản đã ban hành, triển khai"
TASKS = "Thực hiện nhiệm vụ của kế hoạch"
EXPLANATIONS = "Giải trình về các chỉ tiêu"
PROPOSALS: Mapping[str, str] = {
    "proposals_province": "Với UBND tỉnh",
    "proposals_ministry": "Với bộ, ngành trung ương",
    "proposals_government": "Với Chính phủ",
    "proposals_assembly": "Với Quốc hội",
}
NEXT_TARGETS = "Mục tiêu, chỉ tiêu"
NEXT_TASKS = "Nhiệm vụ, giải pháp"

TARGET_HEAD = ("TT", "Chỉ tiêu", "Mục tiêu phải đạt", "Thực hiện", "Cần có đến nay", "Đánh giá")
TARGET_TABLE = "Kết quả so với mục tiêu, kế hoạch: {programme}"
WORST_FIRST = "{title}, xấu nhất đứng đầu."
CHANGE_HEAD = ("TT", "Chỉ tiêu", "Năm trước", "Cùng kỳ", "Kỳ này", "Tăng, giảm so cùng kỳ", "Ước cả năm",
               "Ước so năm trước")  # fmt: skip
CHANGE_HEAD_YEAR = ("TT", "Chỉ tiêu", "Năm trước", "Năm nay", "Tăng, giảm", "Kế hoạch", "So với kế hoạch")
CHANGE_TABLE = "Kết quả so với cùng kỳ, năm trước: {programme}"
CHART = "{name} ({unit_of_measure})"
CHART_ALT = "Biểu đồ: {sentence}"
ACTUAL_TRACES = ("Thực hiện", "Thực hiện 6 tháng")
PLAN_TRACE, ESTIMATE_TRACE = "Kế hoạch năm", "Ước cả năm"
PATH_TRACE, MILESTONE_TRACE, HELD_TRACE = "Đường đến mốc", "Mốc phải đạt", "Mức phải giữ"
SINCE = "từ {year}"
UNITS_HEAD = ("TT", "Đơn vị", "Chậm, đi ngược hoặc không đạt", "Cần đẩy nhanh", "Chỉ tiêu có số liệu")
UNITS_TABLE = "Các đơn vị có nhiều chỉ tiêu chậm nhất so với kế hoạch năm"
DOCUMENTS_HEAD = ("TT", "Số, ký hiệu", "Trích yếu", "Ngày ban hành", "Trạng thái", "Đơn vị ghi")
DOCUMENTS_TABLE = "Danh mục văn bản"
LATE_HEAD = ("TT", "Nhiệm vụ", "Cơ quan", "Hạn", "Căn cứ, kết quả")
LATE_TABLE = "Phần việc chậm so với hạn"
EXPLANATIONS_HEAD = ("Chỉ tiêu, đơn vị", "Câu hỏi", "Trả lời")
EXPLANATIONS_TABLE = "Yêu cầu giải trình và trả lời"
NEXT_HEAD = ("TT", "Chỉ tiêu", "Thực hiện", "Kế hoạch năm {year}", "Mốc", "Cần mỗi năm")
NEXT_TABLE = "Mục tiêu, kế hoạch của kỳ tới: {programme}"
NO_NEXT = "Chưa có kế hoạch năm {year} hoặc mốc nào phía trước cho các chỉ tiêu của chương trình này."
NOTHING_AHEAD = "Không có chỉ tiêu nào của chương trình đang thực hiện để nêu mục tiêu kỳ tới."
NO_DOCUMENTS = "Chưa có văn bản nào được ghi trong kỳ này."
NO_TASKS = "Chưa có tình trạng nhiệm vụ nào được ghi trong kỳ này."
NO_UNITS = "Chưa đơn vị nào có số liệu để so với kế hoạch năm."
UNKNOWN_NOTE = "Dấu “–”: chưa có số liệu."
JUDGED_MARK = "*"
JUDGED_NOTE = "* Mục tiêu đặt cho {place}, xét trên số liệu của địa bàn đó."
RATES_NOTE = "Tỷ lệ so bằng điểm %, số đếm so bằng %. " + UNKNOWN_NOTE
MERGED_NOTE = (
    "Tỉnh Tuyên Quang mới hình thành ngày 01/7/2025 nên chưa có số liệu cùng kỳ của các kỳ trước ngày đó."
)

ANNEX_TABLE = "BIỂU TỔNG HỢP CÁC CHỈ TIÊU"
ANNEX_MISSING = "ĐƠN VỊ CHƯA CÓ SỐ LIỆU ĐƯỢC DUYỆT"
ANNEX_METHODS = "PHƯƠNG PHÁP VÀ NGUỒN SỐ LIỆU"
ENCLOSED = "(Kèm theo Báo cáo số {number}/BC-{symbol} {date} của {agency})"
MISSING_HEAD = ("TT", "Đơn vị", "Tình trạng")
MISSING_STATES: Mapping[str, str] = {
    "not_reported": "Chưa nộp",
    "waiting": "Đã nộp, chờ duyệt",
    "returned": "Bị trả lại, chưa nộp lại",
}
NONE_MISSING = "Mọi đơn vị phải báo cáo đều có số liệu được duyệt."
ALL_MISSING = (
    "{missing} trong {expected} đơn vị chưa có số liệu được duyệt; số cộng của tỉnh chưa gồm các đơn vị này."
)
OWN_MISSING = "Đơn vị chưa có số liệu được duyệt của kỳ này."
METHODS_HEAD = ("Phương pháp", "Nội dung", "Công thức")
SYMBOLS_NOTE = "Ký hiệu: {symbols}."
OTHER_METHODS = "Số liệu tính theo bộ phương pháp số {version}, khác bộ đang dùng; xem bản mô tả của bộ đó."
SOURCES_HEAD = ("TT", "Chỉ tiêu", "Văn bản, mục", "Kiểm chứng")
METHODS_TABLE, SOURCES_TABLE = "Phương pháp tính", "Nguồn của chỉ tiêu và mục tiêu"
TOTALS_HEAD = "Biểu tổng hợp"
INDICATOR_COLUMNS = ("TT", "Chỉ tiêu", "Đơn vị tính")
NOTE_COLUMN = "Ghi chú"
COMPARED = "So sánh"
EDITION_FACTS = (
    "Bản số liệu",
    "Mã kiểm tra",
    "Thời điểm",
    "Ngày chốt số liệu",
    "Số đơn vị có số liệu",
    "Phương pháp",
)
FACTS_HEAD = ("Thông tin", "Nội dung")
FACTS_TABLE = "Bản số liệu dùng trong báo cáo"
METHODS_VERSION = (
    "Bộ phương pháp số {version}, ngưỡng đúng tiến độ {on_track}, ngưỡng cần đẩy nhanh {at_risk}"
)
DEMO_NOTE = "Số liệu minh họa, không dùng để báo cáo."

FORMS: Mapping[str, str] = {
    "monitoring": "Mẫu số 01, Phụ lục II, Thông tư số 10/2022/TT-BLĐTBXH (báo cáo giám sát)",
    "evaluation": "Mẫu số 02, Phụ lục II, Thông tư số 10/2022/TT-BLĐTBXH (báo cáo đánh giá)",
}
FORM_NOTE = (
    "[Cần đối chiếu trước khi ban hành: {form}. Lời văn của mẫu chưa đọc được nên báo cáo này theo đề cương chung "
    "của báo cáo định kỳ, thêm phần so với mục tiêu quốc gia. Xóa đoạn này khi đã đối chiếu.]"
)
NOT_POVERTY = (
    "Báo cáo giám sát, đánh giá theo Thông tư 10/2022/TT-BLĐTBXH chỉ lập cho chương trình giảm nghèo; "
    "hãy chọn một chương trình giảm nghèo."
)
WRONG_PERIOD = "Báo cáo năm chỉ lập từ số liệu cả năm; kỳ {period} dùng báo cáo 6 tháng."
