"""Invented contents of forces' replies: tables of counts as their analysts lay them out, with what each cell hides."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.generators.tables import Made

CODED = (
    ("8L", "Harassment"), ("8Q", "Stalking"), ("8R", "Malicious communications"), ("35", "Blackmail"),
    ("19C", "Rape of a female aged 16 or over"), ("88C", "Other miscellaneous sexual offences"), ("53C", "Fraud by false representation"),
    ("66", "Other offences against the State or public order"), ("86", "Obscene publications, etc. and protected sexual material"),
    ("105A", "Assault without injury"), ("30C", "Distraction burglary in a dwelling"), ("49A", "Making off without payment"),
)  # fmt: skip
OUTCOMES = (
    "Charge / summons", "Out-of-court (formal)", "Caution - adult", "Taken into consideration", "Community resolution",
    "Prosecution not in the public interest (CPS)", "Evidential difficulties: suspect identified; victim supports action",
    "Evidential difficulties: victim does not support action", "Investigation complete - no suspect identified",
    "Action undertaken by another body/agency", "Further investigation not in the public interest", "Not yet assigned an outcome",
)  # fmt: skip
PLACES = (
    "Abbotsfield", "Carrow Vale", "East Holme & Marsh", "Kingsmere", "Little Haddon", "North Weir", "Port Ellery", "St. Brannock",
    "Upper Thornbury and District", "West Stowe", "Force-wide / unknown",
)  # fmt: skip
FORCES = (
    "Avon & Somerset", "British Transport Police", "City of London", "Devon & Cornwall", "Dyfed-Powys", "Essex", "Gloucestershire",
    "Greater Manchester", "Gwent", "Hampshire & Isle of Wight", "Hertfordshire", "Humberside", "Kent", "Lancashire", "Leicestershire",
    "Lincolnshire", "Merseyside", "Metropolitan", "Norfolk", "North Yorkshire", "Northamptonshire", "Northumbria", "Nottinghamshire",
    "Police Service of Northern Ireland", "South Wales", "South Yorkshire", "Staffordshire", "Suffolk", "Surrey", "Sussex",
    "Warwickshire", "West Mercia", "West Yorkshire", "Wiltshire",
)  # fmt: skip
BANDS = ("Under 18", "18 - 25", "26 - 35", "36 - 45", "46 - 55", "56 - 65", "Over 65", "Not recorded")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEXES = ("Female", "Male", "Not specified")
MEASURES = ("Recorded", "Charged", "Victims", "Detected")
WORDS = {
    "offences": ("Offence", "Offence type", "Crime Type", "HO Offence Description"),
    "outcomes": ("Outcome", "Outcome group", "Outcome Type Description"),
    "places": ("District", "Local Policing Area", "Division", "BCU"),
    "forces": ("Force", "Police force", "Force Name"),
    "ages": ("Age group", "Age of victim", "Age Band"),
}


@dataclass(frozen=True)
class Row:
    """A printed row: its labels, one for each label column, and its values; without values it heads a group."""

    labels: tuple[str, ...]
    values: tuple[int, ...] = ()
    printed: tuple[str, ...] = ()
    strong: bool = False

    @property
    def is_group(self) -> bool:
        return not self.printed


@dataclass(frozen=True)
class Content:
    """A table before it is set.

    Attributes:
        stubs: the headings of its label columns.
        columns: the heading path of each column of values.
        rows: from the top down.
        merged: True where the first label column holds one cell for each group.
        title: what its caption says.
    """

    stubs: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    merged: bool = False
    title: str = ""

    @property
    def depth(self) -> int:
        return max(len(path) for path in self.columns)

    def made(self) -> Made:
        """The same as a judge wants it."""
        rows = [row for row in self.rows if not row.is_group]
        return Made(
            self.stubs[-1],
            tuple(" ".join(label for label in row.labels if label) for row in rows),
            self.columns,
            tuple(row.values for row in rows),
            tuple(row.printed for row in rows),
        )


@dataclass(frozen=True)
class Wish:
    """What a design asks of a table.

    Attributes:
        rows: what its rows are: a key of :data:`WORDS`, ``codes``, ``periods``, ``merged`` or ``grouped``.
        columns: what its columns are, by :func:`_columns`.
        most: no more rows than these.
        least: no fewer.
        totals: ``both``, ``row``, ``column``, ``top`` or ``none``; several to choose from.
        rates: True where a share stands at the end of each row.
        zeros, hidden: what stands for nought and for a small number.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    least: int = 2
    most: int = 9
    totals: tuple[str, ...] = ("both", "row", "column", "top", "none")
    rates: bool = False
    zeros: tuple[str, ...] = ("0", "0", "-", "")
    hidden: tuple[str, ...] = ("", "", "<5", "*")
    thousands: tuple[str, ...] = field(default=(",", ",", ""))


def make(wish: Wish, rng: random.Random) -> Content:
    """A random table of a kind."""
    kind = rng.choice(wish.rows)
    shape = rng.choice(wish.columns)
    columns = _columns(shape, rng)
    stubs, labels = _labels(kind, rng, rng.randint(wish.least, wish.most))
    sparse = rng.choice([0.0, 0.1, 0.3, 0.6])
    body = [[_count(rng, sparse) for _ in columns] for _ in labels]
    if not any(map(any, body)):
        body[0][0] = 7
    totals = rng.choice(wish.totals)
    word = rng.choice(["Total", "Grand Total", "TOTAL", "Overall total", "All"])
    if totals in {"both", "column"} and not (shape.startswith("measures") or len(columns) < 2):
        columns = [*columns, (rng.choice(["Total", "Grand Total", "TOTAL"]),)]
        body = [[*row, sum(row)] for row in body]
    show = _Show(rng.choice(wish.zeros), rng.choice(wish.hidden), rng.choice(wish.thousands))
    rows = [Row(label, tuple(n), tuple(map(show, n))) for label, n in zip(labels, body, strict=True)]
    if totals in {"both", "row", "top"}:
        sums = tuple(map(sum, zip(*body, strict=True)))
        blank = ("",) * (len(stubs) - 1)
        last = Row((word, *blank), sums, tuple(map(show, sums)), strong=rng.random() < 0.8)
        rows = [last, *rows] if totals == "top" and kind not in {"merged", "grouped"} else [*rows, last]
    if wish.rates:
        columns = [*columns, (rng.choice(["% of all", "Rate", "Proportion (%)"]),)]
        rows = [_with_rate(row, rng) for row in rows]
    if kind == "grouped":
        rows = _grouped(rows, rng)
    title = (
        f"{rng.choice(['Number of offences recorded', 'Recorded crimes', 'Offences'])} by {stubs[-1].lower()}"
    )
    return Content(stubs, tuple(columns), tuple(rows), kind == "merged", title)


@dataclass(frozen=True)
class _Show:
    zero: str
    hidden: str
    thousands: str

    def __call__(self, number: int) -> str:
        if number == 0:
            return self.zero
        if number < 5 and self.hidden:
            return self.hidden
        return f"{number:,}".replace(",", self.thousands)


def _count(rng: random.Random, sparse: float) -> int:
    if rng.random() < sparse:
        return 0
    return rng.choice([rng.randint(1, 9), rng.randint(1, 120), rng.randint(10, 999), rng.randint(900, 18000)])


def _with_rate(row: Row, rng: random.Random) -> Row:
    share = rng.choice(["{:.1f}%", "{:.0f}%"]).format(rng.uniform(1, 99))
    return Row(row.labels, (*row.values, 0), (*row.printed, share), row.strong)


def _grouped(rows: list[Row], rng: random.Random) -> list[Row]:
    """The rows with headings of groups between them."""
    groups = rng.sample(["Violence against the person", "Sexual offences", "Public order", "Other crime"], 2)
    cut = max(1, len(rows) // 2)
    return [Row((groups[0],), strong=True), *rows[:cut], Row((groups[1],), strong=True), *rows[cut:]]


def _labels(kind: str, rng: random.Random, count: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    if kind == "codes":
        heads = rng.choice(
            [("Code", "Offence"), ("HO code", "Offence description"), ("Class", "Offence title")]
        )
        return heads, rng.sample(CODED, min(count, len(CODED)))
    if kind == "periods":
        first = rng.randint(2010, 2019)
        if rng.random() < 0.5:
            return ("Month",), [(f"{m[:3]}-{first % 100}",) for m in MONTHS][: max(3, count)]
        return ("Year",), [(f"{first + i}/{(first + i + 1) % 100:02}",) for i in range(max(3, min(count, 8)))]
    if kind == "merged":
        upper = rng.sample([title for _, title in CODED], rng.randint(2, 4))
        lower = rng.choice([SEXES, SEXES[:2], BANDS[:4], ("Charged", "Not charged")])
        heads = (rng.choice(WORDS["offences"]), rng.choice(["Sex", "Category", "Breakdown"]))
        return heads, [(group, label) for group in upper for label in lower]
    pool = {
        "offences": [title for _, title in CODED], "outcomes": OUTCOMES, "places": PLACES, "forces": FORCES, "ages": BANDS,
    }.get(kind, [f"{title}" for _, title in CODED])  # fmt: skip
    labels = list(rng.sample(pool, min(count, len(pool))))
    if kind in {"ages", "forces", "places"}:
        labels.sort(key=list(pool).index)
    return (rng.choice(WORDS.get(kind, WORDS["offences"])),), [(label,) for label in labels]


def _columns(shape: str, rng: random.Random) -> list[tuple[str, ...]]:
    first = rng.randint(2011, 2020)
    style = rng.choice(["{a}/{b:02}", "{a}/{c}", "{a}-{b:02}", "FY {a}/{b:02}", "{a}-{c}"])
    spans = [style.format(a=y, b=(y + 1) % 100, c=y + 1) for y in range(first, first + 6)]
    years = [str(first + i) for i in range(6)]
    some = rng.randint(2, 5)
    if shape == "years":
        return [(label,) for label in rng.choice([spans, years])[:some]]
    if shape == "one":
        return [(rng.choice(["Number of offences", "Count", "Total recorded", years[0], "Offences"]),)]
    if shape == "months":
        start, full = rng.choice([0, 3]), rng.random() < 0.4
        return [((m if full else m[:3]),) for m in (MONTHS[start:] + MONTHS[:start])[: rng.randint(4, 12)]]
    if shape == "dated months":
        return [(f"{m[:3]}-{first % 100}",) for m in MONTHS[: rng.randint(3, 9)]]
    if shape == "over years":
        head = rng.choice(["Number of offences", "Financial year", "Year of recording", "Calendar year"])
        return [(head, label) for label in rng.choice([spans, years])[:some]]
    if shape == "years of sexes":
        return [(year, sex) for year in rng.choice([spans, years])[: rng.randint(2, 3)] for sex in SEXES[:2]]
    if shape == "years of measures":
        names = MEASURES[: rng.randint(2, 3)]
        return [(year, name) for year in rng.choice([spans, years])[: rng.randint(2, 4)] for name in names]
    if shape == "years of quarters":
        return [(year, f"Q{q}") for year in spans[:2] for q in range(1, 5)]
    if shape == "measures":
        return [(name,) for name in MEASURES[: rng.randint(2, 4)]]
    if shape == "three levels":
        top = rng.choice(["Offences recorded", "Outcomes", "Victims by sex"])
        return [(top, year, sex) for year in years[: rng.randint(2, 3)] for sex in SEXES[:2]]
    names = rng.sample([title for _, title in CODED], rng.randint(2, 5))  # offences
    return [(name,) for name in names]
