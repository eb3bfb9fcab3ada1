"""Pivot tables in one column of labels: parts are named with the parent that sums them."""

import csv
import random
from collections import Counter

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Alignment

from answerable.read import read_file


def read(tmp_path, rows):
    path = tmp_path / "reply.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    (table,) = read_file(path).tables
    return table


def test_parts_are_named_with_their_parent(tmp_path):
    rows = [
        ["Row Labels", "Count of Crime"],
        ["Stalking", 30], ["Charged", 10], ["No further action", 20],
        ["Exposure", 5], ["Charged", 2], ["No further action", 3],
        ["Grand Total", 35],
    ]  # fmt: skip
    table = read(tmp_path, rows)
    assert (table.status, table.tally()) == ("read", {"held": 3, "failed": 0, "open": 0})
    assert table.rows[1:3] == (("Stalking", "Charged"), ("Stalking", "No further action"))
    assert table.row_totals == (True, False, False, True, False, False, True)


def test_years_over_their_months(tmp_path):
    rows = [
        ["Row Labels", "Count of Ref"],
        [2020, 30],
        ["Jan", 10],
        ["Feb", 20],
        [2021, 5],
        ["Jan", 2],
        ["Feb", 3],
    ]
    table = read(tmp_path, rows)
    assert table.rows == (
        ("2020",),
        ("2020", "Jan"),
        ("2020", "Feb"),
        ("2021",),
        ("2021", "Jan"),
        ("2021", "Feb"),
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_no_part_of_a_pivot_is_given_to_another_parent(tmp_path_factory, seed):
    rng = random.Random(seed)
    wide = rng.randint(1, 3)
    rows, names = [], []
    for parent in rng.sample(["Stalking", "Exposure", "Harassment", "Theft"], rng.randint(2, 4)):
        parts = rng.sample(["Charged", "Caution", "No suspect", "Open"], rng.randint(1, 4))
        numbers = [[rng.choice(["", 0, 1, 2, 7, 30]) for _ in range(wide)] for _ in parts]
        rows += [[parent, *(sum(int(n or 0) for n in column) for column in zip(*numbers, strict=True))]]
        rows += [[part, *line] for part, line in zip(parts, numbers, strict=True)]
        names += [(parent,), *((parent, part) for part in parts)]
    table = read(
        tmp_path_factory.mktemp("pivot"), [["Row Labels", *["North", "South", "East"][:wide]], *rows]
    )
    twice = sum(n > 1 for n in Counter(table.rows).values())
    flat = all(len(path) == 1 for path in table.rows) and twice < 2
    assert table.status == "review" or flat or table.rows == tuple(names[: len(table.rows)])


@pytest.mark.parametrize("first", [31, 9])
def test_rows_alike_that_no_parent_sums_are_for_a_person(tmp_path, first):
    rows = [
        ["Row Labels", "Count"],
        ["Stalking", first],
        ["Charged", 10],
        ["Open", 20],
        ["Exposure", 5],
        ["Charged", 2],
        ["Open", 3],
    ]
    assert read(tmp_path, rows).status == "review"


def set_in(tmp_path, rows, deeper):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell in deeper:
        book.active[cell].alignment = Alignment(indent=1)
    book.save(tmp_path / "reply.xlsx")
    (table,) = read_file(tmp_path / "reply.xlsx").tables
    return table


def test_parts_that_are_set_in_are_named_with_what_they_are_part_of(tmp_path):
    rows = [
        ["Row Labels", 2020],
        ["A", 5],
        ["Charged", 1],
        ["Other", 4],
        ["B", 5],
        ["Charged", 1],
        ["Other", 4],
        ["Total", 10],
    ]
    table = set_in(tmp_path, rows, ["A3", "A4", "A6", "A7"])
    assert (table.status, table.rows[1], table.rows[5]) == ("read", ("A", "Charged"), ("B", "Other"))
    assert table.row_totals == (True, False, False, True, False, False, True)


def test_a_label_without_counts_over_rows_that_are_set_in_is_their_group(tmp_path):
    rows = [["Offence", 2020], ["Sexual", None], ["A", 1], ["B", 4], ["Total", 5]]
    table = set_in(tmp_path, rows, ["A3", "A4"])
    assert table.rows == (("Sexual", "A"), ("Sexual", "B"), ("Total",))


@pytest.mark.parametrize("deeper", [["A3"], ["A2", "A3", "A4"]])
def test_one_label_set_in_or_all_of_them_tell_nothing(tmp_path, deeper):
    rows = [["Offence", 2020], ["A", 1], ["B", 4], ["C", 7], ["Total", 12]]
    assert set_in(tmp_path, rows, deeper).rows == (("A",), ("B",), ("C",), ("Total",))


def test_one_blank_before_a_label_is_a_slip(tmp_path):
    rows = [["Offence", 2020], ["A", 1], [" B", 4], [" C", 7]]
    assert set_in(tmp_path, rows, []).rows == (("A",), ("B",), ("C",))
    rows = [["Offence", 2020], ["A", 11], ["  B", 4], ["  C", 7]]
    assert set_in(tmp_path, rows, []).rows == (("A",), ("A", "B"), ("A", "C"))
