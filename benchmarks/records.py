"""Searching records beside its peers: the same question and three tables, in CPU seconds.

    python benchmarks/records.py [RECORDS] [--rows N]

RECORDS is a folder in the native layout; without it, records are made by ``--maker``, a script that takes
``--rows`` and ``--out``, or where it is not there by ``answerable records demo``. Each method runs in a process
of its own, so that its memory and CPU time (of the process and its children, all threads) are its own.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUERY = "(deepfake AND porn) OR (intimate AND image) OR (revenge AND porn)"
PAIRS = (("deepfake", "porn"), ("intimate", "image"), ("revenge", "porn"))
TABLES = ["offence_code,month", "outcome,month", "victim_age,victim_sex"]


def cpu():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def files(folder):
    return sorted(str(path) for path in Path(folder, "crimes").glob("*/*.parquet"))


def texts(folder):
    import pyarrow.parquet as pq

    for path in files(folder):
        for batch in pq.ParquetFile(path).iter_batches(65_536, columns=["crime_id", "mo"]):
            yield batch.column("crime_id").to_pylist(), batch.column("mo").to_pylist()


def decode(folder, scratch):
    import pyarrow.parquet as pq

    def run():
        return sum(pq.read_table(path, columns=["mo"], partitioning=None).num_rows for path in files(folder))

    return None, run


def ours(folder, scratch):
    from answerable.records import Records, build_index, engine_for, search

    records = Records.open(folder)
    shutil.rmtree(records.derived, ignore_errors=True)
    before = cpu()
    build_index(records)
    built = cpu() - before
    size = sum(path.stat().st_size for path in records.derived.rglob("*") if path.is_file())
    engine = engine_for(records, "index")
    return (built, size), lambda: search(engine, QUERY, TABLES).hits


def ours_unindexed(folder, scratch):
    from answerable.records import Records, engine_for, search

    records = Records.open(folder)
    shutil.rmtree(records.derived, ignore_errors=True)
    engine = engine_for(records, "duckdb")
    before = cpu()
    search(engine, QUERY, TABLES)  # the words are counted and the columns of tables kept, once
    made = cpu() - before
    size = sum(path.stat().st_size for path in records.derived.rglob("*") if path.is_file())
    return (made, size), lambda: search(engine, QUERY, TABLES).hits


def word(term):
    return f"(^|[^a-z0-9]){term}([^a-z0-9]|$)"


def duckdb_regexp(folder, scratch):
    import duckdb

    connection = duckdb.connect()
    either = " OR ".join(
        f"(regexp_matches(t, '{word(a)}') AND regexp_matches(t, '{word(b)}'))" for a, b in PAIRS
    )
    sql = f"SELECT count(*) FROM (SELECT lower(mo) AS t FROM read_parquet({files(folder)})) WHERE {either}"
    return None, lambda: connection.execute(sql).fetchall()[0][0]


def polars_regex(folder, scratch):
    import polars as pl

    def both(a, b):
        return pl.col("t").str.contains(word(a)) & pl.col("t").str.contains(word(b))

    def run():
        lazy = pl.scan_parquet(files(folder)).select(pl.col("mo").str.to_lowercase().alias("t"))
        wanted = both(*PAIRS[0]) | both(*PAIRS[1]) | both(*PAIRS[2])
        return lazy.filter(wanted).select(pl.len()).collect().item()

    return None, run


def sqlite_fts5(folder, scratch):
    import sqlite3

    connection = sqlite3.connect(scratch / "fts.db")
    before = cpu()
    connection.execute("CREATE VIRTUAL TABLE notes USING fts5(mo, content='', tokenize='unicode61')")
    for _, batch in texts(folder):
        connection.executemany("INSERT INTO notes(mo) VALUES (?)", ((text,) for text in batch))
    connection.commit()
    sql = "SELECT count(*) FROM notes WHERE notes MATCH ?"
    return (cpu() - before, (scratch / "fts.db").stat().st_size), lambda: connection.execute(
        sql, (QUERY,)
    ).fetchone()[0]


def tantivy_index(folder, scratch):
    import tantivy

    before = cpu()
    schema = tantivy.SchemaBuilder().add_text_field("mo", stored=False).build()
    index = tantivy.Index(schema, path=str(scratch))
    writer = index.writer(256_000_000, 1)
    for _, batch in texts(folder):
        for text in batch:
            writer.add_document(tantivy.Document(mo=[text or ""]))
    writer.commit()
    writer.wait_merging_threads()
    built = cpu() - before
    index.reload()
    searcher, query = index.searcher(), index.parse_query(QUERY, ["mo"])
    size = sum(path.stat().st_size for path in scratch.rglob("*") if path.is_file())
    return (built, size), lambda: searcher.search(query, 1).count


METHODS = {
    "decoding the text column": decode, "ours, indexed, with three tables": ours,
    "ours, unindexed, with three tables": ours_unindexed, "DuckDB regexp": duckdb_regexp,
    "Polars regex": polars_regex, "SQLite FTS5": sqlite_fts5, "tantivy": tantivy_index,
}  # fmt: skip


def measure(name, folder):
    scratch = Path(tempfile.mkdtemp())
    try:
        built, run = METHODS[name](folder, scratch)
        hits = run()  # warm
        spent = []
        while len(spent) < 3 or (len(spent) < 15 and sum(each for each, _ in spent) < 10):
            wall, before = time.perf_counter(), cpu()
            run()
            spent.append((cpu() - before, time.perf_counter() - wall))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        least = min(spent)
        return {"hits": hits, "cpu": least[0], "wall": least[1], "built": built, "memory": memory}
    finally:
        shutil.rmtree(scratch)


IN_TURN = ("decoding the text column", "ours, unindexed, with three tables")


def in_turn(folder, turns):
    """Decoding and the search without an index, one after the other in one process: both meet the same machine."""
    runs = [METHODS[name](folder, None)[1] for name in IN_TURN]
    for run in runs:
        run()
    ratios = []
    for _ in range(turns):
        spent = []
        for run in runs:
            before = cpu()
            run()
            spent.append(cpu() - before)
        ratios.append(spent[1] / spent[0])
    ratios.sort()
    print(
        f"search / decoding, {turns} turns: middle {ratios[turns // 2]:.2f}, quarter {ratios[turns // 4]:.2f}, three quarters {ratios[3 * turns // 4]:.2f}"
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("records", nargs="?")
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--only", nargs="*", default=list(METHODS))
    arguments.add_argument("--maker", type=Path, help="a script that makes records")
    arguments.add_argument("--turns", type=int, help="only decoding and the search without an index, in turn")
    arguments.add_argument("--method", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.method:
        print(json.dumps(measure(given.method, given.records)))
        return
    made = None if given.records else Path(tempfile.mkdtemp())
    folder = given.records or str(made / "records")
    if made and given.maker and given.maker.exists():
        command = [sys.executable, given.maker, "--rows", str(given.rows), "--out", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    elif made:
        from answerable.records.demo import make_demo

        make_demo(Path(folder), given.rows)
    if given.turns:
        in_turn(folder, given.turns)
        return
    print(
        f"{'method':36}{'hits':>9}{'CPU s':>10}{'wall s':>9}{'made CPU s':>13}{'made MB':>10}{'peak MB':>9}"
    )
    for name in given.only:
        done = subprocess.run(
            [sys.executable, __file__, folder, "--method", name], capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"{name:36} could not run: {done.stderr.strip().splitlines()[-1]}")
            continue
        m = json.loads(done.stdout)
        built = f"{m['built'][0]:13.1f}{m['built'][1] / 1e6:10.0f}" if m["built"] else f"{'–':>13}{'–':>10}"
        print(f"{name:36}{m['hits']:9,}{m['cpu']:10.4f}{m['wall']:9.3f}{built}{m['memory']:9.0f}", flush=True)
    if {*IN_TURN} <= {*given.only}:
        in_turn(folder, 11)
    if made:
        shutil.rmtree(made)


if __name__ == "__main__":
    main()
