"""The look of the report: page, fonts and every style in the sizes of Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

FONT, LANGUAGE = "Times New Roman", "vi-VN"
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
MARGINS = {"top": Mm(20), "bottom": Mm(20), "left": Mm(30), "right": Mm(15)}
TEXT_WIDTH, LONG_TEXT_WIDTH = 16.5, 25.2  # cm, portrait and landscape
BODY, SMALL, TABLE = 14, 12, 12
TABLE_STYLE = "Biểu báo cáo"
_ALIGNS = {
    "left": ALIGN.LEFT,
    "center": ALIGN.CENTER,
    "right": ALIGN.RIGHT,
    "both": ALIGN.JUSTIFY,
}


@dataclass(frozen=True)
class Look:
    """One paragraph style; sizes and spaces in points, indents in cm."""

    name: str
    size: float = BODY
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right", "both"] = "left"
    before: float = 0
    after: float = 0
    indent: float = 0
    first: float = 0
    line: float = 1.0
    keep_next: bool = False
    outline: int | None = None
    base: str = "Normal"


LOOKS = (
    Look("Normal", align="both", after=6, first=1.27, line=1.1),
    Look("Heading 1", bold=True, align="both", before=12, after=6, first=1.27, keep_next=True),
    Look("Heading 2", bold=True, align="both", before=9, after=6, first=1.27, keep_next=True),
    Look("Heading 3", bold=True, italic=True, align="both", before=6, after=6, first=1.27, keep_next=True),
    Look("List Bullet", align="both", after=6, first=1.27, line=1.1),
    Look("List Continue", align="both", after=6, first=1.27, line=1.1),
    Look("Caption", 13, bold=True, align="center", before=9, after=4, keep_next=True),
    Look("Header", 13, align="center"),
    Look("Footer", 9, italic=True, align="center"),
    Look("Quốc hiệu", SMALL, bold=True, align="center"),
    Look("Tiêu ngữ", 13, bold=True, align="center"),
    Look("Cơ quan chủ quản", SMALL, align="center"),
    Look("Cơ quan ban hành", SMALL, bold=True, align="center"),
    Look("Số ký hiệu", 13, align="center"),
    Look("Địa danh", 13, italic=True, align="center"),
    Look("Dấu dự thảo", 13, bold=True, align="center", before=3),
    Look("Dấu minh họa", 13, bold=True, align="center", before=3, after=9),
    Look("Tên loại", BODY, bold=True, align="center", before=18, keep_next=True),
    Look("Trích yếu", BODY, bold=True, align="center", keep_next=True),
    Look("Kẻ ngang", 2, align="center", before=3, after=3),
    Look("Thể thức ký", BODY, bold=True, align="center", keep_next=True),
    Look("Họ tên người ký", BODY, bold=True, align="center"),
    Look("Nơi nhận", 12, bold=True, italic=True, keep_next=True),
    Look("Nơi nhận mục", 11),
    Look("Phụ lục", 14, bold=True, align="center", keep_next=True, outline=0),
    Look("Tên phụ lục", 14, bold=True, align="center", keep_next=True),
    Look("Kèm theo", 13, italic=True, align="center", after=6),
    Look("Đầu bảng", TABLE, bold=True, align="center", keep_next=True),
    Look("Ô bảng", TABLE),
    Look("Đầu bảng nhỏ", 10, bold=True, align="center", keep_next=True),
    Look("Ô bảng nhỏ", 10),
    Look("Ghi chú bảng", 11, italic=True, align="both", before=3, after=9),
    Look("Ảnh biểu đồ", BODY, align="center", before=6, keep_next=True),
    Look("Tên biểu đồ", 13, bold=True, align="center", before=3, after=9, base="Caption"),
    Look("Ghi chú biên tập", 13, italic=True, align="both", before=6, after=6),
)


def set_up(document: Document) -> None:
    """Page, default font and language, and every style of LOOKS in a document made from the plain template."""
    _set_page(document)
    _set_defaults(document.styles.element)
    known = {style.name: style for style in document.styles}
    for look in LOOKS:
        style = known.get(look.name) or document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        known[look.name] = style
        _set_style(style, look, known[look.base])
    _set_settings(document.settings.element)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.bottom_margin = MARGINS["top"], MARGINS["bottom"]
    section.left_margin, section.right_margin = MARGINS["left"], MARGINS["right"]
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _set_defaults(styles: Any) -> None:
    defaults = styles.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(run)
    run.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    spacing = defaults.find(qn("w:pPrDefault")).find(qn("w:pPr")).find(qn("w:spacing"))
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")


def _set_style(style: Any, look: Look, base: Any) -> None:
    if style is not base:
        style.base_style = base
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    for joined in style.element.iter(qn("w:contextualSpacing")):
        joined.getparent().remove(joined)
    _set_fonts(style.element.get_or_add_rPr())
    form = style.paragraph_format
    form.alignment = _ALIGNS[look.align]
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.left_indent, form.first_line_indent = Cm(look.indent), Cm(look.first)
    form.line_spacing, form.keep_with_next = look.line, look.keep_next
    form.widow_control = True
    if look.outline is not None:
        level = style.element.get_or_add_pPr().makeelement(
            qn("w:outlineLvl"), {qn("w:val"): str(look.outline)}
        )
        style.element.pPr.append(level)


def _set_fonts(run: Any) -> None:
    """One font for every script; the template's theme fonts would win over it."""
    fonts = run.get_or_add_rFonts() if hasattr(run, "get_or_add_rFonts") else run.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def _set_settings(settings: Any) -> None:
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    mode = next(iter(settings.iter(qn("w:compatSetting"))))
    mode.set(qn("w:val"), "15")
    layout = settings.find(f".//{qn('w:useFELayout')}")
    layout.getparent().remove(layout)
