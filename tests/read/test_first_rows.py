"""Where the heading ends: first rows that print nothing, hidden counts, or counts that look like years."""

import pytest
from tests.read.test_numbering import as_csv, counted, read

from answerable.read import read_file

REST = [["18-24", "2", "1", "3"], ["25-34", "29", "1", "30"], ["35-44", "5", "132", "137"]]


def labels(table):
    return [path[-1] for path in table.rows]


def test_a_first_row_of_counts_that_look_like_years_is_a_row(tmp_path):
    rows = [["Age", "Female", "Male", "Total"], ["10-15", "3", "2034", "2037"], *REST]
    _, table = read(as_csv, tmp_path, rows)
    assert labels(table)[0] == "10-15"
    assert counted(table)[0] == ["3", "2034", "2037"]


def test_such_a_row_under_rows_of_blanks_is_a_row(tmp_path):
    rows = [["Age", "Female", "Male", "Total"], ["10-15", "", "", ""], ["16-17", "1", "1969", "1970"], *REST]
    _, table = read(as_csv, tmp_path, rows)
    assert counted(table)[:2] == [["", "", ""], ["1", "1969", "1970"]]


def test_a_first_row_of_two_such_counts_under_words_is_a_row(tmp_path):
    rows = [["Offence", "Female", "Male"], ["Rape", "1985", "2011"], ["Theft", "4", "9"], ["Arson", "2", "3"]]
    _, table = read(as_csv, tmp_path, rows)
    assert counted(table)[0] == ["1985", "2011"]


def test_a_rate_beside_such_counts_makes_it_a_row(tmp_path):
    rows = [
        ["", "2018", "2019", "", ""],
        ["Platform", "Mar", "Jan", "Total", "% of total"],
        ["Other", "2015", "", "2015", "0.9597"],
        ["Kik", "", "1", "1", "0.613"],
        ["Total", "2015", "1", "2016", "0.8068"],
    ]
    _, table = read(as_csv, tmp_path, rows)
    assert labels(table)[0] == "Other"
    assert not any("2015" in path for path in table.columns)


def test_years_under_an_upper_heading_stay_a_heading(tmp_path):
    rows = [
        ["Offence", "Recorded", "", "Charged", ""],
        ["", "2019", "2021", "2019", "2021"],
        ["Rape", "4", "9", "1", "2"],
    ]
    _, table = read(as_csv, tmp_path, rows)
    assert counted(table) == [["4", "9", "1", "2"]]
    assert table.columns[3] == ("Charged", "2021")


def test_a_first_row_of_blanks_and_marks_is_a_row(tmp_path):
    rows = [
        ["Platform", "Code", "F", "M"],
        ["Kik", "35/1", "", "*"],
        ["Other", "36", "", ""],
        ["Unknown", "37", "4", "7"],
    ]
    _, table = read(as_csv, tmp_path, rows)
    assert labels(table) == ["35/1", "36", "37"]
    assert counted(table) == [["", "*"], ["", ""], ["4", "7"]]


def test_a_table_of_which_no_total_holds_is_for_a_person(tmp_path):
    rows = [
        ["Age", "2019", "2020", "Total"],
        ["10-15", "3", "4", "9"],
        ["16-17", "5", "6", "12"],
        ["18+", "1", "1", "3"],
    ]
    _, table = read(as_csv, tmp_path, rows)
    assert table.status == "review"
    assert "none of its printed totals" in table.why


def test_totals_down_the_columns_that_all_fail_are_for_a_person_though_those_along_the_rows_hold(tmp_path):
    """As where the rows of a page are missing."""
    rows = [["Force", "2019", "2020", "Total"], ["Kent", "3", "4", "7"], ["Total", "10", "12", "22"]]
    _, table = read(as_csv, tmp_path, rows)
    assert table.status == "review"


def test_a_total_before_its_only_part_may_be_of_something_else(tmp_path):
    rows = [["Age", "Total", "Female"], ["10-15", "9", "4"], ["16-17", "12", "5"], ["18+", "3", "2"]]
    _, table = read(as_csv, tmp_path, rows)
    assert table.status == "read"


def test_two_columns_of_one_month_are_for_a_person(tmp_path):
    rows = [["Age", "Jan", "Feb", "Jan"], ["10-15", "3", "4", "9"], ["16-17", "5", "6", "12"]]
    _, table = read(as_csv, tmp_path, rows)
    assert table.status == "review"
    assert "same period" in table.why


def test_a_bound_with_a_footnote_mark_is_a_count(tmp_path):
    rows = [["Age", "Female", "Male"], ["10-15", "<5[1]", "9"], ["16-17", "<5", "6"]]
    _, table = read(as_csv, tmp_path, rows)
    assert table.columns == (("Female",), ("Male",))
    assert str(table.cells[0].count) == str(table.cells[2].count)


def test_numbers_that_may_all_be_years_are_told(tmp_path):
    path = tmp_path / "reply.csv"
    path.write_text("Outcome,Female,Male\nCharged,,\nNew,,1973\nTotal,,1973\n")
    document = read_file(path)
    assert document.tables or [f.kind for f in document.findings] == ["unread-numbers"]


def test_several_first_rows_of_counts_like_years(tmp_path):
    rows = [
        ["Offence", "2019", "2020", "Total"],
        ["Total", "37", "1982", "2019"],
        ["Arson", "1", "1970", "1971"],
    ]
    rows += [["Theft", "36", "12", "48"]]
    path = tmp_path / "reply.csv"
    path.write_text("\n".join(",".join(row) for row in rows))
    (table,) = read_file(path).tables
    assert (table.status, len(table.rows), table.columns) == ("read", 3, (("2019",), ("2020",), ("Total",)))


@pytest.mark.parametrize(
    "rows",
    [
        [["Year", "Offences"], ["2021", 2000], ["2022", 4000]],
        [["Year", "Offences", "Charges"], ["2021", 2000, 2001], ["2022", 4000, 2002]],
        [["Offence", "Recorded"], ["Stalking", 2012], ["Exposure", 814]],
    ],
)
def test_a_first_row_named_by_a_period_or_beside_one_value(tmp_path, rows):
    path = tmp_path / "reply.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows))
    (table,) = read_file(path).tables
    assert table.rows == tuple((row[0],) for row in rows[1:])
    assert [cell.count.low for cell in table.cells] == [value for row in rows[1:] for value in row[1:]]


def test_a_year_that_stands_beside_the_word_is_no_count(tmp_path):
    path = tmp_path / "reply.csv"
    path.write_text("Force,Invented\nYear,2021\nOffences recorded,120\nCharged,14\n")
    assert [cell.printed for cell in read_file(path).tables[0].cells] == ["120", "14"]
