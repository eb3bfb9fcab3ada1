"""Terms to words: each term of a query as the explicit list of the words of the records that it matches.

The list is what is searched for, whatever the engine; an analyst can read it, strike words out of it, add to
it, and publish it beside the reply.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from answerable.records.errors import RecordsError
from answerable.records.fold import tokens
from answerable.records.query import Node, Term, terms
from answerable.records.sources import find_encoding

_ENDINGS = ("ings", "ing", "ers", "ies", "ied", "ed", "es", "er", "s")
_VOWELS = set("aeiouy")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the records and the number of records that hold it."""

    word: str
    records: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A term and the words that it stands for, commonest first."""

    term: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class TermList:
    """Every term of a query with its words, in the order typed."""

    terms: tuple[Resolved, ...]

    def words(self, term: Term) -> tuple[str, ...]:
        """The words to search for where that term stands."""
        return next(tuple(w.word for w in r.words) for r in self.terms if r.term == str(term))

    @property
    def unheld(self) -> tuple[str, ...]:
        """Words of the list that no record holds: typed or added, and found nowhere."""
        return tuple(dict.fromkeys(w.word for r in self.terms for w in r.words if not w.records))

    def to_dict(self) -> dict[str, list[dict[str, str | int]]]:
        """For ``--json``: term → its words, each with the number of records that hold it."""
        return {r.term: [{"word": w.word, "records": w.records} for w in r.words] for r in self.terms}

    def write(self, path: Path) -> None:
        """Writes the list as CSV, one row a word: term, word, records, use. Change ``use`` to ``no`` to strike."""
        with path.open("w", encoding="utf-8", newline="") as sink:
            rows = csv.writer(sink)
            rows.writerow(("term", "word", "records", "use"))
            rows.writerows((r.term, w.word, w.records, "yes") for r in self.terms for w in r.words)


class Vocabulary:
    """The words of some records, each with the number of records that hold it.

    Args:
        parts: tables of ``word`` and ``records``, each sorted by word; one for each year.
    """

    def __init__(self, parts: Sequence[pa.Table]) -> None:
        self._parts = [(part.column("word").chunk(0), part.column("records")) for part in parts if len(part)]

    @cached_property
    def _all(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for words, records in self._parts:
            for word, count in zip(words.to_pylist(), records.to_pylist(), strict=True):
                found[word] = found.get(word, 0) + count
        return found

    def count(self, word: str) -> int:
        """The number of records that hold a word."""
        total = 0
        for words, records in self._parts:
            if (at := find(words, word)) is not None:
                total += records[at].as_py()
        return total

    def holding(self, letters: str) -> int:
        """At most so many records hold some letters, inside of a word or as one."""
        total = 0
        for words, records in self._parts:
            total += pc.sum(records.filter(pc.match_substring(words, letters))).as_py() or 0
        return total

    def matching(self, pattern: str) -> list[str]:
        """The words that a regular expression matches whole."""
        found: set[str] = set()
        for words, _ in self._parts:
            found.update(words.filter(pc.match_substring_regex(words, f"^(?:{pattern})$")).to_pylist())
        return sorted(found)

    def like(self, word: str) -> list[str]:
        """The words at most one letter from a word of four to seven letters, two from a longer one.

        Damerau's optimal string alignment: a letter put in, left out, changed, or two neighbours swapped
        (F. J. Damerau, Communications of the ACM 7(3), 1964). The first letter and short words must agree.
        """
        reach = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        near = self.matching(f"{word[0]}[a-z0-9]{{{max(len(word) - reach - 1, 0)},{len(word) + reach - 1}}}")
        found = extract(word, near, scorer=OSA.distance, score_cutoff=reach, limit=None)
        return sorted(match for match, _, _ in found)

    def resolve(self, term: Term) -> Resolved:
        """The words that a term stands for. An exact word stands for itself, held or not."""
        match term.spread:
            case "exact":
                found = [term.text]
            case "wild":
                found = self.matching(term.text.replace("*", "[a-z0-9]*").replace("?", "[a-z0-9]"))
            case "family":
                stem = stem_of(term.text)
                near = self.matching(re.escape(stem[: max(3, len(stem) - 1)]) + "[a-z0-9]*")
                found = [word for word in near if stem_of(word) == stem]
            case "misspelt":
                found = self.like(term.text)
        if term.spread != "wild" and term.text not in found:
            found.append(term.text)
        counted = [Word(word, self.count(word)) for word in found]
        return Resolved(str(term), tuple(sorted(counted, key=lambda w: (-w.records, w.word))))


def find(words: pa.Array, word: str) -> int | None:
    """The place of a word in a sorted array of words, or None."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].as_py() < word:
            low = middle + 1
        else:
            high = middle
    return low if low < len(words) and words[low].as_py() == word else None


def stem_of(word: str) -> str:
    """What the members of a word family share: ``share``, ``shared``, ``sharing`` and ``shares`` give ``shar``.

    A light stripping of English plurals and verb endings; it is a way to propose words, and the list of the
    words that it proposes is what counts.
    """
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if (
            stem != word
            and len(stem) >= 3
            and _VOWELS & set(stem)
            and not (ending == "s" and stem[-1] == "s")
        ):
            if ending in {"ies", "ied"}:
                return stem + "i"
            word = stem
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "e":
        return word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word[-1] == "y" and word[-2] not in _VOWELS else word


def resolve(
    node: Node, vocabulary: Vocabulary, edited: Mapping[str, Iterable[str]] | None = None
) -> TermList:
    """Resolves every term of a query.

    Args:
        node: the query's tree.
        vocabulary: the words of the records.
        edited: term → the words to use for it instead, as :func:`read_terms` gives them.

    Raises:
        RecordsError: where ``edited`` names a term that the query does not hold.
    """
    changed = dict(edited or {})
    found = []
    for term in terms(node):
        if (words := changed.pop(str(term), None)) is None:
            found.append(vocabulary.resolve(term))
        else:
            counted = (Word(word, vocabulary.count(word)) for word in words)
            found.append(Resolved(str(term), tuple(sorted(counted, key=lambda w: (-w.records, w.word)))))
    if changed:
        raise RecordsError(f"The term list edits “{next(iter(changed))}”, which is no term of the query.")
    return TermList(tuple(found))


_YES, _NO = {"yes", "y", "true", "1", ""}, {"no", "n", "false", "0"}


def read_terms(path: Path) -> dict[str, tuple[str, ...]]:
    """Reads an edited term list.

    Args:
        path: a CSV file with ``term`` and ``word`` (and ``use``: a row that says ``no`` is struck out), as
            spreadsheets save it, or a TOML file with ``term = ["word", …]``.

    Returns:
        Term → the words to use.

    Raises:
        RecordsError: where it is neither, an entry is not one whole word, or ``use`` is neither yes nor no.
    """
    try:
        pairs = _toml_pairs(path) if path.suffix.lower() == ".toml" else _csv_pairs(path)
    except OSError as error:
        raise RecordsError(f"{path} cannot be opened: {error.strerror}.") from None
    except (UnicodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise RecordsError(f"{path} cannot be read as a term list: {error}.") from None
    found: dict[str, list[str]] = {term: [] for term, _ in pairs}
    for term, word in pairs:
        if word is None:
            continue
        if tokens(word) == []:
            raise RecordsError(f"{path}: under “{term}”, “{word}” holds no word.")
        if len(tokens(word)) > 1:
            raise RecordsError(
                f"{path}: under “{term}”, “{word}” is more than one word; put a phrase in the query."
            )
        found[term].append(tokens(word)[0])
    return {term: tuple(dict.fromkeys(words)) for term, words in found.items()}


def _toml_pairs(path: Path) -> list[tuple[str, str | None]]:
    """Term and word; None for a term of no word."""
    listed = tomllib.loads(path.read_text("utf-8-sig"))
    lists = {term: words if isinstance(words, list) else [words] for term, words in listed.items()}
    return [(term, None if word is None else str(word)) for term in lists for word in lists[term] or [None]]


def _csv_pairs(path: Path) -> list[tuple[str, str | None]]:
    """Term and word; None for a word that was struck out."""
    with path.open(encoding=find_encoding(path).name, newline="") as source:
        delimiter = max(",;\t", key=source.readline().count)
        source.seek(0)
        table = csv.DictReader(source, delimiter=delimiter)
        rows = [row for row in table if row.get("term")]
        if lacking := [name for name in ("term", "word") if name not in (table.fieldnames or ())]:
            raise RecordsError(f"{path} has no column “{lacking[0]}”: name a list that --write-terms wrote.")
    pairs: list[tuple[str, str | None]] = []
    for row in rows:
        use = (row.get("use") or "").strip().lower()
        if use not in _YES | _NO:
            raise RecordsError(f"{path}: “{row['word']}” has the use “{row['use']}”; write yes or no.")
        pairs.append((row["term"], (row["word"] or "") if use in _YES else None))
    return pairs
