"""Headings of two dates, boxes without lines between their columns, and first rows under headings that no line parts from them."""

import pytest
from tests.generators.pdf import Sheet, write

from answerable.model import Source
from answerable.read import read_file
from answerable.read.grid import Grid, GridCell
from answerable.read.lost import _prints_rates
from answerable.read.repeated import ANOTHER, without_headings

COLUMNS = (60, 260, 340, 420)


def read(tmp_path, *sheets):
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(*sheets))
    return read_file(path)


def values(table):
    return {(table.rows[c.row][-1], table.columns[c.column]): c.printed for c in table.cells}


ROWS = [["Stalking", "12", "15", "9"], ["Exposure", "7", "16", "3"], ["Total", "19", "31", "12"]]
DATES = [("01/04/2019", "31/03/2020"), ("01/04/2020", "31/03/2021"), ("01/04/2021", "31/03/2022")]
PERIODS = [(f"{a} - {b}",) for a, b in DATES]


@pytest.mark.parametrize("stub", ["", "Offence"])
def test_a_dash_alone_between_two_dates_is_of_their_heading(tmp_path, stub):
    sheet = Sheet()
    for x, (first, last) in zip(COLUMNS[1:], DATES, strict=True):
        sheet.right(x, 80, first)
        sheet.text(x - 28, 91, "-")
        sheet.right(x, 102, last)
    sheet.text(60, 91, stub)
    sheet.rows(ROWS, top=116, columns=COLUMNS, pitch=14)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    assert list(table.columns) == PERIODS


def test_two_dates_with_a_dash_between_them_are_one_heading(tmp_path):
    columns = (60, 260, 390, 520)
    sheet = Sheet()
    sheet.text(60, 100, "Offence")
    for x, (first, last) in zip(columns[1:], DATES, strict=True):
        sheet.right(x, 100, f"{first} - {last}")
    sheet.rows(ROWS, top=116, columns=columns, pitch=14)
    (table,) = read(tmp_path, sheet).tables
    assert list(table.columns) == PERIODS


def test_a_box_with_one_line_under_its_headings_holds_a_row_on_each_of_its_lines(tmp_path):
    sheet = Sheet()
    sheet.ruled([55, 270], [88, 104, 165])
    sheet.rows([["Offence", "Crimes"], *(row[:2] for row in ROWS)], top=100, columns=COLUMNS[:2], pitch=18)
    (table,) = read(tmp_path, sheet).tables
    assert values(table) == {("Stalking", ("Crimes",)): "12", ("Exposure", ("Crimes",)): "7",
                             ("Total", ("Crimes",)): "19"}  # fmt: skip


def test_periods_over_one_figure_each_head_a_row_in_the_same_cells(tmp_path):
    sheet = Sheet()
    sheet.ruled([55, 200, 280, 350, 430], [88, 122, 140, 158])
    for x, head in zip(COLUMNS[1:], ("2019/20", "2020/21", "Total"), strict=True):
        sheet.right(x, 100, head)
    sheet.rows([["Stalking", "12", "15", "27"]], top=116, columns=COLUMNS)
    sheet.rows(
        [["Exposure", "7", "16", "23"], ["Total", "19", "31", "50"]], top=134, columns=COLUMNS, pitch=18
    )
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("2019/20",), ("2020/21",), ("Total",))
    assert values(table)["Stalking", ("2019/20",)] == "12"


def test_what_stands_above_a_title_heads_nothing(tmp_path):
    sheet = Sheet()
    for y, left, right in ((70, "Police Headquarters", "Our ref: 2024/0417"), (83, "Old Lane", "Date: 12 March"),
                           (96, "Anytown", "Ext: 4417")):  # fmt: skip
        sheet.text(60, y, left)
        sheet.text(430, y, right)
    sheet.text(60, 121, "Freedom of Information Request Reference No: 2024-0417")
    sheet.line(60, 137, 270, 137)
    sheet.line(60, 153, 270, 153)
    sheet.rows([], top=0, columns=COLUMNS)
    for y, label, value in ((149, "Category", "Total"), (166, "Stalking", "14"), (179, "Exposure", "*"),
                            (192, "Total", "32")):  # fmt: skip
        sheet.text(60, y, label)
        sheet.text(240, y, value)
    sheet.line(60, 198, 270, 198)
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("Total",),)


def test_a_single_row_under_periods_that_was_not_read_is_told(tmp_path):
    sheet = Sheet()
    for x, year in ((260, "2019"), (340, "2020")):
        sheet.right(x, 100, year)
    sheet.text(400, 100, "These crimes were recorded in the years")
    sheet.text(400, 112, "that are shown beside this text here")
    sheet.rows([["Exposure", "-", "3"]], top=124, columns=COLUMNS[:3])
    document = read(tmp_path, sheet)
    assert document.tables or any(f.kind == "unread-numbers" for f in document.findings)


def test_counts_beside_percentages_are_not_said_to_be_percentages_alone():
    texts = [
        ["Outcome", "% Count", "% of total", "% Count"],
        ["Charged", "12", "50%", "6"],
        ["New", "6", "25%", "1"],
    ]
    assert not _prints_rates(texts)


def test_a_label_that_begins_beside_the_headings_is_no_heading_of_labels(tmp_path):
    sheet = Sheet()
    for x, year in ((260, "2018/2019"), (340, "2019/2020"), (420, "Total")):
        sheet.right(x, 95, year)
    sheet.text(60, 101, "17A - Assault on a male aged")
    sheet.rows(
        [["13 and over", "27", "1", "28"], ["Exposure", "3", "2", "5"]], top=112, columns=COLUMNS, pitch=18
    )
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "17A" in table.why


def test_both_labels_that_begin_in_small_letters_at_the_head_of_a_page_have_lost_their_beginnings(tmp_path):
    sheet = Sheet()
    columns = (60, 160, 340, 420)
    xs = [55, 155, 300, 360, 430]
    sheet.ruled(xs, [88, 104, 120, 136, 152])
    rows = [["Offence", "Outcome", "2019", "2020"], ["image", "suspect identified", "", ""],
            ["", "New", "3", "4"], ["", "Charged", "5", "6"]]  # fmt: skip
    for y, row in zip((100, 116, 132, 148), rows, strict=True):
        sheet.text(columns[0], y, row[0])
        sheet.text(columns[1], y, row[1])
        for x, text in zip((350, 420), row[2:], strict=True):
            sheet.right(x, y, text)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def test_one_heading_beside_a_label_below_a_title_tells_of_another_table():
    texts = [["Outcome", "2019", "2020"], ["Charged", "12", "50"], ["Table 2: numbers", "", ""], ["Year", "Total", ""],
             ["2021", "8", ""]]  # fmt: skip
    source = Source("", "", "")
    rows = tuple(tuple(GridCell(text, source) for text in row) for row in texts)
    grid = Grid(rows, source, spans_known=True)
    assert without_headings(grid, 1, 5, 1)[1] == ANOTHER
