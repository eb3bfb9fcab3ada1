"""Officers, posts, days and money beside crimes are no counts of what was asked; counts to date are counted twice."""

import pytest
from tests.read.test_measures import counts, read


@pytest.mark.parametrize(
    "heading", ["Officers", "Number of officers", "Police staff", "Headcount", "Officers and staff"]
)
def test_officers_beside_crimes_are_told(tmp_path, heading):
    document = read(tmp_path, [["District", "Crimes", heading], ["North", 100, 12], ["South", 120, 13]])
    assert counts(document) == [[100, None], [120, None]]
    assert [f.kind for f in document.findings] == ["staff"]


@pytest.mark.parametrize("label", ["Number of officers", "FTE", "Staff"])
def test_rows_of_officers_beside_rows_of_crimes(tmp_path, label):
    rows = [["", "2020", "2021"], ["Number of offences", 100, 120], [label, 12, 13]]
    assert counts(read(tmp_path, rows)) == [[100, 120], [None, None]]


def test_officers_as_a_kind_of_victim_are_counted(tmp_path):
    rows = [["Offence", "Officers", "Public"], ["Assault", 10, 12], ["Threats", 3, 4]]
    assert counts(read(tmp_path, rows)) == [[10, 12], [3, 4]]


def test_a_table_of_officers_says_so(tmp_path):
    document = read(
        tmp_path,
        [["Number of officers by year"], ["Unit", "2020", "2021"], ["North", 10, 12], ["South", 3, 4]],
    )
    assert document.tables[0].unit == "staff"


@pytest.mark.parametrize(
    "label", ["Days to charge", "Duration", "Overtime", "Q2a. Average age", "Conviction rate (%)"]
)
def test_rows_of_time_and_money(tmp_path, label):
    rows = [["", "2020", "2021"], ["Number of offences", 100, 120], [label, 12, 13]]
    assert counts(read(tmp_path, rows)) == [[100, 120], [None, None]]


@pytest.mark.parametrize("heading", ["YTD", "So far", "Cumulative crimes"])
def test_counts_to_date_are_not_counted_again(tmp_path, heading):
    rows = [["Month", "Crimes", heading], ["January", 50, 50], ["February", 61, 111], ["March", 70, 181]]
    assert counts(read(tmp_path, rows)) == [[50, None], [61, None], [70, None]]


def test_a_year_that_adds_up_another_by_chance_is_a_year(tmp_path):
    rows = [["Offence", "2020", "2021"], ["Stalking", 5, 5], ["Exposure", 6, 11], ["Theft", 7, 18]]
    assert counts(read(tmp_path, rows)) == [[5, 5], [6, 11], [7, 18]]


@pytest.mark.parametrize(
    "heading",
    ["Youngest victim", "Maximum age", "Months imprisonment", "Sentence length (months)", "Weight (kg)", "Score", "Value of property",
     "2021 v 2020", "2020 to 2021", "Compensation paid"],
)  # fmt: skip
def test_columns_of_extremes_times_and_weights(tmp_path, heading):
    rows = [["Offence", "2020", "2021", heading], ["A", 10, 30, 20], ["B", 4, 9, 5]]
    assert counts(read(tmp_path, rows)) == [[10, 30, None], [4, 9, None]]


@pytest.mark.parametrize(
    "heading",
    ["Amount of offences", "Speed awareness courses", "2020 to 2021", "Time of day unknown", "Fines"],
)
def test_columns_that_only_look_so(tmp_path, heading):
    rows = [["Offence", "2020", "2021", heading], ["A", 10, 30, 40], ["B", 4, 9, 13]]
    assert counts(read(tmp_path, rows)) == [[10, 30, 40], [4, 9, 13]]


@pytest.mark.parametrize("heading", ["#", "Telephone", "Easting"])
def test_numbers_that_name(tmp_path, heading):
    rows = [[heading, "Offence", "Total"], [1, "A", 10], [2, "B", 4]]
    (table,) = read(tmp_path, rows).tables
    assert (table.status, table.stub, counts(read(tmp_path, rows))) == (
        "read",
        (heading, "Offence"),
        [[10], [4]],
    )


@pytest.mark.parametrize(
    "rows",
    [
        [["%", "2020", "2021"], ["Charged", 10, 20], ["Other", 90, 70]],
        [
            ["Outcome", "2020", "2021"],
            ["Charged", 10, 20],
            ["Cautioned", 85, 70],
            ["Other", 5, 10],
            ["Total", 100, 100],
        ],
        [["Year", "Charged", "Cautioned", "Other"], ["2020", 10, 85, 5], ["2021", 20, 70, 10]],
    ],
)
def test_what_may_be_percentages_is_for_a_person(tmp_path, rows):
    assert [table.status for table in read(tmp_path, rows).tables] == ["review"]


def test_a_table_of_percentages_is_told(tmp_path):
    document = read(
        tmp_path, [["Outcome", "2020", "2021"], ["Charged", "10%", "20%"], ["Other", "90%", "80%"]]
    )
    assert document.tables == ()
    assert [f.kind for f in document.findings] == ["rates-only"]


def test_bands_of_money_head_counts(tmp_path):
    rows = [["Offence", "Under £100", "£100 - £500", "Over £500"], ["A", 10, 2, 8], ["B", 20, 5, 15]]
    assert counts(read(tmp_path, rows)) == [[10, 2, 8], [20, 5, 15]]


def test_items_of_a_total_of_money_are_for_a_person(tmp_path):
    rows = [["Item", "2020", "2021"], ["Interpreters", 500, 600], ["Fuel", 50, 60], ["Total spend", 550, 660]]
    assert [table.status for table in read(tmp_path, rows).tables] == ["review"]


@pytest.mark.parametrize("heading", ["Crimes per officer", "Officers in unit", "Cost per head"])
def test_more_headings_of_no_counts(tmp_path, heading):
    rows = [["District", "Crimes", heading], ["North", 100, 12], ["South", 120, 13]]
    assert counts(read(tmp_path, rows)) == [[100, None], [120, None]]


def test_years_pooled_beside_their_years_are_a_total(tmp_path):
    rows = [["Offence", "2020", "2021", "2020-2021"], ["A", 1, 2, 3], ["B", 4, 5, 9]]
    assert read(tmp_path, rows).tables[0].column_totals == (False, False, True)
    rows = [["Offence", "Jan-Mar 2020", "Apr-Jun 2020", "2020"], ["A", 1, 2, 3], ["B", 4, 5, 9]]
    assert read(tmp_path, rows).tables[0].column_totals == (False, False, True)
