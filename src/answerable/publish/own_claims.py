"""The report's own sentences as claims: checked against the study on each build, like anybody's."""

from __future__ import annotations

import hashlib

from answerable.claims import Claim, check
from answerable.model import Document, Finding, Line, Source
from answerable.publish import sentences as say
from answerable.study.picture import Picture

REPORT = "report.html"


def own_claims(picture: Picture) -> tuple[Claim, ...]:
    """The claims of the headline and of every sentence on growth, held against the picture itself."""
    told = [say.plain(say.headline(picture))]
    told += [say.plain(say.growth_sentence(picture, growth)) for growth in picture.growth]
    return check(_document(told), study=picture)


def _document(told: list[str]) -> Document:
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    lines = tuple(
        Line(text, Source(REPORT, digest, text, line=number)) for number, text in enumerate(told, start=1)
    )
    return Document(REPORT, digest, "html", text=lines)


def own_findings(picture: Picture) -> tuple[Finding, ...]:
    """A finding for each sentence of the report that its own figures do not bear out."""
    return tuple(
        Finding(
            "error", f"{REPORT}: {claim.sentence}", claim.why,
            "Do not print the sentence: report this, with the study, to whoever keeps the software.", "own-claim",
        )
        for claim in own_claims(picture)
        if claim.verdict == "inconsistent"
    )  # fmt: skip
