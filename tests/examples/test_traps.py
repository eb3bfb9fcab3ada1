"""The trap fixtures and the table of what a right reading says of them agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest

TRAPS = Path(__file__).parents[1] / "fixtures" / "traps"
LISTED = tomllib.loads((TRAPS / "traps.toml").read_text(encoding="utf-8"))["trap"]
KEYS = {
    "trap", "file", "state", "exemptions", "tables", "cells", "bounded", "statements", "never", "findings", "bodies",
}  # fmt: skip


def numbers(text):
    return {int(n.replace(",", "")) for n in re.findall(r"\d{1,3}(?:,\d{3})+|\d+", text)}


def test_all_fifteen_traps_have_a_fixture():
    assert sorted({trap["trap"] for trap in LISTED}) == list(range(1, 16))
    assert {trap["file"] for trap in LISTED} == {path.name for path in TRAPS.glob("*.txt")}
    assert all(trap["file"].startswith(f"trap{trap['trap']:02d}_") for trap in LISTED)


@pytest.mark.parametrize("trap", LISTED, ids=lambda trap: trap["file"])
class TestEach:
    def test_it_expects_something_that_can_fail(self, trap):
        assert set(trap) <= KEYS
        assert any(trap.get(key) for key in ("cells", "statements", "findings", "never"))

    def test_expected_labels_and_counts_are_printed(self, trap):
        text = (TRAPS / trap["file"]).read_text(encoding="utf-8")
        printed = numbers(text)
        for row, column, low, high in trap.get("cells", []):
            assert row in text
            assert all(label in text for label in column.split(" / "))
            assert low == high
            assert low in printed or low == 0
        for period, low, high in trap.get("statements", []):
            assert period in text
            assert {low, high} <= printed
        for row, _column, true, widest in trap.get("bounded", []):
            assert row in text
            assert 0 <= true <= widest
            assert true not in {low for label, _, low, _ in trap["cells"] if label == row}

    def test_nothing_is_both_expected_and_forbidden(self, trap):
        expected = {low for *_, low, _ in trap.get("cells", []) + trap.get("statements", [])}
        assert not expected & set(trap.get("never", []))

    def test_bodies_are_row_labels(self, trap):
        text = (TRAPS / trap["file"]).read_text(encoding="utf-8")
        for name, codes in trap.get("bodies", {}).items():
            assert f"\n{name} |" in text
            assert all(re.fullmatch(r"[EW]\d{8}", code) for code in codes)
