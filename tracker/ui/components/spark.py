"""A small trend as inline SVG: solid line, dotted path, a tick for the target, a hollow estimate."""

from __future__ import annotations

from tracker.ui.trends import Point, Trend

WIDTH, HEIGHT, _EDGE = 150, 40, 6


def spark(trend: Trend, label: str) -> str:
    """The drawing (150 × 40) with `label` read aloud in its place; missing years stay open."""
    known = [point for run in trend.runs for point in run]
    if not known:
        return (
            f'<svg class="tq-spark" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="chưa có số liệu">'
            f'<text x="{WIDTH / 2}" y="24" text-anchor="middle">chưa có số liệu</text></svg>'
        )
    place = _scale([*known, *trend.path, *([trend.target] if trend.target else [])])
    parts = []
    if len(trend.path) > 1:
        (x1, y1), (x2, y2) = place(trend.path[0]), place(trend.path[-1])
        parts.append(
            f'<path d="M{x1} {y1}L{x2} {y2}" stroke="var(--path)" stroke-dasharray="2 3" fill="none"/>'
        )
    if trend.target:
        x, y = place(trend.target)
        parts.append(f'<path d="M{x - 5:.1f} {y}h9" stroke="var(--ink)" stroke-width="2"/>')
    line = "".join("M" + "L".join("{} {}".format(*place(point)) for point in run) for run in trend.runs)
    parts.append(f'<path d="{line}" fill="none" stroke="currentColor" stroke-width="1.8"/>')
    for point in known[:-1]:
        x, y = place(point)
        parts.append(f'<circle cx="{x}" cy="{y}" r="2" fill="currentColor"/>')
    x, y = place(known[-1])
    fill = "var(--card)" if trend.is_estimate else "currentColor"
    parts.append(
        f'<circle cx="{x}" cy="{y}" r="3.6" fill="{fill}" stroke="currentColor" stroke-width="1.6"/>'
    )
    return (
        f'<svg class="tq-spark" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


def _scale(points: list[Point]):
    times, values = zip(*points, strict=True)
    first, last, low, high = min(times), max(times), min(values), max(values)

    def place(point: Point) -> tuple[float, float]:
        across = (point[0] - first) / (last - first) if last > first else 0.5
        up = (point[1] - low) / (high - low) if high > low else 0.5
        x = _EDGE + across * (WIDTH - 2 * _EDGE)
        return round(x, 1), round(HEIGHT - _EDGE - up * (HEIGHT - 2 * _EDGE), 1)

    return place
