"""Loads: whole or not at all, with every row loaded or counted."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date

import pyarrow as pa
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
load(Path(sys.argv[1]), sys.argv[2], read_mapping("native"), victims=sys.argv[3])
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A folder of 3,000 records with victims, an export that changes 1,000 and adds 30,000, and how long its load takes."""
    place = tmp_path_factory.mktemp("grown")
    rows = "".join(f"o{i},{2021 + i % 2}-05-06,8S,,an old note {i}\n" for i in range(3000))
    people = "crime_id,age,sex\n" + "".join(f"o{i},{20 + i % 50},Female\n" for i in range(3000))
    old = place / "r"
    load(old, write(place / "c.csv", rows), NATIVE, victims=write(place / "v.csv", people))
    rows = "".join(f"o{i},2022-05-06,8S,16,a new note {i}\n" for i in range(1000))
    rows += "".join(f"n{i},2023-05-06,8S,,image of a house {i}\n" for i in range(30_000))
    people = "crime_id,age,sex\n" + "".join(f"n{i},30,Male\n" for i in range(30_000))
    exports = write(place / "d.csv", rows), write(place / "w.csv", people)
    shutil.copytree(old, place / "tried")
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", _LOAD, str(place / "tried"), *exports], check=True)
    return old, exports, time.monotonic() - begun


def state(folder):
    """What a folder holds: its ids, how many victims, and whether the notes of both loads are as they were."""
    found = search(folder, "old OR new", ["sex"])
    counted = Records.open(folder)
    victims = sum(pq.read_metadata(path).num_rows for path in counted.victim_files)
    return len(ids(folder)), victims, found.hits, search(folder, "new").hits


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize("moment", [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0])
def test_a_load_that_the_system_kills_at_any_moment_leaves_the_old_data_or_the_new(grown, tmp_path, moment):
    old, exports, took = grown
    folder = tmp_path / "r"
    shutil.copytree(old, folder)
    before = state(folder)
    process = subprocess.Popen([sys.executable, "-c", _LOAD, str(folder), *exports])
    time.sleep(took * moment)
    process.kill()
    process.wait()
    assert state(folder) in {before, (33_000, 32_000, 3000, 1000)}
    assert before == (3000, 3000, 3000, 0)
    load(folder, write(tmp_path / "e.csv", "b,2022-05-06,8S,,x\n"), NATIVE)
    assert {"b", "o0", "o2999"} <= set(ids(folder))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize(
    "reached", [".r-*", ".r-*/crimes/*/*.parquet", ".r-*/victims.parquet", ".r-*/victims/*/*.parquet", ".r-*/**/*.changed", ".r.old"]
)  # fmt: skip
def test_a_load_that_the_system_kills_at_a_step_leaves_the_old_data_or_the_new(grown, tmp_path, reached):
    old, exports, _ = grown
    folder = tmp_path / "r"
    shutil.copytree(old, folder)
    process = subprocess.Popen([sys.executable, "-c", _LOAD, str(folder), *exports])
    while not any(tmp_path.glob(reached)) and process.poll() is None:
        time.sleep(0.0005)
    process.kill()
    process.wait()
    assert state(folder) in {(3000, 3000, 3000, 0), (33_000, 32_000, 3000, 1000)}


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


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-16-le", ""), ("utf-16-be", ""), ("utf-32", ""), ("utf-16-be", "\ufeff")]
)
def test_text_of_two_or_four_bytes_a_letter_is_known_without_a_mark(tmp_path, encoding, mark):
    path = tmp_path / "c.csv"
    path.write_bytes((mark + HEAD + "a,13/05/2022,8S,,café’s “image”\n").encode(encoding))
    assert load(tmp_path / "r", str(path), NATIVE).findings == ()
    assert search(tmp_path / "r", "cafes").hits == 1


def test_one_stray_byte_does_not_spoil_the_accents_of_all_other_rows(tmp_path):
    rows = HEAD + "a,13/05/2022,8S,,café’s\nb,13/05/2022,8S,,caféé\n"
    path = tmp_path / "c.csv"
    path.write_bytes(rows.encode() + b"c,13/05/2022,8S,,odd \xff byte\n")
    done = load(tmp_path / "r", str(path), NATIVE)
    assert "1 bytes of the file are not UTF-8" in done.findings[0].what
    assert search(tmp_path / "r", "cafes").hits == search(tmp_path / "r", '"odd byte"').hits == 1
    path.write_bytes(b"\x81 is no letter of Windows-1252, caf\xe9\n" + rows.encode("cp1252"))
    with pytest.raises(RecordsError, match="lacks the column"):
        load(tmp_path / "s", str(path), NATIVE)


def test_blank_lines_and_other_delimiters_before_and_between_are_no_matter(tmp_path):
    for delimiter in ",;\t|":
        text = ("\n\n" + HEAD + "a,2022-05-06,8S,,x\n\nb,2022-05-06\n").replace(",", delimiter)
        path = tmp_path / "c.csv"
        path.write_text(text, encoding="utf-8-sig")
        done = load(tmp_path / f"r{ord(delimiter)}", str(path), NATIVE)
        assert (done.crimes, [(b.rows, b.first) for b in done.bad]) == (1, [(1, ("line 6",))])


def test_rows_that_an_open_quotation_mark_took_in_are_counted(tmp_path):
    rows = 'a,2022-05-06,8S,,"x\nb,2022-05-06,8S,,y\nc,2022-05-06,8S,,"z"\nd,2022-05-06,8S,,q\n'
    done = load(tmp_path / "r", write(tmp_path / "c.csv", rows), NATIVE)
    assert (done.crimes, sum(bad.rows for bad in done.bad)) == (1, 3)
    assert done.bad[0].first == ("lines 2 to 4",)
    # the mark of the second row closes that of the first, and all cells are there
    rows = 'a,2022-05-06,8S,,"x\nb,2022-05-06,8S,,"\nc,2022-05-06,8S,,"one, two\nthree, 3, 4, 5, 6"\n'
    done = load(tmp_path / "s", write(tmp_path / "d.csv", rows), NATIVE)
    assert [bad.reason for bad in done.bad] == ["a cell holds another row: a quotation mark is left open"]
    assert ids(tmp_path / "s") == ["c"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"), (b"\n\n", "is empty"), (HEAD.encode(), "gives no record that can be loaded"),
        (b"x" * 2_000_000 + b"\n", "first line is not text"), (bytes(range(256)) * 20, "first line is not text"),
        (HEAD.encode() + b"a,2022-05-06,8S,," + b"word " * 300_000, "a cell is longer than 1,048,576 characters"),
        (HEAD.encode() + b'a,2022-05-06,8S,,"x\n', "line 2: a quotation mark is opened and never closed"),
        (b"crime_id,crime_id,recorded_on,offence_code,mo\n1,2,2022-05-06,8S,x\n", "more than one column “crime_id”"),
        (HEAD.encode() + b"a,05/24/2022,8S,,x\nb,05/06/2022,8S,,x\n", "has its month first.*Set day_first = false"),
        (HEAD.encode() + b"a,3022-05-06,8S,,x\n", "recorded_on is a day that has not come yet"),
        (HEAD.encode() + b"a,0202-05-06,8S,,x\n", "recorded_on is a day before 1900"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_right_is_refused_in_a_sentence(tmp_path, data, says):
    path = tmp_path / "c.csv"
    path.write_bytes(data)
    with pytest.raises(RecordsError, match=says):
        load(tmp_path / "r", str(path), NATIVE)
    assert not (tmp_path / "r").exists()


def test_bytes_are_text_and_whole_numbers_are_ids_and_lists_are_neither(tmp_path):
    days = [date(2022, 5, 6)] * 4
    table = {"crime_id": [1.0, 2.0, 3.0, 4.0], "recorded_on": days, "offence_code": ["8S"] * 4}
    notes = [b"an image", "café image".encode(), b"\xff", None]
    pq.write_table(pa.table(table | {"mo": notes}), tmp_path / "c.parquet")
    done = load(tmp_path / "r", str(tmp_path / "c.parquet"), NATIVE)
    assert [bad.reason for bad in done.bad] == ["mo is no text"]
    assert ids(tmp_path / "r") == ["1", "2", "4"]
    assert search(tmp_path / "r", "image").hits == 2
    pq.write_table(pa.table(table | {"mo": [["image"]] * 4}), tmp_path / "c.parquet")
    with pytest.raises(RecordsError, match="mo is no text but several values"):
        load(tmp_path / "r", str(tmp_path / "c.parquet"), NATIVE)


def test_what_is_no_parquet_file_is_refused(tmp_path):
    path = tmp_path / "c.parquet"
    path.write_bytes(b"not a table")
    with pytest.raises(RecordsError, match="is no Parquet file"):
        load(tmp_path / "r", str(path), NATIVE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('day_first = "no"', "day_first is true or false"), ("encoding = 8", "encoding is a name"), ('crimes = "x"', "under .crimes.columns"),
        ('[crimes]\ncrime_id = "ref"', "under .crimes.columns"), ("crimes.columns = 1", "under .crimes.columns"),
    ],
)  # fmt: skip
def test_a_mapping_that_would_be_passed_over_is_refused(tmp_path, text, says):
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(RecordsError, match=says):
        read_mapping(path)


def test_dates_of_both_orders_are_said(tmp_path):
    rows = "a,24/03/2022,8S,,x\nb,05/26/2022,8S,,x\nc,05/06/2022,8S,,x\n"
    done = load(tmp_path / "r", write(tmp_path / "c.csv", rows), NATIVE)
    assert [bad.rows for bad in done.bad] == [1]
    assert "has dates of both orders" in done.findings[0].what


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
