"""Random tables, flattened in every known dialect: read exactly, or said to need a person; never wrong in silence."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generators.flatten import DIALECTS, letter
from tests.generators.judge import judge
from tests.generators.tables import Made, make_table

from answerable.model import Source
from answerable.read.grid import Loaded, Paragraph
from answerable.read.reader import interpret

MIN_NUMBERS = 4  # with fewer printed numbers a table cannot be told from a list or a sentence


def read_text(text):
    lines = (
        Paragraph(line, Source("reply.txt", "0" * 64, line, line=i))
        for i, line in enumerate(text.split("\n"), 1)
    )
    return interpret(Loaded("text", tuple(lines)), file="reply.txt", sha256="0" * 64)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_exact_or_review(dialect, seed):
    rng = random.Random(seed)
    made = make_table(rng)
    text = letter(DIALECTS[dialect](made, rng), rng)
    verdict, why = judge(read_text(text), made)
    assert verdict != "wrong", f"{verdict}: {why}\n{text}"
    if numbers_printed(made) >= MIN_NUMBERS:
        assert verdict in {"exact", "review"}, f"{verdict}: {why}\n{text}"


def numbers_printed(made: Made) -> int:
    return sum(any(c.isdigit() for c in cell) for row in made.printed for cell in row)


@pytest.mark.parametrize("dialect", ["pipes", "pipes unopened", "pipe rows", "pipes before values", "tabs"])
def test_dialects_that_keep_every_cell_are_nearly_always_read(dialect):
    verdicts = []
    for seed in range(100):
        rng = random.Random(seed)
        made = make_table(rng)
        verdicts.append(judge(read_text(letter(DIALECTS[dialect](made, rng), rng)), made)[0])
    assert verdicts.count("exact") >= 95


def test_a_reading_that_lies_is_judged_wrong():
    made = make_table(random.Random(5), suppress=False)
    text = letter(DIALECTS["tabs"](made, random.Random(5)), random.Random(5))
    changed = (
        text.replace(made.printed[0][0], "987654", 1)
        if made.printed[0][0]
        else text.replace(made.rows[0], "Else")
    )
    assert judge(read_text(changed), made)[0] == "wrong"


def test_values_that_fall_name_no_rows():
    """The last blank of a table leaves no trace: its cells then fill a table of another width as well."""
    rows = [
        "Age|2009|2010",
        "Under 10|6|",
        "10-15|1|5",
        "18-24|11|1,177",
        "25-34||",
        "55+|2|2,096",
        "Unknown|4",
    ]
    cells = "|".join(rows).replace("|", "\n\n")
    (table,) = read_text(f"The table below shows the number of offences recorded.\n{cells}\n").tables
    assert table.columns == (("2009",), ("2010",))
    assert table.rows[0] == ("Under 10",)


@pytest.mark.parametrize("number", [96, 206])
def test_nearly_empty_tables_of_a_cell_a_line_are_for_a_person(number):
    rng = random.Random(f"7741 cell lines {number}")
    made = make_table(rng)
    verdict, why = judge(read_text(letter(DIALECTS["cell lines"](made, rng), rng)), made)
    assert verdict == "review", why


def test_years_alone_over_labels_and_their_counts_group_them():
    found = read_text("2019/20\nRape 3\nTheft 5\n\n2020/21\nRape 4\nTheft 6\n")
    (table,) = found.tables
    assert table.status == "read"
    assert table.rows == (
        ("2019/20", "Rape"),
        ("2019/20", "Theft"),
        ("2020/21", "Rape"),
        ("2020/21", "Theft"),
    )
    assert [cell.count.low for cell in table.cells] == [3, 5, 4, 6]


def test_a_column_whose_twin_is_blank_lost_what_tells_them_apart():
    lines = [
        "Offence           Female     Male   Female     Male",
        "Rape",
        "Theft                                           2,543",
    ]
    found = read_text("\n".join([*lines, "Total                                           2,543"]))
    assert [table.status for table in found.tables] != ["read"]
