"""The type of a quantity: a number in a sentence, what it can mean, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from answerable.claims.interval import Interval
from answerable.claims.sentences import Sentence
from answerable.model import Period

QuantityKind = Literal["count", "percent", "points", "multiple", "period"]
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]+")
_EMPTY = frozenset(
    """
    a an and are as at be been by for from had has have in is it its of on or per that the their
    them there these they this those to was we were which who with within year years month months
    last previous recorded reported logged received made total number numbers figure all some other
    others more less than also did not would could might around about between over under police new
    what when where while during since before earlier after later ago prior then now same so far
    """.split()  # noqa: SIM905 - a list of words reads best as text
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as stated.

    Attributes:
        kind: a count of things; a percentage or a fraction (in per cent); percentage points; a multiple
            ("doubled" is 2, "halved" is 0.5); a period.
        printed: the words, hedge included.
        start, end: their place in the sentence.
        low, high: the number as printed, both ends of a range; in per cent for percentages.
        strict: what the words say.
        loose: what a careless writer may mean.
        hedge: name of the hedge, or empty.
        decimals: True where it prints decimals, and so claims that precision.
        in_words: True for a fraction or a multiple in words.
        period: for a period.
        after: up to a few words after it: what is counted.
    """

    kind: QuantityKind
    printed: str
    start: int
    end: int
    low: float
    high: float
    strict: Interval
    loose: Interval
    hedge: str = ""
    unit: float = 1.0
    decimals: bool = False
    in_words: bool = False
    period: Period | None = None
    after: str = ""

    @property
    def is_range(self) -> bool:
        """True for "between 20 and 30"."""
        return self.low != self.high

    @property
    def value(self) -> float:
        """The number as printed; the middle of a range."""
        return (self.low + self.high) / 2

    @property
    def nouns(self) -> frozenset[str]:
        """The words after it that can say what is counted, singular."""
        return content(self.after)


@dataclass(frozen=True)
class Parsed:
    """A sentence with its quantities.

    Attributes:
        sentence: as it stands.
        quantities: in order.
        skeleton: the sentence with each quantity replaced by ``«C0»``: a letter for its kind (C count,
            P per cent, Q points, M multiple, Y period) and its number. Rules of arithmetic are
            patterns over this.
    """

    sentence: Sentence
    quantities: tuple[Quantity, ...]
    skeleton: str

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    @property
    def place(self) -> int:
        """Its number in the document."""
        return self.sentence.place

    @cached_property
    def lower(self) -> str:
        """The skeleton's words in lower case, tokens as they are."""
        return re.sub(r"[^«»]+(?=«|$)", lambda m: m[0].lower(), self.skeleton)

    @cached_property
    def counts(self) -> tuple[Quantity, ...]:
        """Its counts, in order."""
        return tuple(q for q in self.quantities if q.kind == "count")

    def of(self, *kinds: QuantityKind) -> tuple[Quantity, ...]:
        """Its quantities of those kinds, in order."""
        return tuple(q for q in self.quantities if q.kind in kinds)


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """The words that can say what is counted, in lower case and singular."""
    return frozenset(singular(w) for w in _WORD.findall(text.lower()) if w not in _EMPTY)


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """A rough singular: enough to see that ``crimes`` and ``crime`` are one."""
    word = re.sub(r"['’]s?$", "", word)
    if word in {"children", "women", "men", "people"}:
        return {"children": "child", "women": "woman", "men": "man", "people": "person"}[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
    )
