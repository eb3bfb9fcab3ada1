"""DuckDB, PostgreSQL, Spark and the index find the same records, on 200,000 of them."""

import getpass
import os
import shutil
import socket
import subprocess
import warnings
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from answerable.records import Records, RecordsError, build_index, engine_for, search
from answerable.records.demo import make_demo
from answerable.records.engines import Postgres, Spark

ROWS = 200_000
ODD = [
    "Zoë’s phone", "ZOE phone", "the victim’s image", "victims image", "e-bike stolen", "ebike stolen", "Straße", "STRASSE",
    "naïve", "NAI\u0308VE", "co\u00adop", "a1b2", "10/10/2020", "café–bar", "İstanbul", "image\nshared", "image\tshared",
    "Ωmega image", "o'clock", "", None, "image image", "deep-fake deep fake", "ﬁne", "１０ pounds", "back\\slash image",
]  # fmt: skip
QUERIES = [
    "(deepfake AND porn) OR (intimate AND image) OR (revenge AND porn)", '"revenge porn"', "NOT image", "porn",
    "((intimate OR private) AND image+) AND NOT (consent OR NOT whatsapp)", "image w/3 shared", "shared pre/6 image",
    "image pre/6 shared", '"intimate image" w/8 (whatsapp OR snapchat)', "image w/1 image", "image w/2 image",
    '(image* OR photo*) w/4 "without consent"', "deepf*", "v?ctim", "?ctv", "*fake", "susp*t", "share+", "threaten+", "image+ AND NOT shar+",
    "deepfake~", "intimate~ w/2 image~", "zoe", "Zoë", "zoes", "naive", "NAÏVE", "strasse", "victims", "victim's", "oclock",
    "e-bike", "ebike", '"e bike"', "deep-fake", "coop", "cafe AND bar", "10", "10 pre/1 10", "101*", "a1b2", "x", "IP",
    "ISTANBUL", "i", "omega", "fine", "outcome:16 AND image", "outcome:1*", "recorded:2021-10..2022-03 AND revenge",
    "recorded:..2020-02-10 AND goods", "offence:8S AND NOT platform:whatsapp", "NOT platform:* AND porn", "back w/1 slash",
    "nosuchword OR (nosuch* AND image)", "image OR NOT image", "NOT NOT image", "“revenge porn” AND platform:“whatsapp”",
    '"image* shar+"', '("deep fake" OR deep) pre/1 (fake OR "fake deep")', "*e* w/50 *a*", '"image image image"',
    " OR ".join(f"imag{letter}{n}*" for n in range(20) for letter in "abcdefghijklmnopqrstuvwxyz") + " OR deepf*",
    " AND ".join(["image"] * 500), "(" * 100 + "revenge" + ")" * 100, "(image AND " * 99 + "shared" + ")" * 99,
    "nosuch AND recorded:2019..2021-03", "NOT " * 99 + "image", "NOT (image OR " * 50 + "shared" + ")" * 50,
]  # fmt: skip


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    path = tmp_path_factory.mktemp("engines") / "demo"
    make_demo(path, ROWS - len(ODD), seed=3)
    first = next((path / "crimes" / "year=2022").glob("*.parquet"))
    model = pq.read_table(first, partitioning=None).slice(0, len(ODD))
    for name, values in (("crime_id", [f"odd{i:02}" for i in range(len(ODD))]), ("mo", ODD)):
        model = model.set_column(model.column_names.index(name), name, pa.array(values, pa.string()))
    pq.write_table(model, first.with_name("part-odd.parquet"))
    opened = Records.open(path)
    assert len(opened) == ROWS
    build_index(opened)
    return opened


@pytest.fixture(scope="module")
def expected(records):
    engine = engine_for(records, "index")
    return {query: search(engine, query, ["outcome,year", "age,sex"]) for query in QUERIES}


def test_the_queries_find_what_they_are_about(expected):
    assert len(QUERIES) >= 40
    assert set(expected["naive"].ids) == set(expected["NAÏVE"].ids) == {"odd08", "odd09"}
    assert set(expected["strasse"].ids) == {"odd06", "odd07"}
    assert expected["e-bike"].ids == expected['"e bike"'].ids == ("odd04",)
    assert expected["image OR NOT image"].hits == ROWS
    assert sum(found.hits > 0 for found in expected.values()) > 40


def same(found, expected):
    assert found.ids == expected.ids
    assert found.tables == expected.tables


def unsourced(result):
    return [(t.rows, t.columns, [c.printed for c in t.cells]) for t in result.tables]


@pytest.mark.parametrize("query", QUERIES)
def test_duckdb(records, expected, query):
    engine = engine_for(records, "duckdb")
    same(search(engine, query, ["outcome,year", "age,sex"]), expected[query])


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A private PostgreSQL server on a socket of its own, ended with the tests."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(shutil.which("initdb") or "/none")
    ]
    if not programs[-1].exists():
        pytest.skip("PostgreSQL is not installed")
    bin_, home = programs[-1].parent, Path(os.path.realpath(tmp_path_factory.mktemp("pg")))
    user, prefix = getpass.getuser(), []
    if os.geteuid() == 0:
        if not shutil.which("runuser"):
            pytest.skip("PostgreSQL does not run as root, and there is no runuser")
        user, prefix = "nobody", ["runuser", "-u", "nobody", "--"]
        for folder in (home, *list(home.parents)[:2]):
            folder.chmod(0o755)
        shutil.chown(home, "nobody")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = {"check": True, "cwd": "/", "stdout": subprocess.DEVNULL}
    data = home / "data"
    subprocess.run(
        [*prefix, bin_ / "initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C"], **run
    )
    options = f"-c listen_addresses='' -k {home} -p {port} -c fsync=off"
    subprocess.run(
        [*prefix, bin_ / "pg_ctl", "-D", data, "-w", "-o", options, "-l", home / "log", "start"], **run
    )
    try:
        with psycopg.connect(host=str(home), port=port, user=user, dbname="postgres") as connection:
            yield connection
    finally:
        stop = [*prefix, bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, **(run | {"check": False}))  # it may be gone already


@pytest.fixture(scope="module")
def postgres(server, records):
    with server.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE crimes (crime_id text, recorded_on date, offence_code text, offence_title text, outcome text, "
            "platform text, mo text, committed_on date, validated boolean, principal boolean)"
        )
        cursor.execute("CREATE TABLE victims (crime_id text, age int, sex text)")
        for name, files in (("crimes", records.crime_files), ("victims", records.victim_files)):
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                for file in files:
                    for row in zip(*pq.read_table(file, partitioning=None).to_pydict().values(), strict=True):
                        copy.write_row(row)
    engine = Postgres(server)
    kept = engine.vocabulary()
    engine.vocabulary = lambda: kept  # counted once for all queries
    return engine


@pytest.mark.slow
@pytest.mark.parametrize("query", QUERIES)
def test_postgresql(postgres, expected, query):
    found = search(postgres, query, ["outcome,year", "age,sex"])
    assert found.terms == expected[query].terms
    assert found.ids == expected[query].ids
    assert unsourced(found) == unsourced(expected[query])


@pytest.mark.slow
def test_postgresql_is_reached_by_its_address(postgres, expected, server):
    server.commit()  # so that another connection sees the tables
    info = server.info
    address = f"postgresql://{info.user}@/{info.dbname}?host={info.host}&port={info.port}"
    query = QUERIES[0]
    found = search(address, query, ["outcome,year", "age,sex"])
    assert (found.ids, found.engine) == (expected[query].ids, "PostgreSQL")
    assert search(f"{address}#crimes,public.victims", query).ids == expected[query].ids
    for wrong, says in (
        ("#crimes", "names no two tables"), ("#crimes,victims; DROP TABLE crimes", "names no two tables"),
        ("#nothing,victims", "nothing"), ("#victims,victims", "no column “recorded_on”"),
    ):  # fmt: skip
        with pytest.raises(RecordsError, match=says):
            search(address + wrong, query)
    with pytest.raises(RecordsError, match="does not give the records"):
        search(f"postgresql://{info.user}@/nowhere?host={info.host}&port={info.port}", query)
    with pytest.raises(RecordsError, match="searches for itself"):
        search(address, query, engine="duckdb")


@pytest.fixture(scope="module")
def spark(records):
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if not shutil.which("java"):
        pytest.skip("Java is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            sql.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        session.read.parquet(*records.crime_files).createOrReplaceTempView("crimes")
        session.read.parquet(*records.victim_files).createOrReplaceTempView("victims")
        engine = Spark(session)
        kept = engine.vocabulary()
        engine.vocabulary = lambda: kept
        yield engine
        session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("query", QUERIES)
def test_spark(spark, expected, query):
    found = search(spark, query, ["outcome,year", "age,sex"])
    assert found.terms == expected[query].terms
    assert found.ids == expected[query].ids
    assert unsourced(found) == unsourced(expected[query])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_over_a_folder(spark, records, expected):
    found = search(records, QUERIES[0], ["outcome,year", "age,sex"], engine="spark")
    assert (found.ids, found.engine) == (expected[QUERIES[0]].ids, "Spark")
