"""Tables one under another, periods that became dates, records without counts, and answers where headings should be."""

import csv

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

from answerable.read import read_file

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def sheet(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "reply.xlsx")
    return read_file(tmp_path / "reply.xlsx")


def table(tmp_path, rows):
    path = tmp_path / "reply.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_file(path)


def kinds(document):
    return [finding.kind for finding in document.findings]


def test_a_block_for_each_year_with_its_headings_again(tmp_path):
    block = [["Outcome", "Count"], ["Charged", 10], ["Other", 5], ["Total", 15]]
    document = sheet(tmp_path, [["Stalking by outcome"], [2020], *block, [2021], *block])
    assert [t.status for t in document.tables] == ["read", "read"]
    assert [t.title for t in document.tables] == ["Stalking by outcome (2020)", "Stalking by outcome (2021)"]


@pytest.mark.parametrize(
    "second",
    [["Theft", 2020, 2021], ["Offence", 2022, 2023], ["Offence", "Mar", "Apr"]],
)
def test_tables_one_under_another_with_nothing_between(tmp_path, second):
    rows = [["Offence", 2020, 2021], ["A", 1, 2], ["B", 3, 4], second, ["A", 5, 6], ["B", 7, 8]]
    document = sheet(tmp_path, rows)
    assert [t.status for t in document.tables] == ["read", "read"]
    assert [path[-1] for path in document.tables[1].columns] == [str(text) for text in second[1:]]
    assert [cell.count.low for cell in document.tables[1].cells] == [5, 6, 7, 8]


def test_a_question_over_headings_of_its_own_in_a_csv_file(tmp_path):
    rows = [["Q1"], ["Offence", 2020, 2021], ["A", 1, 2], ["Q2"], ["Outcome", 2020, 2021], ["B", 5, 6]]
    document = table(tmp_path, rows)
    assert [(t.title, t.stub, t.status) for t in document.tables] == [
        ("Q1", ("Offence",), "read"),
        ("Q2", ("Outcome",), "read"),
    ]


@pytest.mark.parametrize(
    "labels", [["20-Jan", "20-Feb", "20-Mar"], ["19-Apr", "20-Apr", "21-Apr"], ["10-Nov", "11-Dec", "12/13"]]
)
def test_periods_that_became_days(tmp_path, labels):
    document = table(tmp_path, [["Offence", *labels], ["A", 1, 2, 3], ["B", 4, 5, 6]])
    assert "became-dates" in kinds(document)


def test_days_of_a_month_are_days(tmp_path):
    rows = [["Day", "Crimes"], ["1-Jan", 10], ["2-Jan", 11], ["3-Jan", 12]]
    assert kinds(table(tmp_path, rows)) == []


def test_rows_of_words_and_years_are_records(tmp_path):
    rows = [
        ["Year", "Offence", "Outcome"],
        [2020, "A", "Charged"],
        [2020, "A", "Charged"],
        [2021, "B", "Other"],
    ]
    document = table(tmp_path, rows)
    assert document.tables == ()
    assert kinds(document) == ["records"]


def test_a_list_in_each_cell_is_told(tmp_path):
    rows = [["Offence", "Counts"], ["A", "2020: 5\n2021: 7"], ["B", "2020: 8\n2021: 9"]]
    assert kinds(sheet(tmp_path, rows)) == ["unread-numbers"]


@pytest.mark.parametrize("heading", ["Class", "HO class", "HOC", "Beat"])
def test_more_headings_of_codes(tmp_path, heading):
    rows = [["Offence", heading, "2020", "2021"], ["A", 19, 10, 12], ["B", 8, 4, 5], ["C", 104, 6, 7]]
    (read,) = table(tmp_path, rows).tables
    assert (read.status, read.stub) == ("read", ("Offence", heading))


def test_an_answer_in_words_is_no_heading(tmp_path):
    document = docx.Document()
    grid = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in grid.rows for cell in row.cells),
        [
            "Q1 How many offences?",
            "In 2020 there were 5 and in 2021 there were 6.",
            "Q2 How many arrests?",
            "7",
        ],
        strict=True,
    ):
        cell.text = text
    document.save(tmp_path / "reply.docx")
    assert read_file(tmp_path / "reply.docx").tables[0].status == "review"


def test_a_fraction_in_a_letter_is_no_number(tmp_path):
    document = docx.Document()
    grid = document.add_table(3, 3)
    for r, row in enumerate([["Offence", "2020", "2021"], ["A", "", "2"], ["B", "3", "4"]]):
        for c, text in enumerate(row):
            grid.cell(r, c).text = text
    parts = "".join(
        f"<m:{part}><m:r><m:t>{n}</m:t></m:r></m:{part}>" for part, n in (("num", 12), ("den", 50))
    )
    grid.cell(1, 1).paragraphs[0]._p.append(
        parse_xml(f'<m:oMath xmlns:m="{MATH}"><m:f>{parts}</m:f></m:oMath>')
    )
    document.save(tmp_path / "reply.docx")
    document = read_file(tmp_path / "reply.docx")
    assert [cell.printed for cell in document.tables[0].cells] == ["12/50", "2", "3", "4"]
    assert kinds(document) == ["unread-cells"]


def message(tmp_path, text):
    path = tmp_path / "reply.eml"
    path.write_text(f"From: foi@force.example\nSubject: Request\nContent-Type: text/plain\n\n{text}")
    return read_file(path)


def test_answers_between_the_lines_of_the_request(tmp_path):
    document = message(
        tmp_path, "> 1. Stalking?\nThere were 5 offences.\n\n> 2. Theft?\nThere were 6 offences.\n"
    )
    assert [s.count.low for s in document.statements] == [5, 6]
    assert any(line.text == "1. Stalking?" for line in document.text)
    assert kinds(document) == ["quoted"]


def test_answers_that_stand_in_the_quoted_message_are_told(tmp_path):
    text = (
        "Please see our answers in red below.\n\nFrom: A\nSent: 1 May 2021\nTo: B\nSubject: C\n\nIn 2020? 5\n"
    )
    document = message(tmp_path, text)
    assert [(f.kind, f.severity) for f in document.findings] == [("quoted", "warning")]


def test_how_a_report_was_drawn_is_no_table_and_no_heading(tmp_path):
    rows = [["Report", "Volumes"], ["Run date", "2024-05-12"], ["Offence", 2020, 2021], ["A", 10, 20], ["B", 4, 5], [],
            ["Parameters"], ["Date from", "01/04/2019"], ["Date to", "31/03/2021"], ["Records returned", 39]]  # fmt: skip
    document = sheet(tmp_path, rows)
    (read,) = document.tables
    assert (read.status, read.columns, read.stub) == ("read", (("2020",), ("2021",)), ("Offence",))
    assert kinds(document) == []


def test_years_alone_over_rows_and_no_headings(tmp_path):
    rows = [[2020], ["A", 10], ["B", 4], [2021], ["A", 20], ["B", 5]]
    (read,) = sheet(tmp_path, rows).tables
    assert (read.status, read.rows[2:]) == ("read", (("2021", "A"), ("2021", "B")))


def test_a_remark_in_brackets_under_a_row_is_no_row(tmp_path):
    rows = [["Offence", 2020, 2021], ["A", 10, 20], ["(with attempts)"], ["B", 4, 5]]
    assert sheet(tmp_path, rows).tables[0].rows == (("A",), ("B",))


def test_a_year_with_a_remark_in_brackets_heads_counts(tmp_path):
    rows = [["Offence", "2020 (full year)", "2021 (to 30 June)"], ["A", 10, 20], ["B", 4, 5]]
    assert [t.status for t in sheet(tmp_path, rows).tables] == ["read"]


def test_the_only_row_or_column_is_no_total_of_nothing(tmp_path):
    (read,) = sheet(tmp_path, [["Total number of offences", 45]]).tables
    assert read.row_totals == (False,)
    (read,) = sheet(tmp_path, [[None, "Total"], [2020, 45], [2021, 50]]).tables
    assert read.column_totals == (False,)


def test_a_year_over_the_labels_is_the_year_of_the_table(tmp_path):
    rows = [[2020, "Jan", "Feb"], ["A", 1, 2], ["B", 3, 4], [2021, "Jan", "Feb"], ["A", 5, 6], ["B", 7, 8]]
    tables = sheet(tmp_path, rows).tables
    assert [(t.status, t.title) for t in tables] == [("read", "2020"), ("read", "2021")]
    assert [cell.count.low for cell in tables[1].cells] == [5, 6, 7, 8]


def test_a_label_half_way_down_its_rows_is_for_a_person(tmp_path):
    rows = [
        ["Year", "Offence", "Count"],
        [None, "A", 1],
        [2020, "B", 2],
        [None, "C", 3],
        [None, "A", 4],
        [2021, "B", 5],
    ]
    assert [t.status for t in sheet(tmp_path, rows).tables] == ["review"]


def test_a_title_over_the_second_year_names_all(tmp_path):
    rows = [[None, None, "Stalking"], ["Sex", 2020, 2021, 2022], ["Male", 1, 2, 3], ["Female", 4, 5, 6]]
    (read,) = sheet(tmp_path, rows).tables
    assert (read.title, read.columns) == ("Stalking", (("2020",), ("2021",), ("2022",)))


def test_breakdowns_that_say_so_are_groups_and_each_makes_the_total(tmp_path):
    rows = [[None, 2020, 2021], ["Total offences", 10, 12], ["By outcome"], ["Charged", 4, 5], ["Other", 6, 7],
            ["By sex"], ["Male", 3, 2], ["Female", 7, 10]]  # fmt: skip
    (read,) = sheet(tmp_path, rows).tables
    assert read.status == "read"
    assert read.rows[1:3] == (("By outcome", "Charged"), ("By outcome", "Other"))
    assert {check.result for check in read.checks} == {"held"}


def test_bold_labels_without_counts_are_groups(tmp_path):
    book = openpyxl.Workbook()
    for row in [["Offence", 2020, 2021], ["North"], ["A", 1, 2], ["B", 3, 4], ["South"], ["C", 5, 6]]:
        book.active.append(row)
    for cell in ("A2", "A5"):
        book.active[cell].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "reply.xlsx")
    (read,) = read_file(tmp_path / "reply.xlsx").tables
    assert read.rows == (("North", "A"), ("North", "B"), ("South", "C"))


def test_the_last_group_closes_as_the_others_do(tmp_path):
    rows = [
        ["Offence", "Jan", "Feb"],
        [2020],
        ["A", 1, 2],
        ["B", 4, 5],
        ["Total", 5, 7],
        [2021],
        ["A", 7, 8],
        ["B", 1, 1],
        ["Total", 8, 9],
    ]
    (read,) = sheet(tmp_path, rows).tables
    assert read.rows[-1] == ("2021", "Total")


def test_rows_under_percentage_are_no_counts(tmp_path):
    rows = [["Measure", "Offence", 2020, 2021], ["Number", "A", 150, 180], ["Number", "B", 15, 18],
            ["Percentage", "A", 90, 91], ["Percentage", "B", 10, 9]]  # fmt: skip
    (read,) = sheet(tmp_path, rows).tables
    assert [cell.state for cell in read.cells] == ["exact"] * 4 + ["text"] * 4


def letter(tmp_path, rows):
    document = docx.Document()
    grid = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            grid.cell(r, c).text = text
    document.save(tmp_path / "reply.docx")
    return read_file(tmp_path / "reply.docx")


def test_numbered_questions_and_their_counts(tmp_path):
    rows = [
        ["1", "How many in 2020?", "45"],
        ["2", "How many in 2021?", "55"],
        ["3", "How many were charged?", "12"],
    ]
    (read,) = letter(tmp_path, rows).tables
    assert (read.status, read.rows[1]) == ("read", ("2", "How many in 2021?"))
    assert [cell.count.low for cell in read.cells] == [45, 55, 12]


def test_a_request_is_not_what_is_counted_and_a_refusal_in_words_is_a_row(tmp_path):
    rows = [
        ["Request", "Response"],
        ["Offences 2020", "45"],
        ["Offences 2021", "<5"],
        ["Trained", "We do not hold this"],
    ]
    document = letter(tmp_path, rows)
    assert document.tables[0].rows[-1] == ("Trained",)
    assert document.tables[0].unit != "records"
    assert kinds(document) == ["unread-cells"]


def test_labels_alone_over_years_and_no_headings(tmp_path):
    rows = [["Offences", ""], ["2020", "45"], ["2021", "55"], ["Arrests", ""], ["2020", "4"], ["2021", "5"]]
    (read,) = letter(tmp_path, rows).tables
    assert (read.status, read.rows[0], read.rows[3]) == ("read", ("Offences", "2020"), ("Arrests", "2021"))


@pytest.mark.parametrize("first", ["3 offences", "3 crimes"])
def test_a_count_that_names_what_it_counts_is_no_heading(tmp_path, first):
    (read,) = letter(tmp_path, [["Year", "Count"], ["2020", first], ["2021", "4"]]).tables
    assert (read.rows, read.columns) == ((("2020",), ("2021",)), (("Count",),))
    assert [cell.count.low for cell in read.cells] == [3, 4]


def test_hidden_rows_of_a_web_page_are_told(tmp_path):
    path = tmp_path / "reply.html"
    path.write_text("<table><tr><th>Offence<th>2020<tr><td>A<td>1<tr hidden><td>B<td>3</table>")
    assert kinds(read_file(path)) == ["hidden-rows"]


def test_quarters_and_the_year_to_date_are_sums_of_their_months(tmp_path):
    rows = [["HOCR", "Apr-20", "May-20", "Jun-20", "Q1", "Jul-20", "Aug-20", "Sep-20", "Q2", "YTD"],
            ["A", 1, 2, 3, 6, 4, 5, 6, 15, 21], ["B", 2, 2, 2, 6, 1, 1, 1, 3, 9]]  # fmt: skip
    (read,) = sheet(tmp_path, rows).tables
    assert [number for number, is_total in enumerate(read.column_totals) if is_total] == [3, 7, 8]


def test_quarters_beside_no_months_are_no_sums(tmp_path):
    (read,) = sheet(tmp_path, [["Offence", "Q1", "Q2", "Q3"], ["A", 1, 2, 3], ["B", 2, 2, 4]]).tables
    assert read.column_totals == (False, False, False)


def test_how_a_report_was_drawn_is_not_its_title(tmp_path):
    rows = [
        ["Crimes by beat"],
        ["Filter: Status = All"],
        [],
        ["Offence", 2020, 2021],
        ["A", 1, 2],
        ["B", 3, 4],
    ]
    assert [(t.title, t.unit) for t in sheet(tmp_path, rows).tables] == [("Crimes by beat", "crimes")]


def test_classes_and_sub_classes_before_descriptions_name_rows(tmp_path):
    rows = [["Class", "Sub", "Description", 2020, 2021], [8, 64, "A", 12, 15], [8, 65, "B", 22, 25]]
    (read,) = sheet(tmp_path, rows).tables
    assert (read.status, read.rows) == ("read", (("8", "64", "A"), ("8", "65", "B")))


def test_a_year_with_a_per_cent_sign_heads_shares(tmp_path):
    rows = [["Offence", "2020", "2021", "2020 %", "2021 %"], ["A", 10, 20, 50, 25], ["B", 4, 10, 25, 10]]
    (read,) = sheet(tmp_path, rows).tables
    assert (read.status, read.columns[2]) == ("read", ("2020 %",))
    assert [cell.state for cell in read.cells] == ["exact", "exact", "text", "text"] * 2


def test_labels_over_the_years_of_their_rows(tmp_path):
    rows = [
        ["Year", "Stalking"],
        ["Calendar year", ""],
        ["2020", "45"],
        ["2021", "46"],
        ["Financial year", ""],
        ["2020/21", "47"],
    ]
    (read,) = letter(tmp_path, rows).tables
    assert read.rows == (("Calendar year", "2020"), ("Calendar year", "2021"), ("Financial year", "2020/21"))


def test_a_table_before_the_heading_of_the_answer_is_the_askers(tmp_path):
    document = docx.Document()
    for asked, rows in (
        (["You requested:", "Please provide the number of offences in the format below:"], ["10", "12"]),
        (["Our response:"], ["45", "55"]),
    ):
        for text in asked:
            document.add_paragraph(text)
        grid = document.add_table(2, 3)
        for r, row in enumerate([["Offence", "2020", "2021"], ["A", *rows]]):
            for c, text in enumerate(row):
                grid.cell(r, c).text = text
    document.save(tmp_path / "reply.docx")
    assert [t.status for t in read_file(tmp_path / "reply.docx").tables] == ["review", "read"]


@pytest.mark.parametrize("part", ["Charged", "of which charged"])
def test_what_stands_again_behind_each_period_is_of_that_period(tmp_path, part):
    (read,) = sheet(
        tmp_path, [["Offence", 2020, part, 2021, part], ["A", 10, 3, 20, 4], ["B", 30, 5, 40, 6]]
    ).tables
    assert read.status == "read"
    assert read.columns == (("2020",), ("2020", part), ("2021",), ("2021", part))


def test_one_row_of_counts_under_headings_that_all_count(tmp_path):
    (read,) = sheet(tmp_path, [["Offences in 2020", "Offences in 2021"], [45, 55]]).tables
    assert (read.stub, [cell.count.low for cell in read.cells]) == ((), [45, 55])


def test_breakdowns_side_by_side_each_make_the_total(tmp_path):
    rows = [
        ["Offence", "Total", "Male", "Female", "Under 18", "18+"],
        ["A", 9, 5, 4, 2, 7],
        ["B", 2, 1, 1, 1, 1],
    ]
    (read,) = sheet(tmp_path, rows).tables
    assert read.status == "read"
    assert {check.result for check in read.checks} == {"held"}
    rows[1][-1] = 8
    assert [t.status for t in sheet(tmp_path, rows).tables] == ["review"]


def test_wards_by_their_numbers_are_headings(tmp_path):
    (read,) = sheet(tmp_path, [["Ward", 1, 2, 3], ["Stalking", 5, 6, 7], ["Theft", 8, 9, 10]]).tables
    assert (read.status, read.columns) == ("read", (("1",), ("2",), ("3",)))


def test_dates_with_the_month_first_are_told(tmp_path):
    rows = [["Date", "Offences"], ["04/01/2021", 5], ["04/02/2021", 6], ["04/13/2021", 7]]
    assert "month-first" in kinds(table(tmp_path, rows))


def test_thousands_parted_by_a_point_are_told_in_a_row_of_nothing_else(tmp_path):
    rows = [["Offence", "Count", "Percent"], ["A", "1.234", "45,5"], ["B", "500", "54,5"]]
    assert kinds(table(tmp_path, rows)) == ["unread-cells"]


def test_what_was_chosen_above_a_pivot_table_is_in_its_title(tmp_path):
    table = [["Row Labels", "Count of Ref"], ["A", 10], ["B", 20], ["Grand Total", 30]]
    document = sheet(tmp_path, [["Force", "(All)"], ["Year", 2020], [], *table])
    assert [t.title for t in document.tables] == ["Year: 2020"]
    document = sheet(tmp_path, [["Offence", "(Multiple Items)"], [], *table])
    assert kinds(document) == ["filtered"]


def test_notes_of_one_table_are_not_the_title_of_the_next(tmp_path):
    table = [["Offence", "Count"], ["A", 5], ["B", 6]]
    for note in ("* with attempts", "Please note that data may change."):
        document = sheet(tmp_path, [["Offences 2020/21"], *table, [note], [], *table])
        assert [t.title for t in document.tables] == ["Offences 2020/21", ""]
    (read,) = sheet(tmp_path, [["Stalking recorded"], ["Note: some are hidden"], *table]).tables
    assert read.title == "Stalking recorded"


def test_years_to_choose_from_are_no_title(tmp_path):
    (read,) = sheet(tmp_path, [["Year"], [2020], [2021], [], ["Offence", "Count"], ["A", 5], ["B", 6]]).tables
    assert read.title == ""


def test_columns_under_merged_cells_that_print_nothing_are_none(tmp_path):
    book = openpyxl.Workbook()
    for row in [["Offence", 2020, None, 2021, None], ["A", 1, None, 2, None], ["B", 3, None, 4, None]]:
        book.active.append(row)
    for row in (1, 2, 3):
        book.active.merge_cells(f"B{row}:C{row}")
        book.active.merge_cells(f"D{row}:E{row}")
    book.save(tmp_path / "reply.xlsx")
    (read,) = read_file(tmp_path / "reply.xlsx").tables
    assert (read.status, read.columns) == ("read", (("2020",), ("2021",)))


def test_one_row_of_numbers_under_words_is_for_a_person(tmp_path):
    assert [t.status for t in sheet(tmp_path, [["Stalking", "Exposure", "Theft"], [10, 5, 3]]).tables] == [
        "review"
    ]
    (read,) = sheet(tmp_path, [["Ward", "Exposure", "Theft"], [10, 5, 3]]).tables
    assert (read.status, read.stub) == ("read", ("Ward",))


def test_years_of_two_kinds_name_rows(tmp_path):
    rows = [["Year Recorded", "Year Charged", "Count"], [2020, 2020, 10], [2020, 2021, 5], [2021, 2021, 7]]
    (read,) = sheet(tmp_path, rows).tables
    assert (read.status, read.rows[1]) == ("read", ("2020", "2021"))


def test_codes_labels_and_counts_without_headings(tmp_path):
    (read,) = sheet(tmp_path, [[1, "Charged", 10], [2, "Caution", 3], [16, "Other", 5]]).tables
    assert (read.status, read.rows[2]) == ("read", ("16", "Other"))


def test_labels_behind_the_counts_name_the_rows_that_those_before_do_not(tmp_path):
    rows = [["Year", "Count", "Offence"], [2019, 3, "Rape"], [2020, 4, "Rape"], [2019, 5, "Theft"]]
    (found,) = table(tmp_path, rows).tables
    assert (found.stub, found.rows[2], found.columns) == (
        ("Year", "Offence"),
        ("2019", "Theft"),
        (("Count",),),
    )
    (found,) = table(
        tmp_path, [["Year", "Count", "Note"], [2019, 3, "a"], [2020, 4, "a"], [2021, 5, "b"]]
    ).tables
    assert found.rows == (("2019",), ("2020",), ("2021",))


def test_years_behind_the_counts_name_rows_beside_a_total(tmp_path):
    rows = [
        ["Offence", "Count", "Year"],
        ["Rape", 3, 2019],
        ["Rape", 4, 2020],
        ["Theft", 5, 2019],
        ["Total", 12],
    ]
    (found,) = sheet(tmp_path, rows).tables
    assert found.rows == (("Rape", "2019"), ("Rape", "2020"), ("Theft", "2019"), ("Total",))
    assert found.tally()["held"] == 1


def test_a_note_between_the_rows_is_no_row(tmp_path):
    rows = [["Offence", 2020], ["Rape", 3], ["Note 1: without attempts"], ["Theft", 7], ["Total", 10]]
    (found,) = sheet(tmp_path, rows).tables
    assert found.rows == (("Rape",), ("Theft",), ("Total",))


def test_a_row_that_blank_rows_part_from_its_headings_is_for_a_person(tmp_path):
    rows = [["Outcome", "Female", "Male"], ["Charged", None, 4], [], ["Cautioned", 1, None], []]
    document = sheet(tmp_path, rows)
    for table in document.tables:
        assert table.status == "review" or table.columns == (("Female",), ("Male",))


def test_a_total_that_a_blank_row_parts_from_its_headings_is_for_a_person(tmp_path):
    rows = [["Age", "2020", "2021"], ["Under 10", 2, 1], [], ["55+", None, 3], ["TOTAL", 2, 4]]
    document = sheet(tmp_path, rows)
    for table in document.tables:
        assert table.status == "review" or table.columns == (("2020",), ("2021",))
