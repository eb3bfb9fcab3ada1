"""What is kept beside the records is made once, whole, and again when the records change."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from answerable.records import Records, build_index, search
from answerable.records.demo import make_demo
from answerable.records.fold import fold
from answerable.records.kept.columns import columns_of
from answerable.records.kept.counts import vocabulary
from answerable.records.kept.made import Made
from answerable.records.load import load
from answerable.records.mapping import read_mapping


@pytest.fixture
def records(tmp_path):
    make_demo(tmp_path / "demo", 3_000, seed=5)
    return Records.open(tmp_path / "demo")


def asked(kind, records, made):
    kind.at(records, records.years[0])
    return len(made)


def test_it_is_made_once_and_again_once_the_files_change(records):
    made = []

    def write(_records, year, _to):
        made.append(year.year)

    kind = Made("trial", 1, write)
    assert not kind.is_fresh(records, records.years[0])
    assert asked(kind, records, made) == asked(kind, records, made) == 1
    file = records.years[0].crimes[0]
    pq.write_table(pq.read_table(file, partitioning=None).slice(1), file)
    assert not kind.is_fresh(records, records.years[0])
    assert asked(kind, records, made) == asked(kind, records, made) == 2
    newer = Made("trial", 2, write)
    assert asked(newer, records, made) == 3


def test_what_is_stopped_midway_leaves_nothing(records):
    def stopped(_records, _year, to):
        (to / "half").write_text("")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Made("trial", 1, stopped).at(records, records.years[0])
    assert not any((records.derived / "trial").iterdir())


def test_two_may_make_it_at_once(records):
    def slower(_records, year, to):
        (to / "x").write_text("slower")
        Made("trial", 1, lambda _records, _year, to: (to / "x").write_text("faster")).at(records, year)

    place = Made("trial", 1, slower).at(records, records.years[0])
    assert (place / "x").read_text() in {"slower", "faster"}
    assert len([*place.parent.iterdir()]) == 1


@pytest.mark.parametrize("indexed", [False, True])
def test_a_changed_record_is_counted_as_it_now_is(records, indexed):
    def tables():
        if indexed:
            build_index(records)
        found = search(records.path, "image OR images", ["outcome"], engine="index" if indexed else "duckdb")
        return str(found.tables[0].to_dict())

    before = tables()
    file = records.years[0].crimes[0]
    table = pq.read_table(file, partitioning=None)
    place = table.column_names.index("outcome")
    pq.write_table(table.set_column(place, "outcome", pa.array(["Tried"] * len(table))), file)
    after = tables()
    assert "Tried" in after
    assert "Tried" not in before


def test_a_file_without_a_column_that_another_has_is_blank_there(records):
    last = records.years[-1]
    for file in last.crimes:
        pq.write_table(pq.read_table(file, partitioning=None).drop_columns(["outcome", "platform"]), file)
    for file in last.victims:
        pq.write_table(pq.read_table(file, partitioning=None).drop_columns(["age"]), file)
    opened = Records.open(records.path)
    plain = search(opened, "image OR images", ["outcome,year", "age,sex"], engine="duckdb")
    build_index(opened)
    indexed = search(opened, "image OR images", ["outcome,year", "age,sex"], engine="index")
    assert plain.ids == indexed.ids
    assert [t.to_dict() for t in plain.tables] == [t.to_dict() for t in indexed.tables]
    assert "Not recorded" in str(plain.tables[0].to_dict())
    assert (
        search(opened, "outcome:16", engine="duckdb").ids == search(opened, "outcome:16", engine="index").ids
    )


def test_values_and_victims_are_taken_by_row(records):
    year = records.years[0]
    columns = columns_of(records, year)
    crimes = pq.read_table(year.crimes[0], partitioning=None)
    victims = pa.concat_tables(pq.read_table(file, partitioning=None) for file in year.victims)
    assert len(columns) == len(crimes)
    rows = pa.array([0, 2, 5]).to_numpy()
    wanted = crimes.take(rows).column("crime_id").to_pylist()
    found = columns.victims_of(rows, 10)
    told = sorted(
        (wanted[row - 10], age, str(sex))
        for age, sex, row in zip(*(found.column(c).to_pylist() for c in ("age", "sex", "row")), strict=True)
    )
    held = zip(*(victims.column(c).to_pylist() for c in ("crime_id", "age", "sex")), strict=True)
    assert [(i, str(a), s) for i, a, s in told] == sorted(
        (i, str(a), str(s)) for i, a, s in held if i in wanted
    )
    assert set(columns.values("outcome")) == set(crimes.column("outcome").to_pylist()) - {None}
    some = crimes.column("outcome")[0].as_py()
    assert columns.has_value("outcome", [some]).tolist() == [
        v == some for v in crimes.column("outcome").to_pylist()
    ]


def test_long_work_tells_how_far_it_is(records, tmp_path):
    told = []

    def progress(*step):
        told.append(step)

    years = [(done, 5, str(2020 + done)) for done in range(5)]
    search(records, "image", engine="duckdb", progress=progress)
    assert told == years
    search(records, "image", engine="duckdb", progress=progress)
    assert told == years  # counted once
    build_index(records, progress)
    assert told == years * 2
    told.clear()
    export = tmp_path / "export.csv"
    export.write_text(
        "crime_id,recorded_on,offence_code,mo\n" + "".join(f"{i},2023-01-02,8S,text\n" for i in range(5_001))
    )
    load(tmp_path / "loaded", str(export), read_mapping("native"), progress=progress)
    assert told == [(0, 0, "line 2"), (5_000, 0, "line 5002")]


def test_letters_inside_of_words_are_counted(records):
    known = vocabulary(records)
    texts = [
        t or ""
        for file in records.crime_files
        for t in pq.read_table(file, columns=["mo"], partitioning=None).column(0).to_pylist()
    ]
    assert known.holding("ima") >= sum("ima" in fold(text) for text in texts) > known.count("ima") == 0
    assert known.holding("qqq") == 0
