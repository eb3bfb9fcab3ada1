"""Real documents against their hand-checked truth. Skipped where the documents are not at hand."""

import csv
import re
from pathlib import Path

import pytest

from answerable.model import period
from answerable.read import read_file

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the real documents are not beside the project"
)


def _seed(number):
    return read_file(next((SHARED / "seeds").glob(f"{number}_*.txt")))


def _truth(number, table):
    with (SHARED / "truth" / "seed_tables.csv").open(encoding="utf-8") as file:
        return [r for r in csv.DictReader(file) if r["document"].startswith(number) and r["table"] == table]


def _column(path):
    when = period.of_path(path)
    if when is not None and when.kind == "month":
        return f"{when.start:%Y-%m}"
    if when is not None:
        return str(when)
    return "total" if "total" in path[0].lower() else path[0]


def _facts(table):
    return {(table.rows[c.row][-1], _column(table.columns[c.column])): c for c in table.cells}


@pytest.mark.parametrize("number", ["1", "2", "3", "4"])
def test_every_cell_of_the_force_reply(number):
    document = _seed("000")
    facts = _facts(document.tables[int(number) - 1])
    truth = _truth("000", number)
    assert len(facts) == len(truth)
    for row in truth:
        cell = facts[row["row"], {"Grand Total": "total"}.get(row["column"], row["column"])]
        assert cell.printed == row["value"]
        expected = int(row["value"] or 0)  # blanks are proved nought by the totals
        assert (cell.count.low, cell.count.high) == (expected, expected)
        if row["value"]:
            table_lines = (document.tables[int(number) - 1].source.line, cell.source.line)
            assert table_lines[0] <= cell.source.line


def test_the_force_reply_ties_and_its_tables_are_linked():
    document = _seed("000")
    tallies = [table.tally() for table in document.tables]
    assert [t["held"] for t in tallies] == [16, 24, 25, 17]
    assert sum(t["failed"] + t["open"] for t in tallies) == 0
    kinds = {f.kind: f for f in document.findings}
    assert "19" in kinds["linked-totals"].what
    assert "17 victims" in kinds["totals-of-different-things"].what
    assert not [f for f in document.findings if f.severity != "note"]
    assert document.reply.body == "E23000013"
    assert document.reply.reference == "978 - 24"


@pytest.mark.parametrize("table", ["3.2", "3.5", "3.6"])
def test_the_review_s_tables_of_years(table):
    found = next(t for t in _seed("002").tables if t.title.startswith(f"Table {table}"))
    assert found.status == "read"
    facts = _facts(found)
    for row in _truth("002", table):
        cell = facts[row["row"], row["column"]]
        assert cell.printed.replace(",", "") == row["value"]


def test_the_review_s_table_of_two_groups():
    found = next(t for t in _seed("002").tables if t.title.startswith("Table 3.3"))
    assert found.status == "read"
    facts = {
        (p[0], p[1], _column(found.columns[c.column])): c.printed
        for c in found.cells
        for p in [found.rows[c.row]]
    }
    truth = {}
    for row in _truth("002", "3.3"):
        group, outcome = row["row"].split(" | ")
        label = next(p[0] for p in found.rows if re.search(rf"\b{group}\b", p[0]))
        truth[label, outcome, row["column"]] = row["value"]
    assert facts == truth


def test_what_cannot_be_known_goes_to_a_person():
    tables = _seed("002").tables
    assert next(t for t in tables if t.title.startswith("Table 3.7")).status == "review"
    assert "cells-lost" in {f.kind for f in _seed("003").findings}
