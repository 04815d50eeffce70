"""The labels of the screens: page titles, sections, pickers, banners and the sentences of empty states."""

from __future__ import annotations

from collections.abc import Mapping

PRODUCT_NAME = "Theo dõi chỉ tiêu tỉnh Tuyên Quang"

SECTIONS: Mapping[str, str] = {
    "home": "Việc của tôi",
    "follow": "Theo dõi",
    "figures": "Báo cáo",
    "look_up": "Tra cứu",
    "administration": "Quản trị",
}

PAGE_TITLES: Mapping[str, str] = {
    "tong_quan": "Tổng quan",
    "chi_tieu": "Chỉ tiêu",
    "so_sanh": "So sánh",
    "don_vi": "Địa bàn, đơn vị",
    "viec_cua_toi": "Việc cần làm",
    "ky_bao_cao": "Kỳ báo cáo",
    "nop_so_lieu": "Nộp số liệu",
    "tham_dinh": "Thẩm định",
    "noi_dung": "Nội dung báo cáo",
    "nhiem_vu": "Nhiệm vụ kế hoạch",
    "giai_trinh": "Giải trình",
    "ban_chot": "Bản chốt",
    "tai_lieu_hop": "Tài liệu họp",
    "trinh_chieu": "Trình chiếu",
    "kiem_tra": "Kiểm tra tài liệu",
    "phuong_phap": "Phương pháp",
    "danh_muc": "Danh mục chỉ tiêu",
    "quan_tri": "Quản trị",
    "tai_khoan": "Tài khoản",
    "nhat_ky": "Nhật ký",
}

DEMO_BANNER = "Số liệu minh họa, không dùng để báo cáo"
BEGIN_REAL = "Bắt đầu với số liệu thật"
BEGIN_REAL_PHRASE = "số liệu thật"

PICKER_LABELS: Mapping[str, str] = {
    "ky": "Kỳ báo cáo",
    "dia-ban": "Địa bàn",
    "chuong-trinh": "Chương trình",
    "ma": "Chỉ tiêu",
    "don-vi": "Đơn vị",
    "xem": "Cách xem",
    "cap": "Cấp",
    "huyen": "Địa bàn huyện cũ",
    "trang-thai": "Trạng thái",
    "han": "Hạn nộp",
    "ban": "Bản chốt",
    "mau-bao-cao": "Mẫu báo cáo",
    "so-voi": "So với bản",
    "chua-duyet": "Gồm số liệu chưa duyệt",
    "noi-ve": "Nói về",
    "ai": "Ai",
    "viec": "Việc",
    "don-vi-nhat-ky": "Đơn vị",
    "ky-nhat-ky": "Kỳ",
}
RUNNING_PROGRAMMES = "Các chương trình đang thực hiện"
ALL_PROGRAMMES = "Tất cả chương trình"
BAD_LINK = "Đường dẫn ghi {label} “{asked}” nhưng không có trong danh sách; đang xem {shown}."
NO_CHOICE = "Chọn"

CATALOGUE_BROKEN = "Danh mục chỉ tiêu hoặc dữ liệu nền có lỗi, chưa mở được"
CATALOGUE_BROKEN_HELP = (
    "Sửa các dòng dưới đây rồi tải lại trang. Kiểm tra trước khi mở bằng lệnh: python -m tracker check"
)
STORE_BROKEN = "Chưa mở được cơ sở dữ liệu"
STORE_BROKEN_HELP = "Số liệu đã ghi vẫn còn nguyên. Xử lý xong thì tải lại trang này."
PAGE_BROKEN = "Trang này gặp lỗi, chưa hiện được"
PAGE_BROKEN_HELP = (
    "Số liệu không bị ảnh hưởng. Tải lại trang hoặc chọn kỳ, địa bàn khác; nếu vẫn lỗi, báo người quản trị "
    "xem nhật ký của máy chủ."
)
NO_FIGURES = "Chưa có số liệu nào"
NO_FIGURES_HELP = "Khi đơn vị đầu tiên nộp số liệu, trang này tự có nội dung."
VERIFIED = "đã kiểm chứng"
NOT_VERIFIED = "chưa kiểm chứng"
CERTAINTY: Mapping[str, str] = {
    "source": "toàn văn",
    "text": "điều khoản được dẫn",
    "head": "phần đầu",
    "news": "qua báo chí",
    "data": "tệp số liệu",
    "code": "mã danh mục",
    "unverified": "chưa đọc",
}

NOT_FOUND = "Không có chỉ tiêu nào khớp"
NOT_FOUND_HELP = "Thử bớt chữ, hoặc chọn chương trình khác."
SEARCH = "Tìm theo tên hoặc mã"
UNIT_VIEWS: Mapping[str, str] = {"bang": "Bảng đánh giá", "xep-hang": "Xếp hạng", "phieu": "Phiếu của đơn vị"}
NO_PLANS = "Chưa đánh giá được đơn vị nào trong kỳ này"
NO_PLANS_HELP = "Đơn vị được đánh giá theo kế hoạch năm; khi có kế hoạch và số liệu, bảng sẽ hiện ở đây."
