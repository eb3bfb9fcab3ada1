"""Replies in lists, sentences, and text whose tables came out as lines or columns."""

from __future__ import annotations

from making import counts, flatten
from making.counts import YEARS
from making.made import Made, one, stored
from making.wording import REQUEST, Letter, paragraphs, thousands, wrapped


def cambridgeshire() -> Made:
    """A list, newest year first, hyphens and dashes mixed."""
    force = "Cambridgeshire"
    pairs = list(zip(YEARS, counts.counts(force), strict=True))[::-1]
    marks = (" - ", " – ", " - ", " – ", "- ")
    lines = "\n".join(f"{year}{mark}{n}" for (year, n), mark in zip(pairs, marks, strict=True))
    letter = Letter(
        "Cambridgeshire Constabulary",
        "FOI2014/0533",
        "13 June 2014",
        paragraphs("Sexual offences recorded:", lines),
        style=0,
    )
    return one(
        force,
        {"Cambridgeshire FOI2014-0533.txt": letter.text()},
        "list, newest first",
        "hyphen and dash mixed; descending years",
    )


def devon_and_cornwall() -> Made:
    """Numbers in sentences, and the change in per cent that is no count."""
    force = "Devon and Cornwall"
    years = counts.counts(force)
    change = round(100 * (years[-1] - years[-2]) / years[-2], 1)
    sentences = (
        f"In 2009/10 there were {thousands(years[0])} sexual offences recorded. In 2010/11 there were "
        f"{thousands(years[1])}, and in 2011/12 there were {thousands(years[2])}. "
        f"The number of sexual offences recorded in 2012/13 was {thousands(years[3])}. "
        f"In 2013/14 there were {thousands(years[4])} sexual offences recorded, an increase of {change} per cent."
    )
    letter = Letter("Devon & Cornwall Police", "003482/14", "18 June 2014", sentences, style=1)
    return one(
        force,
        {"Devon and Cornwall/003482-14.txt": wrapped(letter.text())},
        "sentences",
        "a percentage beside counts",
    )


def dyfed_powys() -> Made:
    """One cell a line with blank lines between, in a page with Welsh chrome."""
    force = "Dyfed-Powys"
    rape, other = counts.rape_and_other(force)
    rows: list[flatten.Row] = [
        ["Financial year", "Rape", "Other sexual offences", "Total"],
        *([year, a, b, a + b] for year, a, b in zip(YEARS, rape, other, strict=True)),
    ]
    chrome = (
        "Heddlu Dyfed-Powys\nNeidio i'r prif gynnwys\nHafan > Rhyddid Gwybodaeth > Log datgelu > Mehefin 2014\n"
        "Dyddiad cyhoeddi: 20 Mehefin 2014\nEnglish | Cymraeg\n\n"
    )
    letter = Letter(
        "",
        "401/2014",
        "20 June 2014",
        paragraphs("Recorded sexual offences in the Dyfed-Powys force area", flatten.cells(rows)),
        style=2,
    )
    foot = "\nRhannu'r dudalen hon\nCysylltu â ni | Hygyrchedd | Cwcis\n"
    return one(
        force,
        {"heddlu datgeliad 401-2014.txt": chrome + letter.text() + foot},
        "one cell a line, blank lines between",
        "Welsh chrome round English text; no name of file or folder tells the force",
    )


def hampshire() -> Made:
    """Columns held apart by spaces, in a hard-wrapped e-mail."""
    force = "Hampshire"
    years = counts.counts(force)
    rape, other = counts.rape_and_other(force)
    rows: list[flatten.Row] = [
        ["", *YEARS],
        ["Rape", *rape],
        ["Other sexual offences", *other],
        ["Total", *years],
    ]
    letter = Letter(
        "HAMPSHIRE CONSTABULARY",
        "HC/002118/14",
        "30 June 2014",
        paragraphs("Recorded crime, sexual offences", flatten.columns(rows)),
        style=0,
    )
    return one(force, {"Hampshire/HC-002118-14.txt": wrapped(letter.text())}, "columns held apart by spaces")


def lancashire() -> Made:
    """Two letters: the second corrects one year of the first, whose digits were transposed."""
    force = "Lancashire"
    years = counts.counts(force)
    wrong = [*years[:3], 1674, years[4]]
    first = Letter(
        "Lancashire Constabulary",
        "SF12/14",
        "17 June 2014",
        paragraphs(
            "Sexual offences recorded", "\n".join(f"{y}: {n}" for y, n in zip(YEARS, wrong, strict=True))
        ),
        style=1,
    )
    second = Letter(
        "Lancashire Constabulary",
        "SF12/14",
        "27 June 2014",
        paragraphs(
            "We wrote to you on 17 June. One of our figures was typed wrongly. This reply corrects it and replaces the first.",
            "Sexual offences recorded",
            "\n".join(f"{y}: {n}" for y, n in zip(YEARS, years, strict=True)),
            "Only the figure for 2012/13 differs.",
        ),
        style=1,
    )
    files = stored(
        {
            "Lancashire/SF12-14 1 reply.txt": first.text(),
            "Lancashire/SF12-14 2 corrected reply.txt": second.text(),
        }
    )
    return Made(
        (force,), files, "list with colons", "a later letter corrects 2012/13", "revised",
        official="Lancashire/SF12-14 2 corrected reply.txt",
    )  # fmt: skip


def lincolnshire() -> Made:
    """Answers numbered like the questions: ``1) 597``."""
    force = "Lincolnshire"
    years = counts.counts(force)
    questions = "How many sexual offences did your force record in\n" + "\n".join(
        f"{i}) the financial year {year}?" for i, year in enumerate(YEARS, start=1)
    )
    answers = "\n".join(
        f"{i}) {n} sexual offences recorded in {year}"
        for i, (year, n) in enumerate(zip(YEARS, years, strict=True), start=1)
    )
    letter = Letter("Lincolnshire Police", "001744/14", "11 June 2014", answers, style=2, quoted=questions)
    return one(
        force,
        {"Lincolnshire/001744-14.txt": letter.text()},
        "numbered answers",
        "answer numbers beside counts",
    )


def north_yorkshire() -> Made:
    """Asked April 2009 to March 2014, answered in columns 2009 to 2014: the ends are parts, and unmarked."""
    force = "North Yorkshire"
    parts = counts.calendar_parts(force)
    rows: list[flatten.Row] = [
        ["Year", *range(2009, 2015), "Total"],
        ["Sexual offences recorded", *parts, sum(parts)],
    ]
    letter = Letter(
        "NORTH YORKSHIRE POLICE",
        "312.2014-15",
        "23 June 2014",
        paragraphs(
            "The number of sexual offences recorded between 1 April 2009 and 31 March 2014, by year:",
            flatten.pipe_rows(rows),
        ),
        style=0,
    )
    return one(
        force,
        {"North Yorkshire/312.2014-15.txt": letter.text()},
        "pipes, one row a line, calendar years",
        "calendar years; 2009 and 2014 are parts and unmarked",
        "calendar",
    )


def northamptonshire() -> Made:
    """Each year with the year before in brackets."""
    force = "Northamptonshire"
    years = [counts.count(force, counts.YEAR_BEFORE), *counts.counts(force)]
    names = (counts.YEAR_BEFORE, *YEARS)
    lines = "\n".join(f"Sexual offences {names[i]}: {years[i]} ({years[i - 1]})" for i in range(5, 0, -1))
    letter = Letter(
        "",
        "FOI 4410/14",
        "26 June 2014",
        paragraphs("The figure in brackets is that of the previous financial year.", lines),
        style=1,
    )
    return one(
        force,
        {"Northamptonshire Police - FOI 4410-14.txt": letter.text()},
        "list with the previous year in brackets",
        "a bracketed number is another year; one of them was not asked for",
    )


def _nottinghamshire_by_sex() -> list[flatten.Row]:
    years = counts.counts("Nottinghamshire")
    unrecorded = (3, 1, 4, 2, 9)
    known = [n - small for n, small in zip(years, unrecorded, strict=True)]
    columns = [
        counts.split(n, (0.86, 0.14), f"Nottinghamshire sex {y}") for n, y in zip(known, YEARS, strict=True)
    ]
    females, males = zip(*columns, strict=True)
    return [
        ["Sex of victim", *YEARS],
        ["Female", *females],
        ["Male", *males],
        ["Not recorded", *("<5" if n < 5 else n for n in unrecorded)],
        ["Total", *map(thousands, years)],
    ]


def nottinghamshire() -> Made:
    """Tabs between cells; the same offences by offence, then by sex with ``<5``."""
    force = "Nottinghamshire"
    rape, other = counts.rape_and_other(force)
    rows: list[flatten.Row] = [
        ["Offence", *YEARS],
        ["Rape", *rape],
        ["Other sexual offences", *other],
        ["Total sexual offences", *map(thousands, counts.counts(force))],
    ]
    letter = Letter(
        "Nottinghamshire Police",
        "003861/14",
        "25 June 2014",
        paragraphs(
            "Sexual offences recorded in Nottinghamshire:",
            flatten.tabs(rows),
            "The same sexual offences by sex of victim:",
            flatten.tabs(_nottinghamshire_by_sex()),
        ),
        style=2,
    )
    return one(
        force,
        {"Nottinghamshire/003861-14.txt": letter.text()},
        "tabs between cells",
        "the same offences in two tables; <5 that totals make exact",
    )


def south_wales() -> Made:
    """The whole table shredded into one line."""
    force = "South Wales"
    rows: list[flatten.Row] = [["Year", *YEARS], ["Sexual offences", *map(thousands, counts.counts(force))]]
    letter = Letter(
        "South Wales Police / Heddlu De Cymru",
        "456/14",
        "19 June 2014",
        paragraphs("The number of recorded sexual offences is as follows:", flatten.one_line(rows)),
        style=0,
    )
    return one(
        force,
        {"South Wales/456-14.txt": letter.text()},
        "a table on one line",
        "years and counts run together; bilingual letterhead",
    )


def suffolk() -> Made:
    """Late, and sorry; a year and its count held apart by slashes."""
    force = "Suffolk"
    pairs = zip(YEARS, counts.counts(force), strict=True)
    line = " / ".join(f"{year[:4]}-{year[-2:]} {n}" for year, n in pairs)
    letter = Letter(
        "Suffolk Constabulary",
        "F-2014-01129",
        "22 September 2014",
        paragraphs(
            "We are sorry for the delay in replying. Your request should have been answered by 30 June 2014.",
            "Sexual offences recorded by year:",
            line,
        ),
        style=1,
    )
    return one(force, {"Suffolk/F-2014-01129.txt": letter.text()}, "slashes between pairs", "late", "late")


def _written_out(year: str) -> str:
    first = int(year[:4])
    return f"1 April {first} to 31 March {first + 1}"


def warwickshire_and_west_mercia() -> Made:
    """Two forces that answer with one figure a year."""
    forces = ("Warwickshire", "West Mercia")
    rows: list[flatten.Row] = [
        ["Financial year", "Sexual offences"],
        *([_written_out(year), n] for year, n in zip(YEARS, counts.counts(*forces), strict=True)),
    ]
    letter = Letter(
        "WARWICKSHIRE POLICE AND WEST MERCIA POLICE",
        "1093/14 & 4727/14",
        "24 June 2014",
        paragraphs(
            "The two forces work in alliance and give one reply. The figures are for both force areas together and "
            "cannot be separated within the cost limit.",
            flatten.cells(rows),
        ),
        style=2,
    )
    files = stored({"Warwickshire and West Mercia/1093-14.txt": letter.text()})
    return Made(forces, files, "one cell a line, blank lines between", "one figure for two forces", "merged")


def wiltshire() -> Made:
    """Offence classes in spaced columns, ``-`` for nought, and an empty template in the quoted request."""
    force = "Wiltshire"
    years = counts.counts(force)
    names = (
        "Sexual assault",
        "Rape",
        "Exposure and voyeurism",
        "Sexual grooming",
        "Abuse of position of trust",
    )
    parts = counts.table(years, (0.58, 0.27, 0.12, 0.02, 0.0015), f"{force} classes")
    rows: list[flatten.Row] = [
        ["Offence", *YEARS],
        *([name, *(n or "-" for n in row)] for name, row in zip(names, parts, strict=True)),
        ["Total", *years],
    ]
    quoted = paragraphs(
        REQUEST,
        "Please complete the table:",
        flatten.columns([["Year", "Offences recorded"], *([year, "______"] for year in YEARS)]),
    )
    letter = Letter(
        "Wiltshire Police",
        "FOI 2014-487",
        "10 June 2014",
        paragraphs(
            "Sexual offences recorded, by offence",
            flatten.columns(rows),
            "A hyphen means that none were recorded.",
        ),
        style=0,
        quoted=quoted,
    )
    return one(
        force,
        {"Wiltshire/FOI 2014-487.txt": letter.text()},
        "columns held apart by spaces",
        "- for nought; the request is quoted with an empty template and <5",
    )


ALL = (
    cambridgeshire,
    devon_and_cornwall,
    dyfed_powys,
    hampshire,
    lancashire,
    lincolnshire,
    north_yorkshire,
    northamptonshire,
    nottinghamshire,
    south_wales,
    suffolk,
    warwickshire_and_west_mercia,
    wiltshire,
)
