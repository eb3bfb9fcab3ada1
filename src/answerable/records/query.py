"""The query language: a query as analysts type it, to a tree.

::

    deepfake AND porn*            words, ``*`` any letters, ``?`` one letter
    "intimate image"              a phrase, in order and side by side
    image w/5 shared              at most 5 words apart, either way round
    threat+ pre/3 (image OR video)   the first before the second; ``+`` takes the word's family
    deepfake~                     and its misspellings
    outcome:16 AND recorded:2022-10..2024-10 AND NOT platform:email

NOT binds tightest, then proximity, then AND, then OR; brackets change that. AND, OR and NOT may be typed in
small letters. Two terms side by side with no operator are refused: some systems read AND there, others OR.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from answerable.records.errors import QueryError
from answerable.records.fold import fold

Spread = Literal["exact", "wild", "family", "misspelt"]
FIELDS = ("outcome", "offence", "platform", "recorded", "committed")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query, before it is resolved: its folded text, with ``*`` and ``?`` where typed."""

    text: str
    spread: Spread = "exact"

    def __str__(self) -> str:
        return self.text + {"family": "+", "misspelt": "~"}.get(self.spread, "")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms side by side in order; mostly one."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """One of ``left`` and one of ``right`` at most ``distance`` words apart (1 is side by side)."""

    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    distance: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field and the value or range typed for it."""

    name: str
    value: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """All records but those of ``part``."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """The records of every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """The records of any part."""

    parts: tuple[Node, ...]


Node = Phrase | Near | Field | Not | And | Or

_LEX = re.compile(
    r"""\s*(?:
    (?P<open>\() | (?P<close>\))
  | (?P<quote>["“”][^"“”]*(?P<ended>["“”])?)
  | (?P<near>(?P<how>w|pre|near)/(?P<gap>\d*)(?=[\s()"“]|$))
  | (?P<field>[a-z_]+):(?P<value>["“”][^"“”]*["“”]|[^\s()"“”]*)
  | (?P<word>[^\s()"“”]+)
)""",
    re.I | re.X,
)
_OPERATORS = {"and": "and", "or": "or", "not": "not", "&": "and", "|": "or"}
_QUOTES = '"“”'
_DEEPEST = 100
"""Brackets and NOTs inside one another; what people write has five or six, and engines give up at some hundreds."""
_FOREIGN = (
    (re.compile(r"[-!]+\w.*"), "Some systems read “{}” as NOT.", "Write AND NOT, or leave the sign out."),
    (
        re.compile(r"[+]+\w.*"),
        "Some systems read “{}” as AND.",
        "Leave the sign out; image+ is a word's family.",
    ),
    (
        re.compile(r".*\w[!$%]+"),
        "Some systems read “{}” as a beginning.",
        "Write image* for that, or leave the sign out.",
    ),
    (
        re.compile(r"@.+"),
        "“{}” stands for a saved query only alone.",
        "Write out what it stands for, in brackets.",
    ),
)
"""Signs that mean something elsewhere and nothing here: passed over, they would give another search in silence."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    value: str = ""


def _lex(query: str) -> list[_Token]:
    """The tokens of a query, with their places."""
    found: list[_Token] = []
    at = 0
    while query[at:].strip():
        match = _LEX.match(query, at)
        assert match is not None
        kind = match.lastgroup or ""
        start = match.end() - len(match[0].lstrip())
        if match["quote"] and not match["ended"]:
            raise QueryError(query, start, "This quotation mark is never closed.", 'Close it with ".')
        if match["near"]:
            found.append(_Token("near", match["how"].lower(), start, match["gap"]))
        elif match["field"]:
            found.append(_Token("field", match["field"].lower(), start, match["value"].strip(_QUOTES)))
        elif match["quote"]:
            found.append(_Token("quote", match["quote"][1:-1], start))
        elif match["word"]:
            word = match["word"]
            kind = _OPERATORS.get(word.lower(), "word")
            found.append(_Token(kind, word, start))
        else:
            found.append(_Token("(" if match["open"] else ")", match[0].strip(), start))
        at = match.end()
    return found


class _Parser:
    """Recursive descent over the tokens; each method reads one level of binding."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = _lex(query)
        self.next = 0
        self.depth = 0

    def fail(self, at: int, problem: str, hint: str = "") -> QueryError:
        return QueryError(self.query, at, problem, hint)

    def peek(self) -> str:
        return self.tokens[self.next].kind if self.next < len(self.tokens) else ""

    def take(self) -> _Token:
        self.next += 1
        return self.tokens[self.next - 1]

    def whole(self) -> Node:
        if not self.tokens:
            raise self.fail(0, "The query is empty.", "Type a word, such as deepfake.")
        found = self.either()
        if self.peek() == ")":
            raise self.fail(
                self.take().at, "This bracket closes nothing.", "Take it out, or open one before it."
            )
        assert not self.peek()
        return found

    def either(self) -> Node:
        parts = [self.both()]
        while self.peek() == "or":
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Node:
        parts = [self.near()]
        while self.peek() not in {"", "or", ")"}:
            if self.peek() != "and":
                token = self.tokens[self.next]
                problem = "Two terms stand side by side with no operator between them."
                hint = 'Put AND or OR between them, or quote them as a phrase: "…".'
                raise self.fail(token.at, problem, "Write AND NOT." if token.kind == "not" else hint)
            self.take()
            parts.append(self.near())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def near(self) -> Node:
        left_at = self.tokens[self.next].at if self.peek() else len(self.query)
        left = self.single()
        if self.peek() != "near":
            return left
        token = self.take()
        right_at = self.tokens[self.next].at if self.peek() else len(self.query)
        right = self.single()
        if self.peek() == "near":
            hint = "Write (a w/5 b) AND (b w/5 c), or bracket alternatives: a w/5 (b OR c)."
            problem = "Three terms in a row of proximity can be read two ways."
            raise self.fail(self.tokens[self.next].at, problem, hint)
        if not token.value or not 1 <= int(token.value) <= 50:
            raise self.fail(
                token.at, "A proximity needs a number of words from 1 to 50.", "Write w/5 or pre/5."
            )
        return Near(
            self.phrases(left, left_at), self.phrases(right, right_at), int(token.value), token.text == "pre"
        )

    def phrases(self, node: Node, at: int) -> tuple[Phrase, ...]:
        """What may stand beside a proximity: words, phrases, and OR of them."""
        if isinstance(node, Phrase):
            return (node,)
        if isinstance(node, Or):
            return tuple(phrase for part in node.parts for phrase in self.phrases(part, at))
        what = {And: "AND", Not: "NOT", Near: "another proximity", Field: "a field"}[type(node)]
        problem = f"Words near {what} can be read two ways."
        raise self.fail(
            at, problem, "Beside w/ and pre/ put a word, a phrase, or (a OR b); join the rest with AND."
        )

    def single(self) -> Node:
        if not self.peek():
            problem = "The query ends where a term should follow."
            raise self.fail(len(self.query), problem, "Add a term, or take out the last operator.")
        token = self.take()
        if token.kind in {"not", "("}:
            return self.inside(token)
        if token.kind == "field":
            return self.field(token)
        if token.kind in {"word", "quote"}:
            return self.phrase(token)
        problem = f"{token.text} stands where a term should."
        raise self.fail(token.at, problem, "Put a word or a phrase before it, or take it out.")

    def inside(self, token: _Token) -> Node:
        """What stands after a NOT or between brackets, so many of them deep."""
        self.depth += 1
        if self.depth > _DEEPEST:
            problem = f"More than {_DEEPEST} brackets and NOTs stand inside one another."
            raise self.fail(token.at, problem, "Take out those that change nothing, or ask in two searches.")
        found = Not(self.single()) if token.kind == "not" else self.bracket(token)
        self.depth -= 1
        return found

    def bracket(self, token: _Token) -> Node:
        if self.peek() == ")":
            raise self.fail(token.at, "There is nothing between these brackets.", "Put a term there.")
        found = self.either()
        if self.peek() != ")":
            raise self.fail(token.at, "This bracket is never closed.", "Add ) where it ends.")
        self.take()
        return found

    def field(self, token: _Token) -> Field:
        if token.text not in FIELDS:
            raise self.fail(
                token.at, f"There is no field “{token.text}”.", f"The fields are {', '.join(FIELDS)}."
            )
        if not token.value:
            raise self.fail(
                token.at,
                f"The field “{token.text}” has no value.",
                f"Write {token.text}: and a value, with no space between.",
            )
        return Field(token.text, token.value, token.at)

    def phrase(self, token: _Token) -> Phrase:
        if token.kind == "word":
            self.check_signs(token)
        terms = tuple(
            term
            for part in token.text.split()
            for term in self.terms(part, token.at + (token.kind == "quote"))
        )
        if not terms:
            raise self.fail(token.at, "There is no word here.", "A word needs a letter or a digit.")
        return Phrase(terms)

    def check_signs(self, token: _Token) -> None:
        """Refuses what would be another search elsewhere; in quotation marks signs are but signs."""
        for signed, problem, hint in _FOREIGN:
            if signed.fullmatch(token.text):
                raise self.fail(token.at, problem.format(token.text), hint)

    def terms(self, part: str, at: int) -> list[Term]:
        """The terms of one typed word: ``deep-fake*`` is two, of which the last carries the mark."""
        spread: Spread = "exact"
        if part[-1] in "+~":
            spread = "family" if part[-1] == "+" else "misspelt"
        bare = part[:-1] if spread != "exact" else part
        if (re.search(r"[+~]", bare) and spread != "exact") or re.search(r"\w[+~]\w", bare):
            raise self.fail(at, "A + or ~ stands once, at the end of a word.", "Write image+ or image~.")
        texts = re.findall(r"[a-z0-9*?]+", fold(bare))
        if any(not text.strip("*?") for text in texts):
            raise self.fail(at, "A wildcard with no letter would match every word.", "Add letters: porn*.")
        if spread != "exact" and re.search(r"[*?]", bare):
            hint = "Use one of them: image+ or image*."
            raise self.fail(at, "A wildcard and a family or misspelling cannot stand in one word.", hint)
        found = [Term(text, "wild" if re.search(r"[*?]", text) else "exact") for text in texts]
        return [*found[:-1], Term(found[-1].text, spread)] if found and spread != "exact" else found


def parse(query: str) -> Node:
    """Reads a query.

    Args:
        query: as typed; see the top of this module for the language.

    Returns:
        Its tree.

    Raises:
        QueryError: where it cannot be read one way only; it points at the place and says what to write.
    """
    return _Parser(query).whole()


def terms(node: Node) -> tuple[Term, ...]:
    """Every term of a tree, each once, in the order typed."""
    match node:
        case Phrase(words):
            found = list(words)
        case Near(left, right):
            found = [term for phrase in (*left, *right) for term in phrase.terms]
        case Not(part):
            found = list(terms(part))
        case And(parts) | Or(parts):
            found = [term for part in parts for term in terms(part)]
        case Field():
            found = []
    return tuple(dict.fromkeys(found))


def fields(node: Node) -> tuple[Field, ...]:
    """Every field of a tree, each once, in the order typed."""
    match node:
        case Field():
            return (node,)
        case Not(part):
            return fields(part)
        case And(parts) | Or(parts):
            return tuple(dict.fromkeys(found for part in parts for found in fields(part)))
    return ()
