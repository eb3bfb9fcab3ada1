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


BESIDE = [270.0, 380.0, 420.0, 460.0]
NEAR = [60.0, 160.0, 200.0, 240.0]


def test_a_table_beside_another_is_a_table(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS, top=100, columns=NEAR)
    sheet.rows(PLATFORMS, top=100, columns=BESIDE)
    first, second = read(tmp_path, sheet).tables
    assert (first.status, second.status) == ("read", "read")
    assert first.columns == (("2021",), ("2022",), ("Total",))
    assert second.rows == (("Snapchat",), ("Kik",), ("Total",))
    assert values(second)[("Snapchat",), ("Male",)] == "4"


def test_tables_side_by_side_may_have_rows_at_other_heights(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS, top=100, columns=NEAR, pitch=16)
    sheet.rows([*PLATFORMS[:3], ["Instagram", "1", "", "1"]], top=100, columns=BESIDE, pitch=22)
    sheet.text(270, 175, "(pictures)")
    first, second = read(tmp_path, sheet).tables
    assert (first.status, second.status) == ("read", "read")
    assert second.rows == (("Snapchat",), ("Kik",), ("Instagram (pictures)",))


@pytest.mark.parametrize(
    "rows",
    [
        [["Durham", "12", "Letter", "5"], ["Kent", "7", "Telephone", "3"], ["Cumbria", "9", "Letter", "4"]],
        [["Durham", "12", "Letter", "5"], ["Kent", "7", "Telephone", "3"], ["Total", "19", "", ""]],
        [["Durham", "", "Letter", "5"], ["Kent", "7", "Telephone", ""], ["Cumbria", "9", "Letter", "4"]],
    ],
)
def test_words_between_the_figures_of_one_table_do_not_make_two(tmp_path, rows):
    sheet = Sheet()
    sheet.rows([["Force", "Held", "Method", "Found"], *rows], top=100, columns=[60.0, 160.0, 300.0, 340.0])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert table.rows[0] == ("Durham",)


def test_the_end_of_a_label_may_be_a_number(tmp_path):
    sheet = Sheet()
    rows = [["Age", "2021", "2022", "Total"], ["Under", "1", "2", "3"], ["16-17", "3", "4", "7"]]
    sheet.rows([*rows, ["Total", "4", "6", "10"]], top=100, columns=COLUMNS, pitch=24)
    sheet.text(60, 134, "10")
    (table,) = read(tmp_path, sheet).tables
    assert table.rows == (("Under 10",), ("16-17",), ("Total",))


def test_short_lines_under_each_other_are_not_set_on_their_side(tmp_path):
    sheet = Sheet()
    rows = [["Platform", "2021", "2022", "Total"], ["X", "1", "2", "3"], ["Kik", "3", "4", "7"]]
    sheet.rows([*rows, ["Total", "4", "6", "10"]], top=100, columns=COLUMNS, pitch=24)
    sheet.text(60, 133, "(formerly Twitter)")
    (table,) = read(tmp_path, sheet).tables
    assert table.rows == (("X (formerly Twitter)",), ("Kik",), ("Total",))


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


def test_a_group_close_above_its_first_row_is_told_of(tmp_path):
    sheet = Sheet()
    rows = [["10-15", "1", "2"], ["16-17", "3", "4"], ["Grand Total", "4", "6"]]
    sheet.rows([["Age", "2021", "2022"]], top=90, columns=COLUMNS[:3])
    sheet.rows(rows, top=122, columns=COLUMNS[:3], pitch=22)
    sheet.text(60, 109, "Group A")
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "Group A" in table.why


def test_a_lone_value_beside_a_wrapped_label_heads_nothing(tmp_path):
    sheet = Sheet()
    rows = [["Offence", "Female", "Male"], ["Stalking", "12", "3"], ["Total", "2,807", "3"]]
    for y, row in zip((100, 138, 154), rows, strict=True):
        sheet.rows([row], top=y, columns=COLUMNS[:3])
    sheet.text(60, 113, "Shared an intimate")
    sheet.right(COLUMNS[1], 118, "2,795")
    sheet.text(60, 123, "image")
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("Female",), ("Male",))
    assert table.rows[0] == ("Shared an intimate image",)


def test_the_rest_of_a_label_on_the_next_page_is_told_of(tmp_path):
    above, below = Sheet(), Sheet()
    above.rows([YEARS[0], ["Shared an intimate image", *YEARS[1][1:]]], top=760, columns=COLUMNS)
    below.text(60, 44, "without consent")
    below.rows(YEARS[2:], top=62, columns=COLUMNS)
    (table,) = read(tmp_path, above, below).tables
    assert table.status == "review"
    assert "without consent" in table.why


def test_a_number_cut_off_by_the_edge_of_the_paper_is_told_of(tmp_path):
    sheet = Sheet()
    rows = [["Offence", "2021", "2022"], ["Stalking", "1,204", "13,17"], ["Harassment", "12", "4"]]
    sheet.rows(rows, top=100, columns=COLUMNS[:3])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "13,17" in table.why


def test_a_number_and_a_word_under_the_last_row_are_a_sentence(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS[:3], top=100, columns=COLUMNS)
    sheet.text(60, 143, "12 more.")
    (table,) = read(tmp_path, sheet).tables
    assert table.rows == (("Stalking",), ("Harassment",))


def _with_broken_numbers(second: str) -> Sheet:
    """A table whose first row breaks a number over two lines, with the row's label between them."""
    sheet = Sheet()
    sheet.rows([["Offence", "2021", "Total"]], top=90, columns=COLUMNS[:3])
    sheet.text(60, 115, "Stalking")
    sheet.right(COLUMNS[2], 110, "13,41")
    sheet.right(COLUMNS[1], 115, "12")
    sheet.right(COLUMNS[2], 120, second)
    sheet.rows([["Harassment", "140", "2,150"]], top=140, columns=COLUMNS[:3])
    return sheet


def test_a_number_broken_over_two_lines_in_one_way_only_is_mended(tmp_path):
    (table,) = read(tmp_path, _with_broken_numbers("7")).tables
    assert table.rows == (("Stalking",), ("Harassment",))
    assert values(table)[("Stalking",), ("Total",)] == "13,417"


def test_a_broken_number_that_could_go_on_otherwise_is_told_of(tmp_path):
    (table,) = read(tmp_path, _with_broken_numbers("78")).tables
    assert table.status == "review"


def test_a_month_and_a_total_broken_over_two_lines_are_mended(tmp_path):
    sheet = Sheet()
    for x, upper, lower in ((COLUMNS[1], "Ma", "y"), (COLUMNS[2], "TOT", "AL")):
        sheet.right(x, 88, upper)
        sheet.right(x, 97, lower)
    sheet.text(60, 97, "Offence")
    sheet.rows([["Stalking", "1", "1"], ["Harassment", "3", "3"]], top=116, columns=COLUMNS[:3])
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("May",), ("TOTAL",))


def test_numbers_with_labels_of_their_own_are_not_one(tmp_path):
    sheet = Sheet()
    rows = [["Offence", "2021", "Total"], ["Stalking", "1,204", "13,41"], ["Harassment", "12", "7"]]
    sheet.rows(rows, top=100, columns=COLUMNS[:3], pitch=12)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "13,41" in table.why


@pytest.mark.parametrize(("upper", "lower"), [("/201", "7"), ("", "-17"), ("-", "17")])
def test_years_broken_over_two_lines_are_mended(tmp_path, upper, lower):
    sheet = Sheet()
    for x, year, end in ((COLUMNS[1], "2016", lower), (COLUMNS[2], "2017", lower.replace("7", "8"))):
        sheet.right(x, 88, year + upper)
        sheet.right(x, 97, end)
    sheet.text(60, 97, "Offence")
    sheet.rows([["Stalking", "1", "1"], ["Harassment", "3", "3"]], top=116, columns=COLUMNS[:3])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    assert table.rows == (("Stalking",), ("Harassment",))
    assert table.columns[0] == (f"2016{upper}{lower}",)


def test_a_count_under_a_whole_year_is_no_part_of_it(tmp_path):
    sheet = Sheet()
    sheet.right(COLUMNS[1], 100, "2019-20")
    sheet.right(COLUMNS[2], 100, "2020-21")
    sheet.rows([["Stalking", "20", "21"], ["Harassment", "3", "3"]], top=112, columns=COLUMNS[:3], pitch=12)
    (table,) = read(tmp_path, sheet).tables
    assert values(table)[("Stalking",), ("2019-20",)] == "20"


def test_what_may_be_the_rest_of_the_last_label_is_told_of(tmp_path):
    sheet = Sheet()
    rows = [["Offence", "2021", "2022", "Total"], ["A long label here", "1", "2", "3"]]
    sheet.rows([*rows, ["8R - Malicious", "3", "4", "7"]], top=100, columns=COLUMNS, pitch=14)
    sheet.text(60, 142, "Communications")
    (table,) = read(tmp_path, sheet).tables
    assert table.rows[-1] == ("8R - Malicious Communications",) or "Communications" in table.why


def test_a_heading_of_labels_that_stands_again_tells_of_another_table(tmp_path):
    sheet = Sheet()
    sheet.rows([["Offence", "2021", "2022"], ["Stalking", "1", "2"]], top=100, columns=NEAR[:3])
    sheet.rows([["Offence", "2021", "2022"], ["Rape", "3", "4"]], top=100, columns=BESIDE[:3])
    tables = read(tmp_path, sheet).tables
    assert all(table.status == "review" or len(table.columns) == 2 for table in tables)
