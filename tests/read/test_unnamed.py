"""Rows and columns without labels, rows that are part of the row above, and fields that a spreadsheet keeps as text."""

import pytest

from answerable.read import read_file


def read(tmp_path, text):
    path = tmp_path / "reply.csv"
    path.write_text(text)
    return read_file(path)


def kinds(document):
    return [finding.kind for finding in document.findings]


def test_a_last_row_and_column_without_labels_that_sum_the_others_are_totals(tmp_path):
    document = read(tmp_path, "Offence,2020,2021,\nStalking,1,2,3\nTheft,5,5,10\n,6,7,13\n")
    (table,) = document.tables
    assert table.row_totals == (False, False, True)
    assert table.column_totals == (False, False, True)
    assert kinds(document) == ["total-unlabelled", "total-unlabelled"]


@pytest.mark.parametrize(
    "text", ["Offence,2020,2021\nA,11,22\nB,35,45\n,16,70\n", "Offence,2020,2021,\nA,11,22,5\nB,35,45,6\n"]
)
def test_a_row_or_column_without_a_label_that_is_no_sum_is_told(tmp_path, text):
    assert kinds(read(tmp_path, text)) == ["unnamed"]


def test_rows_under_a_dash_that_make_the_row_above(tmp_path):
    text = "Offence,2020\nSexual offences,4\n- Rape,1\n- Other,3\nViolence,12\n- Assault,5\n- Stalking,7\n"
    (table,) = read(tmp_path, text).tables
    assert table.row_totals == (True, False, False, True, False, False)


def test_rows_that_are_part_of_the_row_above_are_told(tmp_path):
    document = read(tmp_path, "Offence,2020\nSexual offences,40\nof which charged,11\n")
    assert document.tables[0].row_totals == (False, False)
    assert kinds(document) == ["part-of-row-above"]


def test_words_among_counts_are_told_and_name_no_row(tmp_path):
    document = read(
        tmp_path, "Offence,2020,2021\nStalking,1,see note\nTheft,3,4\nFraud,data not available,5\n"
    )
    (table,) = document.tables
    assert table.columns == (("2020",), ("2021",))
    assert table.rows == (("Stalking",), ("Theft",), ("Fraud",))
    assert kinds(document) == ["unread-cells"]


def test_fields_kept_as_text(tmp_path):
    document = read(tmp_path, 'HO code,Offence,2020\n="008",Stalking,="12"\n\'012,Theft,\'3\n')
    (table,) = document.tables
    assert table.rows == (("008", "Stalking"), ("012", "Theft"))
    assert [cell.count.low for cell in table.cells] == [12, 3]


def test_small_numbers_that_add_up_by_chance_are_counts(tmp_path):
    text = "Platform,North,South\nA,1,1\nB,1,2\nC,1,3\nD,1,4\n"
    assert [cell.state for cell in read(tmp_path, text).tables[0].cells] == ["exact"] * 8


@pytest.mark.parametrize("label", ["Persons", "Both sexes", "Forcewide"])
def test_a_word_that_may_name_a_total_does_where_the_numbers_say_so(tmp_path, label):
    (table,) = read(tmp_path, f"Sex,2020,2021\nMale,10,3\nFemale,12,4\n{label},22,7\n").tables
    assert table.row_totals == (False, False, True)
    (table,) = read(tmp_path, f"Sex,2020,2021\nMale,10,3\nFemale,12,4\n{label},22,9\n").tables
    assert table.row_totals == (False, False, False)


def test_rows_with_the_same_label_are_told(tmp_path):
    assert kinds(read(tmp_path, "Offence,2020,2021\nStalking,10,3\nStalking,12,4\n")) == ["same-labels"]


def test_a_row_withheld_in_words_is_a_row_and_told(tmp_path):
    document = read(tmp_path, "Offence,2020,2021\nStalking,10,3\nTheft,12,4\nArson,s.40,Exempt\n")
    assert document.tables[0].rows[-1] == ("Arson",)
    assert kinds(document) == ["unread-cells"]


def test_a_first_row_of_yes_and_no_is_a_row(tmp_path):
    document = read(tmp_path, "Offence,Held,Charged\nStalking,Yes,Yes\nTheft,6,7\nArson,8,9\n")
    assert document.tables[0].rows == (("Stalking",), ("Theft",), ("Arson",))
    assert document.tables[0].columns == (("Held",), ("Charged",))


def test_questions_over_columns_are_headings(tmp_path):
    text = '"","Q1: How many were recorded between 1 January 2020 and 31 December 2021?",Q2: How many charged?\n2020,10,3\n2021,12,4\n'
    assert [t.status for t in read(tmp_path, text).tables] == ["read"]


def test_shares_beside_counts_in_one_cell_are_told(tmp_path):
    document = read(tmp_path, "Outcome,2020,2021\nCharged,10 - 50%,20 - 25%\nOther,10 - 50%,60 - 75%\n")
    assert (document.tables, kinds(document)) == ((), ["unread-numbers"])
