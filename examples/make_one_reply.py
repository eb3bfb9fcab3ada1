"""Makes ``examples/one-reply``: the four tables of one force's reply, flattened as web pages are.

The figures are those of a reply that Cleveland Police published in 2024 (enquiry 978-24); the wording is
invented. Run it again and every file comes back byte for byte.

Usage: ``python examples/make_one_reply.py [FOLDER]``
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from making import flatten
from making.wording import Letter, paragraphs

MONTHS = {
    "2022": ("Oct", "Nov", "Dec"),
    "2023": ("Jan", "Mar", "Apr", "Jul", "Sep", "Nov", "Dec"),
    "2024": ("Jun", "Aug", "Sep"),
}
COLUMNS = tuple(f"{year} {month}" for year, months in MONTHS.items() for month in months)
ALL_OFFENCES = dict(zip(COLUMNS, (1, 1, 3, 1, 2, 1, 2, 1, 2, 1, 1, 2, 1), strict=True))
OFFENCES: Mapping[str, Mapping[str, int]] = {
    "22B - Sexual Activity involving a Child under 16": {"2023 Mar": 1},
    "35 - Blackmail": {"2024 Jun": 1},
    "58B - Criminal Damage to a building - Business and Community": {"2023 Jul": 1},
    "79 - Perverting the Course of Justice": {"2022 Nov": 1},
    "86 - Obscene Publications etc": {"2023 Jul": 1},
    "88C - Other Miscellaneous Sexual Offences": {"2024 Aug": 1},
    "8L - Harassment": {"2024 Aug": 1},
    "8Q - Stalking": {
        "2022 Oct": 1,
        "2022 Dec": 2,
        "2023 Mar": 1,
        "2023 Apr": 1,
        "2023 Sep": 1,
        "2024 Sep": 1,
    },
    "8R - Malicious Communications": {"2022 Dec": 1, "2023 Jan": 1, "2023 Nov": 2, "2023 Dec": 1},
}
OUTCOMES: Mapping[str, Mapping[str, int]] = {
    "1: Charged": {"2022 Dec": 1, "2023 Nov": 2},
    "1: Summonsed/postal requisition": {"2022 Dec": 1},
    "1A: Alternate offence charged": {"2022 Oct": 1},
    "14: Suspect not identified, victim does not support further action": {"2023 Jan": 1},
    "15: CPS - named suspect, victim supports action, evidential difficulties": {"2023 Mar": 1},
    "15: Police - named suspect, victim supports action, evidential difficulties": {
        "2022 Nov": 1,
        "2022 Dec": 1,
        "2023 Sep": 1,
        "2024 Aug": 1,
        "2024 Sep": 1,
    },
    "16: Named suspect, victim does not support further action": {"2023 Apr": 1},
    "18: Investigation complete, no suspect identified": {"2023 Jul": 2, "2023 Dec": 1, "2024 Jun": 1},
    "22: Diversionary, educational or intervention activity": {"2023 Mar": 1},
    "New": {"2024 Aug": 1},
}
FEMALE = {16: 1, 19: 2, 20: 1, 21: 1, 24: 2, 33: 1, 36: 1, 37: 2, 38: 1, 40: 2, 41: 1, 42: 1}
MALE = {18: 1}

STUDY = """\
title = "One reply: offences found by a search of crime reports"
question = '''
How many offences from October 2022 to September 2024 match the words 'revenge porn', by month, offence,
outcome, and age and gender of the victim?'''
measure = "offences"
notice = "The figures are those of one published reply; the wording of the letter is made up."
periods = ["Oct 2022 to Sep 2024"]
bodies = ["Cleveland"]
"""
README = """\
# One reply

Four tables of one force's reply, as they look when a web page's text is copied out: a pipe before each row, a pipe after each
cell, a run of pipes where a heading spanned columns.

The figures, months, offence codes and outcome codes are those of a reply that Cleveland Police published in 2024 (enquiry
978-24). The wording of the letter is made up. It names nobody.

- 19 offences by month, then by offence and month, then by outcome and month: each table adds up both ways to 19.
- 17 victims by age and gender. Two offences have no personal victim, so 17 is right and 19 is right.

Made by `examples/make_one_reply.py`, byte for byte the same every time.
"""


def by_month(corner: str, rows: Mapping[str, Mapping[str, int]]) -> str:
    """A table with months under spanned years, a total row and a total column."""
    grid: list[flatten.Row] = [
        [corner, *((year, len(months)) for year, months in MONTHS.items()), "Grand Total"],
        ["", *(column.split()[1] for column in COLUMNS)],
    ]
    for label, cells in rows.items():
        grid.append([label, *(cells.get(column, "") for column in COLUMNS), sum(cells.values())])
    grid.append(["Grand Total", *ALL_OFFENCES.values(), sum(ALL_OFFENCES.values())])
    return flatten.pipes(grid)


def victims() -> str:
    """Age by gender: the row labels are numbers."""
    grid: list[flatten.Row] = [["Age", "Female", "Male", "Grand Total"]]
    for age in sorted({*FEMALE, *MALE}):
        cells = FEMALE.get(age, ""), MALE.get(age, "")
        grid.append([str(age), *cells, sum(n for n in cells if isinstance(n, int))])
    females, males = sum(FEMALE.values()), sum(MALE.values())
    return flatten.pipes([*grid, ["Grand Total", females, males, females + males]])


def letter() -> str:
    """The reply."""
    answer = paragraphs(
        "We counted crimes recorded from 1 October 2022 to 30 September 2024, in whole months. The free text of each crime "
        "report was searched for the words you gave. Only 'revenge porn' was found.",
        "Offences that match, by month:\n" + by_month("", {"Revenge porn": ALL_OFFENCES}),
        "The same offences by offence type:\n" + by_month("", OFFENCES),
        "The outcomes of the same offences; some are still being investigated:\n" + by_month("", OUTCOMES),
        "Victims by age and gender. In two of the crimes the victim is the state, so there are fewer victims than "
        "crimes:\n" + victims(),
        "We hold no information on convictions, which is a matter for the courts.",
    )
    quoted = (
        "Please give the number of offences between 09/10/2022 and 09/10/2024 whose report contains the words 'deepfake' and "
        "'porn', or else 'intimate image' or 'revenge porn', by month, with offence, outcome, and the age and gender of victims."
    )
    return Letter(
        "Cleveland Police",
        "978 - 24",
        "12 November 2024",
        answer,
        style=2,
        quoted=quoted,
        received="15 October 2024",
    ).text()


def files() -> dict[str, bytes]:
    """Path below the study's folder → content."""
    return {
        "study.toml": STUDY.encode(),
        "README.md": README.encode(),
        "replies/cleveland.txt": letter().encode(),
    }


def main(folder: Path) -> None:
    """Writes the study into ``folder``."""
    for path, data in files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "one-reply")
