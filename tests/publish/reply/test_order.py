"""Orders on disk: what is asked for is taken, and what cannot be used is refused by name."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from answerable.cli import cli
from answerable.publish.reply import OrderError, load_order
from answerable.records.quality import judge
from answerable.records.sample import Candidate, draw
from answerable.records.sample_file import draw_text

HEAD = """
body = "E23000013"
reference = "FOI 1-24"
received = 2024-10-09
dated = "5 November 2024"
question = '''
How many?

By year, please.'''
contact = "foi@force.example"
"""
GRID = """
[[tables]]
title = "Records by offence and year"
stub = "Offence"
columns = [["2022", "Oct"], ["2022", "Nov"], "Total"]
grid = [["8Q - Stalking", 10, 0, 10], ["Total", 10, 0, 10]]
"""
RESULTS = {
    "hits": 12,
    "terms": {"alpha*": [{"word": "alpha", "records": 12}]},
    "tables": [
        {
            "title": "Records by offence", "unit": "records", "rows": [["8Q - Stalking"], ["Total"]], "columns": [["2022"]],
            "row_totals": [False, True], "column_totals": [False],
            "cells": [{"row": r, "column": 0, "printed": "12", "low": 12, "high": 12, "state": "exact", "source": {}} for r in (0, 1)],
        }
    ],
}  # fmt: skip


def load(tmp_path, text, name="order.toml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_order(tmp_path / name)


def test_an_order_in_toml(tmp_path):
    found = load(tmp_path, HEAD + GRID)
    assert (found.body, found.received, found.dated) == (
        "Cleveland Police",
        date(2024, 10, 9),
        date(2024, 11, 5),
    )
    assert found.question == ("How many?", "By year, please.")
    table = found.search.tables[0]
    assert table.columns == (("2022", "Oct"), ("2022", "Nov"), ("Total",))
    assert (table.row_totals, table.column_totals) == ((False, True), (False, False, True))


def test_a_table_may_have_no_heading_over_its_labels_and_what_it_lacks_is_named(tmp_path):
    bare = HEAD + "".join(line for line in GRID.splitlines(keepends=True) if not line.startswith("stub"))
    assert load(tmp_path, bare).search.tables[0].rows[0] == ("8Q - Stalking",)
    lacking = "".join(line for line in bare.splitlines(keepends=True) if not line.startswith("columns"))
    with pytest.raises(OrderError, match="table 1 lacks “columns”"):
        load(tmp_path, lacking)


def test_an_order_in_json_with_what_a_search_printed(tmp_path):
    (tmp_path / "found.json").write_text(json.dumps(RESULTS), encoding="utf-8")
    data = {
        "body": "Police Scotland", "reference": "1", "received": "2024-10-09", "dated": "2024-10-10", "question": "How many?",
        "act": "foisa", "query": "alpha*", "results": "found.json",
    }  # fmt: skip
    found = load(tmp_path, json.dumps(data), "order.json")
    assert (found.act, found.search.hits, found.search.query) == ("foisa", 12, "alpha*")
    assert found.search.terms[0].words == (("alpha", 12),)
    assert found.search.tables[0].cell(1, 0).count.low == 12


def test_cost_and_quality_come_from_the_files_that_are_named(tmp_path):
    drawn = draw([Candidate(str(i), "hit") for i in range(30)], size=30)
    (tmp_path / "sample.json").write_text(draw_text(drawn))
    (tmp_path / "marks.csv").write_text("record_id,mark\n" + "".join(f"{i},yes\n" for i in range(30)))
    (tmp_path / "hits.csv").write_text(
        'month,offence,records\n2022-10,35 - Blackmail,"1,400"\nNov 2022,35 - Blackmail,3\n,35 - Blackmail,1\n'
    )
    more = (
        '\n[cost]\nhits = "hits.csv"\nminutes = 2.5\nperiod = "1 October 2022 to 30 November 2022"\n'
        '[quality]\nsample = "sample.json"\nmarks = "marks.csv"\n'
    )
    found = load(tmp_path, HEAD + more)
    assert (found.cost.records, found.cost.undated, found.cost.recent.records) == (1404, 1, 3)
    assert found.cost.work.most_records == 432
    assert found.quality == judge(drawn, {str(i): "yes" for i in range(30)})


def test_hits_may_come_from_the_search_result(tmp_path):
    table = RESULTS["tables"][0] | {"columns": [["Oct 2022"]]}
    (tmp_path / "found.json").write_text(json.dumps(RESULTS | {"tables": [RESULTS["tables"][0], table]}))
    cost = '\n[cost]\nhits = "found.json"\nminutes = 3\nperiod = "2022"\n'
    assert load(tmp_path, HEAD + cost).cost.records == 12
    (tmp_path / "found.json").write_text(json.dumps(RESULTS))
    with pytest.raises(OrderError, match="no table of offence by month"):
        load(tmp_path, HEAD + cost)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + 'tabels = "x"\n', "'tabels' is not known"),
        (HEAD.replace("reference", "ref"), "'ref' is not known"),
        (HEAD.replace('reference = "FOI 1-24"', ""), "lacks 'reference'"),
        (HEAD.replace("2024-10-09", '"soon"'), "'received' must be a day"),
        (HEAD + "x = [", "cannot be read"),
        (HEAD + 'act = "gdpr"\n', "'act' is foia"),
        (HEAD + 'results = "absent.json"\n', "absent.json cannot be opened"),
        (HEAD + GRID.replace("10, 0, 10]]", "10, 0]]"), "2 cells under 3 columns"),
        (HEAD + GRID.replace("0, 10]]", '"<5", 10]]'), "“<5”"),
        (HEAD + GRID.replace("0, 10]]", "-1, 10]]"), "table 1"),
        (HEAD + '\n[cost]\nhits = "absent.csv"\nminutes = 3\nperiod = "2022"\n', "absent.csv"),
        (HEAD + '\n[cost]\nhits = "absent.csv"\nminutes = 3\nperiod = "lately"\n', "'period'"),
        (HEAD + '\n[cost]\nhits = "h.csv"\nlimit = "huge"\nperiod = "2022"\n', "'limit' is one of"),
        (HEAD + '\n[quality]\nsample = "absent.json"\nmarks = "m.csv"\n', "absent.json"),
        (HEAD + '\n[[withheld]]\nsection = "s.40(2)"\nwhat = "x"\n', "lacks 'reason'"),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_used_says_which_key(tmp_path, text, says):
    with pytest.raises(OrderError, match=says):
        load(tmp_path, text)


@pytest.mark.parametrize(
    "change",
    [
        {"hits": -1}, {"terms": {"a": 3}}, {"tables": [{"title": "x"}]}, {"tables": "x"},
        {"tables": [RESULTS["tables"][0] | {"row_totals": [True]}]},
        {"tables": [RESULTS["tables"][0] | {"cells": [{"row": 9, "column": 0, "printed": "1", "low": 1, "high": 1, "state": "exact"}]}]},
        {"tables": [RESULTS["tables"][0] | {"cells": [{"row": 0, "column": 0, "printed": "1", "low": 1, "high": 2, "state": "exact"}]}]},
        {"tables": [RESULTS["tables"][0] | {"cells": [{"row": 0, "column": 0, "printed": "1", "low": 1, "high": 1, "state": "sure"}]}]},
        {"tables": [RESULTS["tables"][0] | {"cells": RESULTS["tables"][0]["cells"] * 2}]},
    ],
)  # fmt: skip
def test_a_search_result_that_is_none_is_refused(tmp_path, change):
    (tmp_path / "found.json").write_text(json.dumps(RESULTS | change))
    with pytest.raises(OrderError, match=r"found\.json"):
        load(tmp_path, HEAD + 'results = "found.json"\n')


def test_the_command_writes_and_says_what_needs_a_person(tmp_path):
    (tmp_path / "order.toml").write_text(HEAD + GRID, encoding="utf-8")
    done = CliRunner().invoke(cli, ["answer", str(tmp_path / "order.toml"), "--json"])
    said = json.loads(done.stdout)
    assert (done.exit_code, said["state"]) == (1, "answered")
    assert [f["kind"] for f in said["findings"]] == ["search-not-said"]
    assert (tmp_path / "reply" / "reply.docx").exists()


def test_the_command_refuses_small_counts_and_names_them(tmp_path):
    (tmp_path / "order.toml").write_text(HEAD + GRID.replace("10, 0, 10", "10, 2, 12"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["answer", str(tmp_path / "order.toml")])
    assert done.exit_code != 0
    assert "table 1, 8Q - Stalking, 2022 / Nov: 2" in done.output
    assert not (tmp_path / "reply").exists()
    done = CliRunner().invoke(
        cli, ["answer", str(tmp_path / "order.toml"), "--allow-small", "--out", str(tmp_path / "x")]
    )
    assert (tmp_path / "x" / "reply.txt").exists()


def test_the_commands_of_a_sample(tmp_path):
    rows = "".join(f"H{i},hit,a note,alpha\n" for i in range(60)) + "".join(
        f"R{i},rest,a note,\n" for i in range(500)
    )
    (tmp_path / "c.csv").write_text("record_id,stratum,text,terms\n" + rows)
    out = tmp_path / "sample"
    run = CliRunner().invoke
    said = json.loads(
        run(cli, ["sample", str(tmp_path / "c.csv"), "--out", str(out), "--width", "200", "--json"]).stdout
    )
    assert said["reached"]
    assert {s["stratum"]: s["population"] for s in said["strata"]} == {"hit": 60, "rest": 500}
    ids = [r["record_id"] for r in json.loads((out / "sample.json").read_text())["records"]]
    marks = tmp_path / "marks.csv"
    marks.write_text("record_id,mark\n" + "".join(f"{i},{'yes' if i[0] == 'H' else 'no'}\n" for i in ids))
    done = run(cli, ["marks", str(out), str(marks), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["total"]["low"] <= 60
    assert "are relevant" in run(cli, ["marks", str(out / "sample.json"), str(marks)]).output
    assert run(cli, ["marks", str(out), str(tmp_path / "absent.csv")]).exit_code != 0
    (tmp_path / "many.csv").write_text("record_id,stratum\n" + "".join(f"{i},rest\n" for i in range(3000)))
    wide = run(cli, ["sample", str(tmp_path / "many.csv"), "--out", str(tmp_path / "n"), "--width", "1"])
    assert wide.exit_code == 1
    assert "did not find" in wide.output
