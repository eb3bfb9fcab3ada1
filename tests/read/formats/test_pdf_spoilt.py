"""Tables whose headings stand beside their columns, and tables that their printing spoilt."""

from tests.generators.pdf import Sheet
from tests.read.formats.test_pdf import read, values

RIGHT = [60.0, 200.0, 260.0, 330.0]
ROWS = [["Stalking", "3", "4", "7"], ["Harassment", "5", "1", "6"], ["Rape", "2", "8", "10"]]


def test_headings_in_the_middle_head_values_at_the_end_of_their_columns(tmp_path):
    sheet = Sheet()
    for x, text in [(120, "Offence"), (165, "2021"), (230, "2022"), (295, "2023")]:
        sheet.text(x, 100, text)
    sheet.rows(ROWS, top=116, columns=RIGHT)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    assert table.columns == (("2021",), ("2022",), ("2023",))
    assert values(table)[("Rape",), ("2022",)] == "8"


def test_more_headings_than_columns_beside_one_another_are_told_of(tmp_path):
    sheet = Sheet()
    for x, text in [(120, "Offence"), (175, "F"), (235, "M"), (265, "Unknown"), (315, "Total")]:
        sheet.text(x, 100, text)
    sheet.rows(ROWS, top=116, columns=RIGHT)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "which of two headings" in table.why


def test_the_strips_of_a_wide_sheet_are_told_of(tmp_path):
    first, second = Sheet(), Sheet()
    first.rows([["Offence", "Jan", "Feb", "Mar"], *ROWS], columns=RIGHT)
    second.rows([["Apr", "May", "Jun", "Total"], *[["4", *row[1:]] for row in ROWS]], columns=RIGHT)
    tables = read(tmp_path, first, second).tables
    assert {table.status for table in tables} == {"review"}


def test_text_printed_over_text_is_told_of(tmp_path):
    sheet = Sheet()
    sheet.rows([["Offence", "2021", "2022", "2023"], *ROWS], columns=RIGHT)
    sheet.text(60, 112 + 10, "without consent")
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "printed over one another" in table.why


def test_headings_that_pages_repeat_under_a_title_are_no_rows(tmp_path):
    heads = [["Offence", "2021", "2022", "2023"]]
    pages = [Sheet(), Sheet()]
    title = ["Recorded by offence", "", "", ""]
    for page, rows in zip(
        pages, ([title, *heads, *ROWS], [*heads, ["Total", "10", "13", "23"]]), strict=True
    ):
        page.rows(rows, top=700 if page is pages[0] else 100, columns=RIGHT)
        ys = [(700 if page is pages[0] else 100) - 11 + 16 * i for i in range(len(rows) + 1)]
        page.ruled([55.0, 160.0, 215.0, 275.0, 345.0], ys)
    (table,) = read(tmp_path, *pages).tables
    assert table.rows == (("Stalking",), ("Harassment",), ("Rape",), ("Total",))
    assert all(cell.printed not in {"2021", "2022", "2023"} for cell in table.cells)
