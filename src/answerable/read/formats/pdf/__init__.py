"""PDF: letters and reports as pages of text, ruled lines and aligned columns."""

from answerable.read.formats.pdf.load import load_pdf

__all__ = ["load_pdf"]
