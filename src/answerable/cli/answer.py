"""``answerable answer``: an order to a letter that can be sent."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import (
    NEEDS_A_PERSON,
    fail,
    messages,
    needs_a_person,
    print_findings,
    print_json,
)
from answerable.publish.reply import OrderError, SmallCountsError, answer, load_order

_OUT = click.Path(file_okay=False, path_type=Path)


@click.command("answer", short_help="Write the reply to a request: letter, tables and data.")
@click.argument("order", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--out", type=_OUT, help="Where to; by default the folder “reply” beside ORDER.")
@click.option("--allow-small", is_flag=True, help="Release counts of 1 to 4 as they are.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def answer_command(order: Path, *, out: Path | None, allow_small: bool, as_json: bool) -> None:
    """Write the reply that ORDER (TOML or JSON) describes, as Word document, web page and text.

    A release that holds a count of 1 to 4 is refused, with the cells named, unless --allow-small is given.
    """
    folder = out or order.parent / "reply"
    try:
        done = answer(load_order(order), folder, allow_small=allow_small)
    except (OrderError, SmallCountsError) as problem:
        fail(str(problem))
    except OSError as problem:
        fail(f"{folder} cannot be written: {problem.strerror}.")
    if as_json:
        print_json(done.to_dict())
    else:
        for path in done.paths:
            click.echo(str(path))
        print_findings(done.findings, messages())
    if needs_a_person(done.findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)
