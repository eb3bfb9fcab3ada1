"""Working days in the law of freedom of information, and the day on which an answer is due."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

import holidays

Law = Literal["FOIA", "FOISA"]

_PARTS: dict[Law, tuple[str, ...]] = {"FOIA": ("ENG", "WLS", "SCT", "NIR"), "FOISA": ("SCT",)}


@cache
def _days_off(year: int, law: Law) -> frozenset[date]:
    off = {date(year, 12, 25)}
    for part in _PARTS[law]:
        off.update(holidays.country_holidays("GB", subdiv=part, years=year, language="en_GB"))
    return frozenset(off)


def is_working_day(day: date, law: Law = "FOIA") -> bool:
    """True where ``day`` counts towards the time for an answer.

    Under the Freedom of Information Act 2000 (s.10(6)) weekends, Christmas Day, Good Friday and a bank
    holiday in *any part* of the United Kingdom do not count, so 2 January, 17 March and 12 July do not
    count for an English force. Under the Freedom of Information (Scotland) Act 2002 (s.73) only bank
    holidays in Scotland do not.
    """
    return day.weekday() < 5 and day not in _days_off(day.year, law)


def due(received: date, law: Law = "FOIA", working_days: int = 20) -> date:
    """The last day for an answer: the twentieth working day after the day of receipt.

    The day of receipt may itself be no working day; counting begins on the day after it (FOIA s.10(1),
    FOISA s.10(1)). A clarification stops the clock (FOIA s.1(3)): then pass the day on which it was given.
    """
    day = received
    left = working_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, law)
    return day
