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


def test_the_end_of_a_broken_word_is_no_word_that_goes_on_in_the_next_row(tmp_path):
    """Lines part the two labels, though one ends in "on"."""
    sheet = Sheet()
    sheet.ruled([50.0, 130.0, 200.0, 250.0, 300.0], [90, 106, 134, 150])
    columns = [56.0, 195.0, 240.0, 290.0]
    sheet.rows([["Offence", "", "2021", "2022"]], top=102, columns=columns)
    sheet.text(136, 102, "Result")
    sheet.rows([["Representati", "", "1", "2"], ["on", "", "", ""]], top=118, pitch=12, columns=columns)
    sheet.text(136, 118, "Charged")
    sheet.rows([["Blackmail", "", "3", "4"]], top=146, columns=columns)
    sheet.text(136, 146, "Cautioned")
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read", table.why


def test_a_row_split_over_the_page_whose_words_go_on_is_no_paint_line_by_line(tmp_path):
    first, second = begun(), Sheet()
    rest = [["Parking on", "", "", ""], ["Blackmail", "2", "1", "3"], ["Fraud", "8", "1", "9"]]
    end = rows(second, rest, 72, painted=True)
    second.line(50, end, 330, end)
    (table,) = read(tmp_path, first, second).tables
    assert table.rows[2:] == (("Making Off Parking on",), ("Blackmail",), ("Fraud",))


@pytest.mark.parametrize(
    ("heads", "below", "why"),
    [
        (["Offence", "2021", "2022", "Grand"], "Total", "be one heading"),
        (["Offence", "2021", "2022", "2023/24FY"], "Stalking", "head two columns"),
    ],
)
def test_a_heading_that_ran_on_or_into_another_is_told(tmp_path, heads, below, why):
    sheet = Sheet()
    at = [60.0, 200.0, 260.0, 340.0]
    body = [["Fraud", "3", "4", "7"], ["Harassment", "1", "2", "3"], ["Robbery", "5", "6", "11"]]
    sheet.rows([heads, *([[below, "", "", ""]] if below == "Total" else []), *body], columns=at)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert why in table.why


def test_a_first_label_that_alone_begins_above_its_values_is_told(tmp_path):
    """It may be the end of the heading of labels."""
    sheet = Sheet()
    at = [60.0, 200.0, 260.0, 330.0]
    lines = [
        (100, ["Local", "2021", "2022", "Total"]),
        (112, ["Unit", "", "", ""]),
        (124, ["Northern", "3", "4", "7"]),
        (136, ["District", "", "", ""]),
        (160, ["Southern", "1", "2", "3"]),
        (172, ["District", "", "", ""]),
        (196, ["Western", "1", "5", "6"]),
        (208, ["District", "", "", ""]),
    ]
    for top, row in lines:
        sheet.rows([row], top=top, columns=at)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def test_headings_alone_at_the_foot_of_a_page_head_the_table_on_the_next(tmp_path):
    first, second = Sheet(), Sheet()
    first.text(50, 100, "Please see the table below.")
    band(first, 740, 756)
    first.rows([HEADS], top=752, columns=AT)
    body = [["Stalking", "3", "4", "7"], ["Blackmail", "1", "2", "3"], ["Fraud", "5", "6", "11"]]
    end = rows(second, body, 72, painted=True)
    second.line(50, end, 330, end)
    (table,) = read(tmp_path, first, second).tables
    assert (table.status, table.columns) == ("read", (("2021",), ("2022",), ("Total",)))
    assert [cell.source.page for cell in table.cells] == [2] * 9


def test_headings_alone_head_no_table_that_has_its_own(tmp_path):
    first, second = Sheet(), Sheet()
    band(first, 740, 756)
    first.rows([["Force", "2019", "2020", "All"]], top=752, columns=AT)
    band(second, 72, 88)
    second.rows([HEADS], top=84, columns=AT)
    body = [["Stalking", "3", "4", "7"], ["Blackmail", "1", "2", "3"], ["Fraud", "5", "6", "11"]]
    end = rows(second, body, 88, painted=True)
    second.line(50, end, 330, end)
    (table,) = read(tmp_path, first, second).tables
    assert table.columns == (("2021",), ("2022",), ("Total",))


def test_a_note_in_the_last_row_is_a_row_of_the_painted_table(tmp_path):
    """Its lines close it: no label of several rows goes on there."""
    sheet = Sheet()
    for y in (84, 172):
        sheet.line(50, y, 330, y)
    for x in (50, 330):
        sheet.line(x, 84, x, 172)
    band(sheet, 84, 100)
    sheet.rows([HEADS], top=96, columns=AT)
    rows(
        sheet,
        [["Stalking", "3", "", "3"], ["Blackmail", "", "2", "2"], ["Fraud", "5", "6", "11"]],
        100,
        painted=True,
    )
    sheet.text(56, 160, "Source: crime recording system.")
    (table,) = read(tmp_path, sheet).tables
    assert (table.status, table.rows[2:]) == ("read", (("Fraud",),))


def test_headings_painted_alone_may_hold_the_words_of_values(tmp_path):
    """Only the first row under them would else be read."""
    xs, at = [50, 130, 210, 290, 370, 450, 530], (56, 136, 216, 296, 376, 456)
    sheet = Sheet()
    band(sheet, 90, 106, xs)
    for x, text in zip(at, ("Offence", "F", "M", "X", "Not recorded", "Total"), strict=True):
        sheet.text(x, 102, text)
    for number, row in enumerate(
        (
            ["Rape", "*", "", "", "", "*"],
            ["Upskirting", "", "4", "", "", "4"],
            ["Total", "*", "4", "", "", "*"],
        )
    ):
        sheet.line(50, 106 + 16 * number, 530, 106 + 16 * number)
        for x, text in zip(at, row, strict=True):
            sheet.text(x, 118 + 16 * number, text)
    sheet.line(50, 154, 530, 154)
    (table,) = read(tmp_path, sheet).tables
    assert [row[-1] for row in table.rows] == ["Rape", "Upskirting", "Total"]
