"""Years of two pairs of figures: known by the years beside them, and by nothing else."""

import pytest

from answerable.model import Period, period
from answerable.model.short_years import short_years, spelled_out


@pytest.mark.parametrize(
    ("labels", "first"),
    [
        (["19/20", "20/21", "21/22"], 2019), (["21/22", "20/21"], 2021), (["98/99", "99/00", "00/01"], 1998),
        (["11/12", "12/13"], 2011), (["23-24", "24-25"], 2023), (["23–24*", "24–25(1)"], 2023), (["2018/19", "19/20"], 2019),
        (["Offence", "19/20", "20/21", "Total"], 2019), (["'19/'20", "'20/'21"], 2019), (["2015/2016", "16-17"], 2016),
    ],
)  # fmt: skip
def test_years_that_follow_on_one_another(labels, first):
    assert next(iter(short_years(labels).values())) == Period.financial(first)


@pytest.mark.parametrize(
    "labels",
    [
        ["19/20"], ["11/12", "12/12"], ["19/20", "21/22"], ["08/65", "66/91"], ["10/11", "11/12", "3/4", "08/71"], ["17-18", "18-19", "19-20"],
        ["1/2", "2/3", "3/4"], ["10-17", "18-25"], ["19/20", "2019/20"], ["2015", "16/17"], ["01/19", "02/19"],
    ],
)  # fmt: skip
def test_what_may_be_something_else(labels):
    assert short_years(labels) == {}


def test_a_heading_tells_years_from_hours():
    assert short_years(["17-18", "18-19"], "Financial year")
    assert not short_years(["17-18", "18-19"], "Hour")


def test_paths_level_by_level():
    paths = [("19/20", "Charged"), ("19/20", "All"), ("20/21", "Charged"), ("Total",)]
    assert spelled_out(paths) == [
        ("2019/20", "Charged"),
        ("2019/20", "All"),
        ("2020/21", "Charged"),
        ("Total",),
    ]


def test_what_says_financial_year_needs_no_other():
    assert period.parse("FY 19/20") == period.parse("FY19-20") == Period.financial(2019)
    assert period.parse("19/20") is None
