"""Tables whose cells print two numbers: the first is the count where words or arithmetic say so, else a person decides."""

import pytest
from tests.read.test_replies import read as read_text
from tests.read.test_told import sheet


def counts(table):
    return [cell.count.low if cell.count else None for cell in table.cells]


DOUBLE = [["Rape", "12 (9)", "8 (5)"], ["Theft", "4 (2)", "8 (5)"]]


@pytest.mark.parametrize(
    "rows",
    [
        [["Offences (charged)"], ["Offence", 2020, 2021], *DOUBLE],
        [["Offence", "Offences (charged)", "2021 (2020)"], *DOUBLE],
        [["Offence", "n (%)", "Number and (percentage)"], *DOUBLE],
        [["Offence", 2020, 2021], *DOUBLE, [], ["Figures in brackets are those charged."]],
    ],
)
def test_what_stands_in_brackets_is_named(tmp_path, rows):
    (table,) = sheet(tmp_path, rows).tables
    assert table.status == "read"
    assert counts(table) == [12, 8, 4, 8]
    assert [(cell.printed, cell.note) for cell in table.cells][:2] == [("12 (9)", "9"), ("8 (5)", "5")]


@pytest.mark.parametrize("total", [[], [["Total", "16 (100)", "20 (100)"]]])
def test_percentages_that_the_counts_make(tmp_path, total):
    rows = [["Offence", 2020, 2021], ["Rape", "12 (75)", "8 (40)"], ["Theft", "4 (25)", "12 (60)"], *total]
    (table,) = sheet(tmp_path, rows).tables
    assert table.status == "read"
    assert counts(table)[:4] == [12, 8, 4, 12]


def test_what_nothing_names_is_for_a_person(tmp_path):
    (table,) = sheet(tmp_path, [["Offence", 2020, 2021], *DOUBLE]).tables
    assert table.status == "review"
    assert "two numbers" in table.why


@pytest.mark.parametrize(
    "rows",
    [
        [["Offence", "% (n)", "Rate (n)"], *DOUBLE],
        [["Offence", "Change (%)", "Difference (%)"], *DOUBLE],
        [["Percentages, with counts in brackets"], ["Offence", 2020, 2021], *DOUBLE],
    ],
)
def test_a_first_number_that_is_no_count(tmp_path, rows):
    document = sheet(tmp_path, rows)
    assert not [table for table in document.tables if table.status == "read"]
    assert document.findings


def test_the_same_on_a_flattened_page():
    words = "Offences (of which charged in brackets)\n\n| Offence | 2020 | 2021 |\n| Rape | 12 (9) | 8 (5) |\n| Theft | 4 (2) | 8 (5) |\n"
    (table,) = read_text(words).tables
    assert [cell.printed for cell in table.cells] == ["12 (9)", "8 (5)", "4 (2)", "8 (5)"]
    assert counts(table) == [12, 8, 4, 8]


def test_a_column_of_nothing_else_is_never_left_out(tmp_path):
    rows = [["Offence", "Recorded", 2020], ["Rape", "12 (9)", 4], ["Theft", "5 (2)", 6]]
    (table,) = sheet(tmp_path, rows).tables
    assert table.status == "review"
