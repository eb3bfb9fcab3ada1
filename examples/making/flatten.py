"""How web pages and documents lose their tables when somebody copies out the text.

A row is a list of cells; a cell is a text, or a pair of a text and the columns that it spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Cell = str | int | tuple[str, int]
Row = Sequence[Cell]


def _text(cell: Cell) -> str:
    return cell[0] if isinstance(cell, tuple) else str(cell)


def _span(cell: Cell) -> int:
    return cell[1] if isinstance(cell, tuple) else 1


def width(rows: Iterable[Row]) -> int:
    """The widest row, counting column spans."""
    return max(sum(_span(cell) for cell in row) for row in rows)


def pipes(rows: Sequence[Row]) -> str:
    """An opening pipe a row, a cell with a pipe a line, and a pipe for each cell that the row lacks.

    Every row so owns one pipe more than the widest row has columns, and a run of pipes is the trace of spans.
    """
    widest = width(rows)
    lines: list[str] = []
    for row in rows:
        lines.append("|")
        lines += [f"{_text(cell)} |".strip() for cell in row]
        if lacking := widest - len(row):
            lines.append("|" * lacking)
    return "\n".join(lines)


def pipes_unopened(rows: Sequence[Row]) -> str:
    """As ``pipes``, without the opening pipe of each row."""
    widest = width(rows)
    lines: list[str] = []
    for row in rows:
        lines += [f"{_text(cell)} |".strip() for cell in row]
        if lacking := widest - len(row):
            lines.append("|" * lacking)
    return "\n".join(lines)


def pipe_rows(rows: Sequence[Row]) -> str:
    """One row a line, a pipe after each cell."""
    return "\n".join(" ".join(f"{_text(cell)} |".strip() for cell in row) for row in rows)


def cells(rows: Sequence[Row]) -> str:
    """One cell a line, a blank line between."""
    return "\n\n".join(_text(cell) for row in rows for cell in row)


def columns(rows: Sequence[Row], gap: int = 3) -> str:
    """Columns held apart by spaces, labels to the left and numbers to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    wide = [max(len(row[i]) for row in texts) for i in range(len(texts[0]))]
    return "\n".join(
        (
            row[0].ljust(wide[0])
            + "".join(" " * gap + t.rjust(w) for t, w in zip(row[1:], wide[1:], strict=True))
        ).rstrip()
        for row in texts
    )


def tabs(rows: Sequence[Row]) -> str:
    """One row a line, a tab between cells."""
    return "\n".join("\t".join(_text(cell) for cell in row) for row in rows)


def one_line(rows: Sequence[Row]) -> str:
    """The whole table on one line, single spaces between cells."""
    return " ".join(_text(cell) for row in rows for cell in row)
