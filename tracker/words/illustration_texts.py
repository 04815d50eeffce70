"""What invented people say in the demonstration; every name says that it is invented."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.words.access_texts import DEMO_PEOPLE

OFFICE = DEMO_PEOPLE["coordinator"].name
LEADER = DEMO_PEOPLE["leader"].name
REVIEWERS: Mapping[str, str] = {
    field: person.name
    for person in DEMO_PEOPLE.values()
    if person.role == "reviewer"
    for field in person.fields
}
RETURNED = "Mẫu số chưa khớp danh sách đơn vị; đề nghị rà lại và nộp lại (minh họa)."
REMARK = "Mẫu số khác số đơn vị đang quản lý; đề nghị kiểm tra lại (minh họa)."
QUESTION = "Số này đã gồm các thôn mới sáp nhập chưa? (minh họa)"
LEFT_OUT = "Ghi thiếu một lớp tập huấn 12 lượt người; xin mở lại để bổ sung (minh họa)."
REOPENED = "Đồng ý mở lại, nộp bản bổ sung trước 08/7 (minh họa)."
CORRECTED = "{unit} bổ sung 12 lượt người được tập huấn ghi thiếu (minh họa)."
REOPEN_ASKED = "Phát hiện ghi thiếu một lớp tập huấn cuối tháng 10; xin mở lại để bổ sung (minh họa)."
