"""Documents to tables: every number with its place, checked by its own totals.

``read`` is the public function; formats turn bytes into paragraphs and grids, ``flat`` puts flattened tables
back into grids, ``layout`` and ``spans`` read their headings, ``totals`` and ``referee`` judge the readings.
"""

from answerable.read.grid import UnreadableError
from answerable.read.reader import READER_VERSION, read_file

__all__ = ["READER_VERSION", "UnreadableError", "read_file"]
