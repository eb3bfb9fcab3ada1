"""Where a compiled query runs: on Parquet files, on a server's tables, or on the local index."""

from answerable.records.engines.base import Engine, Hits, hits_of
from answerable.records.engines.duck import DuckDB
from answerable.records.engines.indexed import Index
from answerable.records.engines.postgres import Postgres
from answerable.records.engines.spark import Spark

__all__ = ["DuckDB", "Engine", "Hits", "Index", "Postgres", "Spark", "hits_of"]
