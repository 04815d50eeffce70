"""The tables of an edition and their columns; docs/editions.md says what each means."""

from __future__ import annotations

from collections.abc import Mapping

SCHEMA_VERSION = 1
METHODS_VERSION = "1"  # raised when a formula of tracker.core gives another number

FACTS: tuple[str, ...] = (
    "round", "province", "catalogue", "reference", "methods", "methods_version", "thresholds", "is_demo",
)  # fmt: skip

_VERDICT = (
    "place", "indicator", "programme", "level", "target_kind", "value", "value_kind", "value_period",
    "target_op", "target_low", "target_high", "bound", "due", "due_year", "stage_from", "baseline",
    "baseline_period", "baseline_kind", "expected", "progress", "achievement", "pace", "verdict", "reason_code",
    "reason", "projected", "needed_per_year", "reached_year", "units_reported", "units_expected", "is_partial",
    "is_approximate", "share_complying", "growth", "change", "change_years", "change_since", "actual_to_date",
    "judged_on", "judged_period", "method",
)  # fmt: skip

TABLES: Mapping[str, tuple[str, ...]] = {
    "programmes": ("programme", "name", "short_name", "first_year", "last_year"),
    "groups": ("group", "name", "programme", "is_background"),
    "documents": ("document", "number", "title", "issuer", "issued_on", "certainty"),
    "indicators": (
        "indicator", "name", "short_name", "programmes", "programme", "group", "level", "unit_of_measure",
        "decimals", "direction", "kind", "aggregation", "frequency", "standard", "of", "change_is", "owner", "numerator_name",
        "denominator_name", "document", "section", "verified", "definition", "note",
    ),
    "targets": (
        "indicator", "programme", "target_kind", "of", "op", "low", "high", "due_year", "stage_from", "base_year",
        "base_measure", "mode", "judged", "place", "document", "section", "verified", "note",
    ),
    "places": ("place", "name", "short_name", "kind", "level", "territory", "district", "follows"),
    "standards": ("standard", "name", "first_year"),
    "verdicts": _VERDICT,
    "comparisons": (
        "place", "indicator", "value", "plan", "pct_of_plan", "plan_difference", "same_period", "difference",
        "pct_change", "previous_year", "previous_year_difference", "previous_year_pct_change", "last_known",
        "last_known_period", "change_since_last", "years_since_last", "change_per_year", "estimate",
        "estimate_pct_of_plan", "estimate_plan_difference", "estimate_difference", "estimate_pct_change",
        "next_plan", "units_reported", "units_expected", "is_approximate", "reason_code", "reason",
    ),
    "series": (
        "place", "indicator", "period", "measure", "value", "numerator", "denominator", "units_reported",
        "units_expected", "basis", "direct_value", "rollup_value", "is_approximate", "units_complying",
    ),
    "ranking": ("indicator", "rank", "place", "value", "value_kind", "plan", "verdict"),
    "sources": (
        "indicator", "unit", "unit_valid_from", "period", "measure", "value", "numerator", "denominator",
        "note", "cell", "document", "section", "verified", "submission",
    ),
    "submissions": (
        "submission", "unit", "unit_valid_from", "unit_name", "period", "kind", "submitted_by", "received_at",
        "file_name", "file_sha256", "warnings_reason", "accepted", "approved_at",
    ),
    "missing": ("unit", "name", "level", "state"),
    "texts": ("unit", "programme", "indicator", "part", "body", "by", "at"),
    "issued_documents": ("unit", "programme", "number", "title", "issued_on", "issuer", "state"),
    "tasks": ("task", "unit", "state", "due_on", "done_on", "evidence"),
    "explanations": (
        "indicator", "unit", "question", "asked_by", "asked_at", "due_on", "state", "answer", "answered_by",
        "answered_at",
    ),
}  # fmt: skip
