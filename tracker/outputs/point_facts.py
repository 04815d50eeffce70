"""What a point of a chart is, kept with the point itself (Plotly's customdata) for the table of the chart."""

from __future__ import annotations

FACTS = ("where", "unit_of_measure", "place", "note")


def point_facts(where: str, unit_of_measure: str, place: str = "", note: str = "") -> list[str]:
    """In the order of FACTS; `where` is the period, the indicator or the unit that the value is of."""
    return [where, unit_of_measure, place, note]
