import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.codebook import outcomes, platforms
from answerable.codebook.lookup import fold
from answerable.codebook.match import DIMENSIONS, dimension_of, match

TRUTH = Path(__file__).parents[2] / "../shared/truth/seed_tables.csv"
MEANINGS = Path(__file__).parents[2] / "../shared/reference/outcomes.csv"

# Every row label of the keyed tables of the first seed, and what it means.
OFFENCES = {
    "22B - Sexual Activity involving a Child under 16": "22B",
    "35 - Blackmail": "35",
    "58B - Criminal Damage to a Building other than a Dwelling": "58B",
    "79 - Perverting The Course Of Justice": "79",
    "86 - Obscene Publications, etc. and Protected Sexual Material": "86",
    "88C - Other Miscellaneous Sexual Offences": "88C",
    "8L - Harassment": "8L",
    "8Q - Stalking": "8Q",
    "8R - Malicious Communications": "8R",
}
OUTCOMES = {
    "1: Charged": "1-charged",
    "1: Summonsed/postal requisition": "1-summonsed",
    "1A: Alternate offence charged": "1A",
    "14: Victim declines/unable to support action to identify offender": "14",
    "15: CPS - named suspect, victim supports but evidential difficulties": "15-cps",
    "15: Police - named suspect, victim supports but evidential difficulties": "15-police",
    "16: Victim declines/withdraws support - named suspect identified": "16",
    "18: Investigation complete no suspect identified": "18",
    "22: Diversionary, educational or intervention activity, not in public interest to take further action": "22",
    "New": "NEW",
}


@pytest.mark.skipif(not TRUTH.exists(), reason="no keyed seed tables beside the project")
def test_every_label_of_the_keyed_tables():
    with TRUTH.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    labels = {}
    for row in rows:
        labels.setdefault((row["document"][:3], row["table"]), {})[row["row"]] = None
        labels.setdefault((row["document"][:3], "columns " + row["table"]), {})[row["column"]] = None
    assert [x for x in labels["000", "1"] if match(x, "offence").certain] == []
    assert set(labels["000", "2"]) == {*OFFENCES, "Grand Total"}
    assert set(labels["000", "3"]) == {*OUTCOMES, "Grand Total"}
    assert dimension_of(list(labels["000", "2"])) == "offence"
    assert dimension_of(list(labels["000", "3"])) == "outcome"
    assert dimension_of(list(labels["000", "4"])) is None
    assert dimension_of(list(labels["000", "4"]), "Age") == "age"
    assert dimension_of(list(labels["000", "columns 4"])) == "sex"
    assert dimension_of(list(labels["000", "columns 2"])) is None
    certain = {x for (document, _), group in labels.items() if document == "002" for x in group
               if any(match(x, d).certain for d in DIMENSIONS)}  # fmt: skip
    assert certain == {"Sexual Grooming", "Obscene publications"}


@pytest.mark.parametrize(("label", "code"), OFFENCES.items())
def test_offences_of_the_seed(label, code):
    assert match(label, "offence").code == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        *OUTCOMES.items(),
        ("Outcome 8", "8"), ("Outcome type 21", "21"), ("Type 18", "18"), ("16", "16"), ("1a", "1A"), ("08", "8"),
        ("Outcome 16 - Evidential difficulties victim based - named suspect identified", "16"),
        ("Outcome 14: Evidential Difficulties Victim Based - Named Suspect Not Identified", "14"),
        ("Evidential Difficulties Victim Based- Named Suspect Identified", "16"), ("Charge/Summons", "1"),
        ("01 - Charged/Summonsed", "1"), ("Community Resolution", "8"), ("3: Caution", "3"), ("2: Caution", "2"),
        ("Further investigation to support formal action not in the public interest", "21"),
        ("5: Offender has died", "5"), ("9: CPS - prosecution not in public interest", "9"),
        ("Not yet assigned an outcome", "NEW"), ("Youth caution", "2"), ("Adult Caution (2)", "3"),
        ("Investigation complete; no suspect identified", "18"), ("1A: Alternate offence summonsed", "1A-summonsed"),
    ],
)  # fmt: skip
def test_outcomes(label, code):
    assert match(label, "outcome").code == code


@pytest.mark.parametrize(
    "label",
    [
        "Charged", "Caution", "8 - Adult caution", "16 - 17", "18-24", "10 mins", "1 - 2hrs", "23", "0", "16 Murder",
        "1A: Charged", "14: Evidential difficulties victim based - named suspect identified",
        "16 - Evidential difficulties: suspect not identified", "Evidential difficulties", "No further action",
        "15: named suspect", "Outcome",
        "18: Investigation complete no suspect identified (domestic)", "Total", "", "2022", "Outcome 30", "16 and 18",
    ],
)  # fmt: skip
def test_outcomes_short_of_certain(label):
    assert match(label, "outcome").code is None


def test_a_number_gainsaid_by_its_words_is_the_first_candidate():
    assert match("8 - Adult caution", "outcome").candidates[0].code == "8"
    assert match("8 - Adult caution", "outcome").candidates[1].code == "3"


@pytest.mark.skipif(not MEANINGS.exists(), reason="no outcome list beside the project")
def test_every_outcome_of_the_list_by_number_and_meaning():
    with MEANINGS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert match(row["meaning"], "outcome").code == row["outcome"]
            assert match(row["outcome"], "outcome").code == row["outcome"]
            assert match(f"{row['outcome']}: {row['meaning']}", "outcome").code == row["outcome"]


@given(st.sampled_from([(o.code, form) for o in outcomes.all_outcomes() for form in (o.title, *o.aliases)]))
def test_every_wording_is_its_own_outcome_or_nobodys(pair):
    code, form = pair
    found = match(form, "outcome")
    shared = [
        o.code for o in outcomes.all_outcomes() if fold(form) in map(fold, (o.code, o.title, *o.aliases))
    ]
    assert found.code == (code if shared == [code] else None)


@given(st.sampled_from(outcomes.all_outcomes()), st.sampled_from(outcomes.all_outcomes()), st.data())
def test_another_outcomes_number_before_a_wording_is_never_certain(one, other, data):
    form = data.draw(st.sampled_from((other.title, *other.aliases)))
    spelt = {fold(o.code) for o in outcomes.all_outcomes()}  # "1A: Summonsed" spells a sub-line's own code
    if fold(f"{one.code}: {form}") not in spelt and one.parent is None and one.code != "NEW" and fold(form) not in {
        fold(f) for o in outcomes.all_outcomes() if one.code in (o.code, o.parent) for f in (o.title, *o.aliases)
    }:  # fmt: skip
        assert match(f"{one.code}: {form}", "outcome").code is None


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Snapchat", "snapchat"), ("SNAP CHAT", "snapchat"), ("Twitter", "x-twitter"), ("X/Twitter", "x-twitter"),
        ("X (formerly Twitter)", "x-twitter"), ("Whats App", "whatsapp"), ("Facebook", "facebook"),
        ("FB Messenger", "facebook-messenger"), ("Tik Tok", "tiktok"), ("KIK", "kik"), ("Unknown", "unknown"),
        ("Other", "other"), ("Meta", "meta"),
        ("X", None), ("x", None), ("Messenger", None), ("Facebook/Messenger", None), ("Snapchta", None),
        ("-", None), ("Facebook and Instagram", None), ("Total", None),
    ],
)  # fmt: skip
def test_platforms(label, code):
    assert match(label, "platform").code == code


def test_platform_owners():
    assert {platforms.get(code).parent for code in ("facebook", "instagram", "whatsapp")} == {"meta"}
    assert all(p.parent is None or platforms.get(p.parent) for p in platforms.all_platforms())


def test_shared_names_are_candidates_and_never_certain():
    london = match("London", "body")
    assert not london.certain
    assert {c.code for c in london.candidates[:2]} == {"E23000001", "E23000034"}
    assert match("Clevland", "body").candidates[0].code == "E23000013"


def test_how_says_exact_alias_similar_or_none():
    found = {match(*pair).how for pair in [("8Q", "offence"), ("Kent Police", "body"), ("Male", "sex")]}
    assert found == {"exact"}
    assert {match("08Q", "offence").how, match("London, City of", "body").how, match("F", "sex").how} == {
        "alias"
    }
    assert match("Over 18", "age").how == "similar"
    assert [c.code for c in match("Over 18", "age").candidates] == ["19+", "18+"]
    assert match("", "body").how == "none"


def test_a_dimension_that_is_none_of_the_six():
    with pytest.raises(ValueError, match="it is one of body, offence"):
        match("x", "colour")


@given(st.text(max_size=30), st.sampled_from(DIMENSIONS))
def test_any_text_gives_a_match_that_keeps_its_promises(label, dimension):
    found = match(label, dimension)
    assert found.certain == (found.how in {"exact", "alias"}) == (found.code is not None)
    assert len(found.candidates) <= 5
    if found.certain:
        assert [c.code for c in found.candidates] == [found.code]


@pytest.mark.parametrize(
    ("labels", "heading", "dimension"),
    [
        (["Male", "Female", "Total"], "", "sex"), (["16", "18", "19"], "", None), (["16", "18", "19"], "Age", "age"),
        (["16", "18", "19"], "Outcome type", "outcome"), (["16", "18", "19"], "Number of offences", None),
        (["Under 16", "16", "17", "18 and over"], "", "age"), (["10-15", "16-17", "Unknown"], "", "age"),
        (["East", "South West", "North West", "West Midlands", "London", "Wales"], "", None),
        (["Kent", "Essex", "Sum"], "Force", "body"), (["Kent", "Essex", "Narnia"], "", "body"),
        (["Snapchat", "Instagram", "Other", "Unknown"], "", "platform"), (["Other", "Unknown"], "", None),
        (["2019/20", "2020/21"], "", None), (["19/20", "20/21", "22/23"], "Offence", None), (["Oct", "Nov"], "", None),
        (["Rape", "Other sexual offences", "Total"], "Sex", "offence"), ([], "", None), (["Total"], "Age", None),
        (["Under 10 mins", "10-30 mins", "1-2hrs", "Not recorded"], "", None),
        (["1: Charged", "New", "18: Investigation complete no suspect identified"], "Crime outcome", "outcome"),
    ],
)  # fmt: skip
def test_dimension_of(labels, heading, dimension):
    assert dimension_of(labels, heading) == dimension


def test_importing_reads_no_list():
    probe = (
        "import answerable.codebook.match as m; from answerable.codebook import bodies, offences;"
        "assert offences.all_offences.cache_info().currsize == bodies.all_bodies.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", probe], check=True)
