"""The look-up pages' markup: verdicts and methods, indicators with their targets, documents."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tracker.catalogue.frames import thresholds_of
from tracker.catalogue.model import Catalogue, Citation, Indicator, Target
from tracker.ui.components.marks import chip
from tracker.ui.components.tables import facts, table
from tracker.words import methods, screen
from tracker.words.formats import format_date, format_number, format_target
from tracker.words.verdicts import TARGET_KIND_WORDS


def verdict_sheet(catalogue: Catalogue) -> str:
    """Every verdict, worst first, with its condition at the catalogue's thresholds."""
    rules = methods.verdict_rules(thresholds_of(catalogue))
    rows = [(chip(rule.verdict), escape(rule.condition)) for rule in rules]
    return "<h2>Mười một đánh giá, xấu nhất trước</h2>" + table(["Đánh giá", "Khi nào"], rows)


def method_sheet() -> str:
    """Every calculation with its formula, exceptions and source, and the symbols they share."""
    symbols = facts((f"<b>{symbol}</b>", escape(text)) for symbol, text in methods.SYMBOLS.items())
    cards = "".join(_method_card(method) for method in methods.METHODS)
    return (
        f'<h2>Ký hiệu</h2><div class="tq-card">{symbols}</div>'
        f'<h2 style="margin-top:20px">Cách tính</h2><div class="tq-columns">{cards}</div>'
    )


def _method_card(method: methods.Method) -> str:
    notes = "".join(f"<li>{escape(note)}</li>" for note in method.notes)
    return (
        f'<section class="tq-card" id="{method.code}"><h3>{escape(method.title)}</h3>'
        f"<p>{escape(method.explanation)}</p>"
        f'<p class="tq-formula">{escape(method.formula)}</p>'
        f"{f'<ul class=plain>{notes}</ul>' if notes else ''}"
        f'<p class="source">Nguồn: {escape(method.source)}</p></section>'
    )


def indicator_sheet(catalogue: Catalogue, indicators: Iterable[Indicator]) -> str:
    """The indicators under their groups, each with its targets and where they stand in the documents."""
    groups = {group.code: group.name for group in catalogue.groups}
    parts: list[str] = []
    last = None
    for one in indicators:
        if one.group != last:
            parts.append(f'<tr class="group"><th colspan="4">{escape(groups[one.group])}</th></tr>')
            last = one.group
        parts.append(_indicator_row(catalogue, one))
    if not parts:
        return ""
    head = "".join(f"<th>{title}</th>" for title in ("Chỉ tiêu", "Đơn vị tính", "Mục tiêu", "Nguồn"))
    return (
        f'<div class="tq-table"><table class="wide"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(parts)}</tbody></table></div>"
    )


def _indicator_row(catalogue: Catalogue, one: Indicator) -> str:
    """One line for each target, the indicator's own cells across them."""
    pairs = [
        (_target_text(one, target), _source(catalogue, target.source, target.verified))
        for target in one.targets
    ] or [
        (
            '<span class="tq-inform">chưa có mục tiêu bằng số</span>',
            _source(catalogue, one.source, one.verified),
        )
    ]
    better = {"up": "càng cao càng tốt", "down": "càng thấp càng tốt", None: "theo dõi"}[one.direction]
    span = f' rowspan="{len(pairs)}"' if len(pairs) > 1 else ""
    own = (
        f"<td data-own=name{span}><b>{escape(one.short_name)}</b><small>{one.code} · {escape(one.name)}</small></td>"
        f"<td data-own=unit{span}>{escape(one.unit_of_measure)}<small>{better}</small></td>"
    )
    lines = [f"{own}<td>{pairs[0][0]}</td><td>{pairs[0][1]}</td>"]
    lines += [f"<td>{target}</td><td>{source}</td>" for target, source in pairs[1:]]
    kinds = [" tabindex=0", *[" class=next"] * (len(lines) - 1)]
    return "".join(
        f'<tr data-go="{one.code}"{kind}>{line}</tr>' for kind, line in zip(kinds, lines, strict=True)
    )


def _target_text(one: Indicator, target: Target) -> str:
    when = f"{target.stage[0]}–{target.stage[1]}" if target.stage else str(target.due)
    number = format_target(target.op, target.low, target.high, one.unit_of_measure)
    return f"<b>{escape(number)}</b> · {when}<small>{TARGET_KIND_WORDS[target.kind]}</small>"


def _source(catalogue: Catalogue, source: Citation, verified: bool) -> str:
    numbers = {document.code: document.number for document in catalogue.documents}
    text = f"{escape(numbers[source.document])}<small>{escape(source.section)}</small>"
    return text if verified else f'{text}<span class="tq-tag doubt">{screen.NOT_VERIFIED}</span>'


def readings_sheet(catalogue: Catalogue) -> str:
    """The ambiguous sentences of the plans: which reading was chosen, and why."""
    cards = "".join(
        f'<section class="tq-card"><h3>{escape(one.short_name)} <small>{one.code}</small></h3>'
        + "".join(
            f"<p>“{escape(reading.sentence)}”</p>"
            + facts(
                [("Cách hiểu", escape(reading.chosen)), ("Vì", escape(reading.why))]
                + ([("Cách khác", escape(reading.other))] if reading.other else [])
            )
            for reading in one.readings
        )
        + "</section>"
        for one in catalogue.indicators
        if one.readings
    )
    return f'<h2 style="margin-top:20px">Câu chữ chưa rõ và cách hiểu đã chọn</h2><div class="tq-columns">{cards}</div>'


def document_sheet(catalogue: Catalogue) -> str:
    """The documents that numbers are cited from, and how much of each was read."""
    rows = [
        (
            f"<b>{escape(one.number)}</b>",
            escape(one.title) + (f"<small>{escape(one.note)}</small>" if one.note else ""),
            escape(one.issuer),
            format_date(one.issued_on),
            screen.CERTAINTY[one.certainty],
        )
        for one in catalogue.documents
    ]
    head = ["Số, ký hiệu", "Trích yếu", "Cơ quan ban hành", "Ngày", "Đã đọc đến đâu"]
    title = f"Văn bản ({format_number(len(rows))})"
    return f'<h2 style="margin-top:20px">{title}</h2>' + table(head, rows)
