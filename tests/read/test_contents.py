"""Dots lead from a label to a page, or to a count."""

import pytest

from answerable.read import read_file

ENTRIES = [("Introduction", "2"), ("Recorded offences", "4"), ("Method", "9")]


def read(tmp_path, lines):
    path = tmp_path / "report.txt"
    path.write_text("\n".join(["Example Police", "", *lines, "", "There were 45 offences in 2022."]))
    return read_file(path)


@pytest.mark.parametrize("dots", ["............", " . . . . . . . ", "………"])
def test_the_pages_of_a_list_of_contents_are_no_counts(tmp_path, dots):
    document = read(tmp_path, ["Contents", *(f"{label} {dots} {page}" for label, page in ENTRIES)])
    assert [s.count.low for s in document.statements] == [45]
    assert not [f for f in document.findings if f.kind == "contents"]


def test_without_that_word_they_may_be_counts_and_are_told(tmp_path):
    document = read(tmp_path, [f"{label} ....... {page}" for label, page in ENTRIES])
    assert [s.count.low for s in document.statements] == [45]
    (finding,) = [f for f in document.findings if f.kind == "contents"]
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "rows",
    [
        [("Stalking", "12"), ("Harassment", "7"), ("Exposure", "30")],
        [("2020/21", "7"), ("2021/22", "12"), ("2022/23", "30")],
        [("Stalking", "7"), ("Harassment", "12"), ("Exposure", "30"), ("Total", "49")],
    ],
)
def test_counts_after_dots_are_counts(tmp_path, rows):
    document = read(tmp_path, [f"{label} ....... {n}" for label, n in rows])
    assert [s.count.low for s in document.statements] == [*(int(n) for _, n in rows), 45]


def test_a_long_title_takes_two_lines(tmp_path):
    lines = [
        "Contents",
        "Introduction ...... 2",
        "Offences recorded in each year",
        "by outcome ....... 4",
        "Method ...... 9",
    ]
    assert [s.count.low for s in read(tmp_path, lines).statements] == [45]
