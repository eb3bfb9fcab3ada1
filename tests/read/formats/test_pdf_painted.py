"""Tables whose cells are painted, as in Word's own table styles: shading parts rows and columns, or is told of."""

import itertools

import pytest
from tests.generators.pdf import Sheet
from tests.read.formats.test_pdf import COLUMNS, YEARS, read, values

XS = [50.0, 200.0, 270.0, 340.0, 410.0]


def painted(sheet, ys, xs=XS):
    """Each cell in a box of its own, as Word paints them."""
    for top, bottom in itertools.pairwise(ys):
        for left, right in itertools.pairwise(xs):
            sheet.bar(left, top, right - left, bottom - top)


def test_painted_cells_are_rows_however_their_labels_wrap(tmp_path):
    """Lines of one label stand as far apart as rows do: only the boxes tell."""
    sheet = Sheet()
    painted(sheet, [90, 106, 154, 170])
    sheet.rows([["Offence", "2021", "2022", "Total"]], top=102, columns=COLUMNS)
    sheet.rows([["Shared An Intimate", "10", "5", "15"]], top=118, columns=COLUMNS)
    sheet.text(60, 134, "Image Without Any")
    sheet.text(60, 150, "Consent Given")
    sheet.rows([["Stalking", "3", "4", "7"]], top=166, columns=COLUMNS)
    (table,) = read(tmp_path, sheet).tables
    assert (table.status, table.rows) == (
        "read",
        (("Shared An Intimate Image Without Any Consent Given",), ("Stalking",)),
    )


def test_every_second_row_painted_parts_all_rows(tmp_path):
    sheet = Sheet()
    sheet.line(50, 89, 410, 89)
    sheet.rows([["Offence", "2021", "2022", "Total"]], top=102, columns=COLUMNS)
    sheet.line(50, 106, 410, 106)
    painted(sheet, [106, 138])
    sheet.rows([["Making Off", "10", "5", "15"]], top=118, columns=COLUMNS)
    sheet.text(60, 134, "Without Payment")
    sheet.rows([["Stalking", "3", "4", "7"]], top=150, columns=COLUMNS)
    painted(sheet, [154, 186])
    sheet.rows([["Obscene", "1", "2", "3"]], top=166, columns=COLUMNS)
    sheet.text(60, 182, "Publications")
    sheet.line(50, 186, 410, 186)
    (table,) = read(tmp_path, sheet).tables
    assert (table.status, table.rows) == (
        "read",
        (("Making Off Without Payment",), ("Stalking",), ("Obscene Publications",)),
    )


def test_labels_left_of_the_lines_are_the_labels_of_the_rows(tmp_path):
    sheet = Sheet()
    sheet.ruled(XS[1:], [90, 106, 122, 138, 154])
    sheet.rows(YEARS, top=102, columns=COLUMNS)
    (table,) = read(tmp_path, sheet).tables
    assert (table.status, table.rows) == ("read", (("Stalking",), ("Harassment",), ("Total",)))
    assert values(table)[("Stalking",), ("2021",)] == YEARS[1][1]


def test_labels_left_of_the_lines_that_are_of_several_rows_are_told(tmp_path):
    sheet = Sheet()
    sheet.ruled([150.0, *XS[1:]], [90, 106, 122, 138, 154, 170])
    rows = [
        ["Female", "1", "2", "3"],
        ["Male", "4", "5", "9"],
        ["Female", "2", "2", "4"],
        ["Male", "3", "1", "4"],
    ]
    sheet.rows([["Sex", "2021", "2022", "Total"], *rows], top=102, columns=[155.0, *COLUMNS[1:]])
    for y, text in ((102, "Offence"), (118, "Stalking"), (150, "Harassment")):
        sheet.text(60, y, text)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def test_rows_without_lines_between_their_columns_are_rows_all_the_same(tmp_path):
    sheet = Sheet()
    ys = [90.0, 106.0, 122.0, 138.0, 154.0]
    for y in ys:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, 90, x, 122)
        sheet.line(x, 138, x, 154)
    sheet.line(XS[0], 90, XS[0], 154)
    sheet.line(XS[-1], 90, XS[-1], 154)
    rows = [
        ["Offence", "2021", "2022", "Total"],
        ["Stalking", "1", "2", "3"],
        ["Rape", "5", "", "5"],
        ["Theft", "7", "1", "8"],
    ]
    sheet.rows(rows, top=102, columns=COLUMNS)
    (table,) = read(tmp_path, sheet).tables
    assert (table.status, table.rows) == ("read", (("Stalking",), ("Rape",), ("Theft",)))
    assert values(table)[("Rape",), ("2021",)] == "5"


def test_halves_of_a_label_beside_the_parts_of_its_rows_are_told(tmp_path):
    sheet = Sheet()
    xs = [50.0, 130.0, *XS[1:]]
    sheet.ruled(xs, [90, 106, 122, 138, 154, 170])
    for y, label, part in (
        (118, "Theft of", "Charged"),
        (134, "Cycles", "Open"),
        (150, "Stalking", "Charged"),
        (166, "Blackmail", "Open"),
    ):
        sheet.text(55, y, label)
        sheet.text(135, y, part)
    sheet.rows([["Offence", "2021", "2022", "Total"], *[["", "1", "2", "3"]] * 4], top=102, columns=COLUMNS)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "one label of several rows" in table.why


@pytest.mark.parametrize(("glued", "value"), [("Other offences30", "30"), ("Other offences-", "-")])
def test_a_value_glued_to_its_label_is_told(tmp_path, glued, value):
    sheet = Sheet()
    sheet.rows([YEARS[0], [glued, "", "8", "8"], *YEARS[1:3]], top=100, columns=COLUMNS)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert value in table.why


def test_the_second_half_of_a_label_of_several_rows_over_the_page_is_told(tmp_path):
    above, below = Sheet(), Sheet()
    xs = [50.0, 130.0, *XS[1:]]
    above.ruled(xs, [746, 762, 778])
    above.rows([["Offence", "2021", "2022", "Total"], ["Other", "1", "2", "3"]], top=758, columns=COLUMNS)
    above.text(135, 774, "Charged")
    below.ruled(xs, [60, 76, 92])
    below.rows([["against the State", "4", "5", "9"], ["Stalking", "1", "1", "2"]], top=72, columns=COLUMNS)
    below.text(135, 72, "Open")
    below.text(135, 88, "Charged")
    assert all(table.status == "review" for table in read(tmp_path, above, below).tables)


def test_headings_again_over_rows_that_were_not_read_are_told(tmp_path):
    above, below = Sheet(), Sheet()
    above.rows(YEARS[:3], top=730, columns=COLUMNS)
    below.rows([YEARS[0]], top=100, columns=COLUMNS)
    below.text(60, 116, "Total 14 12 26")
    first = read(tmp_path, above, below).tables[0]
    assert first.status == "review"


def test_rows_far_apart_are_rows_of_one_table(tmp_path):
    sheet = Sheet()
    sheet.rows([YEARS[0]], top=100, columns=COLUMNS)
    sheet.rows(YEARS[1:], top=118, pitch=40, columns=COLUMNS)
    (table,) = read(tmp_path, sheet).tables
    assert (table.status, len(table.rows)) == ("read", 3)


def test_a_table_of_one_column_after_a_total_is_another(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Month", "Recorded"], ["January", "4"], ["February", "9"], ["Total", "13"]],
        top=100,
        columns=COLUMNS[:2],
    )
    sheet.rows(
        [["Age of victim", "Offences"], ["Under 18", "5"], ["Over 18", "8"]], top=180, columns=COLUMNS[:2]
    )
    tables = read(tmp_path, sheet).tables
    assert all(table.status == "review" or ("Age of victim",) not in table.rows for table in tables)
    assert any(("Over 18",) in table.rows for table in tables)
