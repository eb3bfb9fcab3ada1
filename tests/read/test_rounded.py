import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.read import read_file
from answerable.read.sum_lines import common_multiple


def read(folder, rows):
    path = folder / "reply.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    return [finding for finding in read_file(path).findings if finding.kind == "rounded"]


def table(base, rows=5):
    draw = random.Random(base)
    body = [[f"Offence {r}", *(base * draw.randint(1, 400) for _ in range(3))] for r in range(rows)]
    return [["Offence", 2021, 2022, 2023], *body]


@pytest.mark.parametrize("base", [3, 5, 10])
def test_counts_that_are_all_multiples_are_said_to_be_rounded(tmp_path, base):
    (finding,) = read(tmp_path, table(base))
    assert f"multiple of {base}:" in finding.what
    assert finding.severity == "warning"


def test_counts_as_recorded_are_not(tmp_path):
    assert read(tmp_path, table(1)) == []


def test_few_counts_prove_nothing(tmp_path):
    assert read(tmp_path, table(5, rows=2)) == []


@given(st.lists(st.integers(0, 5000), max_size=40), st.sampled_from([3, 5, 10]))
def test_the_multiple_divides_all(numbers, base):
    found = common_multiple(number * base for number in numbers)
    assert all(number * base % found == 0 for number in numbers)
    assert found == 1 or found % base == 0
