"""Where the heading ends: first rows that print nothing, hidden counts, or counts that look like years."""

from tests.read.test_numbering import as_csv, counted, read

REST = [["18-24", "2", "1", "3"], ["25-34", "29", "1", "30"], ["35-44", "5", "132", "137"]]


def labels(table):
    return [path[-1] for path in table.rows]


def test_a_first_row_of_counts_that_look_like_years_is_a_row(tmp_path):
    rows = [["Age", "Female", "Male", "Total"], ["10-15", "3", "2034", "2037"], *REST]
    _, table = read(as_csv, tmp_path, rows)
    assert labels(table)[0] == "10-15"
    assert counted(table)[0] == ["3", "2034", "2037"]


def test_a_first_row_of_two_such_counts_under_words_is_a_row(tmp_path):
    rows = [["Offence", "Female", "Male"], ["Rape", "1985", "2011"], ["Theft", "4", "9"], ["Arson", "2", "3"]]
    _, table = read(as_csv, tmp_path, rows)
    assert counted(table)[0] == ["1985", "2011"]


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
