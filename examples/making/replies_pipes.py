"""Replies copied from web pages whose tables came out as pipes."""

from __future__ import annotations

from collections.abc import Sequence

from making import counts, flatten
from making.counts import QUARTERS, YEARS
from making.made import Made, one, stored
from making.wording import Letter, paragraphs, thousands, wrapped

CLASSES = (
    "Sexual Assault on a Female aged 13 or over",
    "Rape of a Female aged 16 and over",
    "Sexual Activity involving a Child under 16",
    "Exposure and Voyeurism",
    "Sexual Grooming",
    "Abuse of Position of Trust of a Sexual Nature",
)


def avon_and_somerset() -> Made:
    """Offence by year, with totals both ways; a web address tells the force."""
    force = "Avon and Somerset"
    rape, other = counts.with_total(counts.rape_and_other(force))
    total = [a + b for a, b in zip(rape, other, strict=True)]
    rows: list[flatten.Row] = [
        ["Offence", *YEARS, "Total"],
        ["Rape", *rape],
        ["Other sexual offences", *other],
        ["Total", *total],
    ]
    letter = Letter(
        "",
        "1462/14",
        "19 June 2014",
        paragraphs(
            "The table below shows the sexual offences recorded in each financial year.",
            flatten.pipes(rows),
            "Other information that we publish can be found at www.avonandsomerset.police.uk.",
        ),
        style=0,
    )
    return one(
        force,
        {"Avon and Somerset FOI 1462-14.txt": letter.text()},
        "pipes, one cell a line",
        "parents and totals",
    )


def _cleveland_rows() -> list[flatten.Row]:
    force = "Cleveland"
    by_year = counts.table(counts.counts(force), (0.42, 0.25, 0.17, 0.13, 0.025, 0.008), f"{force} classes")
    rows: list[flatten.Row] = [
        ["", *((year, len(QUARTERS)) for year in YEARS), "Grand Total"],
        ["", *(quarter for _ in YEARS for quarter in QUARTERS)],
    ]
    sums = [0] * (len(YEARS) * len(QUARTERS))
    for label, yearly in zip(CLASSES, by_year, strict=True):
        cells = [
            n
            for year, count in zip(YEARS, yearly, strict=True)
            for n in counts.split(count, (1, 1.05, 0.95, 1), f"{force} {label} {year}")
        ]
        sums = [a + b for a, b in zip(sums, cells, strict=True)]
        rows.append([label, *(n or "" for n in cells), sum(cells)])
    return [*rows, ["Grand Total", *sums, sum(sums)]]


def cleveland() -> Made:
    """Offence by quarter under years, with spans lost and blanks that totals prove nought."""
    letter = Letter(
        "Cleveland Police",
        "3127 - 14",
        "24 June 2014",
        paragraphs(
            "The data covers offences recorded from 1st April 2009 to 31st March 2014 and is shown by quarter.",
            flatten.pipes(_cleveland_rows()),
            "Where a cell is empty no offence of that type was recorded.",
        ),
        style=1,
    )
    chrome = (
        "Skip to main content\nWe use cookies to make this site work. You can change your settings at any time.\n"
        "Home | Contact us | Freedom of information | Disclosure log\n\n"
    )
    return one(
        "Cleveland",
        {"Cleveland/disclosure 3127-14.txt": chrome + letter.text()},
        "pipes, quarters under spanned years",
        "spans lost; blanks that totals prove nought",
    )


def staffordshire() -> Made:
    """A printed five-year total that its own years do not add up to."""
    force = "Staffordshire"
    years = counts.counts(force)
    rape, other = counts.rape_and_other(force)
    rows: list[flatten.Row] = [
        ["Financial year", "Rape", "Other sexual offences", "All sexual offences"],
        *([year, a, b, thousands(n)] for year, a, b, n in zip(YEARS, rape, other, years, strict=True)),
        ["Total", sum(rape), sum(other), thousands(sum(years) - 4)],
    ]
    letter = Letter(
        "STAFFORDSHIRE POLICE",
        "7055",
        "12/06/2014",
        paragraphs("Sexual offences recorded by financial year", flatten.pipes(rows)),
        style=2,
    )
    return one(
        force,
        {"Staffordshire/7055.txt": letter.text()},
        "pipes, years down the side",
        "the printed five-year total is 4 too low; the years are right",
    )


def west_yorkshire() -> Made:
    """Parents and children in one list, then the same by district, ``-`` for nought in one cell."""
    force = "West Yorkshire"
    years = counts.counts(force)
    rape, other = counts.rape_and_other(force)
    flat: list[flatten.Row] = [
        ["Crime type", *YEARS],
        ["Sexual offences", *years],
        ["Rape", *rape],
        ["Other sexual offences", *other],
    ]
    names = ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield", "Not recorded")
    districts = counts.table(years, (0.27, 0.09, 0.18, 0.32, 0.14, 0.0003), f"{force} districts")
    by_district: list[flatten.Row] = [
        ["District", *YEARS],
        *([name, *(n or "-" for n in row)] for name, row in zip(names, districts, strict=True)),
        ["Force total", *years],
    ]
    letter = Letter(
        "",
        "FOI 2014-1188",
        "27 June 2014",
        paragraphs(
            "Recorded sexual offences, rape being included in the first row:",
            flatten.pipes(flat),
            "The same sexual offences by the district in which they were recorded:",
            flatten.pipes(by_district),
        ),
        style=0,
    )
    return one(
        force,
        {"West Yorkshire Police/response.txt": letter.text()},
        "pipes, two tables",
        "parents and children in one list; the same offences twice; - for nought",
    )


def norfolk() -> Made:
    """Months down the side, years across."""
    force = "Norfolk"
    years = counts.counts(force)
    columns = [counts.split(n, [1] * 12, f"{force} months {y}") for n, y in zip(years, YEARS, strict=True)]
    rows: list[flatten.Row] = [
        ["Month", *YEARS],
        *([month, *row] for month, row in zip(counts.MONTHS, zip(*columns, strict=True), strict=True)),
        ["Year total", *years],
    ]
    letter = Letter(
        "Norfolk Constabulary",
        "FOI 000318/14",
        "26 June 2014",
        paragraphs(
            "The number of sexual offences recorded in Norfolk in each month of the financial year is as follows:",
            flatten.pipes(rows),
        ),
        style=1,
    )
    return one(
        force,
        {"Norfolk/FOI 000318-14.txt": letter.text()},
        "pipes, months down and years across",
        "months beside totals",
    )


BANDS = ("Under 10", "10-15", "16-24", "25-39", "40-59", "60-79", "80 and over", "Not known")


def _suppressed(parts: Sequence[int]) -> list[str | int]:
    return ["*" if 0 < n < 5 else n for n in parts]


SMALL_AGES = {  # counts in the last three bands; three of 2009/10 add up to six
    "2009/10": (3, 1, 2),
    "2010/11": (4, 2, 0),
    "2011/12": (2, 2, 3),
    "2012/13": (0, 4, 3),
    "2013/14": (4, 1, 4),
}


def _gloucestershire_rows() -> list[flatten.Row]:
    years = counts.counts("Gloucestershire")
    columns = []
    for n, year in zip(years, YEARS, strict=True):
        small = SMALL_AGES[year]
        large = counts.split(n - sum(small), (0.11, 0.28, 0.33, 0.18, 0.1), f"Gloucestershire ages {year}")
        columns.append([*large, *small])
    by_band = zip(BANDS, zip(*columns, strict=True), strict=True)
    return [
        ["Age of victim", *YEARS],
        *([band, *_suppressed(row)] for band, row in by_band),
        ["Total offences", *years],
    ]


def gloucestershire() -> Made:
    """Age by year with stars that the totals bound: in one year three stars add up to six."""
    letter = Letter(
        "GLOUCESTERSHIRE CONSTABULARY",
        "2014.2203",
        "23 June 2014",
        paragraphs(
            "Sexual offences recorded by age of victim and financial year",
            flatten.pipes(_gloucestershire_rows()),
            "* A count of one to four is not shown, under section 40(2) of the Act (personal information). "
            "A nought is shown as 0.",
        ),
        style=2,
    )
    return one(
        "Gloucestershire",
        {"Gloucestershire/2014.2203.txt": letter.text()},
        "pipes, age bands down the side",
        "stars that totals bound: three add up to 6 in 2009/10; age bands look like ranges",
    )


OUTCOMES = (
    "Charged or summonsed",
    "Caution",
    "Taken into consideration",
    "Community resolution",
    "Undetected",
)


def kent() -> Made:
    """One row a line; outcomes with stars, and the year totals in the last row."""
    force = "Kent"
    years = counts.counts(force)
    shown = counts.table([n - 3 for n in years], (0.22, 0.06, 0.004, 0.716), f"{force} outcomes")
    rows: list[flatten.Row] = [
        ["Outcome", *YEARS],
        [OUTCOMES[0], *shown[0]],
        [OUTCOMES[1], *shown[1]],
        [OUTCOMES[2], *_suppressed(shown[2])],
        [OUTCOMES[3], *["*"] * len(YEARS)],
        [OUTCOMES[4], *shown[3]],
        ["Total recorded", *map(thousands, years)],
    ]
    letter = Letter(
        "Kent Police",
        "FOI/14/0691",
        "20 June 2014",
        paragraphs(
            "Recorded sexual offences and their outcomes, by the financial year in which the offence was recorded:",
            flatten.pipe_rows(rows),
            "Cells marked * hold fewer than five and are exempt under section 40(2).",
        ),
        style=0,
    )
    return one(
        force,
        {"Kent/FOI-14-0691.txt": letter.text()},
        "pipes, one row a line",
        "stars; totals with thousands commas",
    )


def merseyside() -> Made:
    """The same reply twice: the web page's text and the e-mail, which differ only in line breaks."""
    force = "Merseyside"
    rows: list[flatten.Row] = [
        ["Financial year", *YEARS],
        ["Sexual offences recorded", *counts.counts(force)],
    ]
    letter = Letter(
        "Merseyside Police",
        "DJ 241/14",
        "17 June 2014",
        paragraphs(
            "Please find the number of sexual offences recorded in each year.", flatten.pipe_rows(rows)
        ),
        style=1,
    )
    page = letter.text()
    files = {"Merseyside/disclosure-log-241-14.txt": page, "Merseyside/email-2014-06-17.txt": wrapped(page)}
    return one(force, files, "pipes, one row a line", "a duplicate that differs only in line breaks")


def northumbria() -> Made:
    """The last year runs to 31 December 2013 only, as its heading says."""
    force = "Northumbria"
    years = counts.counts(force)
    part = counts.split(years[-1], (0.74, 0.26), f"{force} part year")[0]
    rows: list[flatten.Row] = [
        ["Year", "Sexual offences"],
        *([year, n] for year, n in zip(YEARS[:-1], years, strict=False)),
        ["2013/14 (to 31 December 2013)", part],
    ]
    letter = Letter(
        "NORTHUMBRIA POLICE",
        "FOI 573/14",
        "25 June 2014",
        paragraphs(
            "We have searched our crime recording system and found the following:",
            flatten.pipes_unopened(rows),
            "Figures after 31 December 2013 had not been validated when the search was made.",
        ),
        style=2,
    )
    files = stored({"Northumbria/FOI 573-14.txt": wrapped(letter.text())})
    return Made((force,), files, "pipes, no opening pipe", "2013/14 is a part year", last="part")


def durham() -> Made:
    """A footnote mark on the label and on a year, and a revision that a note tells of."""
    force = "Durham"
    years = counts.counts(force)
    rows: list[flatten.Row] = [["", *YEARS[:3], "2012/13(1)", YEARS[4]], ["Durham 1", *years]]
    letter = Letter(
        "DURHAM CONSTABULARY",
        "0412/2014",
        "16 June 2014",
        paragraphs(
            "Number of sexual offences recorded by force area",
            flatten.pipes(rows),
            "1 Durham Constabulary covers County Durham and Darlington.",
            f"(1) Revised. Our reply of 11 July 2013 to another applicant printed {years[3] + 15} for 2012/13, before "
            "records that were found not to be crimes had been taken out.",
        ),
        style=0,
    )
    return one(
        force,
        {"Durham/0412-2014.txt": letter.text()},
        "pipes, one row",
        "footnote marks on label and year; a note prints the figure before its revision",
    )


ALL = (
    avon_and_somerset,
    cleveland,
    staffordshire,
    west_yorkshire,
    norfolk,
    gloucestershire,
    kent,
    merseyside,
    northumbria,
    durham,
)
