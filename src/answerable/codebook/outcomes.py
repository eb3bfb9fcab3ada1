"""Outcome types 1 to 22 of the Home Office crime outcomes framework, and how forces print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from answerable.codebook.lookup import NO_READING, Lookup, Reading, fold, narrowed, rows, split, unmarked

_NUMBERED = re.compile(
    r"(?:outcomes?(?:\s+(?:type|code|number|no\.?|group))?|(?:outcome\s+)?type|oc|o/c)?\s*[:\-–]?\s*"
    r"(?P<number>0?[1-9]A?|1\d|2[0-2]|new)(?:\s*[:.)\-–—]+\s*|\s+|$)(?P<rest>.*)",
    re.I,
)
_LIKE_ENOUGH = 70


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome type or a sub-line of one.

    Attributes:
        code: ``1``, ``1A``, … ``22``, ``NEW``; sub-lines such as ``15-cps`` and ``1-charged``.
        title: in plain words.
        parent: the type that a sub-line belongs to, else None.
        aliases: wordings that forces print.
    """

    code: str
    title: str
    parent: str | None
    aliases: tuple[str, ...]


@cache
def all_outcomes() -> tuple[Outcome, ...]:
    """Every type in order, each followed by its sub-lines; ``NEW`` last."""
    return tuple(
        Outcome(row["code"], row["title"], row["parent"] or None, split(row["aliases"]))
        for row in rows("outcomes.csv")
    )


@cache
def _by_code() -> dict[str, Outcome]:
    return {outcome.code: outcome for outcome in all_outcomes()}


def get(code: str) -> Outcome:
    """The outcome with that code.

    Raises:
        KeyError: with a sentence that says what codes look like.
    """
    if (outcome := _by_code().get(code)) is None:
        raise KeyError(f"no outcome has the code {code!r}; codes are 1, 1A, 2 to 22, NEW, or such as 15-cps")
    return outcome


@cache
def lookup() -> Lookup:
    """Every wording."""
    return Lookup((o.code, o.title, o.aliases) for o in all_outcomes())


def hints(label: str) -> tuple[str, ...]:
    """The outcome whose number the label prints, for a person to look at first."""
    match = _NUMBERED.fullmatch(" ".join(unmarked(label).split()))
    number = match["number"].upper().lstrip("0") if match else ""
    return (number,) if number in _by_code() else ()


def _family(number: str) -> tuple[Outcome, ...]:
    """The outcome of that number and its sub-lines."""
    return tuple(o for o in all_outcomes() if number in {o.code, o.parent})


def _likeness(rest: str, outcomes: tuple[Outcome, ...]) -> float:
    """The best likeness of the words to any wording of the outcomes, 0 to 100."""
    forms = (form for o in outcomes for form in (o.title, *o.aliases))
    return max((fuzz.token_sort_ratio(rest, fold(form)) for form in forms), default=0.0)


def _numbered(number: str, rest: str) -> Reading:
    """The outcome of a printed number, if the words beside it agree with it."""
    family = _family(number)
    if not family:
        return NO_READING
    if not rest:
        return Reading((number,))
    named = lookup().read(rest).codes
    own = [o.code for o in family if o.code in named]
    if own:
        # "1: Charged" stands beside "1: Summonsed", so the sub-line is what is meant, not the whole.
        return Reading((own[-1],))
    others = tuple(o for o in all_outcomes() if o not in family)
    key = fold(rest)
    like = _likeness(key, family)
    if narrowed(key, (fold(form) for o in family for form in (o.title, *o.aliases))):
        return NO_READING
    if named or like < _LIKE_ENOUGH or _likeness(key, others) >= like:
        return NO_READING
    # Words that only resemble a sub-line do not settle which one: the number settles the type.
    splits = re.search(r"\b(?:cps|police|summons|charged?)\b", key) and len(family) > 1
    return NO_READING if splits else Reading((number,))


@lru_cache(maxsize=4096)
def read(label: str) -> Reading:
    """The outcomes that a whole label names: one where certain, several where they share the wording.

    A printed number settles the type where no words beside it contradict it; a wording without a number
    must be one of the list. ``Charged`` alone may be all of type 1 or the part without summonses, and
    ``Caution`` a youth's or an adult's: certain for neither.
    """
    label = " ".join(unmarked(label).split())
    reading = lookup().read(label)
    if reading.codes:
        return reading
    match = _NUMBERED.fullmatch(label)
    if match is None:
        return NO_READING
    return _numbered(match["number"].upper().lstrip("0"), match["rest"].strip())
