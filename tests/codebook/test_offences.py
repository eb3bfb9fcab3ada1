import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.codebook import offences
from answerable.codebook.match import match

ROOT = Path(__file__).parents[2]
LIST = ROOT / "../shared/reference/notifiable_offences_2026-04.csv"
RECORDED = ROOT / "../shared/reference/recorded_crime_by_force_2003_2014.csv"


def code(label):
    return match(label, "offence").code


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("8Q", "8Q"), ("8q", "8Q"), ("08Q", "8Q"), ("008Q", "8Q"), ("8Q - Stalking", "8Q"), ("8Q: Stalking", "8Q"),
        ("Stalking (8Q)", "8Q"), ("Stalking - 8Q", "8Q"), ("008/71", "008/71"), ("8/71", "008/71"),
        ("08/71", "008/71"), ("00871", "008/71"), ("HO 8/72", "008/72"), ("HO code 008/71", "008/71"),
        ("Home Office code: 8/71", "008/71"), ("08805", "088/05"), ("088/05", "088/05"),
        ("088/05 Administering a substance with intent", "088/05"), ("071/17", "071/17"), ("08/65", "008/65"),
        ("08/65 Stalking", "008/65"), ("08/65 - Stalking involving fear of violence", "008/65"),
        ("88C - Other Miscellaneous Sexual Offences", "88C"),
        ("86 - Obscene Publications, etc. and Protected Sexual Material", "86"),
        ("22B - Sexual Activity involving a Child under 16", "22B"), ("35 - Blackmail", "35"),
        ("58B - Criminal Damage to a Building other than a Dwelling", "58B"),
        ("79 - Perverting The Course Of Justice", "79"), ("8L - Harassment", "8L"),
        ("8R - Malicious Communications", "8R"), ("Malicious communications", "8R"), ("8L", "8L"),
        ("008/31 Breach of a restraining order issued on conviction", "008/31"), ("1 Murder", "1"),
        ("4/4 Causing Death or Serious Injury by Dangerous Driving", "4/4"), ("004/04", "004/04"),
        ("NFIB 50 Computer Misuse Crime", "NFIB50"), ("8/36", "008/36"),
        ("Disclose private sexual photographs and films with intent to cause distress", "008/71"),
        ("Rape(2)", "subclass:rape"), ("Stalking and harassment", "subclass:stalking-and-harassment"),
        ("Stalking & Harassment", "subclass:stalking-and-harassment"), ("Stalking", "8Q"),
        ("Rape", "subclass:rape"), ("Rape of a male aged 16 and over", "19F"), ("Blackmail", "35"),
        ("Burglary", "class:burglary"), ("Robbery", "class:robbery"), ("Shoplifting", "subclass:shoplifting"),
        ("Death or serious injury - unlawful driving", "subclass:death-or-serious-injury-caused-by-illegal-driving"),
        ("Sex offences", "class:sexual-offences"), ("Obscene publications", "86"), ("Sexual Grooming", "88A"),
    ],
)  # fmt: skip
def test_printed_forms(label, expected):
    assert code(label) == expected


@pytest.mark.parametrize(
    "label",
    [
        "8Q - Harassment", "8Q Malicious Communications", "008/72 - Harassment", "8Q & 8R", "8Q, 8R", "8Q/8R",
        "088/15 + 175/08", "8Q Hazel Street", "16 - 17", "18 - 24", "10-15", "16", "35", "86", "1", "12600",
        "20/21", "22/23", "2022/23", "05/06/2022", "999/99", "4/4", "Other theft", "Theft offences", "Violence",
        "Residential burglary of a home", "Possession of controlled drugs", "Revenge porn", "Grand Total", "",
        "Sexual offences excluding rape", "Stalking or harassment", "Rape and other sexual offences", "10 mins",
        "Rape of a female", "Residential burglary", "21 and over", "66 and over", "20 or over", "8Q Stalking - domestic",
        "8L Harassment (excluding stalking)", "22B - Sexual activity involving a child under 16 (online)",
        "8N - attempted assault with injury", "008/71 and 008/72", "Theft from vehicle", "31 March 2020",
        "Criminal Justice Act 1988 s.160 | Proceeded against", "Harassment and stalking", "stalkng", "3 A",
    ],
)  # fmt: skip
def test_short_of_certain_has_no_code_but_candidates_where_there_are_words(label):
    found = match(label, "offence")
    assert found.code is None
    assert not found.certain
    assert found.how in {"similar", "none"}
    assert len(found.candidates) <= 5
    assert all(0 < candidate.score < 1 for candidate in found.candidates)


@pytest.mark.parametrize(
    "words", ["and over", "or over", "and under", "to 44", "years", "years and over", "of", "-", "%", "March"]
)
def test_a_bare_number_beside_other_words_is_no_offence(words):
    assert [n for n in range(131) if code(f"{n} {words}")] == []


def test_candidates_lead_to_the_likely_one():
    assert match("stalkng", "offence").candidates[0].code == "8Q"
    assert {c.code for c in match("Other theft", "offence").candidates[:2]} == {"49", "subclass:other-theft"}
    assert match("8Q - Harassment", "offence").candidates[0].code == "8Q"


@pytest.mark.parametrize(
    "offence", [o for o in offences.all_offences() if ":" not in o.code], ids=lambda o: o.code
)
def test_every_code_prints_back(offence):
    printed = (
        f"{offence.code} - {offence.title}",
        f"{offence.code}: {offence.title}",
        f"{offence.code} {offence.title}",
    )
    assert {code(form) for form in printed} == {offence.code}
    if re.fullmatch(r"\d{3}/\d\d", offence.code):
        assert code(offence.code) == offence.code
    elif not offence.code.isdigit() and "/" not in offence.code:
        assert code(offence.code) == code(offence.code.lower()) == offence.code


def test_ancestors_end_in_a_class_and_levels_rise():
    for offence in offences.all_offences():
        levels = [offence.level, *(offences.get(c).level for c in offences.ancestors(offence.code))]
        assert levels[-1] == "class"
        order = [offences.LEVELS.index(level) for level in levels]
        assert order == sorted(set(order), reverse=True), offence.code


def test_codes_are_unique_and_the_tree_has_no_loose_ends():
    codes = [offence.code for offence in offences.all_offences()]
    assert len(codes) == len(set(codes))
    for offence in offences.all_offences():
        for child in offences.children(offence.code):
            assert offence.code in (child.parent, *child.divided)


def test_what_is_gone_says_so():
    gone = offences.get("008/71")
    assert (gone.current, gone.ended, gone.parent) == (False, "2024-01-31", "86")
    assert offences.get("008/36").ended == "2010-04-01"
    assert offences.get("088/15").current
    assert offences.ancestors("088/15") == ("88C", "subclass:other-sexual-offences", "class:sexual-offences")


def test_a_divided_code_stands_under_what_its_categories_share():
    burglary = offences.get("028/03")
    assert burglary.parent == "class:burglary"
    assert len(burglary.divided) == 8
    assert "028/03" in [child.code for child in offences.children("28I")]
    assert offences.common_level(["028/03", "28I"]) == "class"


@pytest.mark.parametrize(
    ("codes", "level"),
    [
        (["008/65", "008/66"], "code"), (["8Q", "008/65"], "category"), (["8Q", "8L", "8R"], "category"),
        (["8Q", "subclass:rape"], "subclass"), (["34A", "subclass:rape"], "class"),
        (["class:robbery", "008/65"], "class"), ([], None),
    ],
)  # fmt: skip
def test_common_level(codes, level):
    assert offences.common_level(codes) == level


@given(st.lists(st.sampled_from([o.code for o in offences.all_offences()]), min_size=1, max_size=6))
def test_at_the_common_level_nothing_is_counted_twice(codes):
    level = offences.common_level(codes)
    stated = {offences.at_level(c, level) for c in codes}
    assert None not in stated
    assert not any(a != b and offences.contains(a, b) for a in stated for b in stated)


def test_get_says_what_a_code_looks_like():
    with pytest.raises(KeyError, match="008/71, 8Q"):
        offences.get("Stalking")


TITLES = [o for o in offences.all_offences() if code(o.title) == o.code]


@given(st.sampled_from(TITLES), st.data())
def test_a_slip_of_the_pen_is_never_another_offence(offence, data):
    at = data.draw(st.integers(0, len(offence.title) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slip = offence.title[:at] + letter + offence.title[at + 1 :]
    found = match(slip, "offence").code
    assert found is None or found == offence.code


@given(st.sampled_from(["8Q", "8L", "8R", "88C", "58B", "22B"]), st.sampled_from(TITLES))
def test_a_code_beside_anothers_title_is_not_certain_for_either(printed, offence):
    found = match(f"{printed} - {offence.title}", "offence").code
    near = {printed, *offences.ancestors(printed)} | {c.code for c in offences.children(printed)}
    if offence.code not in near:
        assert found is None


@pytest.mark.skipif(not RECORDED.exists(), reason="no recorded crime tables beside the project")
def test_every_group_of_recorded_crime_tables_is_certain():
    with RECORDED.open(encoding="utf-8") as file:
        groups = {row["offence_group"] for row in csv.DictReader(file)}
    unknown = {group for group in groups if code(group) is None}
    assert unknown == {"Action Fraud", "CIFAS", "UK Finance"}
    assert all(code(g).startswith(("class:", "subclass:")) for g in groups - unknown)


@pytest.mark.skipif(not LIST.exists(), reason="no Home Office list beside the project")
def test_the_data_is_what_the_script_makes(tmp_path):
    made = tmp_path / "offences.csv"
    subprocess.run(
        [sys.executable, ROOT / "scripts/make_codebook.py", LIST, made], check=True, capture_output=True
    )
    assert made.read_bytes() == (ROOT / "src/answerable/codebook/data/offences.csv").read_bytes()


@pytest.mark.skipif(not LIST.exists(), reason="no Home Office list beside the project")
def test_every_row_of_the_list_is_there_under_its_own_class():
    with LIST.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            listed = offences.get(row["Home Office code"].strip())
            assert listed.current
            title = offences.get(offences.ancestors(listed.code)[-1]).title
            assert title.lower() == " ".join(row["Class"].split()).lower()
            names = {listed.title, *listed.aliases}
            assert " ".join(row["Offence"].split()) in names
