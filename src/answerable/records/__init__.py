"""Records to tables: a force's crime records, a question over their free text, and counts that answer it.

Beside them stand how good the search is (``sample``, ``quality``) and what answering would cost (``cost``).
"""

from answerable.records.errors import QueryError, RecordsError
from answerable.records.index.build import Built
from answerable.records.index.build import build as build_index
from answerable.records.named import named_queries, save_query
from answerable.records.search import Result, engine_for, search
from answerable.records.store import Records
from answerable.records.tabulate import Rules
from answerable.records.vocabulary import TermList, read_terms

__all__ = [
    "Built",
    "QueryError",
    "Records",
    "RecordsError",
    "Result",
    "Rules",
    "TermList",
    "build_index",
    "engine_for",
    "named_queries",
    "read_terms",
    "save_query",
    "search",
]
