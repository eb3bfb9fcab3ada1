"""A first-time analyst's path through the commands."""

import json
import subprocess
import sys


def run(*words, code=0):
    done = subprocess.run(
        [sys.executable, "-c", "from answerable.cli import main; main()", *map(str, words)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done


def test_demo_then_query_then_terms_then_tables(tmp_path):
    records, terms = tmp_path / "demo", tmp_path / "terms.csv"
    run("records", "demo", records, "--rows", 2000)
    shown = run("search", records, "revenge AND porn*", "--by", "year", "--write-terms", terms)
    assert "porn*: porn (" in shown.stdout
    assert terms.read_text().startswith("term,word,records,use\n")
    before = json.loads(
        run("search", records, "revenge AND porn*", "--by", "outcome,month", "--json", "--ids").stdout
    )
    run("records", "index", records)
    after = json.loads(
        run("search", records, "revenge AND porn*", "--by", "outcome,month", "--json", "--ids").stdout
    )
    assert after.pop("engine") != before.pop("engine")
    assert before == after
    assert {"hits", "terms", "tables"} <= set(after)
    assert len(after["ids"]) == after["hits"] > 0
    terms.write_text("term,word,records,use\nporn*,porn,1,no\nporn*,nosuch,0,yes\n")
    struck = run("search", records, "revenge AND porn*", "--terms", terms, "--json")
    assert json.loads(struck.stdout)["hits"] == 0
    assert "No record holds: nosuch.\nThe edited list has no row for revenge:" in struck.stderr


def test_months_of_which_there_are_no_records_are_said(tmp_path):
    run("records", "demo", tmp_path / "demo", "--rows", 50)
    done = run("search", tmp_path / "demo", "image AND recorded:2019..2021", "--by", "year")
    assert "2019" not in done.stdout.partition("Query:")[0]
    assert "what was asked of other months is not held" in done.stderr


def test_what_cannot_be_done_is_said_and_exits_with_2(tmp_path):
    assert "holds no records" in run("search", tmp_path, "image", code=2).stderr
    records = tmp_path / "demo"
    run("records", "demo", records, "--rows", 50)
    assert "^" in run("search", records, "image AND (porn", code=2).stderr
    assert "nothing to count by" in run("search", records, "image", "--by", "colour", code=2).stderr
    assert "out of date" in run("search", records, "image", "--engine", "index", code=2).stderr
    assert "is there already" in run("records", "demo", records, code=2).stderr


def test_a_query_is_saved_and_run_by_name_and_outlives_a_load(tmp_path):
    records, export = tmp_path / "demo", tmp_path / "c.csv"
    run("records", "demo", records, "--rows", 50)
    run("search", records, '"image" w/5 "back\\slash"', "--save", "odd-one")
    export.write_text("crime_id,recorded_on,offence_code,mo\na,2022-01-13,8S,image back slash\n")
    run("records", "load", records, export)
    assert json.loads(run("search", records, "@odd-one", "--json").stdout)["hits"] == 1
    assert "saved: @odd-one" in run("search", records, "@none", code=2).stderr


def test_rows_left_out_need_a_person(tmp_path):
    export = tmp_path / "c.csv"
    export.write_text("crime_id,recorded_on,offence_code,mo\na,2022-01-01,8S,image\nb,,8S,image\n")
    done = run("records", "load", tmp_path / "r", export, "--json", code=1)
    assert [bad["reason"] for bad in json.loads(done.stdout)["bad"]] == ["recorded_on is blank"]
