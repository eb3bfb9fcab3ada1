"""Arithmetic in prose: what follows, what follows loosely, what does not, and what is left open."""

import pytest
from benchmarks.claims_cases import cases
from benchmarks.claims_templates import TRAPS
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.conftest import made

from answerable.claims import check

CASES = (
    # sentence, number, verdict
    ("Of 1,257 children, 377 (30%) had done so.", "30%", "consistent"),
    ("Of 1,257 children, 377 (35%) had done so.", "35%", "inconsistent"),
    ("Of 941 children, 71 (7.6%) had done so.", "7.6%", "inconsistent"),
    ("Of 941 children, 71 (7.5%) had done so.", "7.5%", "consistent"),
    ("Of 25,142 children, less than 0.1% (28) had done so.", "less than 0.1%", "inconsistent"),
    ("Of 1,000 cases, 284 (29%) were closed.", "29%", "inexact"),
    ("Of 1,000 cases, 510 – almost half – were closed.", "almost half", "inexact"),
    ("Of 1,000 cases, 480 – almost half – were closed.", "almost half", "consistent"),
    ("Of 1,000 cases, 820 – almost half – were closed.", "almost half", "inconsistent"),
    ("Offences rose from 485 to 624, a 29% increase.", "29%", "consistent"),
    ("Offences rose from 485 to 624, a 22% increase.", "22%", "inconsistent"),
    ("Offences fell from 624 to 485, a 29% increase.", "29%", "inconsistent"),
    ("The rate rose from 12% to 15%, an increase of 25%.", "25%", "consistent"),
    ("The rate rose from 12% to 15%, an increase of 3%.", "3%", "inexact"),
    ("The rate rose from 12% to 15%, a rise of 3 percentage points.", "3 percentage points", "consistent"),
    ("The rate rose from 12% to 15%, a rise of 6 percentage points.", "6 percentage points", "inconsistent"),
    ("Offences more than doubled from 200 to 410.", "more than doubled", "consistent"),
    ("Offences more than doubled from 200 to 310.", "more than doubled", "inconsistent"),
    ("There were 410 offences, twice as many as the 205 of 2019.", "twice", "consistent"),
    ("A threefold increase, from 100 to 300, was seen.", "threefold", "consistent"),
    ("A threefold increase, from 100 to 400, was seen.", "threefold", "consistent"),
    ("There were 12 rapes, 30 assaults and 8 others, 50 in all.", "50", "consistent"),
    ("There were 12 rapes, 30 assaults and 8 others, 60 in all.", "60", "inconsistent"),
    ("Of 43 forces, 30 replied, 5 refused and the other 8 did not reply.", "8", "consistent"),
    ("Of 43 forces, 30 replied, 5 refused and the other 9 did not reply.", "9", "inconsistent"),
    ("It was 62% of women, 24% of men and the remaining 14% not known.", "14%", "consistent"),
    ("It was 62% of women, 24% of men and the remaining 19% not known.", "19%", "inconsistent"),
    ("The force recorded 33,000 offences in 2022/23, an average of 90 a day.", "90", "consistent"),
    ("The force recorded 33,000 offences in 2022/23, an average of 120 a day.", "120", "inconsistent"),
    ("Over one-half (54%) were hosted abroad.", "Over one-half", "consistent"),
    ("Over one-half (44%) were hosted abroad.", "Over one-half", "inconsistent"),
    ("One in three women is affected.", "One in three", "needs data"),
    ("Respondents could tick several: 62%, 54% and the remaining 38%.", "38%", "needs data"),
)


@pytest.mark.parametrize(("text", "printed", "verdict"), CASES, ids=lambda v: str(v)[:50])
def test_verdicts(text, printed, verdict, verdicts):
    assert verdicts(text).get(printed) == verdict


def test_the_operands_and_the_right_sentence_are_shown(claims_of):
    (claim,) = [c for c in claims_of("Offences rose from 485 to 624, a 22% increase.") if c.kind == "growth"]
    assert [item.printed for item in claim.inputs] == ["485", "624"]
    assert claim.right == "Offences rose from 485 to 624, a 29% increase."
    assert "share of 624" in claim.why
    told = claim.to_dict()
    assert told["line"] == 1
    assert set(told) >= {"sentence", "line", "says", "from", "works_out", "verdict", "why"}
    assert told["from"][0]["line"] == 1


def test_a_chain_over_sentences_is_one_passage(claims_of):
    found = claims_of(
        "They had 4,006,600 inhabitants. This is 7.25% of the population. Nothing else is known."
    )
    (claim,) = [c for c in found if c.verdict == "implies"]
    assert claim.sentence == "They had 4,006,600 inhabitants. This is 7.25% of the population."
    assert claim.works_out.low == pytest.approx(55.22e6, rel=1e-3)


def test_growth_without_its_levels_implies_the_one_before(claims_of):
    found = claims_of("Offences rose by a quarter last year. Forces logged 33,000 offences in 2022/23.")
    (claim,) = [c for c in found if c.kind == "growth"]
    assert claim.verdict == "implies"
    assert claim.works_out.low < 26_400 < claim.works_out.high


@pytest.mark.parametrize("text", TRAPS)
def test_true_sentences_with_traps_are_not_refuted(text, claims_of):
    assert not [c for c in claims_of(text) if c.verdict == "inconsistent"]


@pytest.mark.parametrize("half", ["development", "held out"])
def test_planted_errors_are_found_and_right_sentences_left_alone(half):
    found = list(cases(held_out=half == "held out", each=2, seed=11))
    flagged = {case.text: any(c.verdict == "inconsistent" for c in check(made(case.text))) for case in found}
    wrong = [case for case in found if not case.right]
    right = [case for case in found if case.right]
    assert sum(flagged[case.text] for case in wrong) >= 0.93 * len(wrong)
    assert sum(flagged[case.text] for case in right) <= 0.01 * len(right)


@settings(max_examples=60, deadline=None)
@given(st.integers(30, 5_000), st.data())
def test_a_share_that_is_rounded_right_always_follows(total, data):
    part = data.draw(st.integers(1, total))
    text = f"Of the {total:,} offences recorded, {part:,} ({part / total:.1%}) were online."
    assert not [c for c in check(made(text)) if c.verdict in {"inconsistent", "inexact"}]


@settings(max_examples=60, deadline=None)
@given(st.integers(20, 9_000), st.integers(20, 9_000))
def test_growth_that_is_rounded_right_always_follows(first, second):
    change = (second / first - 1) * 100
    word = "increase" if change >= 0 else "decrease"
    text = f"The number went from {first:,} in 2019 to {second:,} in 2020, {word} of {abs(change):.1f}%."
    assert not [c for c in check(made(text)) if c.verdict in {"inconsistent", "inexact"}]


PIECES = (
    "0", "0%", "1", "12", "485", "33,000", "1.2m", "0.0%", "100%", "7.6%", "half", "one in three", "doubled", "halved", "a quarter",
    "less than 1%", "up to 0", "over", "under 5%", "between 0 and 5", "0 to 10%", "3 percentage points", "2019", "2022/23", "of",
    "of the", "(", ")", ",", ".", "from", "to", "rose", "fell by", "an increase of", "a total of", "the remaining", "an average of",
    "a day", "of the population", "This represents", "since then", "last year", "compared with", "than", "as many as", "offences",
    "forces", "children", "which would be", "the same proportion", "shaved off", "in total", "the other", "of these", "\n\n", "–",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_no_text_breaks_it(pieces):
    text = " ".join(pieces)
    for claim in check(made(*text.split("\n\n"))):
        told = claim.to_dict()
        assert told["why"]
        assert told["verdict"] in {"consistent", "inexact", "inconsistent", "implies", "needs data"}
        assert claim.printed in text or claim.inputs
