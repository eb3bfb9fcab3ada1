"""Tables that touch other tables and the text around them."""

import pytest
from tests.generators.pdf import Sheet
from tests.read.formats.test_pdf import COLUMNS, YEARS, read, values

PLATFORMS = [
    ["Platform", "Female", "Male", "Total"],
    ["Snapchat", "3", "4", "7"],
    ["Kik", "5", "1", "6"],
    ["Total", "8", "5", "13"],
]


def test_tables_with_one_line_between_them_are_two(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS, top=100, columns=COLUMNS)
    sheet.text(60, 164, "And by another:")
    sheet.rows(PLATFORMS, top=180, columns=COLUMNS)
    first, second = read(tmp_path, sheet).tables
    assert (first.status, second.status) == ("read", "read")
    assert first.rows == (("Stalking",), ("Harassment",), ("Total",))
    assert second.columns == (("Female",), ("Male",), ("Total",))
    assert values(second)[("Kik",), ("Female",)] == "5"


def test_a_table_beside_another_is_told_of(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS, top=100, columns=[60.0, 160.0, 200.0, 240.0])
    sheet.rows(PLATFORMS, top=100, columns=[270.0, 380.0, 420.0, 460.0])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "side by side" in table.why


@pytest.mark.parametrize("ruled", [False, True])
def test_a_list_of_names_and_values_is_no_table_of_counts(tmp_path, ruled):
    sheet = Sheet()
    pairs = [
        ("Reference:", "1042/24"),
        ("Date received:", "14/10/2024"),
        ("Hours:", "18"),
        ("Searches:", "3"),
    ]
    for at, (name, value) in enumerate(pairs):
        sheet.text(60, 100 + 16 * at, name)
        sheet.text(200, 100 + 16 * at, value)
    if ruled:
        sheet.ruled([55, 190, 280], [88, 104, 120, 136, 152])
    assert not [table for table in read(tmp_path, sheet).tables if table.status == "read"]


def test_a_last_row_alone_on_the_next_page_is_told_of(tmp_path):
    above, below = Sheet(), Sheet()
    above.rows(YEARS[:3], top=744, columns=COLUMNS)
    below.rows(YEARS[3:], top=60, columns=COLUMNS)
    below.text(60, 90, "This is the end of the reply.")
    (table,) = read(tmp_path, above, below).tables
    assert (table.status, len(table.rows)) == ("review", 2)


def test_a_numbered_line_close_under_a_table_is_no_part_of_its_last_label(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS[:3], columns=COLUMNS)
    sheet.text(60, 143, "4. Hours: 22")
    (table,) = read(tmp_path, sheet).tables
    assert table.rows == (("Stalking",), ("Harassment",))


def test_the_end_of_text_in_columns_is_no_heading(tmp_path):
    sheet = Sheet()
    for x in (60, 300):
        sheet.text(x, 88, "in the system.")
    sheet.rows(YEARS, columns=COLUMNS)
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("2021",), ("2022",), ("Total",))


def test_a_force_whose_name_ends_in_of_is_a_whole_label(tmp_path):
    sheet = Sheet()
    rows = [
        ["Force", "2021", "2022"],
        ["Durham", "1", "2"],
        ["London, City of", "3", "4"],
        ["Group B", "", ""],
    ]
    sheet.rows([*rows, ["Cumbria", "5", "6"]], pitch=13, columns=COLUMNS[:3])
    (table,) = read(tmp_path, sheet).tables
    assert ("London, City of",) in table.rows


def test_labels_run_together_under_periods_are_told_of(tmp_path):
    sheet = Sheet()
    for x, text in ((200, "2021"), (290, "2022"), (180, "Female Male Female"), (305, "Male")):
        sheet.text(x, 76 if text.isdigit() else 88, text)
    rows = [["Stalking", "12", "15", "3", "4"], ["Harassment", "140", "16", "7", "9"]]
    sheet.rows(rows, top=104, columns=[60.0, 195.0, 230.0, 270.0, 325.0])
    assert [table.status for table in read(tmp_path, sheet).tables] == ["review"]
