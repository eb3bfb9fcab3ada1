"""From a search to the records to mark: its hits, its near misses, and the rest of what it looked through.

Near misses are where a search loses what it was made for: records that hold some of its terms but not all,
records that spell them otherwise, and records with words that go with its hits. Each is a stratum of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from math import log

import pyarrow as pa
import pyarrow.compute as pc

from answerable.records.compile import All, Any, Except, Predicate, Sequences, compile_query
from answerable.records.engines import Engine
from answerable.records.fold import tokens
from answerable.records.query import Term, terms
from answerable.records.sample import Candidate, Draw, draw
from answerable.records.search import Result
from answerable.records.store import Records
from answerable.records.vocabulary import Resolved, TermList, Vocabulary, Word

HITS, SPELT, SOME, RELATED, REST = (
    "hit",
    "near: otherwise spelt",
    "near: some of the terms",
    "near: related words",
    "rest",
)
EVERY = All(())
_LOOKED_AT = 2_000
"""Hits whose words are counted in the look for related words."""
_MOST_RELATED = 6
_LIFT = 5
_LEAST = 3
_WIDEST = 20
"""A related word that stands in more than so many times as many records as were found tells too little."""


def sample(
    records: Records,
    engine: Engine,
    result: Result,
    *,
    width: int | None = None,
    size: int | None = None,
    seed: int = 0,
) -> Draw:
    """Draws a sample of a search's hits, near misses and other records.

    Args:
        records: the folder that was searched.
        engine: where it was searched.
        result: what was found.
        width: wanted width, in records, of the 95% interval of the true number.
        size: how many to draw in all, where the width is not what decides.
        seed: another seed draws other records.

    Returns:
        The draw, its records with their text and those words of the search and its near misses that they hold.
        The population is what the search's fields and counting rules leave: for a search with
        ``recorded:2023``, the records of 2023.

    Raises:
        SampleError: as :func:`answerable.records.sample.draw` does.
    """
    near = nearby(records, engine, result)
    drawn = draw(near.candidates(), width=width, size=size, seed=seed)
    texts = records.texts([record.record_id for record in drawn.records])
    filled = tuple(
        replace(record, text=text, terms=tuple(sorted(near.words & set(tokens(text)))))
        for record in drawn.records
        for text in [texts[record.record_id]]
    )
    return replace(drawn, records=filled)


class Nearby:
    """The strata of a search.

    Attributes:
        strata: name → the ids of its records, as text; none stands in two.
        related: the words that go with the hits, those that tell most first.
        words: every word that a stratum was made with.
    """

    def __init__(self, strata: dict[str, pa.Array], related: tuple[str, ...], words: frozenset[str]) -> None:
        self.strata = strata
        self.related = related
        self.words = words

    def candidates(self) -> Iterator[Candidate]:
        """Each record with its stratum, without its text."""
        for name, ids in self.strata.items():
            for start in range(0, len(ids), 65_536):
                for record_id in ids.slice(start, 65_536).to_pylist():
                    yield Candidate(record_id, name)


def nearby(records: Records, engine: Engine, result: Result) -> Nearby:
    """The strata of a search: hits, each kind of near miss, and the rest within its fields.

    Args:
        records: the folder that was searched.
        engine: where it was searched.
        result: what was found.

    Returns:
        The ids of each stratum. A record that is a near miss of two kinds is of the first of them.
    """
    vocabulary = engine.vocabulary()
    hits = _ids(result)
    around = scope(result.predicate)
    spelt = _otherwise(result, vocabulary)
    asked = frozenset(word.word for term in spelt.terms for word in term.words)
    related = _related(records, hits, vocabulary, asked)
    looser = {
        SPELT: compile_query(result.query, result.node, spelt, result.values),
        SOME: loosened(result.predicate),
        RELATED: Sequences(((related,),)) if related else Any(()),
    }
    strata, taken = {HITS: hits}, hits
    for name, predicate in (*looser.items(), (REST, EVERY)):
        found = _ids(replace(result, found=result.rules.apply(engine.find(All((around, predicate))))))
        strata[name] = found.filter(pc.invert(pc.is_in(found, taken)))
        taken = pa.concat_arrays([taken, strata[name]])
    kept = {name: ids for name, ids in strata.items() if len(ids)}
    return Nearby(kept, related, asked | set(related))


def scope(predicate: Predicate) -> Predicate:
    """What the fields of a query leave, whatever the text says: the records that it is a search of."""
    match predicate:
        case Sequences():
            return EVERY
        case All(parts):
            return All(tuple(scope(part) for part in parts))
        case Any(parts):
            return Any(tuple(scope(part) for part in parts)) if parts else predicate
        case Except(part):
            return EVERY if _has_text(part) else predicate
    return predicate


def loosened(predicate: Predicate) -> Predicate:
    """Records that hold any one of the words of a query; what its NOTs take out is not taken out."""
    lists = tuple(dict.fromkeys(_words(predicate)))
    return Any(tuple(Sequences(((words,),)) for words in lists))


def _words(predicate: Predicate) -> list[tuple[str, ...]]:
    """Each term of a predicate as its list of words, those under a NOT left out."""
    match predicate:
        case Sequences(first, second):
            return [words for phrase in (*first, *second) for words in phrase]
        case All(parts) | Any(parts):
            return [words for part in parts for words in _words(part)]
    return []


def _has_text(predicate: Predicate) -> bool:
    match predicate:
        case Sequences():
            return True
        case All(parts) | Any(parts):
            return any(_has_text(part) for part in parts)
        case Except(part):
            return _has_text(part)
    return False


def _otherwise(result: Result, vocabulary: Vocabulary) -> TermList:
    """The terms of a query with their families and misspellings beside the words that were searched for."""
    wider = []
    for term in terms(result.node):
        words = set(result.terms.words(term))
        if term.spread != "wild":
            for spread in ("family", "misspelt"):
                words |= {word.word for word in vocabulary.resolve(Term(term.text, spread)).words}
        wider.append(Resolved(str(term), tuple(Word(word, 0) for word in sorted(words))))
    return TermList(tuple(wider))


def _related(
    records: Records, hits: pa.Array, vocabulary: Vocabulary, asked: frozenset[str]
) -> tuple[str, ...]:
    """The words that stand in the hits far oftener than elsewhere, by the likelihood ratio.

    Dunning 1993, "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics
    19:61, on records that hold a word or do not.
    """
    looked_at = sorted(hits.to_pylist(), key=lambda one: blake2b(one.encode(), digest_size=8).digest())
    texts = records.texts(looked_at[:_LOOKED_AT])
    held = Counter(word for text in texts.values() for word in set(tokens(text)))
    every, shown = len(records), len(texts)
    found = []
    for word, inside in held.items():
        if inside < _LEAST or len(word) < _LEAST or word in asked or not word.isalpha():
            continue
        among = vocabulary.count(word)
        if inside * every >= _LIFT * among * shown and among <= _WIDEST * max(len(hits), 1):
            found.append((-_surprise(inside, shown, among, every), word))
    return tuple(word for _, word in sorted(found)[:_MOST_RELATED])


def _surprise(inside: int, shown: int, among: int, every: int) -> float:
    """Twice the log likelihood ratio of a word's being as common in the hits as in all records."""
    outside, others = max(among - inside, 0), max(every - shown, 1)
    share = among / every
    observed = ((inside, shown, share), (outside, others, share))
    return 2 * sum(_gain(n, of, p) + _gain(of - n, of, 1 - p) for n, of, p in observed)


def _gain(number: int, of: int, share: float) -> float:
    return number * log(number / (of * share)) if number > 0 and of and share > 0 else 0.0


def _ids(result: Result) -> pa.Array:
    ids = result.found.crimes.column("crime_id").cast(pa.string()).combine_chunks()
    return ids.chunk(0) if isinstance(ids, pa.ChunkedArray) else ids
