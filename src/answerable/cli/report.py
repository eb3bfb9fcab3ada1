"""``answerable report``: a folder of replies to a national report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from answerable.cli.common import NEEDS_A_PERSON, fail, messages, needs_a_person, print_json
from answerable.cli.study import STUDY, open_study, picture_of
from answerable.model import Figure
from answerable.publish import Published, estimated, publish, sentences
from answerable.study import Picture
from answerable.study.picture import Entry, Growth, NationalTotal


@click.command("report", short_help="Turn a study into its national report.")
@STUDY
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write; by default the study's own out folder."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def report_command(study: Path, *, out: Path | None, as_json: bool) -> None:
    """Read the replies of STUDY and write its report, workbook, data package and charts."""
    console = messages()
    picture = picture_of(open_study(study), console)
    goal = out or study / "out"
    try:
        with console.status("Writing the report") as status:
            published = publish(picture, goal, progress=lambda step: status.update(f"Writing {step}"))
    except OSError as problem:
        fail(f"The report could not be written to {goal}: {problem.strerror or problem}.")
    found = (*picture.findings, *published.findings)
    if as_json:
        print_json(_summary(picture, published))
    else:
        click.echo(sentences.plain(sentences.headline(picture)))
        for phrase in (estimated.headline, estimated.hangs_on):
            if said := sentences.plain(phrase(picture, published.national)):
                click.echo(said)
        for growth in picture.growth[-1:]:
            click.echo(sentences.plain(sentences.growth_sentence(picture, growth)))
        count = sum(finding.severity != "note" for finding in found)
        click.echo(
            f"{count} {'thing needs' if count == 1 else 'things need'} a person; the report lists them."
        )
        click.echo(f"The report is {goal / 'report.html'}")
    if needs_a_person(found):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _summary(picture: Picture, published: Published) -> dict[str, Any]:
    """What the report says, for machines; ``national`` is what ``answerable estimate --json`` prints."""
    found = published.national
    return {
        "report": str(published.report),
        "headline": sentences.plain(sentences.headline(picture)),
        "periods": [{"period": str(total.period), "reported": _reported(total)} for total in picture.totals],
        "growth": [
            {
                "from": str(g.first),
                "to": str(g.second),
                "same_bodies": {**_ends(g.figure), "bodies": _bodies(g)},
            }
            for g in picture.growth
        ],
        "national": found.estimates.to_dict() if found else None,
        "entries": [_entry(entry) for entry in picture.entries.values()],
        "findings": [finding.to_dict() for finding in (*picture.findings, *published.findings)],
    }


def _reported(total: NationalTotal) -> dict[str, Any]:
    return {
        **_ends(total.figure),
        "bodies": total.bodies,
        "of": total.of,
        "population_share": total.population_share,
    }


def _bodies(growth: Growth) -> int:
    return sum(len(unit.bodies) for unit in growth.units)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "unit": entry.unit.id, "name": entry.unit.name, "period": str(entry.period), **_ends(entry.figure),
        "reason": entry.reason,
    }  # fmt: skip


def _ends(figure: Figure | None) -> dict[str, float | None]:
    return {"low": figure.low if figure else None, "high": figure.high if figure else None}
