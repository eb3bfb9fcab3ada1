import csv
import html
import io
from itertools import product

import openpyxl
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from answerable.read.formats import load
from answerable.read.formats.origin import address
from answerable.read.grid import Grid, Paragraph

words = st.text("abcdefgh *<-&'", min_size=1, max_size=6).map(lambda s: " ".join(s.split()))
texts = st.one_of(words, st.integers(0, 10**6), st.just(""))
rows = st.integers(1, 5).flatmap(
    lambda w: st.lists(st.lists(texts, min_size=w, max_size=w), min_size=1, max_size=6)
)
quick = settings(max_examples=40, deadline=None)


def printed(loaded):
    """Address → text, over every block."""
    found = {}
    for block in loaded.blocks:
        cells = [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]
        for cell in cells:
            if cell.text:
                assert cell.source.cell not in found
                found[cell.source.cell] = cell.text
    return found


def expected(grid):
    return {address(r, c): str(v) for r, row in enumerate(grid) for c, v in enumerate(row) if str(v)}


def read(data, name):
    return load(data, file=name, sha256="0" * 64)


def filled(grid):
    return any(str(v) for row in grid for v in row)


def by_openpyxl(grid):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for r, c in product(range(len(grid)), range(len(grid[0]))):
        if grid[r][c] != "":
            cell = book.active.cell(r + 1, c + 1)
            cell.value = grid[r][c]
            cell.data_type = "n" if isinstance(grid[r][c], int) else "s"
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(grid):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for r, c in product(range(len(grid)), range(len(grid[0]))):
            value = grid[r][c]
            sheet.write_number(r, c, value) if isinstance(value, int) else sheet.write_string(r, c, value)
    return out.getvalue()


def by_xlwt(grid):
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("A")
    for r, c in product(range(len(grid)), range(len(grid[0]))):
        sheet.write(r, c, grid[r][c])
    book.save(out)
    return out.getvalue()


def by_odf(grid):
    book, out = OpenDocumentSpreadsheet(), io.BytesIO()
    table = Table(name="A")
    for row in grid:
        tr = TableRow()
        for value in row:
            kind = (
                {"valuetype": "float", "value": value} if isinstance(value, int) else {"valuetype": "string"}
            )
            cell = TableCell(**kind) if value != "" else TableCell()
            if value != "":
                cell.addElement(P(text=str(value)))
            tr.addElement(cell)
        table.addElement(tr)
    book.spreadsheet.addElement(table)
    book.write(out)
    return out.getvalue()


def check(writer, name, grid):
    if filled(grid):
        loaded = read(writer(grid), name)
        assert printed(loaded) == expected(grid)
        assert not loaded.findings


@quick
@given(rows)
def test_openpyxl(grid):
    check(by_openpyxl, "a.xlsx", grid)


@quick
@given(rows)
def test_xlsxwriter(grid):
    check(by_xlsxwriter, "a.xlsx", grid)


@quick
@given(rows)
def test_xls(grid):
    check(by_xlwt, "a.xls", grid)


@quick
@given(rows)
def test_ods(grid):
    check(by_odf, "a.ods", grid)


@quick
@given(rows.filter(lambda g: len(g[0]) > 1), st.sampled_from(",;\t|"))
def test_csv(grid, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC).writerows(grid)
    if filled(grid):
        assert printed(read(out.getvalue().encode(), "a.csv")) == expected(grid)


@st.composite
def spanned(draw):
    """Cells as (row, column, row span, column span) that tile a rectangle without overlap."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    free, cells = set(product(range(height), range(width))), []
    for r, c in product(range(height), range(width)):
        if (r, c) not in free:
            continue
        wide = draw(st.integers(1, 3))
        while any((r, c + i) not in free for i in range(wide)):
            wide -= 1
        tall = draw(st.integers(1, 3))
        while any((r + j, c + i) not in free for j in range(tall) for i in range(wide)):
            tall -= 1
        free -= set(product(range(r, r + tall), range(c, c + wide)))
        cells.append((r, c, tall, wide))
    return height, width, cells


@quick
@given(spanned().filter(lambda layout: len(layout[2]) > 1))
def test_html_spans(layout):
    height, width, cells = layout
    page = "<table>"
    for r in range(height):
        page += "\n<tr>" + "".join(
            f"<td rowspan={h} colspan={w}>{html.escape(f'r{r}c{c} <&')}" for row, c, h, w in cells if row == r
        )
    (grid,) = read((page + "</table>").encode(), "a.html").blocks
    assert isinstance(grid, Grid)
    assert (grid.height, grid.width) == (height, width)
    for r, c, h, w in cells:
        cell = grid.rows[r][c]
        assert (cell.text, cell.row_span, cell.column_span) == (f"r{r}c{c} <&", h, w)
        assert cell.source.line == r + 2
        for place in set(product(range(r, r + h), range(c, c + w))) - {(r, c)}:
            assert grid.rows[place[0]][place[1]].covered_by == (r, c)
            assert not grid.rows[place[0]][place[1]].text
