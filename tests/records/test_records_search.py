"""One query, one answer: a plain reading of the language in Python against DuckDB and the index."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.records import (
    QueryError,
    Records,
    RecordsError,
    Rules,
    build_index,
    engine_for,
    read_terms,
    search,
)
from answerable.records.compile import All, Any, Except, Sequences
from answerable.records.fold import tokens

QUERIES = [
    "(deepfake AND porn) OR (intimate AND image) OR (revenge AND porn)", '"revenge porn"', "NOT image",
    "image w/3 shared", "shared pre/4 image", "image pre/4 shared", '"intimate image" w/6 (whatsapp OR snapchat)',
    "deepf*", "v?ctim", "share+", "threat+ AND NOT porn", "deepfake~", "intimate~", "CAFE", "café", "didn't", "didnt",
    "e-mail", '"e mail"', "deep-fake", "x", "ip", "outcome:16 AND image", "recorded:2021-10..2022-03 AND revenge",
    "offence:8S AND NOT platform:whatsapp", "platform:*app OR platform:x", "(image OR images) w/1 of",
    "image w/2 image", "NOT (victim OR ip OR aggd OR victm)", "nosuchword", "nosuch* OR porn", "nosuch* AND porn",
    '"no intimate image*" OR "no nosuch*"', "susp* w/8 (pounds OR goods)", "101", "log pre/1 ???1",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_duckdb_and_the_index_find_the_same(demo, query):
    indexed = search(engine_for(demo, "index"), query)
    assert search(engine_for(demo, "duckdb"), query).ids == indexed.ids
    texts = [t for t in (indexed.predicate,) if isinstance(t, (Sequences, All, Any, Except))]
    if texts and ":" not in query:
        assert indexed.ids == tuple(
            sorted(i for i, mo in everything(demo) if holds(indexed.predicate, tokens(mo)))
        )


def everything(records):
    return [
        pair
        for f in records.crime_files
        for pair in zip(
            *pq.read_table(f, columns=["crime_id", "mo"], partitioning=None).to_pydict().values(), strict=True
        )
    ]


def spans(phrases, words):
    return [
        (at, at + len(phrase) - 1)
        for phrase in phrases
        for at in range(len(words) - len(phrase) + 1)
        if all(words[at + i] in listed for i, listed in enumerate(phrase))
    ]


def holds(predicate, words):
    match predicate:
        case All(parts):
            return all(holds(p, words) for p in parts)
        case Any(parts):
            return any(holds(p, words) for p in parts)
        case Except(part):
            return not holds(part, words)
        case Sequences(first, second, distance, ordered):
            left, right = spans(first, words), spans(second, words)
            if not second:
                return bool(left)
            pairs = [(a, b) for a in left for b in right] + (
                [] if ordered else [(b, a) for a in left for b in right]
            )
            return any(1 <= b[0] - a[1] <= distance for a, b in pairs)


WORDS = [
    "ai",
    "Said",
    "image",
    "IMAGES",
    "deep-fake",
    "naïve",
    "victim's",
    "e",
    "ﬁne",
    "Straße",
    "Ωmega",
    "10",
    "a1",
    "İ",
    "x",
]
SEPARATORS = [" ", ", ", "-", "\n", ". ", " – ", "/", "  "]


@settings(max_examples=25, deadline=None)
@given(
    notes=st.lists(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=7), min_size=1, max_size=12),
    query=st.sampled_from(["ai", "image+", '"ai image*"', "image* w/2 victims", "ai pre/3 (10 OR a1)", "NOT naive", "fine OR strasse", "e w/1 e", "x AND NOT i", '"deep fake" w/2 ai']),
)  # fmt: skip
def test_any_text_is_read_the_same(tmp_path_factory, notes, query):
    path = tmp_path_factory.mktemp("any")
    place = path / "crimes" / "year=2024"
    place.mkdir(parents=True)
    texts = ["".join(w + s for w, s in note) for note in notes]
    days = pa.array([0] * len(texts), pa.int32()).cast(pa.date32())
    ids = [f"{i:03}" for i in range(len(texts))]
    pq.write_table(
        pa.table({"crime_id": ids, "recorded_on": days, "offence_code": ["x"] * len(texts), "mo": texts}),
        place / "a.parquet",
    )
    records = Records.open(path)
    scanned = search(engine_for(records, "duckdb"), query)
    build_index(records)
    indexed = search(engine_for(records, "index"), query)
    assert scanned.terms == indexed.terms
    truth = tuple(i for i, text in zip(ids, texts, strict=True) if holds(indexed.predicate, tokens(text)))
    assert scanned.ids == indexed.ids == truth


def test_tables_add_up_and_keep_victims_apart(demo):
    found = search(demo, "image+", ["offence_code,month", "outcome,year", "age,sex", "platform"])
    months, outcomes, victims, platforms = found.tables
    assert months.unit == "records"
    assert months.columns[0] == ("2020", "Jan")
    assert (
        months.cells[-1].count.low
        == outcomes.cells[-1].count.low
        == platforms.cells[-1].count.low
        == found.hits
    )
    assert victims.unit == "victims"
    assert victims.cells[-1].count.low == len(found.found.victims) != found.hits
    for table in found.tables:
        assert table.checks
        for check in table.checks:
            parts = sum(table.cell(*part).count.low for part in check.parts)
            assert parts == table.cell(*check.total).count.low


@pytest.mark.parametrize("engine", ["duckdb", "index"])
@pytest.mark.parametrize(
    ("query", "months", "note"),
    [
        ("nosuch AND recorded:2021-03..2022-02", ("2021 Mar", "2022 Feb"), False), ("image AND recorded:..2020-03", ("2020 Jan", "2020 Mar"), False),
        ("image AND (recorded:2024-11.. AND NOT outcome:1)", ("2024 Nov", "2024 Dec"), False),
        ("nosuch AND recorded:2018..2020-03", ("2020 Jan", "2020 Mar"), True), ("nosuch AND recorded:2024-11..2030", ("2024 Nov", "2024 Dec"), True),
        ("nosuch AND recorded:2021..2022 AND recorded:2022-12..", ("2022 Dec", "2022 Dec"), False), ("nosuch AND recorded:1999", (), True),
        ("nosuch OR recorded:1999", (), False), ("nosuch AND committed:2021", (), False),
    ],
)  # fmt: skip
def test_a_table_is_of_the_months_asked_about_that_there_are_records_of(demo, engine, query, months, note):
    table = search(engine_for(demo, engine), query, ["month"]).tables[0]
    shown = [" ".join(path) for path in table.rows[:-1]]
    assert (*shown[:1], *shown[-1:]) == months
    said = "The records are of January 2020 to December 2024; what was asked of other months is not held, and is not nought."
    assert (said in table.notes) == note


def test_outcomes_and_offences_stand_in_the_order_of_their_numbers(demo):
    rows = search(demo, "image", ["outcome"]).tables[0].rows[:-1]
    numbers = [int(path[0].partition(":")[0]) for path in rows]
    assert numbers == sorted(numbers)


def test_counting_rules_are_applied_and_said(demo):
    every = search(demo, "image+", ["year"])
    some = search(demo, "image+", ["sex"], rules=Rules("committed", "principal", "only"))
    assert 0 < some.hits < every.hits
    assert "Validated crimes only." in some.tables[0].notes
    assert set(some.ids) < set(every.ids)


def test_the_word_list_can_be_edited_and_passed_back(demo, tmp_path):
    found = search(demo, "image+ AND NOT deepf*")
    path = tmp_path / "terms.csv"
    found.terms.write(path)
    assert search(demo, "image+ AND NOT deepf*", terms=read_terms(path)).ids == found.ids
    path.write_text(path.read_text().replace("image+,images,", "image+,photos,"), encoding="utf-8")
    edited = search(demo, "image+ AND NOT deepf*", terms=read_terms(path))
    assert {w.word for w in edited.terms.terms[0].words} == {"image", "photos"}
    with pytest.raises(RecordsError, match="no term of the query"):
        search(demo, "porn", terms=read_terms(path))


@pytest.mark.parametrize(("encoding", "between"), [("utf-8", ","), ("utf-16", "\t"), ("cp1252", ";")])
def test_an_edited_list_is_read_as_spreadsheets_save_it(demo, tmp_path, encoding, between):
    path = tmp_path / "terms.csv"
    rows = [
        "term,word,records,use",
        "image+,Photos’,3,Yes ",
        "image+,image,9,N",
        "image+,imageé,,",
        "ai,ai,1,no",
    ]
    path.write_bytes("\r\n".join(rows).replace(",", between).encode(encoding))
    assert read_terms(path) == {"image+": ("photos", "imagee"), "ai": ()}
    found = search(demo, "image+ OR ai", terms=read_terms(path))
    assert found.terms.unheld == ("imagee",)
    assert found.hits == search(demo, "photos").hits


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("term,word,use\nai,ai,maybe\n", "the use “maybe”; write yes or no"), ("term,word\nai,a b\n", "more than one"),
        ("term,word\nai,!\n", "holds no word"), ("word\nai\n", "no column “term”"), ("", "no column “term”"),
    ],
)  # fmt: skip
def test_an_edit_that_is_not_clear_is_refused(tmp_path, text, says):
    path = tmp_path / "terms.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordsError, match=says):
        read_terms(path)
    with pytest.raises(RecordsError, match="cannot be opened"):
        read_terms(tmp_path / "absent.csv")


@pytest.mark.parametrize(
    ("query", "at", "says"),
    [
        ("a b", 2, "no operator"), ('"a', 0, "never closed"), ("(a", 0, "never closed"), ("a)", 1, "closes nothing"),
        ("a AND", 5, "ends where"), ("a w/5 b w/5 c", 8, "two ways"), ("a w/5 (b AND c)", 6, "two ways"),
        ("a w/0 b", 2, "1 to 50"), ("*", 0, "every word"), ("colour:red", 0, "no field"), ("", 0, "empty"),
        ("a or recorded:2022-13", 5, "no date"), ("recorded:2024..2022", 0, "before it starts"), ("outcome:99", 0, "No record"),
        ("!!", 0, "no word"), ("()", 0, "nothing between"), ("im*age+", 0, "cannot stand"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_one_way_is_refused_where_it_stands(demo, query, at, says):
    with pytest.raises(QueryError, match=says) as caught:
        search(demo, query)
    assert caught.value.at == at
    assert str(caught.value).splitlines()[2] == " " * (at + 2) + "^"
