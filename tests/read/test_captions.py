"""What stands before a table is its title, unless it is a list's last line."""

import pytest

from answerable.read import captions, read_file

TABLE = ["Offence\tNumber", "Stalking\t45", "Exposure\t7"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("2020 - 41", ""),
        ("2020/21: 1,041", ""),
        ("Rape: <5", ""),
        ("Offences recorded in 2020", "Offences recorded in 2020"),
        ("Table 1: 2020", "Table 1: 2020"),
        ("Offences by age:", "Offences by age:"),
    ],
)
def test_a_line_of_a_list_titles_no_table(tmp_path, line, title):
    path = tmp_path / "reply.txt"
    path.write_text("\n".join(["Example Police", "2019 - 34", line, *TABLE]))
    (table,) = read_file(path).tables
    assert table.title == title


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Number of officers trained to investigate sexual offences", "staff"),
        ("Headcount of the unit that deals with stalking offences", "staff"),
        ("FTE by year", "staff"),
        ("Number of assaults on officers", ""),
        ("Number of offences recorded by officers", "offences"),
    ],
)
def test_people_at_work_are_no_offences(title, unit):
    assert captions.unit_of(title) == unit
