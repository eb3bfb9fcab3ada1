"""Excel 97-2003 workbooks (xls), through xlrd, which knows their number formats and merged ranges."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import xlrd

from answerable.model import Finding
from answerable.read.formats.carried import in_old_workbook
from answerable.read.formats.layout import Place, Sheet, SheetCell
from answerable.read.formats.notices import Notices, hidden_sheet
from answerable.read.formats.numberformat import Shown, show
from answerable.read.formats.origin import MAX_CELLS, Origin
from answerable.read.formats.package import locked
from answerable.read.grid import UnreadableError

_BOLD = 600
_WHITE = (255, 255, 255)
_DEEP = 2  # how the format says that a sheet is hidden from every menu


def _open(data: bytes, origin: Origin) -> xlrd.Book:
    """The workbook, whatever xlrd makes of hostile bytes."""
    try:
        return xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except Exception as error:  # xlrd lets every kind of error out of mangled bytes
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise locked(origin) from error
        raise _damaged(origin) from error


def _damaged(origin: Origin) -> UnreadableError:
    return UnreadableError(
        f"{origin.file} is damaged or cut short and cannot be opened as an Excel workbook: "
        "ask for it to be sent again."
    )


def read_xls(data: bytes, origin: Origin) -> Iterator[tuple[Sheet | None, tuple[Finding, ...]]]:
    """Each worksheet in order, with what to know about it; None for a sheet that is hidden.

    Raises:
        UnreadableError: the workbook is damaged or locked.
    """
    book = _open(data, origin)
    yield None, tuple(in_old_workbook(data, origin))
    for index, name in enumerate(book.sheet_names()):
        seen = book._sheet_visibility[index]  # noqa: SLF001 (known without loading the sheet, and nowhere else)
        if seen:
            yield None, (hidden_sheet(name, origin, deep=seen == _DEEP),)
            continue
        try:
            sheet, notices = _read(book, book.sheet_by_index(index), name)
        except Exception as error:
            raise _damaged(origin) from error
        book.unload_sheet(index)
        yield sheet, notices.findings(sheet, origin)


def _read(book: xlrd.Book, page: xlrd.sheet.Sheet, name: str) -> tuple[Sheet, Notices]:
    notices = Notices()
    cells: dict[Place, SheetCell] = {}
    for row in range(page.nrows):
        for column in range(page.row_len(row)):
            if cell := _cell(book, page, row, column, notices):
                cells[row, column] = cell
        if len(cells) > MAX_CELLS:
            cells.clear()
            notices.cut = 0
            break
    notices.commented.extend(page.cell_note_map)
    sheet = Sheet(
        name,
        cells,
        tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in page.merged_cells),
        frozenset(row for row, info in page.rowinfo_map.items() if info.hidden),
        frozenset(column for column, info in page.colinfo_map.items() if info.hidden or not info.width),
    )
    return sheet, notices


def _left_standing(book: xlrd.Book, text: str, runs: Sequence[tuple[int, int]]) -> str:
    """A text without what is struck through: each run begins at a place and has a font."""
    ends = [start for start, _ in runs[1:]] + [len(text)]
    return "".join(
        text[start:end]
        for (start, font), end in zip(runs, ends, strict=True)
        if not book.font_list[font].struck_out
    )


def _cell(
    book: xlrd.Book, page: xlrd.sheet.Sheet, row: int, column: int, notices: Notices
) -> SheetCell | None:
    kind, value = page.cell_type(row, column), page.cell_value(row, column)
    if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or value == "":
        return None
    style = book.xf_list[page.cell_xf_index(row, column)]
    font = book.font_list[style.font_index]
    runs = page.rich_text_runlist_map.get((row, column), [])
    if kind == xlrd.XL_CELL_TEXT and (font.struck_out or any(book.font_list[f].struck_out for _, f in runs)):
        notices.struck.append((row, column))
        value = _left_standing(book, str(value), [(0, style.font_index), *runs])
    elif font.struck_out:
        notices.struck.append((row, column))
        value = ""
    if value == "":
        return None
    shown = _text(book, book.format_map[style.format_key].format_str, kind, value)
    notices.masked.extend([(row, column)] if shown.masked else [])
    pale = _is_pale(book, style, font) and any(map(str.isdigit, shown.text))
    notices.pale.extend([(row, column)] if pale else [])
    bold = bool(font.bold) or font.weight >= _BOLD
    return SheetCell(shown.text, bold, pale, style.alignment.indent_level) if shown.text else None


def _text(book: xlrd.Book, code: str, kind: int, value: str | float) -> Shown:
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Shown("TRUE" if value else "FALSE")
    if kind == xlrd.XL_CELL_ERROR:
        return Shown(str(xlrd.error_text_from_code.get(value, "#ERROR!")))
    if kind == xlrd.XL_CELL_TEXT:
        return Shown(str(value))
    return show(float(value), code, from_1904=book.datemode == 1)


def _is_pale(book: xlrd.Book, style: xlrd.formatting.XF, font: xlrd.formatting.Font) -> bool:
    """True for white figures on a cell that is not painted, or painted white."""
    colours, fill = book.colour_map, style.background
    bare = fill.fill_pattern == 0 or colours.get(fill.pattern_colour_index) == _WHITE
    return bool(bare and colours.get(font.colour_index) == _WHITE)
