"""Real documents: every claim of the truth list with its verdict, and no false alarm."""

import csv
import re
from pathlib import Path

import pytest

from answerable import claims

SHARED = Path(__file__).parents[3] / "shared"
TRUTH = SHARED / "truth" / "seed_claims.csv"
pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="the real documents are not beside the project")


def truth():
    if not TRUTH.exists():
        return []
    with TRUTH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(text):
    return " ".join(re.sub(r"[“”\"]", "", text).split()).lower()


@pytest.fixture(scope="module")
def found():
    return {
        name: claims(SHARED / "seeds" / name).claims for name in sorted({row["document"] for row in truth()})
    }


@pytest.mark.parametrize("row", truth(), ids=lambda row: row["quote"][:40])
def test_each_claim_of_the_list_has_its_verdict(row, found):
    pieces = [folded(piece) for piece in row["quote"].split("...")]
    about = [c for c in found[row["document"]] if all(piece in folded(c.sentence) for piece in pieces)]
    assert row["expected"] in {claim.verdict for claim in about}, [(c.printed, c.verdict) for c in about]


def test_nothing_true_is_refuted(found):
    assert not [c.sentence for claims_ in found.values() for c in claims_ if c.verdict == "inconsistent"]


def test_the_review_holds_two_percentages_that_do_not_follow_and_many_that_do():
    review = claims(next((SHARED / "seeds").glob("002_*.txt"))).claims
    assert [c.printed for c in review if c.verdict == "inconsistent"] == ["Less than 0.1%", "7.6%"]
    assert sum(c.verdict == "consistent" for c in review) >= 24
