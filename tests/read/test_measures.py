"""Changes, shares, averages and populations are no counts, whatever their numbers look like; what was not read is told."""

import csv

import pytest

from answerable.read import read_file


def read(tmp_path, rows):
    path = tmp_path / "reply.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_file(path)


def counts(document):
    (table,) = document.tables
    width = len(table.columns)
    found = [cell.count.low if cell.count and cell.count.is_exact else None for cell in table.cells]
    return [found[r * width : (r + 1) * width] for r in range(len(table.rows))]


@pytest.mark.parametrize(
    "heading",
    ["+/-", "Difference", "Variance", "Increase", "% increase", "Increase/decrease", "Share", "Proportion of total",
     "Year on year change", "Difference from 2020", "Rank"],
)  # fmt: skip
def test_columns_of_measures(tmp_path, heading):
    rows = [["Offence", "2020", "2021", heading], ["Stalking", 30, 40, 10], ["Exposure", 30, 35, 5]]
    assert counts(read(tmp_path, rows)) == [[30, 40, None], [30, 35, None]]


def test_a_column_with_numbers_below_nought_counts_nothing(tmp_path):
    rows = [
        ["Offence", "2020", "2021", "Versus"],
        ["Stalking", 30, 40, 10],
        ["Exposure", 35, 30, -5],
        ["Theft", 1, 1, 0],
    ]
    assert counts(read(tmp_path, rows)) == [[30, 40, None], [35, 30, None], [1, 1, None]]


def test_a_column_of_parts_of_one_counts_nothing(tmp_path):
    rows = [
        ["Offence", "2020", "Charged"],
        ["Stalking", 30, "0.25"],
        ["Exposure", 5, 1],
        ["Theft", 3, 0],
        ["Arson", 1, 0],
    ]
    assert counts(read(tmp_path, rows)) == [[30, None], [5, None], [3, None], [1, None]]


@pytest.mark.parametrize(
    "label",
    [
        "Population",
        "% change",
        "Difference",
        "Average",
        "Charge rate",
        "Rate per 1,000",
        "Median days",
        "Mid-year population",
    ],
)
def test_rows_of_measures(tmp_path, label):
    rows = [["", "2020", "2021"], ["Offences", 120, 131], [label, 4, 11], ["Theft over £5,000", 3, 4]]
    assert counts(read(tmp_path, rows)) == [[120, 131], [None, None], [3, 4]]


def test_a_count_with_its_share(tmp_path):
    rows = [
        ["Offence", "2020", "2021"],
        ["Stalking", "12 (25%)", "13 (26.5 %)"],
        ["Exposure", "36 (75%)", "1,037 [<1%]"],
    ]
    document = read(tmp_path, rows)
    assert counts(document) == [[12, 13], [36, 1037]]
    assert document.findings == ()


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "####", "Err:502"])
def test_an_error_is_a_number_that_is_not_known(tmp_path, error):
    rows = [
        ["Offence", "2020", "2021"],
        ["Stalking", error, 3],
        ["Exposure", error, 4],
        ["Arson", 5, 6],
        ["Total", 12, 13],
    ]
    document = read(tmp_path, rows)
    (table,) = document.tables
    assert [(c.count.low, c.count.high) for c in table.cells if c.column == 0] == [
        (0, 7),
        (0, 7),
        (5, 5),
        (12, 12),
    ]
    assert counts(document)[2:] == [[5, 6], [12, 13]]
    assert [f.kind for f in document.findings] == ["unread-cells"]


@pytest.mark.parametrize(
    "printed", ["12 / 50", "12 of 50", "c. 20", "~20", "1.234", "(3)", "-3", "3 (2)", "12 34"]
)
def test_a_cell_among_counts_that_is_none_is_told(tmp_path, printed):
    rows = [["Offence", "2020", "2021"], ["Stalking", printed, 3], ["Exposure", 4, 4], ["Arson", 5, 6]]
    (finding,) = [f for f in read(tmp_path, rows).findings if f.kind == "unread-cells"]
    assert f"“{printed}”" in finding.what
    assert finding.where.startswith("cell B2")


def test_rates_beside_counts_and_remarks_are_not_told(tmp_path):
    rows = [
        ["Offence", "2020", "2021", "Rate", "Notes"],
        ["Stalking", 12, 3, "4.5", "2 of them historic"],
        ["Exposure", 14, 4, "1.3", ""],
        ["Percent", "12.5%", "1.3%", "", ""],
    ]
    assert read(tmp_path, rows).findings == ()


@pytest.mark.parametrize(
    "title",
    [
        "Percentage of offences by outcome",
        "Table 2: Rates per 1,000 population",
        "Average number of days to charge",
        "Cost of overtime",
    ],
)
def test_a_title_that_measures(tmp_path, title):
    rows = [
        [title, "", ""],
        ["", "", ""],
        ["Outcome", "2021", "2022"],
        ["Charged", 25, 30],
        ["Undetected", 75, 70],
    ]
    (table,) = read(tmp_path, rows).tables
    assert (table.status, "title" in table.why) == ("review", True)


@pytest.mark.parametrize(
    "title",
    ["Number and rate of offences", "Rate and number of offences", "Offences per year", "Count of averages"],
)
def test_a_title_that_counts(tmp_path, title):
    rows = [
        [title, "", ""],
        ["", "", ""],
        ["Outcome", "2021", "2022"],
        ["Charged", 26, 31],
        ["Undetected", 75, 70],
    ]
    assert [table.status for table in read(tmp_path, rows).tables] == ["read"]


@pytest.mark.parametrize(
    "heading", ["Cumulative", "Running total", "Target", "Rolling 12 months", "Cumulative total"]
)
def test_what_adds_up_or_looks_ahead_is_no_count_of_its_row(tmp_path, heading):
    rows = [["Month", "Recorded", heading], ["Jan", 3, 3], ["Feb", 4, 7], ["Mar", 1, 8]]
    assert counts(read(tmp_path, rows)) == [[3, None], [4, None], [1, None]]


def test_two_columns_without_a_heading_are_for_a_person(tmp_path):
    rows = [["Offence", "2021", "", "2022", ""], ["Stalking", 3, 25, 5, 45], ["Exposure", 9, 75, 6, 55]]
    assert [table.status for table in read(tmp_path, rows).tables] == ["review"]


def test_numbers_in_words(tmp_path):
    rows = [["Offence", "2021", "2022"], ["Stalking", "three", "nil"], ["Exposure", 9, "Twelve"]]
    assert counts(read(tmp_path, rows)) == [[3, 0], [9, 12]]
