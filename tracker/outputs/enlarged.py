"""A figure for a large screen or a slide: the same drawing with larger letters, marks and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure

_SCALED = ("size", "width", "yshift", "xshift")


def enlarged(figure: Figure, factor: float) -> Figure:
    """A copy whose letters, marks and lines are `factor` times as large; it takes the height that it is given."""
    import plotly.graph_objects as go

    known = figure.to_plotly_json()
    scaled = {
        "data": [_scale(trace, factor) for trace in known["data"]],
        "layout": _scale(known["layout"], factor),
    }
    scaled["layout"] |= {"height": None, "autosize": True}
    return go.Figure(scaled, _validate=False)


def _scale(part: Any, factor: float) -> Any:
    if isinstance(part, dict):
        return {
            name: _times(value, factor) if name in _SCALED and _is_numeric(value) else _scale(value, factor)
            for name, value in part.items()
        }
    if isinstance(part, list | tuple):
        return [_scale(one, factor) for one in part]
    return part


def _is_numeric(value: Any) -> bool:
    return isinstance(value, int | float) or (
        isinstance(value, list | tuple) and all(isinstance(one, int | float) for one in value)
    )


def _times(value: Any, factor: float) -> Any:
    return value * factor if isinstance(value, int | float) else [one * factor for one in value]
