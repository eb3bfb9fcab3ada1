"""Bodies that gave no yearly counts: refusals, nothing held, neither confirmed nor denied, and silence."""

from __future__ import annotations

from making import counts, markup
from making.made import Made, one
from making.wording import REQUEST, RIGHTS, Letter, paragraphs, thousands


def west_midlands() -> Made:
    """Section 12, with the number of crimes of all five years together in the reason."""
    force = "West Midlands"
    pooled = sum(counts.counts(force))
    hours = pooled * 3 // 60
    letter = Letter(
        "West Midlands Police",
        "8842/14",
        "27 June 2014",
        paragraphs(
            "Section 12 of the Act applies to your request: the cost of compliance exceeds the appropriate limit.",
            f"Between 1 April 2009 and 31 March 2014 a total of {thousands(pooled)} sexual offences were recorded. To be sure "
            "of the financial year in which each was first recorded, every crime report would have to be read. At three "
            f"minutes a report this would take in excess of {hours} hours. The limit is 18 hours, or £450 at £25 an hour.",
            "Section 16 of the Act requires us to advise. A request for one year only may come within the limit.",
        ),
        style=0,
    )
    return one(
        force,
        {"West Midlands/8842-14.txt": letter.text()},
        "refusal",
        "a total of five years inside a refusal; hours and costs",
        "refused",
    )


def essex() -> Made:
    """Section 12, headed by numbers that are no counts, with help offered."""
    letter = Letter(
        "Essex Police",
        "18531",
        "30 June 2014",
        paragraphs(
            "PUB 1208   FOI 18531   Keywords: crime, sexual offences, 2009, 2010, 2011, 2012, 2013, 2014",
            "This request is refused under section 12(1). It has been estimated that finding and extracting the "
            "information would take more than 18 hours.",
            "If you narrow your request to the last two financial years we will look at it again.",
        ),
        style=1,
    )
    return one(
        "Essex",
        {"Essex/18531.txt": letter.text()},
        "refusal",
        "reference numbers and years beside no counts",
        "refused",
    )


def gwent() -> Made:
    """Section 40, on a bilingual page."""
    main = markup.paragraphs(
        f"FOI Ref 2014/21880\n25 June 2014\n\n{REQUEST}\n\n"
        "Gwent Police can confirm that it holds the information. It is exempt under section 40(2) of the Act "
        "(personal information), because the counts asked for include fewer than 5 offences of some types and "
        f"could identify a person together with what is already known.\n\n{RIGHTS[0]}"
    )
    links = ("Hafan", "Newyddion", "Rhyddid Gwybodaeth", "Cysylltu â ni", "English")
    page = markup.page(
        "2014/21880 - Sexual offences", main, site="Heddlu Gwent Police", lang="cy", links=links
    )
    return one(
        "Gwent",
        {"Gwent/2014-21880.html": page},
        "refusal",
        "fewer than 5 in a refusal is no count",
        "refused",
    )


def leicestershire() -> Made:
    """Section 21: the figures are elsewhere."""
    letter = Letter(
        "LEICESTERSHIRE POLICE",
        "2204/14",
        "9 June 2014",
        paragraphs(
            "The information is exempt under section 21 of the Act, because you can reach it by other means. Counts of "
            "recorded crime by force are published every quarter by the Office for National Statistics.",
            "Please see www.ons.gov.uk. Tables for the year ending March 2014 are due to be published in July 2014.",
        ),
        style=2,
    )
    return one(
        "Leicestershire",
        {"Leicestershire/2204-14.txt": letter.text()},
        "refusal",
        "the figures are elsewhere",
        "refused",
    )


def cumbria() -> Made:
    """Not held."""
    letter = Letter(
        "Cumbria Constabulary",
        "381/14",
        "12 June 2014",
        "Cumbria Constabulary does not hold the information that you have asked for in the form that you have asked for. "
        "Records made before a change of system in 2011 cannot be counted by financial year, and the Act does not "
        "oblige a public authority to create information that it does not hold.",
        style=0,
    )
    return one(
        "Cumbria", {"Cumbria/381-14.txt": letter.text()}, "not held", "a year beside no count", "not_held"
    )


def city_of_london() -> Made:
    """Neither confirmed nor denied."""
    letter = Letter(
        "City of London Police",
        "COL/14/487",
        "26 June 2014",
        "The City of London Police neither confirms nor denies that it holds the information that you have asked for. "
        "The duty in section 1(1)(a) of the Act does not apply, by virtue of section 40(5). This notice should not be "
        "taken as evidence that the information does or does not exist.",
        style=1,
    )
    return one(
        "City of London",
        {"City of London/COL-14-487.txt": letter.text()},
        "neither confirmed nor denied",
        "",
        "ncnd",
    )


def thames_valley() -> Made:
    """An automatic acknowledgement and no more."""
    text = paragraphs(
        "THIS IS AN AUTOMATIC REPLY. PLEASE DO NOT ANSWER IT.",
        "Thank you for contacting the Public Access office of Thames Valley Police. Your request has been received and "
        "has been given the number RFI2014000466. You should have a reply within 20 working days, by 30 June 2014.",
        "For more about the Act see www.thamesvalley.police.uk.",
    )
    return one(
        "Thames Valley",
        {"Thames Valley/acknowledgement.txt": text + "\n"},
        "acknowledgement only",
        "a number, a date and working days, and no answer",
        "silent",
    )


def greater_manchester() -> Made:
    """Silent without a word."""
    return one("Greater Manchester", {}, "nothing came", "no file at all", "silent")


ALL = (
    city_of_london,
    cumbria,
    essex,
    greater_manchester,
    gwent,
    leicestershire,
    thames_valley,
    west_midlands,
)
