r"""A resolved query to one predicate: the same word lists and patterns for every engine.

Patterns use only what RE2 (DuckDB), PostgreSQL and Java (Spark) read alike: groups, alternation, character
classes and bounded repeats over folded ASCII; no ``\b``, no ``\w``, no look-around.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from answerable.records.errors import QueryError
from answerable.records.fold import NOT_WORD, WORD
from answerable.records.query import And, Field, Near, Node, Not, Or, Phrase
from answerable.records.vocabulary import TermList

_SHORT_LIST = 8


@dataclass(frozen=True, slots=True)
class Sequences:
    """Records whose text holds ``first``, or ``first`` and ``second`` near each other.

    Attributes:
        first: alternatives, each a run of word lists side by side.
        second: the other side of a proximity; empty where there is none.
        distance: the greatest number of words from the end of one to the start of the other.
        ordered: True where ``first`` must come first.
    """

    first: tuple[tuple[tuple[str, ...], ...], ...]
    second: tuple[tuple[tuple[str, ...], ...], ...] = ()
    distance: int = 1
    ordered: bool = True

    @property
    def pattern(self) -> str:
        """The portable pattern over folded text."""
        left, right = _alternatives(self.first), _alternatives(self.second)
        if not self.second:
            body = left
        else:
            gap = f"{NOT_WORD}+" + (
                f"({WORD}+{NOT_WORD}+){{0,{self.distance - 1}}}" if self.distance > 1 else ""
            )
            body = f"{left}{gap}{right}"
            if not self.ordered:
                body = f"({body}|{right}{gap}{left})"
        return f"(^|{NOT_WORD}){body}({NOT_WORD}|$)"

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Lists of words of which folded text must hold one each, as mere letters: a cheap test to make first.

        It looks only at short lists; where none is short it is empty, and the pattern decides alone.
        """
        sides = (self.first, self.second) if self.second else (self.first,)
        lists = (tuple(word for phrase in side for word in min(phrase, key=len)) for side in sides)
        return tuple(words for words in lists if len(words) <= _SHORT_LIST)


def _alternatives(phrases: tuple[tuple[tuple[str, ...], ...], ...]) -> str:
    runs = [f"{NOT_WORD}+".join(f"({'|'.join(words)})" for words in phrase) for phrase in phrases]
    return f"({'|'.join(runs)})"


@dataclass(frozen=True, slots=True)
class Values:
    """Records whose column holds one of some values, as they stand in the records."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Records whose date lies in a range, both days included; None is open."""

    column: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Except:
    """All records but those of ``part``."""

    part: Predicate


@dataclass(frozen=True, slots=True)
class All:
    """The records of every part; with no parts, all records."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """The records of any part; with no parts, none."""

    parts: tuple[Predicate, ...]


Predicate = Sequences | Values | Days | Except | All | Any


def compile_query(
    query: str, node: Node, terms: TermList, values: Mapping[Field, tuple[str, ...]]
) -> Predicate:
    """The predicate of a query.

    Args:
        query: as typed, for messages.
        node: its tree.
        terms: its terms, resolved.
        values: for each field but dates, the values of the records that it means.

    Returns:
        A predicate; a term that stands for no word matches no record.
    """

    def walk(part: Node) -> Predicate:
        match part:
            case Phrase():
                phrases = _phrases((part,), terms)
                return Sequences(phrases) if phrases else Any(())
            case Near(left, right, distance, ordered):
                first, second = _phrases(left, terms), _phrases(right, terms)
                return Sequences(first, second, distance, ordered) if first and second else Any(())
            case Field(name):
                if name in {"recorded", "committed"}:
                    return Days(f"{name}_on", *days(query, part))
                return Values({"offence": "offence_code"}.get(name, name), values[part])
            case Not(inner):
                return Except(walk(inner))
            case And(parts):
                return All(tuple(walk(p) for p in parts))
            case Or(parts):
                return Any(tuple(walk(p) for p in parts))

    return walk(node)


def _phrases(phrases: tuple[Phrase, ...], terms: TermList) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The word lists of phrases; a phrase with a term that stands for no word is left out."""
    found = (tuple(terms.words(term) for term in phrase.terms) for phrase in phrases)
    return tuple(phrase for phrase in found if all(phrase))


def days(query: str, field: Field) -> tuple[date | None, date | None]:
    """The days that ``2022``, ``2022-10``, ``2022-10-05`` or a range of two with ``..`` means.

    Raises:
        QueryError: where it is none of these, or ends before it starts.
    """
    first, dots, last = field.value.partition("..")
    start = _day(query, field, first)[0] if first else None
    end = _day(query, field, last if dots else first)[1] if (last or not dots) else None
    if not (first or last):
        raise _bad_day(query, field)
    if start and end and end < start:
        raise QueryError(
            query, field.at, "This range ends before it starts.", f"Swap its ends: {last}..{first}."
        )
    return start, end


def _bad_day(query: str, field: Field) -> QueryError:
    hint = f"Write {field.name}:2022, {field.name}:2022-10, {field.name}:2022-10..2024-10, or days as 2022-10-05."
    return QueryError(query, field.at, f"“{field.value}” is no date or range of dates.", hint)


def _day(query: str, field: Field, text: str) -> tuple[date, date]:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", text)
    try:
        if match is None:
            raise _bad_day(query, field)
        year, month, day = (int(g) if g else None for g in match.groups())
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (calendar.IllegalMonthError, ValueError):
        raise _bad_day(query, field) from None
