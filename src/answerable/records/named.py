"""Named queries: kept in ``queries.toml`` in the folder of records, where a person can read and edit them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from answerable.records.errors import RecordsError
from answerable.records.query import parse

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*", re.I)


def named_queries(folder: Path) -> dict[str, str]:
    """The saved queries of a folder of records, name → query.

    Raises:
        RecordsError: where ``queries.toml`` is not one ``name = "query"`` a line.
    """
    path = folder / "queries.toml"
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecordsError(f"{path} cannot be read: {error}.") from None
    if odd := [name for name, query in found.items() if not isinstance(query, str)]:
        raise RecordsError(f"{path}: “{odd[0]}” is no query; write {odd[0]} = '…'.")
    return found


def save_query(folder: Path, name: str, query: str) -> None:
    """Saves a query under a name, in the place of an older one of that name.

    Raises:
        RecordsError: where the name is not letters, figures, ``-`` and ``_``.
        QueryError: where the query cannot be read.
    """
    if not _NAME.fullmatch(name):
        raise RecordsError(f"“{name}” is no name for a query; use letters, figures, - and _.")
    parse(query)
    kept = named_queries(folder) | {name: query}
    # A JSON string of printable text is a TOML basic string.
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in kept.items())
    fresh = folder / ".queries.toml"
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.rename(folder / "queries.toml")


def query_of(folder: Path, text: str) -> str:
    """The query that ``@name`` stands for; any other text is the query itself.

    Raises:
        RecordsError: where no query has that name.
    """
    if not text.startswith("@"):
        return text
    kept = named_queries(folder)
    if text[1:] not in kept:
        names = ", ".join(f"@{name}" for name in kept) or "none"
        raise RecordsError(f"No query is saved as {text}; saved: {names}.")
    return kept[text[1:]]
