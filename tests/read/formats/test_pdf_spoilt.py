"""Tables whose headings stand beside their columns, and tables that their printing spoilt."""

import pytest
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


def test_a_last_column_printed_alone_on_the_next_page_is_told_of(tmp_path):
    first, second = Sheet(), Sheet()
    first.rows([["Offence", "2021", "2022", "2023"], *ROWS], top=100, columns=RIGHT)
    second.rows([["2024"], ["1"], ["1"], ["2"]], top=120, columns=[60.0])
    (table,) = read(tmp_path, first, second).tables
    assert table.status == "review"
    assert "its last" in table.why


def test_a_heading_that_reads_as_a_mark_is_repeated_all_the_same(tmp_path):
    heads = ["Offence", "2021", "2022", "Not recorded"]
    pages = [Sheet(), Sheet()]
    pages[0].rows([["Recorded by offence", "", "", ""], heads, *ROWS], top=700, columns=RIGHT)
    pages[1].rows([heads, ["Total", "10", "13", "23"]], top=100, columns=RIGHT)
    for page, top, rows in ((pages[0], 700, 5), (pages[1], 100, 2)):
        page.ruled([55.0, 160.0, 215.0, 262.0, 345.0], [top - 11 + 16 * i for i in range(rows + 1)])
    (table,) = read(tmp_path, *pages).tables
    assert table.rows == (("Stalking",), ("Harassment",), ("Rape",), ("Total",))


def test_a_sentence_under_the_last_row_is_no_part_of_its_label(tmp_path):
    sheet = Sheet()
    sheet.rows([["Offence", "2021", "2022", "2023"], *ROWS], pitch=16, columns=RIGHT)
    sheet.text(60, 100 + 16 * 3 + 11, "Figures may change.")
    (table,) = read(tmp_path, sheet).tables
    assert table.rows[-1] == ("Rape",)


def test_an_upper_heading_over_half_of_the_columns_is_told_of(tmp_path):
    sheet = Sheet()
    sheet.rows([["", "2021", "", "", ""]], top=84, columns=[60.0, 220.0, 260.0, 330.0, 390.0])
    sheet.rows(
        [["Offence", "Jan", "Feb", "Jan", "Feb"], *[[*row, "5"] for row in ROWS]],
        columns=[60.0, 200.0, 260.0, 330.0, 390.0],
    )
    ys = [73.0 + 16 * i for i in range(6)]
    sheet.ruled([55.0, 160.0, 230.0, 290.0, 350.0, 410.0], ys)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def headed(tmp_path, heads, rows, columns):
    sheet = Sheet()
    sheet.rows([heads, *rows], columns=columns)
    sheet.ruled([55.0, 160.0, 215.0, 275.0, 345.0], [89.0 + 16 * i for i in range(len(rows) + 2)])
    (table,) = read(tmp_path, sheet).tables
    return table


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        (["Offence", "Female", "Male", "recorded"], "beginning is lost"),
        (["Offence", "Female", "Male", "n"], "beginning is lost"),
        (["Offence", "Male", "Grand", "Total"], "one heading"),
        (["Offence", "2021 F", "M", "Total"], "over which"),
        (["Offence", "Male", "Recor ded", "Total"], "was broken"),
        (["Offence", "2021", "2022", "TOTA L"], "was broken"),
    ],
)
def test_headings_that_a_narrow_column_cut_are_told_of(tmp_path, heads, why):
    table = headed(tmp_path, heads, [["Stalking", "3", "4", "8"], *ROWS[1:]], RIGHT)
    assert table.status == "review"
    assert why in table.why


@pytest.mark.parametrize(
    "heads", [["Male", "Female Male", "Female"], ["2017 Female", "Male Female", "2018 Male"]]
)
def test_a_heading_of_two_others_is_told_of(tmp_path, heads):
    sheet = Sheet()
    for x, text in zip((180, 290, 410), heads, strict=True):
        sheet.text(x, 100, text)
    sheet.text(60, 100, "Offence")
    sheet.rows([["Stalking", "3", "4", "8"], *ROWS[1:]], top=116, columns=[60.0, 240.0, 360.0, 480.0])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "may head two columns" in table.why


def test_a_heading_that_goes_on_over_the_first_values_is_told_of(tmp_path):
    table = headed(
        tmp_path, ["Offence", "Femal", "Male", "Total"], [["Stalking", "e", "4", "8"], *ROWS[1:]], RIGHT
    )
    assert table.status == "review"
    assert "may be the end of the heading “Femal”" in table.why


def test_the_rest_of_a_label_under_a_ruled_table_is_told_of(tmp_path):
    def table(below):
        sheet = Sheet()
        sheet.rows([["Offence", "2021", "2022", "2023"], *ROWS], columns=RIGHT)
        sheet.ruled([55.0, 160.0, 215.0, 275.0, 345.0], [89.0 + 16 * i for i in range(5)])
        sheet.text(60, 160, below)
        (found,) = read(tmp_path, sheet).tables
        return found

    assert "rest of its last label" in table("of a female").why
    assert "rest of its last label" in table("Other than home").why
    assert table("Counts of all crimes recorded by the force").status == "read"  # wider than the labels
    assert table("Source: crime system").status == "read"


def test_a_line_of_the_page_above_a_heading_is_no_part_of_it(tmp_path):
    def table(gap):
        sheet = Sheet()
        for x, text in [(180, "2021"), (240, "2022")]:
            sheet.text(x, 100, text)
        sheet.text(305, 100 - gap, "Annual")
        sheet.text(310, 100, "total")
        sheet.rows([["Offence", "", "", ""], *ROWS], columns=RIGHT)
        (found,) = read(tmp_path, sheet).tables
        return found

    assert table(12).status == "read"
    assert table(12).columns[-1] == ("Annual total",)
    assert table(20).status == "review"


def test_a_heading_that_begins_above_the_line_of_the_others_is_told_of(tmp_path):
    sheet = Sheet()
    sheet.text(302, 84, "Grand")
    for x, text in [(180, "2021"), (240, "2022"), (305, "Total")]:
        sheet.text(x, 100, text)
    sheet.rows([["Offence", "F", "M", ""]], top=118, columns=RIGHT)
    sheet.rows(ROWS, top=134, columns=RIGHT)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read" or "Grand" in table.why
    assert table.status == "review" or table.columns[-1] == ("Grand Total",)


def test_two_columns_of_numbers_are_not_one_number_with_a_space(tmp_path):
    rows = [["Stalking", "3", "4", "3,108"], ["Harassment", "5", "1 406", "6"], ["Rape", "2", "8", "10"]]
    table = headed(tmp_path, ["Offence", "2021", "2022", "Total"], rows, RIGHT)
    assert table.status == "review"
    assert "may be two numbers" in table.why
    rows[0][3] = "3 108"
    assert headed(tmp_path, ["Offence", "2021", "2022", "Total"], rows, RIGHT).status == "read"


def test_an_age_that_is_no_value_is_told_of(tmp_path):
    rows = [["Under", "10", "10", "1"], ["10-15", "", "4", "926"], ["16-17", "", "3", "5"]]
    table = headed(tmp_path, ["Age", "Band", "2021", "2022"], rows, RIGHT)
    assert table.status == "review"
    assert "may be one label" in table.why


def test_two_periods_over_one_column_are_told_of(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Offence", "2019/20 2020/21", "Total"], ["Rape", "3", "3"], ["Total", "3", "3"]], columns=RIGHT[:3]
    )
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def test_the_end_of_a_heading_beside_a_value_is_told_of(tmp_path):
    rows = [["Stalking", "3", "4", "Total 7"], *ROWS[1:]]
    table = headed(tmp_path, ["Offence", "2021", "2022", "Grand"], rows, RIGHT)
    assert table.status == "review"
    assert "value beside it" in table.why


def test_half_an_age_for_a_label_is_told_of(tmp_path):
    table = headed(
        tmp_path, ["Age", "2021", "2022", "2023"], [["18-", "3", "4", "7"], ["24", "", "", ""]], RIGHT
    )
    assert table.status == "review"


def test_whole_headings_in_small_letters_are_read(tmp_path):
    table = headed(tmp_path, ["Offence", "n", "% of all", "Total"], ROWS, RIGHT)
    assert table.status == "read"


def test_a_strip_whose_first_column_is_blank_has_no_labels(tmp_path):
    sheet = Sheet()
    sheet.ruled([55, 150, 250], [90, 110, 130, 150])
    for x, y, text in ((100, 104, "2014"), (200, 104, "2015"), (200, 124, "1"), (200, 144, "3")):
        sheet.text(x, y, text)
    assert all(table.status == "review" for table in read(tmp_path, sheet).tables)


def bare(tmp_path, rows, heads=("Platform", "Female", "Male")):
    sheet = Sheet()
    for x, text in zip((100, 230, 290), heads, strict=True):
        sheet.text(x, 100, text)
    for number, (name, *beside) in enumerate(rows, 1):
        sheet.text(60, 100 + 14 * number, name)
        for x, value in zip((240, 300), beside, strict=False):
            sheet.text(x, 100 + 14 * number, value)
    document = read(tmp_path, sheet)
    return [finding for finding in document.findings if finding.kind == "unread-numbers"]


def test_a_table_of_blanks_is_told_of(tmp_path):
    rows = [["Instagram"], ["Facebook"], ["WhatsApp", "1"], ["Snapchat"]]
    (finding,) = bare(tmp_path, rows)
    assert "“Platform Female Male”" in finding.what
    assert finding.where.endswith("page 1")


@pytest.mark.parametrize(
    "rows",
    [
        [["Instagram"], ["Facebook"], ["Snapchat"]],  # names alone
        [["Instagram"], ["WhatsApp", "1", "1"]],  # too few of them
        [["Instagram", "2", "3"], ["Facebook", "4", "1"], ["WhatsApp", "1", "1"]],  # a table, which is read
        [["The figures are", "taken", "from"], ["a system that", "is", "live"], ["and may", "be", "changed"]],
    ],
)
def test_other_lines_under_words_are_not(tmp_path, rows):
    assert bare(tmp_path, rows) == []


@pytest.mark.parametrize("heads", [["Jan", "Feb", "ram", "Apr"], ["2019", "2020", "l Ju", "2022"]])
def test_a_heading_between_periods_that_is_none_is_told_of(tmp_path, heads):
    sheet = Sheet()
    rows = [["Offence", *heads], ["Arson", "12", "15", "9", "4"], ["Theft", "7", "31", "8", "5"]]
    sheet.rows(rows, columns=[60.0, 200.0, 260.0, 330.0, 400.0])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def test_ages_under_their_heading_are_labels(tmp_path):
    first, second = Sheet(), Sheet()
    rows = [["Offence", "2021", "2022"], ["Arson", "12", "15"], ["Theft", "7", "31"]]
    first.rows(rows, columns=[60.0, 200.0, 260.0])
    ages = [["Age", "F", "M"], ["10-17", "12", "15"], ["18-24", "7", "31"], ["25+", "9", "8"]]
    second.rows(ages, columns=[60.0, 200.0, 260.0])
    assert [table.status for table in read(tmp_path, first, second).tables] == ["read", "read"]


def test_a_year_and_its_number_below_a_table_begin_a_list(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Offence", "2021", "2022"], ["Arson", "12", "15"], ["Theft", "7", "31"]],
        columns=[60.0, 200.0, 260.0],
    )
    for n, line in enumerate(["2019 - 34", "2020 - 41"]):
        sheet.text(60, 100 + 16 * 3 + 12 * n, line)
    document = read(tmp_path, sheet)
    assert [table.status for table in document.tables] == ["read"]
    assert [s.count.low for s in document.statements] == [34, 41]


def test_a_last_row_under_a_running_head_is_told_of(tmp_path):
    above, below = Sheet(), Sheet()
    rows = [["Force", "2021", "2022", "2023"], ["North", "12", "15", "9"], ["South", "7", "31", "8"]]
    above.rows(rows, top=744, columns=[60.0, 200.0, 260.0, 330.0])
    below.text(260, 30, "OFFICIAL")
    below.rows([["West", "157", "48", "3"]], top=80, columns=[60.0, 200.0, 260.0, 330.0])
    below.text(60, 110, "This is the end of the reply.")
    (table,) = read(tmp_path, above, below).tables
    assert (table.status, len(table.rows)) == ("review", 2)


@pytest.mark.parametrize("heads", [["Year of", "recording", "Total"], ["Male", "", "Female"]])
def test_a_part_of_a_heading_or_none_over_counts_is_told_of(tmp_path, heads):
    sheet = Sheet()
    rows = [["Offence", *heads], ["Arson", "12", "15", "9"], ["Theft", "7", "31", "8"]]
    sheet.rows(rows, columns=[60.0, 220.0, 300.0, 400.0])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
