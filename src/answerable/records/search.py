"""Searching: a query over records to hits, the words that it stood for, and tables."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from answerable.codebook import outcomes
from answerable.model import Table
from answerable.model.progress import Progress
from answerable.records.asked import UNBOUND, Asked, asked
from answerable.records.compile import Predicate, compile_query
from answerable.records.engines import DuckDB, Engine, Hits, Index, Postgres, Spark
from answerable.records.errors import QueryError, RecordsError
from answerable.records.fold import fold
from answerable.records.index.build import is_fresh
from answerable.records.named import query_of
from answerable.records.query import Field, Node, fields, parse
from answerable.records.store import Records
from answerable.records.tabulate import Rules, tabulate
from answerable.records.vocabulary import TermList, resolve

Use = Literal["auto", "duckdb", "index", "spark"]


@dataclass(frozen=True)
class Result:
    """What a search found.

    Attributes:
        query: as typed.
        node: its tree.
        terms: its terms and the words that each stood for.
        values: its fields and the values of the records that each stood for (dates have none).
        predicate: what was run; another engine given it finds the same records.
        found: the records, counting rules applied.
        tables: one for each ``by``.
        engine: where it ran.
        rules: the counting rules.
        asked: the days asked about, and whether the records cover them.
    """

    query: str
    node: Node
    terms: TermList
    values: Mapping[Field, tuple[str, ...]]
    predicate: Predicate
    found: Hits
    tables: tuple[Table, ...]
    engine: str
    rules: Rules
    asked: Asked = UNBOUND

    @property
    def hits(self) -> int:
        """The number of records found."""
        return len(self.found)

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids, sorted as text."""
        return self.found.ids

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        listed = {f"{field.name}:{field.value}": list(values) for field, values in self.values.items()}
        return {
            "query": self.query,
            "hits": self.hits,
            "victims": len(self.found.victims),
            "terms": self.terms.to_dict(),
            "values": listed,
            "rules": list(self.rules.notes),
            "engine": self.engine,
            "tables": [table.to_dict() for table in self.tables],
        }


def search(
    records: str | os.PathLike[str] | Records | Engine,
    query: str,
    by: Iterable[str] = (),
    *,
    terms: Mapping[str, Iterable[str]] | None = None,
    rules: Rules | None = None,
    engine: Use = "auto",
    progress: Progress | None = None,
) -> Result:
    """Searches records and counts what it finds (``answerable search``).

    Args:
        records: a folder in the native layout, that folder opened, ``postgresql://…`` for two tables of the
            declared schema on a server (:meth:`Postgres.at`), or an engine.
        query: in the language of :mod:`answerable.records.query`; with a folder, ``@name`` is a saved one.
        by: a table for each: one dimension or two, such as ``month`` or ``outcome,month``.
        terms: words to use for a term instead of those it resolves to, as ``read_terms`` reads them.
        rules: the counting rules; by default every offence, by the day recorded.
        engine: which engine searches a folder.
        progress: told of each year that must be counted before a first search without the index.

    Returns:
        Hits, the list of words searched for, and the tables.

    Raises:
        QueryError: where the query cannot be read one way only.
        RecordsError: where the records or a choice cannot be used.
    """
    if isinstance(records, str) and records.startswith(("postgresql:", "postgres:")):
        if engine != "auto":
            raise RecordsError(f"A server searches for itself: leave out the engine “{engine}”.")
        with Postgres.at(records) as server:
            return search(server, query, by, terms=terms, rules=rules)
    rules = rules or Rules()
    place = engine_for(records, engine, progress)
    if isinstance(place, (DuckDB, Index)):
        query = query_of(place.records.path, query)
    node = parse(query)
    listed = resolve(node, place.vocabulary(), terms)
    values = {
        field: _values(query, field, place)
        for field in fields(node)
        if field.name not in {"recorded", "committed"}
    }
    for field in fields(node):
        if field.name == "committed" and "committed_on" not in place.columns:
            raise QueryError(
                query, field.at, "These records have no date of committing.", "Use recorded: instead."
            )
    predicate = compile_query(query, node, listed, values)
    found = rules.apply(place.find(predicate))
    fingerprint = place.records.fingerprint if isinstance(place, (DuckDB, Index)) else ""
    days = asked(predicate, f"{rules.date}_on", place.period)
    tables = tuple(
        tabulate(found, one, rules, query=query, fingerprint=fingerprint, asked=days) for one in by
    )
    return Result(query, node, listed, values, predicate, found, tables, place.name, rules, days)


def engine_for(
    records: str | os.PathLike[str] | Records | Engine, use: Use = "auto", progress: Progress | None = None
) -> Engine:
    """Where a search runs.

    Args:
        records: a folder in the native layout, that folder opened, or an engine.
        use: for a folder, the engine; ``auto`` is the local index where there is a fresh one, else DuckDB.
        progress: told of each year that must be counted before a first search without the index.

    Raises:
        RecordsError: where there are no records, or the engine cannot have them.
    """
    if isinstance(records, (str, os.PathLike)):
        records = Records.open(records)
    if not isinstance(records, Records):
        return records
    if use == "auto":
        use = "index" if all(is_fresh(records, year) for year in records.years) else "duckdb"
    if use == "spark":
        return Spark.over(records)
    return Index(records) if use == "index" else DuckDB(records, progress)


def _values(query: str, field: Field, engine: Engine) -> tuple[str, ...]:
    """The values of the records that a field means: the same folded, by wildcard, or by outcome number.

    Raises:
        QueryError: where no value is meant; it names the nearest ones.
    """
    column = {"offence": "offence_code"}.get(field.name, field.name)
    if column not in engine.columns:
        raise QueryError(query, field.at, f"These records have no {field.name}.", "Take this field out.")
    held = engine.values(column)
    wanted = fold(field.value)
    pattern = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in wanted), re.S)
    found = [value for value in held if pattern.fullmatch(fold(value))]
    if not found and field.name == "outcome":
        found = [value for value in held if _is_outcome(value, field.value.upper())]
    if not found:
        near = difflib.get_close_matches(wanted, [fold(value) for value in held], 3, 0.4) or [*held[:3]]
        hint = f"The records hold {len(held)} values, such as {', '.join(near)}." if near else ""
        raise QueryError(query, field.at, f"No record has the {field.name} “{field.value}”.", hint)
    return tuple(found)


def _is_outcome(value: str, code: str) -> bool:
    """True where the wording is certainly that outcome type or a sub-line of it."""
    codes = outcomes.read(value).codes
    return bool(codes) and all(c.upper() == code or outcomes.get(c).parent == code for c in codes)


__all__ = ["RecordsError", "Result", "Use", "engine_for", "search"]
