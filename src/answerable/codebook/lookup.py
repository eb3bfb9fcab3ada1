"""Labels to codes: folding what print does to a name, exact look-up, and likeness for what is left."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from rapidfuzz import fuzz, process

_MARKS = re.compile(
    r"(?:\s*(?:[¹²³⁴-⁹]+|[*†‡]+|\(\s*\d{1,2}(?:\s*,\s*\d{1,2})*\s*\)|\[\s*(?:\d{1,2}|[a-z])\s*\]))+$", re.I
)


# Words that make a part, or something else, of what the rest of a label names.
_PARTS = frozenset((
    "excluding", "exclude", "excludes", "excl", "exc", "except", "not", "non", "only", "which", "domestic",
    "online", "offline", "cyber", "related", "flagged", "flag", "linked", "enabled", "hate", "historic",
    "historical", "recent", "attempted", "conspiracy", "includes", "including", "incl", "inc", "plus",
    "victims", "suspects", "arrests", "arrested", "dv", "da",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that a label may mean.

    Attributes:
        code: code in its list.
        label: its title, for a person to read.
        score: likeness, 0 to 1; it orders candidates and proves nothing.
    """

    code: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The codes that a label names outright: one where it is certain, more where it is ambiguous, or none.

    ``how`` is ``exact`` for the code or title itself and ``alias`` for another printed form of it.
    """

    codes: tuple[str, ...] = ()
    how: Literal["exact", "alias"] = "alias"

    @property
    def code(self) -> str | None:
        """The one code, or None where there is none or more than one."""
        return self.codes[0] if len(self.codes) == 1 else None


NO_READING = Reading()


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one list of the package; lines that begin with ``#`` name its source and vintage."""
    text = resources.files("answerable.codebook").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def split(text: str) -> tuple[str, ...]:
    """The entries of a field that holds several, divided by ``|``."""
    return tuple(part for part in text.split("|") if part)


@cache
def fold(text: str) -> str:
    """A label without what print does to it: case, accents, ampersands, dashes, stops and spacing.

    >>> fold("Dyfed–Powys  POLICE & Heddlu")
    'dyfed powys police and heddlu'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"['’‘`]", "", plain.casefold().replace("&", " and "))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", plain).split())


def unmarked(label: str) -> str:
    """The label without footnote marks at its end: ``Metropolitan Police(5)``, ``Rape *``, ``Kent [a]``."""
    return _MARKS.sub("", label.strip()).strip()


def narrowed(words: str, titles: Iterable[str]) -> bool:
    """True where folded words hold one such as ``excluding`` or ``online`` that none of the titles has."""
    return bool((_PARTS & set(words.split())).difference(*(title.split() for title in titles)))


class Lookup:
    """Every printed form of the entries of one list.

    A form that two entries share is kept for both, so that it is certain for neither.
    """

    def __init__(self, entries: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """Takes (code, title, further forms) for each entry."""
        self._titles: dict[str, str] = {}
        self._codes: dict[str, list[str]] = {}
        self._own: set[tuple[str, str]] = set()
        for code, title, forms in entries:
            self._titles[code] = title
            for form in (code, title, *forms):
                codes = self._codes.setdefault(fold(form), [])
                if code not in codes:
                    codes.append(code)
            self._own |= {(code, fold(code)), (code, fold(title))}
        self._codes.pop("", None)

    def read(self, label: str) -> Reading:
        """The codes whose printed forms include this label, apart from case, accents and stops."""
        key = fold(label)
        codes = tuple(self._codes.get(key, ()))
        own = bool(codes) and all((code, key) in self._own for code in codes)
        return Reading(codes, "exact" if own else "alias")

    def title(self, code: str) -> str:
        """The title of a code."""
        return self._titles[code]

    def most_alike(self, label: str, least: float) -> tuple[str, ...]:
        """The codes of the form that is letter for letter most like the label, if at least so (0 to 100)."""
        best = process.extractOne(fold(label), self._codes.keys(), scorer=fuzz.ratio, score_cutoff=least)
        return tuple(self._codes[best[0]]) if best else ()

    def nearest(self, label: str, limit: int = 5) -> tuple[Candidate, ...]:
        """The codes whose forms look most like the label, best first: candidates, never an answer."""
        key = fold(label)
        if not key:
            return ()
        forms: set[str] = set()
        # Whole-label likeness misses a label cut short, likeness of parts makes much of a short form that
        # happens to stand inside the label: each draws its own, and the mean of the two ranks them.
        for scorer in (fuzz.token_sort_ratio, fuzz.token_set_ratio):
            drawn = process.extract(key, self._codes.keys(), scorer=scorer, limit=limit * 6)
            forms |= {form for form, _, _ in drawn}
        best: dict[str, float] = {}
        for form in forms:
            score = (fuzz.token_sort_ratio(key, form) + fuzz.WRatio(key, form)) / 200
            for code in self._codes[form]:
                best[code] = max(best.get(code, 0.0), score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return tuple(
            Candidate(code, self._titles[code], round(score, 3)) for code, score in ranked if score > 0
        )
