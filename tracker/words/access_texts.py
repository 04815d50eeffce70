"""Roles, actions and refusals in words."""

from __future__ import annotations

from dataclasses import dataclass

ROLE_NAMES = {
    "viewer": "Người xem",
    "reporter": "Cán bộ báo cáo",
    "reviewer": "Người thẩm định",
    "coordinator": "Văn phòng tổng hợp",
    "administrator": "Quản trị hệ thống",
}
LEADER = "Lãnh đạo"
ACTION_NAMES = {
    "own_account": "xem tài khoản của mình",
    "view": "xem số liệu",
    "view_provisional": "xem số liệu chưa duyệt",
    "export": "tạo tài liệu họp",
    "view_hand_ins": "xem các lần nộp",
    "submit": "nộp số liệu",
    "undo": "hoàn tác lần nộp",
    "ask_reopen": "xin mở lại số đã duyệt",
    "write_text": "viết nội dung báo cáo",
    "answer": "trả lời giải trình",
    "see_reviews": "xem việc thẩm định",
    "review": "thẩm định số liệu",
    "consolidate": "tổng hợp kỳ báo cáo",
    "reopen": "mở lại số đã duyệt",
    "manage_rounds": "lập và mở kỳ báo cáo",
    "remind": "gửi nhắc hạn",
    "ask": "yêu cầu giải trình",
    "sign": "ký duyệt",
    "see_audit": "xem nhật ký",
    "manage_accounts": "quản lý tài khoản",
    "begin_real": "bắt đầu với số liệu thật",
    "recount": "đối chiếu số tổng hợp",
}
NOT_SIGNED_IN = "Cần đăng nhập để làm việc này. Hãy bấm “Đăng nhập”."
NOT_OF_ROLE = "Vai trò {role} không được {action}. Hãy nhờ người quản trị cấp quyền nếu đây là việc của bạn."
NOT_OWN_UNIT = "Bạn chỉ được {action} cho đơn vị của mình. Hãy chọn lại đơn vị."
NOT_OWN_FIELD = "Chỉ tiêu này không thuộc lĩnh vực bạn thẩm định."
ACCOUNT_DISABLED = "Tài khoản “{login}” đã bị khóa. Hãy liên hệ người quản trị."
NOT_OWN_SESSION = "Phiên làm việc này không phải của bạn, hoặc đã hết."
NO_DEMO_SIGN_IN = (
    "Chỉ chọn vai trò không cần mật khẩu khi xem bản minh họa trên chính máy này. "
    "Người quản trị mở cho máy khác bằng TRACKER_DEMO_SIGN_IN=open."
)
NO_SUCH_ROLE = "Không có vai trò này trong bản minh họa. Hãy chọn lại trong danh sách."


@dataclass(frozen=True)
class DemoPerson:
    """An invented person of the demonstration; the name says so."""

    name: str
    role: str
    fields: tuple[str, ...] = ()
    is_leader: bool = False


DEMO_WORK = {
    "leader": "xem tổng quan, yêu cầu giải trình, ký duyệt",
    "viewer": "chỉ xem số liệu",
    "reporter": "nộp số liệu và viết nội dung cho đơn vị của mình",
    "reviewer": "duyệt hoặc trả lại số liệu công tác xã hội",
    "reviewer-poverty": "duyệt hoặc trả lại số liệu giảm nghèo",
    "coordinator": "lập kỳ báo cáo, theo dõi nộp, tổng hợp",
    "administrator": "quản lý tài khoản, bắt đầu với số liệu thật",
}
DEMO_MARK = " (minh họa)"
DEMO_AUTHOR = "Bản minh họa"
DEMO_PEOPLE = {
    "leader": DemoPerson("Lãnh đạo tỉnh (minh họa)", "viewer", is_leader=True),
    "viewer": DemoPerson("Người xem (minh họa)", "viewer"),
    "reporter": DemoPerson("Cán bộ báo cáo (minh họa)", "reporter"),
    "reviewer": DemoPerson("Thẩm định công tác xã hội (minh họa)", "reviewer", ("CTXH",)),
    "reviewer-poverty": DemoPerson("Thẩm định giảm nghèo (minh họa)", "reviewer", ("GNBV", "MTQG26")),
    "coordinator": DemoPerson("Văn phòng tổng hợp (minh họa)", "coordinator"),
    "administrator": DemoPerson("Quản trị hệ thống (minh họa)", "administrator"),
}
