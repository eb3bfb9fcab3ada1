"""The claims sheet (sentence, number, working, verdict) and the claims as ClaimReview.

ClaimReview is the vocabulary in which fact-checkers exchange reviews: https://schema.org/ClaimReview.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from answerable.claims import Claim, Verdict
from answerable.publish.sheets import CellValue, Column, Sheet

_RATING: dict[Verdict, int] = {"inconsistent": 1, "inexact": 3, "consistent": 5}


def claims_sheet(claims: Sequence[Claim], about: str) -> Sheet:
    """One row a claim: sentence, number, what it works out to, verdict, why, and what would be right."""
    columns = (
        Column("Number", 10, "count"), Column("Sentence", 70), Column("Where", 24), Column("As printed", 22),
        Column("Kind", 14), Column("Says, lowest", 16, "percent"), Column("Says, highest", 16, "percent"),
        Column("Rests on", 50), Column("Works out, lowest", 16, "percent"),
        Column("Works out, highest", 16, "percent"), Column("Verdict", 16), Column("Why", 80),
        Column("Would be right", 60),
    )  # fmt: skip
    rows = tuple(_row(number, claim) for number, claim in enumerate(claims, start=1))
    notes = (
        about,
        "Counts, or per cent for shares and growth. Some cells hold marks in square brackets: [z] is not applicable.",
    )
    return Sheet("Claims", "Does each number follow?", notes, columns, rows)


def _row(number: int, claim: Claim) -> tuple[CellValue, ...]:
    told = claim.to_dict()
    works = told["works_out"] or {"low": None, "high": None}
    rests = "; ".join(
        f"{item.printed.strip()} ({item.label or (item.source.where if item.source else item.figure)})"
        for item in claim.inputs
    )
    return (
        number, claim.sentence, claim.source.where, claim.printed.strip(), claim.kind, told["says"]["low"],
        told["says"]["high"], rests, works["low"], works["high"], claim.verdict, claim.why, claim.right,
    )  # fmt: skip


def claim_reviews(claims: Sequence[Claim], file: str) -> dict[str, Any]:
    """The claims that could be judged as a graph of ClaimReview.

    Args:
        claims: in the order of the page, whose anchors the reviews link to.
        file: name of the document in which the claims appear.

    Returns:
        A JSON-LD object. A claim that only implies something, or needs data, has no rating and no place in it.
    """
    graph = [
        _review(number, claim, file)
        for number, claim in enumerate(claims, start=1)
        if claim.verdict in _RATING
    ]
    return {"@context": "https://schema.org", "@graph": graph}


def _review(number: int, claim: Claim, file: str) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "url": f"claims.html#claim-{number}",
        "claimReviewed": claim.sentence,
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {"@type": "CreativeWork", "name": file, "position": claim.source.where},
        },
        "author": {"@type": "SoftwareApplication", "name": "answerable"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _RATING[claim.verdict],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": claim.verdict.capitalize(),
            "ratingExplanation": claim.why,
        },
    }
