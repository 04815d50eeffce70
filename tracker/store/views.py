"""The views, and the SQL they share with the writes: which observations are current, who reports."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.core.review import DECIDING, Basis
from tracker.core.round_states import ROUND_STATES

OBSERVATION_COLUMNS = (
    "id, submission_id, indicator_code, unit_code, unit_valid_from, period, period_ends_on, measure, "
    "value, numerator, denominator, note, cell, document, section, verified"
)
OBSERVATION_KEY = "indicator_code, unit_code, unit_valid_from, period, measure"

# A submission's rank: illustration < published documents < what a unit hands in; then the newest.
PRECEDENCE = {"illustration": 0, "published": 1, "form": 2, "file": 2}
# Both in one number: of two submissions with the same key the one with the higher standing counts. As a
# submission holds a key once, the standing also says which observation counts now.
STANDING_STEP = 2**40


# The submissions whose figures a basis reads.
SUBMISSIONS: Mapping[Basis, str] = {"all": "live_submission", "official": "official_submission"}


def current_sql(observations: str = "observation", basis: Basis = "all") -> str:
    """The current rows among `observations` (a table, or a subquery that takes or leaves whole keys).

    Current is the row of the newest submission that is not undone, of the official ones alone on that
    basis; revisions order the submissions, so the clocks of several servers do not matter.
    """
    columns = ", ".join(f"o.{name.strip()}" for name in OBSERVATION_COLUMNS.split(","))
    key = ", ".join(f"o.{name.strip()}" for name in OBSERVATION_KEY.split(","))
    return f"""
        SELECT {columns}
        FROM {observations} o
        JOIN {SUBMISSIONS[basis]} s ON s.id = o.submission_id
        QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY s.standing DESC) = 1
    """


# Published, or approved by its reviewers and neither reopened nor returned since.
_OFFICIAL = f"""
    SELECT s.* FROM live_submission s
    WHERE s.kind = 'published' OR s.id IN (
        SELECT e.submission_id FROM submission_event e WHERE e.kind IN {DECIDING}
        GROUP BY e.submission_id HAVING arg_max(e.kind, e.revision) = 'approved'
    )
"""

# Who is expected to report what: a department only where the indicator names it, or names none.
_REPORTING = """
    SELECT DISTINCT r.indicator_code, u.code AS unit_code, u.valid_from AS unit_valid_from,
        r.first_year, r.last_year
    FROM indicator_reporter r
    JOIN reporting_unit u
      ON u.level = r.unit_level AND (r.department_code IS NULL OR r.department_code = u.code)
"""

# One log of everything that happened, whichever table holds the event.
_AUDIT_LOG = """
    SELECT e.id, e.kind, 'submission' AS subject_kind, e.submission_id AS subject_id, s.unit_code, s.period,
        e.revision, e."at", e."by", e.account_id, e.address, e.reason, e.detail
    FROM submission_event e JOIN submission s ON s.id = e.submission_id
    UNION ALL
    SELECT e.id, e.kind, 'round', e.round_id, NULL, r.period,
        e.revision, e."at", e."by", e.account_id, e.address, e.reason, e.detail
    FROM round_event e JOIN round r ON r.id = e.round_id
    UNION ALL
    SELECT e.id, e.kind, 'explanation', e.explanation_id, x.unit_code, r.period,
        e.revision, e."at", e."by", e.account_id, e.address, NULL, e.body
    FROM explanation_event e JOIN explanation x ON x.id = e.explanation_id
    JOIN round r ON r.id = x.round_id
    UNION ALL
    SELECT m.id, 'reminder_' || m.state, 'round', m.round_id, m.unit_code, r.period,
        0, m."at", m."by", NULL, NULL, NULL, m.kind || ': ' || m.address
    FROM reminder m JOIN round r ON r.id = m.round_id WHERE m.state <> 'sending'
    UNION ALL
    SELECT id, kind, 'workspace', NULL, NULL, NULL, 0, "at", "by", account_id, address, NULL, detail
    FROM workspace_event
    UNION ALL
    SELECT id, kind, subject_kind, subject_id, unit_code, period,
        revision, "at", "by", account_id, address, reason, detail
    FROM audit_event
"""

# A round as it stands: `state` is its newest event among those that move it.
_ROUND_STATE = f"""
    SELECT r.*, e.kind AS state, e."at" AS state_at, e."by" AS state_by, o.opened_at
    FROM round r
    JOIN (
        SELECT * FROM round_event WHERE kind IN ({", ".join(f"'{state}'" for state in ROUND_STATES)})
        QUALIFY row_number() OVER (PARTITION BY round_id ORDER BY revision DESC, "at" DESC) = 1
    ) e ON e.round_id = r.id
    LEFT JOIN (
        SELECT round_id, min("at") AS opened_at FROM round_event WHERE kind = 'opened' GROUP BY ALL
    ) o ON o.round_id = r.id
"""

VIEWS = {
    "live_submission": f"""
        SELECT s.*, s.precedence::BIGINT * {STANDING_STEP} + s.revision AS standing FROM submission s
        WHERE s.id NOT IN (SELECT e.submission_id FROM submission_event e WHERE e.kind = 'undone')
    """,
    "official_submission": _OFFICIAL,
    "current_observation": current_sql(),
    "audit_log": _AUDIT_LOG,
    "round_state": _ROUND_STATE,
    "reporting": _REPORTING,
}
