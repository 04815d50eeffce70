"""The rules, pure: periods, targets, paths, verdicts, comparisons, rollups, projections, checks."""
