"""What the machine took for what: each page with the cells found, and each table with its totals.

One web page a document, without anything from elsewhere. The page of a PDF is drawn from its words and ruled
lines; images in it are not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.model import Cell, Document, Table
from answerable.publish.safe import slug
from answerable.publish.templating import environment
from answerable.read.formats.pdf.geometry import Page

_SIGNS = {"held": "✓", "failed": "✗", "open": "?"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell found: where it is on the page, what it was read as, and what became of a total that it prints.

    ``check`` is ``held``, ``failed``, ``open`` or empty; ``sign`` says the same without colour.
    """

    left: float
    top: float
    width: float
    height: float
    says: str
    state: str
    check: str
    sign: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its words and lines, and the cells found on it."""

    number: int
    width: float
    height: float
    page: Page
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One table as read: its rows of cells with what became of each total."""

    table: Table
    number: int
    tally: dict[str, int]
    depth: int
    rows: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...]


def show(document: Document, pages: Sequence[Page], folder: Path) -> Path:
    """Draws what was read.

    Args:
        document: the document as read.
        pages: its pages, where it is a PDF (:func:`answerable.read.outline.outline`).
        folder: where to write.

    Returns:
        The web page: ``NAME.html`` in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    template = environment().get_template("show.html.j2")
    text = template.render(
        document=document,
        sheets=[_sheet(page, document) for page in pages],
        tables=[_drawn(number, table) for number, table in enumerate(document.tables, start=1)],
    )
    name = slug(Path(document.file).name) or "document"
    taken = sum(
        path.stem == name or path.stem.startswith(f"{name}-{document.sha256[:8]}")
        for path in folder.glob("*.html")
    )
    path = folder / (f"{name}.html" if not taken else f"{name}-{document.sha256[:8]}.html")
    path.write_text(text, encoding="utf-8")
    return path


def _sheet(page: Page, document: Document) -> Sheet:
    marks = [
        mark
        for table in document.tables
        for cell in table.cells
        if cell.source.page == page.number and (mark := _mark(cell, table)) is not None
    ]
    return Sheet(page.number, math.ceil(page.width), math.ceil(page.height), page, tuple(marks))


def _mark(cell: Cell, table: Table) -> Mark | None:
    if cell.source.box is None:
        return None
    left, top, right, bottom = cell.source.box
    check = _check(cell, table)
    row, column = " / ".join(table.rows[cell.row]), " / ".join(table.columns[cell.column])
    says = f"{row or 'no label'} · {column or 'no heading'}: {cell.printed} is {_known(cell)}"
    return Mark(
        round(left - 2, 1), round(top, 1), round(right - left + 4, 1), round(bottom - top, 1),
        says, cell.state, check, _SIGNS.get(check, ""),
    )  # fmt: skip


def _check(cell: Cell, table: Table) -> str:
    """What became of the total that a cell prints: the worst of its checks."""
    results = {check.result for check in table.checks if check.total == (cell.row, cell.column)}
    return next((result for result in ("failed", "open", "held") if result in results), "")


def _known(cell: Cell) -> str:
    return "not a count" if cell.count is None else str(cell.count)


def _drawn(number: int, table: Table) -> Drawn:
    rows = []
    for index, path in enumerate(table.rows):
        cells = []
        for cell in table.row(index):
            check = _check(cell, table)
            known = "" if cell.printed.replace(",", "").isdigit() else _known(cell)
            cells.append((cell.printed, known, check, _SIGNS.get(check, "")))
        rows.append((" / ".join(path), tuple(cells)))
    depth = max((len(path) for path in table.columns), default=0)
    return Drawn(table, number, table.tally(), depth, tuple(rows))
