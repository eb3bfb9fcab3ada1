"""Headings that stand again among the rows are no counts."""

import pytest

from answerable.read import read_file


def read(tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text)
    return read_file(path).tables


@pytest.mark.parametrize("separator", [" | ", "\t"])
@pytest.mark.parametrize("years", ["2019 2020 2021", "2017 2018 2019"])
def test_two_lists_under_headings_of_their_own_are_two_tables(tmp_path, separator, years):
    def line(text):
        return separator.join(text.split())

    text = (
        f"Stalking by year\n{line('2019 2020 2021')}\n{line('12 15 18')}\n"
        f"Harassment by year\n{line(years)}\n{line('45 51 60')}\n"
    )
    tables = read(tmp_path, text, "reply.txt")
    assert not [cell for table in tables for cell in table.cells if cell.printed.startswith("20")]
    read_ones = [table for table in tables if table.status == "read"]
    assert [[c.count.low for c in table.cells] for table in read_ones] == [[12, 15, 18], [45, 51, 60]]
    assert [table.columns[0][-1] for table in read_ones] == ["2019", years.split()[0]]


def test_the_headings_of_a_new_page_are_left_out(tmp_path):
    text = "Offence,2019,2020\nStalking,12,15\nOffence,2019,2020\nHarassment,45,51\n"
    (table,) = read(tmp_path, text, "reply.csv")
    assert (table.status, table.rows) == ("read", (("Stalking",), ("Harassment",)))


@pytest.mark.parametrize(
    "again", [",2019,2020", "Year,2019,2020", "Offence,2016,2017", "Force,2019/20,2020/21"]
)
def test_other_headings_among_the_rows_are_for_a_person(tmp_path, again):
    text = f"Offence,2019,2020\nStalking,12,15\n{again}\nHarassment,45,51\n"
    (table,) = read(tmp_path, text, "reply.csv")
    assert table.status == "review"
    assert "headings stand among its rows" in table.why


def test_a_first_column_headed_by_a_year_names_no_rows(tmp_path):
    text = "Stalking\n2019,2020,2021\n12,15,18\nHarassment\n2019,2020,2021\n45,51,60\n"
    assert [table.status for table in read(tmp_path, text, "reply.csv")] == ["review"]


def test_counts_that_look_like_years_are_counts(tmp_path):
    text = "Offence,2019,2020\nStalking,1985,2034\nHarassment,45,51\n"
    (table,) = read(tmp_path, text, "reply.csv")
    assert (table.status, [c.count.low for c in table.cells]) == ("read", [1985, 2034, 45, 51])
