"""Searching the index: a predicate to the rows of a year, by walking from the rarest words outward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from answerable.records.compile import All, Any, Days, Except, Predicate, Sequences, Values
from answerable.records.kept.columns import Columns, Rows
from answerable.records.kept.made import read_arrow
from answerable.records.kept.words import distinct
from answerable.records.vocabulary import find

Places = npt.NDArray[np.int32]
_NONE = np.zeros(0, np.int64)
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Spans:
    """Where runs of words start and end (the last word's place), sorted by start."""

    first: Places
    last: Places


class Segment:
    """One year of the index, its files mapped into memory and read as they are needed.

    Args:
        folder: where the segment lies.
        columns: the columns of the same records.
    """

    def __init__(self, folder: Path, columns: Columns) -> None:
        self.folder = folder
        self.columns = columns
        self._places = np.load(folder / "places.npy", mmap_mode="r")
        self._bounds = np.load(folder / "bounds.npy", mmap_mode="r")
        self._starts = np.load(folder / "starts.npy", mmap_mode="r")
        self._numbers: dict[str, int | None] = {}

    @cached_property
    def words(self) -> pa.Table:
        """Every word, sorted, and the number of records that hold it."""
        return read_arrow(self.folder / "words.arrow")

    def __len__(self) -> int:
        return int(self._starts.size) - 1

    def rows(self, predicate: Predicate) -> Rows:
        """The rows that a predicate matches, sorted."""
        return self._within(predicate, None)

    def _number(self, word: str) -> int | None:
        if word not in self._numbers:
            self._numbers[word] = find(self.words.column("word").chunk(0), word) if len(self.words) else None
        return self._numbers[word]

    def _word(self, words: tuple[str, ...]) -> Places:
        """The places of any of some words, sorted."""
        numbers = [number for word in words if (number := self._number(word)) is not None]
        found = [self._places[self._bounds[n] : self._bounds[n + 1]] for n in numbers]
        if not found:
            return np.zeros(0, np.int32)
        return found[0] if len(found) == 1 else np.sort(np.concatenate(found))

    def _cost(self, predicate: Predicate) -> float:
        """Roughly how many places must be read: the rarest part of an AND is read first."""
        match predicate:
            case Sequences(first, second):
                sides = (first, second) if second else (first,)
                return min(sum(min(self._held(w) for w in phrase) for phrase in side) for side in sides)
            case Any(parts):
                return sum(self._cost(part) for part in parts)
            case All(parts):
                return min((self._cost(part) for part in parts), default=len(self))
        return 2 * len(self)

    def _held(self, words: tuple[str, ...]) -> int:
        numbers = (self._number(word) for word in words)
        return sum(int(self._bounds[n + 1] - self._bounds[n]) for n in numbers if n is not None)

    def _within(self, predicate: Predicate, rows: Rows | None) -> Rows:
        """The rows that match, of ``rows`` or (None) of all."""
        match predicate:
            case All(parts):
                for part in sorted(parts, key=self._cost):
                    rows = self._within(part, rows)
                return self._every() if rows is None else rows
            case Any(parts):
                found = [self._within(part, rows) for part in parts]
                return distinct(np.sort(np.concatenate(found))) if found else _NONE
            case Except(part):
                every = self._every() if rows is None else rows
                return np.setdiff1d(every, self._within(part, rows), assume_unique=True)
            case Sequences():
                return self._sequences(predicate, rows)
            case Values(column, values):
                return self._kept(self.columns.has_value(column, values), rows)
            case Days(column, start, end):
                day = (
                    self.columns.crimes.column(column)
                    .cast(pa.int32())
                    .to_numpy(zero_copy_only=False)
                    .astype(float)
                )
                low = -np.inf if start is None else (start - _EPOCH).days
                high = np.inf if end is None else (end - _EPOCH).days
                return self._kept((day >= low) & (day <= high), rows)

    def _every(self) -> Rows:
        return np.arange(len(self))

    def _kept(self, mask: npt.NDArray[np.bool_], rows: Rows | None) -> Rows:
        found: Rows = np.flatnonzero(mask) if rows is None else rows[mask[rows]]
        return found

    def _sequences(self, wanted: Sequences, rows: Rows | None) -> Rows:
        if not wanted.second and all(len(phrase) == 1 for phrase in wanted.first):
            places = self._word(tuple(word for phrase in wanted.first for word in phrase[0]))
            return self._holding(places, rows)
        left = self._spans(wanted.first)
        if not wanted.second:
            return self._rows_of(left.first, rows)
        right = self._spans(wanted.second)
        near = self._followed(left, right, wanted.distance)
        if not wanted.ordered:
            near = np.sort(np.concatenate([near, self._followed(right, left, wanted.distance)]))
        return self._rows_of(near, rows)

    def _holding(self, places: Places, rows: Rows | None) -> Rows:
        """The rows that hold a place; where few rows are asked about, only they are looked up."""
        if rows is None or rows.size * 8 > places.size:
            return self._rows_of(places, rows)
        first = np.searchsorted(places, self._starts[rows])
        inside = first < places.size
        inside[inside] = places[first[inside]] < self._starts[rows[inside] + 1]
        held: Rows = rows[inside]
        return held

    def _rows_of(self, places: Places, rows: Rows | None) -> Rows:
        found = distinct(np.searchsorted(self._starts, places, "right") - 1)
        if rows is None:
            return found
        both: Rows = np.intersect1d(found, rows, assume_unique=True)
        return both

    def _spans(self, phrases: tuple[tuple[tuple[str, ...], ...], ...]) -> Spans:
        """Where any of some phrases stands, inside one record."""
        first, last = [], []
        for phrase in phrases:
            starts = self._phrase(phrase)
            first.append(starts)
            last.append(starts + np.int32(len(phrase) - 1))
        begun, ended = np.concatenate(first), np.concatenate(last)
        order = np.argsort(begun, kind="stable")
        return Spans(begun[order], ended[order])

    def _phrase(self, phrase: tuple[tuple[str, ...], ...]) -> Places:
        """Where a run of word lists starts: from the rarest word, the others are looked up beside it."""
        rarest = min(range(len(phrase)), key=lambda i: self._held(phrase[i]))
        starts = self._word(phrase[rarest]) - np.int32(rarest)
        for offset, words in enumerate(phrase):
            if offset != rarest and starts.size:
                places = self._word(words)
                starts = starts[_member(starts + np.int32(offset), places)]
        end = starts + np.int32(len(phrase) - 1)
        row = np.searchsorted(self._starts, end, "right") - 1
        inside: Places = starts[starts >= self._starts[row]]
        return inside

    def _followed(self, before: Spans, after: Spans, distance: int) -> Places:
        """The places of ``before`` that have an ``after`` starting within the distance, in one record."""
        after_first = after.first
        nearest = np.searchsorted(after_first, before.last, "right")
        there = nearest < after_first.size
        begun, last, nearest = before.first[there], before.last[there], nearest[there]
        gap = after_first[nearest] - last
        row_end = self._starts[np.searchsorted(self._starts, last, "right")]
        near: Places = begun[(gap <= distance) & (after_first[nearest] < row_end)]
        return near


def _member(wanted: Places, places: Places) -> npt.NDArray[np.bool_]:
    at = np.searchsorted(places, wanted)
    found = at < places.size
    found[found] = places[at[found]] == wanted[found]
    return found
