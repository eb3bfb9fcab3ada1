"""Tables in which every other row is painted: the paint tells columns, rows, and what goes on over the page."""

import itertools

import pytest
from tests.generators.pdf import Sheet
from tests.read.formats.test_pdf import read

XS = [50.0, 150.0, 210.0, 270.0, 330.0]
HEADS = ["Offence", "2021", "2022", "Total"]
AT = [56.0, 205.0, 265.0, 325.0]


def band(sheet, top, bottom, xs=XS):
    for left, right in itertools.pairwise(xs):
        sheet.bar(left, top, right - left, bottom - top)


def rows(sheet, texts, top, *, painted, at=AT, xs=XS):
    """Rows of 16 points, painted in turn; the first is if ``painted``."""
    for number, row in enumerate(texts):
        if number % 2 != painted:
            band(sheet, top + 16 * number, top + 16 * number + 16, xs)
        sheet.rows([row], top=top + 16 * number + 12, columns=at)
    return top + 16 * len(texts)


def begun():
    """A page whose table ends with a painted row at its foot."""
    sheet = Sheet()
    body = [["Stalking", "3", "4", "7"], ["Harassment", "1", "2", "3"], ["Making Off", "5", "6", "11"]]
    band(sheet, 700, 716)
    sheet.rows([HEADS], top=712, columns=AT)
    rows(sheet, body, 716, painted=True)
    return sheet


def test_a_part_without_headings_goes_on_in_the_same_columns(tmp_path):
    """Its second column of values is blank, so that only the paint tells which is which."""
    first, second = begun(), Sheet()
    end = rows(second, [["Blackmail", "2", "", "2"], ["Fraud", "8", "", "8"]], 72, painted=False)
    second.line(50, end, 330, end)
    (table,) = read(tmp_path, first, second).tables
    assert table.status == "read", table.why
    assert table.rows[-2:] == (("Blackmail",), ("Fraud",))
    printed = [cell.printed for cell in table.cells if cell.row == 4]
    assert [text for text in printed if text] == ["8", "8"]


@pytest.mark.parametrize(("painted", "label"), [(True, "Making Off Parking"), (False, "Parking")])
def test_paint_tells_whether_a_label_goes_on_over_the_page(tmp_path, painted, label):
    """The halves of one row are painted alike; two rows are not."""
    first, second = begun(), Sheet()
    rest = [["Parking", "", "", ""], ["Blackmail", "2", "1", "3"], ["Fraud", "8", "1", "9"]]
    end = rows(second, rest, 72, painted=painted)
    second.line(50, end, 330, end)
    (table,) = read(tmp_path, first, second).tables
    assert ("Blackmail",) in table.rows or ("Parking", "Blackmail") in table.rows
    assert (("Making Off Parking",) in table.rows) is (label != "Parking")


def test_the_last_row_over_the_page_stands_above_the_line_that_closes_it(tmp_path):
    first, second = begun(), Sheet()
    second.rows([["Total", "9", "12", "21"]], top=84, columns=AT)
    second.line(50, 90, 330, 90)
    second.text(50, 120, "Please note that these figures may change.")
    (table,) = read(tmp_path, first, second).tables
    assert (table.status, table.rows[-1]) == ("read", ("Total",))


@pytest.mark.parametrize("where", ["left", "middle"])
def test_upper_headings_stand_over_the_columns_that_their_place_tells(tmp_path, where):
    """Above a line, and not painted: the first of two years is over Female, Male and Total too."""
    xs = [50.0, 150.0, 200.0, 250.0, 300.0, 350.0]
    at = [56.0, 197.0, 247.0, 297.0, 347.0]
    sheet = Sheet()
    sheet.line(50, 84, 350, 84)
    for left, text in zip(
        (156.0, 256.0) if where == "left" else (187.0, 287.0), ("2021", "2022"), strict=True
    ):
        sheet.text(left, 96, text)
    body = [
        ["Offence", "Recorded", "Charged", "Charged", "Detected"],
        ["Stalking", "1", "2", "3", "4"],
        ["Blackmail", "5", "", "6", "7"],
    ]
    end = rows(sheet, body, 100, painted=True, at=at, xs=xs)
    sheet.line(50, end, 350, end)
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (
        ("2021", "Recorded"), ("2021", "Charged"), ("2022", "Charged"), ("2022", "Detected"),
    )  # fmt: skip


def test_two_tables_of_the_same_columns_are_two(tmp_path):
    sheet = Sheet()
    band(sheet, 90, 106)
    sheet.rows([HEADS], top=102, columns=AT)
    rows(sheet, [["Stalking", "3", "4", "7"], ["Blackmail", "1", "2", "3"]], 106, painted=True)
    sheet.rows([["Fraud", "1", "1", "2"]], top=150, columns=AT)
    band(sheet, 138, 154)
    sheet.text(56, 166, "By force")
    band(sheet, 170, 186)
    sheet.rows([["Force", "Victims", "Known", "All"]], top=182, columns=AT)
    rows(sheet, [["Northshire", "3", "4", "7"], ["Southshire", "1", "2", "3"]], 186, painted=True)
    sheet.rows([["Eastshire", "1", "1", "2"]], top=230, columns=AT)
    band(sheet, 218, 234)
    tables = read(tmp_path, sheet).tables
    assert [table.rows[0] for table in tables] == [("Stalking",), ("Northshire",)]


def test_headings_painted_alone_do_not_make_rows_of_the_body(tmp_path):
    """Two rows of headings are painted, and no row of the body."""
    sheet = Sheet()
    band(sheet, 90, 106, [50.0, 150.0, 270.0, 390.0])
    sheet.rows([["", "2021", "2022"]], top=102, columns=[56.0, 220.0, 340.0])
    xs = [50.0, 150.0, 210.0, 270.0, 330.0, 390.0]
    band(sheet, 106, 122, xs)
    at = [56.0, 205.0, 265.0, 325.0, 385.0]
    body = [["Offence", "Female", "Male", "Female", "Male"], ["Stalking", "1", "2", "3", "4"]]
    body += [["Blackmail", "5", "6", "7", "8"], ["Fraud", "9", "9", "9", "9"]]
    sheet.rows(body, top=118, columns=at)
    (table,) = read(tmp_path, sheet).tables
    assert table.rows == (("Stalking",), ("Blackmail",), ("Fraud",))


def test_a_heading_that_a_narrow_cell_broke_is_one(tmp_path):
    sheet = Sheet()
    sheet.ruled([50.0, 150.0, 220.0, 280.0], [90, 130, 146, 162])
    for x, y, text in (
        (56, 102, "Year"),
        (156, 102, "Malicious"),
        (156, 114, "communicatio"),
        (156, 126, "ns"),
    ):
        sheet.text(x, y, text)
    sheet.rows([["", "", "Stalking"]], top=102, columns=[56.0, 205.0, 275.0])
    sheet.rows([["2021", "3", "4"], ["2022", "5", "6"]], top=142, columns=[56.0, 205.0, 275.0])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read", table.why


_XS = [50.0, 150.0, 210.0, 270.0, 330.0, 390.0]
_BODY = [
    ["Stalking", "3", "4", "7", "1"],
    ["Harassment", "1", "2", "3", "8"],
    ["Blackmail", "5", "6", "11", "2"],
]


def drawn(heads):
    """A table of four columns of values under some headings, each where it is put, with one row painted in the middle."""
    sheet = Sheet()
    for x, y, text in heads:
        sheet.text(x, y, text)
    for number, row in enumerate(_BODY):
        top = 106 + 16 * number
        if number != 1:
            band(sheet, top, top + 16, _XS)
        for x, text in zip((56, 156, 216, 276, 336), row, strict=True):
            sheet.text(x, top + 12, text)
    return sheet


@pytest.mark.parametrize("year", [84, 91])
def test_years_close_above_the_headings_of_columns_are_no_part_of_their_names(tmp_path, year):
    """A heading that is not painted may have two rows in one stretch, or one a little above the paint."""
    months = [
        (x, 101, text) for x, text in zip((156, 216, 276, 336), ("Jan", "Mar", "Jan", "Mar"), strict=True)
    ]
    sheet = drawn([(56, 101, "Offence"), (156, year, "2016"), (276, year, "2017"), *months])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read", table.why
    assert table.columns == tuple((y, month) for y in ("2016", "2017") for month in ("Jan", "Mar"))


def test_headings_close_to_one_another_head_a_column_each(tmp_path):
    heads = [(156, "Under 18"), (216, "18 - 25"), (276, "Not recorded"), (340, "Unknown")]
    sheet = drawn([(56, 101, "Offence"), *((x, 101, text) for x, text in heads)])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read", table.why
    assert table.columns == tuple((text,) for _, text in heads)
