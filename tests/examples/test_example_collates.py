"""The example, read and collated by the program, against the counts that its letters were made from."""

import csv
from pathlib import Path

import pytest

from answerable.model import period
from answerable.study import Study

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def picture():
    return Study.open(EXAMPLES / "sexual-offences").picture()


def _truth():
    with (EXAMPLES / "sexual-offences" / "truth.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_year_that_a_reply_gives_whole_is_exact_and_nothing_else_is_added(picture):
    rows = _truth()
    assert len(rows) >= 200
    for row in rows:
        entry = picture.entries[row["body_code"], period.parse(row["period"])]
        if row["count"]:
            assert entry.figure is not None, (row["body"], row["period"], entry.reason)
            assert (entry.figure.low, entry.figure.high) == (int(row["count"]),) * 2, (
                row["body"],
                row["period"],
            )
        else:
            assert entry.figure is None, (row["body"], row["period"])
            assert entry.reason


def test_every_planted_trap_is_a_finding(picture):
    kinds = {finding.kind for finding in picture.findings}
    assert {
        "other-year", "part-year", "duplicate-reply", "revised", "total-in-refusal", "late", "silent", "total-differs",
        "hidden-sheet",
    } <= kinds  # fmt: skip


def test_totals_are_below_the_official_ones_and_cover_who_they_say(picture):
    for total, official in zip(picture.totals, picture.official, strict=True):
        assert total.period == official.period
        assert total.figure.low < official.count
        assert 0.7 < total.population_share < 0.85


def test_the_one_reply_reads_as_four_linked_tables():
    (document,) = Study.open(EXAMPLES / "one-reply").documents()
    assert [table.tally()["failed"] for table in document.tables] == [0, 0, 0, 0]
    assert "linked-totals" in {finding.kind for finding in document.findings}
