"""Replies in spreadsheets and CSV files, some with a covering letter."""

from __future__ import annotations

from making import counts, sheets
from making.counts import MONTHS, YEARS
from making.made import Made, one, stored
from making.wording import Letter, paragraphs


def _rows_of(force: str) -> list[list[str | int]]:
    """Rape, other and total by year: the rows that many of these files share."""
    rape, other = counts.rape_and_other(force)
    return [
        ["Rape", *rape],
        ["Other sexual offences", *other],
        ["Total sexual offences", *counts.counts(force)],
    ]


def bedfordshire() -> Made:
    """CSV with titles above the header; ``-`` where detections are not available."""
    force = "Bedfordshire"
    years = counts.counts(force)
    detected = [
        counts.split(n, (0.3, 0.7), f"{force} detected {y}")[0] for n, y in zip(years, YEARS, strict=True)
    ]
    rows: list[list[str | int]] = [
        ["Bedfordshire Police - response to FOI 2014-00417"],
        ["Date of reply: 13 June 2014"],
        [],
        ["Financial year", "Sexual offences recorded", "Of which detected"],
        *([year, n, d] for year, n, d in zip(YEARS, years, ["-", *detected[1:]], strict=True)),
        ["Total", sum(years), "-"],
        [],
        ["- means that detections are not available for 2009/10, after a change of system"],
    ]
    return one(
        force,
        {"Bedfordshire FOI 2014-00417 sexual offences.csv": sheets.csv_file(rows)},
        "CSV with titles and notes",
        "- for not available; a second column that counts detections",
    )


def hertfordshire() -> Made:
    """Semicolons and Windows-1252, with en dashes in the years and a footnote mark."""
    force = "Hertfordshire"
    years = [f"{y[:4]}–{y[5:]}" for y in YEARS]
    years[3] += " (1)"
    rows: list[list[str | int]] = [
        ["Hertfordshire Constabulary – sexual offences recorded"],
        ["Our ref: 2014/0377; 20 June 2014"],
        ["Offence", *years],
        *_rows_of(force),
        ["(1) The month of May was counted again after an audit."],
    ]
    data = sheets.csv_file(rows, delimiter=";", encoding="cp1252")
    return one(
        force,
        {"Hertfordshire/FOI 2014-0377.csv": data},
        "CSV, semicolons, Windows-1252",
        "a footnote mark on a year",
    )


def south_yorkshire() -> Made:
    """UTF-16 with tabs, one row a count."""
    force = "South Yorkshire"
    rape, other = counts.rape_and_other(force)
    rows: list[list[str | int]] = [["Force", "Financial year", "Offence group", "Count"]]
    for year, a, b in zip(YEARS, rape, other, strict=True):
        rows += [
            [force, year, "Rape", a],
            [force, year, "Other sexual offences", b],
            [force, year, "Total", a + b],
        ]
    data = sheets.csv_file(rows, delimiter="\t", encoding="utf-16")
    return one(
        force,
        {"South Yorkshire/20140751.csv": data},
        "CSV, UTF-16 with tabs, one row a count",
        "totals among the rows",
    )


def derbyshire() -> Made:
    """XLSX with titles, merged headings, formulas for totals, notes and a hidden sheet of another measure."""
    force = "Derbyshire"
    rape, other = counts.rape_and_other(force)
    letter = Letter(
        "Derbyshire Constabulary",
        "001229/14",
        "24 June 2014",
        "Please see the attached spreadsheet, which holds the information that you asked for.",
        style=0,
    )
    files = stored(
        {
            "Derbyshire/letter.txt": letter.text(),
            "Derbyshire/001229-14 data.xlsx": sheets.workbook(sheets.derbyshire, rape, other),
        }
    )
    return Made(
        (force,), files, "XLSX, merged headings, totals as formulas, notes", "a hidden sheet counts something else",
        official="Derbyshire/001229-14 data.xlsx",
    )  # fmt: skip


def dorset() -> Made:
    """XLSX with month columns under merged years, and the yearly totals again in the letter."""
    force = "Dorset"
    rape, other = counts.rape_and_other(force)
    by_month = [
        [
            n
            for year, count in zip(YEARS, yearly, strict=True)
            for n in counts.split(count, [1] * len(MONTHS), f"{force} {name} {year}")
        ]
        for name, yearly in (("rape", rape), ("other", other))
    ]
    yearly = "\n".join(f"{year} - {n}" for year, n in zip(YEARS, counts.counts(force), strict=True))
    letter = Letter(
        "Dorset Police",
        "2014-352",
        "25 June 2014",
        paragraphs(
            "A monthly breakdown is attached. The number of sexual offences recorded in each year was:",
            yearly,
        ),
        style=1,
    )
    files = stored(
        {
            "Dorset/2014-352 letter.txt": letter.text(),
            "Dorset/2014-352 by month.xlsx": sheets.workbook(sheets.dorset, *by_month),
        }
    )
    return Made(
        (force,), files, "list in a letter; XLSX with months under merged years", "the same counts in two files",
        official="Dorset/2014-352 letter.txt",
    )  # fmt: skip


def surrey() -> Made:
    """XLSX with the population and a rate beside the counts; a web address in a cell tells the force."""
    force = "Surrey"
    data = sheets.workbook(sheets.surrey, counts.counts(force))
    return one(
        force,
        {"reply 0311-14-660.xlsx": data},
        "XLSX, years down the side",
        "rate and population beside counts; only a web address tells the force",
    )


def humberside() -> Made:
    """The old Excel format."""
    force = "Humberside"
    data = sheets.humberside_xls(_rows_of(force))
    return one(
        force,
        {"Humberside/F-2014-00839.xls": data},
        "XLS with titles and notes",
        "- for not available in a second table",
    )


def metropolitan() -> Made:
    """OpenDocument, with notes on a second sheet."""
    force = "Metropolitan Police"
    data = sheets.metropolitan_ods(_rows_of(force))
    return one(
        force,
        {"Metropolitan Police Service/2014060000412.ods": data},
        "ODS, notes on a second sheet",
        "a long reference",
    )


ALL = (bedfordshire, hertfordshire, south_yorkshire, derbyshire, dorset, surrey, humberside, metropolitan)
