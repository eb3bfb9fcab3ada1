"""Upper headings written over the first of their columns alone, with no cell merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable.model import Table
from answerable.read import read_file


def tables(tmp_path: Path, text: str) -> tuple[Table, ...]:
    path = tmp_path / "reply.csv"
    lines = [",".join(cell.strip() for cell in line.split("|")) for line in text.strip("\n").splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_file(path).tables


def columns(tmp_path: Path, text: str) -> list[str]:
    (table,) = tables(tmp_path, text)
    return [" > ".join(path) for path in table.columns]


def test_a_year_stands_over_the_months_right_of_it(tmp_path: Path) -> None:
    found = columns(
        tmp_path,
        """
Offence | 2022 |  |  | 2023 |  |
 | Oct | Nov | Dec | Jan | Feb | Mar
Theft | 5 | 8 | 9 | 4 | 7 | 6
Fraud | 3 | 6 | 2 | 5 | 1 | 8
""",
    )
    assert found == ["2022 > Oct", "2022 > Nov", "2022 > Dec", "2023 > Jan", "2023 > Feb", "2023 > Mar"]


@pytest.mark.parametrize("last", ["Grand Total", "% change", "Rate per 1,000"])
def test_the_total_and_the_rate_at_the_end_belong_to_no_year(tmp_path: Path, last: str) -> None:
    (table, *_) = tables(
        tmp_path,
        f"""
Offence | 2022 |  | 2023 |  |
 | Male | Female | Male | Female | "{last}"
Theft | 5 | 8 | 9 | 4 | 26
Fraud | 3 | 6 | 2 | 5 | 16
Arson | 1 | 1 | 2 | 5 | 9
""",
    )
    paths = [" > ".join(path) for path in table.columns]
    assert paths[:4] == ["2022 > Male", "2022 > Female", "2023 > Male", "2023 > Female"]
    assert all(path == last for path in paths[4:])


def test_a_total_under_every_year_stays_under_it(tmp_path: Path) -> None:
    found = columns(
        tmp_path,
        """
Offence | 2022 |  |  | 2023 |  |
 | Male | Female | Total | Male | Female | Total
Theft | 5 | 8 | 13 | 4 | 7 | 11
Fraud | 3 | 6 | 9 | 5 | 1 | 6
""",
    )
    assert found[2] == "2022 > Total"
    assert found[5] == "2023 > Total"


def test_headings_that_fit_over_no_columns_are_for_a_person(tmp_path: Path) -> None:
    """January cannot follow December inside one year, so 2022 does not stand over both."""
    (table,) = tables(
        tmp_path,
        """
Offence | 2022 |  |  |
 | Nov | Dec | Jan | Feb
Theft | 5 | 8 | 9 | 4
Fraud | 3 | 6 | 2 | 5
""",
    )
    assert table.status == "review"
    assert "upper heading" in table.why


def test_a_heading_of_years_and_a_total_begins_a_table_below_another(tmp_path: Path) -> None:
    first, second = tables(
        tmp_path,
        """
Offence | 2021 | 2022 | Total
Theft | 5 | 8 | 13
Fraud | 3 | 6 | 9
 |  |  |
Outcome | 2021 | 2022 | Total
Charged | 4 | 5 | 9
Cautioned | 1 | 2 | 3
""",
    )
    assert first.rows == (("Theft",), ("Fraud",))
    assert second.rows == (("Charged",), ("Cautioned",))
    assert second.columns == (("2021",), ("2022",), ("Total",))
