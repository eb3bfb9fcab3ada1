"""Quantities: every number of the labelled sentences, and what each can mean."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.claims import numerals
from answerable.claims.quantities import Scanner
from answerable.claims.readings import Readings
from answerable.claims.sentences import Sentence
from answerable.model import Source

READINGS = Readings.load()
SCANNER = Scanner(READINGS)
LETTERS = {"count": "C", "percent": "P", "points": "Q", "multiple": "M"}
LABELLED = [
    line.split(" | ") if " | " in line else [line.rstrip(" |")]
    for line in (Path(__file__).parent / "labelled.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def quantities(text):
    found = SCANNER.parse(Sentence(text, Source("f", "0" * 64, text, line=1), 0, 0)).quantities
    return [q for q in found if q.kind != "period"]


def shown(quantity):
    low, high = f"{quantity.low:.6g}", f"{quantity.high:.6g}"
    number = low if low == high else f"{low}..{high}"
    return f"{LETTERS[quantity.kind]} {number}{'/' + quantity.hedge if quantity.hedge else ''}"


def label(text):
    kind, rest = text.split(" ", 1)
    number, _, hedge = rest.partition("/")
    number = "..".join(f"{float(end):.6g}" for end in number.split(".."))
    return f"{kind} {number}{'/' + hedge if hedge else ''}"


def near(found, wanted):
    """Equal but for the sixth figure of a third."""
    return len(found) == len(wanted) and all(
        a == b or (a[:5] == b[:5] and "33.33" in a + b) or (a[:5] == b[:5] and "66.66" in a + b)
        for a, b in zip(found, wanted, strict=True)
    )


def test_there_are_enough_sentences():
    assert len(LABELLED) >= 150


@pytest.mark.parametrize(
    ("text", "labels"), [(row[0], row[1:]) for row in LABELLED], ids=lambda v: str(v)[:40]
)
def test_labelled_sentences(text, labels):
    found, wanted = [shown(q) for q in quantities(text)], [label(item) for item in labels]
    assert near(found, wanted), found


def interval(text):
    quantity = quantities(text)[0]
    return round(quantity.strict.low, 6), round(quantity.strict.high, 6)


def test_the_readings_that_the_documents_promise():
    assert interval("7.6% of cases") == (7.55, 7.65)
    assert interval("almost half of cases") == (45, 50)
    assert quantities("almost half of cases")[0].strict.open_high
    assert interval("33,000 offences") == (32_500, 33_500)
    assert interval("485 offences") == (485, 485)
    assert interval("over 2,000 offences") == (2_000, math.inf)
    assert interval("up to 27,500 people") == (0, 27_500)


@given(st.integers(1, 10**9))
def test_a_count_lies_in_its_own_reading(number):
    quantity = quantities(f"{number:,} offences")[0]
    assert number in quantity.strict
    assert quantity.strict.low >= quantity.loose.low
    assert quantity.strict.high <= quantity.loose.high


@given(st.decimals(0, 100, places=1), st.sampled_from(["", *sorted(READINGS.before)]))
def test_the_loose_reading_holds_the_strict_one(number, hedge):
    for quantity in quantities(f"It was {hedge} {number}% of cases"):
        assert quantity.loose.low <= quantity.strict.low + 1e-9
        assert quantity.strict.high <= quantity.loose.high + 1e-9


@given(st.integers(0, 999))
def test_numbers_in_words_read_back(number):
    assert numerals.read(in_words(number)).value == number


def in_words(number):
    small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return small[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{small[number % 10]}" if number % 10 else "")
    rest = f" and {in_words(number % 100)}" if number % 100 else ""
    return f"{small[number // 100]} hundred{rest}"


def test_a_table_of_readings_can_be_replaced(tmp_path):
    text = (Path(numerals.__file__).parent / "data" / "readings.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(
        text.replace("strict = [0.9, 1.0]", "strict = [0.8, 1.0]"), encoding="utf-8"
    )
    own = Scanner(Readings.load(tmp_path / "own.toml"))
    text = "almost half of cases"
    found = own.parse(Sentence(text, Source("f", "0" * 64, text, line=1), 0, 0)).quantities[0]
    assert found.strict.low == pytest.approx(40)


def test_a_damaged_table_says_so(tmp_path):
    (tmp_path / "bad.toml").write_text("[hedge.about]\nwords = ['about']\n", encoding="utf-8")
    with pytest.raises(ValueError, match="table of readings"):
        Readings.load(tmp_path / "bad.toml")


def test_the_document_prints_the_whole_table():
    text = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
    for hedge in READINGS.hedges.values():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| {hedge.name} |")]
        assert all(words in row for words in (*hedge.words, *hedge.after)), hedge.name
        for factor in (*hedge.strict, *hedge.loose):
            shown = "∞" if math.isinf(factor) else f"{factor:g}v" if factor else "0"
            assert shown in row, (hedge.name, shown)
