import io
import re
import shutil
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from answerable.read import read_file
from answerable.read.formats import load
from answerable.read.formats.convert import load_converted
from answerable.read.formats.origin import Origin
from answerable.read.grid import Grid, Paragraph, UnreadableError

W = nsdecls("w")


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(data, name="a.docx"):
    return load(data, file=name, sha256="0" * 64)


def texts(loaded):
    return [b.text for b in loaded.blocks if isinstance(b, Paragraph) and b.text]


def grids(loaded):
    return [b for b in loaded.blocks if isinstance(b, Grid)]


def kinds(loaded):
    return {f.kind for f in loaded.findings}


def table(document, rows):
    made = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            made.cell(r, c).text = text
    return made


def paragraph(document, inner):
    document.element.body.insert(-1, parse_xml(f"<w:p {W}>{inner}</w:p>"))


def test_spans_are_kept_and_every_cell_has_its_own_place():
    document = docx.Document()
    made = table(document, [["Offence", "2019", "", "2020"], ["Rape", "1", "2", "3"], ["", "4", "5", "6"]])
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(1, 0).merge(made.cell(2, 0))
    (grid,) = grids(read(saved(document)))
    assert grid.texts()[0] == ("Offence", "2019", "", "2020")
    assert grid.rows[0][1].column_span == 2
    assert grid.rows[0][2].covered_by == (0, 1)
    assert grid.rows[1][0].row_span == 2
    assert grid.rows[2][0].covered_by == (1, 0)
    assert len({(c.source.line, c.source.cell) for row in grid.rows for c in row}) == 12
    assert grid.rows[1][1].source.where == "cell B2 of table 1, line 2"


def test_rows_that_begin_late_or_end_early_keep_their_columns():
    document = docx.Document()
    made = table(document, [["Year", "2019", "2020"], ["Total", "7", "9"]])
    row = made.rows[1]._tr
    row.remove(row.tc_lst[0])
    row.insert(0, parse_xml(f'<w:trPr {W}><w:gridBefore w:val="1"/></w:trPr>'))
    assert grids(read(saved(document)))[0].texts()[1] == ("", "7", "9")


def test_a_nested_table_is_a_grid_of_its_own():
    document = docx.Document()
    outer = table(document, [["Offence", "Detail"], ["Rape", "see"], ["Other", "9"]])
    inner = outer.cell(1, 1).add_table(2, 2)
    for c, text in enumerate(("2019", "2020")):
        inner.cell(0, c).text = text
        inner.cell(1, c).text = str(40 + c)
    first, second = grids(read(saved(document)))
    assert first.texts()[1] == ("Rape", "see")
    assert second.texts() == (("2019", "2020"), ("40", "41"))


def test_a_table_that_only_lays_out_the_letter_is_read_as_its_paragraphs_and_tables():
    document = docx.Document()
    outer = table(document, [["Dear requester"]])
    outer.cell(0, 0).add_paragraph("In 2020, there were 22 offences.")
    inner = outer.cell(0, 0).add_table(2, 2)
    for i in range(4):
        inner.cell(i // 2, i % 2).text = ("Year", "2020", "Total", "22")[i]
    loaded = read(saved(document))
    assert texts(loaded) == ["Dear requester", "In 2020, there were 22 offences."]
    assert grids(loaded)[0].texts() == (("Year", "2020"), ("Total", "22"))


def test_tracked_changes_read_as_accepted_and_are_reported():
    document = docx.Document()
    paragraph(
        document,
        '<w:r><w:t xml:space="preserve">There were </w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>41</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>56</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> offences.</w:t></w:r>',
    )
    made = table(document, [["Year", "2020"], ["Total", "9"], ["Gone", "7"]])
    made.rows[2]._tr.insert(0, parse_xml(f'<w:trPr {W}><w:del w:id="3" w:author="x"/></w:trPr>'))
    loaded = read(saved(document))
    assert texts(loaded) == ["There were 56 offences."]
    assert grids(loaded)[0].height == 2
    (finding,) = [f for f in loaded.findings if f.kind == "tracked-changes"]
    assert "3 tracked changes" in finding.what
    assert "2 deletions" in finding.what


def test_hidden_text_is_left_out_and_reported():
    document = docx.Document()
    run = document.add_paragraph("There were 12").add_run("3")
    run.font.hidden = True
    loaded = read(saved(document))
    assert texts(loaded) == ["There were 12"]
    assert "hidden-text" in kinds(loaded)


def test_text_boxes_are_read_once():
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Total 41</w:t></w:r></w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    paragraph(
        document,
        f"<w:r><mc:AlternateContent {space}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert texts(read(saved(document))) == ["Total 41"]


def test_headings_lists_controls_and_bold():
    document = docx.Document()
    document.add_heading("Reply", 1)
    document.add_paragraph("223", "List Number")
    document.add_paragraph("41", "List Number")
    document.element.body.insert(
        -1,
        parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Kept</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    )
    made = table(document, [["a", "b"], ["c", "1"]])
    made.rows[0]._tr.insert(0, parse_xml(f"<w:trPr {W}><w:tblHeader/></w:trPr>"))
    loaded = read(saved(document))
    assert texts(loaded) == ["Reply", "1. 223", "2. 41", "Kept"]
    assert loaded.blocks[0].heading
    assert [cell.bold for row in grids(loaded)[0].rows for cell in row] == [True, True, False, False]


def test_headers_are_read_once_and_page_numbers_not_at_all():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Cleveland Police"
    footer = document.sections[0].footer.paragraphs[0]._p
    footer.append(parse_xml(f'<w:fldSimple {W} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    document.add_paragraph("In 2020 there were 22.")
    assert texts(read(saved(document))) == ["Cleveland Police", "In 2020 there were 22."]


def test_comments_are_reported():
    document = docx.Document()
    document.add_comment(document.add_paragraph("Total 4").runs, text="check", author="x", initials="x")
    assert "comment" in kinds(read(saved(document)))


def test_a_reply_in_word_reads_into_a_checked_table(tmp_path):
    document = docx.Document()
    document.add_paragraph("Number of sexual offences recorded by Cleveland Police")
    table(
        document,
        [["Offence", "2019", "2020"], ["Rape", "4", "5"], ["Other", "6", "7"], ["Total", "10", "12"]],
    )
    path = tmp_path / "reply.docx"
    path.write_bytes(saved(document))
    found = read_file(path)
    assert found.kind == "docx"
    (made,) = found.tables
    assert (made.status, made.tally()["held"]) == ("read", 2)
    assert found.reply.body == "E23000013"


@pytest.mark.parametrize("marker", [b"<!DOCTYPE w [<!ENTITY a 'b'>]>", None])
def test_an_unsafe_or_mangled_document_is_refused(marker):
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"]
    parts["word/document.xml"] = re.sub(rb"(<w:document)", marker + rb"\1", main) if marker else main[:300]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(UnreadableError, match="safety" if marker else "damaged"):
        read(out.getvalue())


RTF = rb"{\rtf1\ansi In 2020, there were 22 offences.\par}"


def test_without_libreoffice_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableError, match="install LibreOffice"):
        read(RTF, "a.rtf")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rich_text_is_converted():
    loaded = load_converted(RTF, "rtf", Origin("a.rtf", "0" * 64))
    assert texts(loaded) == ["In 2020, there were 22 offences."]
    assert "converted" in kinds(loaded)


def test_cells_merged_across_as_older_programs_do_are_one():
    document = docx.Document()
    made = table(document, [["Offence", "2019", ""], ["", "Female", "Male"], ["Exposure", "1", "2"]])
    for place, merge in ((1, ' w:val="restart"'), (2, "")):
        made.cell(0, place)._tc.get_or_add_tcPr().append(parse_xml(f"<w:hMerge {W}{merge}/>"))
    (grid,) = grids(read(saved(document)))
    assert (grid.rows[0][1].column_span, grid.rows[0][2].covered_by) == (2, (0, 1))


def test_comparisons_of_the_font_symbol_are_read():
    document = docx.Document()
    signs = "".join(f'<w:sym w:font="Symbol" w:char="{code}"/>' for code in ("F0A3", "F035"))
    paragraph(document, f'<w:r>{signs}<w:sym w:font="Wingdings" w:char="F035"/></w:r>')
    assert texts(read(saved(document))) == ["≤5\ufffd"]


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>10</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
MOVED = (
    '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>99</w:t></w:r></w:moveFrom>'
    '<w:moveTo w:id="4" w:author="a"><w:r><w:t>98</w:t></w:r></w:moveTo>'
)
CHANGED = '<w:del w:id="1" w:author="a"><w:r><w:delText>11</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>12</w:t></w:r></w:ins>'


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ('<w:r><w:t>1,</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>234</w:t></w:r>', "1,234"),
        ("<w:r><w:tab/></w:r><w:r><w:t>9</w:t></w:r>", "9"),
        ("<w:r><w:t>5\u00a0678</w:t></w:r>", "5 678"),
        ("<w:r><w:t>4</w:t><w:softHyphen/><w:t>1</w:t></w:r>", "41"),
        ("<w:r><w:t>16</w:t><w:noBreakHyphen/><w:t>17</w:t></w:r>", "16-17"),
        ('<w:hyperlink w:anchor="b"><w:r><w:t>14</w:t></w:r></w:hyperlink>', "14"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>15</w:t></w:r></w:sdtContent></w:sdt>", "15"),
        ('<w:smartTag w:uri="x" w:element="y"><w:r><w:t>13</w:t></w:r></w:smartTag>', "13"),
        ('<w:fldSimple w:instr=" DOCPROPERTY x "><w:r><w:t>6</w:t></w:r></w:fldSimple>', "6"),
        (FIELD, "10"),
        (CHANGED, "12"),
        (MOVED, "98"),
    ],
)
def test_a_count_reads_the_same_however_word_writes_it(inner, printed):
    document = docx.Document()
    made = table(document, [["Offence", "2019"], ["Exposure", ""]])
    cell = made.cell(1, 1)._tc
    cell.remove(cell.p_lst[0])
    cell.append(parse_xml(f"<w:p {W}>{inner}</w:p>"))
    (grid,) = grids(read(saved(document)))
    assert grid.texts()[1] == ("Exposure", printed)


def test_rows_and_cells_in_content_controls_and_rows_that_came_or_went():
    document = docx.Document()
    made = table(document, [["Offence", "2019"], ["Exposure", "1"], ["Stalking", "2"], ["Blackmail", "3"]])

    def wrapped(element):
        control = parse_xml(f"<w:sdt {W}><w:sdtPr/><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[1].append(element)

    gone, came = made.rows[2]._tr, made.rows[3]._tr
    gone.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="7" w:author="a"/>'))
    came.get_or_add_trPr().append(parse_xml(f'<w:ins {W} w:id="8" w:author="a"/>'))
    wrapped(made.cell(1, 1)._tc)
    wrapped(came)
    wrapped(made._tbl)
    loaded = read(saved(document))
    assert grids(loaded)[0].texts() == (("Offence", "2019"), ("Exposure", "1"), ("Blackmail", "3"))
    assert "tracked-changes" in kinds(loaded)
