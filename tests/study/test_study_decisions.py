import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.model import Count, SmallNumbers
from answerable.study import decisions
from answerable.study.decisions import DecisionError, append, interval, read, replay


def take(path, action, subject, value=""):
    return append(path, action=action, subject=subject, value=value, by="A. Person")


def test_decisions_come_back_as_taken(tmp_path):
    path = tmp_path / "decisions.jsonl"
    first = take(path, "code", "offence: RAPES – all", "subclass:rape")
    second = take(path, "exclude", "Kent/old.html", "a draft")
    assert (first.number, second.number) == (1, 2)
    taken, findings = read(path)
    assert taken == (first, second)
    assert findings == ()
    done, _ = replay(taken)
    assert done.codes == {("offence", "rapes – all"): "subclass:rape"}
    assert done.excluded == {"Kent/old.html": "a draft"}


def test_undo_and_undo_of_the_undo(tmp_path):
    path = tmp_path / "decisions.jsonl"
    take(path, "exclude", "a.html")
    take(path, "undo", "1", "a mistake")
    done, _ = replay(read(path)[0])
    assert done.excluded == {}
    assert [decision.applied for decision in done.decisions] == [False, True]
    take(path, "undo", "2")
    done, _ = replay(read(path)[0])
    assert done.excluded == {"a.html": ""}
    assert [decision.applied for decision in done.decisions] == [True, False, True]


def test_the_later_decision_wins(tmp_path):
    path = tmp_path / "decisions.jsonl"
    take(path, "body", "a.html", "E23000032")
    take(path, "body", "a.html", "E23000001+E23000002")
    assert replay(read(path)[0])[0].bodies == {"a.html": ("E23000001", "E23000002")}


@pytest.mark.parametrize(
    ("action", "subject"), [("delete", "x"), ("exclude", "  "), ("undo", "7"), ("undo", "x")]
)
def test_what_cannot_be_taken(tmp_path, action, subject):
    path = tmp_path / "decisions.jsonl"
    with pytest.raises(DecisionError):
        take(path, action, subject)
    assert read(path) == ((), ())


def test_values_that_say_nothing_are_reported(tmp_path):
    path = tmp_path / "decisions.jsonl"
    take(path, "reading", "s1", "the second")
    take(path, "code", "no colon", "x")
    take(path, "mark", "E23000032: *", "some")
    done, findings = replay(read(path)[0])
    assert [finding.kind for finding in findings] == ["decision-not-applied"] * 3
    assert not any(decision.applied for decision in done.decisions)


def test_marks_of_a_body(tmp_path):
    path = tmp_path / "decisions.jsonl"
    take(path, "mark", "E23000032: *", "1 to 4")
    take(path, "mark", "E23000032: -", "0")
    take(path, "mark", "E23000032: <", "1")
    done, _ = replay(read(path)[0])
    rules = done.rules("E23000032", SmallNumbers(0, {"x": Count(0, 0)}))
    assert rules == SmallNumbers(1, {"x": Count(0, 0), "*": Count(1, 4), "-": Count(0, 0)})
    assert done.rules("E23000001", None) is None


@given(st.integers(1, 400), st.binary(max_size=30))
def test_a_torn_last_line_is_passed_over_and_swallows_nothing(tmp_path_factory, cut, noise):
    path = tmp_path_factory.mktemp("torn") / "decisions.jsonl"
    take(path, "exclude", "a.html", "é" * 20)
    whole = path.read_bytes()
    take(path, "exclude", "b.html", "ü" * 20)
    both = path.read_bytes()
    path.write_bytes(both[: len(whole) + cut % (len(both) - len(whole) - 1) + 1])
    taken, findings = read(path)
    assert [decision.subject for decision in taken][:1] == ["a.html"]
    assert len(taken) + len(findings) == 2
    again = take(path, "exclude", "c.html")
    subjects = [decision.subject for decision in read(path)[0]]
    assert subjects[0] == "a.html"
    assert subjects[-1] == "c.html"
    assert again.number == len(subjects)
    path.write_bytes(both + noise)
    assert [decision.subject for decision in read(path)[0]][:2] == ["a.html", "b.html"]


def test_a_line_of_another_shape_is_passed_over(tmp_path):
    path = tmp_path / "decisions.jsonl"
    take(path, "exclude", "a.html")
    with path.open("a", encoding="utf-8") as file:
        file.write("[1, 2]\n" + json.dumps({"number": "3", "action": "exclude"}) + "\n\n")
    taken, findings = read(path)
    assert len(taken) == 1
    assert [finding.where for finding in findings] == ["decisions.jsonl, line 2", "decisions.jsonl, line 3"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("0", Count(0, 0)), ("1 to 4", Count(1, 4)), ("1-4", Count(1, 4)), ("5 or more", Count(5, None))],
)
def test_intervals(text, count):
    assert interval(text) == count


@pytest.mark.parametrize("text", ["", "few", "4 to 1", "<5", "-1"])
def test_no_intervals(text):
    with pytest.raises(ValueError):
        interval(text)


def test_every_action_is_in_the_module_s_table():
    for action in decisions.ACTIONS:
        assert f"``{action}``" in decisions.__doc__
