"""XML Spreadsheet 2003 reads as the same workbook in xlsx does, with what it hides and what it prints."""

import datetime as dt
import io
import random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Alignment, Font
from tests.generators import workbooks, xlsb, xmlss
from tests.generators.tables import make_table

from answerable.read import UnreadableError, read_file
from answerable.read.formats import load
from answerable.read.grid import Grid

FORMS = {"a.xls": lambda book: xmlss.written(book).encode(), "a.xlsb": xlsb.written}


def blocks(data, name):
    loaded = load(data, file=name, sha256="0" * 64)
    told = [(f.kind, f.what) for f in loaded.findings]
    cells = [
        [(c.text, c.row_span, c.column_span, c.hidden, c.bold, c.indent, c.source.cell) for row in b.rows for c in row]
        if isinstance(b, Grid) else (b.text, b.source.cell, b.source.sheet) for b in loaded.blocks
    ]  # fmt: skip
    return cells, told


def as_xlsx(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def special():
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["Offence", 2019, 2020, 2021, "Share"],
        ["Stalking", 4, "<5", 6, 0.25],
        ["Theft", 1234, 7, None, 1],
    ]
    rows += [["Old", 1, 1, 1, 0.5], ["Total & all", 1238, "*", 6, 1], ["Raised", "two\nlines", True, 12.5]]
    rows += [["When", dt.date(2020, 4, 1), dt.datetime(2021, 3, 31, 12, 30)]]  # noqa: DTZ001
    for row in rows:
        sheet.append(row)
    for row in range(2, 6):
        sheet.cell(row, 5).number_format = "0%"
    sheet["B3"].number_format, sheet["D2"].number_format, sheet["B7"].number_format = (
        "#,##0",
        '"<10"',
        "mmm-yy",
    )
    sheet.row_dimensions[4].hidden = sheet.column_dimensions["C"].hidden = True
    sheet["A5"].font, sheet["D4"].font, sheet["B4"].font = (
        Font(bold=True),
        Font(strike=True),
        Font(color="FFFFFFFF"),
    )
    sheet["A2"].alignment = Alignment(indent=2)
    sheet.merge_cells("A10:C11")
    sheet["A10"], sheet["A13"] = "Merged", "last"
    hidden, deep, far = (book.create_sheet(name) for name in ("Hidden", "Deep", "Far"))
    hidden["A1"], deep["A1"], hidden.sheet_state, deep.sheet_state = 1, 2, "hidden", "veryHidden"
    far["C5"], far["D5"], far["C6"], far["D6"] = "Kent", 5, "Essex", 70_000_000
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(book)))


@pytest.mark.parametrize("name", FORMS)
def test_what_is_hidden_struck_masked_merged_and_dated(name):
    found, told = blocks(FORMS[name](special()), name)
    assert (found, told) == blocks(as_xlsx(special()), "a.xlsx")
    assert {kind for kind, _ in told} >= {
        "hidden-rows",
        "hidden-sheet",
        "struck-text",
        "white-text",
        "masked-value",
    }


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_workbooks_read_alike(tmp_path_factory, name, seed):
    rng = random.Random(seed)
    twist = rng.choice(workbooks.TWISTS)
    path = tmp_path_factory.mktemp("books") / "a.xlsx"
    workbooks.write(path, [make_table(rng) for _ in range(1 + (twist in workbooks.PAIRS))], twist, rng)
    book = openpyxl.load_workbook(path)
    assert blocks(FORMS[name](book), name) == blocks(path.read_bytes(), "a.xlsx")


TABLE = '<Row><Cell ss:StyleID="a"><Data ss:Type="String">Offence</Data></Cell><Cell><Data ss:Type="Number">2020</Data></Cell></Row>'


def xml(rows, styles=""):
    return f'{xmlss.HEAD}<Styles>{styles}</Styles><Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet></Workbook>'


def test_formulas_raised_figures_and_values_from_elsewhere(tmp_path):
    rows = TABLE + (
        '<Row><Cell><Data ss:Type="String">Rape<html:Sup>1</html:Sup></Data></Cell><Cell ss:Formula="=[Old.xls]A!R1C1"><Data ss:Type="Number">4</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">Theft</Data></Cell><Cell ss:Formula="=SUM(R1C1)"/></Row>'
        '<Row><Cell><Data ss:Type="String">Arson</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data><Comment><Data>x</Data></Comment></Cell></Row>'
    )
    (tmp_path / "a.xml").write_text(xml(rows))
    document = read_file(tmp_path / "a.xml")
    assert document.kind == "xls"
    assert [cell.printed for cell in document.tables[0].cells] == ["4", "", "#REF!"]
    assert document.tables[0].rows[0] == ("Rape",)
    assert {f.kind for f in document.findings} >= {"formula-elsewhere", "formula-value", "comment"}


@pytest.mark.parametrize(
    ("text", "says"),
    [(xml(TABLE)[:-40], "cut short"), (xml(TABLE).replace("<Workbook", "<!DOCTYPE x [<!ENTITY a 'b'>]><Workbook"), "safety")],
)  # fmt: skip
def test_what_is_cut_short_or_unsafe_is_refused(text, says):
    with pytest.raises(UnreadableError, match=says):
        load(text.encode(), file="a.xls", sha256="0" * 64)
