"""What lies around the sheets of an OpenDocument workbook: the page our list is printed on, what is seen first."""

from __future__ import annotations

from lxml import etree

from tracker.intake.marking.annotations import TEXT
from tracker.intake.marking.archive import ArchiveParts
from tracker.intake.marking.markup import local_name, parse_part, write_part
from tracker.intake.marking.open_content import OFFICE
from tracker.intake.marking.open_styles import FO, STYLE
from tracker.intake.marking.result_page import HEADER_ROW
from tracker.words.marking_texts import page_footer

MASTER_PAGE = "KiemTraSoLieu"
_STYLES, _SETTINGS = "styles.xml", "settings.xml"
_SIGNATURES = ("META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml")
_SPACES = f'xmlns:style="{STYLE}" xmlns:fo="{FO}" xmlns:text="{TEXT}"'
_CONFIG = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
_LAYOUT = (
    f'<style:page-layout {_SPACES} style:name="{MASTER_PAGE}Layout"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin-top="1.2cm" '
    'fo:margin-bottom="0.8cm" fo:margin-left="1cm" fo:margin-right="1cm" style:scale-to-X="1" '
    'style:table-centering="horizontal"/><style:header-style/><style:footer-style>'
    '<style:header-footer-properties fo:min-height="0.7cm" fo:margin-top="0.2cm"/></style:footer-style>'
    "</style:page-layout>"
)
_PAGE = (
    f'<style:master-page {_SPACES} style:name="{MASTER_PAGE}" style:page-layout-name="{MASTER_PAGE}Layout">'
    '<style:header style:display="false"/><style:footer><text:p>{footer}</text:p></style:footer></style:master-page>'
)
_PINNED = {  # a header that stays in sight
    "VerticalSplitMode": ("short", 2),
    "VerticalSplitPosition": ("int", HEADER_ROW),
    "ActiveSplitRange": ("short", 2),
    "PositionTop": ("int", 0),
    "PositionBottom": ("int", HEADER_ROW),
    "ShowGrid": ("boolean", "false"),
}


def add_page(parts: ArchiveParts) -> str:
    """The name of a landscape A4 page; '' where the file has no place for one."""
    if parts.find(_STYLES) is None:
        return ""
    root = parse_part(parts.read(_STYLES))
    layouts, pages = (root.find(f"{{{OFFICE}}}{name}") for name in ("automatic-styles", "master-styles"))
    if layouts is None or pages is None:
        return ""
    if all(one.get(f"{{{STYLE}}}name") != MASTER_PAGE for one in pages if isinstance(one.tag, str)):
        layouts.append(etree.fromstring(_LAYOUT.encode()))
        footer = page_footer("<text:page-number/>", "<text:page-count/>")
        pages.append(etree.fromstring(_PAGE.format(footer=footer).encode()))
        parts.write(_STYLES, write_part(root))
    return MASTER_PAGE


def show_table(parts: ArchiveParts, name: str, *, is_ours: bool, gone: tuple[str, ...] = ()) -> None:
    """Open at this sheet; views of sheets that are `gone` go too."""
    if parts.find(_SETTINGS) is None:
        return
    root = parse_part(parts.read(_SETTINGS))
    for item in _named(root, "config-item", "ActiveTable"):
        item.text = name
    for tables in _named(root, "config-item-map-named", "Tables"):
        for entry in list(tables):
            if entry.get(f"{{{_CONFIG}}}name") in {*gone, name if is_ours else ""}:
                tables.remove(entry)
        if is_ours:
            tables.insert(0, _pinned_view(name))
    parts.write(_SETTINGS, write_part(root))


def drop_signatures(parts: ArchiveParts) -> None:
    """A signature no longer fits a file that was changed."""
    for name in _SIGNATURES:
        parts.drop(name)


def _named(root: etree._Element, tag: str, name: str) -> list[etree._Element]:
    return [
        one
        for one in root.iter(f"{{{_CONFIG}}}{tag}")
        if one.get(f"{{{_CONFIG}}}name") == name and local_name(one) == tag
    ]


def _pinned_view(name: str) -> etree._Element:
    entry = etree.Element(f"{{{_CONFIG}}}config-item-map-entry", nsmap={"config": _CONFIG})
    entry.set(f"{{{_CONFIG}}}name", name)
    for key, (kind, value) in _PINNED.items():
        item = etree.SubElement(entry, f"{{{_CONFIG}}}config-item")
        item.set(f"{{{_CONFIG}}}name", key)
        item.set(f"{{{_CONFIG}}}type", kind)
        item.text = str(value)
    return entry
