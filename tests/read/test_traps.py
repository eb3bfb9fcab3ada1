"""Each numbered trap of the field, as a small invented reply, reads as a careful person would read it."""

import tomllib
from pathlib import Path

import pytest

from answerable.read import read_file

TRAPS = Path(__file__).parents[1] / "fixtures" / "traps"
CASES = tomllib.loads((TRAPS / "traps.toml").read_text())["trap"]


def _cell(document, row, column):
    for table in document.tables:
        for cell in table.cells:
            if (" / ".join(table.rows[cell.row]), " / ".join(table.columns[cell.column])) == (row, column):
                return cell
    raise AssertionError(f"no cell {row!r}, {column!r} in {[(t.rows, t.columns) for t in document.tables]}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_trap(case):
    document = read_file(TRAPS / case["file"])
    if "state" in case:
        assert document.reply.state == case["state"]
    if "exemptions" in case:
        assert set(case["exemptions"]) <= set(document.reply.exemptions)
    if "tables" in case:
        assert len(document.tables) == case["tables"]
    for row, column, low, high in case.get("cells", []):
        count = _cell(document, row, column).count
        assert (count.low, count.high) == (low, high), (row, column)
    for row, column, inside, top in case.get("bounded", []):
        count = _cell(document, row, column).count
        assert inside in count
        assert count.high is not None
        assert count.high <= top
    said = {(str(s.period) if s.period else "", s.count.low, s.count.high) for s in document.statements}
    for period, low, high in case.get("statements", []):
        assert any(s[1:] == (low, high) and period in {"", s[0]} for s in said), (period, low, high, said)
    numbers = {c.count.low for t in document.tables for c in t.cells if c.count and c.count.is_exact}
    numbers |= {s.count.low for s in document.statements}
    assert not numbers & set(case.get("never", []))
    if case.get("findings"):
        assert {f.kind for f in document.findings} & set(case["findings"])
