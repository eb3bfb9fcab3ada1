"""Figures to what people use: report, workbook, data package, database, charts and tile map."""

from answerable.publish.write import Published, publish

__all__ = ["Published", "publish"]
