"""Tables that a flattening turned into lines of text, found and put back into grids."""

from collections.abc import Sequence

from answerable.read.flat.alone import find_alone
from answerable.read.flat.cells import find_cells
from answerable.read.flat.columns import find_columns
from answerable.read.flat.oneline import find_glued, find_one_line
from answerable.read.flat.pipes import find_pipes
from answerable.read.flat.region import Region
from answerable.read.flat.scrambled import find_captioned
from answerable.read.grid import Paragraph

__all__ = ["Region", "find_regions"]


def find_regions(lines: Sequence[Paragraph]) -> list[Region]:
    """Every flattened table in a run of lines, in order, none overlapping.

    Detectors are asked from the plainest marks (pipes) to the faintest (a cell a line); what one has
    claimed the next does not see.
    """
    regions: list[Region] = []
    for detect in (
        find_alone,
        find_pipes,
        find_captioned,
        find_columns,
        find_one_line,
        find_glued,
        find_cells,
    ):
        taken = {i for region in regions for i in range(region.start, region.end)}
        hidden = [Paragraph("", line.source) if i in taken else line for i, line in enumerate(lines)]
        regions += [r for r in detect(hidden) if not taken & set(range(r.start, r.end))]
    return sorted((region for region in regions if region.grids), key=lambda region: region.start)
