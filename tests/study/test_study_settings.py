from datetime import date

import pytest
from hand_made import MEASURE, OFFENCE, YEARS, code

from answerable.codebook import bodies
from answerable.model import Count, Period, SmallNumbers
from answerable.study.settings import SettingsError, load

GOOD = f"""
title = "A study"
question = "How many?"
measure = "{MEASURE}"
offence = "{OFFENCE}"
periods = ["2020/21", "2021/22", "2022/23"]
bodies = "territorial"
sent = 2024-01-05
notice = "Made up."

[rules]
less_than_from = 1
"*" = "1 to 4"

[rules."Kent Police"]
"-" = 0
"""


def written(tmp_path, text):
    path = tmp_path / "study.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything(tmp_path):
    found = load(written(tmp_path, GOOD))
    assert found.periods == YEARS
    assert found.bodies == tuple(body.code for body in bodies.territorial())
    assert (found.sent, found.notice, found.offence) == (date(2024, 1, 5), "Made up.", OFFENCE)
    assert found.rules_for("E23000001") == SmallNumbers(1, {"*": Count(1, 4)})
    assert found.rules_for(code("Kent")) == SmallNumbers(1, {"*": Count(1, 4), "-": Count(0, 0)})


def test_least(tmp_path):
    text = 'title = "t"\nquestion = "q"\nmeasure = "m"\nperiods = ["2023"]\nbodies = ["Kent", "E23000001"]'
    found = load(written(tmp_path, text))
    assert found.periods == (Period.year(2023),)
    assert found.bodies == ("E23000001", code("Kent"))
    assert found.rules_for("E23000001") is None


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('title = "A study"', "", "title"),
        ('title = "A study"', "title = 3", "title"),
        ('"2021/22"', '"a while ago"', "a while ago"),
        ('"2021/22"', '"2021"', "share days"),
        ('"2021/22"', '"2021 to date"', "2021 to date"),
        ('periods = ["2020/21", "2021/22", "2022/23"]', "periods = []", "periods"),
        ('"territorial"', '"everyone"', "bodies"),
        ('"territorial"', '["Gotham"]', "Gotham"),
        (OFFENCE, "class:piracy", "class:piracy"),
        ("2024-01-05", '"soon"', "sent"),
        ("less_than_from = 1", "less_than_from = 2", "less_than_from"),
        ('"1 to 4"', '"few"', "few"),
        ("Kent Police", "Gotham Police", "Gotham Police"),
        ("notice", "notices", "notices"),
        ("notice = ", "notice : ", "study.toml"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, names):
    assert old in GOOD
    with pytest.raises(SettingsError) as raised:
        load(written(tmp_path, GOOD.replace(old, new)))
    assert names in str(raised.value)
    assert "\n" not in str(raised.value)


def test_no_study_there(tmp_path):
    with pytest.raises(SettingsError, match="not there"):
        load(tmp_path / "study.toml")
