"""The example press release against the example study, and the report's own sentences."""

import json
from dataclasses import replace

import pytest
from tests.test_cli import ROOT

from answerable import Study, claims
from answerable.publish.claims_write import write_claims
from answerable.publish.own_claims import own_claims, own_findings

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def picture():
    return Study.open(EXAMPLES / "sexual-offences").picture()


@pytest.fixture(scope="module")
def checked(picture):
    return claims(EXAMPLES / "claims" / "press-release.txt", study=picture)


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("a fifth", "consistent"),  # growth over the same forces
        ("at least 48,560", "consistent"),  # the national total as reported
        ("19.7%", "consistent"),
        ("17.2%", "inexact"),  # growth over different forces
        ("35%", "inconsistent"),
        ("999", "inconsistent"),  # one force
        ("38", "inconsistent"),  # coverage
        ("76%", "consistent"),  # of the population
        ("nine", "consistent"),
        ("32%", "consistent"),
        ("79%", "inconsistent"),
        ("16%", "inconsistent"),
    ],
)
def test_the_press_release(checked, printed, verdict):
    assert [c.verdict for c in checked.claims if c.printed.strip() == printed] == [verdict]


def test_each_false_sentence_has_one_that_would_be_right(checked):
    wrong = [c for c in checked.claims if c.verdict == "inconsistent"]
    assert all(c.right for c in wrong)
    (cleveland,) = [c for c in wrong if "Cleveland" in c.sentence]
    assert cleveland.right == "Cleveland Police recorded 580 sexual offences in 2013/14."
    assert cleveland.inputs[0].figure


def test_the_sentence_that_would_be_right_is_consistent(checked, picture, tmp_path):
    told = [c.right for c in checked.claims if c.verdict == "inconsistent"]
    (tmp_path / "right.txt").write_text("\n\n".join(told), encoding="utf-8")
    again = claims(tmp_path / "right.txt", study=picture)
    assert not [c.sentence for c in again.claims if c.verdict == "inconsistent"]


def test_the_report_s_own_sentences_follow(picture):
    found = own_claims(picture)
    assert {c.verdict for c in found} == {"consistent"}
    assert len(found) >= 20
    assert own_findings(picture) == ()


def test_a_report_that_contradicts_its_figures_is_found_out(picture):
    total = picture.totals[-1]
    broken = replace(picture, totals=(*picture.totals[:-1], replace(total, bodies=40)))
    broken = replace(broken, growth=())
    assert not own_findings(broken)  # headline and coverage agree: both come from the same number
    other = replace(total.figure, low=total.figure.low + 9_000, high=total.figure.high + 9_000)
    growth = replace(picture.growth[-1], figure=replace(picture.growth[-1].figure, low=40.0, high=40.0))
    assert own_findings(replace(picture, growth=(growth,)))
    assert other.low != total.figure.low


def test_the_outputs(checked, tmp_path):
    paths = write_claims(checked, tmp_path)
    assert {path.name for path in paths} == {"claims.html", "claims.xlsx", "claims.jsonld"}
    page = (tmp_path / "claims.html").read_text(encoding="utf-8")
    assert page.count('class="note ') == len(checked.claims)
    assert "http" not in page.replace("https://schema.org", "")
    reviews = json.loads((tmp_path / "claims.jsonld").read_text(encoding="utf-8"))
    assert reviews["@context"] == "https://schema.org"
    ratings = {review["reviewRating"]["alternateName"] for review in reviews["@graph"]}
    assert ratings == {"Consistent", "Inexact", "Inconsistent"}
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in write_claims(checked, tmp_path)] == first


def test_every_link_of_the_page_leads_somewhere(checked, tmp_path):
    from selectolax.lexbor import LexborHTMLParser

    write_claims(checked, tmp_path)
    page = LexborHTMLParser((tmp_path / "claims.html").read_text(encoding="utf-8"))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.css("a[href^='#']"):
        assert link.attributes["href"][1:] in ids, link.html
