import random
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.read import read_file
from answerable.read.numerals import comma_is_decimal, number
from answerable.read.proved import ODDS
from answerable.read.sums import find_sums


def found(lines, **how):
    return {s.line: s.parts for s in find_sums(lines, **how)}


def flipped(lines):
    return [list(line) for line in zip(*lines, strict=True)]


PARTS = [[120, 431, 52, 77], [88, 97, 203, 41], [15, 260, 34, 19], [310, 45, 66, 128]]


def added(lines):
    return [sum(column) for column in zip(*lines, strict=True)]


def test_a_total_after_or_before_its_parts():
    total = added(PARTS)
    assert found([*PARTS, total]) == {4: (0, 1, 2, 3)}
    assert found([total, *PARTS]) == {0: (1, 2, 3, 4)}


def test_no_total_is_seen_where_there_is_none():
    assert found(PARTS) == {}


def test_a_total_of_totals_skips_their_parts():
    first, second = added(PARTS[:2]), added(PARTS[2:])
    lines = [PARTS[0], PARTS[1], first, PARTS[2], PARTS[3], second, added(PARTS)]
    assert found(lines) == {2: (0, 1), 5: (3, 4), 6: (2, 5)} or found(lines) == {
        2: (0, 1),
        5: (3, 4),
        6: (0, 1, 3, 4),
    }


def test_every_second_column_is_summed_apart():
    ones, others = PARTS[:3], [[7, 13, 29, 3], [11, 5, 17, 23], [2, 19, 8, 31]]
    lines = [line for pair in zip(ones, others, strict=True) for line in pair]
    sums = found([*lines, added(ones), added(others)])
    assert sums[6] == (0, 2, 4)
    assert sums[7] == (1, 3, 5)


def test_a_sum_may_fail_in_few_cells_and_no_more():
    rows = flipped([[k * 37 % 101 + 5, k * 53 % 89 + 9] for k in range(20)])
    total = added(rows)
    assert found([*rows, [total[0] + 1, *total[1:]]]) == {2: (0, 1)}
    assert found([*rows, [t + 1 if k % 4 == 0 else t for k, t in enumerate(total)]], exact=True) == {}


def test_rounded_decimals_hold_and_whole_counts_are_never_rounded():
    parts = [
        [Decimal("10.333"), Decimal("41.666"), Decimal("7.255")],
        [Decimal("20.333"), Decimal("11.666"), Decimal("9.124")],
        [Decimal("33.334"), Decimal("5.671"), Decimal("81.006")],
    ]
    total = [sum(column) + Decimal("0.001") for column in zip(*parts, strict=True)]
    assert 3 in found([*parts, total])
    off = [sum(column) + 1 for column in zip(*PARTS, strict=True)]
    assert found([*PARTS, off], exact=True) == {}


def test_negative_numbers_add_too():
    parts = [[-120, 431, 52], [88, -97, 203], [15, 260, -34]]
    assert found([*parts, added(parts)]) == {3: (0, 1, 2)}


def test_noughts_and_copies_prove_nothing():
    assert found([[0] * 9] * 5) == {}
    assert found([[5, 9, 14, 2]] * 2 + [[0] * 4]) == {}


def test_a_blank_part_is_no_contradiction():
    lines = [list(line) for line in PARTS]
    total = added(lines)
    lines[1][2] = None
    assert found([*lines, total]) == {4: (0, 1, 2, 3)}


@given(
    st.lists(st.lists(st.integers(100, 99_999), min_size=5, max_size=5), min_size=2, max_size=8),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_every_sum_that_is_found_adds_up(rows, first):
    total = added(rows)
    lines = [total, *rows] if first else [*rows, total]
    sums = find_sums(lines, exact=True)
    for sum_ in sums:
        assert len(sum_.parts) >= 2
        assert sum_.line not in sum_.parts
        for place in sum_.cells:
            assert sum(lines[part][place] for part in sum_.parts) == lines[sum_.line][place]


def random_table(rng):
    """Counts without totals: even, or in proportion to their rows and columns as real ones are."""
    height, width, top = rng.randint(3, 14), rng.randint(1, 9), rng.choice([1, 2, 3, 5, 10, 50, 500, 20_000])
    if rng.random() < 0.5:
        return [[rng.randint(0, top) for _ in range(width)] for _ in range(height)]
    rows, columns = ([rng.random() ** 2 for _ in range(n)] for n in (height, width))
    return [[max(0, round(rng.gauss(m := top * 4 * a * b, m**0.5))) for b in columns] for a in rows]


def test_random_counts_without_totals_are_hardly_ever_taken_for_totals():
    rng = random.Random(20)
    tables = [random_table(rng) for _ in range(1000)]
    wrong = sum(
        bool(find_sums(t, exact=True, odds=ODDS) or find_sums(flipped(t), exact=True, odds=ODDS))
        for t in tables
    )
    assert wrong <= 1


def test_a_sheet_is_searched_fast():
    rng = random.Random(4)
    rows = [[rng.randint(0, 5000) for _ in range(29)] for _ in range(200)]
    rows = [[*row, sum(row)] for row in rows]
    begun = time.process_time()
    columns = found(flipped(rows), exact=True)
    find_sums(rows, exact=True)
    assert columns == {29: tuple(range(29))}
    assert time.process_time() - begun < 2.0


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("1,234", False, "1234"), ("£1,234.50", False, "1234.50"), ("1.234,5", True, "1234.5"), ("(12)", False, "-12"),
        ("−3.5%", False, "-3.5"), ("1 835", False, "1835"), ("0,1", True, "0.1"), ("-$4", False, "-4"),
    ],
)  # fmt: skip
def test_numbers_as_printed(text, comma, value):
    assert number(text, decimal_comma=comma) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "n/a", "12 May", "<5", "1.2.3", "A1"])
def test_what_prints_no_number(text):
    assert number(text) is None


def test_the_decimal_mark_is_told_by_the_sheet():
    assert comma_is_decimal(["1.051,8", "58,5", "12"])
    assert not comma_is_decimal(["1,051.8", "58.5", "1,234"])


def written(tmp_path, rows):
    path = tmp_path / "reply.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    return read_file(path)


def test_an_unlabelled_total_is_marked_checked_and_said(tmp_path):
    head = ["Force area", "Incl. attempts", "Theft", "Fraud", "Arson"]
    body = [[f"Area {name}", a + b + c, a, b, c] for name, a, b, c in
            [("north", 412, 130, 77), ("south", 530, 96, 41), ("east", 287, 164, 58), ("west", 618, 203, 92)]]  # fmt: skip
    document = written(tmp_path, [head, *body])
    (table,) = document.tables
    assert table.column_totals == (True, False, False, False)
    assert table.tally() == {"held": 4, "failed": 0, "open": 0}
    (note,) = [f for f in document.findings if f.kind == "total-unlabelled"]
    assert "“Incl. attempts” is the sum of “Theft”, “Fraud”, “Arson”" in note.what
    assert note.severity == "note"


def test_small_counts_that_happen_to_add_are_not_marked(tmp_path):
    document = written(
        tmp_path,
        [["Area", "Theft", "Fraud", "Arson"], ["North", 2, 1, 1], ["South", 1, 0, 1], ["East", 3, 2, 1]],
    )
    assert not any(document.tables[0].column_totals)
    assert "total-unlabelled" not in {f.kind for f in document.findings}


def test_one_place_that_contradicts_leaves_a_column_unmarked(tmp_path):
    rows = [[f"Area {k}", 100 + k * 7 + 1000 + k * k * 3, 100 + k * 7, 1000 + k * k * 3] for k in range(15)]
    rows[7][1] += 1
    document = written(tmp_path, [["Area", "Incidents", "Theft", "Fraud"], *rows])
    assert not any(document.tables[0].column_totals)


def test_a_labelled_total_is_not_said_twice(tmp_path):
    rows = [[f"Area {k}", 300 + k * 71, 900 - k * k * 13, 1200 + k * 71 - k * k * 13] for k in range(6)]
    document = written(tmp_path, [["Area", "Theft", "Fraud", "Total"], *rows])
    (table,) = document.tables
    assert table.column_totals == (False, False, True)
    assert table.tally()["held"] == 6
    assert "total-unlabelled" not in {f.kind for f in document.findings}


def test_totals_of_few_numbers_are_known_by_their_place_among_the_sure_ones():
    sure = [([812, 340, 77], [345, 91, 402]), ([1204, 655, 38], [877, 120, 264])] * 2
    blocks = [([a + i for a in one], [b + 3 * i for b in other]) for i, (one, other) in enumerate(sure)]
    blocks += [([1, 0, 2], [0, 1, 0]), ([2, 0, 0], [1, 0, 0])]
    lines = [line for one, other in blocks for line in (one, other, added([one, other]), [7, 7, 7])]
    assert found(lines) == {i: (i - 2, i - 1) for i in (2, 6, 10, 14, 18, 22)}
    assert not found(lines[16:])


def test_counts_add_up_across_the_rates_between_them():
    draw = random.Random(4)
    parts = [[draw.randint(50, 900) for _ in range(3)] for _ in range(12)]
    rows = [[sum(p), *(x for n in p for x in (n, Decimal(draw.randint(101, 997)) / 1000))] for p in parts]
    assert found(flipped(rows)) == {0: (1, 3, 5)}


def test_lines_of_one_name_are_tried_as_parts():
    draw = random.Random(6)
    columns = [[draw.randint(50, 900) for _ in range(9)] for _ in range(12)]
    columns[11] = [sum(columns[c][r] for c in (1, 4, 8)) for r in range(9)]
    names = [f"note {i}" for i in range(12)]
    for c in (1, 4, 8):
        names[c] = "Male"
    assert not found(columns)
    assert found(columns, labels=names) == {11: (1, 4, 8)}


def test_two_parts_may_stand_anywhere_in_a_long_table():
    draw = random.Random(5)
    columns = [[draw.randint(50, 900) for _ in range(20)] for _ in range(10)]
    columns[5] = [a + b for a, b in zip(columns[1], columns[8], strict=True)]
    assert found(columns) == {5: (1, 8)}


def test_two_parts_that_stand_anywhere_may_differ_in_one_of_the_largest_cells():
    draw = random.Random(5)
    columns = [[draw.randint(50, 900) for _ in range(20)] for _ in range(10)]
    columns[5] = [a + b for a, b in zip(columns[1], columns[8], strict=True)]
    columns[5][columns[5].index(max(columns[5]))] += 5000
    assert found(columns) == {5: (1, 8)}


@pytest.mark.parametrize("base", [3, 5, 100])
def test_numbers_rounded_to_a_multiple_add_up_within_their_rounding(base):
    draw = random.Random(base)
    parts = [[draw.randint(1000, 90_000) for _ in range(9)] for _ in range(5)]

    def rounded(line):
        return [round(x / base) * base for x in line]

    lines = [*map(rounded, parts), rounded(added(parts))]
    assert added(lines[:5]) != lines[5]
    assert found(lines) == {5: (0, 1, 2, 3, 4)}
    assert found(lines, exact=True) == {}


OF_WHICH = [
    ["Offence", "2020"],
    ["Rape", "10"],
    ["of which charged", "2"],
    ["Theft", "20"],
    ["of which charged", "5"],
]


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([*OF_WHICH, ["Total", "30"]], 1),
        (
            [
                ["Offence", "2020"],
                ["Total recorded", "10"],
                ["of which charged", "2"],
                ["of which cautioned", "3"],
            ],
            0,
        ),
    ],
)
def test_rows_of_which_are_no_parts_of_a_total_beside_those_above_them(tmp_path, rows, held):
    (tmp_path / "a.csv").write_text("\n".join(map(",".join, rows)))
    (table,) = read_file(tmp_path / "a.csv").tables
    assert table.status == "read"
    assert (table.tally()["held"], table.tally()["failed"]) == (held, 0)
