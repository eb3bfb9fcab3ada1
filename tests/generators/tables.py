"""Invented tables of counts, skewed and sparse as in real replies, with what every cell prints and hides."""

from __future__ import annotations

import random
from dataclasses import dataclass

OFFENCES = (
    "8Q - Stalking", "8L - Harassment", "35 - Blackmail", "8R - Malicious Communications", "19C - Rape of a female aged 16 and over",
    "17A - Sexual assault on a male aged 13 and over", "Voyeurism", "Sexual assault", "88C - Other Miscellaneous Sexual Offences",
    "Threats to share an intimate image", "Shared an intimate image without consent", "86 - Obscene Publications, etc.",
    "58B - Criminal Damage to a Building other than a Dwelling", "Upskirting", "Exposure", "Rape", "Other sexual offences",
)  # fmt: skip
OUTCOMES = (
    "1: Charged", "1: Summonsed/postal requisition", "1A: Alternate offence charged", "8: Community resolution",
    "14: Victim declines/unable to support action to identify offender", "15: Police - named suspect, evidential difficulties",
    "16: Victim declines/withdraws support - named suspect identified", "18: Investigation complete no suspect identified",
    "20: Action taken by another body", "New", "Outcome 21", "Not yet assigned",
)  # fmt: skip
FORCES = (
    "Avon and Somerset", "Bedfordshire", "Cambridgeshire", "Cheshire", "Cleveland", "Cumbria", "Derbyshire", "Devon and Cornwall",
    "Dorset", "Durham", "London, City of", "North Wales", "Metropolitan Police", "Thames Valley", "West Midlands", "Dyfed-Powys",
)  # fmt: skip
PLATFORMS = (
    "Snapchat",
    "WhatsApp",
    "Instagram",
    "Facebook",
    "X (formerly Twitter)",
    "TikTok",
    "Kik",
    "Other",
    "Unknown",
)
AGES = ("Under 10", "10-15", "16-17", "18-24", "25-34", "35-44", "45-54", "55+", "Unknown")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Made:
    """A table as its author knows it: ``printed`` may be blank or a mark where ``true`` is a number."""

    stub: str
    rows: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    true: tuple[tuple[int, ...], ...]
    printed: tuple[tuple[str, ...], ...]

    @property
    def depth(self) -> int:
        return max(len(path) for path in self.columns)

    @property
    def width(self) -> int:
        return len(self.columns)


def _count(rng: random.Random, sparse: float) -> int:
    if rng.random() < sparse:
        return 0
    return int(rng.paretovariate(0.9)) if rng.random() < 0.85 else rng.randint(50, 4000)


def _columns(rng: random.Random) -> list[tuple[str, ...]]:
    shape = rng.choice(["years", "financial", "months", "months", "sexes", "halves"])
    first = rng.randint(2008, 2021)
    if shape == "years":
        return [(str(first + i),) for i in range(rng.randint(2, 7))]
    if shape == "financial":
        style = rng.choice(["{}/{:02d}", "{}-{:02d}", "{}/{}"])
        return [
            (style.format(y, (y + 1) % 100 if "02d" in style else y + 1),)
            for y in range(first, first + rng.randint(2, 6))
        ]
    if shape == "sexes":
        return [
            (s,)
            for s in rng.choice(
                [("Female", "Male"), ("Female", "Male", "Unknown"), ("F", "M", "Not recorded")]
            )
        ]
    if shape == "halves":
        return [(str(first + i), sex) for i in range(rng.randint(2, 3)) for sex in ("Female", "Male")]
    columns: list[tuple[str, ...]] = []
    for year in range(first, first + rng.randint(2, 3)):
        months = sorted(rng.sample(range(12), rng.randint(2, 9)))
        columns += [(str(year), MONTHS[m]) for m in months]
    return columns


def make_table(rng: random.Random, *, suppress: bool | None = None) -> Made:
    """A random table with, in most cases, a total row and a total column."""
    stub, pool = rng.choice(
        [
            ("Offence", OFFENCES),
            ("Outcome", OUTCOMES),
            ("Force", FORCES),
            ("Platform", PLATFORMS),
            ("Age", AGES),
        ]
    )
    labels = rng.sample(pool, rng.randint(2, min(9, len(pool))))
    if stub == "Age":
        labels.sort(key=AGES.index)
    columns = _columns(rng)
    sparse = rng.choice([0.0, 0.1, 0.4, 0.7, 0.85])
    body = [[_count(rng, sparse) for _ in columns] for _ in labels]
    if not any(any(row) for row in body):
        body[0][0] = 3
    total = rng.choice(["Total", "Grand Total", "TOTAL"])
    if rng.random() < 0.75:
        body = [[*row, sum(row)] for row in body]
        columns = [*columns, (total,)]
    if rng.random() < 0.75:
        body.append([sum(row[c] for row in body) for c in range(len(columns))])
        labels = [*labels, total]
    zero = rng.choice(["0", "0", "", "-"])
    hide = rng.random() < 0.2 if suppress is None else suppress
    mark = rng.choice(["*", "<5"]) if hide else None
    printed = [[_print(n, zero, mark, thousands=True) for n in row] for row in body]
    rows, cells = tuple(labels), tuple(tuple(row) for row in body)
    return Made(stub, rows, tuple(columns), cells, tuple(tuple(row) for row in printed))


def _print(number: int, zero: str, mark: str | None, *, thousands: bool) -> str:
    if number == 0:
        return zero
    if mark is not None and number < 5:
        return mark
    return f"{number:,}" if thousands else str(number)
