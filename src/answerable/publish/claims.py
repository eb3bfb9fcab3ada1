"""A document's claims, checked: what ``answerable claims`` prints and writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.claims import Claim, Readings, Verdict, check
from answerable.model import Document
from answerable.read import read_file
from answerable.study.picture import Picture

VERDICTS: tuple[Verdict, ...] = ("inconsistent", "inexact", "consistent", "implies", "needs data")


@dataclass(frozen=True, slots=True)
class Checked:
    """A document and its claims.

    Attributes:
        document: as read.
        claims: in reading order.
        study: title of the study that they were held against, or empty.
    """

    document: Document
    claims: tuple[Claim, ...]
    study: str = ""

    @property
    def tally(self) -> dict[Verdict, int]:
        """How many claims have each verdict, the gravest first."""
        found = Counter(claim.verdict for claim in self.claims)
        return {verdict: found[verdict] for verdict in VERDICTS}

    def to_dict(self) -> dict[str, Any]:
        """The claims for ``--json``, as DESIGN.md has them."""
        return {"claims": [claim.to_dict() for claim in self.claims]}


def check_file(
    path: Path | str, *, study: Picture | None = None, readings: Readings | None = None
) -> Checked:
    """Checks the numbers of one document against its own arithmetic and tables, and against a study.

    Args:
        path: any document that ``answerable.read`` reads.
        study: the picture of a study (``Study.open(path).picture()``) to hold the claims against.
        readings: what hedges and rounding mean; by default the table of the package.

    Returns:
        The document and its claims in reading order.

    Raises:
        answerable.read.UnreadableError: with one sentence, where the file cannot be read at all.
    """
    document = read_file(path)
    return Checked(document, check(document, study=study, readings=readings), study.title if study else "")


def needs_a_person(claims: Iterable[Claim]) -> bool:
    """True where a claim does not follow, or only by a loose reading."""
    return any(claim.verdict in {"inconsistent", "inexact"} for claim in claims)
