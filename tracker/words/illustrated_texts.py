"""Invented words of the demonstration: texts, documents, task reports, explanations; every one says so."""

from __future__ import annotations

from collections.abc import Mapping

MARK = "(Nội dung minh họa) "
WRITER = "Cán bộ tổng hợp {name} (minh họa)"
OFFICE = "Văn phòng tổng hợp (minh họa)"
LEADER = "Lãnh đạo tỉnh (minh họa)"

# By programme and part; a unit writes the same invented words as its neighbours.
TEXTS: Mapping[str, Mapping[str, str]] = {
    "CTXH": {
        "results": (
            "Đã kiện toàn đội ngũ làm công tác xã hội, phân công người phụ trách ở từng cơ quan, đơn vị.\n"
            "Các lớp tập huấn kỹ năng được tổ chức đúng kế hoạch; so với cùng kỳ năm trước, số người dự tăng."
        ),
        "models": "Tổ tư vấn công tác xã hội tại trạm y tế phối hợp với trường học, hỗ trợ trẻ em có hoàn cảnh đặc biệt.",
        "policies": "Đã triển khai Chương trình phát triển công tác xã hội giai đoạn 2021-2030 đến các đơn vị trực thuộc.",
        "shortcomings": "Một số cơ quan, đơn vị chưa bố trí được người làm công tác xã hội; hồ sơ quản lý trường hợp còn thiếu.",
        "difficulties": "Cộng tác viên kiêm nhiệm nhiều việc; kinh phí tập huấn cấp chậm.",
        "causes": "Khách quan: địa bàn rộng, dân cư phân tán. Chủ quan: một số đơn vị chưa quan tâm phân công người phụ trách.",
        "solutions": "Hoàn thành phân công người phụ trách; mở thêm lớp tập huấn ở cụm xã; giao ban hằng tháng.",
        "proposals_province": "Đề nghị UBND tỉnh bố trí kinh phí phụ cấp cho cộng tác viên công tác xã hội ở thôn, tổ dân phố.",
        "proposals_ministry": "Đề nghị Bộ Y tế hướng dẫn định mức cộng tác viên công tác xã hội ở cấp xã.",
        "proposals_government": "Đề nghị Chính phủ sửa đổi mức trợ giúp xã hội cho phù hợp với mức sống hiện nay.",
        "proposals_assembly": "Đề nghị Quốc hội sớm xem xét xây dựng Luật Công tác xã hội.",
    },
    "MTQG26": {
        "results": "Công tác rà soát hộ nghèo, hộ cận nghèo được triển khai đến từng thôn, tổ dân phố.",
        "models": "Tổ hợp tác nuôi trâu, bò vỗ béo do hộ mới thoát nghèo làm nòng cốt.",
        "policies": "Đã ban hành kế hoạch thực hiện chương trình năm 2026 và phân công theo dõi từng nội dung.",
        "shortcomings": "Giảm nghèo chưa đều giữa các xã; giải ngân vốn sự nghiệp còn chậm.",
        "difficulties": "Nhiều hộ thiếu lao động, thiếu đất sản xuất; sạt lở làm hỏng đường vào thôn.",
        "causes": "Khách quan: mưa lũ đầu năm. Chủ quan: hồ sơ dự án chuẩn bị chậm.",
        "solutions": "Ưu tiên vốn cho thôn khó khăn nhất; phân công đảng viên giúp đỡ hộ nghèo.",
        "proposals_province": "Đề nghị UBND tỉnh bổ sung vốn đối ứng cho các công trình dở dang.",
        "proposals_ministry": "Đề nghị Bộ Nông nghiệp và Môi trường sớm hướng dẫn chuẩn nghèo áp dụng từ năm 2027.",
    },
}
OF_INDICATOR = {
    "causes": "Số giảm so với cùng kỳ do một đơn vị trực thuộc đã sáp nhập, chưa bố trí lại người phụ trách.",
    "solutions": "Bố trí lại người phụ trách trong quý IV và báo cáo bổ sung.",
}
# number, title, issuer, state; the unit's own abbreviation fills {unit}.
DOCUMENTS = (
    ("12/KH-{unit} (minh họa)", "Kế hoạch phát triển công tác xã hội năm 2026", "carried_out"),
    ("45/{unit}-NV (minh họa)", "Hướng dẫn phân công người làm công tác xã hội", "under_way"),
    ("58/BC-{unit} (minh họa)", "Báo cáo kết quả tập huấn kỹ năng công tác xã hội", "issued"),
)
EVIDENCE: Mapping[str, str] = {
    "done": "Báo cáo 58/BC-SYT (minh họa)",
    "under_way": "Đã có kế hoạch, đang thực hiện (minh họa)",
    "late": "Chờ bố trí kinh phí (minh họa)",
    "not_started": "Dự kiến làm trong quý IV (minh họa)",
}
QUESTIONS = (
    "(Minh họa) Vì sao tỷ lệ cơ quan, đơn vị bố trí nhân sự thấp hơn các xã lân cận?",
    "(Minh họa) Đề nghị giải trình số lượt người được tập huấn giảm so với cùng kỳ.",
    "(Minh họa) Vì sao chưa có số liệu trẻ em được trợ giúp?",
    "(Minh họa) Đề nghị làm rõ nguyên nhân tỷ lệ hộ nghèo giảm chậm.",
)
ANSWERS = (
    "(Minh họa) Xã đang đối chiếu danh sách trẻ em với trạm y tế và trường học, sẽ bổ sung số liệu trong tháng 12.",
    "(Minh họa) Số hộ thoát nghèo ít do nhiều hộ thiếu lao động; một số dự án sinh kế triển khai chậm.",
    "(Minh họa) Dự án chăn nuôi chậm do thủ tục lựa chọn nhà cung cấp; sẽ giao con giống trước 30/9.",
)
RETURNED = "(Minh họa) Đề nghị nêu rõ dự án nào chậm và thời hạn hoàn thành."
