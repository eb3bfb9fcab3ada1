"""A predicate as SQL: one text for every engine but for the name of its pattern match."""

from __future__ import annotations

from collections.abc import Callable

from answerable.records.compile import All, Any, Days, Except, Predicate, Sequences, Values
from answerable.records.fold import quoted

Match = Callable[[str, str], str]
"""A folded text and a quoted pattern, both as SQL, to the engine's test of the one by the other."""


def where(predicate: Predicate, text: str, match: Match, constant: Callable[[str], str] = quoted) -> str:
    """The condition that a predicate sets.

    Args:
        predicate: the compiled query.
        text: SQL for the folded text, never null.
        match: the engine's pattern match.
        constant: how the engine writes a string constant.

    Returns:
        A condition in brackets that is true or false for each record, never null.
    """
    match predicate:
        case Sequences():
            tests = [_any_of(words, text) for words in predicate.needed]
            return f"({' AND '.join([*tests, match(text, quoted(predicate.pattern))])})"
        case Values(column, values):
            listed = ", ".join(constant(value) for value in values)
            return f"coalesce({column} IN ({listed}), false)" if values else "(1 = 0)"
        case Days(column, start, end):
            tests = [f"{column} >= DATE '{start}'"] if start else []
            tests += [f"{column} <= DATE '{end}'"] if end else []
            return f"coalesce({' AND '.join(tests)}, false)"
        case Except(part):
            return f"(NOT {where(part, text, match, constant)})"
        case All(parts):
            inner = " AND ".join(where(part, text, match, constant) for part in parts)
            return f"({inner or '1 = 1'})"
        case Any(parts):
            inner = " OR ".join(where(part, text, match, constant) for part in parts)
            return f"({inner or '1 = 0'})"


def _any_of(words: tuple[str, ...], text: str) -> str:
    return "(" + " OR ".join(f"{text} LIKE '%{word}%'" for word in words) + ")"
