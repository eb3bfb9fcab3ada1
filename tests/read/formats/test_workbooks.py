"""Random workbooks as analysts keep them: read exactly, or said to need a person; never wrong in silence."""

import random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generators import workbooks
from tests.generators.judge import judge_all
from tests.generators.tables import make_table

from answerable.read import UnreadableError, read_file


@pytest.mark.parametrize("twist", workbooks.TWISTS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_exact_or_review(tmp_path_factory, twist, seed):
    rng = random.Random(seed)
    path = tmp_path_factory.mktemp("books") / f"{twist}.xlsx"
    tables = [make_table(rng) for _ in range(2 if twist in workbooks.PAIRS else 1)]
    made = workbooks.write(path, tables, twist, rng)
    try:
        document = read_file(path)
    except UnreadableError:
        assert not any(c.isdigit() for table in made for row in table.printed for c in "".join(row))
        return
    verdict, why = judge_all(document, made, workbooks.RATES.values())
    assert verdict in {"exact", "review"}, f"{verdict}: {why}"


def book(tmp_path, cells):
    made = openpyxl.Workbook()
    for place, value in cells.items():
        made.active[place] = value
    path = tmp_path / "a.xlsx"
    made.save(path)
    return read_file(path)


def grid(top_left, rows):
    column, first = ord(top_left[0]), int(top_left[1:])
    return {
        f"{chr(column + c)}{first + r}": value
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    }


LEFT = [["Offence", 2019, 2020], ["Rape", 4, 5], ["Theft", 6, 7], ["Total", 10, 12]]


def test_a_table_goes_on_after_a_blank_column_where_nothing_there_names_rows(tmp_path):
    (table,) = book(tmp_path, grid("A1", LEFT) | grid("E1", [[2021, 2022], [3, 8], [1, 9], [4, 17]])).tables
    assert table.columns == (("2019",), ("2020",), ("2021",), ("2022",))
    assert table.tally()["held"] == 4
    assert table.cells[3].source.cell == "F2"


@pytest.mark.parametrize(
    "names", [["Force", "Kent", "Essex", "Total"], ["Age", 16, 17, 18], ["Year", 2019, 2020, 2021]]
)
def test_a_table_with_labels_of_its_own_right_of_a_blank_column_is_another(tmp_path, names):
    right = [[name, count] for name, count in zip(names, ["Victims", 3, 4, 7], strict=True)]
    first, second = book(tmp_path, grid("A1", LEFT) | grid("E1", right)).tables
    assert first.columns == (("2019",), ("2020",))
    assert second.rows == tuple((str(name),) for name in names[1:])


def test_rows_without_labels_are_for_a_person(tmp_path):
    (table,) = book(tmp_path, grid("A1", [[2019, 2020], [4, 5], [6, 7]])).tables
    assert table.status == "review"
    assert "no label" in table.why


def test_rows_with_codes_and_no_counts_yet_are_no_headings(tmp_path):
    rows = [["Force", "Code", "2020/21", "2021/22"], ["Cumbria", "8Q"], ["Dorset", 35], ["Kent", 35, 1, 4]]
    rows += [["Essex", 35, 15, 11], ["Cheshire", "66/91"], ["Gwent", "105/08", 4]]
    (table,) = book(tmp_path, grid("A1", rows)).tables
    assert table.stub == ("Force", "Code")
    assert [cell.printed for cell in table.cells if cell.printed] == ["1", "4", "15", "11", "4"]
    assert table.rows[:2] == (("Cumbria", "8Q"), ("Dorset", "35"))


def test_marks_in_a_row_that_lost_its_table_are_told(tmp_path):
    rows = [["Offence", 2020, 2021], ["Rape", 4, "*"], [], ["Theft"], [], ["Arson"], [], ["Total", "*", "*"]]
    document = book(tmp_path, grid("A1", rows))
    assert [f.where.rpartition(" ")[2] for f in document.findings if f.kind == "marks-only"] == ["A8"]


def test_a_total_alone_behind_a_blank_row_is_for_a_person(tmp_path):
    rows = [["Offence", "F", "M"], ["Rape", 5], ["Theft", 40], [], ["Arson"], [], ["TOTAL", 45]]
    document = book(tmp_path, grid("A1", rows))
    assert [table.status for table in document.tables] == ["read", "review"]
