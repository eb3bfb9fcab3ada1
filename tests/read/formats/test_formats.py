import datetime as dt
import io
import os
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.comments import Comment

from answerable.read.formats import SUPPORTED, load, load_path
from answerable.read.formats.numberformat import moment, plain, show
from answerable.read.grid import Grid, UnreadableError


def read(data, name):
    return load(data, file=name, sha256="0" * 64)


def kinds(loaded):
    return {finding.kind for finding in loaded.findings}


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


# text and encodings


def test_text_keeps_every_line_as_printed():
    loaded = read(b"Dear all\r\n\r\n  2019   41\x0c\rend\n", "a.txt")
    assert [(p.text, p.source.line) for p in loaded.blocks] == [
        ("Dear all", 1), ("", 2), ("  2019   41\x0c", 3), ("end", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "mark", "guessed"),
    [
        ("utf-8", b"", False), ("utf-8", b"\xef\xbb\xbf", False), ("utf-16-le", b"\xff\xfe", False),
        ("utf-16-be", b"\xfe\xff", False), ("utf-16-le", b"", True), ("utf-16-be", b"", True), ("cp1252", b"", True),
    ],
)  # fmt: skip
def test_encodings(encoding, mark, guessed):
    line = "Cost £5 – 19 offences in the café"
    loaded = read(mark + line.encode(encoding), "a.txt")
    assert loaded.blocks[0].text == line
    assert ("encoding" in kinds(loaded)) == guessed


def test_mixed_encodings_read_both():
    assert read("é £".encode() + b" \xa35 \x96 6", "a.txt").blocks[0].text == "é £ £5 – 6"


def test_a_nul_never_joins_two_digits():
    loaded = read(b"Stalking 1\x009 offences were recorded in the year", "a.txt")
    assert "1\ufffd9" in loaded.blocks[0].text
    assert "encoding" in kinds(loaded)


def test_html_charset_is_respected():
    page = '<html><head><meta charset="iso-8859-2"></head><p>ř</p>'.encode("iso-8859-2")
    assert read(page, "a.html").blocks[0].text == "ř"


# html

PAGE = b"""<!doctype html><nav>Menu</nav><h1>Reply</h1>
<p>In 2019<br>41 offences</p><script>x</script><p hidden>no</p>
<table><caption>Tab</caption><tr><th rowspan=2>Offence<th colspan=2>2022</tr>
<tr><th>Oct<th>Nov</tr>
<tr><td>Stalking<td>19<sup>1</sup><td><b> 5 <br> 6</b></table>
<ul><li>2019 - 41<li>2020 - 42</ul>
<table><tr><td>intro<table><tr><td>a<td>1</table></td></tr></table>
<pre>
 a   b
 1   2</pre>"""


def test_html_blocks_in_order_with_lines():
    loaded = read(PAGE, "reply.html")
    seen = [(b.texts() if isinstance(b, Grid) else b.text, b.source.line) for b in loaded.blocks]
    assert seen == [
        ("Reply", 1), ("In 2019", 2), ("41 offences", 2),
        ((("Offence", "2022", ""), ("", "Oct", "Nov"), ("Stalking", "19[1]", "5 6")), 3),
        ("2019 - 41", 6), ("2020 - 42", 6), ("intro", 7), ((("a", "1"),), 7), (" a   b", 9), (" 1   2", 10),
    ]  # fmt: skip
    grid = loaded.blocks[3]
    assert grid.title == "Tab"
    assert grid.rows[2][2].bold
    assert grid.rows[2][1].source.line == 5
    assert grid.rows[1][0].covered_by == (0, 0)


def test_html_rows_that_are_hidden_keep_their_place():
    page = b"<table><tr><td>a<td hidden>2<td>3<tr style='display:none'><td>b<td>4<td>5</table>"
    (grid,) = read(page, "a.html").blocks
    assert grid.texts() == (("a", "2", "3"), ("b", "4", "5"))
    assert [[c.hidden for c in row] for row in grid.rows] == [[False, True, False], [True, True, True]]


def test_html_line_is_that_of_the_first_word():
    loaded = read(b"<p>a</p>\n<div>\n\n <b>x</b> y</div>", "a.html")
    assert [(b.text, b.source.line) for b in loaded.blocks] == [("a", 1), ("x y", 4)]


def test_html_rowspan_ends_with_its_section():
    page = b"<table><thead><tr><th rowspan=9>a<th>b</thead><tbody><tr><td>c<td>d</tbody></table>"
    (grid,) = read(page, "a.html").blocks
    assert grid.texts() == (("a", "b"), ("c", "d"))


# csv


def test_csv_two_tables_and_a_total_after_a_blank_row():
    data = b'Offence;2019;2020\nStalking;1,234;5\n\nTotal;4\n\nSex;2019;2020\n"F\nM";1;2\nX;3;4\n'
    first, second = read(data, "a.csv").blocks
    assert first.texts()[-1] == ("Total", "4", "")
    assert first.rows[1][1].text == "1,234"
    assert second.rows[0][0].source.where == "cell A6, line 6"
    assert second.rows[2][1].source.where == "cell B8, line 9"


def test_csv_title_stays_a_row_and_an_open_quote_is_told():
    loaded = read(b'Crimes 2019\na,b\n"c,1\nd,2\n', "a.csv")
    assert loaded.blocks[0].texts() == (("Crimes 2019", ""), ("a", "b"), ('"c', "1"), ("d", "2"))
    assert "quotes" in kinds(loaded)


def test_csv_quotes_that_pair_up_across_rows_swallow_none():
    loaded = read(b'a,b\n"c,1\nd,2\n"e,3\n', "a.csv")
    assert loaded.blocks[0].texts() == (("a", "b"), ('"c', "1"), ("d", "2"), ('"e', "3"))
    assert "quotes" in kinds(loaded)


# workbooks


def test_xlsx_as_printed():
    book = sheet_of([["Table 1"], ["Offence", 2019, 2020], ["Rape", 0.25, "<5"], ["x", 19, 3], ["Note: n"]])
    page = book.active
    page.merge_cells("A1:C1")
    page["B3"].number_format = "0%"
    page["C4"].number_format = '[<5]"<5";0'
    page["D2"] = dt.date(2022, 10, 1)
    page["D2"].number_format = "mmm-yy"
    page["D3"] = "=B4*2"
    page["D4"] = True
    page["B4"].comment = Comment("c", "d")
    page.row_dimensions[4].hidden = True
    book.create_sheet("B").sheet_state = "hidden"
    loaded = read(saved(book), "a.xlsx")
    title, grid, note = loaded.blocks
    assert (title.text, note.text, note.source.cell) == ("Table 1", "Note: n", "A5")
    assert grid.texts() == (
        ("Offence", "2019", "2020", "Oct-22"), ("Rape", "25%", "<5", ""), ("x", "19", "<5", "TRUE"),
    )  # fmt: skip
    assert [row[0].hidden for row in grid.rows] == [False, False, True]
    assert kinds(loaded) == {"formula-value", "masked-value", "comment", "hidden-rows", "hidden-sheet"}


def test_a_formula_never_worked_out_is_no_zero():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Offence", "Count"])
        sheet.write_row(1, 0, ["A", 3])
        sheet.write(2, 0, "Total")
        sheet.write_formula(2, 1, "=SUM(B2:B2)")
    loaded = read(out.getvalue(), "a.xlsx")
    assert loaded.blocks[0].rows[2][1].text == ""
    assert kinds(loaded) == {"formula-value"}


def test_merged_header_and_raised_footnote():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, sup = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.merge_range("B1:C1", "2022")
        sheet.write_row(1, 0, ["Offence", "Oct", "Nov"])
        sheet.write_rich_string(2, 0, "Stalking", sup, "1", " ")
        sheet.write_row(2, 1, [1, 2])
    (grid,) = read(out.getvalue(), "a.xlsx").blocks
    assert grid.rows[0][1].column_span == 2
    assert grid.rows[0][2].covered_by == (0, 1)
    assert grid.rows[2][0].text == "Stalking[1]"


def test_tables_abreast_and_below():
    rows = [
        ["Table 1", None, None, "Table 2"], ["A", "B", None, "C", "D"], ["x", 1, None, "y", 2], [],
        ["Total", 1, None, "Total", 2], [], ["Table 3"], ["Year", 2019, 2020], ["z", 3, 4],
    ]  # fmt: skip
    loaded = read(saved(sheet_of(rows)), "a.xlsx")
    seen = [b.texts() if isinstance(b, Grid) else b.text for b in loaded.blocks]
    assert seen == [
        "Table 1", (("A", "B"), ("x", "1"), ("", ""), ("Total", "1")),
        "Table 2", (("C", "D"), ("y", "2"), ("", ""), ("Total", "2")),
        "Table 3", (("Year", "2019", "2020"), ("z", "3", "4")),
    ]  # fmt: skip


def test_xls_formats_merges_and_hidden():
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write_merge(0, 0, 1, 2, "2022", xlwt.easyxf("font: bold on"))
    sheet.write(1, 0, "Offence")
    sheet.write(1, 1, dt.date(2022, 10, 1), xlwt.easyxf(num_format_str="mmm yyyy"))
    sheet.write(1, 2, 0.5, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 0, "x")
    sheet.row(2).hidden = True
    hidden = book.add_sheet("B")
    hidden.visibility = 1
    loaded = read(saved(book), "a.xls")
    (grid,) = loaded.blocks
    assert grid.texts() == (("", "2022", ""), ("Offence", "Oct 2022", "50.0%"), ("x", "", ""))
    assert grid.rows[0][1].bold
    assert grid.rows[0][2].covered_by == (0, 1)
    assert grid.rows[2][0].hidden
    assert kinds(loaded) == {"hidden-sheet", "hidden-rows"}


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (19.0, "General", "19"), (1234.5, "#,##0", "1234.5"), (-3, "0;(0)", "(3)"), (-3, "0", "-3"),
        (0, '#,##0;-#,##0;"-"', "0"), (5, '0"*"', "5*"), (5, "[$£-809]#,##0", "£5"), (0.256, "0%", "26%"),
        (44835, "mmm-yy", "Oct-22"), (44835, "dd/mm/yyyy", "2022-10-01"), (44835, "yyyy", "2022"),
        (44835, "d mmmm yyyy", "1 October 2022"), (0.5, "h:mm", "12:00"), (1.25, "[h]:mm", "30:00"),
        (3, '"*"', "*"), (0.1 + 0.2, "General", "0.3"), (1e-7, "General", "0.0000001"),
    ],
)  # fmt: skip
def test_number_formats(value, code, text):
    assert show(value, code).text == text


def test_plain_and_dates_at_the_edges():
    assert plain(1e21) == "1e+21"
    assert moment(1).date() == dt.date(1900, 1, 1)
    assert moment(61).date() == dt.date(1900, 3, 1)
    assert moment(0, from_1904=True).date() == dt.date(1904, 1, 1)
    assert moment(-1) is None


# what cannot be read


def zipped(*parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.csv", "empty"),
        (b"%PDF-1.7 x", "a.pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "a.xlsx", "images are never"),
        (zipped(("[Content_Types].xml", "x"), ("word/document.xml", "x")), "a.docx", "damaged"),
        (b"Rar!\x1a\x07\x01\x00", "a.rar", "archive of a kind"),
        (b"\x78\x9f\x3e\x22\x00", "winmail.dat", "only Outlook opens"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (OLE + "__substg1.0_".encode("utf-16-le"), "a.msg", "Outlook"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "damaged"),
        (bytes(range(256)) * 20, "a.csv", "neither"),
        (zipped(("[Content_Types].xml", "x"), ("xl/workbook.xml", ENTITY)), "a.xlsx", "safety"),
        (zipped(("[Content_Types].xml", "x"), ("xl/workbook.xml", ENTITY.decode().encode("utf-16"))), "a.xlsx", "safety"),
        (zipped(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", ENTITY)), "a.ods", "safety"),
        (zipped(("[Content_Types].xml", "x"), ("xl/workbook.xml", b" " * 150_000_000)), "a.xlsx", "unpacks"),
        (zipped(("[Content_Types].xml", "x"), ("xl/workbook.xml", "<a>" * 100_000)), "a.xlsx", "damaged"),
        (b"a,b\n" * 400_000, "a.csv", "records"),
        (b"\n" * 1_000_000 + b"x", "a.txt", "lines"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_refused_in_one_sentence(data, name, says):
    with pytest.raises(UnreadableError, match=says) as caught:
        read(data, name)
    assert str(caught.value).startswith(name)
    assert str(caught.value).count(". ") == 0


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_a_workbook_cut_anywhere_is_refused_or_read(name):
    book = sheet_of([["a", "b"], ["c", 1]]) if name == "a.xlsx" else xlwt.Workbook()
    if name == "a.xls":
        book.add_sheet("A").write(0, 0, "a")
    whole = saved(book)
    for end in range(8, len(whole), len(whole) // 40):
        with pytest.raises(UnreadableError):
            read(whole[:end], name)


@pytest.mark.parametrize("lost", [1, 7, 20])
def test_a_file_that_lost_bytes_at_its_head_is_refused(lost):
    """The place that the archive's directory names for its first part then lies before the beginning."""
    whole = zipped(
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet" * 9), ("content.xml", "<a/>")
    )
    with pytest.raises(UnreadableError, match="damaged"):
        read(whole[:40] + whole[40 + lost :], "a.ods")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<html><table><tr><td>a<td>1</table>", "a.xls", "html"),
        (b"a,b\n1,2\n", "a.xlsx", "csv"),
        (b"a\tb\n1\t2\n", "a.xls", "csv"),
        (saved(sheet_of([["a", 1]])), "a.csv", "xlsx"),
        (saved(sheet_of([["a", 1]])), "a.xls", "xlsx"),
        (b"A letter, with a comma\n", "letter", "text"),
    ],
)
def test_content_before_name(data, name, kind):
    assert read(data, name).kind == kind


def test_paths(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "none.csv"):
        with pytest.raises(UnreadableError):
            load_path(path)
    big = tmp_path / "big.csv"
    with big.open("wb") as stream:
        stream.write(b"2019,Stalking,Female\n" * 60_000)
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(UnreadableError, match=r"about 9,986,000 rows"):
        load_path(big)
    small = tmp_path / "a.csv"
    small.write_bytes(b"a,b\n1,2\n")
    loaded, digest = load_path(small, shown="reply/a.csv")
    assert loaded.blocks[0].source.file == "reply/a.csv"
    assert len(digest) == 64
    assert SUPPORTED["xlsm"] == "xlsx"


def test_an_old_workbook_says_what_is_bold_set_in_and_white(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    inset, white = xlwt.easyxf("align: indent 2"), xlwt.easyxf("font: colour white")
    for r, (label, style) in enumerate([("Theft", xlwt.easyxf("font: bold on")), ("of a car", inset)]):
        sheet.write(r, 0, label, style)
        sheet.write(r, 1, 5, white if r else xlwt.Style.default_style)
    sheet.write(0, 2, 7, xlwt.easyxf(num_format_str='"<10"'))
    book.save(tmp_path / "a.xls")
    loaded, _ = load_path(tmp_path / "a.xls")
    cells = {cell.source.cell: cell for row in loaded.blocks[0].rows for cell in row}
    assert [(cells[at].bold, cells[at].indent) for at in ("A1", "A2")] == [(True, 0), (False, 4)]
    assert [cells[at].hidden for at in ("B1", "B2")] == [False, True]
    assert {f.kind for f in loaded.findings} == {"white-text", "masked-value"}


def test_an_open_workbook_says_what_is_set_in_and_masked(tmp_path):
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f"><office:automatic-styles>'
        '<style:style style:name="in"><style:paragraph-properties fo:margin-left="0.7cm"/></style:style></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell table:style-name="in">'
        '<text:p>Theft</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="6"><text:p>&lt;10</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    loaded, _ = load_path(tmp_path / "a.ods")
    assert loaded.blocks[0].rows[0][0].indent > 0
    assert [f.kind for f in loaded.findings] == ["masked-value"]
