"""``answerable reference add``: official counts into a study."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from answerable.cli.common import COULD_NOT, print_json
from answerable.cli.study import STUDY, open_study
from answerable.study.official_tables import TableError
from answerable.study.reference import Added, add


@click.group("reference", short_help="Add official counts to a study.")
def reference_command() -> None:
    """Official counts that a study's estimates rest on."""


@reference_command.command("add", short_help="Take an official table into a study.")
@STUDY
@click.argument("table", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--series",
    multiple=True,
    help="Which offence group, subgroup, offence or code to take; once for each. By default every group.",
)
@click.option(
    "--vintage",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of which the counts are, such as 2014-07-17.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def add_command(
    study: Path, table: Path, *, series: tuple[str, ...], vintage: datetime | None, as_json: bool
) -> None:
    """Take the official table FILE into STUDY: our CSV, or a Home Office spreadsheet as it is.

    Unknown names, blanks, duplicates and negative numbers are refused, and then nothing is taken.
    """
    opened = open_study(study)
    try:
        added = add(opened.path, table, series=series, vintage=vintage.date() if vintage else None)
    except TableError as problem:
        for sentence in problem.sentences:
            click.echo(sentence, err=True)
        raise click.exceptions.Exit(COULD_NOT) from None
    if as_json:
        print_json({**asdict(added), "path": str(added.path)})
    else:
        _tell(added, table.name)


def _tell(added: Added, name: str) -> None:
    """What was taken, by series and year."""
    for line in added.lines:
        whole = "" if line.national is None else f"; England and Wales {line.national:,}"
        forces = (
            f"{line.forces} force{'' if line.forces == 1 else 's'}, {line.total:,}"
            if line.forces
            else "no force"
        )
        click.echo(f"{line.series}, {line.period}: {forces}{whole}")
    for note in added.notes:
        click.echo(note)
    dated = added.vintage or "not stated; give it with --vintage where a later table revises this one"
    click.echo(f"Taken from {name} (SHA-256 {added.sha256}); vintage {dated}.")
    click.echo(f"It is {added.path}")
