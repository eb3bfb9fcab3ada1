"""A note that marks a year as a part of one is told with its table."""

import pytest

from answerable.read import read_file


def kinds(tmp_path, note):
    path = tmp_path / "reply.txt"
    rows = ["| Offence | 2021 | 2022 | 2023* |", "| Stalking | 12 | 15 | 9 |", "| Exposure | 7 | 8 | 4 |"]
    path.write_text("\n".join(["Example Police", *rows, "", note, ""]))
    return [f.kind for f in read_file(path).findings]


@pytest.mark.parametrize(
    "note",
    [
        "* Part year to 30 June 2023",
        "*to 31 December",
        "* 2023 figures up to 1st October",
        "Note: year to date",
        "[1] Partial data",
    ],
)
def test_notes_of_part_years_are_told(tmp_path, note):
    assert "part-year" in kinds(tmp_path, note)


@pytest.mark.parametrize(
    "note",
    ["* Figures correct as at 12/01/2024", "* up to 5 offences are hidden", "Note: recorded crime only"],
)
def test_other_notes_are_not(tmp_path, note):
    assert "part-year" not in kinds(tmp_path, note)
