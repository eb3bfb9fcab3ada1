"""CSV files with a Frictionless data package (``datapackage.json``, profile ``tabular-data-package``).

Specification: https://specs.frictionlessdata.io/data-package/ (version 1).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from answerable.model import Document
from answerable.publish.safe import INJECTION_NOTE, clean, csv_text, slug
from answerable.publish.tidy import Field, TidyTable, Value

Json = dict[str, object]


def csv_of(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    """Rows as CSV text: comma, double quotes, line feeds; texts made safe for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Value) -> str | int | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return csv_text(value)
    return "" if value is None else value


def write(
    folder: Path, tables: Sequence[TidyTable], title: str, description: str, documents: Sequence[Document]
) -> list[Path]:
    """Writes one CSV a table and the data package that describes them; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in tables:
        path = folder / f"{table.name}.csv"
        header = [field.name for field in table.fields]
        path.write_bytes(csv_of(header, table.rows).encode())
        paths.append(path)
    package = folder / "datapackage.json"
    content = json.dumps(_package(tables, title, description, documents), ensure_ascii=False, indent=2)
    package.write_bytes(clean(content).encode() + b"\n")
    return [*paths, package]


def _package(
    tables: Sequence[TidyTable], title: str, description: str, documents: Sequence[Document]
) -> Json:
    return {
        "profile": "tabular-data-package",
        "name": slug(title)[:80],
        "title": title,
        "description": f"{description} {INJECTION_NOTE}",
        # Each reply stays under its writer's terms, which nobody can state for all of them.
        "licenses": [
            {"name": "notspecified", "title": "Each reply is under the terms of the force that sent it"}
        ],
        "sources": [{"title": document.file, "sha256": document.sha256} for document in documents]
        or [{"title": "No document was read"}],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: TidyTable) -> Json:
    schema: Json = {
        "fields": [_field(field) for field in table.fields],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.links:
        schema["foreignKeys"] = [
            {"fields": [link.field], "reference": {"resource": link.table, "fields": ["id"]}}
            for link in table.links
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(field: Field) -> Json:
    result: Json = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
    }
    if field.type == "boolean":
        result |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.required:
        result["constraints"] = {"required": True}
    return result
