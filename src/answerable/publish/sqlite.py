"""The same tables as one SQLite database, with keys and indexes, and metadata for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from answerable.publish.safe import clean
from answerable.publish.tidy import Field, TidyTable, Value

_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
# Columns that people filter by; keys have their indexes already.
_INDEXED = frozenset({"unit", "period", "file", "state", "reason", "dimension", "severity", "kind"})
_FACETS = {
    "entries": ["period", "reason"],
    "register": ["state", "late"],
    "breakdowns": ["dimension"],
    "findings": ["severity", "kind"],
    "figures": ["operation"],
    "decisions": ["action", "by"],
}


def write(path: Path, tables: Sequence[TidyTable]) -> Path:
    """Writes the database; the same tables give the same bytes.

    Raises:
        sqlite3.IntegrityError: where a key is not unique or leads nowhere.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            for table in tables:
                database.execute(_create(table))
                database.executemany(_insert(table), [[_value(v) for v in row] for row in table.rows])
                for statement in _indexes(table):
                    database.execute(statement)
    return path


def _value(value: Value) -> Value:
    return clean(value) if isinstance(value, str) else value


def _create(table: TidyTable) -> str:
    columns = [_column(field) for field in table.fields]
    columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    columns += [
        f"FOREIGN KEY ({_quoted(link.field)}) REFERENCES {_quoted(link.table)} (id)" for link in table.links
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(columns) + "\n)"


def _column(field: Field) -> str:
    return f"{_quoted(field.name)} {_TYPES[field.type]}{' NOT NULL' if field.required else ''}"


def _insert(table: TidyTable) -> str:
    # Names are our own constants; values are bound.
    return f"INSERT INTO {_quoted(table.name)} VALUES ({', '.join('?' * len(table.fields))})"  # noqa: S608


def _indexes(table: TidyTable) -> list[str]:
    linked = {link.field for link in table.links}
    names = [f.name for f in table.fields if (f.name in _INDEXED | linked) and f.name != table.key[0]]
    return [
        f"CREATE INDEX {_quoted(f'{table.name}_{name}')} ON {_quoted(table.name)} ({_quoted(name)})"
        for name in names
    ]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def write_metadata(path: Path, tables: Sequence[TidyTable], title: str, description: str) -> Path:
    """Writes ``metadata.json`` for Datasette: what each table and column says."""
    described = {
        table.name: {
            "title": table.title,
            "description": table.description,
            "columns": {field.name: field.description for field in table.fields},
        }
        | ({"facets": _FACETS[table.name]} if table.name in _FACETS else {})
        for table in tables
    }
    content = {
        "title": title,
        "description": description,
        "databases": {"study": {"title": title, "description": description, "tables": described}},
    }
    path.write_bytes(clean(json.dumps(content, ensure_ascii=False, indent=2)).encode() + b"\n")
    return path
