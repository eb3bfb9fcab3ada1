from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.study import calendar


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # Counted by hand against the list of bank holidays in each part of the United Kingdom.
        (date(2023, 12, 18), date(2024, 1, 19)),  # 25, 26 December, 1, 2 January
        (date(2023, 12, 23), date(2024, 1, 25)),  # a Saturday: counting begins on Wednesday 27 December
        (date(2024, 3, 15), date(2024, 4, 17)),  # 18 March (for the 17th), Good Friday, Easter Monday
        (date(2024, 3, 25), date(2024, 4, 24)),  # Good Friday and Easter Monday
        (date(2024, 6, 20), date(2024, 7, 19)),  # 12 July
        (date(2024, 7, 12), date(2024, 8, 12)),  # received on a holiday; 5 August in Scotland
        (date(2021, 3, 16), date(2021, 4, 16)),  # 17 March, 2 and 5 April
        (date(2022, 5, 27), date(2022, 6, 28)),  # 2 and 3 June for the jubilee
        (date(2023, 4, 20), date(2023, 5, 22)),  # 1 May and 8 May for the coronation
        (date(2022, 9, 1), date(2022, 9, 30)),  # 19 September, the funeral
        (date(2023, 6, 1), date(2023, 6, 29)),  # no holiday at all
        (date(2023, 11, 24), date(2023, 12, 27)),  # 30 November is a holiday in Scotland
    ],
)
def test_twentieth_working_day(received, expected):
    assert calendar.due(received) == expected


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 1, 2), date(2024, 3, 18), date(2024, 3, 29), date(2024, 4, 1), date(2023, 7, 12),
        date(2024, 8, 5), date(2024, 8, 26), date(2023, 11, 30), date(2024, 12, 25), date(2021, 12, 27),
        date(2021, 12, 28), date(2025, 7, 14), date(2024, 6, 1),
    ],
)  # fmt: skip
def test_days_that_do_not_count(day):
    assert not calendar.is_working_day(day)


def test_in_scotland_only_its_own_holidays_count():
    assert calendar.is_working_day(date(2023, 7, 12), "FOISA")
    assert calendar.is_working_day(date(2024, 8, 26), "FOISA")
    assert not calendar.is_working_day(date(2024, 1, 2), "FOISA")
    assert calendar.due(date(2024, 6, 20), "FOISA") == date(2024, 7, 18)


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_due_is_a_working_day_and_twenty_of_them_away(received):
    last = calendar.due(received)
    assert calendar.is_working_day(last)
    days = (received + timedelta(days=n) for n in range(1, (last - received).days + 1))
    assert sum(calendar.is_working_day(day) for day in days) == 20
