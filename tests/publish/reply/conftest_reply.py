"""Invented tables as a search counts them, for the tests of the reply."""

from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from answerable.model import Cell, Count, Source, Table
from answerable.publish.reply import Order, Search

OFFENCES = (
    "8Q - Stalking",
    "8L - Harassment",
    "35 - Blackmail",
    "8R - Malicious Communications",
    "Voyeurism",
    "08805 - Other",
)
OUTCOMES = (
    "1: Charged",
    "15: Evidential difficulties (victim supports)",
    "16: Victim declines",
    "18: No suspect identified",
    "Not yet assigned",
)
AGES = ("Under 10", "10-15", "16-17", "18-24", "25-34", "35-44", "45-54", "55+", "Unknown")
SEXES = ("Female", "Male", "Unknown")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
KINDS = {
    "Records by offence and month recorded": ("records", "Offence", OFFENCES),
    "Records by outcome and month recorded": ("records", "Outcome", OUTCOMES),
    "Records by outcome number and month recorded": (
        "records",
        "Outcome",
        ("1", "1A", "8", "15", "16", "18", "Not yet assigned"),
    ),
    "Records by offence code and month recorded": (
        "records",
        "Offence",
        ("8Q", "35", "008/71", "88C", "195/94"),
    ),
    "Victims by age and sex": ("victims", "Age", AGES),
}


def month_paths(draw):
    """Months as two levels, ``2022`` over ``Oct``, or as one, ``Oct 2022``."""
    first, length, two = draw(st.integers(0, 30)), draw(st.integers(2, 15)), draw(st.booleans())
    months = [(str(2021 + (first + i) // 12), MONTHS[(first + i) % 12]) for i in range(length)]
    if draw(st.booleans()):  # months without a record are left out, as some searches do
        months = [m for m in months if draw(st.booleans())] or months[:2]
    return [(y, m) if two else (f"{m} {y}",) for y, m in months]


@st.composite
def tables(draw, *, withheld=False, blanks=False):
    """A table with its totals: ``withheld`` hides counts below five, and some others as protection does.

    ``blanks`` leaves noughts out, as tables do whose cells do not apply; a row that would print nothing, and a table of one or two rows, keep theirs.
    """
    title = draw(st.sampled_from(sorted(KINDS)))
    unit, stub, labels = KINDS[title]
    rows = [(label,) for label in labels[: draw(st.integers(1, len(labels)))]]
    stubs = (stub,)
    # two labels a row; bare numbers as the second of them cannot be told from counts, and answer() says so
    if unit == "records" and not any(label.isdigit() for label in labels) and draw(st.booleans()):
        rows = [(year, *row) for year in ("2021/22", "2022/23") for row in rows]
        stubs = ("Year recorded", stub)
    columns = [(sex,) for sex in SEXES] if unit == "victims" else month_paths(draw)
    number = st.one_of(st.just(0), st.integers(0, 40), st.integers(0, 4000))
    body = [[draw(number) for _ in columns] for _ in rows]
    totals = draw(st.sampled_from(["both", "rows", "columns", "none"]))
    row_totals, column_totals = [False] * len(rows), [False] * len(columns)
    if totals in {"both", "columns"}:
        body = [[*row, sum(row)] for row in body]
        columns, column_totals = [*columns, ("Total",)], [*column_totals, True]
    if totals in {"both", "rows"}:
        body = [*body, [sum(column) for column in zip(*body, strict=True)]]
        rows, row_totals = [*rows, ("Total",)], [*row_totals, True]
    blanks = blanks and len(rows) > 2
    cells = []
    for r, row in enumerate(body):
        for c, n in enumerate(row):
            part = not row_totals[r] and not column_totals[c]
            if blanks and part and n == 0 and any(row) and draw(st.booleans()):
                cells.append(Cell(r, c, "", "blank", None, Source("search.json", "", "")))
            else:
                hide = withheld and (1 <= n < 5 or draw(st.integers(0, 9)) == 0)
                cells.append(_cell(r, c, n, hide=hide))
    assume(any(cell.state == "exact" for cell in cells))  # a table of marks alone says nothing
    return Table(
        title=title, rows=tuple(rows), columns=tuple(columns), row_totals=tuple(row_totals),
        column_totals=tuple(column_totals), cells=tuple(cells), source=Source("search.json", "", ""),
        unit=unit, stub=stubs,
    ), body  # fmt: skip


def _cell(row, column, number, *, hide):
    source = Source("search.json", "", str(number))
    if hide:
        return Cell(row, column, "*", "bounded", Count(1, 4) if 1 <= number < 5 else Count(), source)
    return Cell(row, column, f"{number:,}", "exact", Count.exactly(number), source)


def order(*found, **changes):
    """An order with these tables."""
    facts = {
        "body": "Cleveland Police",
        "reference": "FOI 0978-24",
        "received": date(2024, 10, 9),
        "dated": date(2024, 11, 5),
        "question": ("How many records have the word in question?",),
        "search": Search(tables=found, query="alpha* AND (beta OR gamma)"),
        "contact": "foi@force.example",
    }
    return Order(**(facts | changes))
