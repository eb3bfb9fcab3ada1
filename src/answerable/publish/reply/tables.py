"""Tables and search results as JSON or TOML hold them, to the nouns of the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from answerable.model import Cell, Count, Source, Table
from answerable.model.table import Path
from answerable.publish.reply.order import OrderError, Search, TermMatches
from answerable.read.tokens import is_total

MARK = "*"
_STATES = {"exact", "bounded", "open", "blank", "text"}


def search_of(value: object, name: str) -> Search:
    """What ``answerable search --json`` printed: hits, terms and tables; and the query, where it is there.

    Args:
        value: the JSON as parsed.
        name: the file's name, for messages.

    Raises:
        OrderError: where it is not of that shape.
    """
    if not isinstance(value, dict) or not isinstance(value.get("tables", []), list):
        raise OrderError(f"{name} is no search result: save what answerable search --json prints.")
    hits = value.get("hits")
    if hits is not None and (type(hits) is not int or hits < 0):
        raise OrderError(f"{name}: 'hits' must be a whole number.")
    try:
        terms = tuple(
            TermMatches(term, tuple((str(word["word"]), int(word["records"])) for word in words))
            for term, words in value.get("terms", {}).items()
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise OrderError(f"{name}: 'terms' must give for each term its words with their records.") from None
    query = value.get("query", "")
    return Search(
        hits, terms, tables_of(value.get("tables", []), name), query if isinstance(query, str) else ""
    )


def tables_of(values: Sequence[Any], name: str) -> tuple[Table, ...]:
    """Tables with ``cells``, as ``--json`` prints them, or with a ``grid`` of labels and numbers, as people write them.

    Raises:
        OrderError: where one is not of either shape, by its number.
    """
    tables = []
    for number, value in enumerate(values, start=1):
        where = f"{name}, table {number}"
        try:
            tables.append(_from_grid(value, where) if "grid" in value else _from_cells(value, where))
        except KeyError as lacking:
            raise OrderError(f"{where} lacks “{lacking.args[0]}”.") from None
        except (TypeError, ValueError, AttributeError, IndexError) as why:
            raise OrderError(f"{where} cannot be read as a table of counts ({why!r}).") from None
    return tuple(tables)


def _paths(values: Iterable[Any]) -> tuple[Path, ...]:
    """Header paths; one label alone may stand for a path of one."""
    return tuple((value,) if isinstance(value, str) else tuple(map(str, value)) for value in values)


def _from_cells(value: Mapping[str, Any], where: str) -> Table:
    rows, columns = _paths(value["rows"]), _paths(value["columns"])
    cells = []
    for at, cell in enumerate(value["cells"]):
        row, column = int(cell["row"]), int(cell["column"])
        if not (0 <= row < len(rows) and 0 <= column < len(columns)):
            raise OrderError(f"{where}: a cell stands at row {row}, column {column}, outside the table.")
        cells.append(_cell(cell, row, column, Source(where, "", str(cell["printed"]), cell=str(at))))
    places = [(cell.row, cell.column) for cell in cells]
    if len(set(places)) < len(places):
        raise OrderError(f"{where}: two cells stand at one place.")
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return _table(value, rows, columns, cells, where)


def _cell(value: Mapping[str, Any], row: int, column: int, source: Source) -> Cell:
    state = value["state"]
    if state not in _STATES:
        raise OrderError(f"{source.file}: “{state}” is no state of a cell.")
    low, high = value.get("low"), value.get("high")
    count = None if state in {"blank", "text"} else Count(low or 0, high)
    if state == "exact" and (count is None or not count.is_exact or low is None):
        raise OrderError(f"{source.file}: an exact cell needs low and high, and both the same.")
    return Cell(row, column, source.printed, state, count, source)


def _from_grid(value: Mapping[str, Any], where: str) -> Table:
    """``grid`` is a list of rows: as many labels as ``stub`` has headings, then a number, ``*`` or nothing a column."""
    heading = value.get("stub", "")
    stub = [heading] if isinstance(heading, str) else list(heading)
    columns = _paths(value["columns"])
    low, high = value.get("withheld", (0, None))
    means = Count(low, high)
    rows, cells = [], []
    for r, line in enumerate(value["grid"]):
        labels, printed = line[: len(stub)], line[len(stub) :]
        if len(printed) != len(columns):
            raise OrderError(f"{where}, row {r + 1}: {len(printed)} cells under {len(columns)} columns.")
        rows.append(tuple(str(label) for label in labels if label != ""))
        cells += [_written(text, r, c, means, where) for c, text in enumerate(printed)]
    return _table(value, tuple(rows), columns, cells, where)


def _written(value: object, row: int, column: int, means: Count, where: str) -> Cell:
    source = Source(where, "", str(value))
    if type(value) is int:
        return Cell(row, column, f"{value:,}", "exact", Count.exactly(value), source)
    if value == "":
        return Cell(row, column, "", "blank", None, source)
    if value == MARK:
        return Cell(row, column, MARK, "open" if means.is_open else "bounded", means, source)
    raise OrderError(f"{where}: a cell holds a whole number, “{MARK}” or nothing, and not “{value}”.")


def _table(
    value: Mapping[str, Any],
    rows: tuple[Path, ...],
    columns: tuple[Path, ...],
    cells: Sequence[Cell],
    where: str,
) -> Table:
    if not rows or not columns or not all(rows) or not all(columns):
        raise OrderError(f"{where}: it needs rows and columns, and each a label.")
    stub = value.get("stub", ())
    flags = [
        tuple(map(bool, given)) if given is not None else tuple(is_total(path[-1]) for path in paths)
        for given, paths in ((value.get("row_totals"), rows), (value.get("column_totals"), columns))
    ]
    if len(flags[0]) != len(rows) or len(flags[1]) != len(columns):
        raise OrderError(f"{where}: there must be one mark of a total for each row and each column.")
    return Table(
        title=str(value["title"]).strip(),
        rows=rows,
        columns=columns,
        row_totals=flags[0],
        column_totals=flags[1],
        cells=tuple(cells),
        source=Source(where, "", ""),
        unit=str(value.get("unit", "")),
        notes=tuple(map(str, value.get("notes", ()))),
        stub=(stub,) if isinstance(stub, str) else tuple(map(str, stub)),
    )
