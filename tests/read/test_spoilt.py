"""Rows of marks, errors and figures that cannot be read are rows, and never headings of the rows below."""

import pytest

from answerable.model import count
from answerable.read import read_file
from answerable.read.tokens import is_total


def table_of(tmp_path, text):
    path = tmp_path / "reply.csv"
    path.write_text(text)
    (table,) = read_file(path).tables
    return table


@pytest.mark.parametrize(
    "spoilt", ["~5", "c. 40", "12 (9)", "#REF!", "########", "NULL", "3 out of 4", "n<5"]
)
def test_a_first_row_that_cannot_be_read_is_a_row(tmp_path, spoilt):
    table = table_of(tmp_path, f"Offence,2020,2021\nStalking,{spoilt},{spoilt}\nExposure,3,4\n")
    assert table.rows == (("Stalking",), ("Exposure",))
    assert table.columns == (("2020",), ("2021",))
    assert [cell.printed for cell in table.cells] == [spoilt, spoilt, "3", "4"]
    assert not any(cell.count and cell.count.is_exact for cell in table.cells[:2])


@pytest.mark.parametrize(
    ("printed", "state"), [("12 (r)", "exact"), ("12 (p)", "exact"), ("12 (e)", "text"), ("12r", "text")]
)
def test_revised_and_provisional_counts(printed, state):
    assert count.parse(printed).state == state


def test_a_few_of_a_number_below_a_bound():
    assert count.parse("n<5").count == count.Count(0, 4)


@pytest.mark.parametrize(("label", "total"), [("Sum", True), ("Sum of all", True), ("Sum of Victims", False)])
def test_a_measure_of_a_pivot_table_is_no_total(label, total):
    assert is_total(label) is total


def test_a_pivot_table_of_two_measures(tmp_path):
    text = (
        ",Column Labels\n,2020,,2021,,Total Count of Crime No,Total Sum of Victims\n"
        "Row Labels,Count of Crime No,Sum of Victims,Count of Crime No,Sum of Victims,,\n"
        "Stalking,40,52,91,104,131,156\nTheft,63,155,214,226,277,381\nGrand Total,103,207,305,330,408,537\n"
    )
    table = table_of(tmp_path, text)
    assert table.status == "read"
    assert table.columns[:3] == (
        ("2020", "Count of Crime No"), ("2020", "Sum of Victims"), ("2021", "Count of Crime No")
    )  # fmt: skip
    assert table.column_totals == (False, False, False, False, True, True)
    assert {check.result for check in table.checks} == {"held"}


def test_three_headings_one_above_another_over_the_first_of_their_columns(tmp_path):
    text = (
        "Offence,2020,,,,2021,,,\n,Male,,Female,,Male,,Female,\n"
        ",Charged,NFA,Charged,NFA,Charged,NFA,Charged,NFA\nStalking,1,2,3,4,5,6,7,8\nTheft,2,3,4,5,6,7,8,9\n"
    )
    table = table_of(tmp_path, text)
    assert table.status == "read"
    assert table.columns[2] == ("2020", "Female", "Charged")
    assert table.columns[7] == ("2021", "Female", "NFA")


def test_totals_of_different_things_sum_nothing(tmp_path):
    table = table_of(
        tmp_path, "Year,Offence,Total Crimes,Total Detections\n2020,Stalking,5,1\n2021,Stalking,6,2\n"
    )
    assert (table.status, table.column_totals) == ("read", (False, False))


@pytest.mark.parametrize("headings", ["2020,2021", "Recorded,Charged"])
@pytest.mark.parametrize("spoilt", ["45 1,55 2", "2k,1.2k", "4.,5;"])
def test_a_first_row_of_figures_that_read_as_none_is_a_row(tmp_path, headings, spoilt):
    table = table_of(tmp_path, f"Offence,{headings}\nStalking,{spoilt}\nTheft,4,5\nFraud,6,7\n")
    assert table.rows == (("Stalking",), ("Theft",), ("Fraud",))
    assert [cell.printed for cell in table.cells[:2]] == spoilt.split(",")


def test_words_under_years_are_no_headings(tmp_path):
    table = table_of(tmp_path, "Offence,2020,2021\nStalking,twelve,twenty-one\nTheft,4,5\n")
    assert (table.rows, table.columns) == ((("Stalking",), ("Theft",)), (("2020",), ("2021",)))


@pytest.mark.parametrize("units", [",No.,No.", "Offence,Count,Count", ",Number,%"])
def test_units_under_years_are_headings(tmp_path, units):
    table = table_of(tmp_path, f"Year,2020,2021\n{units}\nStalking,12,21\nTheft,4,5\n")
    assert table.rows == (("Stalking",), ("Theft",))


def test_raised_figures_after_a_count_are_footnotes():
    assert count.parse("45¹") == count.Printed("exact", count.Count(45, 45), "¹")
