"""Figures to report, workbook, data package and charts."""
