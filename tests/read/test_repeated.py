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


@pytest.mark.parametrize("separator", [" | ", "\t", "    "])
def test_headings_in_words_begin_a_table_too(tmp_path, separator):
    head = f"Financial year{separator}Recorded crimes"
    text = "\n".join(
        [
            "Stalking", head, f"2020/21{separator}812", f"2021/22{separator}955", "",
            "Harassment", head, f"2020/21{separator}4,812", f"2021/22{separator}5,955",
        ]
    )  # fmt: skip
    tables = read(tmp_path, text, "reply.txt")
    assert [(t.status, t.title, [c.count.low for c in t.cells]) for t in tables] == [
        ("read", "Stalking", [812, 955]),
        ("read", "Harassment", [4812, 5955]),
    ]


def test_the_headings_of_a_new_page_are_left_out(tmp_path):
    text = "Offence,2019,2020\nStalking,12,15\nOffence,2019,2020\nHarassment,45,51\n"
    (table,) = read(tmp_path, text, "reply.csv")
    assert (table.status, table.rows) == ("read", (("Stalking",), ("Harassment",)))


@pytest.mark.parametrize("again", [",2019,2020", "Force,2019/20,2020/21"])
def test_other_headings_among_the_rows_are_for_a_person(tmp_path, again):
    text = f"Offence,2019,2020\nStalking,12,15\n{again}\nHarassment,45,51\n"
    (table,) = read(tmp_path, text, "reply.csv")
    assert table.status == "review"
    assert "headings stand among its rows" in table.why


def test_a_first_column_headed_by_a_year_names_no_rows(tmp_path):
    rows = [["2019", "2020"], ["12", "15"], ["Harassment", ""], ["45", "51"]]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    assert [table.status for table in read(tmp_path, f"<table>{cells}</table>", "reply.html")] == ["review"]


@pytest.mark.parametrize("years", ["2019,2020,2021", "2016,2017,2018"])
def test_tables_under_one_another_on_a_sheet_are_cut_at_their_titles(tmp_path, years):
    text = f"Stalking\n2019,2020,2021\n12,15,18\nHarassment\n{years}\n45,51,60\n"
    tables = read(tmp_path, text, "reply.csv")
    assert [(t.status, t.title, [c.count.low for c in t.cells]) for t in tables] == [
        ("read", "Stalking", [12, 15, 18]),
        ("read", "Harassment", [45, 51, 60]),
    ]
    text = (
        "Stalking,,\nOutcome,2021,2022\nCharged,3,4\nTotal,3,4\nExposure,,\nOutcome,2021,2022\nCharged,1,2\n"
    )
    tables = read(tmp_path, text, "reply.csv")
    assert [(t.status, t.title, len(t.rows)) for t in tables] == [
        ("read", "Stalking", 2),
        ("read", "Exposure", 1),
    ]


def test_a_title_over_headings_in_one_grid_is_for_a_person(tmp_path):
    rows = [["Outcome", "2021", "2022"], ["Charged", "3", "4"], ["Exposure", "", ""]]
    rows += [["Outcome", "2021", "2022"], ["Charged", "1", "2"]]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    assert [table.status for table in read(tmp_path, f"<table>{cells}</table>", "reply.html")] == ["review"]


def test_counts_that_look_like_years_are_counts(tmp_path):
    text = "Offence,2019,2020\nStalking,1985,2034\nHarassment,45,51\n"
    (table,) = read(tmp_path, text, "reply.csv")
    assert (table.status, [c.count.low for c in table.cells]) == ("read", [1985, 2034, 45, 51])
