"""Parents printed among their children: a named total proves which they are."""

import csv
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.read import read_file

GROUPS = [
    ("Violence against the person", [("With injury", [120, 130, 150]), ("Without injury", [180, 190, 260])]),
    ("Sexual offences", [("Rape", [20, 22, 30]), ("Other sexual offences", [32, 39, 40])]),
    ("Robbery", []),
]
ROBBERY = [14, 13, 9]
YEARS = ["2021", "2022", "2023"]


def added(lines):
    return [sum(column) for column in zip(*lines, strict=True)]


def rows_of(*, total_first, parent_first=True):
    body, tops = [], []
    for name, children in GROUPS:
        parent = added([values for _, values in children]) if children else ROBBERY
        tops.append(parent)
        block = [(name, parent), *children] if parent_first else [*children, (name, parent)]
        body += block
    total = ("Total", added(tops))
    return [total, *body] if total_first else [*body, total]


def read(tmp_path, rows, heads=YEARS):
    path = tmp_path / "reply.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["Offence", *heads], *([name, *values] for name, values in rows)])
    return read_file(path)


@pytest.mark.parametrize("total_first", [True, False])
@pytest.mark.parametrize("parent_first", [True, False])
def test_a_total_of_parents_holds_and_marks_them(tmp_path, total_first, parent_first):
    document = read(tmp_path, rows_of(total_first=total_first, parent_first=parent_first))
    (table,) = document.tables
    assert (table.status, table.tally()) == ("read", {"held": 9, "failed": 0, "open": 0})
    marked = {path[0] for path, is_total in zip(table.rows, table.row_totals, strict=True) if is_total}
    assert marked == {"Total", "Violence against the person", "Sexual offences"}
    notes = [f.what for f in document.findings if f.kind == "total-unlabelled"]
    assert len(notes) == 2
    assert "“Sexual offences” is the sum of “Rape”, “Other sexual offences”" in notes[1]


def test_columns_too(tmp_path):
    rows = [
        ("Stalking", [10, 3, 7, 25, 35]),
        ("Exposure", [48, 19, 29, 13, 61]),
        ("Arson", [57, 40, 17, 88, 145]),
    ]
    document = read(tmp_path, rows, ["Adults", "Women", "Men", "Under 18", "Total"])
    (table,) = document.tables
    assert table.column_totals == (True, False, False, False, True)
    assert table.tally()["failed"] == 0


def test_a_total_that_no_nesting_explains_still_fails(tmp_path):
    rows = rows_of(total_first=False)
    rows[-1] = ("Total", [n + 1 for n in rows[-1][1]])
    (table,) = read(tmp_path, rows).tables
    assert table.status == "review"
    assert table.tally()["held"] == 0
    assert sum(table.row_totals) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_what_is_nested_adds_up_once(tmp_path_factory, seed, total_first):
    rng = random.Random(seed)
    columns = rng.randint(3, 6)
    body, tops, parents = [], [], set()
    for group in range(rng.randint(2, 5)):
        children = [
            (f"Kind {group}{chr(97 + n)}", [rng.randint(20, 900) for _ in range(columns)])
            for n in range(rng.choice([0, 2, 3, 4]))
        ]
        values = (
            added([v for _, v in children]) if children else [rng.randint(20, 900) for _ in range(columns)]
        )
        body += [(f"Group {group}", values), *children]
        tops.append(values)
        parents |= {f"Group {group}"} if children else set()
    total = ("Total", added(tops))
    rows = [total, *body] if total_first else [*body, total]
    heads = [str(2015 + n) for n in range(columns)]
    (table,) = read(tmp_path_factory.mktemp("nested"), rows, heads).tables
    marked = {path[0] for path, is_total in zip(table.rows, table.row_totals, strict=True) if is_total}
    assert table.tally()["failed"] == 0
    assert marked == {"Total"} | parents
