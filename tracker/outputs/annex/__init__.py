"""The annex of a report as a workbook: tables with live formulas, native charts, sources, methods and raw figures."""
