"""Loads: whole or not at all, with every row loaded or counted."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.records import Records, RecordsError, search
from answerable.records import load as loading
from answerable.records.load import load
from answerable.records.mapping import PRESETS, read_mapping
from answerable.records.store import replaced
from answerable.records.values import BadCellError, Dates

HEAD = "crime_id,recorded_on,offence_code,outcome,mo\n"
NATIVE = read_mapping("native")


def write(path, text, encoding="utf-8"):
    path.write_bytes((text if text.startswith("crime_id") else HEAD + text).encode(encoding))
    return str(path)


def ids(folder):
    return sorted(
        i
        for f in Records.open(folder).crime_files
        for i in pq.read_table(f, partitioning=None)["crime_id"].to_pylist()
    )


def test_every_row_is_loaded_or_counted_by_reason(tmp_path):
    rows = "a,2023-05-06,8S,1,x\nb,06/05/2022,8S,,y\nc,6 May 2022,8S,,\nb,6 May 2022,8S,,z\nd,31/31/2022,8S,,x\ne,,8S,,x\nf,2022-01-01\n"
    done = load(tmp_path / "r", write(tmp_path / "c.csv", rows), NATIVE)
    assert done.crimes == 3
    assert done.crimes + sum(bad.rows for bad in done.bad) == 7
    reasons = {bad.reason: bad.first for bad in done.bad}
    assert reasons["recorded_on is blank"] == ("line 7",)
    assert reasons["2 cells under 5 columns"] == ("line 8",)
    assert "crime_id has come before in this load" in reasons
    assert ids(tmp_path / "r") == ["a", "b", "c"]


def test_a_second_load_adds_and_replaces_and_keeps_victims(tmp_path):
    folder = tmp_path / "r"
    victims = write(tmp_path / "v.csv", "crime_id,age,sex\na,30,Female\na,,Male\nb,200,Male\nz,20,Male\n")
    first = load(
        folder,
        write(tmp_path / "c.csv", "a,2022-05-06,8S,,image\nb,2022-05-06,8S,,x\n"),
        NATIVE,
        victims=victims,
    )
    assert (first.crimes, first.victims, sum(b.rows for b in first.bad)) == (2, 2, 2)
    done = load(folder, write(tmp_path / "d.csv", "a,2023-05-06,8S,16,image\nc,2023-05-06,8S,,x\n"), NATIVE)
    assert done.replaced == 1
    assert ids(folder) == ["a", "b", "c"]
    found = search(folder, "image", ["sex", "year"])
    assert found.tables[0].cells[-1].count.low == 2
    assert found.tables[1].rows[0] == ("2023",)


def test_a_load_that_fails_or_is_killed_leaves_the_old_data(tmp_path, monkeypatch):
    folder = tmp_path / "r"
    load(folder, write(tmp_path / "c.csv", "a,2022-05-06,8S,,x\n"), NATIVE)
    with pytest.raises(RecordsError, match="quotation mark is opened and never closed"):
        load(folder, write(tmp_path / "d.csv", 'b,2022-05-06,8S,,"x\nc,2022-05-06,8S,,x\n'), NATIVE)
    assert ids(folder) == ["a"]

    def killed(folder, fresh):
        folder.rename(replaced(folder))
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "_swap", killed)
    with pytest.raises(KeyboardInterrupt):
        load(folder, write(tmp_path / "e.csv", "b,2022-05-06,8S,,x\n"), NATIVE)
    assert not folder.exists()
    assert ids(folder) == ["a"]
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == ["r"]


_LOAD = """
import sys
from pathlib import Path
from answerable.records.load import load
from answerable.records.mapping import read_mapping
load(Path(sys.argv[1]), sys.argv[2], read_mapping("native"))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize("reached", [".r-*", ".r-*/crimes/*/*.parquet", "r/crimes/year=2023"])
def test_a_load_that_the_system_kills_leaves_the_old_data_or_the_new(tmp_path, reached):
    folder = tmp_path / "r"
    load(folder, write(tmp_path / "c.csv", "a,2022-05-06,8S,,x\n"), NATIVE)
    rows = "".join(f"n{i},2023-05-06,8S,,image of a house {i}\n" for i in range(30_000))
    export = write(tmp_path / "d.csv", rows)
    process = subprocess.Popen([sys.executable, "-c", _LOAD, str(folder), export])
    while not any(tmp_path.glob(reached)) and process.poll() is None:
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert len(ids(folder)) in {1, 30_001}
    load(folder, write(tmp_path / "e.csv", "b,2022-05-06,8S,,x\n"), NATIVE)
    assert {"a", "b"} <= set(ids(folder))


def test_what_a_killed_load_left_goes_after_a_day(tmp_path):
    left, young = tmp_path / ".r-0a1b2c3d", tmp_path / ".r-4e5f6a7b"
    left.mkdir()
    young.mkdir()
    os.utime(left, (time.time() - 90_000,) * 2)
    load(tmp_path / "r", write(tmp_path / "c.csv", "a,2022-05-06,8S,,x\n"), NATIVE)
    assert not left.exists()
    assert young.exists()


def test_a_missing_column_and_a_wrong_file_are_one_sentence(tmp_path):
    with pytest.raises(RecordsError, match="lacks the column “recorded_on”"):
        load(
            tmp_path / "r",
            write(tmp_path / "c.csv", "crime_id,when,offence_code,mo\na,2022-01-01,8S,x\n"),
            NATIVE,
        )
    with pytest.raises(RecordsError, match="no record that can be loaded"):
        load(tmp_path / "r", write(tmp_path / "d.csv", "a,yesterday,8S,,x\n"), NATIVE)
    with pytest.raises(RecordsError, match="is no file"):
        load(tmp_path / "r", str(tmp_path / "none.csv"), NATIVE)
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(("encoding", "warned"), [("utf-8-sig", False), ("utf-16", False), ("cp1252", True)])
def test_encodings_are_found_out_and_a_guess_is_said(tmp_path, encoding, warned):
    done = load(
        tmp_path / "r",
        write(tmp_path / "c.csv", HEAD + "a,13/05/2022,8S,,café’s “image”\n", encoding),
        NATIVE,
    )
    assert search(tmp_path / "r", "cafes").hits == 1
    assert [f.kind for f in done.findings] == (["encoding"] if warned else [])


def test_dates_that_nothing_settles_are_said(tmp_path):
    done = load(tmp_path / "r", write(tmp_path / "c.csv", "a,03/04/2022,8S,,x\n"), NATIVE)
    assert [f.kind for f in done.findings] == ["date-order"]
    assert search(tmp_path / "r", "recorded:2022-04").hits == 1


@given(st.dates(min_value=date(1900, 1, 1)), st.booleans())
def test_dates_round_trip_in_three_formats(day, day_first):
    dates = Dates(day_first=day_first)
    order = f"{day.day}/{day.month}/{day.year:04}" if day_first else f"{day.month}/{day.day}/{day.year:04}"
    for text in (day.isoformat(), order, f"{day.day} {day:%b} {day.year:04}"):
        assert dates.read(text) == day
    if day.day > 12:
        with pytest.raises(BadCellError):
            Dates(day_first=not day_first).read(order)


def test_a_database_table_and_a_mapping(tmp_path):
    with sqlite3.connect(tmp_path / "c.db") as database:
        database.execute("CREATE TABLE crimes (ref, day, class, notes)")
        database.execute("INSERT INTO crimes VALUES ('a', '2022-05-06', '8S', 'image')")
    database.close()
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[crimes.columns]\ncrime_id = "REF"\nrecorded_on = "day"\noffence_code = "class"\nmo = "notes"\n'
    )
    assert load(tmp_path / "r", f"sqlite:{tmp_path / 'c.db'}#crimes", read_mapping(mapping)).crimes == 1
    mapping.write_text('[crimes.columns]\ncrime_idd = "ref"\n')
    with pytest.raises(RecordsError, match="no column “crime_idd”"):
        read_mapping(mapping)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_reads_an_export_with_its_own_headings(tmp_path, name):
    mapping = read_mapping(name)
    cells = {"recorded_on": "2023-01-02", "committed_on": "2023-01-02", "validated": "yes", "principal": "no"}
    path = tmp_path / "c.csv"
    path.write_text(
        ",".join(mapping.crimes.values()) + "\n" + ",".join(cells.get(c, c) for c in mapping.crimes) + "\n"
    )
    assert load(tmp_path / "r", str(path), mapping).crimes == 1
