"""The pages of the product: file, address and section of each, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tracker.access.rights import Action
from tracker.words.screen import PAGE_TITLES, SECTIONS

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class SitePage:
    """One page; `name` is its file's name in pages/ without the ending."""

    name: str
    url_path: str
    section: str
    needs: Action = "view"  # what whoever opens it must be allowed to do; the page may ask for more

    @property
    def title(self) -> str:
        return PAGE_TITLES[self.name]

    @property
    def file(self) -> Path:
        return ROOT / "pages" / f"{self.name}.py"


PAGES = (
    SitePage("viec_cua_toi", "viec-cua-toi", "home", "own_account"),
    SitePage("tong_quan", "", "follow"),
    SitePage("chi_tieu", "chi-tieu", "follow"),
    SitePage("so_sanh", "so-sanh", "follow"),
    SitePage("don_vi", "don-vi", "follow"),
    SitePage("trinh_chieu", "trinh-chieu", "follow"),
    SitePage("ky_bao_cao", "ky-bao-cao", "figures"),
    SitePage("nop_so_lieu", "nop-so-lieu", "figures"),
    SitePage("tham_dinh", "tham-dinh", "figures", "see_reviews"),
    SitePage("noi_dung", "noi-dung", "figures", "view_hand_ins"),
    SitePage("nhiem_vu", "nhiem-vu", "figures", "view_provisional"),
    SitePage("giai_trinh", "giai-trinh", "figures", "view_hand_ins"),
    SitePage("ban_chot", "ban-chot", "figures"),
    SitePage("tai_lieu_hop", "tai-lieu-hop", "figures", "export"),
    SitePage("phuong_phap", "phuong-phap", "look_up"),
    SitePage("danh_muc", "danh-muc", "look_up"),
    SitePage("kiem_tra", "kiem-tra", "look_up"),
    SitePage("tai_khoan", "tai-khoan", "administration", "own_account"),
    SitePage("nhat_ky", "nhat-ky", "administration", "see_audit"),
    SitePage("quan_tri", "quan-tri", "administration", "recount"),
)


def page_file(name: str) -> str:
    """The absolute path of a page, as `st.switch_page` and `st.page_link` want it; raises KeyError."""
    return str({page.name: page for page in PAGES}[name].file)


def find_page(url_path: str) -> SitePage:
    """The page at an address; raises KeyError."""
    return {page.url_path: page for page in PAGES}[url_path]


def list_sections() -> dict[str, list[SitePage]]:
    """The pages by the section's title, in the order of the menu."""
    sections: dict[str, list[SitePage]] = {title: [] for title in SECTIONS.values()}
    for page in PAGES:
        if page.file.exists():
            sections[SECTIONS[page.section]].append(page)
    return {title: pages for title, pages in sections.items() if pages}
