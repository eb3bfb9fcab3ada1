"""``answerable search``: find and count records."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from answerable.cli.common import fail, messages, print_json
from answerable.cli.progress import progress_bar
from answerable.cli.tables import print_table
from answerable.records import RecordsError, Result, Rules, read_terms, save_query, search

_FILE = click.Path(dir_okay=False, path_type=Path)
_SHOWN = 12


@click.command("search", short_help="Find and count a force's records.")
@click.argument("records")
@click.argument("query")
@click.option(
    "--by", multiple=True, help="A table: one dimension or two, such as outcome,month. Repeat for more."
)
@click.option("--terms", "edited", type=_FILE, help="An edited term list (CSV or TOML) to search with.")
@click.option(
    "--write-terms", type=_FILE, help="Write the words that each term stood for, to edit or publish."
)
@click.option(
    "--engine", type=click.Choice(["auto", "duckdb", "index", "spark"]), default="auto", show_default=True,
    help="Where it runs.",
)  # fmt: skip
@click.option("--date", type=click.Choice(["recorded", "committed"]), default="recorded", show_default=True,
              help="Which date places a record in time.")  # fmt: skip
@click.option("--principal", is_flag=True, help="Count principal offences only.")
@click.option("--validated", is_flag=True, help="Count validated crimes only.")
@click.option("--save", help="Save the query in the folder under this name; @NAME then stands for it.")
@click.option("--ids", is_flag=True, help="With --json: also the ids of the records found.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def search_command(
    *,
    records: str,
    query: str,
    by: tuple[str, ...],
    edited: Path | None,
    write_terms: Path | None,
    engine: Literal["auto", "duckdb", "index", "spark"],
    date: Literal["recorded", "committed"],
    principal: bool,
    validated: bool,
    save: str | None,
    ids: bool,
    as_json: bool,
) -> None:
    """Find the records that match QUERY, and count them.

    RECORDS is a folder, or postgresql://USER@HOST/DATABASE[#CRIMES,VICTIMS] for two tables on a server.
    """
    rules = Rules(date, "principal" if principal else "all", "only" if validated else "all")
    try:
        words = read_terms(edited) if edited else None
        with progress_bar(messages(), "Counting words, once") as progress:
            found = search(records, query, by, terms=words, rules=rules, engine=engine, progress=progress)
        if save:
            if not Path(records).is_dir():
                fail("A query is saved in a folder of records; a server has none.")
            save_query(Path(records), save, found.query)
        if write_terms:
            found.terms.write(write_terms)
    except (RecordsError, OSError) as error:
        fail(str(error))
    _warn(found, words)
    if as_json:
        print_json(found.to_dict() | ({"ids": list(found.ids)} if ids else {}))
    else:
        _show(found, Console(highlight=False))


def _warn(found: Result, edited: dict[str, tuple[str, ...]] | None) -> None:
    """What may not be meant: words that no record holds, terms that an edited list leaves out."""
    listed = found.terms
    if found.asked.note:
        messages().print(found.asked.note, markup=False, soft_wrap=True)
    if listed.unheld:
        messages().print(f"No record holds: {', '.join(listed.unheld)}.", markup=False, soft_wrap=True)
    if edited is not None and (left := [r.term for r in listed.terms if r.term not in edited]):
        what = f"The edited list has no row for {', '.join(left)}: every word found for it was used."
        messages().print(what, markup=False, soft_wrap=True)


def _show(found: Result, out: Console) -> None:
    """Hits, the words searched for, and the tables, for people."""
    out.print(f"{found.hits:,} records ({len(found.found.victims):,} victims), searched with {found.engine}.")
    for resolved in found.terms.terms:
        words = [f"{w.word} ({w.records:,})" for w in resolved.words[:_SHOWN]]
        more = len(resolved.words) - len(words)
        tail = f" and {more:,} more" if more else ""
        out.print(f"  {resolved.term}: {', '.join(words) or 'no word of these records'}{tail}", markup=False)
    for field, values in found.values.items():
        out.print(f"  {field.name}:{field.value}: {'; '.join(values)}", markup=False)
    for table in found.tables:
        out.print()
        print_table(table, out, title=table.title)
