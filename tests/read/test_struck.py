"""Text with a line through it, and numbers one under another in a cell, never run together into another number."""

import docx
import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from answerable.read import read_file


def as_html(tmp_path, rows):
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    path = tmp_path / "reply.html"
    path.write_text(f"<html><body><table>{cells}</table></body></html>")
    return read_file(path)


def as_docx(tmp_path, rows, struck=None):
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            if text == struck:
                cell.paragraphs[0].add_run("3").font.strike = True
                cell.paragraphs[0].add_run("4")
            else:
                cell.text = text.replace("<br>", "\n")
    document.save(tmp_path / "reply.docx")
    return read_file(tmp_path / "reply.docx")


@pytest.mark.parametrize(
    "marked",
    [
        "<del>3</del>4",
        "<s>3</s>4",
        '<span style="text-decoration: line-through">3</span>4',
        "<strike>3</strike>4",
    ],
)
def test_struck_text_of_a_web_page(tmp_path, marked):
    document = as_html(tmp_path, [["Offence", "2020"], ["Stalking", marked], ["Exposure", "5"]])
    assert [cell.count.low for cell in document.tables[0].cells] == [4, 5]
    assert [f.kind for f in document.findings] == ["struck-text"]


def test_struck_text_of_a_letter(tmp_path):
    document = as_docx(tmp_path, [["Offence", "2020"], ["Stalking", "34"], ["Exposure", "5"]], struck="34")
    assert [cell.count.low for cell in document.tables[0].cells] == [4, 5]
    assert [f.kind for f in document.findings] == ["struck-text"]


def test_struck_text_of_a_sheet(tmp_path):
    book = openpyxl.Workbook()
    taken_back = TextBlock(InlineFont(strike=True), "3")
    for row in [["Offence", "2020"], ["Stalking", CellRichText(taken_back, "4")], ["Exposure", "5"]]:
        book.active.append(row)
    book.save(tmp_path / "reply.xlsx")
    (table,) = read_file(tmp_path / "reply.xlsx").tables
    assert [cell.count.low for cell in table.cells] == [4, 5]


def as_xlsx(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([text.replace("<br>", "\n") for text in row])
    book.save(tmp_path / "reply.xlsx")
    return read_file(tmp_path / "reply.xlsx")


@pytest.mark.parametrize("reader", [as_html, as_docx, as_xlsx])
def test_numbers_one_under_another_are_rows_of_their_own(tmp_path, reader):
    rows = [["Offence", "2020", "2021"], ["Stalking<br>Theft", "12<br>345", "6<br>*"], ["Exposure", "1", "2"]]
    (table,) = reader(tmp_path, rows).tables
    assert (table.status, table.rows) == ("read", (("Stalking",), ("Theft",), ("Exposure",)))
    assert [cell.count.low for cell in table.cells] == [12, 6, 345, 0, 1, 2]


@pytest.mark.parametrize("reader", [as_html, as_docx, as_xlsx])
@pytest.mark.parametrize("label", ["Stalking", "Stalking<br>Theft<br>Arson"])
def test_numbers_one_under_another_beside_other_labels_are_for_a_person(tmp_path, reader, label):
    rows = [["Offence", "2020", "2021"], [label, "12<br>345", "6<br>7"], ["Exposure", "1", "2"]]
    (table,) = reader(tmp_path, rows).tables
    assert table.status == "review"


ROWS = [["Offence", "2020", "2021"], ["Stalking", 34, 40], ["Exposure", 5, 6]]


def test_whole_cells_of_a_sheet_struck_through(tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["B2"].font = openpyxl.styles.Font(strike=True)
    book.save(tmp_path / "reply.xlsx")
    document = read_file(tmp_path / "reply.xlsx")
    assert [cell.printed for cell in document.tables[0].cells] == ["", "40", "5", "6"]
    assert [f.kind for f in document.findings] == ["struck-text"]
    assert "B2" in document.findings[0].what


def test_white_figures_on_white_are_read_as_hidden_and_told(tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    white = openpyxl.styles.Font(color="FFFFFFFF")
    for cell in ("A1", "B1", "C1", "B2"):
        book.active[cell].font = white
    for cell in ("A1", "B1", "C1"):
        book.active[cell].fill = openpyxl.styles.PatternFill("solid", fgColor="FF203050")
    book.save(tmp_path / "reply.xlsx")
    document = read_file(tmp_path / "reply.xlsx")
    assert [cell.hidden for cell in document.tables[0].cells] == [True, False, False, False]
    assert [f.kind for f in document.findings] == ["white-text"]


def test_struck_text_of_an_old_sheet(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Figures")
    struck, plain = xlwt.easyfont("struck_out true"), xlwt.easyfont("")
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    sheet.write_rich_text(3, 1, (("3", struck), ("4", plain)))
    sheet.write(3, 2, 9, xlwt.easyxf("font: struck_out true"))
    sheet.write(3, 0, "Theft")
    book.save(str(tmp_path / "reply.xls"))
    document = read_file(tmp_path / "reply.xls")
    assert [cell.printed for cell in document.tables[0].cells][-2:] == ["4", ""]
    assert [f.kind for f in document.findings] == ["struck-text"]


def test_struck_text_of_an_open_document(tmp_path):
    book = OpenDocumentSpreadsheet()
    struck = Style(name="gone", family="table-cell")
    struck.addElement(TextProperties(textlinethroughstyle="solid"))
    book.automaticstyles.addElement(struck)
    table = Table(name="Figures")
    for row in ROWS:
        line = TableRow()
        for value in row:
            style = "gone" if value == 34 else None
            cell = TableCell(stylename=style) if style else TableCell()
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "reply.ods"))
    document = read_file(tmp_path / "reply.ods")
    assert [cell.printed for cell in document.tables[0].cells] == ["", "40", "5", "6"]
    assert [f.kind for f in document.findings] == ["struck-text"]
