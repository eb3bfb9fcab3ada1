"""A rate that happens to be whole is no count."""

import csv

import pytest

from answerable.read import read_file


def states(tmp_path, rows):
    path = tmp_path / "reply.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    (table,) = read_file(path).tables
    width = len(table.columns)
    return [[cell.state for cell in table.cells[r * width : (r + 1) * width]] for r in range(len(table.rows))]


@pytest.mark.parametrize("rates", [["4.0", "3.8"], ["4.0", "11.7", "12.0", "9.1"]])
def test_down_a_column(tmp_path, rates):
    rows = [
        ["Ward", "Offences", "Per head"],
        *([f"Ward {chr(65 + n)}", 120 + n, rate] for n, rate in enumerate(rates)),
    ]
    assert states(tmp_path, rows) == [["exact", "text"]] * len(rates)


def test_along_a_row(tmp_path):
    rows = [["", "2020", "2021", "2022"], ["Offences", 120, 131, 118], ["Per thousand", "4.0", "3.8", "3.1"]]
    assert states(tmp_path, rows) == [["exact"] * 3, ["text"] * 3]


def test_counts_that_a_spreadsheet_printed_with_a_nought_are_counts(tmp_path):
    rows = [
        ["Ward", "2020", "2021", "Per head"],
        ["North", "12.0", "15.0", "3.7"],
        ["South", "9.0", "7.0", "2.1"],
    ]
    assert states(tmp_path, rows) == [["exact", "exact", "text"]] * 2
