"""Each numbered trap of the field, as a small invented reply, reads as a careful person would read it."""

import re
import tomllib
from pathlib import Path

import pytest

from answerable.codebook import bodies
from answerable.read import read_file

TRAPS = Path(__file__).parents[1] / "fixtures" / "traps"
CASES = tomllib.loads((TRAPS / "traps.toml").read_text())["trap"]
TESTS = Path(__file__).parents[1]

# What of each trap lies beyond the reading of one document, and the test that holds it.
BEYOND = {
    1: ["study/test_study_collate.py::test_unmarked_part_years_at_the_ends_of_a_stated_range"],
    2: ["read/formats/test_pdf.py::test_a_table_goes_on_over_the_page_with_its_heading_again",
        "read/formats/test_pdf.py::test_a_row_that_the_turn_of_the_page_halves_is_one_row_or_told",
        "read/formats/test_pdf_touching.py::test_a_last_row_alone_on_the_next_page_is_told_of"],
    3: ["study/test_study_collate.py::test_a_total_that_differs_from_its_children_is_kept_and_reported"],
    4: ["test_bounds.py::test_three_stars_share_what_is_left"],
    5: ["read/test_numbering.py::test_one_row_that_begins_with_blanks_keeps_its_columns"],
    6: ["read/test_numbering.py::test_a_column_headed_as_a_code_names_its_rows",
        "study/test_study_collate.py::test_rates_and_populations_are_no_counts"],
    7: ["study/test_study_batch.py::test_what_the_asker_sent_is_never_counted"],
    8: ["read/test_grounds.py::test_a_refusal_beside_conditions_stays_a_refusal",
        "study/test_study_collate.py::test_counts_in_a_refusal_are_never_added"],
    9: ["codebook/test_offences.py::test_printed_forms", "codebook/test_offences.py::test_what_is_gone_says_so",
        "codebook/test_offences.py::test_a_code_beside_anothers_title_is_not_certain_for_either"],
    10: ["codebook/test_match.py::test_outcomes", "study/test_study_breakdown.py::test_outcomes_are_added_at_the_parent_line"],
    11: ["study/test_study_collate.py::test_parents_and_children_are_never_added",
         "codebook/test_offences.py::test_at_the_common_level_nothing_is_counted_twice",
         "study/test_study_breakdown.py::test_offences_are_added_at_the_level_of_the_coarsest"],
    12: ["codebook/test_bodies.py::test_merged", "codebook/test_bodies.py::test_a_commissioner_is_no_force",
         "study/test_study_collate.py::test_merged_bodies_are_one_unit_and_count_as_two"],
    13: ["study/test_study_collate.py::test_the_later_reply_replaces_the_earlier_and_both_are_named"],
    14: ["study/test_study_collate.py::test_growth_is_over_the_same_units",
         "estimate/test_estimate.py::test_growth_beside_the_same_forces"],
    15: ["study/test_study_collate.py::test_counts_that_are_there_and_cannot_be_read"],
}  # fmt: skip


@pytest.mark.parametrize("trap", range(1, 16))
def test_every_trap_has_a_fixture_and_its_further_tests(trap):
    assert any(case["trap"] == trap for case in CASES)
    for place in BEYOND[trap]:
        file, _, name = place.partition("::")
        assert re.search(rf"^def {name}\(", (TESTS / file).read_text(encoding="utf-8"), re.M), place


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
    for name, codes in case.get("bodies", {}).items():
        assert any(table.rows and (name,) in table.rows for table in document.tables)
        assert sorted(body.code for body in bodies.merged(name)) == sorted(codes)
    if case.get("findings"):
        assert {f.kind for f in document.findings} & set(case["findings"])
