"""The indicator page's pieces as markup: verdict cards with their inputs, facts, opinions, ranking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator, Target
from tracker.core.period import Period
from tracker.ui.components.marks import chip, doubt, verified_tag
from tracker.ui.components.tables import facts, more_link
from tracker.words import indicator_sentences as words
from tracker.words.formats import (
    format_date,
    format_number,
    format_period,
    format_share,
    format_target,
    format_value,
    is_known,
)
from tracker.words.opinions import OPINION_WARNINGS, OPINION_WORDS
from tracker.words.verdicts import reason_text
from tracker.workflow.own_reports import OwnReport

SHOWN_UNITS = 12
ALL_UNITS = "all units"
_METHOD_NAMES = {"statcan": "Cơ quan Thống kê Canada", "destatis": "Cơ quan Thống kê Liên bang Đức"}


def verdict_cards(rows: pd.DataFrame, opinions: Mapping[str, pd.DataFrame], indicator: Indicator) -> str:
    """One card per target: the verdict, everything it was computed from, and what two others would say."""
    cards = []
    for at, row in enumerate(rows.to_dict("records")):
        said = {method: frame.iloc[at] for method, frame in opinions.items()}
        cards.append(_card(row, said, indicator))
    return f'<div class="tq-cards" style="margin-top:14px">{"".join(cards)}</div>'


def own_report_line(report: OwnReport | None, indicator: Indicator) -> str:
    """The place's own figure beside the sum of its units; empty when only one of them is known."""
    if report is None:
        return ""
    difference = report.value - report.together if report.is_different else None
    units = (report.units_reported, report.units_expected)
    text = words.own_report_sentence(
        report.together, units, indicator.unit_of_measure, indicator.decimals, difference
    )
    return f'<p class="lead">{escape(text)}</p>'


def _card(row: Mapping[str, Any], said: Mapping[str, pd.Series], indicator: Indicator) -> str:
    reason = reason_text(row["reason_code"], row["reason_args"])
    return (
        f'<section class="tq-card"><header><b>{words.card_title(row)}</b>{chip(str(row["verdict"]))}</header>'
        f'<p style="margin-bottom:10px">{escape(reason)}.</p>{facts(_inputs(row, indicator))}'
        f"{_opinions(said, row, indicator)}</section>"
    )


def _inputs(row: Mapping[str, Any], indicator: Indicator) -> list[tuple[str, str]]:
    unit, decimals = indicator.unit_of_measure, indicator.decimals
    pairs = []
    if is_known(row["value"]):
        kind = words.VALUE_KIND_WORDS.get(str(row["value_kind"]), "")
        about = f"{kind}, {format_period(str(row['value_period']))}"
        value = f"<b>{format_value(row['value'], unit, decimals)}{doubt(row['unapproved'])}</b>"
        pairs.append(("Giá trị", f"{value} ({about})"))
    else:
        pairs.append(("Giá trị", "chưa có"))
    if is_known(row["target_low"]) or is_known(row["target_high"]):
        target = format_target(row["target_op"], row["target_low"], row["target_high"], unit)
        pairs.append(
            ("Mục tiêu", f"<b>{target}</b>, hạn {format_date(dt.date.fromisoformat(str(row['due'])))}")
        )
    if is_known(row["expected"]):
        pairs.append(("Lẽ ra phải đạt", format_value(row["expected"], unit, decimals)))
    if is_known(row["pace"]):
        pairs.append(("Nhịp độ", format_share(row["pace"])))
    if is_known(row["baseline"]) and row["baseline_period"]:
        kind = words.BASELINE_KIND_WORDS.get(str(row["baseline_kind"]), "")
        about = ", ".join(part for part in (format_period(str(row["baseline_period"])), kind) if part)
        pairs.append(("Số gốc", f"{format_value(row['baseline'], unit, decimals)} ({about})"))
    if is_known(row["progress"]) or is_known(row["achievement"]):
        both = f"{format_share(row['progress'])} · {format_share(row['achievement'])}"
        pairs.append(("Tiến độ · hoàn thành", both))
    if row["value_period"]:
        day = format_date(Period.parse(str(row["value_period"])).ends_on)
        pairs.append(("Số liệu tính đến", day))
    pairs.append(("Phương pháp", words.LINEAR_METHOD))
    return pairs


def _opinions(said: Mapping[str, pd.Series], row: Mapping[str, Any], indicator: Indicator) -> str:
    if row["target_kind"] in ("none", "year_plan"):
        return ""
    items = []
    for method, one in said.items():
        code = str(one["opinion"])
        text = f"<b>{escape(OPINION_WORDS[method][code])}</b>"
        if is_known(_number(one["opinion_projected"])):
            value = format_value(
                _number(one["opinion_projected"]), indicator.unit_of_measure, indicator.decimals
            )
            text += f", dự báo {value}"
        notes = [OPINION_WARNINGS[name] for name in _warnings(one["warnings"])]
        more = f"<small>{escape('; '.join(notes))}</small>" if notes else ""
        items.append(f"<dt>{_METHOD_NAMES[method]}</dt><dd>{text}{more}</dd>")
    return (
        '<details class="tq-more"><summary>Ý kiến thứ hai <small>hai phương pháp quốc tế</small></summary>'
        f'<dl class="facts">{"".join(items)}</dl></details>'
    )


def _warnings(found: object) -> list[str]:
    names = (
        found.split(",")
        if isinstance(found, str)
        else list(found)
        if isinstance(found, (list, tuple))
        else []
    )
    return [name.strip() for name in names if name.strip() in OPINION_WARNINGS]


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def indicator_facts(indicator: Indicator, catalogue: Catalogue, owner: str) -> str:
    """Definition, unit of measure, who answers for it, programme, documents; with the mark of verification."""
    programmes = {one.code: one for one in catalogue.programmes}
    names = ", ".join(programmes[code].short_name for code in indicator.programmes)
    pairs = [
        ("Mã", indicator.code),
        ("Đơn vị tính", escape(indicator.unit_of_measure)),
        ("Chủ trì", escape(owner) or "chưa rõ"),
        ("Chương trình", escape(names)),
        ("Đo", "mỗi năm một lần" if indicator.frequency == "annual" else "6 tháng một lần"),
        (
            "Nguồn chỉ tiêu",
            _citation(indicator.source.document, indicator.source.section, catalogue, indicator.verified),
        ),
    ]
    pairs += [
        (f"Mục tiêu {target.due_year}", _target(target, indicator, catalogue)) for target in indicator.targets
    ]
    ratio = [text for text in (indicator.numerator_name, indicator.denominator_name) if text]
    if ratio:
        pairs.insert(1, ("Cách tính", escape(" / ".join(ratio))))
    texts = [indicator.definition, indicator.note]
    body = "".join(f'<p class="lead">{escape(text)}</p>' for text in texts if text)
    return f'<section class="tq-card"><h3>{escape(indicator.name)}</h3>{body}<br>{facts(pairs)}</section>'


def _target(target: Target, indicator: Indicator, catalogue: Catalogue) -> str:
    text = format_target(target.op, target.low, target.high, indicator.unit_of_measure)
    return f"{text}; {_citation(target.source.document, target.source.section, catalogue, target.verified)}"


def _citation(document: str, section: str, catalogue: Catalogue, verified: bool) -> str:
    known = next((one for one in catalogue.documents if one.code == document), None)
    name = known.number if known else document
    title = f' title="{escape(known.title)}"' if known else ""
    return f"<span{title}>{escape(name)}, {escape(section)}</span> {verified_tag(verified)}"


def ranking(
    rows: pd.DataFrame,
    indicator: Indicator,
    period: Period,
    *,
    whole: bool,
    beside: Mapping[str, str] | None = None,
) -> str:
    """Units with their bars, worst first; those without a figure by name at the end.

    Unless `whole`, the first SHOWN_UNITS and something to click: `data-go` is ALL_UNITS. `beside`: what stands
    beside a unit's number, by its code.
    """
    known = rows[rows["value"].notna()]
    if not len(known):
        return f'<section class="tq-card"><h3>Theo đơn vị</h3><p class="lead">{words.NO_UNITS}.</p></section>'
    longest = max(float(known["value"].abs().max()), 1e-9)
    shown = known if whole else known.head(SHOWN_UNITS)
    more_of = beside or {}
    bars = [
        _bar(row, longest, indicator, more_of.get(row.place_code, ""))
        for row in shown.itertuples(index=False)
    ]
    kinds = known["value_kind"].mode()
    heading = words.ranking_heading(len(known), len(rows), str(kinds.iloc[0]) if len(kinds) else None, period)
    more = more_link(ALL_UNITS, len(known) - len(shown), "đơn vị còn lại")
    missing = list(rows.loc[rows["value"].isna(), "name"])
    silent = f'<p class="source">Chưa có số liệu: {escape(", ".join(missing))}.</p>' if missing else ""
    return (
        f'<section class="tq-card"><h3>Theo đơn vị</h3><p class="source" style="margin:0 0 10px">{heading}</p>'
        f'<div class="tq-ranks">{"".join(bars)}</div>{more}{silent}</section>'
    )


def _bar(row: Any, longest: float, indicator: Indicator, beside: str) -> str:
    width = 100 * max(float(row.value), 0.0) / longest
    mark = ""
    if is_known(row.bound):
        mark = f'<u style="left:{min(100 * float(row.bound) / longest, 99.5):.1f}%" title="kế hoạch"></u>'
    return (
        f'<span>{escape(row.name)}</span><span class="track v-{row.verdict}"><i style="width:{width:.1f}%"></i>'
        f"{mark}</span><b>{format_number(row.value, indicator.decimals)}{doubt(row.unapproved)}{beside}</b>{chip(row.verdict)}"
    )
