"""What a person should know about a spreadsheet beyond what its cells print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answerable.model import Finding
from answerable.read.formats.layout import Place, Sheet
from answerable.read.formats.origin import Origin, address, column_letters, many, struck_text

_NAMED = 5


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def addresses(places: Iterable[Place]) -> str:
    """The first few addresses, and how many more there are."""
    return _some([address(row, column) for row, column in sorted(places)])


def hidden_sheet(name: str, origin: Origin, *, deep: bool = False) -> Finding:
    """A sheet that the workbook does not show; ``deep`` where Excel's menus cannot unhide it."""
    how = "hidden so that no menu of Excel shows it" if deep else "hidden"
    do = "Open the workbook, unhide the sheet, and read it if the body meant to send it."
    if deep:
        do = "Ask the body whether it meant to send it; LibreOffice shows it."
    return origin.finding(
        "warning", "hidden-sheet", f"Sheet {name} is {how}, and was not read.", do, f"sheet {name}"
    )


@dataclass(slots=True)
class Notices:
    """Gathers, while a sheet is read, what its cells do not print.

    Attributes:
        uncached: formulas whose value is not in the file.
        masked: cells whose number format prints a mark in place of the number that they hold.
        commented: cells with a comment.
        linked: formulas that draw on another workbook.
        dated: formulas of a workbook that works them out only when told to.
        struck: cells of which some or all is struck through.
        pale: cells that print white on white.
        cut: the first row, from 0, that was not looked at, or None.
    """

    uncached: list[Place] = field(default_factory=list)
    masked: list[Place] = field(default_factory=list)
    commented: list[Place] = field(default_factory=list)
    linked: list[Place] = field(default_factory=list)
    dated: list[Place] = field(default_factory=list)
    struck: list[Place] = field(default_factory=list)
    pale: list[Place] = field(default_factory=list)
    cut: int | None = None

    def findings(self, sheet: Sheet, origin: Origin) -> tuple[Finding, ...]:
        """All of it, as findings about ``sheet``."""
        place = f"sheet {sheet.name}"
        found: list[Finding] = []
        if self.uncached:
            what = f"No value stands for {many(len(self.uncached), 'formula')} ({addresses(self.uncached)})."
            do = (
                "They were read as blank: open the file in a spreadsheet program, save it, and read it again."
            )
            found.append(origin.finding("error", "formula-value", what, do, place))
        if self.masked:
            what = (
                f"A mark is printed in place of the number held in {many(len(self.masked), 'cell')} "
                f"({addresses(self.masked)}); the mark was read."
            )
            do = "Do not publish the number: tell the body that its file gives it away."
            found.append(origin.finding("warning", "masked-value", what, do, place))
        if self.commented:
            what = f"A comment hangs on {many(len(self.commented), 'cell')} ({addresses(self.commented)})."
            found.append(origin.finding("note", "comment", what, "Read the comments in the workbook.", place))
        if self.cut is not None:
            what = (
                f"The sheet is larger than any table of counts; nothing was read from row {self.cut + 1} on."
            )
            do = "Keep the table alone in a copy of the file, and read that."
            found.append(origin.finding("error", "too-large", what, do, place))
        return (
            *found, *self._old_values(origin, place), *self._looks(origin, place), *_hidden(sheet, origin, place)
        )  # fmt: skip

    def _looks(self, origin: Origin, place: str) -> Iterable[Finding]:
        """What the body took back, or printed so that nobody sees it."""
        if self.struck:
            what, do = struck_text(len(self.struck))
            yield origin.finding(
                "warning", "struck-text", f"{what[:-1]} ({addresses(self.struck)}).", do, place
            )
        if self.pale:
            what = f"{many(len(self.pale), 'cell')} {'prints' if len(self.pale) == 1 else 'print'} white on white ({addresses(self.pale)})."
            do = "Decide whether they belong to the table; no total counts them unasked."
            yield origin.finding("warning", "white-text", what, do, place)

    def _old_values(self, origin: Origin, place: str) -> Iterable[Finding]:
        """Formulas whose value in the file may not be what they come to now."""
        if self.linked:
            what = f"{many(len(self.linked), 'value')} come from another workbook as it last was ({addresses(self.linked)})."
            do = "Ask the body whether they still hold."
            yield origin.finding("warning", "formula-elsewhere", what, do, place)
        if self.dated:
            what = (
                f"The workbook works its formulas out only when told to, so that {many(len(self.dated), 'value')} "
                f"may be out of date ({addresses(self.dated)})."
            )
            do = "Open it in a spreadsheet program, work it out anew (F9), and compare."
            yield origin.finding("warning", "formula-stale", what, do, place)


def _hidden(sheet: Sheet, origin: Origin, place: str) -> Iterable[Finding]:
    rows = sorted({row for row, _ in sheet.cells} & sheet.hidden_rows)
    columns = sorted({column for _, column in sheet.cells} & sheet.hidden_columns)
    if not rows and not columns:
        return
    parts = []
    if rows:
        parts.append(f"{many(len(rows), 'row')} ({_some([str(row + 1) for row in rows])})")
    if columns:
        names = [column_letters(column) for column in columns]
        parts.append(f"{many(len(columns), 'column')} ({_some(names)})")
    yield origin.finding(
        "warning",
        "hidden-rows" if rows else "hidden-columns",
        f"The sheet hides {' and '.join(parts)} with text or numbers.",
        "Decide whether they belong to the table; no total counts them unasked.",
        place,
    )
