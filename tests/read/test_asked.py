"""Periods that stand beside a count: in the question above it, or behind it."""

import pytest
from tests.read.test_replies import read


@pytest.mark.parametrize(
    ("question", "when"),
    [
        ("How many offences were recorded in 2020?", "2020"),
        ("How many offences were recorded between 1 April 2019 and 31 March 2020?", "2019/20"),
        ("How many offences have been recorded since 2020?", "None"),
        ("How many offences were recorded in 2020 and in 2021?", "None"),
        ("How many offences under the Theft Act 1968 were recorded?", "None"),
        ("How many more offences than in 2020 were recorded?", "None"),
    ],
)
def test_the_period_of_the_question(question, when):
    (said,) = read(f"{question}\n45\n").statements
    assert (said.count.low, str(said.period)) == (45, when)


@pytest.mark.parametrize(
    ("behind", "when"),
    [
        ("(to date)", "from 1 Jan 2021"), ("to date", "from 1 Jan 2021"), ("(to 1 Oct)", "1 Jan 2021 to 1 Oct 2021"), ("(provisional)", "2021"),
        ("(Apr to Dec)", "1 Apr 2021 to 31 Dec 2021"), ("(previous 31)", "2021"),
    ],
)  # fmt: skip
def test_a_part_of_a_year_behind_its_value(behind, when):
    said = read(f"Offences recorded:\n2019: 34\n2020: 29\n2021: 40 {behind}\n").statements
    assert (said[2].count.low, str(said[2].period)) == (40, when)
