"""What a file carries beside what it prints is told with its place, and none of it is read."""

import io
import json
import zipfile

import docx
import openpyxl
import pytest
import xlwt

from answerable.read import read_file
from answerable.read.formats import load

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SECRET = "Anybody Atall"


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def book():
    made = openpyxl.Workbook()
    made.active.title = "Counts"
    for row in [["Offence", "2021", "2022"], ["Rape", 4, 5], ["Other", 6, 7], ["Total", 10, 12]]:
        made.active.append(row)
    return made


def relations(*links):
    inner = "".join(
        f'<Relationship Id="x{number}" Type="{RELATION}/{kind}" Target="{target}"{outside}/>'
        for number, (kind, target, outside) in enumerate(links)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{inner}</Relationships>'


def rewritten(data, added=(), changes=()):
    """The package with parts added and words of others changed: path → (old, new)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in dict(changes):
                before, after = dict(changes)[name]
                assert before.encode() in part
                part = part.replace(before.encode(), after.encode())
            new.writestr(name, part)
        for name, part in dict(added).items():
            new.writestr(name, part)
    return out.getvalue()


def read(tmp_path, data, name="a.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    document = read_file(path, shown=name)
    assert SECRET not in json.dumps(document.to_dict(grids=True))
    assert [table.tally()["held"] for table in document.tables] == [2] * len(document.tables)
    return document


def told(document, kind):
    return [finding for finding in document.findings if finding.kind == kind]


CACHE = (
    f'{HEAD}<pivotCacheDefinition {MAIN} xmlns:r="{RELATION}" r:id="x0" recordCount="431"><cacheSource type="worksheet">'
    '<worksheetSource ref="A1:F432" sheet="Extract"/></cacheSource><cacheFields count="1"><cacheField name="Name">'
    f'<sharedItems><s v="{SECRET}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
)
RECORDS = f'{HEAD}<pivotCacheRecords {MAIN} count="431"><r><x v="0"/></r></pivotCacheRecords>'


def test_a_pivot_cache_is_record_level_data_and_says_whence(tmp_path):
    folder = "xl/pivotCache"
    added = {
        f"{folder}/pivotCacheDefinition1.xml": CACHE,
        f"{folder}/_rels/pivotCacheDefinition1.xml.rels": relations(
            ("pivotCacheRecords", "pivotCacheRecords1.xml", "")
        ),
        f"{folder}/pivotCacheRecords1.xml": RECORDS,
    }
    document = read(tmp_path, rewritten(saved(book()), added))
    (finding,) = told(document, "pivot-cache")
    assert "431 rows of record-level data" in finding.what
    assert "sheet Extract, A1:F432" in finding.where
    assert len(document.tables) == 1


def test_a_pivot_table_without_records_still_keeps_values(tmp_path):
    document = read(tmp_path, rewritten(saved(book()), {"xl/pivotCache/pivotCacheDefinition1.xml": CACHE}))
    (finding,) = told(document, "pivot-cache")
    assert "every value of sheet Extract" in finding.what


@pytest.mark.parametrize(
    ("state", "words"), [("hidden", "is hidden, and"), ("veryHidden", "no menu of Excel")]
)
def test_hidden_sheets(tmp_path, state, words):
    made = book()
    made.create_sheet("Records").append([SECRET, 1])
    made["Records"].sheet_state = state
    (finding,) = told(read(tmp_path, saved(made)), "hidden-sheet")
    assert words in finding.what
    assert "sheet Records" in finding.where


@pytest.mark.parametrize(("level", "words"), [(1, "is hidden, and"), (2, "no menu of Excel")])
def test_hidden_sheets_of_old_workbooks(level, words):
    made = xlwt.Workbook()
    made.add_sheet("Counts").write(0, 0, "x")
    made.add_sheet("Records").visibility = level
    found = load(saved(made), file="a.xls", sha256="0" * 64).findings
    assert [words in finding.what for finding in found] == [True]


@pytest.mark.parametrize(("stream", "kind"), [("_SX_DB_CUR", "pivot-cache"), ("MBD0018F3A2", "embedded")])
def test_old_workbooks_name_what_they_carry(stream, kind):
    made = xlwt.Workbook()
    made.add_sheet("Counts").write(0, 0, "x")
    data = saved(made)
    assert load(data, file="a.xls", sha256="0" * 64).findings == ()
    found = load(data + stream.encode("utf-16-le"), file="a.xls", sha256="0" * 64).findings
    assert [finding.kind for finding in found] == [kind]


def test_an_embedded_workbook_names_its_sheet(tmp_path):
    inner = book()
    inner.active["A9"] = SECRET
    added = {
        "xl/embeddings/oleObject1.bin": saved(inner),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("oleObject", "../embeddings/oleObject1.bin", "")),
    }
    document = read(tmp_path, rewritten(saved(book()), added))
    (finding,) = told(document, "embedded")
    assert "sheet Counts" in finding.where
    assert "oleObject1.bin" in finding.what
    assert len(document.tables) == 1


def test_a_workbook_behind_a_chart_of_a_letter(tmp_path):
    letter = docx.Document()
    letter.add_paragraph("In 2020, there were 22 offences.")
    inner = book()
    inner.active["A9"] = SECRET
    added = {
        "word/embeddings/Workbook1.xlsx": saved(inner),
        "word/charts/chart1.xml": "<c/>",
        "word/charts/_rels/chart1.xml.rels": relations(("package", "../embeddings/Workbook1.xlsx", "")),
    }
    document = read(tmp_path, rewritten(saved(letter), added), "a.docx")
    (finding,) = told(document, "embedded")
    assert "behind a chart (Workbook1.xlsx)" in finding.what
    assert [s.count.low for s in document.statements] == [22]
    assert document.tables == ()


def test_another_workbook_and_the_names_that_point_to_it(tmp_path):
    made = book()
    made.active["E2"] = "=[1]Old!B2"
    made.defined_names["Source"] = openpyxl.workbook.defined_name.DefinedName(
        "Source", attr_text="[1]Old!$A$1"
    )
    made.defined_names["Here"] = openpyxl.workbook.defined_name.DefinedName("Here", attr_text="Counts!$A$1")
    data = saved(made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rels = archive.read("xl/_rels/workbook.xml.rels").decode()
    added = {
        "xl/externalLinks/externalLink1.xml": f"{HEAD}<externalLink {MAIN}><externalBook><sheetDataSet><sheetData>"
        f'<row r="1"><cell r="A1"><v>{SECRET}</v></cell><cell r="B1"><v>2</v></cell></row></sheetData></sheetDataSet>'
        "</externalBook></externalLink>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("externalLinkPath", f"file:///C:/Users/{SECRET}/last%20year.xlsx", ' TargetMode="External"')
        ),
    }
    link = f'<Relationship Id="x9" Type="{RELATION}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    changes = {
        "xl/_rels/workbook.xml.rels": ("</Relationships>", f"{link}</Relationships>"),
        "xl/worksheets/sheet1.xml": ("<f>[1]Old!B2</f><v></v>", "<f>[1]Old!B2</f><v>7</v>"),
    }
    assert "</Relationships>" in rels
    document = read(tmp_path, rewritten(data, added, changes=changes))
    link, names = told(document, "external-link")
    assert "(last year.xlsx), and keeps a copy of 2 cells" in link.what
    assert "1 defined name" in names.what
    assert "(Source)" in names.what
    (values,) = told(document, "formula-elsewhere")
    assert "(E2)" in values.what
    assert "sheet Counts" in values.where


@pytest.mark.parametrize(("mode", "kinds"), [("manual", ["formula-stale"]), ("auto", [])])
def test_formulas_that_nobody_worked_out_anew(tmp_path, mode, kinds):
    made = book()
    made.active["B4"] = "=SUM(B2:B3)"
    made.calculation.calcMode = mode
    made.calculation.fullCalcOnLoad = False
    changes = {"xl/worksheets/sheet1.xml": ("<f>SUM(B2:B3)</f><v></v>", "<f>SUM(B2:B3)</f><v>10</v>")}
    document = read(tmp_path, rewritten(saved(made), changes=changes))
    assert [f.kind for f in document.findings] == kinds
    assert all("(B4)" in f.what for f in document.findings)


def test_hidden_rows_are_marked_in_the_tables_and_columns_too(tmp_path):
    made = book()
    made.active.row_dimensions[2].hidden = True
    made.active.column_dimensions["C"].hidden = True
    document = read(tmp_path, saved(made))
    cells = document.to_dict()["tables"][0]["cells"]
    hidden = {(cell["row"], cell["column"]) for cell in cells if cell.get("hidden")}
    assert hidden == {(0, 0), (0, 1), (1, 1), (2, 1)}
    (finding,) = told(document, "hidden-rows")
    assert "1 row (2) and 1 column (C)" in finding.what
