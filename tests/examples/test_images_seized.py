"""Five replies of 43: the three extrapolations of an article as old practice, and no national figure."""

import re
from pathlib import Path

import pytest

from answerable.publish.national import national
from answerable.study import Study

FOLDER = Path(__file__).parents[2] / "examples" / "images-seized"
ARTICLE = Path(__file__).parents[2] / ".." / "shared" / "seeds" / "003_e18306bd50cfef47.txt"


@pytest.fixture(scope="module")
def found():
    figures, _ = national(Study.open(FOLDER).picture())
    (one,) = figures.estimates.periods
    return one


def test_what_is_certain(found):
    assert (found.reported.bodies, found.reported.of) == (5, 43)
    assert (found.reported.low, found.reported.high) == (25_500_000, 26_499_999)
    assert round(found.reported.population_share, 2) == 0.07


def test_no_national_figure(found):
    assert not found.estimate.publishable
    assert found.estimate.why.startswith("Only 5 forces answered")
    assert not found.estimate.says


@pytest.mark.parametrize(
    ("name", "images", "share", "printed"),
    [
        ("pro_rata", 26_000_000, 0.0725, 360_000_000),
        ("without_highest", 8_837_511, 0.058, 152_370_879),
        ("without_extremes", 8_600_655, 0.038, 226_333_026),
    ],
)
def test_its_three_extrapolations(found, name, images, share, printed):
    assert images / share == pytest.approx(printed, rel=0.005)
    # Its shares are of mid-2010 and rounded; ours are of mid-2019.
    assert getattr(found.old_practice, name) == pytest.approx(printed, rel=0.025)


def test_old_practice_hangs_on_whom_it_leaves_out(found):
    old = found.old_practice
    answers = (old.pro_rata, old.without_highest, old.without_extremes)
    assert max(answers) > 2 * min(answers)
    assert found.sensitivity.silent_high > 10 * found.sensitivity.silent_low


def test_the_readme_prints_what_the_study_works_out(found):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    old = found.old_practice
    for number in (old.pro_rata, old.without_highest, old.without_extremes):
        assert f"{number:,}" in text


def test_figures_are_those_of_the_article_and_its_sentences_are_not():
    if not ARTICLE.exists():
        pytest.skip("the article is not beside the project")
    said = ARTICLE.read_text(encoding="utf-8", errors="replace")
    for printed in ("8,837,511", "8,600,655", "2,130,300", "4,006,600", "7.25%", "226, 333,026"):
        assert printed in said
    ours = " ".join(
        path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*"))
        if path.suffix in {".md", ".csv", ".toml"}
    )
    words = re.findall(r"\w+", ours.lower())
    theirs = " ".join(re.findall(r"\w+", said.lower()))
    runs = [" ".join(words[i : i + 9]) for i in range(len(words) - 8)]
    assert not [run for run in runs if run in theirs]
