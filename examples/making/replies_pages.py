"""Replies saved as HTML pages."""

from __future__ import annotations

from making import counts, markup
from making.counts import YEARS
from making.made import Made, one
from making.wording import CAVEATS, REQUEST, RIGHTS, thousands

LINKS = ("Home", "News", "Your area", "Freedom of information", "Contact us")


def cheshire() -> Made:
    """A plain table in the main part; the page's heading prints a reference that looks like a count."""
    force = "Cheshire"
    main = "\n".join(
        [
            markup.paragraphs(f"Request 4816 - dated 24/06/2014\n\nYou asked:\n{REQUEST}\n\nOur reply:"),
            markup.table(
                [["Financial year", "Number of sexual offences recorded"]],
                [[f"{y[:4]}/{int(y[:4]) + 1}", n] for y, n in zip(YEARS, counts.counts(force), strict=True)],
            ),
            markup.paragraphs(f"{CAVEATS[0]}\n\n{RIGHTS[0]}"),
        ]
    )
    page = markup.page("Request 4816 - sexual offences", main, site="Cheshire Constabulary", links=LINKS)
    return one(
        force, {"Cheshire/request-4816.html": page}, "HTML table", "a reference in the heading; site chrome"
    )


def north_wales() -> Made:
    """A captioned table, newest year first, two header rows, in bilingual chrome."""
    force = "North Wales"
    rape, other = counts.rape_and_other(force)
    newest = list(zip(YEARS, rape, other, strict=True))[::-1]
    caption = "Recorded sexual offences / Troseddau rhywiol a gofnodwyd"
    main = "\n".join(
        [
            markup.paragraphs(f"Ref: 2014/302\nDate: 18 June 2014\n\n{REQUEST}"),
            markup.table(
                [
                    [("Offence", 2, 1), ("Financial year", 1, 5)],
                    [year for year, _, _ in newest],
                ],
                [
                    ["Rape", *(a for _, a, _ in newest)],
                    ["Other sexual offences", *(b for _, _, b in newest)],
                    ["Total", *(a + b for _, a, b in newest)],
                ],
                caption,
            ),
            markup.paragraphs(f"{CAVEATS[2]}\n\n{RIGHTS[1]}"),
        ]
    )
    links = ("Hafan", "Newyddion", "Eich ardal", "Rhyddid Gwybodaeth", "Cysylltu â ni", "English")
    page = markup.page(
        "2014/302 Troseddau rhywiol", main, site="Heddlu Gogledd Cymru", lang="cy", links=links
    )
    return one(
        force,
        {"heddlu 2014-302.html": page},
        "HTML table, header spans rows and columns",
        "descending years; Welsh chrome; no name of file or folder tells the force",
    )


def sussex() -> Made:
    """The page is laid out by a table; the quoted request holds an empty template; half years under years."""
    force = "Sussex"
    years = counts.counts(force)
    halves = [counts.split(n, (1.02, 0.98), f"{force} halves {y}") for n, y in zip(years, YEARS, strict=True)]
    template = markup.plain_table([["Year", "Number"], *([year, ""] for year in YEARS)])
    answer = markup.table(
        [
            [("Financial year", 2, 1), ("Recorded sexual offences", 1, 3)],
            ["April to September", "October to March", "Total"],
        ],
        [[year, *map(thousands, (*half, sum(half)))] for year, half in zip(YEARS, halves, strict=True)],
    )
    main = (
        "<table role='presentation'><tr><td><p>Menu</p><p>Disclosure log 2014</p></td><td>"
        + markup.paragraphs(f"FOI 605/14\nDated 27 June 2014\n\nThe request\n\n{REQUEST}\n\nPlease fill in:")
        + template
        + markup.paragraphs("The response")
        + answer
        + markup.paragraphs(f"{CAVEATS[3]}\n\n{RIGHTS[2]}")
        + "</td></tr></table>"
    )
    page = markup.page("FOI 605/14", main, site="www.sussex.police.uk", links=LINKS)
    return one(
        force,
        {"Sussex/foi-605-14.html": page},
        "HTML table inside a layout table, half years and totals",
        "the request is quoted with an empty template and <5; a layout table",
    )


ALL = (cheshire, north_wales, sussex)
