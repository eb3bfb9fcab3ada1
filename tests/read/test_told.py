"""Figures that no table took are told, or read: between questions, in one column, under a table, in disguise."""

import csv
import datetime as dt

import docx
import openpyxl
import pytest

from answerable.read import read_file

QUESTIONS = [
    "How many stalking offences were recorded in 2020 and 2021?",
    "How many of them were charged?",
]


def read(tmp_path, rows):
    path = tmp_path / "reply.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_file(path)


def sheet(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "reply.xlsx")
    return read_file(tmp_path / "reply.xlsx")


def lows(document):
    return [cell.count.low for table in document.tables for cell in table.cells]


@pytest.mark.parametrize("blank", [True, False])
def test_tables_under_questions_on_a_sheet(tmp_path, blank):
    gap = [[]] if blank else []
    rows = []
    for n, question in enumerate(QUESTIONS):
        rows += [[f"Q{n + 1} {question}"], *gap, ["", 2020, 2021], ["Number", 12 + n, 15 + n], *gap]
    document = sheet(tmp_path, rows)
    assert [t.status for t in document.tables] == ["read", "read"]
    assert lows(document) == [12, 15, 13, 16]


@pytest.mark.parametrize(
    ("opening", "statuses"), [("", ["read", "read"]), ("Your request:", ["review", "read"])]
)
def test_tables_under_questions_in_a_letter(tmp_path, opening, statuses):
    document = docx.Document()
    document.add_paragraph(opening)
    for n, question in enumerate(QUESTIONS):
        document.add_paragraph(f"Q{n + 1}. {question}")
        table = document.add_table(2, 2)
        for c in range(2):
            table.cell(0, c).text = str(2020 + c)
            table.cell(1, c).text = str(12 + 3 * c + n)
    document.add_paragraph("Our response: see above." if opening else "")
    document.save(tmp_path / "reply.docx")
    found = read_file(tmp_path / "reply.docx")
    assert [t.status for t in found.tables] == statuses
    assert lows(found) == [12, 15, 13, 16]


def test_an_empty_table_in_the_quoted_request_is_none(tmp_path):
    path = tmp_path / "reply.html"
    table = "<table><tr><td></td><td>2020</td><td>2021</td></tr><tr><td>Stalking</td><td></td><td></td></tr></table>"
    path.write_text(
        f"<p>Your request:</p><p>Please fill in the table.</p>{table}<p>Could you send it by e-mail?</p><p>Our response: not held.</p>"
    )
    assert read_file(path).tables == ()


def test_numbers_in_a_table_of_one_column(tmp_path):
    document = docx.Document()
    table = document.add_table(4, 1)
    for r, text in enumerate([f"1. {QUESTIONS[0]}", "12", f"2. {QUESTIONS[1]}", "3"]):
        table.cell(r, 0).text = text
    document.save(tmp_path / "reply.docx")
    assert [s.count.low for s in read_file(tmp_path / "reply.docx").statements] == [12, 3]


@pytest.mark.parametrize("cells", [["c. 20", "about 30"], ["12 of 50", "3 of 9"], ["12 (of 50)", "9 / 31"]])
def test_figures_of_a_grid_that_is_no_table_are_told(tmp_path, cells):
    document = sheet(tmp_path, [["Offence", "North", "South"], ["Stalking", *cells]])
    assert document.tables == ()
    assert [f.kind for f in document.findings] == ["unread-numbers"]


@pytest.mark.parametrize(
    "footer",
    [
        ["Records", 1234],
        ["Extracted", 2024],
        ["Data extracted 12/01/2024"],
        ["Source: crime system"],
        ["Total records: 1,234"],
        ["Report run on", dt.date(2024, 1, 12)],
    ],
)
def test_what_stands_under_a_table_is_no_row(tmp_path, footer):
    (table,) = sheet(
        tmp_path, [["Offence", 2020, 2021], ["Stalking", 3, 4], ["Exposure", 12, 13], footer]
    ).tables
    assert (table.status, table.rows) == ("read", (("Stalking",), ("Exposure",)))


def test_a_last_row_of_broken_numbers_is_a_row_and_told(tmp_path):
    document = read(
        tmp_path,
        [["Offence", "2020", "2021"], ["Stalking", 3, 4], ["Theft", 5, 6], ["Exposure", "1,23", "12 34"]],
    )
    assert document.tables[0].rows[-1] == ("Exposure",)
    assert [f.kind for f in document.findings] == ["unread-cells"]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["HO code", "2020"], ["08-Mar", 3], ["105/03", 4]], "became-dates"),
        ([["HO code", "2020"], ["Aug-64", 3], ["Aug-71", 4]], "became-dates"),
        ([["Age band", "2020"], ["05-Sep", 3], ["Oct-14", 4], ["15-17", 1]], "became-dates"),
        ([["Offence", "Oct-14", "15-17", "18+"], ["Stalking", 3, 4, 5]], "became-dates"),
        ([["Month", "Stalking", "Theft"], [44197, 3, 4], [44228, 4, 1]], "became-numbers"),
    ],
)
def test_labels_in_disguise(tmp_path, rows, kind):
    assert [f.kind for f in read(tmp_path, rows).findings] == [kind]


@pytest.mark.parametrize(
    "rows",
    [
        [["Month", "2020"], ["08-Mar", 3], ["09-Mar", 4]],
        [["Month", "Age"], ["Mar-21", 3], ["Apr-21", 4]],
        [["Offence", "Mar-21", "Apr-21"], ["10-17", 3, 4], ["18+", 5, 6]],
        [["Code", "2020"], ["44197", 3], ["44198", 4]],
    ],
)
def test_dates_and_codes_as_they_are(tmp_path, rows):
    assert not [f for f in read(tmp_path, rows).findings if f.kind.startswith("became")]


@pytest.mark.parametrize("rows", [[["Number of offences"], [12]], [["Offences"], [12], [14]]])
def test_one_number_on_a_sheet(tmp_path, rows):
    document = sheet(tmp_path, rows)
    assert [f.kind for f in document.findings] == ["unread-numbers"]


def test_numbers_with_a_word_each(tmp_path):
    document = sheet(
        tmp_path,
        [
            ["Offence", 2020, 2021],
            ["Stalking", "3 offences", "4 offences"],
            ["Arson", "5 offences", "9 offences"],
        ],
    )
    (table,) = document.tables
    assert [cell.count.low for cell in table.cells] == [3, 4, 5, 9]


def test_rows_of_hidden_numbers_alone_that_lost_their_table_are_told(tmp_path):
    words = "Dear Applicant\n\nThe table shows the offences.\nAge F M Total\n25-34- <5 <5 <5\n55+- <5 <5 <5\nTotal- <5 <5 7\n\nYours faithfully\n"
    path = tmp_path / "reply.txt"
    path.write_text(words)
    document = read_file(path)
    assert document.tables or any(f.kind == "unread-numbers" for f in document.findings)
