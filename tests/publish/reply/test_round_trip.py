"""The law of the house: a reply that is written here reads back as the same tables."""

import hashlib

import pytest
from conftest_reply import order, tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.publish.reply.data import json_of
from answerable.publish.reply.docx import docx
from answerable.publish.reply.html import html
from answerable.publish.reply.letter import letter
from answerable.publish.reply.printed import meaning, print_tables
from answerable.publish.reply.tables import search_of
from answerable.publish.reply.text import text
from answerable.read.formats import SUPPORTED, load
from answerable.read.reader import interpret

WRITERS = {"txt": lambda made: text(made).encode(), "html": lambda made: html(made).encode(), "docx": docx}


def read_back(kind, found):
    printed = print_tables(found)
    made = letter(order(*found), printed, means=meaning(found), small=True)
    data = WRITERS[kind](made)
    sha256 = hashlib.sha256(data).hexdigest()
    return interpret(load(data, file=f"reply.{kind}", sha256=sha256), file=f"reply.{kind}", sha256=sha256)


def same(kind, found, bodies):
    document = read_back(kind, found)
    means = meaning(found)
    assert len(document.tables) == len(found)
    for table, written, body in zip(document.tables, found, bodies, strict=True):
        assert table.status == "read", table.why
        assert table.title == written.title
        assert table.rows == written.rows
        assert table.columns == written.columns
        assert table.row_totals == written.row_totals
        assert table.column_totals == written.column_totals
        assert len(table.cells) == len(written.cells)
        for cell, source in zip(table.cells, written.cells, strict=True):
            truth = body[cell.row][cell.column]
            if source.state == "blank":
                assert (cell.printed, cell.state) == ("", "blank")
                assert cell.count is None or truth in cell.count
            elif source.state == "exact":
                assert (cell.printed, cell.state, cell.count) == (f"{truth:,}", "exact", source.count)
            else:  # totals may bound it further, and never past the truth
                assert cell.printed == "*"
                assert truth in cell.count
                assert means is None or means.covers(cell.count)
        assert not any(check.result == "failed" for check in table.checks)
    assert {"cells-lost", "unread-numbers", "review"}.isdisjoint(f.kind for f in document.findings)
    assert not document.statements  # no sentence of the letter reads as a count
    return document


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(tables(), min_size=1, max_size=3))
def test_a_reply_reads_back_as_the_same_tables(kind, made):
    if kind not in SUPPORTED:
        pytest.skip("Word documents are not read yet")
    document = same(kind, [table for table, _ in made], [body for _, body in made])
    assert document.reply.state == "answered"
    assert (document.reply.body, document.reply.reference) == ("E23000013", "FOI 0978-24")


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(tables(withheld=True), min_size=1, max_size=3))
def test_withheld_numbers_read_back_as_withheld(kind, made):
    if kind not in SUPPORTED:
        pytest.skip("Word documents are not read yet")
    same(kind, [table for table, _ in made], [body for _, body in made])


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(tables(withheld=True, blanks=True), min_size=1, max_size=3))
def test_blanks_noughts_and_marks_read_back_each_as_what_they_are(kind, made):
    if kind not in SUPPORTED:
        pytest.skip("Word documents are not read yet")
    same(kind, [table for table, _ in made], [body for _, body in made])


@given(st.lists(tables(withheld=True), min_size=1, max_size=3))
def test_the_json_beside_the_letter_reads_back_as_the_same_tables(made):
    import json

    found = tuple(table for table, _ in made)
    back = search_of(json.loads(json_of(order(*found), print_tables(found), small=True)), "x").tables
    assert print_tables(back) == print_tables(found)
