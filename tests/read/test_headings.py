"""Headings that look like rows of counts, cells that stand for several, rows that are longer than their headings."""

import csv

import openpyxl
import pytest

from answerable.read import read_file


def read_csv(tmp_path, text):
    path = tmp_path / "reply.csv"
    path.write_text(text)
    return read_file(path)


def read(tmp_path, rows):
    path = tmp_path / "reply.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_file(path)


@pytest.mark.parametrize(
    ("upper", "numbers"),
    [
        ("Outcome", ["1", "2", "3", "16"]),
        ("Outcome", ["1", "1A", "2", "18"]),
        ("Age", ["10", "11", "12", "13"]),
        ("Age of victim", ["<10", "10-17", "18-24", "25+"]),
        ("Ward", ["1", "2", "3", "Total"]),
    ],
)
@pytest.mark.parametrize("low", [True, False])
def test_numbers_below_a_heading_are_headings(tmp_path, upper, numbers, low):
    corner = ["", "Offence"] if low else ["Offence", ""]
    rows = [
        [corner[0], upper, "", "", ""],
        [corner[1], *numbers],
        ["Stalking", 3, 4, 1, 8],
        ["Exposure", 3, 5, 2, 10],
    ]
    (table,) = read(tmp_path, rows).tables
    assert (table.status, table.rows) == ("read", (("Stalking",), ("Exposure",)))
    assert [path[-1] for path in table.columns] == numbers
    assert table.stub == ("Offence",)


def test_numbers_beside_offence_are_headings(tmp_path):
    rows = [["Offence", 1, 2, 3, 16], ["Stalking", 3, 4, 1, 8], ["Exposure", 3, 5, 2, 9]]
    (table,) = read(tmp_path, rows).tables
    assert (table.status, table.columns) == ("read", (("1",), ("2",), ("3",), ("16",)))


@pytest.mark.parametrize("first", [["Stalking", 1, 2, 3], ["", 1, 2, 3], ["Offences", 1, 5, 7]])
def test_a_first_row_of_rising_counts_is_a_row(tmp_path, first):
    rows = [["Kind", "2020", "2021", "2022"], first, ["Exposure", 3, 5, 2]]
    (table,) = read(tmp_path, rows).tables
    assert len(table.rows) == 2
    assert [cell.count.low for cell in table.cells][:3] == first[1:]


def test_words_among_the_rows_are_headings_of_another_table(tmp_path):
    rows = [["Offence", "North", "South"], ["Stalking", 3, 4], ["Outcome", "East", "West"], ["Charged", 3, 4]]
    assert [t.status for t in read(tmp_path, rows).tables] == ["review"]


def test_a_title_over_headings_of_words_begins_a_table(tmp_path):
    book = openpyxl.Workbook()
    for row in [
        ["Table 1"],
        ["Offence", "North", "South"],
        ["Stalking", 3, 4],
        ["Table 2"],
        ["Outcome", "East", "West"],
        ["Charged", 5, 6],
    ]:
        book.active.append(row)
    book.save(tmp_path / "reply.xlsx")
    tables = read_file(tmp_path / "reply.xlsx").tables
    assert [(t.title, t.rows, t.columns) for t in tables] == [
        ("Table 1", (("Stalking",),), (("North",), ("South",))),
        ("Table 2", (("Charged",),), (("East",), ("West",))),
    ]


@pytest.mark.parametrize("merged", ["B2:C2", "B2:B3"])
def test_a_number_over_several_cells_belongs_to_none(tmp_path, merged):
    book = openpyxl.Workbook()
    for row in [["Offence", 2020, 2021], ["Stalking", 9, 3], ["Exposure", 5, 2]]:
        book.active.append(row)
    book.active.merge_cells(merged)
    book.save(tmp_path / "reply.xlsx")
    (table,) = read_file(tmp_path / "reply.xlsx").tables
    assert (table.status, "one cell over several" in table.why) == ("review", True)


@pytest.mark.parametrize(
    "rows",
    [
        "Stalking,1,234,4\nExposure,12,1,300",
        "Stalking, aged 16,12,4\nExposure,12,13",
        "Stalking,12\nExposure,12,13",
    ],
)
def test_rows_longer_or_shorter_than_their_headings(tmp_path, rows):
    (table,) = read_csv(tmp_path, f"Offence,2020,2021\n{rows}\n").tables
    assert table.status == "review"


def test_rows_as_long_as_their_headings_between_titles_and_notes(tmp_path):
    text = 'Crimes, by offence, as recorded\n\nOffence,2020,2021,\nStalking,"1,204",4,\nExposure,12,,\nTotal,"1,216",4,\nSource: a system, as it was\n'
    (table,) = read_csv(tmp_path, text).tables
    assert table.status == "read"
    assert [cell.count.low for cell in table.cells] == [1204, 4, 12, 0, 1216, 4]


def test_labels_among_counts_are_of_a_table_beside(tmp_path):
    rows = [["Outcome", "2020", "Offence", "2021"], ["Charged", 1, "Stalking", 2], ["Caution", 3, "Theft", 4]]
    assert [t.status for t in read(tmp_path, rows).tables] == ["review"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Offence", "2020", "Offence", "2021"], ["Stalking", 1, "Stalking", 2], ["Theft", 3, "Theft", 4]],
        [["Offence", "2020", "2021", "Notes"], ["Stalking", 1, 2, "revised"], ["Theft", 3, 4, "as before"]],
    ],
)
def test_labels_that_repeat_and_remarks_at_the_end_are_no_other_table(tmp_path, rows):
    assert [t.status for t in read(tmp_path, rows).tables] == ["read"]


def test_years_over_other_labels_each_are_groups(tmp_path):
    rows = [
        ["Offence", "Recorded", "Charged"],
        ["2020/21", "", ""],
        ["Stalking", 1, 2],
        ["2021/22", "", ""],
        ["Theft", 7, 8],
    ]
    assert read(tmp_path, rows).tables[0].rows == (("2020/21", "Stalking"), ("2021/22", "Theft"))


def test_a_year_alone_above_the_headings_is_a_title(tmp_path):
    rows = [["2020", "", ""], ["Offence", "Recorded", "Charged"], ["Stalking", 1, 2], ["Theft", 7, 8]]
    (table,) = read(tmp_path, rows).tables
    assert (table.title, table.stub) == ("2020", ("Offence",))
