"""Hits, near misses and the rest are every record once, and a sample of them finds what the search missed."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from answerable.cli import cli
from answerable.records import Records, Rules, engine_for, search
from answerable.records.demo import make_demo
from answerable.records.nearby import HITS, RELATED, REST, SOME, SPELT, nearby, sample
from answerable.records.quality import judge

NOTES = {
    "both": "deepfake porn of the victim",
    "one": "a deepfake video",
    "other": "porn found in the shop",
    "spelt": "deepfke porn site",
    "family": "deepfakes and porn",
    "struck": "deepfake porn but a film set",
    "none": "bicycle stolen",
    "later": "deepfake porn again",
    "blank": None,
}


@pytest.fixture
def notes(tmp_path):
    place = tmp_path / "notes" / "crimes" / "year=2024"
    place.mkdir(parents=True)
    days = pa.array([19_800 + 100 * (name == "later") for name in NOTES], pa.int32()).cast(pa.date32())
    columns = {
        "crime_id": list(NOTES), "recorded_on": days, "offence_code": ["x"] * len(NOTES),
        "mo": list(NOTES.values()), "principal": [name != "other" for name in NOTES],
    }  # fmt: skip
    pq.write_table(pa.table(columns), place / "a.parquet")
    return Records.open(tmp_path / "notes")


def strata(records, query, **options):
    engine = engine_for(records)
    found = nearby(records, engine, search(engine, query, **options))
    return {name: set(ids.to_pylist()) for name, ids in found.strata.items()}


def test_each_record_is_in_the_first_stratum_that_holds_it(notes):
    assert strata(notes, "deepfake AND porn AND NOT film") == {
        HITS: {"both", "later"}, SPELT: {"spelt", "family"}, SOME: {"one", "other", "struck"}, REST: {"none", "blank"},
    }  # fmt: skip


def test_words_struck_out_of_the_list_are_near_misses(notes):
    found = strata(notes, "deepfake~ AND porn", terms={"deepfake~": ["deepfake"]})
    assert found[HITS] == {"both", "struck", "later"}
    assert found[SPELT] == {"spelt", "family"}


def test_fields_and_counting_rules_bound_the_population(notes):
    found = strata(notes, "deepfake AND porn AND recorded:..2024-03-20", rules=Rules(offences="principal"))
    assert set().union(*found.values()) == set(NOTES) - {"later", "other"}
    found = strata(notes, "(deepfake AND recorded:..2024-03-20) OR bicycle")
    assert set().union(*found.values()) == set(NOTES)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("nearby") / "demo"
    make_demo(path, 6000, seed=5)
    return Records.open(path)


def test_words_that_go_with_the_hits_are_looked_for(demo):
    engine = engine_for(demo)
    found = nearby(demo, engine, search(engine, "deepfake AND image"))
    assert "website" in found.related
    assert sum(map(len, found.strata.values())) == len(demo)
    assert found.strata.keys() >= {HITS, SOME, RELATED, REST}


def test_a_sample_that_is_marked_right_finds_the_true_number(demo):
    """The query finds some of the offences of one code; the ranges hold how many there are."""
    truth = {
        key
        for path in demo.crime_files
        for row in pq.read_table(path, columns=["crime_id", "offence_code"], partitioning=None).to_pylist()
        if row["offence_code"] == "8S"
        for key in [row["crime_id"]]
    }
    engine = engine_for(demo)
    found = search(engine, "(deepfake AND porn) OR (intimate AND consent)")
    assert len(truth - set(found.ids)) > 10
    held = 0
    for seed in range(40):
        drawn = sample(demo, engine, found, size=400, seed=seed)
        quality = judge(drawn, {r.record_id: "yes" if r.record_id in truth else "no" for r in drawn.records})
        held += quality.total.low <= len(truth) <= quality.total.high
    assert held >= 34  # fewer would come by chance once in a thousand runs, were 95 in 100 held


def test_the_command_searches_and_draws(demo, tmp_path):
    def run(*arguments):
        return CliRunner().invoke(cli, ["sample", str(demo.path), *arguments, "--out", str(tmp_path / "s")])

    done = run("deepfake AND porn AND recorded:2021..2022", "--size", "40", "--json")
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert shown["strata"][0]["stratum"] == HITS
    assert (tmp_path / "s" / "to-mark.csv").read_text("utf-8-sig").count("\n") >= 41
    for arguments, says in (
        (["--size", "40"], "Say what to search"),
        (["deepfake AND", "--size", "40"], "ends where a term should follow"),
        (
            ["deepfake", "--size", "40", "--terms", str(tmp_path / "s" / "to-mark.csv")],
            "has no column “term”",
        ),
    ):
        refused = run(*arguments)
        assert refused.exit_code
        assert says in refused.stderr
