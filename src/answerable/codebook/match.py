"""Printed labels to codes: exact, alias, then likeness. Only the first two are ever certain.

What is short of certain keeps no code: it goes to a person, with its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from answerable.codebook import bodies, offences, outcomes, people, platforms
from answerable.codebook.lookup import Candidate, Lookup, Reading, fold, unmarked

__all__ = ["Candidate", "Dimension", "Match", "dimension_of", "match"]

Dimension = Literal["body", "offence", "outcome", "age", "sex", "platform"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed label means in one dimension.

    Attributes:
        printed: the label as printed.
        dimension: which list was asked.
        code: its code where that is certain, else None.
        how: ``exact`` (the code or title itself) or ``alias`` (another printed form of it), where there
            is a code; ``similar`` where there are only candidates; ``none``.
        candidates: what it may mean, best first; for a certain match, the match itself.
    """

    printed: str
    dimension: str
    code: str | None
    how: Literal["exact", "alias", "similar", "none"]
    candidates: tuple[Candidate, ...]

    @property
    def certain(self) -> bool:
        """True where the label has one code and nobody need be asked."""
        return self.code is not None


@cache
def _sexes() -> Lookup:
    return Lookup((sex, sex, ()) for sex in people.sexes())


def _reading(label: str, dimension: str) -> tuple[Reading, Lookup]:
    """What the list of a dimension says of a label, and the list itself."""
    match dimension:
        case "body":
            return bodies.read(label), bodies.lookup()
        case "offence":
            return offences.read(label), offences.lookup()
        case "outcome":
            return outcomes.read(label), outcomes.lookup()
        case "platform":
            return platforms.read(label), platforms.lookup()
        case "sex":
            sex = people.parse_sex(label)
            return Reading((sex,) if sex else (), "exact" if sex == fold(label) else "alias"), _sexes()
        case _:
            raise ValueError(f"no dimension {dimension!r}; it is one of {', '.join(DIMENSIONS)}")


def _hints(label: str, dimension: str) -> tuple[str, ...]:
    """Codes printed in a label that its other words do not bear out."""
    if dimension == "offence":
        return offences.hints(label)
    return outcomes.hints(label) if dimension == "outcome" else ()


def _age(label: str) -> Match:
    """An age by its own grammar; ``over 60`` may be 61 and over or 60 and over, so a person says."""
    age = people.parse_age(label)
    if age is None:
        return Match(label, "age", None, "none", ())
    likely = [age]
    if people.is_loose(label):
        likely.append(people.Age(age.low - 1, age.high))
        found = tuple(Candidate(a.code, a.label(), 0.9) for a in likely)
        return Match(label, "age", None, "similar", found)
    how: Literal["exact", "alias"] = "exact" if label.strip() in {age.code, age.label()} else "alias"
    return Match(label, "age", age.code, how, (Candidate(age.code, age.label(), 1.0),))


def match(label: str, dimension: str) -> Match:
    """What a printed label means.

    Args:
        label: as printed, with its footnote marks if any.
        dimension: ``body``, ``offence``, ``outcome``, ``age``, ``sex`` or ``platform``.

    Returns:
        A match whose ``code`` is set only where it is certain; otherwise up to five candidates: first the
        entries that share the very form or whose code the label prints, then the most alike.

    Raises:
        ValueError: for another dimension.
    """
    if dimension == "age":
        return _age(label)
    reading, lookup = _reading(label, dimension)
    named = tuple(Candidate(code, lookup.title(code), 1.0) for code in reading.codes)
    if reading.code is not None:
        return Match(label, dimension, reading.code, reading.how, named)
    first = reading.codes or _hints(label, dimension)
    # Only a certain match scores 1: of equal claims none is certain, nor is a code that its words gainsay.
    shared = tuple(Candidate(code, lookup.title(code), 0.95) for code in first)
    near = (c for c in lookup.nearest(unmarked(label)) if c.code not in first)
    found = (*shared, *(Candidate(c.code, c.label, min(c.score, 0.94)) for c in near))[:5]
    return Match(label, dimension, None, "similar" if found else "none", found)


_TOTALS = frozenset(
    ("total", "grand total", "sum", "totals", "overall total", "all", "sub total", "subtotal", "row total")
)
# Words that several lists hold, so that they tell none of them apart.
_EVERYWHERE = frozenset((
    "other", "others", "unknown", "not known", "not recorded", "not stated", "not specified",
    "unspecified", "n k", "null", "missing", "u", "blank", "none recorded", "not provided",
))  # fmt: skip
_HEADINGS: dict[Dimension, re.Pattern[str]] = {
    "age": re.compile(r"\bages?\b|\bage (?:band|group)"),
    "sex": re.compile(r"\b(?:sex|gender)\b"),
    "outcome": re.compile(r"\b(?:outcomes?|disposals?)\b"),
    "platform": re.compile(r"\b(?:platforms?|app|apps|social media|websites?|online service)\b"),
    "body": re.compile(r"\b(?:force|forces|police force|force area|constabulary|body|authority)\b"),
    "offence": re.compile(r"\b(?:offences?|crimes?|crime type|home office|ho code|classification|hocr)\b"),
}
_ENOUGH = 0.6


def _headed(heading: str) -> Dimension | None:
    """The one dimension that a heading names; None where it names none, or two."""
    named = [dimension for dimension, words in _HEADINGS.items() if words.search(fold(heading))]
    return named[0] if len(named) == 1 else None


def _share(labels: Sequence[str], dimension: Dimension) -> float:
    """The share of labels that are certain in a dimension, 0 to 1; 0 for no labels."""
    sure = sum(_reads(label, dimension) for label in labels)
    return sure / len(labels) if labels else 0.0


def _reads(label: str, dimension: Dimension) -> bool:
    if dimension == "age":
        return people.parse_age(label) is not None
    return _reading(label, dimension)[0].code is not None


def dimension_of(labels: Sequence[str], heading: str = "") -> Dimension | None:
    """Which dimension a row or column of labels speaks.

    Args:
        labels: as printed. Totals and blanks are passed over, and so are words that several lists hold
            (``Other``, ``Unknown``).
        heading: what stands above them, such as ``Age`` or ``Outcome``.

    Returns:
        The dimension that at least six in ten labels are certain in, and more than in any other; None if
        that is unclear. Bare numbers may be ages, outcomes, offences or counts, so they count only where
        the heading names one dimension.
    """
    printed = [label for label in labels if fold(label) and fold(label) not in _TOTALS | _EVERYWHERE]
    asked = _headed(heading)
    if asked is not None and _share(printed, asked) >= _ENOUGH:
        return asked
    worded = [label for label in printed if not re.fullmatch(r"\d{1,3}", label.strip())]
    shares = sorted(((_share(worded, d), d) for d in DIMENSIONS), reverse=True)
    (best, dimension), (second, _) = shares[0], shares[1]
    return dimension if best >= _ENOUGH and best > second else None
