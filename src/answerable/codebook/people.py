"""Ages and sexes of people counted: single years, bands, and the words for what is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from answerable.codebook.lookup import fold, unmarked

Sex = Literal["female", "male", "non-binary", "other", "unknown"]
OLDEST = 120


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """A closed range of whole years of age; ``high`` of None means "and over".

    ``Age(0, None)`` is an age that is not known: it may be any.

    Raises:
        ValueError: if it is negative or ends before it starts.
    """

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no such ages: {self.low} to {self.high}")

    @property
    def known(self) -> bool:
        """False for an age that may be any."""
        return (self.low, self.high) != (0, None)

    @property
    def code(self) -> str:
        """``16``, ``10-15``, ``0-15``, ``18+`` or ``unknown``."""
        if not self.known:
            return "unknown"
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"

    def label(self) -> str:
        """The age in words: ``16``, ``10 to 15``, ``under 16``, ``18 and over``, ``unknown``."""
        if self.high is None:
            return f"{self.low} and over" if self.known else "unknown"
        if self.low == self.high:
            return str(self.low)
        return f"under {self.high + 1}" if self.low == 0 else f"{self.low} to {self.high}"

    def contains(self, other: Age) -> bool:
        """True where every age of ``other`` is one of these."""
        if other.low < self.low:
            return False
        return self.high is None or (other.high is not None and other.high <= self.high)

    def overlaps(self, other: Age) -> bool:
        """True where the two share an age."""
        below = self.high is not None and self.high < other.low
        above = other.high is not None and other.high < self.low
        return not (below or above)


UNKNOWN = Age(0, None)
_UNKNOWN_WORDS = frozenset(
    fold(word)
    for word in (
        "unknown", "not known", "not recorded", "not stated", "not specified", "unspecified", "n/k", "unk",
        "not provided", "not available", "missing", "no age recorded", "age not recorded", "age unknown",
        "unknown age", "age not known", "none recorded", "null", "not given", "age not stated", "undisclosed",
        "not disclosed", "prefer not to say", "unrecorded",
    )
)  # fmt: skip
_N = r"(\d{1,3})"
_UNDER = re.compile(rf"(?:under|below|less than|younger than|<)\s*(?:the age of\s*)?{_N}s?")
_TO = re.compile(rf"(?:up to|≤|<=)\s*{_N}|{_N}\s*(?:and|or|&)\s*(?:under|below|younger|less)")
_FROM = re.compile(rf"{_N}\s*\+|{_N}\s*(?:and|or|&|-)?\s*(?:over|above|older|upwards)|(?:≥|>=|from)\s*{_N}")
_OVER = re.compile(rf"(?:over|above|older than|more than|>)\s*(?:the age of\s*)?{_N}s?")
_BAND = re.compile(rf"(?:between\s*)?{_N}\s*(?:-|to|and)\s*{_N}(?:\s*\(?inclusive\)?)?")
_SINGLE = re.compile(_N)
_YEARS = re.compile(r"\s*(?:years?|yrs?|y/?o|yo)\b\.?(?:[\s\-]*(?:of age|old|olds)\b)?")
_LEAD = re.compile(r"^(?:ages?d?(?:\s+(?:group|band|range))?|persons?\s+aged)\b[:\s]*")


def _tidy(label: str) -> str:
    text = re.sub(r"[–—‑−]", "-", " ".join(unmarked(label).casefold().split()))
    text = re.sub(r"^\((.*)\)$|^\[(.*)\]$", lambda m: m[1] or m[2], text)
    return _LEAD.sub("", _YEARS.sub(" ", text)).strip(" .:;")


def _age(low: int, high: int | None) -> Age | None:
    top = low if high is None else high
    return Age(low, high) if 0 <= low <= top <= OLDEST and (low, high) != (0, None) else None


def parse_age(label: str) -> Age | None:
    """The age or band that a whole label names, or None.

    Reads ``16``, ``16 yrs``, ``16 - 17``, ``Under 16`` (0 to 15), ``65+``, ``65 and over``, ``over 60``
    (61 and over, as the words say; :func:`is_loose` tells that some print it for 60 and over),
    ``16 and under``, and the words for not known. ``All ages`` and ``Total`` are no age.
    """
    if fold(label) in _UNKNOWN_WORDS:
        return UNKNOWN
    text = _tidy(label)
    if match := _UNDER.fullmatch(text):
        top = int(match[1]) - 1
        return _age(0, top) if top >= 0 else None
    if match := _TO.fullmatch(text):
        return _age(0, int(match[1] or match[2]))
    if match := _FROM.fullmatch(text):
        return _age(int(match[1] or match[2] or match[3]), None)
    if match := _OVER.fullmatch(text):
        return _age(int(match[1]) + 1, None)
    if (match := _BAND.fullmatch(text)) and int(match[1]) < int(match[2]):
        return _age(int(match[1]), int(match[2]))
    if match := _SINGLE.fullmatch(text):
        return _age(int(match[1]), int(match[1]))
    return None


def is_loose(label: str) -> bool:
    """True for ``over 60`` and the like, which forces also print for 60 and over."""
    return bool(_OVER.fullmatch(_tidy(label)))


_SEXES: dict[Sex, tuple[str, ...]] = {
    "female": ("f", "female", "females", "woman", "women", "girl", "girls", "benyw"),
    "male": ("m", "male", "males", "man", "men", "boy", "boys", "gwryw"),
    "non-binary": ("non binary", "nonbinary"),
    "other": ("other", "other gender", "other sex"),
    "unknown": (
        "u", "unknown", "not known", "not recorded", "not stated", "not specified", "unspecified", "n k",
        "unk", "not provided", "missing", "gender unknown", "sex unknown", "unknown gender", "unknown sex",
        "null", "gender not recorded", "sex not recorded", "not given", "prefer not to say", "not disclosed",
        "undisclosed", "none recorded", "unrecorded", "gender not known", "sex not known",
    ),
}  # fmt: skip
_SEX_OF: dict[str, Sex] = {word: sex for sex, words in _SEXES.items() for word in words}


def parse_sex(label: str) -> Sex | None:
    """The sex that a whole label names (``F``, ``Females``, ``Not stated``), or None.

    Forces print sex under the heading Gender as well; the two are not told apart here.
    """
    return _SEX_OF.get(fold(unmarked(label)))


def sexes() -> tuple[Sex, ...]:
    """Every sex, in the order of tables."""
    return tuple(_SEXES)
