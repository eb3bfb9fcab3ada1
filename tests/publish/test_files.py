"""The workbook, the data package and the database, each opened by a program that is not ours."""

import csv
import json
import shutil
import sqlite3
import subprocess
import sys

import openpyxl
import pytest

from answerable.publish.safe import clean

SOFFICE = shutil.which("soffice")


def test_the_workbook_keeps_the_rules(out):
    book = openpyxl.load_workbook(out / "workbook.xlsx")
    assert {"Cover", "Contents", "Notes", "Sources"} <= set(book.sheetnames)
    for sheet in book.worksheets:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        printed = sheet.title == "Sources"  # what replies print is quoted there
        assert printed or not any(cell.value == "*" for row in sheet.iter_rows() for cell in row)
    assert sum(len(sheet.tables) for sheet in book.worksheets) >= 6


def test_formulas_are_ours_and_have_values(out):
    formulas = openpyxl.load_workbook(out / "workbook.xlsx")
    values = openpyxl.load_workbook(out / "workbook.xlsx", data_only=True)
    found = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found += 1
                    assert values[sheet.title][cell.coordinate].value is not None
    assert found >= 10


@pytest.mark.slow
def test_formulas_recalculate_to_the_printed_values(out, tmp_path):
    if SOFFICE is None:
        pytest.skip("no LibreOffice on this machine")
    copy = tmp_path / "in.xlsx"
    shutil.copy(out / "workbook.xlsx", copy)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    back = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "b"),
    ]
    subprocess.run([*back, str(tmp_path / "in.ods")], check=True, capture_output=True, timeout=180)
    ours = openpyxl.load_workbook(out / "workbook.xlsx", data_only=True)
    theirs = openpyxl.load_workbook(tmp_path / "b" / "in.xlsx", data_only=True)
    formulas = openpyxl.load_workbook(out / "workbook.xlsx")
    checked = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    mine, other = (
                        ours[sheet.title][cell.coordinate].value,
                        theirs[sheet.title][cell.coordinate].value,
                    )
                    assert (
                        other == pytest.approx(mine, abs=0.06)
                        if isinstance(mine, int | float)
                        else other == mine
                    )
                    checked += 1
    assert checked >= 10


def test_the_data_package_is_valid(out):
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(out / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])[:5]


def test_the_database_says_what_the_csv_says(out):
    with sqlite3.connect(out / "data" / "study.sqlite") as database:
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        (rows,) = database.execute("select count(*) from entries").fetchone()
    with (out / "data" / "entries.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == rows
    assert {"entries", "national", "growth", "register", "sources", "findings"} <= set(names)


def test_datasette_opens_the_database(out):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "datasette", str(out / "data" / "study.sqlite"),
         "--metadata", str(out / "data" / "metadata.json"), "--get", "/study/national.json?_shape=array"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 5


def test_every_chart_has_its_picture_data_and_words(out):
    charts = {path.stem for path in (out / "charts").iterdir()}
    assert {"by-force", "trend", "tile-map"} <= charts
    for name in charts:
        for ending in ("svg", "png", "csv", "txt"):
            assert (out / "charts" / f"{name}.{ending}").stat().st_size > 20


@pytest.mark.parametrize("path", ["entries", "register", "findings", "sources"])
def test_no_text_in_a_csv_is_a_formula(out, path):
    with (out / "data" / f"{path}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                assert cell[:1] not in set("=@\t\r")
                assert cell[:1] not in set("+-") or cell[1:].replace(".", "").isdigit()


def test_clean_is_idempotent_on_plain_text():
    assert clean("plain") == "plain"
