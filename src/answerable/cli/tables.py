"""Tables of counts for people: as many columns at a time as fit, so that no number is ever cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table as Grid

from answerable.model import Cell, Table

_LABEL = 44
"""Characters of the label column, which may wrap; numbers never do."""

_BETWEEN = 3


def print_table(table: Table, out: Console, *, title: str = "") -> None:
    """Prints a table, in pieces one under another where it is wider than the console."""
    columns = ["\n".join(path) for path in table.columns]
    rows = [[printed(cell) for cell in table.row(index)] for index in range(len(table.rows))]
    label = min(_LABEL, max((len(" / ".join(path)) for path in table.rows), default=0))
    for part in _parts(columns, rows, out.width - label - _BETWEEN):
        grid = Grid(
            title=title or None, title_justify="left", show_edge=False, pad_edge=False, header_style="bold"
        )
        grid.add_column("", max_width=_LABEL)
        for column in part:
            grid.add_column(columns[column], justify="right", no_wrap=True)
        for index, path in enumerate(table.rows):
            style = "bold" if table.row_totals[index] else None
            grid.add_row(" / ".join(path), *(rows[index][column] for column in part), style=style)
        out.print(grid)
    for note in table.notes:
        out.print(f"  {note}", markup=False)


def _parts(columns: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> Iterator[list[int]]:
    """Runs of columns that fit beside the labels; at least one each."""
    part: list[int] = []
    used = 0
    for column, heading in enumerate(columns):
        texts = [*heading.split("\n"), *(row[column] for row in rows if column < len(row))]
        width = max(map(len, texts), default=0) + _BETWEEN
        if part and used + width > room:
            yield part
            part, used = [], 0
        part.append(column)
        used += width
    if part:
        yield part


def printed(cell: Cell) -> str:
    """The printed text, with what is known of it where the text alone does not say."""
    text, interval = cell.printed, str(cell.count) if cell.count else ""
    if not text:
        return f"({interval})" if interval not in {"", "not known"} else ""
    plain = text.replace(",", "").isdigit() or not interval or interval == "not known"
    return text if plain else f"{text} ({interval})"
