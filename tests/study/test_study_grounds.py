"""What a study gives estimation besides its replies: seed, previous round, official counts with vintage."""

import json

import pytest

from answerable.model import Count, Period
from answerable.study import Study
from answerable.study import official as official_
from answerable.study import previous as previous_
from answerable.study.settings import SettingsError

KENT, PAIR = "E23000032", ("E23000016", "E23000017")


def reference(folder, rows, name="a.csv", vintage=None):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("body,period,series,count\n" + "\n".join(rows) + "\n", encoding="utf-8")
    if vintage:
        path = folder / "sources.json"
        listed = json.loads(path.read_text()) if path.exists() else []
        path.write_text(json.dumps([*listed, {"file": name, "vintage": vintage}]))


def loaded(folder):
    return official_.load(folder, measure="offences", offence="class:sexual-offences")


def test_counts_by_body_stand_apart_from_totals(tmp_path):
    rows = [
        "Kent,2012/13,sexual offences recorded,9",
        "England and Wales,2012/13,sexual offences recorded,70",
    ]
    reference(tmp_path, [*rows, "Kent,2012/13,all offences,900", "Essex,2012/13,all offences,"])
    found = loaded(tmp_path)
    assert [(t.count, t.source) for t in found.totals] == [(70, "a.csv, line 3: sexual offences recorded")]
    assert [(c.body, c.series, c.count) for c in found.counts] == [
        (KENT, "sexual offences recorded", 9),
        (KENT, "all offences", 900),
    ]
    assert found.series == "sexual offences recorded"
    assert found.counts[0].source.where == "line 2"
    assert found.counts[0].source.file == "reference/a.csv"
    assert not found.findings


def test_unknown_names_are_one_finding_a_file(tmp_path):
    reference(tmp_path, ["Atlantis,2012/13,x,1", "Kent,2012/13,x,1", "Mu,2012/13,x,1", "Mu,2013/14,x,1"])
    found = loaded(tmp_path)
    assert len(found.counts) == 1
    assert [f.what for f in found.findings] == [
        "It names 'Atlantis', 'Mu', no body in the codebook; such rows are passed over."
    ]


def test_the_later_vintage_holds(tmp_path):
    reference(tmp_path, ["Kent,2012/13,x,41"], "a.csv", "2013-07-18")
    reference(tmp_path, ["Kent,2012/13,x,56"], "b.csv", "2014-07-17")
    found = loaded(tmp_path)
    assert [c.count for c in found.counts] == [56]
    assert not found.findings


def test_two_counts_without_a_vintage_are_neither_used(tmp_path):
    reference(tmp_path, ["Kent,2012/13,x,41"], "a.csv")
    reference(tmp_path, ["Kent,2012/13,x,56", "Essex,2012/13,x,7"], "b.csv")
    found = loaded(tmp_path)
    assert [c.count for c in found.counts] == [7]
    assert "41 (a.csv, line 2) and 56 (b.csv, line 2)" in found.findings[0].what
    assert found.findings[0].severity == "error"


def test_the_same_count_twice_is_one(tmp_path):
    reference(tmp_path, ["Kent,2012/13,x,41"], "a.csv")
    reference(tmp_path, ["Kent Police,2012/13,x,41"], "b.csv")
    assert len(loaded(tmp_path).counts) == 1


@pytest.mark.parametrize("said", ["round.csv", "../old", "../old/out", "../old/out/data"])
def test_a_previous_round_from_a_csv_or_a_former_study(tmp_path, said):
    study, data = tmp_path / "new", tmp_path / "old" / "out" / "data"
    study.mkdir()
    data.mkdir(parents=True)
    text = "unit,period,low,high,reason\nE23000032,2011/12,41,41,\nE23000016+E23000017,2011/12,0,4,\nE23000028,2011/12,,,refused\n"
    (data / "entries.csv").write_text(text)
    (study / "round.csv").write_text(
        "body,period,count\nKent,2011/12,41\nWarwickshire and West Mercia,2011-12,<5\nEssex,2011/12,\n"
    )
    counts, findings = previous_.load(study, said)
    assert [(c.bodies, c.period, c.count) for c in counts] == [
        ((KENT,), Period.financial(2011), Count(41, 41)),
        (PAIR, Period.financial(2011), Count(0, 4)),
    ]
    assert counts[0].source.line == 2
    assert not findings


def test_a_previous_round_with_mistakes(tmp_path):
    rows = ["Atlantis,2011/12,4", "Kent,last year,4", "Kent,2011/12,many", "Kent,2011/12,4", "Kent,2011/12,5"]
    (tmp_path / "round.csv").write_text("\n".join(["body,period,count", *rows]))
    counts, findings = previous_.load(tmp_path, "round.csv")
    assert [c.count.low for c in counts] == [4]
    assert [f.what for f in findings] == [
        "Line 2 is passed over: it names 'Atlantis', which is no body in the codebook.",
        "Line 3 is passed over: it names the period 'last year', which cannot be read.",
        "Line 4 is passed over: 'many' is no count.",
        "Line 6 differs from line 5 for the same body and period; the first is used.",
    ]
    assert previous_.load(tmp_path, "gone.csv")[1][0].severity == "error"
    assert previous_.load(tmp_path, "") == ((), ())


def test_settings_say_what_estimation_rests_on(tmp_path):
    folder = tmp_path / "study"
    Study.new(folder, title="T", question="Q", measure="offences", periods=["2012/13"])
    toml = folder / "study.toml"
    toml.write_text(
        toml.read_text().replace("seed = 0", 'seed = 7\nprevious = "r.csv"\nparent = "all offences"')
    )
    (folder / "r.csv").write_text("body,period,count\nKent,2011/12,41\n")
    reference(folder / "reference", ["Kent,2011/12,offences,9", "Kent,2011/12,all offences,900"])
    grounds = Study.open(folder).picture().grounds
    assert (grounds.seed, grounds.parent) == (7, "all offences")
    assert [c.count.low for c in grounds.earlier] == [41]
    assert len(grounds.official) == 2
    toml.write_text(toml.read_text().replace("seed = 7", "seed = -1"))
    with pytest.raises(SettingsError, match="seed"):
        Study.open(folder)
